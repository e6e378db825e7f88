"""The axis of time: dates in few characters, days to inches, steps of the calendar, ticks that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analystkit.charts.text import text_width
from analystkit.dossier.dates import parse_date, say_date

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
    sides = [side.rstrip("?~%") for side in text.split("/")]
    start, end = sides[0], sides[-1]
    if len(sides) == 1:
        words = _short(start, date.first)
    elif end in ("", ".."):
        words = f"from {_short(start, date.first)}"
    elif start in ("", ".."):
        words = f"until {_short(end, date.last)}"
    else:
        days = date.first and date.last and len(start) == len(end) == 10
        year = bool(days and date.first.year == date.last.year)  # type: ignore[union-attr]
        month = year and date.first.month == date.last.month  # type: ignore[union-attr]
        words = f"{_short(start, date.first, not year, not month)}–{_short(end, date.last)}"
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
    new_year = before is None or before.year != day.year
    if kind == "y" or (kind == "m" and day.month == 1):
        return str(day.year)
    month = MONTHS[day.month - 1]
    if kind == "m":
        return f"{month} {day.year}" if before is None else month
    if before is not None and before.month == day.month and not new_year:
        return str(day.day)
    return f"{day.day} {month} {day.year}" if new_year else f"{day.day} {month}"


def ticks(axis: Axis, size: float, width: float) -> list[tuple[float, str, float]]:
    """Return the ticks of the finest step whose labels do not touch: place, label, left edge of the label."""
    gap, placed = size * 0.6 / 72, list[tuple[float, str, float]]()
    for step in STEPS:
        if (axis.last - axis.first) / (_DAYS[step[0]] * step[1]) > 60:
            continue
        days = [day for day in edges(step, axis.first, axis.last) if axis.first <= day <= axis.last]
        before: Sequence[dt.date | None] = [None, *map(date_of, days)]
        placed = []
        for day, earlier in zip(days, before, strict=False):
            label, x = _label(date_of(day), step[0], earlier), axis.x(day)
            placed.append(
                (x, label, min(max(x - text_width(label, size) / 2, 0.0), width - text_width(label, size)))
            )
        if placed and all(b[2] - a[2] - text_width(a[1], size) >= gap for a, b in pairwise(placed)):
            return placed
    return placed[:1]
