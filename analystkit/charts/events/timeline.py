"""The timeline: a strip with every event at its date, and under it the chosen ones in order of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from analystkit.charts import Canvas, Swatch, View, Words, chart
from analystkit.charts.events.dated import (
    LEVELS,
    Event,
    Milestone,
    edges,
    events,
    finest,
    lanes,
    milestones,
    signature,
    step_name,
)
from analystkit.charts.events.squares import Squares, draw_tile, letters, squares
from analystkit.charts.style import ACCENT, INK, MUTED
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.words import capital, count, listing, number, say

_PLOT = {"column": 3.0, "full": 7.4}  # height on paper, in inches; the figure then fits its page
_LEAST = 0.011  # width of a step of the axis, in inches for each point of type


@dataclass(frozen=True)
class Row:
    """A row of the list: an event, a day that the dossier names, or what is not named one by one."""

    date: str
    lines: tuple[str, ...]
    events: tuple[Event, ...] = ()
    milestone: bool = False
    rest: bool = False


@dataclass(frozen=True)
class Timeline:
    """The strip and the list, measured."""

    strip: Squares
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    letters: dict[str, str]
    dates: float  # width of the dates, in inches
    size: float
    small: float

    @property
    def height(self) -> float:
        """Height that it needs, in inches."""
        lines = line_height(self.size, sum(len(row.lines) for row in self.rows))
        return self.strip.height + 0.08 + line_height(self.small, len(self.head)) + lines

    def draw(self, canvas: Canvas) -> None:
        """Draw strip and list, rows further apart where a slide has room."""
        self.strip.draw(canvas)
        pitch, tile = line_height(self.size), line_height(self.size) + 0.06 if self.letters else 0.0
        y = canvas.block(0, self.strip.height + 0.04, self.head, self.small, MUTED) + 0.04
        spare = max((canvas.height - self.height) / max(len(self.rows), 1), 0.0)
        air = min(spare, pitch * 0.4) if canvas.view.slide else 0.0
        for row in self.rows:
            tall, left = pitch * len(row.lines), self.dates
            if row.milestone:
                at, middle = left + text_width(row.lines[0], self.size, bold=True) + 0.08, y + pitch / 2
                canvas.lines([[(at, middle), (canvas.width, middle)]], ACCENT, 0.8)
                canvas.block(left, y, row.lines, color=ACCENT, bold=True)
                y += tall + air
                continue
            canvas.text(left - 0.09, y, row.date, color=MUTED, align="right", max_width=left - 0.09)
            first, said = row.events[0], f"{row.date}: {len(row.events)} more".lstrip(": ")
            if self.letters and not row.rest:
                draw_tile(canvas, left, y, first.color, self.letters[first.lane], self.size)
            canvas.block(left + tile, y, row.lines, color=MUTED if row.rest else INK)
            said = said if row.rest else f"{row.date}: {first.label}"
            canvas.mark(0, y, canvas.width, tall, [one.id for one in row.events], said)
            y += tall + air


def ranked(found: Sequence[Event], marked: Sequence[Milestone]) -> list[Event]:
    """Return events in the order in which they are named: those on a day that the dossier names first."""
    days = [milestone.day for milestone in marked]

    def rank(event: Event) -> tuple[object, ...]:
        near = min((abs(event.start - day) for day in days), default=0.0)
        level = LEVELS.index(event.level) if event.level in LEVELS else len(LEVELS)
        return (not (days and near == 0), -(event.cited + event.treaty), level, near, event.start, event.id)

    return sorted(found, key=rank)


def _period(event: Event, years: int) -> int:
    """Return the first year of the period in which an event starts."""
    return event.year - event.year % years if years else 0


def _rows(
    view: View, periods: Sequence[tuple[int, Sequence[Event]]], named: set[str], marked: Sequence[Milestone],
    years: int, width: float, tags: Mapping[str, str],
) -> list[Row]:  # fmt: skip
    """Return the list: events in order of date, and after each period what of it is not named."""
    size, most = view.sizes.label, 1 if view.slide else 2
    wide = width - (line_height(size) + 0.06 if tags else 0.0)
    rows: list[Row] = []
    waiting = list(marked) if not view.slide and not view.narrow else []
    for period, members in periods:
        rest = [event for event in members if event.id not in named]
        joined = bool(years and rows and rows[-1].rest and len(rest) == len(members))
        if len(rest) == 1 and not joined:
            rest = []  # a row that said "1 more" would take as much room
        left = {event.id for event in rest}
        for event in members:
            if event.id in left:
                continue
            while waiting and waiting[0].day <= event.start:
                rows.append(Row("", (waiting.pop(0).label,), milestone=True))
            rows.append(Row(event.date, wrap(event.label, wide, size, max_lines=most), (event,)))
        if joined:
            rest = [*rows.pop().events, *rest]
        if rest:
            first, last = _period(rest[0], years), period + years - 1
            when = "" if not years else str(first) if first == last else f"{first}–{last}"
            times = Counter(event.lane for event in rest)
            kinds = " · ".join(f"{tag} {number(times[lane])}" for lane, tag in tags.items() if times[lane])
            words = f"{number(len(rest))} more{f': {kinds}' if kinds else ''}"
            rows.append(Row(when, wrap(words, wide, size, max_lines=1), tuple(rest), rest=True))
    return rows


def _listed(
    view: View, found: list[Event], marked: Sequence[Milestone], room: float, tags: Mapping[str, str]
) -> tuple[list[Row], float]:
    """Return as many rows as fit, and the width of their dates."""
    size = view.sizes.label
    lines, order = room / line_height(size), ranked(found, marked)
    likely = [event.date for event in order[: int(lines) + 1]]
    dates = min(widest([*likely, "2000–2009"], size), view.width * 0.24) + 0.12
    periods = (step for step in (1, 10, 100) if len({_period(e, step) for e in found}) <= lines / 2.4)
    years = next(periods, 0) if lines > 12 else 0

    whole = [(at, list(group)) for at, group in groupby(found, key=lambda event: _period(event, years))]

    def made(many: int) -> list[Row]:
        named = {event.id for event in order[:many]}
        return _rows(view, whole, named, marked, years, view.width - dates, tags)

    low, high = 0, min(len(order), int(lines) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        fits = sum(len(row.lines) for row in made(middle)) <= lines
        low, high = (middle, high) if fits else (low, middle - 1)
    return made(low), dates


def _headline(view: View, found: Sequence[Event]) -> str:
    """Return how many events end before the day of signature, fall on it, come after it, or span it."""
    day, total = signature(view), count(len(found), "event")
    if len(found) == 1:
        return f"{total}: {found[0].title}, {found[0].date}"
    if day is None:
        return f"{total}, {_range(found)}"
    times = {
        "before": sum(event.last is not None and event.last < day for event in found),
        "on the day of": sum(event.first == day == event.last for event in found),
        "after": sum(event.first is not None and event.first > day for event in found),
    }
    times["around"] = len(found) - sum(times.values())
    shown = [f"{number(many)} {place}" for place, many in times.items() if many]
    if len(shown) == 1:
        return f"{total}, all {shown[0].partition(' ')[2]} the signature"
    return f"{total}: {listing(shown)} the signature"


def _range(found: Sequence[Event]) -> str:
    """Return from when to when events go."""
    dates = found[0].date, max(found, key=lambda event: event.end).date
    first, last = (date.removeprefix("from ").removeprefix("until ") for date in dates)
    return first if first == last else f"{first} to {last}"


@chart(
    name="timeline",
    label="Timeline",
    table="events",
    needs=("date", "title", "category"),
    about="Every event at its date in a lane for each group, and the chosen ones named in order of date.",
)
def timeline(view: View) -> tuple[Timeline, Words]:
    """Return the strip of all events with the list of those that fit, and what is said of them."""
    found, every = events(view), milestones(view)
    first, last = found[0].start, max(event.end for event in found) + 1
    slack = max(30.0, 0.05 * (last - first))
    marked = [milestone for milestone in every if first - slack <= milestone.day <= last + slack]
    marked = marked[:1] if view.slide else marked
    first, last = min([first, *(m.day for m in marked)]), max([last, *(m.day + 1 for m in marked)])
    step = finest(last - first, view.width * 0.72 / (_LEAST * view.sizes.label))
    groups = lanes(found, view)
    tags = {} if view.narrow or view.slide else letters(list(groups))
    room = min(view.room, _PLOT.get(view.preset.name, view.room if view.room < 99 else 3.4))
    steps = edges(step, first, last)
    strip = squares(view, groups, steps, marked, room * 0.3, tags=tags)
    if len(groups) > 1 and (not tags or strip.height > room * 0.4):
        key = [
            Swatch(f"{lane} {number(len(groups[lane]))}", groups[lane][0].color, mark=tag)
            for lane, tag in tags.items()
        ]
        strip = squares(
            view, {"All": found}, steps, marked, room * (0.3 if view.slide else 0.45), merged=True, key=key
        )
    spare = room - strip.height - line_height(view.sizes.source, 1 if view.slide else 3) - 0.1
    rows, dates = _listed(view, found, marked, spare, tags)
    named = [row for row in rows if not row.rest and not row.milestone]
    part, main, days = len(named) < len(found), view.dossier.about.main_source, {m.day for m in marked}
    short = view.dossier.sources[main].short if main in view.dossier.sources else main
    why = ["marked day"] if any(event.start in days for event in found) else []
    why += [f"citing {short}"] if any(event.cited for event in found) else []
    why += ["treaty"] if any(event.treaty for event in found) else []
    reasons = f"chosen by {listing([*why, 'sources', *(['nearness to marked days'] if days else [])])}."
    head = (
        f"Named: {len(named)} of {number(len(found))}{'.' if view.slide else f', {reasons}'}" if part else ""
    )
    made = Timeline(
        strip, wrap(head, view.width, view.sizes.source, max_lines=3), tuple(rows), tags, dates,
        view.sizes.label, view.sizes.source,
    )  # fmt: skip
    subtitle = f"One square an event, by {step_name(step)}"
    subtitle += ", a bar where one has no single day" if strip.long else ""
    subtitle += f"; {'those named stand below' if part else 'all are named below'} in order of date."
    kinds = listing([f"{lane} {number(len(group))}" for lane, group in groups.items()])
    alt, cited = (
        [f"A timeline of {count(len(found), 'event')}, {_range(found)}: {kinds}."],
        sum(e.cited for e in found),
    )
    if main in view.dossier.sources and cited:
        alt.append(capital(say("{n!w} of them {n|cites|cite} {short}.", n=cited, short=short)))
    alt += [f"Marked: {listing([milestone.label for milestone in marked])}."] if marked else []
    told = [f"{row.events[0].title} ({row.date})" for row in named if part]
    alt += [f"Named: {listing(told, limit=12)}."] if told else []
    note = f"Named: {reasons}" if part and view.slide else ""
    return made, Words(_headline(view, found), subtitle, " ".join(alt), note)
