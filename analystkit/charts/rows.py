"""Rows of cells under a legend: measured once, drawn from that, as many as there is room for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.cells import Bar, Cell, Place
from analystkit.charts.legend import GAP, Legend, Swatch
from analystkit.charts.style import ACCENT, GRID, INK, LINE, MUTED
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.view import View
from analystkit.dossier.tables import TABLES
from analystkit.words import count, listing

_STRETCH = 1.7  # how much taller than needed a row may become where there is room
_TALLEST = 1.5  # longest head that stands upright, in inches
_SLACK = 0.02  # free at the sides of a head, in inches


@dataclass(frozen=True)
class Row:
    """One row: its label, a cell for each column, and what stands behind it."""

    label: str
    cells: Sequence[Cell]
    ids: Sequence[str] = ()
    words: str = ""  # said of it; else its label and how many rows stand behind it
    note: str = ""  # small, under the label
    section: str = ""  # a heading above the first row that has it
    accent: bool = False
    weight: float = 0.0  # the heaviest stay where there is no room for all, of equal ones the first
    quiet: bool = False  # no row of the table, but what is said of those left out


@dataclass(frozen=True)
class Column:
    """One column: its head, how wide it is, and to which scale its cells are drawn."""

    head: str = ""
    share: float = 1.0  # of the width that is left; 0 where it is as wide as its widest cell or head
    align: str = "left"
    most: float = 1.0  # the greatest part of the plot area that a column as wide as its cells may take
    bold: bool = False  # of its head
    gap: float = 0.0  # free at its left, in inches
    scale: tuple[float, float] | None = None  # else as far as its bars reach
    ticks: tuple[tuple[float, str], ...] = ()  # values with their names, over the scale
    rules: tuple[float, ...] = ()  # values at which a line runs down all rows
    group: str = ""  # a head over the columns that share it
    color: str = ""  # of the line under that head
    narrow: str = ""  # in a narrow figure: "drop", or "below" for its words under the label
    paper: bool = False  # left out on a slide


@dataclass(frozen=True)
class Rows:
    """What a chart of rows says; `fit` measures it for a view."""

    rows: Sequence[Row]
    columns: Sequence[Column] = (Column(),)
    legend: Sequence[Swatch] = ()
    feet: Sequence[Row] = ()  # sums below the rows
    share: float = 0.4  # the greatest part of the width that labels take
    lines: int = 3  # of a label, at most
    corner: str = ""  # over the labels
    head_gap: float = 0.0  # under the heads, in inches
    ruled: bool = True  # a faint line over each row
    small: bool = False  # the legend in small type
    stacked: bool = False  # each label over its cells, not beside them
    noun: str = ""  # what one row is called where some are left out; else what the table calls it

    def fit(self, view: View) -> Laid:
        """Return the rows measured, as many as there is room for; the last says how many more there are."""
        asked = self._narrowed(view)
        laid = Laid(asked, view)
        order = sorted(range(len(asked.rows)), key=lambda at: (-asked.rows[at].weight, at))
        room = view.room - laid.start - line_height(view.sizes.label) - 0.05
        heights = list(accumulate(laid.needs[at] for at in order))
        shown = min(bisect_right(heights, room), len(order) - 1)
        while laid.height > view.room + 1e-9 and shown >= 0:
            rows = [asked.rows[at] for at in sorted(order[:shown])]
            rest = asked._rest([asked.rows[at] for at in sorted(order[shown:])], TABLES[view.table].one)
            laid = Laid(replace(asked, rows=[*rows, rest]), view)
            shown -= 1
        return laid

    def _rest(self, out: Sequence[Row], noun: str) -> Row:
        """Return the row that says how many rows are left out, and what stands behind them."""
        ids = list(dict.fromkeys(one for row in out for one in row.ids))
        words = f"and {count(len(out), f'more {self.noun or noun}')}"
        if self.noun and self.noun != noun and ids:
            words += f" with {count(len(ids), noun)}"
        return Row(words, (), ids, quiet=True)

    def _narrowed(self, view: View) -> Rows:
        """Return the rows without the columns for which there is no room."""
        out = [(view.narrow and column.narrow) or (view.slide and column.paper) for column in self.columns]

        def row(old: Row) -> Row:
            cells, said = [], list[str]()
            for cell, column, gone in zip(old.cells, self.columns, out, strict=False):
                text = getattr(cell, "text", "")
                if not gone:
                    cells.append(cell)
                elif gone == "below" and text:
                    said.append(f"{column.head}: {text}" if column.head else text)
            note = ". ".join(filter(None, [old.note, "; ".join(said)]))
            return replace(old, cells=cells, note=note)

        columns = [column for column, gone in zip(self.columns, out, strict=True) if not gone]
        rows, feet = [row(each) for each in self.rows], [row(each) for each in self.feet]
        return replace(self, rows=rows, feet=feet, columns=columns) if any(out) else self


class Laid:
    """Rows measured: a `Plan`."""

    def __init__(self, asked: Rows, view: View) -> None:
        self.asked, self.view = asked, view
        size, small = self.size, self.small = view.sizes.label, view.sizes.source
        self.key = Legend(asked.legend, view, small if asked.small else size)
        self.rows = [*asked.rows, *asked.feet]
        most = view.width * (1.0 if asked.stacked else asked.share) - GAP
        self.labels = [
            wrap(row.label, view.width if row.quiet else most, size, False, asked.lines) for row in self.rows
        ]
        self.notes = [
            wrap(row.note, view.width if asked.stacked else most, small, False, 4) for row in self.rows
        ]
        self.gutter = 0.0
        if not asked.stacked and any(row.label or row.note for row in self.rows):
            pairs = zip(self.rows, self.labels, strict=True)
            lines = (line for row, lines in pairs if not row.quiet for line in lines)
            notes = (min(text_width(row.note, small), most) for row in self.rows)
            self.gutter = max(widest(lines, size), text_width(asked.corner, small), *notes) + GAP
        self.places = self._places()
        self._measure_heads()
        needs = [self._need(at) for at in range(len(self.rows))]
        self.needs, self.feet = needs[: len(asked.rows)], needs[len(asked.rows) :]
        self.section = line_height(size) * 1.45  # height of a heading over rows
        sections = len(list(groupby(row.section for row in asked.rows if row.section)))
        self.foot = self.section * sections + sum(self.feet)
        self.height = self.start + sum(self.needs) + self.foot

    def _places(self) -> list[Place]:
        """Return where columns stand: those as wide as their cells first, the rest of the width shared."""
        view, columns, sizes = self.view, self.asked.columns, self.view.sizes
        cells = [[row.cells[at] for row in self.rows if at < len(row.cells)] for at in range(len(columns))]
        widths = []
        for column, held in zip(columns, cells, strict=True):
            head = text_width(column.head, self.small, column.bold)
            need = min(max([head, *(cell.wide(sizes) for cell in held)]), column.most * view.width)
            widths.append(0.0 if column.share else need)
        left = view.width - self.gutter - sum(widths) - sum(column.gap for column in columns)
        unit = left / (sum(column.share for column in columns) or 1)
        x, places = self.gutter, []
        for column, width, held in zip(columns, widths, cells, strict=True):
            wide, bars = max(width or unit * column.share, 0.05), [c for c in held if isinstance(c, Bar)]
            ends = [0.0, *(bar.total for bar in bars)]
            low, high = column.scale or (min(ends), max(ends))
            tail = max([bar.tail(sizes) for bar in bars], default=0.0)
            places.append(Place(x + column.gap, wide, column.align, low, high, tail))
            x += column.gap + wide
        return places

    def _measure_heads(self) -> None:
        """Measure the heads over columns and those over several, and where the rows start."""
        small, asked = self.small, self.asked
        self.columns = list(zip(asked.columns, self.places, strict=True))
        self.over = []  # lines, color, left edge and width of the heads over several columns
        for (group, color), members in groupby(self.columns, lambda pair: (pair[0].group, pair[0].color)):
            places = [place for _, place in members]
            left, wide = places[0].left, places[-1].left + places[-1].width - places[0].left
            if group:
                self.over.append((wrap(group, wide - 0.03, small, True, 3), color, left, wide))
        most = max((len(lines) for lines, *_ in self.over), default=0)
        self.top = self.key.height + (line_height(small, most) + 0.06 if most else 0.0)
        # every head stands level, or every head upright
        self.level = all(
            widest(column.head.split(), small, column.bold) <= place.width - _SLACK
            for column, place in self.columns
            if column.share
        )
        self.heads = []
        for column, place in self.columns:
            upright = column.share and not self.level
            room = _TALLEST if upright else place.width - (_SLACK if column.share else -0.01)
            self.heads.append(wrap(column.head, room, small, column.bold, 2 if upright else 0))
        heads = [column.head for column in asked.columns if column.head]
        head = 0.0
        if heads and not self.level:
            head = min(widest(heads, small), _TALLEST) + 0.08
        elif heads or asked.corner or any(column.ticks for column in asked.columns):
            head = line_height(small, max([1, *map(len, self.heads)])) + asked.head_gap
        self.start = self.top + head

    def _need(self, at: int) -> float:
        """Return the height that a row needs, in inches."""
        row, size, sizes = self.rows[at], self.size, self.view.sizes
        least = size * (1.55 if self.view.slide else 1.75) / 72
        label = line_height(size, len(self.labels[at])) + 0.03 + line_height(self.small, len(self.notes[at]))
        cells = zip(row.cells, self.places, strict=False)
        tall = max([cell.tall(place.width, sizes) for cell, place in cells], default=0.0)
        tall += 0.03 if tall else 0.0
        if self.asked.stacked:
            return label + max(tall, least * 0.7 if row.cells else 0.0)
        return max(least, label, tall)

    @property
    def drawn(self) -> list[Row]:
        """The rows that are drawn one by one."""
        return [row for row in self.asked.rows if not row.quiet]

    @property
    def ids(self) -> list[str]:
        """The keys behind the rows that are drawn one by one."""
        return [one for row in self.drawn for one in row.ids]

    @property
    def more(self) -> str:
        """What stands for the rows that are not; empty where all are."""
        return "".join(row.label for row in self.asked.rows if row.quiet)

    @property
    def listed(self) -> str:
        """Each row drawn with how many rows of the table are behind it, and how many rows are not drawn."""
        left = [self.more[4:]] if self.more else []
        return listing([*(f"{row.label} {len(row.ids)}" for row in self.drawn), *left])

    def draw(self, canvas: Canvas) -> None:
        """Draw it, stretched to fill the plot area but not so far that rows fall apart."""
        need, room = sum(self.needs), canvas.height - self.start - self.foot
        stretch = max(1.0, min(_STRETCH, room / need)) if need else 1.0
        heights = [*(tall * stretch for tall in self.needs), *self.feet]
        thin = min(heights, default=0.0)
        self.key.draw(canvas)
        self._draw_heads(canvas)
        tops, y, section, boxes = list[float](), self.start, "", list[Box]()
        for row, tall in zip(self.rows, heights, strict=True):
            if row.section and row.section != section:
                section = row.section
                canvas.lines([[(0, y), (canvas.width, y)]], LINE)
                canvas.middle(0, y + self.section / 2 + 0.02, section, bold=True, max_width=canvas.width)
                y += self.section
            tops.append(y)
            y += tall
        if self.asked.ruled:
            canvas.lines([[(0, top), (canvas.width, top)] for top in tops])
        for column, place in self.columns:
            for value in column.rules:
                x = place.x(value)
                canvas.lines([[(x, self.start), (x, y)]], LINE if value == 0 else GRID, 0.7)
        for at, (row, top, tall) in enumerate(zip(self.rows, tops, heights, strict=True)):
            below = self._draw_label(canvas, at, top, tall)
            for cell, place in zip(row.cells, self.places, strict=False):
                boxes += cell.draw(canvas, replace(place, top=below, height=top + tall - below, thin=thin))
        canvas.boxes(boxes)

    def _draw_label(self, canvas: Canvas, at: int, top: float, tall: float) -> float:
        """Write a row's label and the note under it, and return where its cells start."""
        row, lines, notes, stacked = self.rows[at], self.labels[at], self.notes[at], self.asked.stacked
        color = MUTED if row.quiet else ACCENT if row.accent else INK
        high = line_height(self.size, len(lines)) + line_height(self.small, len(notes))
        below = canvas.block(0, top + (0.02 if stacked else tall / 2 - high / 2), lines, color=color)
        below = canvas.block(0, below, notes, self.small, color=MUTED)
        wide, high = (canvas.width, high) if stacked else (self.gutter, tall)
        said = row.words or (self.view.told(row.label, row.ids) if row.ids else row.label)
        canvas.mark(0, top, wide, high, row.ids, said)
        return below if stacked else top

    def _draw_heads(self, canvas: Canvas) -> None:
        """Write the heads over columns, those over several, and names of values on a scale."""
        small, bottom, boxes = self.small, self.start - self.asked.head_gap, []
        for lines, color, left, wide in self.over:
            base = self.top - 0.04
            canvas.block(left + 0.014, base - line_height(small, len(lines)), lines, small, bold=True)
            boxes.append(Box(left + 0.014, base + 0.012, wide - 0.028, 0.025, color or LINE))
        canvas.boxes(boxes)
        canvas.text(0, bottom - line_height(small), self.asked.corner, small, MUTED)
        for (column, place), lines in zip(self.columns, self.heads, strict=True):
            ink = INK if column.bold else MUTED
            for value, name in column.ticks:
                half = text_width(name, small) / 2
                x = min(max(place.x(value), place.left + half), canvas.width - half)
                canvas.text(x, bottom - line_height(small), name, small, MUTED, align="center")
            if column.share and not self.level:
                for row, line in enumerate(lines):
                    x = place.left + place.width / 2 + line_height(small) * (row - (len(lines) - 1) / 2)
                    canvas.upright(x, self.start - 0.05, line, small, ink)
                continue
            for row, line in enumerate(lines):
                top = bottom - line_height(small, len(lines) - row)
                canvas.text(place.at, top, line, small, ink, align=column.align, bold=column.bold)
