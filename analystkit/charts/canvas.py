"""The plot area: boxes, rules, dots and text placed in inches, or styled axes for values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D, IdentityTransform

from analystkit.charts.box import Box
from analystkit.charts.labels import Gutter, gutter
from analystkit.charts.presets import Sizes
from analystkit.charts.style import GRID, HATCH, INK, LINE, MUTED, PAPER
from analystkit.charts.text import ASCENT, PITCH, ellipsize, widest, wrap
from analystkit.charts.view import View


class Canvas:
    """Where a chart draws: the plot area of a figure.

    Positions are inches from the left edge and down from the top edge of the plot area; `axes` gives
    matplotlib's own where there are values to scale.

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
        self._place = Affine2D().scale(1, -1).translate(left, top) + figure.dpi_scale_trans

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
            weight = "bold" if bold else "normal"
            artist = self.figure.text(
                x,
                y,
                text,
                size=size,
                color=color,
                ha=align,
                va="baseline",
                weight=weight,
                transform=self._place,
            )
            if halo:
                paper = PAPER if color == INK else INK
                artist.set_path_effects([withStroke(linewidth=2.4, foreground=paper)])

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
            x, y, text, size=size, color=color, rotation=90, ha="right", va="bottom", transform=self._place,
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
            transform=self._place,
        )
        self.figure.add_artist(shapes)

    def rules(
        self, rules: Iterable[tuple[float, float, float, float]], color: str = GRID, width: float = 0.5
    ) -> None:
        """Draw straight lines, each from (x, y) to (x, y); `width` in points."""
        segments = [[(x, y), (to_x, to_y)] for x, y, to_x, to_y in rules]
        lines = LineCollection(segments, colors=color, linewidths=width, transform=self._place)
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
            [across], [across], [0], units="inches", offsets=list(points), offset_transform=self._place,
            facecolors=face, edgecolors=edge or "none", linewidths=line,
        )  # fmt: skip
        circles.set_transform(IdentityTransform())  # the units are already those of the page
        self.figure.add_artist(circles)

    def axes(
        self,
        left_labels: Sequence[str] | None = None,
        *,
        left: float = 0.0,
        right: float = 0.0,
        top: float = 0.0,
        bottom: float | None = None,
        grid: str = "",
    ) -> Axes:
        """Return styled axes that fill the plot area.

        Parameters
        ----------
        left_labels : sequence of str, optional
            One label a row, from the top: they are wrapped into a gutter, and row `i` is at y = i.
        left, right, top, bottom : float
            Room to keep at the edges, in inches; `bottom` is by default enough for one line of tick labels.
        grid : str
            ``"x"`` or ``"y"`` for a grid along that axis.
        """
        column: Gutter | None = gutter(left_labels, self.view) if left_labels else None
        left += column.width if column else 0.0
        bottom = PITCH * self.sizes.label / 72 * 1.3 if bottom is None else bottom
        page = self.figure.get_size_inches()
        low, wide, high = (
            self.top - self.height + bottom,
            self.width - left - right,
            self.height - top - bottom,
        )
        axes = self.figure.add_axes(
            ((self.left + left) / page[0], low / page[1], max(wide, 0.1) / page[0], max(high, 0.1) / page[1])
        )
        axes.tick_params(labelsize=self.sizes.label, pad=3, length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        if grid:
            axes.grid(axis="x" if grid == "x" else "y", color=GRID)
        if column:
            self._left_column(axes, column, top, high)
        return axes

    def _left_column(self, axes: Axes, column: Gutter, top: float, high: float) -> None:
        """Write the gutter's labels beside the rows of axes, the first row on top."""
        rows = len(column.lines)
        axes.set_ylim(rows - 0.5, -0.5)
        axes.set_yticks([])
        for row, lines in enumerate(column.lines):
            y = top + high * (row + 0.5) / rows - PITCH * self.sizes.label / 144 * len(lines)
            self.block(0, y, lines, color=INK if lines else MUTED)
