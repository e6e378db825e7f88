"""Figures of series: a panel for each unit of a family, long series over time, none joined to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analystkit.charts import Box, Canvas, Plan, View, Words, chart
from analystkit.charts.axis import Axis, short_date, ticks
from analystkit.charts.style import GRID, LINE, MINE, MUTED, PAPER, seen
from analystkit.charts.text import clean, line_height, text_width, widest, wrap
from analystkit.words import capital, count, listing, lower_label

_LONG = 6  # a series of so many dates is drawn over time
_MISSING = 1.8  # a gap so many times as long as usual breaks the line
_BETWEEN = 0.13  # two panels, in inches
_BOUNDS = {"at-least": "at least ", "about": "about "}
_LEVELS = {
    "two-sources": "full: two sources",
    "one-source": "hollow: one source",
    "unverified": "hatched: unverified",
}


@dataclass(frozen=True)
class Figure:
    """One row: a figure of a series, its date in short, and the first and last day of that."""

    id: str
    series: str
    name: str  # of the series
    family: str
    label: str
    date: str
    first: pd.Timestamp
    last: pd.Timestamp
    value: float
    unit: str
    text: str  # the figure with its bound, and marked where it is the analyst's own
    level: str
    color: str

    @property
    def middle(self) -> float:
        """The middle of its date, in days from 1970."""
        return (self.first.timestamp() + self.last.timestamp()) / 2 / 86400 + 0.5

    @property
    def said(self) -> str:
        """The figure with its unit, marked where no source confirms it."""
        return f"{self.text} {self.unit}".strip() + (" (unverified)" if self.level == "unverified" else "")


@dataclass(frozen=True)
class Panel:
    """Figures that stand together, and what the dossier says of them that the reader must mind."""

    title: str
    caution: str
    figures: tuple[Figure, ...]
    over_time: bool = False
    scaled: bool = True  # whether they share a scale
    axis: str = ""  # what the dates are, where they are no plain dates
    breaks: tuple[int, ...] = ()  # years after which no line is drawn on


def _written(value: float) -> str:
    return f"{value:,.10g}"


def figures(view: View) -> list[Figure]:
    """Return the rows of a view as figures, in order of their dates, then of the codebook."""
    order, found = view.terms("series"), []
    columns = (view.values(name) for name in ("series", "unit", "bound", "verification"))
    for row, series, unit, bound, level in zip(view.rows.to_dict("records"), *columns, strict=True):
        first = row["date_to"] if pd.isna(row["date_from"]) else row["date_from"]
        last = row["date_from"] if pd.isna(row["date_to"]) else row["date_to"]
        value, said = float(row["value"]), view.label("unit", unit) if unit else ""
        text = f"{_BOUNDS.get(bound, '')}{_written(value)}{' ' + MINE if row['mine'] else ''}"
        found.append(
            Figure(
                row["id"], series, capital(view.label("series", series)), view.group("series", series),
                clean(row["label"]), short_date(row["date"]), first, last, value, said, text, level,
                view.color("series", series),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.first, one.last, order.index(one.series), one.value))


def _caution(view: View, found: Sequence[Figure]) -> str:
    """Return the cautions of the series shown: what several share once, the rest with the series' name."""
    names, parts = {one.series: one.name for one in found}, list[tuple[str, str]]()
    for series, name in names.items():
        said = map(clean, view.dossier.about.of_series(series).caution.split(";"))
        parts += [(name, part) for part in said if part]
    times = Counter(part for _, part in parts)
    shared = dict.fromkeys(part for _, part in parts if times[part] > 1 or len(names) == 1)
    return "; ".join([*shared, *(f"{name}: {part}" for name, part in parts if part not in shared)])


def panels(view: View, found: Sequence[Figure]) -> list[Panel]:
    """Return what stands together, families in the codebook's order: long series, then the rest by unit."""
    dates = Counter(series for series, *_ in {(one.series, one.first, one.last) for one in found})
    made: list[Panel] = []
    for family in dict.fromkeys(view.group("series", series) for series in view.terms("series")):
        members = [one for one in found if one.family == family]
        for series in [s for s in view.terms("series") if dates[s] >= _LONG]:
            own = tuple(one for one in members if one.series == series)
            if own:
                about, last = view.dossier.about.of_series(series), own[-1]
                title = last.name if view.slide else last.label or last.name
                title += f", {own[0].unit}" if own[0].unit else ""
                breaks, axis = (about.break_after,) if about.break_after else (), clean(about.axis)
                made.append(Panel(title, _caution(view, own), own, True, axis=axis, breaks=breaks))
        rest = [one for one in members if dates[one.series] < _LONG]
        units = Counter(one.unit for one in rest)
        for unit in [unit for unit, many in units.items() if many > 1]:
            own = tuple(one for one in rest if one.unit == unit)
            made.append(Panel(f"{family}{f', {unit}' if unit else ''}", _caution(view, own), own))
        single = tuple(one for one in rest if units[one.unit] == 1)
        if single:
            made.append(Panel(family, _caution(view, single), single, scaled=False))
    return made


