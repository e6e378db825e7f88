"""What stands in the cells of rows: words, numbers, verdicts and signs; bars, squares and dots to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.style import ACCENT, FAINT, INK, LINE, MUTED, PAPER, Sizes, ink_on, tint
from analystkit.charts.text import ALIGNED, ellipsize, line_height, text_width, wrap

_GAP = 0.14  # part of a square that is left free between two of them


@dataclass(frozen=True)
class Place:
    """Where a cell is drawn: its rectangle in inches, and what its column says of scale and alignment."""

    left: float
    width: float
    align: str
    low: float  # what the left and right ends of the column's scale stand for
    high: float
    tail: float  # kept free right of the scale for what stands behind bars
    top: float = 0.0
    height: float = 0.0
    thin: float = 0.0  # height of the lowest row

    @property
    def middle(self) -> float:
        """Middle of its height."""
        return self.top + self.height / 2

    @property
    def at(self) -> float:
        """Where text is aligned."""
        return self.left + self.width * ALIGNED[self.align]

    @property
    def unit(self) -> float:
        """Inches for one on the scale."""
        return (self.width - self.tail) / ((self.high - self.low) or 1)

    def x(self, value: float) -> float:
        """Where a value stands on the column's scale."""
        return self.left + (value - self.low) * self.unit

    def box(self, gap: float, face: str = PAPER, edge: str = "") -> Box:
        """Return a box that fills it but for a gap."""
        return Box(self.left + gap, self.top + gap, self.width - 2 * gap, self.height - 2 * gap, face, edge)


class Cell:
    """Something in a column of a row; a blank one by itself."""

    def wide(self, sizes: Sizes) -> float:
        """Return the width that it needs where its column is as wide as its cells, in inches."""
        return 0.0

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height that it needs in a width, in inches."""
        return 0.0

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw it, and return the boxes that are drawn together with those of other cells."""
        return []


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
            y = top + line_height(size, row)
            canvas.text(place.at, y, line, size, self.color, place.align, self.bold)
        canvas.mark(place.left, place.top, place.width, place.height, self.ids, self.words)
        return []


def Number(value: int, ids: Sequence[str] = (), words: str = "", quiet: bool = False) -> Text:  # noqa: N802
    """Return a cell with a number; nothing is a dash."""
    return Text(str(value or "–"), MUTED if quiet else INK, lines=1, ids=tuple(ids), words=words)


class _Plate(Cell):
    """A cell that writes in bold in the middle of a box."""

    ids: tuple[str, ...]
    words: str

    def _write(
        self, canvas: Canvas, box: Box, text: str, ink: str, size: float = 0.0, halo: bool = False
    ) -> None:
        x, y = box.x + box.width / 2, box.y + box.height / 2
        canvas.middle(x, y, text, size, color=ink, align="center", bold=True, halo=halo)
        canvas.mark(box.x, box.y, box.width, box.height, self.ids, self.words)


@dataclass(frozen=True)
class Pill(_Plate):
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
        high, size = line_height(canvas.sizes.label) * 1.1, canvas.sizes.label
        box = Box(place.left, place.middle - high / 2, place.width - 0.04, high, self.color, LINE)
        text = ellipsize(self.text, box.width - 0.04, size, bold=True)
        self._write(canvas, box, text, ink_on(self.color))
        return [box]


