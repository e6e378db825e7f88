"""Events as their charts draw them, and the axis of time: dates in few characters, steps, ticks that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from analystkit.charts import View
from analystkit.charts.style import MINE
from analystkit.charts.text import clean, closed, text_width
from analystkit.dossier.dates import parse_date, say_date

LEVELS = ("two-sources", "one-source", "unverified")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EPOCH = dt.date(1970, 1, 1)
_LIMITS = (dt.date.min - EPOCH).days, (dt.date.max - EPOCH).days
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
Step = tuple[str, int]  # days, months or years, and how many
STEPS: tuple[Step, ...] = (
    ("d", 1), ("d", 7), ("m", 1), ("m", 3), ("m", 6), *(("y", years) for years in _YEARS)
)  # fmt: skip
_DAYS = {"d": 1.0, "m": 30.44, "y": 365.25}


def _short(bare: str, first: dt.date | None, year: bool = True, month: bool = True) -> str:
    """Return one side of a date: a day, month or year in few characters, another form in words."""
    if first and len(bare) == 10 and "X" not in bare:
        words = [str(first.day), MONTHS[first.month - 1] if month else "", str(first.year) if year else ""]
        return " ".join(filter(None, words))
    if first and len(bare) == 7 and bare[5:].isdigit() and 1 <= int(bare[5:]) <= 12:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return say_date(bare)


def short_date(text: str) -> str:
    """Return an EDTF date in few characters."""
    try:
        date = parse_date(text)
    except ValueError:
        return text
    start, *rest = (side.rstrip("?~%") for side in text.split("/"))
    words, end = _short(start, date.first), rest[0] if rest else start
    if rest and end in ("", ".."):
        words = f"from {words}"
    elif rest and start in ("", ".."):
        words = f"until {_short(end, date.last)}"
    elif rest:
        day = date.first and date.last and len(start) == len(end) == 10
        year = not (day and start[:4] == end[:4])
        words = f"{_short(start, date.first, year, year or start[:7] != end[:7])}–{_short(end, date.last)}"
    return f"{'c. ' if date.approximate else ''}{words}{'?' if date.uncertain else ''}"


def day_number(day: dt.date) -> int:
    """Return a day as the number of days since 1970."""
    return (day - EPOCH).days


def date_of(number: float) -> dt.date:
    """Return the day of a number, kept within the calendar."""
    return EPOCH + dt.timedelta(days=int(min(max(number, _LIMITS[0]), _LIMITS[1])))


@dataclass(frozen=True)
class Axis:
    """Days to inches: the first and the last day, and where they stand."""

    first: float
    last: float
    left: float
    right: float

    def x(self, day: float) -> float:
        """Return where a day stands; one outside the axis stands at its end."""
        share = (min(max(day, self.first), self.last) - self.first) / ((self.last - self.first) or 1)
        return self.left + share * (self.right - self.left)


def edges(step: Step, first: float, last: float) -> list[float]:
    """Return the days at which a step of the calendar starts, the first not after and the last not before."""
    kind, count = step
    low, high = date_of(first), date_of(last)
    if kind == "d":
        start = day_number(low) - (low.weekday() if count == 7 else 0)
        return [float(day) for day in range(start, day_number(high) + count + 1, count)]
    months = count if kind == "m" else 12 * count
    at = low.year * 12 + low.month - 1
    found = []
    for month in range(at - at % months, high.year * 12 + high.month + months, months):
        inside = 12 <= month < 120_000
        edge = day_number(dt.date(month // 12, month % 12 + 1, 1)) if inside else _LIMITS[month > 12]
        found.append(float(edge))
        if edge >= last:
            break
    return found


def finest(days: float, most: float) -> Step:
    """Return the finest step of the calendar of which no more than so many cover a span of days."""
    return next((step for step in STEPS if days / (_DAYS[step[0]] * step[1]) + 1 <= most), STEPS[-1])


def step_name(step: Step) -> str:
    """Return what a step is called."""
    named = {("d", 1): "day", ("d", 7): "week", ("m", 1): "month", ("m", 3): "quarter", ("m", 6): "half-year"}
    return named.get(step, "year" if step == ("y", 1) else f"{step[1]} years")


def _label(day: dt.date, kind: str, before: dt.date | None) -> str:
    """Return what stands at a tick: as much of the date as the tick before does not say."""
    month, same_year = MONTHS[day.month - 1], before is not None and before.year == day.year
    if kind == "y" or (kind == "m" and day.month == 1):
        return str(day.year)
    if kind == "m":
        return f"{month} {day.year}" if before is None else month
    if before and same_year:
        return str(day.day) if before.month == day.month else f"{day.day} {month}"
    return f"{day.day} {month} {day.year}"


def ticks(axis: Axis, size: float, width: float) -> list[tuple[float, str, float]]:
    """Return the ticks of the finest step whose labels do not touch: place, label, left edge of the label."""
    gap, placed = size * 0.6 / 72, list[tuple[float, str, float]]()
    for step in STEPS:
        if (axis.last - axis.first) / (_DAYS[step[0]] * step[1]) > 60:
            continue
        days = [day for day in edges(step, axis.first, axis.last) if axis.first <= day <= axis.last]
        placed = []
        for day, earlier in zip(days, [None, *map(date_of, days)], strict=False):
            label, x = _label(date_of(day), step[0], earlier), axis.x(day)
            wide = text_width(label, size)
            placed.append((x, label, min(max(x - wide / 2, 0.0), width - wide)))
        if placed and all(b[2] - a[2] - text_width(a[1], size) >= gap for a, b in pairwise(placed)):
            return placed
    return placed[:1]


@dataclass(eq=False)  # ten thousand of them are made at once
class Event:
    """One row: first and last day are counted from 1970, None where the date is open."""

    id: str
    headline: str  # as it stands in the table
    edtf: str
    first: float | None
    last: float | None
    lane: str
    color: str
    rough: bool  # the date is approximate or uncertain
    cited: bool  # it cites the dossier's main source
    treaty: bool
    mine: bool
    level: str

    @cached_property
    def title(self) -> str:
        """Its title in one line that can be drawn."""
        return clean(self.headline)

    @cached_property
    def date(self) -> str:
        """Its date in few characters."""
        return short_date(self.edtf)

    @cached_property
    def start(self) -> float:
        """First day; where it is open, the day that is known."""
        return float((self.last if self.first is None else self.first) or 0.0)

    @cached_property
    def year(self) -> int:
        """Year of its start."""
        return date_of(self.start).year

    @cached_property
    def end(self) -> float:
        """Last day; where it is open, the day that is known."""
        return float((self.first if self.last is None else self.last) or 0.0)

    @property
    def unsure(self) -> bool:
        """Whether no source confirms it."""
        return self.level == "unverified"

    @property
    def label(self) -> str:
        """The title, marked where no source confirms it or the row is the analyst's own."""
        return f"{'Unverified: ' if self.unsure else ''}{closed(self.title)}{f' {MINE}' if self.mine else ''}"


