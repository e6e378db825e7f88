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
    mark: str = ""  # a letter or sign, on a lettered box or before the label


UNVERIFIED = Swatch("Unverified", LINE, "hatched")  # left out where every row is verified


class Legend:
    """Swatches set in as many lines as they take, ready to be drawn; `height` with the gap below."""

    def __init__(self, swatches: Sequence[Swatch], view: View, size: float = 0.0) -> None:
        self.size = size = size or view.sizes.label
        swatches = [s for s in swatches if s != UNVERIFIED or view.at("unverified", view.ids)]
        self.places: list[tuple[Swatch, str, float, float, float, float]] = []
        x = top = 0.0
        for swatch in swatches:
            lettered = swatch.shape == "lettered"
            side = size * (1.3 if lettered else 0.95) / 72
            mark = text_width(swatch.mark, size, bold=True) + 0.05 if swatch.mark and not lettered else 0.0
            before = mark + (side + GAP * 0.6 if swatch.shape else 0.0)
            label = ellipsize(swatch.label, view.width - before, size)
            width = before + text_width(label, size)
            if x and x + width > view.width:
                x, top = 0.0, top + line_height(size) * 1.08
            self.places.append((swatch, label, x, top, side, before - mark))
            x += width + 1.2 * size / 72
        self.height = top + line_height(size) * 1.08 + 0.06 if swatches else 0.0

    def draw(self, canvas: Canvas) -> None:
        """Draw it at the top of the plot area."""
        boxes, size = [], self.size
        for swatch, label, x, top, side, after in self.places:
            shape, center, middle = swatch.shape, x + side / 2, top + line_height(size) / 2
            if shape in ("ring", "dot"):
                face = "none" if shape == "ring" else swatch.color
                canvas.dots([(center, middle)], side * 0.62, face=face, edge=swatch.color)
            elif shape:
                face, edge = (PAPER, swatch.color) if shape == "hollow" else (swatch.color, LINE)
                boxes.append(Box(x, middle - side / 2, side, side, face, edge, shape == "hatched"))
            if shape == "crossed":
                canvas.cross(center, middle, side * 0.56, ink_on(swatch.color))
            x += after
            if shape == "lettered":
                ink = ink_on(swatch.color)
                canvas.middle(center, middle, swatch.mark, size, color=ink, align="center")
            elif swatch.mark:
                canvas.text(x, top, swatch.mark, size, MUTED, bold=True)
                x += text_width(swatch.mark, size, bold=True) + 0.05
            canvas.text(x, top, label, size, INK)
        canvas.boxes(boxes)


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
