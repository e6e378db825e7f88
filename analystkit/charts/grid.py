"""Rows and columns of cells, measured once and drawn from what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.cells import Cell, Place, widest_word
from analystkit.charts.legend import GAP, Legend, Swatch, legend
from analystkit.charts.style import ACCENT, GRID, INK, LINE, MUTED
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.view import View
from analystkit.words import listing

STRETCH = 1.7  # how much taller than needed a row may become where there is room
_TALLEST = 1.5  # longest head that stands upright, in inches
_SLACK = 0.02  # free at the sides of a head, in inches


@dataclass(frozen=True)
class Row:
    """One row: its label, a cell for each column, and what stands behind it."""

    label: str
    cells: Sequence[Cell]
    ids: Sequence[str] = ()
    words: str = ""
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
    scale: tuple[float, float] | None = None  # else as far as its cells reach
    ticks: tuple[tuple[float, str], ...] = ()  # values with their names, over the scale
    rules: tuple[float, ...] = ()  # values at which a line runs down all rows
    group: str = ""  # a head over the columns that share it
    color: str = ""  # of the line under that head
    narrow: str = ""  # in a narrow figure: "drop", or "below" for its words under the label
    paper: bool = False  # left out on a slide


@dataclass(frozen=True)
class Grid:
    """What a chart of rows says."""

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
    pitch: float = 0.0  # the lowest row, in type sizes
    stacked: bool = False  # each label over its cells, not beside them
    noun: str = ""  # what one row is called where some are left out; else what the table calls it


@dataclass(eq=False)
class Laid:
    """Rows measured: a `Plan`."""

    asked: Grid
    view: View
    key: Legend = field(init=False)
    labels: list[tuple[str, ...]] = field(init=False)
    gutter: float = field(init=False)
    edges: list[tuple[float, float]] = field(init=False)  # left and width of each column
    level: bool = field(init=False)  # whether every head stands level
    head: float = field(init=False)
    groups: float = field(init=False)  # height of the heads over several columns
    needs: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Measure everything, once."""
        view, asked, size = self.view, self.asked, self.view.sizes.label
        self.key = legend(asked.legend, view, size=view.sizes.source if asked.small else 0.0)
        most = view.width * (1.0 if asked.stacked else asked.share) - GAP
        self.labels = [self._label(row, most) for row in (*asked.rows, *asked.feet)]
        wide = [
            widest(lines, size) for row, lines in zip(self._all, self.labels, strict=True) if not row.quiet
        ]
        notes = [min(text_width(row.note, view.sizes.source), most) for row in self._all]
        self.gutter = 0.0 if asked.stacked else max([*wide, *notes], default=0.0) + GAP
        if self.gutter:
            self.gutter = max(self.gutter, text_width(asked.corner, view.sizes.source) + GAP)
        if not any(row.label or row.note for row in self._all):
            self.gutter = 0.0
        self.edges = self._edges()
        self.level = all(
            widest_word(column.head, view.sizes.source, column.bold) <= width - _SLACK
            for column, (_, width) in zip(asked.columns, self.edges, strict=True)
            if column.share
        )
        self.groups = self._groups_height()
        self.head = self._head_height()
        self.needs = [self._need(at) for at in range(len(asked.rows))]

    @property
    def _all(self) -> list[Row]:
        return [*self.asked.rows, *self.asked.feet]

    def _label(self, row: Row, most: float) -> tuple[str, ...]:
        return wrap(
            row.label, self.view.width if row.quiet else most, self.view.sizes.label, False, self.asked.lines
        )

    def _notes(self, row: Row) -> tuple[str, ...]:
        most = self.view.width if self.asked.stacked else self.view.width * self.asked.share - GAP
        return wrap(row.note, most, self.view.sizes.source, False, 4) if row.note else ()

    def _edges(self) -> list[tuple[float, float]]:
        """Return left edge and width of each column: those as wide as their cells first, the rest shared."""
        view, columns = self.view, self.asked.columns
        widths: list[float] = []
        for at, column in enumerate(columns):
            cells = [row.cells[at].wide(view.sizes) for row in self._all if at < len(row.cells)]
            head = text_width(column.head, view.sizes.source, column.bold)
            need = min(max([head, *cells]), column.most * view.width)
            widths.append(0.0 if column.share else need)
        left = view.width - self.gutter - sum(widths) - sum(column.gap for column in columns)
        unit = left / (sum(column.share for column in columns) or 1)
        x, edges = self.gutter, []
        for column, width in zip(columns, widths, strict=True):
            wide = max(width or unit * column.share, 0.05)
            edges.append((x + column.gap, wide))
            x += column.gap + wide
        return edges

    def _over(self) -> list[tuple[str, str, float, float]]:
        """Return the heads over several columns: words, color, left edge and width."""
        found = []
        pairs = zip(self.asked.columns, self.edges, strict=True)
        for group, members in groupby(pairs, key=lambda pair: (pair[0].group, pair[0].color)):
            places = [edge for _, edge in members]
            if group[0]:
                left = places[0][0]
                found.append((*group, left, places[-1][0] + places[-1][1] - left))
        return found

    def _groups_height(self) -> float:
        size, over = self.view.sizes.source, self._over()
        if not over:
            return 0.0
        lines = max(len(wrap(words, wide - 0.03, size, True, 3)) for words, _, _, wide in over)
        return line_height(size, lines) + 0.06

    def _head_lines(self, at: int) -> tuple[str, ...]:
        column, (_, width) = self.asked.columns[at], self.edges[at]
        slack = _SLACK if column.share else -0.01
        return wrap(column.head, width - slack, self.view.sizes.source, column.bold)

    def _head_height(self) -> float:
        size, columns = self.view.sizes.source, self.asked.columns
        heads = [column.head for column in columns if column.head]
        if not heads and not self.asked.corner and not any(column.ticks for column in columns):
            return 0.0
        if not self.level:
            return min(widest(heads, size), _TALLEST) + 0.08
        most = max(len(self._head_lines(at)) for at in range(len(columns)))
        return line_height(size, max(most, 1)) + self.asked.head_gap

    def _need(self, at: int) -> float:
        """Return the height that a row needs, in inches."""
        view, row, lines = self.view, self._all[at], self.labels[at]
        least = view.sizes.label * (self.asked.pitch or (1.55 if view.slide else 1.75)) / 72
        label = line_height(view.sizes.label, len(lines)) + 0.03
        if row.note:
            label += line_height(view.sizes.source, len(self._notes(row)))
        cells = zip(row.cells, self.edges, strict=False)
        tall = max([cell.tall(width, view.sizes) for cell, (_, width) in cells], default=0.0)
        tall += 0.03 if tall else 0.0
        return (
            label + max(tall, least * 0.7 if row.cells else 0.0)
            if self.asked.stacked
            else max(least, label, tall)
        )

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

    @property
    def start(self) -> float:
        """Where the rows start, in inches."""
        return self.key.height + self.groups + self.head

    @property
    def section(self) -> float:
        """Height of a heading over rows."""
        return line_height(self.view.sizes.label) * 1.45

    @property
    def foot(self) -> float:
        """Height of what stands below the rows, and of the headings between them."""
        sections = len(list(groupby(row.section for row in self.asked.rows if row.section)))
        feet = sum(self._need(len(self.asked.rows) + at) for at in range(len(self.asked.feet)))
        return self.section * sections + feet

    @property
    def height(self) -> float:
        """Height of all of it, in inches."""
        return self.start + sum(self.needs) + self.foot

    def draw(self, canvas: Canvas) -> None:
        """Draw it, stretched to fill the plot area but not so far that rows fall apart."""
        canvas = canvas.like(self.view)
        need, room = sum(self.needs), canvas.height - self.start - self.foot
        stretch = max(1.0, min(STRETCH, room / need)) if need else 1.0
        heights = [tall * stretch for tall in self.needs]
        heights += [self._need(len(heights) + at) for at in range(len(self.asked.feet))]
        self.key.draw(canvas)
        self._draw_heads(canvas)
        tops, y, section, boxes = [], self.start, "", []
        for row, tall in zip(self._all, heights, strict=True):
            if row.section and row.section != section:
                section = row.section
                canvas.rules([(0, y, canvas.width, y)], LINE)
                canvas.middle(0, y + self.section / 2 + 0.02, section, bold=True, max_width=canvas.width)
                y += self.section
            tops.append(y)
            y += tall
        if self.asked.ruled:
            canvas.rules([(0, top, canvas.width, top) for top in tops])
        self._draw_rules(canvas, y)
        scales = [self._scale(at) for at in range(len(self.asked.columns))]
        thin = min(heights) if heights else 0.0
        for row, lines, top, tall in zip(self._all, self.labels, tops, heights, strict=True):
            below = self._draw_label(canvas, row, lines, top, tall)
            for cell, column, (left, width), (low, high, tail) in zip(
                row.cells, self.asked.columns, self.edges, scales, strict=False
            ):
                place = Place(left, below, width, top + tall - below, column.align, low, high, tail, thin)
                boxes += cell.draw(canvas, place)
        canvas.boxes(boxes)

    def _draw_label(self, canvas: Canvas, row: Row, lines: Sequence[str], top: float, tall: float) -> float:
        """Write a row's label and the note under it, and return where its cells start."""
        size, small, notes = canvas.sizes.label, canvas.sizes.source, self._notes(row)
        color = MUTED if row.quiet else ACCENT if row.accent else INK
        high = line_height(size, len(lines)) + line_height(small, len(notes))
        start = top + 0.02 if self.asked.stacked else top + tall / 2 - high / 2
        below = canvas.block(0, start, lines, color=color)
        below = canvas.block(0, below, notes, small, MUTED)
        wide = canvas.width if self.asked.stacked else self.gutter
        canvas.mark(0, top, wide, high if self.asked.stacked else tall, row.ids, row.words or row.label)
        return below if self.asked.stacked else top

    def _scale(self, at: int) -> tuple[float, float, float]:
        """Return what a column's ends stand for, and the width of what stands behind its bars."""
        column = self.asked.columns[at]
        cells = [row.cells[at] for row in self._all if at < len(row.cells)]
        spans = [cell.span() for cell in cells]
        tail = max([cell.tail(self.view.sizes) for cell in cells], default=0.0)
        low, high = min([0.0, *(a for a, _ in spans)]), max([0.0, *(b for _, b in spans)])
        return (*(column.scale or (low, high)), tail)

    def _draw_rules(self, canvas: Canvas, bottom: float) -> None:
        for at, (column, (left, width)) in enumerate(zip(self.asked.columns, self.edges, strict=True)):
            place = Place(left, 0, width, 0, "left", *self._scale(at), 0)
            for value in column.rules:
                x = place.x(value)
                canvas.rules([(x, self.start, x, bottom)], LINE if value == 0 else GRID, 0.7)

    def _draw_heads(self, canvas: Canvas) -> None:
        """Write the heads over columns, those over several, and names of values on a scale."""
        size, bottom = canvas.sizes.source, self.start - self.asked.head_gap
        boxes = []
        for words, color, left, wide in self._over():
            lines = wrap(words, wide - 0.03, size, True, 3)
            base = self.key.height + self.groups - 0.04
            canvas.block(left + 0.014, base - line_height(size, len(lines)), lines, size, bold=True)
            boxes.append(Box(left + 0.014, base + 0.012, wide - 0.028, 0.025, color or LINE))
        canvas.boxes(boxes)
        if self.asked.corner:
            canvas.text(0, bottom - line_height(size), self.asked.corner, size, MUTED)
        for at, (column, (left, width)) in enumerate(zip(self.asked.columns, self.edges, strict=True)):
            ink = INK if column.bold else MUTED
            place = Place(left, 0, width, 0, column.align, *self._scale(at), 0)
            for value, name in column.ticks:
                half = text_width(name, size) / 2
                x = min(max(place.x(value), left + half), canvas.width - half)
                canvas.text(x, bottom - line_height(size), name, size, MUTED, align="center")
            if not self.level and column.share:
                upright = wrap(column.head, _TALLEST, size, column.bold, 2)
                for row, line in enumerate(upright):
                    x = left + width / 2 + line_height(size) * (row - (len(upright) - 1) / 2)
                    canvas.upright(x, self.start - 0.05, line, size, ink, _TALLEST)
                continue
            lines = self._head_lines(at)
            for row, line in enumerate(lines):
                top = bottom - line_height(size, len(lines) - row)
                canvas.text(place.at, top, line, size, ink, align=column.align, bold=column.bold)
