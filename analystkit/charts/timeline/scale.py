"""The axis of time: days to inches, quiet spans cut out where asked, and ticks that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analystkit.charts.text import text_width
from analystkit.charts.timeline.dating import MONTHS

EPOCH = dt.date(1970, 1, 1)
QUIET = 4  # a span without events is long when it is so many times what two events are apart on average
_BREAK = 0.3  # width of a cut, in inches
_LEAST = 0.35  # least width of what stands between two cuts, in inches
_LIMITS = (dt.date.min - EPOCH).days, (dt.date.max - EPOCH).days
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_STEPS = (("d", 1), ("d", 7), ("m", 1), ("m", 3), ("m", 6), *(("y", years) for years in _YEARS))
Span = tuple[float, float]


@dataclass(frozen=True)
class Piece:
    """An unbroken part of the axis: its first and last day, and where they stand in inches."""

    first: float
    last: float
    left: float
    right: float

    def x(self, day: float) -> float:
        """Return where a day stands, in inches."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True)
class Scale:
    """Days to inches.

    Parameters
    ----------
    pieces : tuple of Piece
        In order of time; between two of them the axis is broken.
    """

    pieces: tuple[Piece, ...]

    @property
    def first(self) -> float:
        """The first day of the axis, counted from 1970."""
        return self.pieces[0].first

    @property
    def last(self) -> float:
        """The last day of the axis, counted from 1970."""
        return self.pieces[-1].last

    @property
    def breaks(self) -> list[float]:
        """The middle of each cut, in inches."""
        return [(one.right + other.left) / 2 for one, other in pairwise(self.pieces)]

    def x(self, day: float) -> float:
        """Return where a day stands, in inches; one outside the axis stands at its end."""
        for piece in self.pieces:
            if day <= piece.last:
                return piece.x(max(day, piece.first))
        return self.pieces[-1].right


def day_number(day: dt.date) -> int:
    """Return a day as the number of days since 1970."""
    return (day - EPOCH).days


def _merged(spans: Iterable[Span], gap: float) -> list[Span]:
    """Return spans as stretches that are further apart than a gap."""
    stretches: list[Span] = []
    for first, last in sorted(spans):
        if stretches and first - stretches[-1][1] <= gap:
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
        else:
            stretches.append((first, last))
    return stretches


def make_scale(spans: Sequence[Span], left: float, right: float, compress: bool = False) -> Scale:
    """Return an axis that holds some spans of days."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    quiet = (last - first) * min(QUIET / len(spans), 0.25)
    stretches = _merged(spans, quiet) if compress else [(first, last)]
    while len(stretches) > 2 and len(stretches) * (_BREAK + _LEAST) > (right - left) * 0.7:
        stretches = _merged(stretches, min(b[0] - a[1] for a, b in pairwise(stretches)))
    kept = sum(end - start for start, end in stretches)
    pad = max(0.02 * kept, 1.0 if kept > 8 else 15.0)
    low, high = _LIMITS
    ends = [(max(start - pad, low), min(end + pad, high)) for start, end in stretches]
    room = right - left - _BREAK * (len(ends) - 1) - _LEAST * len(ends)
    total = sum(end - start for start, end in ends)
    pieces, x = [], left
    for start, end in ends:
        width = _LEAST + room * (end - start) / total
        pieces.append(Piece(start, end, x, x + width))
        x += width + _BREAK
    return Scale(tuple(pieces))


@dataclass(frozen=True)
class Tick:
    """A mark of the axis: where it stands, in inches, and what is written there."""

    x: float
    label: str


def _starts(kind: str, step: int, first: float, last: float) -> Iterator[dt.date]:
    """Return the days between two on which a step of the calendar starts."""
    low, high = (
        EPOCH + dt.timedelta(days=int(day)) for day in (max(first, _LIMITS[0]), min(last, _LIMITS[1]))
    )
    if kind == "d":
        days = (low + dt.timedelta(days=after) for after in range((high - low).days + 1))
        yield from (day for day in days if step == 1 or day.weekday() == 0)
        return
    months = step if kind == "m" else 12 * step
    at = low.year * 12 + low.month - 1
    for month in range(at - at % months, high.year * 12 + high.month, months):
        if 12 <= month < 12 * 10000:
            day = dt.date(month // 12, month % 12 + 1, 1)
            if low <= day <= high:
                yield day


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


def _ticks(scale: Scale, kind: str, step: int) -> list[Tick]:
    """Return the ticks of one step, on every piece of the axis."""
    ticks: list[Tick] = []
    for piece in scale.pieces:
        before = None
        for day in _starts(kind, step, piece.first, piece.last):
            ticks.append(Tick(piece.x(day_number(day)), _label(day, kind, before)))
            before = day
    return ticks


def _room(tick: Tick, size: float, width: float) -> Span:
    """Return from where to where a tick's label goes; one at an edge is pushed inwards."""
    wide = text_width(tick.label, size)
    left = min(max(tick.x - wide / 2, 0.0), width - wide)
    return left, left + wide


def ticks(scale: Scale, size: float, width: float) -> list[tuple[Tick, float]]:
    """Return the ticks of the finest step whose labels do not touch, and the left edge of each label."""
    days = sum(piece.last - piece.first for piece in scale.pieces)
    lengths = {"d": 1.0, "m": 30.4, "y": 365.25}
    gap = size * 0.6 / 72
    chosen: list[Tick] = []
    for kind, step in _STEPS:
        if days / (lengths[kind] * step) > 60:
            continue
        chosen = _ticks(scale, kind, step)
        rooms = [_room(tick, size, width) for tick in chosen]
        if all(b[0] - a[1] >= gap for a, b in pairwise(rooms)):
            break
        if len(scale.pieces) > 1 and len(chosen) < 2.5 * len(scale.pieces):
            break
    placed: list[tuple[Tick, float]] = []
    reached = -gap
    for tick in chosen:
        left, right = _room(tick, size, width)
        if left - reached >= gap:
            placed.append((tick, left))
            reached = right
    return placed
