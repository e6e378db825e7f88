"""What stands in the cells of rows in words and shades: text, numbers, verdicts, signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.presets import Sizes
from analystkit.charts.style import ACCENT, FAINT, INK, LINE, MUTED, PAPER, ink_on, tint
from analystkit.charts.text import line_height, text_width, widest, wrap


@dataclass(frozen=True)
class Place:
    """Where a cell is drawn: its rectangle in inches, and what its column says of scale and alignment."""

    left: float
    top: float
    width: float
    height: float
    align: str
    low: float  # what the left and right ends of the column's scale stand for
    high: float
    tail: float  # kept free right of the scale for what stands behind bars
    thin: float  # height of the lowest row

    @property
    def middle(self) -> float:
        """Middle of its height."""
        return self.top + self.height / 2

    @property
    def at(self) -> float:
        """Where text is aligned."""
        return self.left + self.width * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]

    @property
    def unit(self) -> float:
        """Inches for one on the scale."""
        return (self.width - self.tail) / ((self.high - self.low) or 1)

    def x(self, value: float) -> float:
        """Where a value stands on the column's scale."""
        return self.left + (value - self.low) * self.unit


class Cell:
    """Something in a column of a row; a blank one by itself."""

    ids: tuple[str, ...] = ()
    words: str = ""

    def wide(self, sizes: Sizes) -> float:
        """Return the width that it needs where its column is as wide as its cells, in inches."""
        return 0.0

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height that it needs in a width, in inches."""
        return 0.0

    def span(self) -> tuple[float, float]:
        """Return the lowest and highest value that it draws to scale."""
        return 0.0, 0.0

    def tail(self, sizes: Sizes) -> float:
        """Return the width of what stands behind its highest value, in inches."""
        return 0.0

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw it, and return the boxes that are drawn together with those of other cells."""
        return []

    @property
    def plain(self) -> str:
        """It in words, for a layout that has no room for its column."""
        return ""


@dataclass(frozen=True)
class Shade(Cell):
    """A number in a rectangle, the darker the more; what nothing confirms is hatched."""

    number: int
    most: int
    unsure: int = 0
    ids: tuple[str, ...] = ()
    words: str = ""
    color: str = ACCENT

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the rectangle with its number."""
        gap = 0.015
        box = Box(place.left + gap, place.top + gap, place.width - 2 * gap, place.height - 2 * gap)
        if not self.number:
            return [replace(box, face=FAINT)]
        canvas.mark(box.x, box.y, box.width, box.height, self.ids, self.words)
        color = tint(self.color, 0.18 + 0.82 * min(1, self.number / self.most))
        solid = box.width * (self.number - self.unsure) / self.number
        boxes = [replace(box, width=solid, face=color)] if solid else []
        if self.unsure:
            rest = replace(box, x=box.x + solid, width=box.width - solid)
            boxes.append(replace(rest, face=LINE, edge=LINE, hatched=True))
        ink = INK if self.unsure else ink_on(color)
        canvas.middle(
            box.x + box.width / 2, box.y + box.height / 2, str(self.number), color=ink, align="center",
            bold=True, halo=self.unsure > 0,
        )  # fmt: skip
        return boxes


@dataclass(frozen=True)
class Sign(Cell):
    """A letter on a colored rectangle, such as a rating; only a small dot where it is not known."""

    letter: str
    color: str = PAPER
    ids: tuple[str, ...] = ()
    words: str = ""
    known: bool = True
    edge: str = ""

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw it."""
        gap = 0.014
        canvas.mark(place.left, place.top, place.width, place.height, self.ids, self.words)
        if not self.known:
            canvas.dots([(place.left + place.width / 2, place.middle)], 0.025, LINE, "", 0)
            return []
        ink = MUTED if self.color == PAPER else ink_on(self.color)
        size = canvas.sizes.source
        fits = canvas.text_width(self.letter, size, bold=True) <= place.width
        canvas.middle(
            place.left + place.width / 2,
            place.middle,
            self.letter if fits else "",
            size,
            color=ink,
            align="center",
            bold=True,
        )
        return [
            Box(
                place.left + gap, place.top + gap, place.width - 2 * gap, place.height - 2 * gap, self.color,
                self.edge,
            )
        ]  # fmt: skip


@dataclass(frozen=True)
class Text(Cell):
    """Words in a column, broken into lines."""

    text: str
    color: str = INK
    bold: bool = False
    small: bool = False
    lines: int = 3
    ids: tuple[str, ...] = ()
    words: str = ""

    def _size(self, sizes: Sizes) -> float:
        return sizes.source if self.small else sizes.label

    def wide(self, sizes: Sizes) -> float:
        """Return the width of it in one line."""
        return text_width(self.text, self._size(sizes), self.bold)

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of its lines."""
        size = self._size(sizes)
        return line_height(size, len(wrap(self.text, width, size, self.bold, self.lines)))

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Write it."""
        size = self._size(canvas.sizes)
        lines = wrap(self.text, place.width + 1e-6, size, self.bold, self.lines)
        top = place.middle - line_height(size, len(lines)) / 2
        for row, line in enumerate(lines):
            canvas.text(
                place.at, top + line_height(size, row), line, size, self.color, place.align, self.bold
            )
        canvas.mark(place.left, place.top, place.width, place.height, self.ids, self.words)
        return []

    @property
    def plain(self) -> str:
        """The words."""
        return self.text


def Number(value: int, ids: Sequence[str] = (), words: str = "", quiet: bool = False) -> Text:  # noqa: N802
    """Return a cell with a number; nothing is a dash."""
    return Text(str(value or "–"), MUTED if quiet else INK, lines=1, ids=tuple(ids), words=words)


@dataclass(frozen=True)
class Pill(Cell):
    """A word on its color: a verdict."""

    text: str
    color: str
    ids: tuple[str, ...] = ()
    words: str = ""

    def wide(self, sizes: Sizes) -> float:
        """Return the width of the word with room around it."""
        return text_width(self.text, sizes.label, bold=True) + 0.16

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of the pill."""
        return line_height(sizes.label) * 1.1 + 0.04

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw it."""
        high = line_height(canvas.sizes.label) * 1.1
        wide = place.width - 0.04
        canvas.middle(
            place.left + wide / 2, place.middle, self.text, color=ink_on(self.color), align="center",
            bold=True, max_width=wide - 0.04,
        )  # fmt: skip
        canvas.mark(place.left, place.middle - high / 2, wide, high, self.ids, self.words)
        return [Box(place.left, place.middle - high / 2, wide, high, self.color, LINE)]

    @property
    def plain(self) -> str:
        """The word."""
        return self.text


def widest_word(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text's longest word."""
    return widest(text.split(), size, bold)
