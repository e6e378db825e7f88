"""Figures of series: a panel for each unit of a family, long series over time, none joined to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from matplotlib.ticker import MaxNLocator

from analystkit.charts import Box, Canvas, View, Words, chart
from analystkit.charts.by_table.events import Axis, ticks
from analystkit.charts.indicators.figures import (
    Figure,
    Panel,
    conflicts,
    figures,
    panels,
    stretches,
    value_text,
)
from analystkit.charts.style import GRID, LINE, MUTED, PAPER, seen
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.words import capital, count, listing

_PLOT = {"column": 3.0, "full": 7.0}  # height on paper, in inches; the figure then fits its page
_BETWEEN = 0.13  # two panels, in inches
_LEVELS = {
    "two-sources": "full: two sources",
    "one-source": "hollow: one source",
    "unverified": "hatched: unverified",
}


@dataclass(frozen=True)
class Laid:
    """A panel measured for a width: the lines of its head, and of the name and the figure of each row."""

    panel: Panel
    width: float
    head: tuple[str, ...]
    caution: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    values: tuple[tuple[str, ...], ...]
    dates: float
    size: float
    small: float
    lined: float  # height of the line of a long series, in inches

    @property
    def top(self) -> float:
        """Height of its head, in inches."""
        return line_height(self.size, len(self.head)) + line_height(self.small, len(self.caution)) + 0.04

    @property
    def height(self) -> float:
        """Height, in inches."""
        rows = sum(map(self.tall, range(len(self.names))))
        axis = line_height(self.small, len(wrap(self.panel.axis, self.width, self.small)))
        return self.top + (self.lined + axis if self.panel.over_time else rows)

    def tall(self, row: int) -> float:
        """Return the height of a row, in inches."""
        return line_height(self.size, max(len(self.names[row]), len(self.values[row]))) + 0.03

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its left upper corner at a point."""
        canvas.block(x, y, self.head, self.size, bold=True)
        canvas.block(x, y + line_height(self.size, len(self.head)), self.caution, self.small, MUTED)
        (self._line if self.panel.over_time else self._rows)(canvas, x, y + self.top)

    def _rows(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw a row for each figure: date, series, a bar on the panel's scale, and the figure."""
        found, size, before, boxes = self.panel.figures, self.size, "", []
        names, values = ([line for lines in some for line in lines] for some in (self.names, self.values))
        start = x + self.dates + widest(names, size) + 0.12
        room = x + self.width - start - widest(values, size) - 0.06
        most = max(one.value for one in found)
        barred = self.panel.scaled and room > 0.2 and most > 0 and min(one.value for one in found) >= 0
        for row, one in enumerate(found):
            tall, wide = self.tall(row), room * one.value / most if barred else 0.0
            if one.date != before:
                canvas.text(x, y, one.date, size, MUTED)
            before = one.date
            canvas.block(x + self.dates, y, self.names[row], size)
            if barred:
                high, unsure = size * 0.85 / 72, one.level == "unverified"
                face = PAPER if one.level == "one-source" else one.color
                edge, top = LINE if unsure else seen(one.color), y + (line_height(size) - high) / 2
                boxes.append(Box(start, top, max(wide, 0.015), high, face, edge, unsure))
            canvas.block(start + (wide + 0.05 if barred else 0.0), y, self.values[row], size)
            canvas.mark(x, y, self.width, tall, (one.id,), f"{one.name}, {one.date}: {one.said}")
            y += tall
        canvas.boxes(boxes, line=0.9)

    def _line(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw a long series over time, with its first and last figure and the grid's values."""
        found, small, pitch = self.panel.figures, self.small, line_height(self.small)
        rungs, right = _rungs(found), x + self.width
        left = x + widest([value_text(rung) for rung in rungs], small) + 0.08
        base, roof = y + self.lined - pitch - 0.06, y + pitch * 1.6
        axis = Axis(found[0].middle, max(found[-1].middle, found[0].middle + 1), left + 0.06, right - 0.06)

        def high(value: float) -> float:
            return base - (base - roof) * (value - rungs[0]) / (rungs[-1] - rungs[0])

        at = {one.id: (axis.x(one.middle), high(one.value)) for one in found}
        for rung in rungs:
            canvas.lines([[(left, high(rung)), (right, high(rung))]], GRID)
            canvas.middle(left - 0.05, high(rung), value_text(rung), small, color=MUTED, align="right")
        for _, label, place in ticks(axis, small, canvas.width):
            canvas.text(min(place, right - text_width(label, small)), base + 0.04, label, small, MUTED)
        canvas.block(x, base + 0.04 + pitch, wrap(self.panel.axis, self.width, small), small, MUTED)
        for year in self.panel.breaks:
            place = axis.x((year + 1 - 1970) * 365.2425)
            if axis.left < place < axis.right:
                canvas.lines([[(place, roof), (place, base)]], MUTED, 0.8, 0.7, (0, (1, 2)))
                words = f"not joined after {year}"
                fits = place + 0.05 + text_width(words, small) <= right
                side = ("left", 0.05) if fits else ("right", -0.05)
                canvas.text(place + side[1], y, words, small, MUTED, side[0])
        color, across = seen(found[0].color), 0.05 if len(found) > 30 else 0.08
        parts = [part for part in stretches(found, self.panel.breaks) if len(part) > 1]
        if parts:
            canvas.lines([[at[one.id] for one in part] for part in parts], color, 1.2, 0.8)
        for level, face in (("two-sources", color), ("one-source", PAPER)):
            points = [at[one.id] for one in found if one.level == level]
            if points:
                canvas.dots(points, across, face, color)
        unsure, half = [at[one.id] for one in found if one.level == "unverified"], across / 2
        canvas.boxes([Box(a - half, b - half, across, across, color, LINE, True) for a, b in unsure])
        for one in found:
            a, b = at[one.id]
            canvas.mark(a - 0.06, b - 0.06, 0.12, 0.12, (one.id,), f"{one.name}, {one.date}: {one.said}")
        for one, back in ((found[0], 0.0), (found[-1], 1.0))[: len(found)]:
            wide, (a, _) = text_width(one.text, small, bold=True), at[one.id]
            a = min(max(a - wide * back, left), right - wide)
            near = min(top for place, top in at.values() if a - 0.05 <= place <= a + wide + 0.05)
            canvas.text(a, max(near - 0.04 - pitch, y), one.text, small, bold=True)


def _rungs(found: Sequence[Figure]) -> list[float]:
    """Return the values at which the grid stands: round numbers around all figures."""
    low, high = min(one.value for one in found), max(one.value for one in found)
    low = min(low, 0.0) if low < 0 or low < 0.6 * high else low
    steps = MaxNLocator(3, min_n_ticks=3).tick_values(low, high if high > low else low + 1)
    return [round(float(tick), 10) for tick in steps]


def _laid(view: View, panel: Panel, width: float, lined: float) -> Laid:
    size, small = view.sizes.label, view.sizes.source
    dates = widest([one.date for one in panel.figures], size) + 0.09
    texts = [one.text if panel.scaled else one.said for one in panel.figures]
    least = width * (0.2 if panel.scaled else 0.28)  # of the names
    values = [wrap(text, width - dates - least - 0.2, size, max_lines=3) for text in texts]
    room = width - dates - widest((line for lines in values for line in lines), size) - 0.2
    room = max(room - (width * 0.16 if panel.scaled else 0.0), least)
    return Laid(
        panel, width, wrap(panel.title, width, size, bold=True), wrap(panel.caution, width, small),
        tuple(wrap(one.name, room, size, max_lines=3) for one in panel.figures), tuple(values), dates,
        size, small, lined,
    )  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """Panels in columns, one below the other."""

    columns: tuple[tuple[Laid, ...], ...]

    @property
    def height(self) -> float:
        """Height of the taller column, in inches."""
        return max(sum(laid.height + _BETWEEN for laid in column) for column in self.columns) - _BETWEEN

    @property
    def figures(self) -> list[Figure]:
        """All figures drawn."""
        return [one for column in self.columns for laid in column for one in laid.panel.figures]

    @property
    def ids(self) -> list[str]:
        """Their keys."""
        return [one.id for one in self.figures]

    def draw(self, canvas: Canvas) -> None:
        """Draw the columns from the left."""
        for at, column in enumerate(self.columns):
            y = 0.0
            for laid in column:
                laid.draw(canvas, at * (canvas.width + 0.3) / 2, y)
                y += laid.height + _BETWEEN


def _sheet(view: View, every: Sequence[Panel], room: float) -> Sheet:
    """Return as many panels as fit, in two columns where there is the width; one alone is cut."""
    wide = not view.narrow and len(every) > 1 and (not view.slide or every[0].over_time)
    width = (view.width - 0.3) / 2 if wide else view.width
    lined = 1.2 if wide or view.narrow else min(2.4, room * 0.7)
    laid: list[Laid] = []
    best = Sheet(())
    for panel in every:
        laid.append(_laid(view, panel, width, lined))
        cuts = range(1, len(laid) + 1) if wide else [len(laid)]
        sheets = [Sheet(tuple(filter(None, (tuple(laid[:cut]), tuple(laid[cut:]))))) for cut in cuts]
        sheet = min(sheets, key=lambda made: made.height)
        if best.columns and sheet.height > room + 1e-6:
            break
        best = sheet
    first = best.columns[0][0]
    if best.height > room and not first.panel.over_time:
        heights = accumulate(map(first.tall, reversed(range(len(first.names)))), initial=first.top)
        latest = first.panel.figures[-max(sum(height <= room for height in heights) - 1, 1) :]
        best = Sheet(((_laid(view, replace(first.panel, figures=latest), width, lined),),))
    return best


def _words(view: View, every: Sequence[Figure], sheet: Sheet) -> Words:
    found, clashes = sheet.figures, conflicts(sheet.figures)
    series, levels = len({one.series for one in found}), {one.level for one in found}
    headline = f"{count(len(found), 'figure')} in {count(series, 'series')}"
    if series == 1:
        ends = [found[0], found[-1]][: len(found)]
        headline = f"{found[0].name}: {', '.join(f'{one.said} for {one.date}' for one in ends)}"
    headline += f"; sources differ on {listing(clashes, limit=3)}" if clashes else ""
    subtitle = capital(f"{'; '.join(words for level, words in _LEVELS.items() if level in levels)}.")
    subtitle += " Each scale holds one unit; no line joins two series." if series > 1 else ""
    if len(found) < len(every):
        left = count(len(every) - len(found), "further figure")
        subtitle += f" Not drawn: {left}; series come in the codebook's order."
    panels, said = [laid.panel for column in sheet.columns for laid in column], []
    for panel in panels:
        first, last = panel.figures[0].date, panel.figures[-1].date
        when = f"for {first}" if first == last else f"from {first} to {last}"
        said.append(f"{panel.title}, {count(len(panel.figures), 'figure')}, {when}")
    note = " ".join(dict.fromkeys(f"{panel.axis}." for panel in panels if panel.axis))
    alt = f"{count(len(found), 'figure')} of {count(series, 'series')}: {'; '.join(said)}. {note}".strip()
    return Words(headline, subtitle, alt, note, view.verified(sheet.ids))


@chart(
    name="indicator-series",
    label="Indicators",
    table="indicators",
    needs=("series", "date", "value", "unit", "bound", "verification"),
    about="Figures by source and date, each unit on a scale of its own, a long series over time.",
)
def indicator_series(view: View) -> tuple[Sheet, Words]:
    """Return panels of figures, as many as fit, and what is said of those drawn."""
    found = figures(view)
    room = min(view.room, _PLOT.get(view.preset.name, 3.4 if view.room > 99 else view.room))
    sheet = _sheet(view, panels(view, found), room)
    if view.slide and all(laid.panel.over_time for column in sheet.columns for laid in column):
        spare = max(room - sheet.height, 0.0) / max(map(len, sheet.columns))
        sheet = Sheet(
            tuple(tuple(replace(one, lined=one.lined + spare) for one in column) for column in sheet.columns)
        )
    return sheet, _words(view, found, sheet)
