"""A strip with all events over a list of them in order of date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from analystkit.charts import Canvas, Plan, Swatch, View, Words, chart, letters
from analystkit.charts.axis import date_of, edges, finest
from analystkit.charts.events import Event, events, lanes, milestones, signature
from analystkit.charts.events.strip import Strip, draw_tile
from analystkit.charts.style import ACCENT, INK, MUTED
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.words import capital, count, listing, number, say

_LEVELS = ("two-sources", "one-source", "unverified")
_LEAST = 0.011  # width of a step of the axis, in inches for each point of type


@dataclass(frozen=True)
class _Line:
    """A row of the list: an event, several that are not named one by one, or, with none, a marked day."""

    date: str
    lines: tuple[str, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class _Timeline:
    """The strip and the list, measured."""

    strip: Strip
    head: tuple[str, ...]
    rows: list[_Line]
    letters: Mapping[str, str]
    dates: float  # width of the dates, in inches

    @property
    def height(self) -> float:
        lines = line_height(self.strip.size, sum(len(row.lines) for row in self.rows))
        return self.strip.height + 0.08 + line_height(self.strip.small, len(self.head)) + lines

    def draw(self, canvas: Canvas) -> None:
        """Draw strip and list, rows further apart where a slide has room."""
        self.strip.draw(canvas)
        pitch, left = self.strip.pitch, self.dates
        y = canvas.block(0, self.strip.height + 0.04, self.head, self.strip.small, color=MUTED) + 0.04
        spare = max((canvas.height - self.height) / max(len(self.rows), 1), 0.0)
        air = min(spare, pitch * 0.4) if canvas.view.slide else 0.0
        for row in self.rows:
            tall, rest = pitch * len(row.lines), len(row.events) > 1
            if row.events:
                canvas.text(left - 0.09, y, row.date, color=MUTED, align="right", max_width=left - 0.09)
                said, first = f"{row.date}: {len(row.events)} more".lstrip(": "), row.events[0]
                if self.letters and not rest:
                    draw_tile(canvas, left, y, first.color, self.letters[first.lane], self.strip.size)
                indent = pitch + 0.06 if self.letters else 0.0
                canvas.block(left + indent, y, row.lines, color=MUTED if rest else INK)
                said = said if rest else f"{row.date}: {first.label}"
                canvas.mark(0, y, canvas.width, tall, [one.id for one in row.events], said)
            else:
                at, middle = left + text_width(row.lines[0], self.strip.size, bold=True) + 0.08, y + pitch / 2
                canvas.lines([[(at, middle), (canvas.width, middle)]], ACCENT, 0.8)
                canvas.block(left, y, row.lines, color=ACCENT, bold=True)
            y += tall + air


def _ranked(found: Sequence[Event], days: Sequence[float]) -> list[Event]:
    """Return events in the order in which they are named: those on a day that the dossier names first."""

    def rank(event: Event) -> tuple[object, ...]:
        near = min((abs(event.start - day) for day in days), default=0.0)
        level = _LEVELS.index(event.level) if event.level in _LEVELS else len(_LEVELS)
        return (not (days and near == 0), -(event.cited + event.treaty), level, near, event.start, event.id)

    return sorted(found, key=rank)


def _listed(
    view: View, found: list[Event], marked: Sequence[tuple[float, str]], room: float, tags: Mapping[str, str]
) -> tuple[list[_Line], float]:
    """Return as many rows as fit, and the width of their dates.

    Events stand in order of date, and after each period of years what of it is not named.
    """
    size, most = view.sizes.label, 1 if view.slide else 2
    lines, order = room / line_height(size), _ranked(found, [day for day, _ in marked])
    likely = [event.date for event in order[: int(lines) + 1]]
    dates = min(widest([*likely, "2000–2009"], size), view.width * 0.24) + 0.12
    wide = view.width - dates - (line_height(size) + 0.06 if tags else 0.0)
    starts = {event.id: date_of(event.start).year for event in found}
    fitting = (n for n in (1, 10, 100) if len({year // n for year in starts.values()}) <= lines / 2.4)
    years = next(fitting, 0) if lines > 12 else 0
    period = {one: year - year % years if years else 0 for one, year in starts.items()}
    periods = [(at, [*members]) for at, members in groupby(found, key=lambda event: period[event.id])]

    def made(many: int) -> list[_Line]:
        named, rows = {event.id for event in order[:many]}, list[_Line]()
        waiting = [] if view.tight else list(marked)
        for first_year, members in periods:
            rest = [event for event in members if event.id not in named]
            joined = bool(years and rows and len(rows[-1].events) > 1 and len(rest) == len(members))
            if len(rest) == 1 and not joined:
                rest = []  # a row that said "1 more" would take as much room
            left = {event.id for event in rest}
            for event in members:
                if event.id in left:
                    continue
                while waiting and waiting[0][0] <= event.start:
                    rows.append(_Line("", (waiting.pop(0)[1],)))
                rows.append(_Line(event.date, wrap(event.label, wide, size, max_lines=most), (event,)))
            if joined:
                rest = [*rows.pop().events, *rest]
            if rest:
                first, last = period[rest[0].id], first_year + years - 1
                when = "" if not years else str(first) if first == last else f"{first}–{last}"
                times = Counter(event.lane for event in rest)
                kinds = [f"{tag} {number(times[lane])}" for lane, tag in tags.items() if times[lane]]
                words = f"{number(len(rest))} more{': ' * bool(kinds)}{' · '.join(kinds)}"
                rows.append(_Line(when, wrap(words, wide, size, max_lines=1), tuple(rest)))
        return rows

    low, high = 0, min(len(order), int(lines) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        fits = sum(len(row.lines) for row in made(middle)) <= lines
        low, high = (middle, high) if fits else (low, middle - 1)
    return made(low), dates


def _headline(view: View, found: Sequence[Event]) -> str:
    """Return how many events end before the day of signature, fall on it, come after it, or span it."""
    signed, total = signature(view), count(len(found), "event")
    if len(found) == 1:
        return f"{total}: {found[0].title}, {found[0].date}"
    if signed is None:
        return f"{total}, {_range(found)}"
    times = {
        "before": sum(event.last < signed[0] for event in found),
        "on the day of": sum(
            signed == (event.first, event.first) == (event.last, event.last) for event in found
        ),
        "after": sum(event.first > signed[1] for event in found),
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


@chart("events")
def timeline(view: View) -> tuple[Plan, Words]:
    """Every event at its date in a lane for each group, and the chosen ones named in order of date."""
    found, tall = events(view), view.page(3.0, 7.4)
    first, last = found[0].start, max(event.end for event in found) + 1
    slack = max(30.0, 0.05 * (last - first))
    marked = [mark for mark in milestones(view) if first - slack <= mark[0] <= last + slack]
    marked = marked[:1] if view.slide else marked
    days = {day for day, _ in marked}
    first, last = min([first, *days]), max([last, *(day + 1 for day in days)])
    step = finest(last - first, view.width * 0.72 / (_LEAST * view.sizes.label))
    groups, steps = lanes(found, view), edges(step, first, last)
    tags = {} if view.tight else letters(groups)
    strip = Strip(view, groups, steps, marked, tall * 0.3, tags=tags)
    if len(groups) > 1 and (not tags or strip.height > tall * 0.4):
        key = [
            Swatch(f"{lane} {number(len(groups[lane]))}", groups[lane][0].color, mark=tag)
            for lane, tag in tags.items()
        ]
        share = 0.3 if view.slide else 0.45
        strip = Strip(view, {"All": found}, steps, marked, tall * share, merged=True, key=key)
    spare = tall - strip.height - line_height(view.sizes.source, 1 if view.slide else 3) - 0.1
    rows, dates = _listed(view, found, marked, spare, tags)
    named = [row for row in rows if len(row.events) == 1]
    part, main, sources = len(named) < len(found), view.dossier.about.main_source, view.dossier.sources
    short = sources[main].short if main in sources else main
    cited = sum(event.cited for event in found)
    why = ["marked day"] if any(event.start in days for event in found) else []
    why += [f"citing {short}"] if cited else []
    why += ["treaty"] if any(event.treaty for event in found) else []
    reasons = f"chosen by {listing([*why, 'sources', *(['nearness to marked days'] if days else [])])}."
    head = f"Named: {len(named)} of {number(len(found))}{'.' if view.slide else f', {reasons}'}" * part
    made = _Timeline(strip, wrap(head, view.width, view.sizes.source, max_lines=3), rows, tags, dates)
    subtitle = f"One square an event, by {step[0]}"
    subtitle += ", a bar where one has no single day" if strip.long else ""
    subtitle += f"; {'those named stand below' if part else 'all are named below'} in order of date."
    kinds = listing([f"{lane} {number(len(group))}" for lane, group in groups.items()])
    alt = [f"A timeline of {count(len(found), 'event')}, {_range(found)}: {kinds}."]
    if main in sources and cited:
        alt.append(capital(say("{n!w} of them {n|cites|cite} {short}.", n=cited, short=short)))
    alt += [f"Marked: {listing([label for _, label in marked])}."] if marked else []
    told = [f"{row.events[0].title} ({row.date})" for row in named if part]
    alt += [f"Named: {listing(told, limit=12)}."] if told else []
    note = f"Named: {reasons}" if part and view.slide else ""
    return made, Words(_headline(view, found), subtitle, " ".join(alt), note)