def stretches(found: Sequence[Figure], breaks: Sequence[int]) -> list[list[Figure]]:
    """Return a series cut where a line must not be drawn on."""
    gaps = [later.middle - earlier.middle for earlier, later in pairwise(found)]
    parts: list[list[Figure]] = [[found[0]]]
    for gap, (earlier, later) in zip(gaps, pairwise(found), strict=True):
        years = range(earlier.last.year, later.first.year)
        if gap == 0 or gap > median(gaps) * _MISSING or any(year in years for year in breaks):
            parts.append([])
        parts[-1].append(later)
    return parts


def conflicts(found: Sequence[Figure]) -> list[str]:
    """Return families and dates for which sources give different figures of one thing in one unit."""
    same: dict[tuple[str, str, str, str], set[float]] = {}
    for one in found:
        same.setdefault((one.family, one.label, one.unit, one.date), set()).add(one.value)
    clashes: dict[str, list[str]] = {}
    for (family, _, _, date), values in same.items():
        if len(values) > 1:
            clashes.setdefault(lower_label(family), []).append(date)
    return [f"{family} ({listing(dates)})" for family, dates in clashes.items()]


class _Laid:
    """A panel measured for a width: its head, and the name and the figure of each row in lines."""

    def __init__(self, view: View, panel: Panel, width: float, lined: float) -> None:
        self.panel, self.width, self.lined = panel, width, lined  # height of the line of a long series
        size, small = self.size, self.small = view.sizes.label, view.sizes.source
        self.head, self.caution = wrap(panel.title, width, size, bold=True), wrap(panel.caution, width, small)
        self.axis = wrap(panel.axis, width, small)
        self.top = line_height(size, len(self.head)) + line_height(small, len(self.caution)) + 0.04
        self.dates = widest([one.date for one in panel.figures], size) + 0.09
        texts = [one.text if panel.scaled else one.said for one in panel.figures]
        least = width * (0.2 if panel.scaled else 0.28)  # of the names
        self.values = [wrap(text, width - self.dates - least - 0.2, size, max_lines=3) for text in texts]
        left = width - self.dates - widest((line for lines in self.values for line in lines), size) - 0.2
        left = max(left - (width * 0.16 if panel.scaled else 0.0), least)
        self.names = [wrap(one.name, left, size, max_lines=3) for one in panel.figures]
        self.tall = [
            line_height(size, max(len(name), len(value))) + 0.03
            for name, value in zip(self.names, self.values, strict=True)
        ]

    @property
    def height(self) -> float:
        line = self.lined + line_height(self.small, len(self.axis))
        return self.top + (line if self.panel.over_time else sum(self.tall))

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its left upper corner at a point."""
        below = canvas.block(x, y, self.head, self.size, bold=True)
        canvas.block(x, below, self.caution, self.small, color=MUTED)
        (self._line if self.panel.over_time else self._rows)(canvas, x, y + self.top)

    def _rows(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw a row for each figure: date, series, a bar on the panel's scale, and the figure."""
        found, size, before, boxes = self.panel.figures, self.size, "", []
        names, values = ([line for lines in some for line in lines] for some in (self.names, self.values))
        start = x + self.dates + widest(names, size) + 0.12
        space = x + self.width - start - widest(values, size) - 0.06
        most = max(one.value for one in found)
        barred = self.panel.scaled and space > 0.2 and most > 0 and min(one.value for one in found) >= 0
        for one, name, value, tall in zip(found, self.names, self.values, self.tall, strict=True):
            wide = space * one.value / most if barred else 0.0
            canvas.text(x, y, one.date if one.date != before else "", size, MUTED)
            before = one.date
            canvas.block(x + self.dates, y, name, size)
            if barred:
                high, unsure = size * 0.85 / 72, one.level == "unverified"
                face = PAPER if one.level == "one-source" else one.color
                edge, top = LINE if unsure else seen(one.color), y + (line_height(size) - high) / 2
                boxes.append(Box(start, top, max(wide, 0.015), high, face, edge, unsure))
            canvas.block(start + (wide + 0.05 if barred else 0.0), y, value, size)
            canvas.mark(x, y, self.width, tall, (one.id,), f"{one.name}, {one.date}: {one.said}")
            y += tall
        canvas.boxes(boxes, line=0.9)

    def _line(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw a long series over time, with its first and last figure and the grid's values."""
        found, small, pitch = self.panel.figures, self.small, line_height(self.small)
        low, top = min(one.value for one in found), max(one.value for one in found)
        low = min(low, 0.0) if low < 0 or low < 0.6 * top else low
        steps = MaxNLocator(3, min_n_ticks=3).tick_values(low, top if top > low else low + 1)
        rungs, right = [round(float(step), 10) for step in steps], x + self.width
        left = x + widest(map(_written, rungs), small) + 0.08
        base, roof = y + self.lined - pitch - 0.06, y + pitch * 1.6
        axis = Axis(found[0].middle, max(found[-1].middle, found[0].middle + 1), left + 0.06, right - 0.06)

        def high(value: float) -> float:
            return base - (base - roof) * (value - rungs[0]) / (rungs[-1] - rungs[0])

        at = {one.id: (axis.x(one.middle), high(one.value)) for one in found}
        for rung in rungs:
            canvas.lines([[(left, high(rung)), (right, high(rung))]], GRID)
            canvas.middle(left - 0.05, high(rung), _written(rung), small, color=MUTED, align="right")
        for _, label, place in ticks(axis, small, canvas.width):
            canvas.text(min(place, right - text_width(label, small)), base + 0.04, label, small, MUTED)
        canvas.block(x, base + 0.04 + pitch, self.axis, small, color=MUTED)
        for year in self.panel.breaks:
            place = axis.x((year + 1 - 1970) * 365.2425)
            if axis.left < place < axis.right:
                canvas.lines([[(place, roof), (place, base)]], MUTED, 0.8, 0.7, (0, (1, 2)))
                words = f"not joined after {year}"
                fits = place + 0.05 + text_width(words, small) <= right
                align, aside = ("left", 0.05) if fits else ("right", -0.05)
                canvas.text(place + aside, y, words, small, MUTED, align)
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


@dataclass(frozen=True)
class _Sheet:
    """Panels in columns, one below the other: a `Plan`."""

    columns: tuple[list[_Laid], ...]

    @property
    def height(self) -> float:
        return max(sum(laid.height + _BETWEEN for laid in column) for column in self.columns) - _BETWEEN

    @property
    def panels(self) -> list[Panel]:
        return [laid.panel for column in self.columns for laid in column]

    @property
    def ids(self) -> list[str]:
        return [one.id for panel in self.panels for one in panel.figures]

    def draw(self, canvas: Canvas) -> None:
        for at, column in enumerate(self.columns):
            y = 0.0
            for laid in column:
                laid.draw(canvas, at * (canvas.width + 0.3) / 2, y)
                y += laid.height + _BETWEEN


def _sheet(view: View, every: Sequence[Panel], space: float) -> _Sheet:
    """Return as many panels as fit, in two columns where there is the width; one alone is cut."""
    wide = not view.narrow and len(every) > 1 and (not view.slide or every[0].over_time)
    width = (view.width - 0.3) / 2 if wide else view.width
    lined = 1.2 if wide or view.narrow else min(2.4, space * 0.7)
    laid: list[_Laid] = []
    best = _Sheet(())
    for panel in every:
        laid.append(_Laid(view, panel, width, lined))
        cuts = range(1, len(laid) + 1) if wide else [len(laid)]
        sheets = [_Sheet((laid[:cut], laid[cut:]) if laid[cut:] else (laid[:cut],)) for cut in cuts]
        sheet = min(sheets, key=lambda made: made.height)
        if best.columns and sheet.height > space + 1e-6:
            break
        best = sheet
    first = best.columns[0][0]
    if best.height > space and not first.panel.over_time:
        fits = sum(height <= space for height in accumulate(reversed(first.tall), initial=first.top)) - 1
        latest = replace(first.panel, figures=first.panel.figures[-max(fits, 1) :])
        best = _Sheet(([_Laid(view, latest, width, lined)],))
    if view.slide and all(panel.over_time for panel in best.panels):
        spare = max(space - best.height, 0.0) / max(map(len, best.columns))
        for one in (laid for column in best.columns for laid in column):
            one.lined += spare
    return best


@chart("indicators", label="Indicators", needs=("unit",))
def indicator_series(view: View) -> tuple[Plan, Words]:
    """Figures by source and date, each unit on a scale of its own, a long series over time."""
    every = figures(view)
    sheet = _sheet(view, panels(view, every), view.page(3.0, 7.0))
    found = [one for panel in sheet.panels for one in panel.figures]
    series, levels, clashes = len({one.series for one in found}), {f.level for f in found}, conflicts(found)
    total = f"{count(len(found), 'figure')} {{}} {count(series, 'series')}"
    headline = total.format("in")
    if series == 1:
        ends = [found[0], found[-1]][: len(found)]
        headline = f"{found[0].name}: {', '.join(f'{one.said} for {one.date}' for one in ends)}"
    headline += f"; sources differ on {listing(clashes, limit=3)}" if clashes else ""
    subtitle = capital(f"{'; '.join(words for level, words in _LEVELS.items() if level in levels)}.")
    subtitle += " Each scale holds one unit; no line joins two series." if series > 1 else ""
    if len(found) < len(every):
        left = count(len(every) - len(found), "further figure")
        subtitle += f" Not drawn: {left}; series come in the codebook's order."
    said = []
    for panel in sheet.panels:
        first, last = panel.figures[0].date, panel.figures[-1].date
        when = f"for {first}" if first == last else f"from {first} to {last}"
        said.append(f"{panel.title}, {count(len(panel.figures), 'figure')}, {when}")
    note = " ".join(dict.fromkeys(f"{panel.axis}." for panel in sheet.panels if panel.axis))
    alt = f"{total.format('of')}: {'; '.join(said)}. {note}".strip()
    return sheet, Words(headline, subtitle, alt, note, view.verified(sheet.ids))