@dataclass(frozen=True)
class Sign(_Plate):
    """A letter on a colored rectangle, such as a rating; only a small dot where it is not known."""

    letter: str
    color: str = PAPER
    ids: tuple[str, ...] = ()
    words: str = ""
    known: bool = True
    edge: str = ""

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw it."""
        box, size, ink = place.box(0.014, self.color, self.edge), canvas.sizes.source, ink_on(self.color)
        ink = MUTED if self.color == PAPER else ink
        unsure = canvas.view.unverified(self.ids)
        if unsure:
            face, ink = LINE if self.color == PAPER else self.color, INK
            box = replace(box, face=face, edge=LINE, hatched=True)
        fits = self.known and text_width(self.letter, size, bold=True) <= place.width
        self._write(canvas, box, self.letter if fits else "", ink, size, halo=unsure)
        if not self.known:
            canvas.dots([(place.left + place.width / 2, place.middle)], 0.025, LINE, "", 0)
        return [box] if self.known else []


@dataclass(frozen=True)
class Shade(_Plate):
    """How many rows, in a rectangle, the darker the more; what nothing confirms is hatched."""

    most: int
    ids: tuple[str, ...] = ()
    words: str = ""

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the rectangle with its number."""
        box, number, unsure = place.box(0.015, FAINT), len(self.ids), canvas.view.at("unverified", self.ids)
        if not number:
            return [box]
        color = tint(ACCENT, 0.18 + 0.82 * min(1, number / self.most))
        solid = box.width * (number - len(unsure)) / number
        boxes = [replace(box, width=solid, face=color)] if solid else []
        if unsure:
            boxes.append(Box(box.x + solid, box.y, box.width - solid, box.height, LINE, LINE, hatched=True))
        self._write(canvas, box, str(number), INK if unsure else ink_on(color), halo=bool(unsure))
        return boxes


@dataclass(frozen=True)
class Part:
    """A piece of a bar, or one square, with the rows behind it: hatched where all are unverified."""

    number: float
    color: str
    ids: tuple[str, ...] = ()
    words: str = ""
    crossed: bool = False
    hollow: bool = False
    letter: str = ""  # on a square, so that its color is not all that tells it


