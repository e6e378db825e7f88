"""A rectangle of the plot area."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.charts.style import PAPER


@dataclass(frozen=True)
class Box:
    """A rectangle, in inches from the left and from the top of the plot area.

    Parameters
    ----------
    x, y, width, height : float
        Left edge, top edge and extent.
    face : str
        Its color. A hatched box is white, with the hatch in this color.
    edge : str
        Color of its outline; "" for none.
    hatched : bool
        Whether it stands for what is unverified.
    """

    x: float
    y: float
    width: float
    height: float
    face: str = PAPER
    edge: str = ""
    hatched: bool = False

    @property
    def corners(self) -> list[tuple[float, float]]:
        """Its four corners."""
        right, bottom = self.x + self.width, self.y + self.height
        return [(self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)]
