"""Labels left of the rows; `rows` is the way to do it, `legend` holds the swatches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts.canvas import Canvas
from analystkit.charts.legend import GAP as _GAP
from analystkit.charts.legend import Legend as Strip
from analystkit.charts.legend import Swatch as Swatch
from analystkit.charts.legend import legend as strip  # noqa: F401
from analystkit.charts.text import line_height, widest, wrap
from analystkit.charts.view import View


@dataclass(frozen=True)
class Gutter:
    """Wrapped labels left of the rows."""

    lines: tuple[tuple[str, ...], ...]
    width: float
    size: float

    def heights(self, least: float) -> list[float]:
        """Return each row's own height, in inches, and never less than `least`."""
        return [max(least, line_height(self.size, len(lines)) + 0.03) for lines in self.lines]


def gutter(labels: Sequence[str], view: View, share: float = 0.4, max_lines: int = 3) -> Gutter:
    """Return labels wrapped into a column at the left of the plot area."""
    size = view.sizes.label
    most = view.width * share - _GAP
    lines = tuple(wrap(label, most, size, max_lines=max_lines) for label in labels)
    return Gutter(lines, widest((line for label in lines for line in label), size) + _GAP, size)


def draw_strip(canvas: Canvas, legend: Strip, y: float = 0.0) -> None:
    """Draw a legend with its top at `y` inches."""
    legend.draw(canvas, y)
