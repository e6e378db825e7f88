"""Rows of the table of indicators as figures, which of them stand together, and where sources differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pandas as pd

from analystkit.charts import View
from analystkit.charts.by_table.events import short_date
from analystkit.charts.style import MINE
from analystkit.charts.text import clean
from analystkit.words import capital, listing, lower_label

LONG = 6  # a series of so many dates is drawn over time
_MISSING = 1.8  # a gap so many times as long as usual breaks the line
_BOUNDS = {"at-least": "at least ", "about": "about "}


@dataclass(frozen=True)
class Figure:
    """One row: a figure of a series, its date in short and in days from 1970."""

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
    bound: str
    level: str
    mine: bool
    color: str

    @property
    def middle(self) -> float:
        """The middle of its date, in days from 1970."""
        return (self.first.timestamp() + self.last.timestamp()) / 2 / 86400 + 0.5

    @property
    def text(self) -> str:
        """The figure with its bound, and marked where it is the analyst's own."""
        return f"{_BOUNDS.get(self.bound, '')}{value_text(self.value)}{' ' + MINE if self.mine else ''}"

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


def value_text(value: float) -> str:
    """Return a figure as it is written."""
    return f"{value:,.10g}"


def figures(view: View) -> list[Figure]:
    """Return the rows of a view as figures, in order of their dates, then of the codebook."""
    order = {term: rank for rank, term in enumerate(view.terms("series"))}
    found = []
    for row in view.rows.to_dict("records"):
        first = row["date_to"] if pd.isna(row["date_from"]) else row["date_from"]
        last = row["date_from"] if pd.isna(row["date_to"]) else row["date_to"]
        series, unit = str(row["series"]), row["unit"]
        found.append(
            Figure(
                row["id"], series, capital(view.label("series", series)), view.group("series", series),
                clean(row["label"]), short_date(row["date"]), first, last, float(row["value"]),
                view.label("unit", unit) if isinstance(unit, str) else "", str(row["bound"]),
                str(row["verification"]), bool(row["mine"]), view.color("series", series),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.first, one.last, order[one.series], one.value))


def _caution(view: View, found: Sequence[Figure]) -> str:
    """Return the cautions of the series shown: what several share once, the rest with the series' name."""
    names = {one.series: one.name for one in found}
    said = {series: view.dossier.about.of_series(series).caution.split(";") for series in names}
    parts = [(names[series], clean(part)) for series in names for part in said[series] if clean(part)]
    times = Counter(part for _, part in parts)
    shared = dict.fromkeys(part for _, part in parts if times[part] > 1 or len(names) == 1)
    return "; ".join([*shared, *(f"{name}: {part}" for name, part in parts if part not in shared)])


def panels(view: View, found: Sequence[Figure]) -> list[Panel]:
    """Return what stands together, families in the codebook's order: long series, then the rest by unit."""
    dates = Counter(series for series, *_ in {(one.series, one.first, one.last) for one in found})
    made: list[Panel] = []
    for family in dict.fromkeys(view.group("series", series) for series in view.terms("series")):
        members = [one for one in found if one.family == family]
        for series in [s for s in view.terms("series") if dates[s] >= LONG]:
            own = tuple(one for one in members if one.series == series)
            if own:
                about = view.dossier.about.of_series(series)
                label = own[-1].name if view.slide else own[-1].label or own[-1].name
                title = f"{label}{f', {own[0].unit}' if own[0].unit else ''}"
                made.append(
                    Panel(
                        title, _caution(view, own), own, True, axis=clean(about.axis),
                        breaks=(about.break_after,) if about.break_after else (),
                    )
                )  # fmt: skip
        rest = [one for one in members if dates[one.series] < LONG]
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
    usual = median(gaps) if gaps else 0.0
    parts: list[list[Figure]] = [[found[0]]]
    for earlier, later in pairwise(found):
        gap, years = later.middle - earlier.middle, range(earlier.last.year, later.first.year)
        if gap == 0 or gap > usual * _MISSING or any(year in years for year in breaks):
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
