"""The plot area: boxes, lines, dots and text placed in inches, and the rows that stand behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, IdentityTransform

from analystkit.charts.presets import Sizes
from analystkit.charts.style import GRID, HATCH, INK, PAPER
from analystkit.charts.text import ASCENT, PITCH, TextLine, ellipsize, widest, wrap
from analystkit.charts.view import View


@dataclass(frozen=True)
class Box:
    """A rectangle, in inches from the left and top of the plot area; a hatched one is white between."""

    x: float
    y: float
    width: float
    height: float
    face: str = PAPER
    edge: str = ""  # color of its outline; "" for none
    hatched: bool = False

    @property
    def corners(self) -> list[tuple[float, float]]:
        """Its four corners."""
        right, bottom = self.x + self.width, self.y + self.height
        return [(self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)]


@dataclass(frozen=True)
class Mark:
    """Something drawn, with the rows behind it.

    Parameters
    ----------
    left, top, width, height : float
        Where it stands, in parts of the whole figure from its left and upper edge.
    ids : tuple of str
        The rows behind it, each by its key, the parts of a key joined by ``|``.
    words : str
        What is said of it when the pointer rests on it.
    """

    left: float
    top: float
    width: float
    height: float
    ids: tuple[str, ...]
    words: str


class Canvas:
    """Where a chart draws: the plot area of a figure.

    Positions are inches from the left edge and down from the top edge of the plot area.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    view : View
        What is drawn.
    left, top : float
        Where the plot area starts, in inches from the figure's left and bottom edges.
    width, height : float
        Its size, in inches.
    """

    def __init__(
        self, figure: Figure, view: View, left: float, top: float, width: float, height: float
    ) -> None:
        self.figure = figure
        self.view = view
        self.left, self.top, self.width, self.height = left, top, width, height
        self.place = Affine2D().scale(1, -1).translate(left, top) + figure.dpi_scale_trans
        self.marks: list[Mark] = []

    def like(self, view: View) -> Canvas:
        """Return the same plot area for a view with other type sizes."""
        other = Canvas(self.figure, view, self.left, self.top, self.width, self.height)
        other.marks = self.marks
        return other

    def mark(
        self, x: float, y: float, width: float, height: float, ids: Sequence[str], words: str = ""
    ) -> None:
        """Note which rows stand behind a rectangle of the plot area, and what is said of it."""
        if not ids and not words:
            return
        wide, tall = self.figure.get_size_inches()
        self.marks.append(
            Mark(
                (self.left + x) / wide, (tall - self.top + y) / tall, width / wide, height / tall,
                tuple(ids), words,
            )
        )  # fmt: skip

    @property
    def sizes(self) -> Sizes:
        """Type sizes of the preset, in points."""
        return self.view.preset.sizes

    def text_width(
        self, strings: str | Iterable[str], size: float | None = None, bold: bool = False
    ) -> float:
        """Return the width of the widest of some lines, in inches; `size` is the label's by default."""
        lines = [strings] if isinstance(strings, str) else strings
        return widest(lines, size or self.sizes.label, bold)

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
        """Write one line of text whose top is at `y`.

        It is cut with an ellipsis at `max_width` inches; a halo keeps a hatch from running through it.
        """
        size = size or self.sizes.label
        text = ellipsize(text, max_width, size, bold)
        if text:
            y += ASCENT * size / 72
            line = TextLine(
                self.figure, x, y, text, size, bold, color=color, ha=align, transform=self.place
            )  # fmt: skip
            if halo:
                paper = PAPER if color == INK else INK
                line.set_path_effects([withStroke(linewidth=2.4, foreground=paper)])

    def middle(self, x: float, y: float, text: str, size: float | None = None, **style: object) -> None:
        """Write one line of text whose middle is at `y`; see `text` for the rest."""
        self.text(x, y - PITCH * (size or self.sizes.label) / 144, text, size, **style)  # type: ignore[arg-type]

    def upright(
        self,
        x: float,
        y: float,
        text: str,
        size: float | None = None,
        color: str = INK,
        max_width: float = float("inf"),
    ) -> None:
        """Write one line that reads upwards from (x, y), the middle of its height at `x`; see `text`."""
        size = size or self.sizes.label
        text = ellipsize(text, max_width, size)
        x += (ASCENT - PITCH / 2) * size / 72
        self.figure.text(
            x, y, text, size=size, color=color, rotation=90, ha="right", va="bottom", transform=self.place,
            rotation_mode="default",
        )  # fmt: skip

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float | None = None,
        color: str = INK,
        bold: bool = False,
    ) -> float:
        """Write several lines of text from `y` down, and return where the next would start."""
        size = size or self.sizes.label
        for line in lines:
            self.text(x, y, line, size, color, bold=bold)
            y += PITCH * size / 72
        return y

    def wrap(self, text: str, width: float, size: float | None = None, max_lines: int = 0) -> tuple[str, ...]:
        """Return text broken into lines no wider than `width` inches; see `text.wrap`."""
        return wrap(text, width, size or self.sizes.label, max_lines=max_lines)

    def boxes(self, boxes: Iterable[Box], line: float = 0.6) -> None:
        """Draw rectangles; `line` is the width of their outlines in points."""
        boxes = sorted(boxes, key=lambda box: box.hatched)
        for hatched in (False, True):
            these = [box for box in boxes if box.hatched is hatched]
            if these:
                self._collect(these, line, hatched)

    def _collect(self, boxes: Sequence[Box], line: float, hatched: bool) -> None:
        shapes = PolyCollection(
            [box.corners for box in boxes],
            facecolors=[PAPER if hatched else box.face for box in boxes],
            edgecolors=[box.edge or "none" for box in boxes],
            hatchcolors=[box.face for box in boxes],
            linewidths=line,
            hatch=HATCH if hatched else None,
            transform=self.place,
        )
        self.figure.add_artist(shapes)

    def rules(
        self, rules: Iterable[tuple[float, float, float, float]], color: str = GRID, width: float = 0.5
    ) -> None:
        """Draw straight lines, each from (x, y) to (x, y); `width` in points."""
        segments = [[(x, y), (to_x, to_y)] for x, y, to_x, to_y in rules]
        lines = LineCollection(segments, colors=color, linewidths=width, transform=self.place)
        self.figure.add_artist(lines)

    def dots(
        self,
        points: Iterable[tuple[float, float]],
        across: float,
        face: str = PAPER,
        edge: str = INK,
        line: float = 0.8,
    ) -> None:
        """Draw circles so many inches across, around points; a white face makes rings."""
        circles = EllipseCollection(
            [across], [across], [0], units="inches", offsets=list(points), offset_transform=self.place,
            facecolors=face, edgecolors=edge or "none", linewidths=line,
        )  # fmt: skip
        circles.set_transform(IdentityTransform())  # the units are already those of the page
        self.figure.add_artist(circles)

    def lines(
        self,
        points: Sequence[Sequence[tuple[float, float]]],
        color: str | Sequence[str],
        width: float = 0.6,
        order: float = 0.4,
        dash: object = "solid",
    ) -> None:
        """Draw lines through points, behind boxes and text unless `order` is higher; `width` in points."""
        artist = LineCollection(
            [list(line) for line in points], colors=color, linewidths=width, linestyles=[dash], zorder=order,
            transform=self.place,
        )  # fmt: skip
        self.figure.add_artist(artist)

    def cross(self, x: float, y: float, side: float, color: str = INK, width: float = 1.2) -> None:
        """Draw a diagonal cross around a point, over boxes."""
        half = side / 2
        strokes = [[(x - half, y - half), (x + half, y + half)], [(x - half, y + half), (x + half, y - half)]]
        self.lines(strokes, color, width, 1.8)
