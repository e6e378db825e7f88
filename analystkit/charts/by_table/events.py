"""Events as their charts draw them: dates in few characters, an axis of time, lanes of squares along it."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import groupby, pairwise
from math import inf, isfinite

import numpy as np

from analystkit.charts import Box, Canvas, Legend, Swatch, View
from analystkit.charts.style import ACCENT, GRID, LINE, MINE, MUTED, PAPER, ink_on, seen
from analystkit.charts.text import clean, closed, line_height, text_width, widest, wrap
from analystkit.dossier.dates import parse_date, say_day, say_plain
from analystkit.words import count

EPOCH = dt.date(1970, 1, 1)
_LIMITS = (dt.date.min - EPOCH).days, (dt.date.max - EPOCH).days
Step = tuple[str, float, int]  # of the calendar: what it is called, its days about, its months if it has any
STEPS: tuple[Step, ...] = (
    ("day", 1, 0), ("week", 7, 0), ("month", 30.44, 1), ("quarter", 91.32, 3), ("half-year", 182.64, 6),
    ("year", 365.25, 12),
    *((f"{n} years", 365.25 * n, 12 * n) for n in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)  # fmt: skip
_APART = 0.045  # two lanes, in inches
_EACH = 0.05  # a square that would be lower is part of a plain bar, in inches


def short_date(text: str) -> str:
    """Return an EDTF date in few characters."""
    try:
        date = parse_date(text)
    except ValueError:
        return text
    sides = [side.rstrip("?~%") for side in text.split("/")]
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


@dataclass(eq=False)  # ten thousand of them are made at once
class Event:
    """One row: first and last day are counted from 1970, without end where the date is open."""

    id: str
    headline: str  # as it stands in the table
    edtf: str
    first: float
    last: float
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
        return self.first if isfinite(self.first) else self.last

    @cached_property
    def end(self) -> float:
        """Last day; where it is open, the day that is known."""
        return self.last if isfinite(self.last) else self.first

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
    dates = [view.rows[name].to_numpy("datetime64[D]") for name in ("date_from", "date_to")]
    first, last = (
        np.where(np.isnat(days), open_at, days.astype(float)).tolist()
        for days, open_at in zip(dates, (-inf, inf), strict=True)
    )
    told = ["id", "title", "date", "date_approximate", "date_uncertain", "sources", "mine", "verification"]
    columns = [view.rows[name].tolist() for name in told]
    found = [
        Event(
            key, title, date, start, end, groups[category], colors[groups[category]], near or unsure,
            bool(main) and any(item.source == main for item in sources), category in about_treaty,
            bool(mine), str(level),
        )
        for category, start, end, key, title, date, near, unsure, sources, mine, level in zip(
            view.values("category"), first, last, *columns, strict=True
        )
    ]  # fmt: skip
    return sorted(found, key=lambda event: (event.start, event.end, event.id))


def lanes(found: Iterable[Event], view: View) -> dict[str, list[Event]]:
    """Return the events of each group of categories, groups in the codebook's order."""
    groups: dict[str, list[Event]] = {view.group("category", term): [] for term in view.terms("category")}
    for event in found:
        groups[event.lane].append(event)
    return groups


def milestones(view: View) -> list[tuple[float, str]]:
    """Return the days of signature and entry into force, where the dossier names them, with their labels."""
    about, days = view.dossier.about, defaultdict[str, list[str]](list)
    for words, text in (("signed", about.signed), ("in force", about.in_force)):
        if text:
            days[text].append(words)
    found = [(parse_date(text).first, f"{' and '.join(w)} {short_date(text)}") for text, w in days.items()]
    return sorted((float(day_number(day)), label) for day, label in found if day)


def signature(view: View) -> float | None:
    """Return the first day that the dossier's date of signature may mean; None where there is none."""
    return next((day for day, label in milestones(view) if label.startswith("signed")), None)


def room(view: View, column: float, full: float) -> float:
    """Return the height of a plot that fills its page, in inches; on a slide what is left of it."""
    asked = {"column": column, "full": full}
    return min(view.room, asked.get(view.preset.name, 3.4 if view.room > 99 else view.room))


@dataclass(eq=False)
class Placed:
    """An event's square: its first and last step of the axis, and its place in the stack."""

    event: Event
    first: int
    last: int
    row: int


