"""The plot area: boxes, lines, dots and text placed in inches, and the rows that stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, IdentityTransform

from analystkit.charts.style import GRID, HATCH, INK, PAPER
from analystkit.charts.text import ASCENT, PITCH, TextLine, clean, ellipsize
from analystkit.charts.view import View

Line = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Box:
    """A rectangle, in inches from the left and top of the plot area; a hatched one is white between."""

    x: float
    y: float
    width: float
    height: float
    face: str = PAPER
    edge: str = ""  #: color of its outline; "" for none
    hatched: bool = False


@dataclass(frozen=True)
class Mark:
    """Something drawn, with the rows behind it: where it stands in parts of the whole figure."""

    left: float
    top: float
    width: float
    height: float
    ids: tuple[str, ...]  #: the rows behind it, each by its key, the parts of a key joined by ``|``
    words: str  #: what is said of it when the pointer rests on it


class Canvas:
    """Where a chart draws: the plot area, in inches from its left edge and down from its top edge."""

    def __init__(self, figure: Figure, view: View, left: float, top: float, height: float) -> None:
        self.figure, self.view, self.sizes = figure, view, view.sizes
        self.left, self.top, self.width, self.height = left, top, view.width, height
        self.place = Affine2D().scale(1, -1).translate(left, top) + figure.dpi_scale_trans
        self.marks: list[Mark] = []

    def mark(
        self, x: float, y: float, width: float, height: float, ids: Sequence[str], words: str = ""
    ) -> None:
        """Note which rows stand behind a rectangle of the plot area, and what is said of it."""
        if ids or words:
            wide, tall = self.figure.get_size_inches()
            left, top = (self.left + x) / wide, (tall - self.top + y) / tall
            self.marks.append(Mark(left, top, width / wide, height / tall, tuple(ids), words))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float | None = None,
        color: str = INK,
        align: str = "left",
        bold: bool = False,
        max_width: float = float("inf"),
        halo: bool = False,
    ) -> None:
        """Write one line of text whose top is at `y`, of the label's size unless another is given.

        It is cut with an ellipsis at `max_width` inches; a halo keeps a hatch from running through it.
        """
        size = size or self.sizes.label
        text = clean(text) if max_width == float("inf") else ellipsize(text, max_width, size, bold)
        if text:
            look = {"color": color, "ha": align, "transform": self.place}
            line = TextLine(self.figure, x, y + ASCENT * size / 72, text, size, bold, **look)
            if halo:
                paper = PAPER if color == INK else INK
                line.set_path_effects([withStroke(linewidth=2.4, foreground=paper)])

    def middle(self, x: float, y: float, text: str, size: float | None = None, **style: Any) -> None:
        """Write one line of text whose middle is at `y`; see `text` for the rest."""
        self.text(x, y - PITCH * (size or self.sizes.label) / 144, text, size, **style)

    def upright(self, x: float, y: float, text: str, size: float, color: str) -> None:
        """Write one line that reads upwards from (x, y), the middle of its height at `x`."""
        self.figure.text(
            x + (ASCENT - PITCH / 2) * size / 72, y, text, size=size, color=color, rotation=90, ha="right",
            va="bottom", transform=self.place,
        )  # fmt: skip

    def block(
        self, x: float, y: float, lines: Sequence[str], size: float | None = None, **style: Any
    ) -> float:
        """Write several lines of text from `y` down, and return where the next would start."""
        for line in lines:
            self.text(x, y, line, size, **style)
            y += PITCH * (size or self.sizes.label) / 72
        return y

    def boxes(self, boxes: Sequence[Box], line: float = 0.6) -> None:
        """Draw rectangles, hatched ones last; `line` is the width of their outlines in points."""
        for hatched in (False, True):
            these = [box for box in boxes if box.hatched is hatched]
            if not these:
                continue
            corners = []
            for box in these:
                right, bottom = box.x + box.width, box.y + box.height
                corners.append([(box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom)])
            shapes = PolyCollection(
                corners,
                facecolors=[PAPER if hatched else box.face for box in these],
                edgecolors=[box.edge or "none" for box in these],
                hatchcolors=[box.face for box in these],
                linewidths=line,
                hatch=HATCH if hatched else None,
                transform=self.place,
            )
            self.figure.add_artist(shapes)

    def dots(
        self, points: Line, across: float, face: str = PAPER, edge: str = INK, line: float = 0.8
    ) -> None:
        """Draw circles so many inches across, around points; a white face makes rings."""
        circles = EllipseCollection(
            [across], [across], [0], units="inches", offsets=list(points), offset_transform=self.place,
            facecolors=face, edgecolors=edge or "none", linewidths=line,
        )  # fmt: skip
        circles.set_transform(IdentityTransform())  # the units are already those of the page
        self.figure.add_artist(circles)

    def lines(
        self, lines: Sequence[Line], color: str = GRID, width: float = 0.5, order: float = 2, dash: Any = "-"
    ) -> None:
        """Draw lines through points, over boxes unless `order` is below 1; `width` in points."""
        artist = LineCollection(
            lines, colors=color, linewidths=width, linestyles=[dash], zorder=order, transform=self.place
        )
        self.figure.add_artist(artist)

    def cross(self, x: float, y: float, side: float, color: str = INK) -> None:
        """Draw a diagonal cross around a point, over boxes."""
        half = side / 2
        strokes = [[(x - half, y - half), (x + half, y + half)], [(x - half, y + half), (x + half, y - half)]]
        self.lines(strokes, color, 1.2, 1.8)
