"""The legend: compact swatches set in lines above what they explain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.style import INK, LINE, MUTED, PAPER, ink_on
from analystkit.charts.text import ellipsize, line_height, text_width
from analystkit.charts.view import View
from analystkit.words import capital

GAP = 0.09  # between labels and what they label, in inches


@dataclass(frozen=True)
class Swatch:
    """One entry of a legend: what it means, and its sign."""

    label: str
    color: str = LINE
    shape: str = "box"  # "box", "lettered", "hatched", "ring", "dot", "crossed", "hollow", or "" for none
    mark: str = ""  # a letter or sign before the label


UNVERIFIED = Swatch("Unverified", LINE, "hatched")


@dataclass(frozen=True)
class Legend:
    """Swatches set in lines, ready to be drawn."""

    places: tuple[tuple[float, int, Swatch, str], ...]
    lines: int
    size: float

    @property
    def height(self) -> float:
        """Height with the gap below it, in inches; 0 when there is nothing to show."""
        return line_height(self.size, self.lines) * 1.08 + 0.06 if self.lines else 0.0

    def draw(self, canvas: Canvas, y: float = 0.0) -> None:
        """Draw it with its top at `y` inches."""
        boxes = []
        for x, line, swatch, label in self.places:
            side = _side(self.size, swatch.shape == "lettered")
            top = y + line_height(self.size) * 1.08 * line
            middle = top + line_height(self.size) / 2
            if swatch.shape in ("ring", "dot"):
                face = "none" if swatch.shape == "ring" else swatch.color
                canvas.dots([(x + side / 2, middle)], side * 0.62, face=face, edge=swatch.color)
            elif swatch.shape:
                hatched, hollow = swatch.shape == "hatched", swatch.shape == "hollow"
                face, edge = (PAPER, swatch.color) if hollow else (swatch.color, LINE)
                boxes.append(Box(x, middle - side / 2, side, side, face, edge, hatched))
            if swatch.shape == "crossed":
                canvas.cross(x + side / 2, middle, side * 0.56, ink_on(swatch.color))
            before = _before(swatch, self.size)
            if swatch.shape == "lettered":
                ink = ink_on(swatch.color)
                canvas.middle(x + side / 2, middle, swatch.mark, self.size, color=ink, align="center")
            elif swatch.mark:
                wide = text_width(swatch.mark, self.size, bold=True) + 0.05
                canvas.text(x + before - wide, top, swatch.mark, self.size, MUTED, bold=True)
            canvas.text(x + before, top, label, self.size, INK)
        canvas.boxes(boxes)


def legend(swatches: Sequence[Swatch], view: View, left: float = 0.0, size: float = 0.0) -> Legend:
    """Return swatches in as many lines as they take, from the left."""
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
    return Legend(tuple(places), line + 1 if places else 0, size)


def key_of(
    view: View, column: str, terms: Iterable[str], tags: Mapping[str, str] | None = None
) -> list[Swatch]:
    """Return a swatch for each term of a column, lettered where there is a letter for each label."""
    shape, found = "lettered" if tags else "box", []
    for term in terms:
        label, color = view.label(column, term), view.color(column, term) if term else PAPER
        found.append(Swatch(capital(label), color, shape, (tags or {}).get(label, "")))
    return found


def letters(names: Iterable[str]) -> dict[str, str]:
    """Return a letter for each name, its own initial where that is free, else a number."""
    given: dict[str, str] = {}
    for name in names:
        own = (word[0].upper() for word in name.split() if word[0].isalpha())
        given[name] = next((letter for letter in own if letter not in given.values()), str(len(given) + 1))
    return given


def _side(size: float, lettered: bool = False) -> float:
    return size * (1.3 if lettered else 0.95) / 72


def _before(swatch: Swatch, size: float) -> float:
    """Return the width of a swatch's box and mark, in inches."""
    beside = swatch.mark and swatch.shape != "lettered"
    mark = text_width(swatch.mark, size, bold=True) + 0.05 if beside else 0.0
    return mark + (_side(size, swatch.shape == "lettered") + GAP * 0.6 if swatch.shape else 0.0)
