"""A grid of rows and places: tiles for what was coded, dots for what the words say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.ladder import Ladder, ladder
from analystkit.charts.style import GRID, INK, MUTED, PAPER, ink_on
from analystkit.charts.text import line_height, text_width
from analystkit.charts.view import View


@dataclass(frozen=True)
class Grid:
    """Rows by places.

    Parameters
    ----------
    rows : tuple of str
        Labels of the rows.
    places : tuple of str
        Labels of the columns.
    dots : mapping of (int, int) to int
        How often the words of a row stand at a place.
    tiles : mapping of (int, int) to (str, bool)
        The color of a tile, and whether it is hatched.
    axis : str
        What the columns are.
    """

    rows: tuple[str, ...]
    places: tuple[str, ...]
    dots: Mapping[tuple[int, int], int]
    tiles: Mapping[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
    axis: str = ""

    def total(self, row: int) -> int:
        """Return how many words a row has."""
        return sum(count for (at, _), count in self.dots.items() if at == row)


def rungs(grid: Grid, view: View) -> Ladder:
    """Return the rows with their labels and heights."""
    return ladder([row or "–" for row in grid.rows], view, share=0.34)


def grid_height(grid: Grid, view: View) -> float:
    """Return the height of a grid with its axis, in inches."""
    return rungs(grid, view).height + 2 * line_height(view.sizes.source) + 0.1


def draw_grid(canvas: Canvas, grid: Grid, start: float, color: str = INK) -> None:
    """Draw a grid from `start` down to the end of the plot area; counts of the rows stand at the right."""
    view, small = canvas.view, canvas.sizes.source
    rows = rungs(grid, view).filling(canvas.height - start - 2 * line_height(small) - 0.1)
    left = rows.labels.width
    right = (
        canvas.width
        - max(canvas.text_width(str(grid.total(n)), bold=True) for n in range(len(grid.rows)))
        - 0.1
    )
    step = (right - left) / max(1, len(grid.places))
    tops = rows.tops(start)
    bottom = start + rows.height
    canvas.rules([(0, top, canvas.width, top) for top in [*tops, bottom]])
    boxes = []
    for (row, place), (face, hatched) in grid.tiles.items():
        height = rows.heights[row] - 0.03
        boxes.append(
            Box(left + place * step + 0.01, tops[row] + 0.015, step - 0.02, height, face, face, hatched)
        )
    canvas.boxes(boxes)
    for row, (lines, top, height) in enumerate(zip(rows.labels.lines, tops, rows.heights, strict=True)):
        canvas.block(0, top + height / 2 - line_height(view.sizes.label, len(lines)) / 2, lines)
        middle = top + height / 2
        canvas.middle(
            canvas.width, middle, str(grid.total(row) or "–"), color=MUTED, align="right", bold=True
        )
        _dots(canvas, grid, row, left, step, middle, min(height * 0.8, 0.2), color)
    axis = _axis(canvas, grid.places, left, step, bottom + 0.03)
    canvas.text(left, bottom + 0.03 + axis, grid.axis, small, MUTED, max_width=canvas.width - left)


def _dots(
    canvas: Canvas, grid: Grid, row: int, left: float, step: float, middle: float, largest: float, color: str
) -> None:
    """Draw a row's dots, in area as many as the words; on a dark tile they are light."""
    view = canvas.view
    kinds: dict[tuple[int, str], list[tuple[float, float]]] = {}
    for (at, place), count in grid.dots.items():
        if at == row and count:
            tile, hatched = grid.tiles.get((row, place), ("", False))
            face = ink_on(tile) if tile and not hatched else color
            kinds.setdefault((min(count, 9), face), []).append((left + (place + 0.5) * step, middle))
    for (count, face), points in sorted(kinds.items(), reverse=True):
        across = (0.055 * count**0.5 + 0.01) * view.sizes.label / 8
        across = min(largest, across, max(0.045, step * 1.6) if face == color else step * 0.75)
        canvas.dots(points, across, face=face, edge=PAPER if face == color else "", line=0.6)


def _axis(canvas: Canvas, places: Sequence[str], left: float, step: float, y: float) -> float:
    """Write as many places below the grid as there is room for, and return the height of the line."""
    small = canvas.sizes.source
    free = left - 1
    for place, label in enumerate(places):
        wide = text_width(label, small)
        middle = left + (place + 0.5) * step
        if label != "–" and middle - wide / 2 > free and middle + wide / 2 <= canvas.width:
            canvas.text(middle, y, label, small, MUTED, align="center")
            free = middle + wide / 2 + 0.07
    return line_height(small)


def ticks(canvas: Canvas, xs: Sequence[float], middle: float, tall: float, color: str) -> None:
    """Draw upright strokes at some places of a row."""
    canvas.rules([(x, middle - tall / 2, x, middle + tall / 2) for x in xs], color=color, width=0.9)


def bounds(canvas: Canvas, xs: Sequence[float], top: float, bottom: float) -> None:
    """Draw the faint lines between articles or paragraphs."""
    canvas.rules([(x, top, x, bottom) for x in xs], color=GRID, width=0.4)
