"""Labels beside and above what is drawn: the left gutter and the strip of swatches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analystkit.charts.box import Box
from analystkit.charts.style import INK, LINE, MUTED
from analystkit.charts.text import ellipsize, line_height, text_width, widest, wrap
from analystkit.charts.view import View

if TYPE_CHECKING:
    from analystkit.charts.canvas import Canvas

_GAP = 0.09  # between labels and what they label, in inches


@dataclass(frozen=True)
class Gutter:
    """Wrapped labels left of the rows.

    Parameters
    ----------
    lines : tuple of tuple of str
        The lines of each label.
    width : float
        Width of the gutter with the gap right of it, in inches.
    size : float
        Type size, in points.
    """

    lines: tuple[tuple[str, ...], ...]
    width: float
    size: float

    def pitch(self, least: float) -> float:
        """Return the height that the tallest label needs, in inches, and never less than `least`."""
        tallest = max((len(lines) for lines in self.lines), default=1)
        return max(least, line_height(self.size, tallest) + 0.03)

    def heights(self, least: float) -> list[float]:
        """Return each row's own height, in inches, and never less than `least`."""
        return [max(least, line_height(self.size, len(lines)) + 0.03) for lines in self.lines]


def gutter(labels: Sequence[str], view: View, share: float = 0.4, max_lines: int = 3) -> Gutter:
    """Return labels wrapped into a column at the left of the plot area."""
    size = view.sizes.label
    most = view.width * share - _GAP
    lines = tuple(wrap(label, most, size, max_lines=max_lines) for label in labels)
    return Gutter(lines, widest((line for label in lines for line in label), size) + _GAP, size)


@dataclass(frozen=True)
class Swatch:
    """One entry of a legend.

    Parameters
    ----------
    label : str
        What it means.
    color : str
        Color of the box or ring.
    shape : str
        ``"box"``, ``"hatched"``, ``"ring"``, or "" for none.
    mark : str
        A letter or sign before the label.
    """

    label: str
    color: str = LINE
    shape: str = "box"
    mark: str = ""


@dataclass(frozen=True)
class Strip:
    """Swatches set in lines, ready to be drawn."""

    places: tuple[tuple[float, int, Swatch, str], ...]
    lines: int
    size: float

    @property
    def height(self) -> float:
        """Height with the gap below it, in inches; 0 when there is nothing to show."""
        return line_height(self.size, self.lines) * 1.08 + 0.06 if self.lines else 0.0


def strip(swatches: Sequence[Swatch], view: View, left: float = 0.0, size: float = 0.0) -> Strip:
    """Return a legend as a strip of compact swatches, from the left, in as many lines as it takes."""
    size = size or view.sizes.label
    room = view.width - left
    x, line, places = 0.0, 0, []
    for swatch in swatches:
        before = _before(swatch, size)
        label = ellipsize(swatch.label, room - before, size)
        width = before + text_width(label, size)
        if x and x + width > room:
            x, line = 0.0, line + 1
        places.append((left + x, line, swatch, label))
        x += width + 1.2 * size / 72
    return Strip(tuple(places), line + 1 if places else 0, size)


def _side(size: float) -> float:
    return size * 0.95 / 72


def _before(swatch: Swatch, size: float) -> float:
    """Return the width of a swatch's box and mark, in inches."""
    mark = text_width(swatch.mark, size, bold=True) + 0.05 if swatch.mark else 0.0
    return mark + (_side(size) + _GAP * 0.6 if swatch.shape else 0.0)


def draw_strip(canvas: Canvas, legend: Strip, y: float = 0.0) -> None:
    """Draw a legend with its top at `y` inches."""
    side, boxes = _side(legend.size), []
    for x, line, swatch, label in legend.places:
        top = y + line_height(legend.size) * 1.08 * line
        middle = top + line_height(legend.size) / 2
        if swatch.shape == "ring":
            canvas.dots([(x + side / 2, middle)], side * 0.62, face="none", edge=swatch.color)
        elif swatch.shape:
            hatched = swatch.shape == "hatched"
            boxes.append(Box(x, middle - side / 2, side, side, swatch.color, LINE, hatched))
        before = _before(swatch, legend.size)
        if swatch.mark:
            wide = text_width(swatch.mark, legend.size, bold=True) + 0.05
            canvas.text(x + before - wide, top, swatch.mark, legend.size, MUTED, bold=True)
        canvas.text(x + before, top, label, legend.size, INK)
    canvas.boxes(boxes)