@dataclass(frozen=True)
class Bar(Cell):
    """Pieces end to end, and behind them their sum in bold or what is said instead.

    A piece of a negative number runs to the left of the scale's zero.
    """

    parts: tuple[Part, ...]
    said: str = ""

    @property
    def total(self) -> float:
        """The sum of its pieces."""
        return sum(part.number for part in self.parts)

    def tail(self, sizes: Sizes) -> float:
        """Return the width of what stands behind it, in inches."""
        return text_width(self.said or f"{self.total:g}", sizes.label, bold=not self.said) + 0.15

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the pieces with their numbers where they fit."""
        size, x, y, total, boxes = canvas.sizes.source, place.x(0), place.middle, self.total, []
        tall = min(place.thin * 0.74, canvas.sizes.label * 1.6 / 72)
        for part in self.parts:
            wide, text, blank = place.unit * part.number, f"{part.number:g}", part.color == PAPER
            unsure = canvas.view.unverified(part.ids)
            face, edge = LINE if blank and unsure else part.color, LINE if unsure or blank else PAPER
            boxes.append(Box(min(x, x + wide), y - tall / 2, abs(wide), tall, face, edge, unsure))
            box = boxes[-1]
            canvas.mark(box.x, box.y, box.width, tall, part.ids, part.words)
            if not unsure and part.number < total and text_width(text, size) < wide - 0.04:
                canvas.middle(x + wide / 2, y, text, size, color=ink_on(face), align="center")
            x += wide
        said, ink = self.said or f"{total:g}", MUTED if self.said else INK
        at, align = (x - 0.05, "right") if total < 0 else (x + 0.05, "left")
        canvas.middle(at, y, said, bold=not self.said, color=ink, align=align)
        return boxes


@dataclass(frozen=True)
class Squares(Cell):
    """One square for each row, and their number: hatched where unverified, crossed where contested."""

    parts: tuple[Part, ...]
    numbered: bool = True
    under: str = ""  # small, below the squares, where it fits
    blank: str = "–"  # what stands where there is none

    def _measured(self, width: float, sizes: Sizes) -> tuple[float, float, int, int, str]:
        """Return side with gap, width of the number, squares in a line, even lines of them, and words."""
        side, many = sizes.label * (1.25 if sizes.label > 12 else 1.5) / 72, len(self.parts)
        number = text_width(str(many), sizes.label, bold=True) + 0.08 if self.numbered else 0.0
        most = max(1, int((width - number + 1e-6) / side))
        in_line = -(-many // (-(-many // most) or 1)) or 1
        under = self.under if text_width(self.under, sizes.source) <= width else ""
        return side, number, in_line, -(-many // in_line), under

    def wide(self, sizes: Sizes) -> float:
        """Return the width of all squares in one line."""
        side, number, *_ = self._measured(0.0, sizes)
        return side * len(self.parts) + number

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of its lines of squares."""
        side, _, _, lines, under = self._measured(width, sizes)
        return lines * side + 0.06 + line_height(sizes.source, bool(under)) if self.parts else 0.0

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the squares in lines, aligned as the column is."""
        if not self.parts:
            canvas.middle(place.at, place.middle, self.blank, color=MUTED, align=place.align)
            return []
        small, boxes, right = canvas.sizes.source, list[Box](), place.align == "right"
        side, number, in_line, lines, under = self._measured(place.width, canvas.sizes)
        wide, high = side * in_line, side * lines
        x = place.left + (place.width - wide - number) * ALIGNED[place.align] + number * right
        top = place.middle - (high + line_height(small, bool(under))) / 2
        canvas.text(place.at, top + high, under, small, MUTED, align=place.align)
        for n, part in enumerate(self.parts):
            left, y, inset = x + side * (n % in_line), top + side * (n // in_line), side * _GAP / 2
            unsure, inner = canvas.view.unverified(part.ids), side - 2 * inset
            face, edge = (PAPER, part.color) if part.hollow else (part.color, LINE if unsure else "")
            boxes.append(Box(left + inset, y + inset, inner, inner, face, edge, unsure))
            ink = INK if part.hollow or unsure else ink_on(part.color)
            if part.crossed:
                canvas.cross(left + side / 2, y + side / 2, side * (1 - _GAP) * 0.56, ink)
            if part.letter:
                canvas.middle(left + side / 2, y + side / 2, part.letter, small, color=ink, align="center")
            canvas.mark(left, y, side, side, part.ids, part.words)
        if self.numbered:
            at = x - 0.05 if right else x + wide + 0.05
            align = "right" if right else "left"
            canvas.middle(at, top + high / 2, str(len(self.parts)), bold=True, align=align)
        return boxes


@dataclass(frozen=True)
class Range(Cell):
    """A range on the column's scale, on a faint track."""

    low: float
    high: float
    color: str

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the track and the range."""
        left, y = place.x(self.low), place.middle
        track = Box(place.left, y - 0.02, place.width - place.tail, 0.04, FAINT)
        return [track, Box(left, y - 0.05, place.x(self.high) - left, 0.1, self.color, MUTED)]


@dataclass(frozen=True)
class Dot:
    """One dot on a column's scale: its value, how many times as large in area, and what is behind it."""

    value: float
    color: str = INK
    size: float = 1.0
    ids: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Dots(Cell):
    """Dots on the column's scale."""

    dots: tuple[Dot, ...]
    strokes: bool = False  # upright strokes in place of dots
    tiles: tuple[Dot, ...] = ()  # rectangles one wide, behind the dots

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of the largest dot."""
        return max([0.09 * dot.size**0.5 for dot in self.dots], default=0.0) + 0.04

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw them."""
        y, high, boxes = place.middle, place.height * 0.62, []
        for tile in self.tiles:
            left, wide, gap = place.x(tile.value - 0.5), place.unit, min(0.01, place.unit / 8)
            box = Box(left + gap, place.top + 0.015, wide - 2 * gap, place.height - 0.03, tile.color)
            boxes.append(replace(box, edge=tile.color, hatched=canvas.view.unverified(tile.ids)))
            canvas.mark(left, place.top, wide, place.height, tile.ids, tile.words)
        for dot in self.dots:
            x, across = place.x(dot.value), 0.085 * canvas.sizes.label / 8 * dot.size**0.5
            if self.strokes:
                canvas.lines([[(x, y - high / 2), (x, y + high / 2)]], dot.color, 0.9)
            else:
                canvas.dots([(x, y)], across, dot.color, dot.color, 1.0)
            half = max(across, 0.04) / 2
            canvas.mark(x - half, y - high / 2, 2 * half, high, dot.ids, dot.words)
        return boxes
