"""Single figures: one row each, by date, on a scale of their own unit."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.indicators_panels import Figure, Panel
from analystkit.charts.strokes import draw_lines, seen
from analystkit.charts.style import FAINT, LINE, MUTED, PAPER
from analystkit.charts.text import line_height, widest, wrap
from analystkit.charts.view import View

_SHARE = 0.46  # of the width that the labels take
_ROW = 0.05  # between two rows, in inches


@dataclass(frozen=True)
class Row:
    """One figure: its date, the lines of its series' name and of its value, and its height in inches."""

    figure: Figure
    lines: tuple[str, ...]
    value: tuple[str, ...]
    height: float


@dataclass(frozen=True)
class Block:
    """Figures of one unit, on one scale; a figure that stands alone has no scale."""

    unit: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """Height of its rows, in inches."""
        return sum(row.height for row in self.rows)


def _across(view: View) -> float:
    """Return the width of a point, in inches."""
    return view.sizes.label * 0.75 / 72


def _dates(view: View, panel: Panel) -> float:
    """Return the width of the dates, in inches."""
    return widest([one.date for one in panel.figures], view.sizes.label) + 0.1


def blocks(view: View, panel: Panel) -> list[Block]:
    """Return a panel's figures by unit, those of the commonest unit first."""
    size = view.sizes.label
    dates = _dates(view, panel)
    width = max(view.width * _SHARE - dates, 0.5)
    room = view.width * (1 - _SHARE) - 0.1 - 2.7 * _across(view)
    units = dict.fromkeys(one.unit for one in panel.figures)
    made = []
    for unit in units:
        rows = []
        for one in panel.figures:
            if one.unit == unit:
                lines = wrap(one.label, width, size, max_lines=3)
                value = wrap(f"{one.text} {one.unit}", room, size, max_lines=3)
                rows.append(Row(one, lines, value, line_height(size, max(len(lines), len(value))) + _ROW))
        made.append(Block(unit, tuple(rows)))
    return sorted(made, key=lambda block: -len(block.rows))


def rows_height(view: View, panel: Panel) -> float:
    """Return the height of a panel's rows, in inches."""
    made = blocks(view, panel)
    return sum(block.height for block in made) + 0.06 * (len(made) - 1)


def _point(canvas: Canvas, one: Figure, x: float, y: float, across: float) -> None:
    color = seen(one.color)
    if one.verification == "unverified":
        half = across * 0.5
        canvas.boxes([Box(x - half, y - half, 2 * half, 2 * half, one.color, LINE, True)])
    else:
        face = color if one.verification == "two-sources" else PAPER
        canvas.dots([(x, y)], across, face=face, edge=color, line=1.1)
    if one.bound == "at-least":
        tip = x + across * 1.9
        draw_lines(canvas, [[(x + across / 2, y), (tip, y)]], color, 1.0, 1.1)
        head = [[(tip - 0.03, y - 0.03), (tip, y), (tip - 0.03, y + 0.03)]]
        draw_lines(canvas, head, color, 1.0, 1.1)


def draw_row_panel(canvas: Canvas, panel: Panel, top: float) -> None:
    """Draw the figures of a panel, each in a row with its date, its series and its value."""
    view, size = canvas.view, canvas.sizes.label
    dates, across, y = _dates(view, panel), _across(view), top
    left = view.width * _SHARE + 0.1
    for block in blocks(view, panel):
        wide = widest([line for row in block.rows for line in row.value], size)
        room = view.width - left - wide - across * 3.2
        most = max([row.figure.value for row in block.rows] + [0.0]) or 1.0
        alone = len(block.rows) == 1 or room < 0.3 or min(row.figure.value for row in block.rows) < 0
        before = ""
        for row in block.rows:
            middle = y + row.height / 2
            if row.figure.date != before:
                canvas.middle(0, middle, row.figure.date, color=MUTED, max_width=dates)
            before = row.figure.date
            canvas.block(dates, middle - line_height(size, len(row.lines)) / 2, row.lines)
            x = left + across / 2 + (0.0 if alone else room * row.figure.value / most)
            if not alone:
                draw_lines(canvas, [[(left, middle), (x, middle)]], FAINT, 2.0, 0.4)
            _point(canvas, row.figure, x, middle, across)
            gap = across * (2.2 if row.figure.bound == "at-least" else 0.9)
            canvas.block(x + gap, middle - line_height(size, len(row.value)) / 2, row.value)
            y += row.height
        y += 0.06