def stacked(found: Sequence[Event], edges: Sequence[float]) -> list[Placed]:
    """Return events stacked on the steps that they cover, long ones at the bottom."""
    most, placed, covers = len(edges) - 2, list[Placed](), list[tuple[int, int, Event]]()
    for event in found:
        first, last = (bisect_right(edges, day) - 1 for day in (event.first, event.last))
        covers.append((min(max(first, 0), most), min(max(last, 0), most), event))
    taken: dict[int, set[int]] = defaultdict(set)
    busy: list[tuple[int, int]] = []  # (last step, row)
    for first, last, event in sorted((c for c in covers if c[1] > c[0]), key=lambda c: c[:2]):
        row = heappop(busy)[1] if busy and busy[0][0] < first else len(busy)
        heappush(busy, (last, row))
        placed.append(Placed(event, first, last, row))
        for step in range(first, last + 1):
            taken[step].add(row)
    top: dict[int, int] = defaultdict(int)
    for first, last, event in sorted((c for c in covers if c[1] == c[0]), key=lambda c: (c[0], c[2].unsure)):
        while top[first] in taken[first]:
            top[first] += 1
        placed.append(Placed(event, first, last, top[first]))
        top[first] += 1
    return placed


@dataclass(frozen=True)
class Lane:
    """One group: the lines of its name, a remark under them, its color and letter, and its squares."""

    lines: tuple[str, ...]
    remark: tuple[str, ...]
    color: str
    letter: str
    placed: list[Placed]
    rows: int  # height of its tallest stack, in squares


