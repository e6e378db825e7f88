"""What stands in the cells of rows to scale: bars, squares, dots, strokes and ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.cells import Cell, Place
from analystkit.charts.presets import Sizes
from analystkit.charts.style import FAINT, INK, LINE, MUTED, PAPER, ink_on
from analystkit.charts.text import line_height, text_width

GAP = 0.14  # part of a square that is left free between two of them


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
    letter: str = ""  # on a square, so that its color is not all that tells it


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
class Squares(Cell):
    """One square for each row, and their number: hatched where unverified, crossed where contested."""

    parts: tuple[Part, ...]
    numbered: bool = True
    under: str = ""  # small, below the squares, where it fits
    blank: str = "–"  # what stands where there is none

    def side(self, sizes: Sizes) -> float:
        """Return the side of a square with its gap, in inches."""
        return sizes.label * (1.25 if sizes.label > 12 else 1.5) / 72

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
        under = line_height(sizes.source) if self._under(width, sizes) else 0.0
        return -(-len(self.parts) // self.per_line(width, sizes)) * self.side(sizes) + 0.06 + under

    def _under(self, width: float, sizes: Sizes) -> str:
        return self.under if text_width(self.under, sizes.source) <= width else ""

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw the squares in lines, aligned as the column is."""
        if not self.parts:
            canvas.middle(place.at, place.middle, self.blank, color=MUTED, align=place.align)
            return []
        sizes, side = canvas.sizes, self.side(canvas.sizes)
        row = self.per_line(place.width, sizes)
        lines = -(-len(self.parts) // row)
        wide = side * row
        over = place.width - wide - self._number(sizes)
        x = place.left + {"left": 0.0, "center": over / 2, "right": over + self._number(sizes)}[place.align]
        under = self._under(place.width, sizes)
        top, boxes = place.middle - (side * lines + line_height(sizes.source) * bool(under)) / 2, []
        middle = top + side * lines / 2
        canvas.text(place.at, top + side * lines, under, sizes.source, MUTED, align=place.align)
        for n, part in enumerate(self.parts):
            left, y = x + side * (n % row), top + side * (n // row)
            face = PAPER if part.hollow else part.color
            boxes.append(square(left, y, side, face, part.unsure, part.color if part.hollow else ""))
            if part.crossed:
                ink = INK if part.hollow or part.unsure else ink_on(part.color)
                canvas.cross(left + side / 2, y + side / 2, side * (1 - GAP) * 0.56, ink)
            if part.letter:
                ink = INK if part.unsure or part.hollow else ink_on(part.color)
                canvas.middle(
                    left + side / 2, y + side / 2, part.letter, sizes.source, color=ink, align="center"
                )
            canvas.mark(left, y, side, side, part.ids, part.words)
        if self.numbered:
            at, align = (x - 0.05, "right") if place.align == "right" else (x + wide + 0.05, "left")
            canvas.middle(at, middle, str(len(self.parts)), bold=True, align=align)
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
    tiles: tuple[Dot, ...] = ()  # rectangles one wide, behind the dots

    def span(self) -> tuple[float, float]:
        """Return the lowest and highest value."""
        values = [dot.value for dot in self.dots] or [0.0]
        return min(values), max(values)

    def tall(self, width: float, sizes: Sizes) -> float:
        """Return the height of the largest dot."""
        return max([0.09 * dot.size**0.5 for dot in self.dots], default=0.0) + 0.04

    def draw(self, canvas: Canvas, place: Place) -> list[Box]:
        """Draw them."""
        y, high, boxes = place.middle, place.height * 0.62, []
        for tile in self.tiles:
            left, wide, gap = place.x(tile.value - 0.5), place.unit, min(0.01, place.unit / 8)
            box = Box(
                left + gap, place.top + 0.015, wide - 2 * gap, place.height - 0.03, tile.color, tile.color
            )
            boxes.append(replace(box, hatched=tile.hollow))
            canvas.mark(left, place.top, wide, place.height, tile.ids, tile.words)
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
        return boxes
