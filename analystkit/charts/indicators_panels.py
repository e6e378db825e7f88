"""Which figures stand together: one panel a long series, one a family of single figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analystkit.charts.style import MINE
from analystkit.charts.text import clean
from analystkit.charts.timeline.dating import short_date
from analystkit.charts.view import View
from analystkit.charts.wording import capital

LONG = 6  # a series of so many dates is drawn over time
_BOUNDS = {"at-least": "at least ", "about": "about "}


@dataclass(frozen=True)
class Figure:
    """One figure of a series.

    Parameters
    ----------
    series, label, date : str
        The series, what it is called, and the date in short.
    first, last : pandas.Timestamp
        Bounds of the date.
    value : float
        The figure.
    unit, bound, verification : str
        Its unit, whether it is exact, and how well it is verified.
    mine : bool
        Whether it is the analyst's own.
    color : str
        The series' color.
    """

    series: str
    label: str
    date: str
    first: pd.Timestamp
    last: pd.Timestamp
    value: float
    unit: str
    bound: str
    verification: str
    mine: bool
    color: str

    @property
    def middle(self) -> float:
        """The middle of its date, in days from 1970."""
        return (self.first.timestamp() + self.last.timestamp()) / 2 / 86400 + 0.5

    @property
    def text(self) -> str:
        """The figure with its bound, without its unit, and an asterisk where it is the analyst's own."""
        return f"{_BOUNDS.get(self.bound, '')}{value_text(self.value)}{' ' + MINE if self.mine else ''}"


def value_text(value: float) -> str:
    """Return a figure as it is written."""
    return f"{value:,.10g}"


@dataclass(frozen=True)
class Panel:
    """Figures that stand together.

    Parameters
    ----------
    title : str
        What they are.
    caution : str
        What the dossier says of them that the reader must mind.
    figures : tuple of Figure
        In order of their dates.
    over_time : bool
        Whether they are drawn along an axis of time; else one row each.
    breaks : tuple of int
        Years after which no line is drawn on.
    """

    title: str
    caution: str
    figures: tuple[Figure, ...]
    over_time: bool = False
    breaks: tuple[int, ...] = field(default=())


def _about(view: View, series: str) -> Mapping[str, Any]:
    """Return what the dossier says of a series."""
    said = view.dossier.about.extra.get("series", {})
    found = said.get(series, {}) if isinstance(said, Mapping) else {}
    return found if isinstance(found, Mapping) else {}


def caution_of(view: View, series: str) -> str:
    """Return what the dossier says that the reader of a series must mind; empty for nothing."""
    return clean(str(_about(view, series).get("caution", "")))


def figures(view: View) -> list[Figure]:
    """Return the rows of a view as figures, in order of their dates, then of the codebook."""
    order = {entry.term: rank for rank, entry in enumerate(view.dossier.codebook.terms(view.table, "series"))}
    found = []
    for row in view.rows.to_dict("records"):
        first = row["date_to"] if pd.isna(row["date_from"]) else row["date_from"]
        last = row["date_from"] if pd.isna(row["date_to"]) else row["date_to"]
        series, unit = str(row["series"]), row["unit"]
        found.append(
            Figure(
                series, capital(view.label("series", series)), short_date(row["date"]), first, last,
                float(row["value"]), view.label("unit", unit) if isinstance(unit, str) else "",
                str(row["bound"]), str(row["verification"]), bool(row["mine"]), view.color("series", series),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.first, one.last, order.get(one.series, 999), one.value))


def _caution(view: View, series: list[str]) -> str:
    """Return the cautions of some series: what several share once, the rest with the name of the series."""
    parts = [
        (name, part.strip()) for name in series for part in caution_of(view, name).split(";") if part.strip()
    ]
    times = Counter(part for _, part in parts)
    shared = dict.fromkeys(part for _, part in parts if times[part] > 1 or len(series) == 1)
    single = [f"{view.label('series', name)}: {part}" for name, part in parts if part not in shared]
    return "; ".join([*shared, *single])


def common_caution(view: View) -> str:
    """Return the caution that every series shown has, word by word; empty where they differ."""
    found = {caution_of(view, series) for series in view.terms("series")}
    return found.pop() if len(found) == 1 else ""


def panels(view: View) -> list[Panel]:
    """Return what stands together: long series one by one, the others by family.

    Figures in different units never share an axis; a family is the group that the codebook gives a series.
    """
    every = figures(view)
    dates = {
        name: len({(one.first, one.last) for one in every if one.series == name})
        for name in view.terms("series")
    }
    families = dict.fromkeys(view.group("series", name) for name in view.terms("series"))
    silent = bool(common_caution(view))
    made = []
    for family in families:
        mine = [one for one in every if view.group("series", one.series) == family]
        names = [name for name in view.terms("series") if any(one.series == name for one in mine)]
        short = [name for name in names if dates[name] < LONG]
        made += [
            _over_time(view, name, [one for one in mine if one.series == name], silent)
            for name in names
            if name not in short
        ]
        if short:
            rest = tuple(one for one in mine if one.series in short)
            made.append(Panel(family, "" if silent else _caution(view, short), rest))
    return made


def _over_time(view: View, name: str, found: list[Figure], silent: bool) -> Panel:
    label = view.rows.loc[view.rows["series"] == name, "label"].iloc[-1]
    after = _about(view, name).get("break_after")
    breaks = (int(after),) if isinstance(after, int) else ()
    unit = f" ({found[0].unit})" if found[0].unit else ""
    title = f"{clean(label) or view.label('series', name)}{unit}"
    return Panel(title, "" if silent else caution_of(view, name), tuple(found), True, breaks)


def conflicts(view: View) -> int:
    """Return for how many dates a family has figures that differ in value though not in unit."""
    values: dict[tuple[str, str, str], set[float]] = {}
    for one in figures(view):
        key = (view.group("series", one.series), one.unit, one.date)
        values.setdefault(key, set()).add(one.value)
    return sum(len(found) > 1 for found in values.values())