def events(view: View) -> list[Event]:
    """Return the rows of a view as events, in order of their dates, then of their ids."""
    main, about_treaty = view.dossier.about.main_source, view.role("category", "treaty")
    groups = {term: view.group("category", term) for term in view.terms("category")}
    colors = {groups[term]: view.color("category", term) for term in reversed(groups)}  # of its first term
    found = []
    rows: Iterable[Any] = view.rows.itertuples(index=False)
    for row in rows:
        category = row.category if isinstance(row.category, str) else ""
        days = (row.date_from, row.date_to)
        first, last = (None if pd.isna(day) else float(day_number(day.date())) for day in days)
        found.append(
            Event(
                row.id, row.title, row.date, first, last, groups[category], colors[groups[category]],
                bool(row.date_approximate or row.date_uncertain),
                bool(main) and any(item.source == main for item in row.sources),
                category in about_treaty, bool(row.mine), str(row.verification),
            )
        )  # fmt: skip
    return sorted(found, key=lambda event: (event.start, event.end, event.id))


def lanes(found: Iterable[Event], view: View) -> dict[str, list[Event]]:
    """Return the events of each group of categories, groups in the codebook's order."""
    groups: dict[str, list[Event]] = {view.group("category", term): [] for term in view.terms("category")}
    for event in found:
        groups[event.lane].append(event)
    return groups


@dataclass(frozen=True)
class Milestone:
    """A day that the dossier itself names: signature or entry into force."""

    label: str
    day: float


def milestones(view: View) -> list[Milestone]:
    """Return signature and entry into force, where the dossier names their days."""
    days: dict[str, list[str]] = {}
    for words, text in (("signed", view.dossier.about.signed), ("in force", view.dossier.about.in_force)):
        if text and parse_date(text).first:
            days.setdefault(text, []).append(words)
    found = [
        Milestone(f"{' and '.join(words)} {short_date(text)}", float(day_number(parse_date(text).first)))  # type: ignore[arg-type]
        for text, words in days.items()
    ]
    return sorted(found, key=lambda milestone: milestone.day)


def signature(view: View) -> float | None:
    """Return the first day that the dossier's date of signature may mean; None where there is none."""
    first = parse_date(view.dossier.about.signed).first if view.dossier.about.signed else None
    return None if first is None else float(day_number(first))