class Strip:
    """Lanes of squares with their axis, no taller than some height where their names allow it: a `Plan`."""

    def __init__(
        self, view: View, groups: Mapping[str, Sequence[Event]], edges: Sequence[float],
        marked: Sequence[tuple[float, str]], room: float, remarks: Mapping[str, str] | None = None,
        totals: bool = False, tags: Mapping[str, str] | None = None, key: Sequence[Swatch] = (),
        merged: bool = False, aside: str = "", left_out: Sequence[Event] = (),
    ) -> None:  # fmt: skip
        self.size, self.small, self.edges = view.sizes.label, view.sizes.source, edges
        self.aside, self.left_out = aside, left_out  # a line at the bottom, and the events that it is about
        self.pitch = line_height(self.size)
        indent, share = self.pitch + 0.06, 0.4 if view.narrow else 0.37 if view.slide else 0.27
        self.lanes = []
        for name, found in groups.items():
            lines = wrap(name, view.width * share - indent, self.size, max_lines=3)
            remark = wrap((remarks or {}).get(name, ""), view.width * share - indent, self.small, max_lines=2)
            color = MUTED if merged or not found else found[0].color
            placed = stacked(found, edges)
            rows = 1 + max((square.row for square in placed), default=0)
            self.lanes.append(Lane(lines, remark, color, (tags or {}).get(name, ""), placed, rows))
        names = [max(widest(lane.lines, self.size), widest(lane.remark, self.small)) for lane in self.lanes]
        self.axis = Axis(edges[0], edges[-1], indent + max(names) + 0.1, view.width)
        self.milestones: list[tuple[float, str, float, int]] = []  # with left edge and row of its label
        for day, label in marked:
            if edges[0] <= day <= edges[-1]:
                x, wide = self.axis.x(day), text_width(label, self.size, bold=True)
                at = x + 0.04 if x + 0.04 + wide <= view.width else max(x - 0.04 - wide, 0.0)
                near = [row for _, _, left, row in self.milestones if abs(at - left) <= wide + 0.1]
                self.milestones.append((x, label, at, next(n for n in range(9) if n not in near)))
        every, swatches = [event for found in groups.values() for event in found], list(key)
        rough = any(event.rough and not event.unsure for event in every)
        swatches += [Swatch("date about or uncertain", PAPER)] if rough else []
        swatches += [Swatch("unverified", LINE, "hatched")] if any(event.unsure for event in every) else []
        self.legend = Legend(swatches, view)
        step = min(b - a for a, b in pairwise(map(self.axis.x, edges)))
        squares = [square for lane in self.lanes for square in lane.placed]
        self.long = any(square.last > square.first for square in squares)
        self.starts = Counter(square.first for square in squares)
        fits = widest(map(str, self.starts.values()), self.size, bold=True) + 0.04 <= step
        self.totals = self.starts if totals and fits else Counter[int]()
        labels = 1 + max((row for *_, row in self.milestones), default=-1)
        self.above = self.legend.height + line_height(self.size, labels + bool(self.totals)) + 0.04
        self.below = self.pitch if aside else 0.0
        self.unit = min(max(step, 0.05), self.size * 1.15 / 72)  # height of a square, in inches
        while self.height > room:
            unit, height = self.unit, self.height
            self.unit = unit * 0.9
            if self.height >= height:
                self.unit = unit
                break

    @property
    def height(self) -> float:
        """Height in all, in inches."""
        return self.above + sum(map(self._tall, self.lanes)) + self.pitch + 0.06 + self.below

    def _tall(self, lane: Lane) -> float:
        name = line_height(self.size, len(lane.lines)) + line_height(self.small, len(lane.remark))
        return max(lane.rows * self.unit, name) + _APART

    def draw(self, canvas: Canvas) -> None:
        """Draw it at the top of the plot area."""
        self.legend.draw(canvas)
        below, pitch = self.height - self.below, self.pitch
        bottom = below - pitch - 0.06
        shown = ticks(self.axis, self.size, canvas.width)
        canvas.lines([[(x, self.above), (x, bottom)] for x, *_ in shown], GRID, 0.5, 0.2)
        for _, label, left in shown:
            canvas.text(left, bottom + 0.04, label, self.size, MUTED)
        for x, label, left, row in self.milestones:
            y = self.legend.height + line_height(self.size, row)
            canvas.lines([[(x, y + 0.03), (x, bottom)]], ACCENT, 1.0, 0.45)
            wide = text_width(label, self.size, bold=True)
            canvas.boxes([Box(left - 0.03, y, wide + 0.06, pitch)], line=0.0)
            canvas.text(left, y, label, self.size, ACCENT, bold=True)
        y = self.above
        canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)
        for step, many in self.totals.items():
            x = (self.axis.x(self.edges[step]) + self.axis.x(self.edges[step + 1])) / 2
            canvas.text(x, y - pitch, str(many), self.size, align="center", bold=True)
        for lane in self.lanes:
            top, indent, y = y + _APART / 2, pitch + 0.06, y + self._tall(lane)
            draw_tile(canvas, 0, top, lane.color, lane.letter, self.size)
            under = canvas.block(indent, top, lane.lines, self.size)
            canvas.block(indent, under, lane.remark, self.small, MUTED)
            self._squares(canvas, lane, y)
            canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)
        if self.aside:
            canvas.text(0, below, self.aside, color=MUTED)
            canvas.mark(0, below, canvas.width, pitch, [event.id for event in self.left_out], self.aside)

    def _squares(self, canvas: Canvas, lane: Lane, base: float) -> None:
        """Draw a lane's squares; without room for gaps, those alike that stand on each other are one box."""
        gap = 0.012 if self.unit >= _EACH else 0.0
        rising = sorted(lane.placed, key=lambda one: (one.first, one.last, one.row))

        def look(pair: tuple[int, Placed]) -> object:
            at, (one, event) = pair[0], (pair[1], pair[1].event)
            return at if gap else (one.first, one.last, event.rough, event.unsure, one.row - at)

        boxes, stacks = list[Box](), defaultdict[int, list[tuple[Box, list[Event]]]](list)
        for _, run in groupby(enumerate(rising), look):
            held = [square for _, square in run]
            first, event, high = held[0], held[0].event, len(held)
            left, right = (self.axis.x(self.edges[step]) for step in (first.first, first.last + 1))
            face = PAPER if event.rough and not event.unsure else lane.color
            edge = seen(lane.color) if face == PAPER else LINE if event.unsure else ""
            box = Box(
                left + gap, base - self.unit * (first.row + high) + gap / 2,
                max(right - left - 2 * gap, 0.01), self.unit * high - gap, face, edge, event.unsure,
            )  # fmt: skip
            stacks[len(boxes) if gap else first.first].append((box, [square.event for square in held]))
            boxes.append(box)
        canvas.boxes(boxes, line=0.7)
        for step, stack in stacks.items():
            every = [event for _, held in stack for event in held]
            left, top = min(box.x for box, _ in stack), min(box.y for box, _ in stack)
            right, under = (max(box.x + box.width for box, _ in stack), max(b.y + b.height for b, _ in stack))
            said = f"{every[0].date}: {every[0].label}"
            if not gap:
                said = f"{count(len(every), 'event')} from {say_day(date_of(self.edges[step]))}"
            canvas.mark(left, top, right - left, under - top, [event.id for event in every], said)


def draw_tile(canvas: Canvas, x: float, y: float, color: str, letter: str, size: float) -> None:
    """Draw a group's tile with its letter; its top is the top of a line of text."""
    side, middle = line_height(size) * 0.92, y + line_height(size) / 2
    canvas.boxes([Box(x, middle - side / 2, side, side, color)])
    canvas.middle(x + side / 2, middle, letter, size, color=ink_on(color), align="center", bold=True)
