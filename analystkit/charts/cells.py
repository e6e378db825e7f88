"""What stands in the cells of rows: bars, squares, shades, marks, text, dots, strokes and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.presets import Sizes
from analystkit.charts.style import ACCENT, FAINT, INK, LINE, MUTED, PAPER, ink_on, tint
from analystkit.charts.text import line_height, text_width, widest, wrap

GAP = 0.14  # part of a square that is left free between two of them


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


def square(x: float, y: float, side: float, color: str, unsure: bool = False, edge: str = "") -> Box:
    """Return a square in a place of that side, with a little left free around it."""
    inset = side * GAP / 2
    return Box(
        x + inset, y + inset, side - 2 * inset, side - 2 * inset, color, edge or (LINE if unsure else ""),
        unsure,
    )  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A piece of a bar, or one square: its number, its color, and the rows behind it."""

    number: float
    color: str
    unsure: bool = False
    ids: tuple[str, ...] = ()
    words: str = ""
    crossed: bool = False
    hollow: bool = False


@dataclass(frozen=True)
class Bar(Cell):
    """Pieces end to end, and behind them their sum in bold or what is said instead.

    A piece of a negative number runs to the left of the scale's zero. Without a scale only the sum and a
    remark stand.
    """

    parts: tuple[Part, ...]
    said: str = ""
    remark: str = ""
    thick: float = 1.6  # in type sizes, at most

    @property
    def total(self) -> float:
        """The sum of its pieces."""
        return sum(part.number for part in self.parts)

    @property
    def behind(self) -> str:
        """What stands at its end."""
        return self.said or f"{self.total:g}"

    def span(self) -> tuple[float, float]:
        """Return zero and its end."""
        total = 0.0 if self.remark else self.total
        return min(0.0, total), max(0.0, total)

    def tail(self, sizes: Sizes) -> float:
        """Return the width of what stands behind it."""
        return 0.0 if self.remark else text_width(self.behind, sizes.label, bold=not self.said) + 0.15

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the pieces with their numbers where they fit."""
        size, x, y, boxes = canvas.sizes.source, place.x(0), place.middle, []
        if self.remark:
            canvas.middle(place.left, y, self.behind, bold=True)
            at = place.left + canvas.text_width(self.behind, bold=True) + 0.05
            canvas.middle(at, y, self.remark, size, color=MUTED)
            ids = tuple(one for part in self.parts for one in part.ids)
            canvas.mark(place.left, place.top, place.width, place.height, ids, self.remark)
            return []
        tall = min(place.thin * 0.74, canvas.sizes.label * self.thick / 72)
        for part in self.parts:
            wide, text = place.unit * part.number, f"{part.number:g}"
            blank = part.color == PAPER
            face = LINE if blank and part.unsure else part.color
            edge = LINE if part.unsure or blank else PAPER
            left = min(x, x + wide)
            boxes.append(Box(left, y - tall / 2, abs(wide), tall, face, edge, part.unsure))
            canvas.mark(left, y - tall / 2, abs(wide), tall, part.ids, part.words)
            if not part.unsure and part.number < self.total and canvas.text_width(text, size) < wide - 0.04:
                canvas.middle(x + wide / 2, y, text, size, color=ink_on(face), align="center")
            x += wide
        left_side = self.total < 0
        canvas.middle(
            x + (-0.05 if left_side else 0.05), y, self.behind, bold=not self.said,
            color=MUTED if self.said else INK, align="right" if left_side else "left",
        )  # fmt: skip
        return boxes


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
        canvas.middle(
            place.left + place.width / 2,
            place.middle,
            self.letter,
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


@dataclass(frozen=True)
class Squares(Cell):
    """One square for each row, and their number: hatched where unverified, crossed where contested."""

    parts: tuple[Part, ...]
    numbered: bool = True

    def side(self, sizes: Sizes) -> float:
        """Return the side of a square with its gap, in inches."""
        return sizes.label * 1.5 / 72

    def _number(self, sizes: Sizes) -> float:
        return text_width(str(len(self.parts)), sizes.label, bold=True) + 0.08 if self.numbered else 0.0

    def wide(self, sizes: Sizes) -> float:
        """Return the width of all squares in one line."""
        return self.side(sizes) * len(self.parts) + self._number(sizes)

    def per_line(self, width: float, sizes: Sizes) -> int:
        """Return how many stand in one line, so that the lines are about as long as each other."""
        most = max(1, int((width - self._number(sizes) + 1e-6) / self.side(sizes)))
        lines = -(-len(self.parts) // most) or 1
        return -(-len(self.parts) // lines) or 1

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of its lines of squares."""
        if not self.parts:
            return 0.0
        return -(-len(self.parts) // self.per_line(width, sizes)) * self.side(sizes) + 0.06

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the squares in lines, aligned as the column is."""
        if not self.parts:
            canvas.middle(place.at, place.middle, "–", color=MUTED, align=place.align)
            return []
        sizes, side = canvas.sizes, self.side(canvas.sizes)
        row = self.per_line(place.width, sizes)
        lines = -(-len(self.parts) // row)
        wide = side * row
        over = place.width - wide - self._number(sizes)
        x = place.left + {"left": 0.0, "center": over / 2, "right": over + self._number(sizes)}[place.align]
        top, boxes = place.middle - side * lines / 2, []
        for n, part in enumerate(self.parts):
            left, y = x + side * (n % row), top + side * (n // row)
            face = PAPER if part.hollow else part.color
            boxes.append(square(left, y, side, face, part.unsure, part.color if part.hollow else ""))
            if part.crossed:
                ink = INK if part.hollow or part.unsure else ink_on(part.color)
                canvas.cross(left + side / 2, y + side / 2, side * (1 - GAP) * 0.56, ink)
            canvas.mark(left, y, side, side, part.ids, part.words)
        if self.numbered:
            at, align = (x - 0.05, "right") if place.align == "right" else (x + wide + 0.05, "left")
            canvas.middle(at, place.middle, str(len(self.parts)), bold=True, align=align)
        return boxes


@dataclass(frozen=True)
class Range(Cell):
    """A range on the column's scale, on a faint track."""

    low: float
    high: float
    color: str

    def span(self) -> tuple[float, float]:
        """Return its ends."""
        return self.low, self.high

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the track and the range."""
        left, right = place.x(self.low), place.x(self.high)
        return [
            Box(place.left, place.middle - 0.02, place.width - place.tail, 0.04, FAINT),
            Box(left, place.middle - 0.05, right - left, 0.1, self.color, MUTED),
        ]


@dataclass(frozen=True)
class Dot:
    """One dot on a column's scale: its value, how many times as large in area, and what is behind it."""

    value: float
    color: str = INK
    size: float = 1.0
    hollow: bool = False
    ids: tuple[str, ...] = ()
    words: str = ""
    label: str = ""


@dataclass(frozen=True)
class Dots(Cell):
    """Dots on the column's scale, with a line from the first to the last where they belong together."""

    dots: tuple[Dot, ...]
    line: str = ""  # its color
    strokes: bool = False  # upright strokes in place of dots

    def span(self) -> tuple[float, float]:
        """Return the lowest and highest value."""
        values = [dot.value for dot in self.dots] or [0.0]
        return min(values), max(values)

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of the largest dot."""
        return max([0.09 * dot.size**0.5 for dot in self.dots], default=0.0) + 0.04

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw them."""
        y, high = place.middle, place.height * 0.62
        low, top = self.span()
        if self.line and top > low:
            canvas.rules([(place.x(low), y, place.x(top), y)], self.line, 1.0)
        for dot in self.dots:
            x, across = place.x(dot.value), 0.085 * canvas.sizes.label / 8 * dot.size**0.5
            if self.strokes:
                canvas.rules([(x, y - high / 2, x, y + high / 2)], dot.color, 0.9)
            else:
                canvas.dots([(x, y)], across, PAPER if dot.hollow else dot.color, dot.color, 1.0)
            half = max(across, 0.04) / 2
            canvas.mark(x - half, y - high / 2, 2 * half, high, dot.ids, dot.words)
            if dot.label:
                canvas.middle(x + across / 2 + 0.04, y, dot.label, canvas.sizes.source, color=MUTED)
        return []


def widest_word(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text's longest word."""
    return widest(text.split(), size, bold)
