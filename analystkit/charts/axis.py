"""An axis of time: dates in few characters, steps of the calendar, and where a day stands."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analystkit.charts.text import text_width
from analystkit.dossier.dates import parse_date, say_plain

EPOCH = dt.date(1970, 1, 1)
_LIMITS = (dt.date.min - EPOCH).days, (dt.date.max - EPOCH).days
Step = tuple[str, float, int]  # of the calendar: what it is called, its days about, its months if it has any
STEPS: tuple[Step, ...] = (
    ("day", 1, 0), ("week", 7, 0), ("month", 30.44, 1), ("quarter", 91.32, 3), ("half-year", 182.64, 6),
    ("year", 365.25, 12),
    *((f"{n} years", 365.25 * n, 12 * n) for n in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)  # fmt: skip


def short_date(text: str) -> str:
    """Return an EDTF date in few characters."""
    try:
        date = parse_date(text)
    except ValueError:
        return text
    sides = [*dict.fromkeys(side.rstrip("?~%") for side in text.split("/"))]
    start, end = ("" if side in ("", "..") else say_plain(side, 3) for side in (sides[0], sides[-1]))
    if len(sides) == 1 or not start or not end:
        words = start if len(sides) == 1 else f"from {start}" if start else f"until {end}"
    else:
        said = start.split()  # of a day what the other does not say
        if all(len(side) == 10 and "X" not in side for side in sides) and sides[0][:4] == sides[1][:4]:
            said = said[:1] if sides[0][:7] == sides[1][:7] else said[:2]
        words = f"{' '.join(said)}–{end}"
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
    _, days, months = step
    low, high = date_of(first), date_of(last)
    if not months:
        start = day_number(low) - (low.weekday() if days == 7 else 0)
        return [float(day) for day in range(start, day_number(high) + int(days) + 1, int(days))]
    start, end = (12 * day.year + day.month - 1 for day in (low, high))
    starts = np.arange(start - start % months, end + months + 1, months) - 12 * EPOCH.year
    found: list[float] = starts.astype("datetime64[M]").astype("datetime64[D]").astype(float).tolist()
    return found[: next(at for at, day in enumerate(found) if day >= last) + 1]


def finest(days: float, most: float) -> Step:
    """Return the finest step of the calendar of which no more than so many cover a span of days."""
    return next((step for step in STEPS if days / step[1] + 1 <= most), STEPS[-1])


def ticks(axis: Axis, size: float, width: float) -> list[tuple[float, str, float]]:
    """Return the ticks of the finest step whose labels do not touch: place, label, left edge of the label."""
    gap, placed = size * 0.6 / 72, list[tuple[float, str, float]]()
    for step in STEPS:
        if (axis.last - axis.first) / step[1] > 60:
            continue
        days = [day for day in edges(step, axis.first, axis.last) if axis.first <= day <= axis.last]
        placed = []
        for number, earlier in zip(days, [None, *days], strict=False):
            day, before = date_of(number), None if earlier is None else date_of(earlier)
            # as much of the date as the tick before does not say
            said = [str(day.day), calendar.month_abbr[day.month], str(day.year)]
            if step[2]:
                years = not step[2] % 12 or day.month == 1
                said = said[2:] if years else said[1 : 2 if before else 3]
            elif before and before.year == day.year:
                said = said[: 1 if before.month == day.month else 2]
            label, x = " ".join(said), axis.x(number)
            wide = text_width(label, size)
            placed.append((x, label, min(max(x - wide / 2, 0.0), width - wide)))
        if placed and all(b[2] - a[2] - text_width(a[1], size) >= gap for a, b in pairwise(placed)):
            return placed
    return placed[:1]
