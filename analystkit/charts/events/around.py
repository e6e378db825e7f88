"""Events before and after the signature: how many fall into each month around it, by group of categories."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts import Canvas, Option, Plan, Row, Rows, View, Words, chart
from analystkit.charts.events.dated import Event, date_of, day_number, events, lanes, milestones, signature
from analystkit.charts.events.squares import Squares, squares
from analystkit.charts.style import MUTED
from analystkit.charts.text import line_height
from analystkit.dossier.dates import say_day
from analystkit.words import count, listing, number, say

_PLOT = {"column": 2.5, "full": 4.3}  # height on paper, in inches
_FEW = 24  # so many months at either side are counted one by one, three times as many by quarters
_UNITS = {1: "month", 3: "quarter", 12: "year"}
NO_DAY = "The dossier gives no day of signature"


@dataclass(frozen=True)
class Around:
    """The squares, and above them how many events fall outside."""

    squares: Squares
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    outside: str

    @property
    def height(self) -> float:
        """Height that it needs, in inches."""
        return self.squares.height + (line_height(self.squares.size) if self.outside else 0.0)

    def draw(self, canvas: Canvas) -> None:
        """Draw the squares with the line on what lies outside below them."""
        self.squares.draw(canvas)
        if self.outside:
            y = self.squares.height
            canvas.text(0, y, self.outside, color=MUTED)
            canvas.mark(
                0, y, canvas.width, line_height(self.squares.size), self.earlier + self.later, self.outside
            )


def month_edge(day: dt.date, months: int) -> float:
    """Return the day that stands so many months from another, kept within its month, counted from 1970."""
    month = min(max(day.year * 12 + day.month - 1 + months, 12), 119_999)
    year, month = month // 12, month % 12 + 1
    return float(day_number(dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))))


def _bin(at: int, unit: str) -> str:
    """Return a step in words."""
    if at in (-1, 0):
        return f"the {unit} {'before the signature' if at else 'from the signature on'}"
    return f"the {unit} that starts {count(abs(at), unit)} {'before' if at < 0 else 'after'} it"


def _split(found: Sequence[Event], day: float) -> tuple[int, int, int]:
    """Return how many events come before a day, from it on, and how many may be either."""
    after = sum(event.first is not None and event.first >= day for event in found)
    before = sum(event.last is not None and event.last < day for event in found)
    return before, after, len(found) - before - after


@chart(
    name="events-before-and-after",
    label="Events before and after",
    table="events",
    needs=("date", "category"),
    about="How many events fall into each month around the signature, by group of categories.",
    options={"months": Option(18, label="Months at either side", most=600)},
)
def events_before_and_after(view: View) -> tuple[Plan, Words]:
    """Return lanes of squares for the months around the signature, and how many lie before and after."""
    found, signed = events(view), signature(view)
    if signed is None:
        plan = Rows([Row(f"{NO_DAY}: add “signed” to dossier.toml.", ())], share=1.0, lines=4).fit(view)
        headline = f"{count(len(found), 'event')}, and no day to count from"
        return plan, Words(headline, f"{NO_DAY}.", f"No chart: {NO_DAY.lower()}.")
    months, day = int(view.options["months"]), date_of(signed)
    step = 1 if months <= _FEW else 3 if months <= 3 * _FEW else 12
    reach, unit = -(-months // step), _UNITS[step]
    edges = sorted({month_edge(day, at * step) for at in range(-reach, reach + 1)})
    earlier = [event for event in found if event.last is not None and event.last < edges[0]]
    later = [event for event in found if event.first is not None and event.first >= edges[-1]]
    outside = {event.id for event in [*earlier, *later]}
    inside = [event for event in found if event.id not in outside]
    parts = {lane: _split(group, signed) for lane, group in lanes(found, view).items()}
    remarks = {
        lane: f"{number(before)} before, {number(after)} after{f', {either} either' if either else ''}"
        for lane, (before, after, either) in parts.items()
    }
    aside = [say("← {n} earlier", n=len(earlier))] if earlier else []
    aside += [say("{n} later →", n=len(later))] if later else []
    line = f"Not drawn: {'   '.join(aside)}" if aside else ""
    room = min(view.room, _PLOT.get(view.preset.name, 3.4 if view.room > 99 else view.room))
    room -= line_height(view.sizes.label) if line else 0.0
    signing = [milestone for milestone in milestones(view) if milestone.day == signed]
    made = Around(
        squares(
            view, lanes(inside, view), edges, signing, room, None if view.slide else remarks, not view.slide
        ),
        tuple(event.id for event in earlier), tuple(event.id for event in later), line,
    )  # fmt: skip
    subtitle = f"One square an event, by {unit}s from {say_day(day)}"
    subtitle += "; a bar lasts longer or has no exact date." if made.squares.long else "."
    alt = f"{count(len(found), 'event')} by {unit} around the signature on {say_day(day)}. "
    alt += "; ".join(f"{lane}: {remarks[lane]}" for lane in remarks) + "."
    starts = Counter(square.first - reach for lane in made.squares.lanes for square in lane.placed)
    most = max(starts.values(), default=0)
    peaks = [_bin(at, unit) for at in sorted(starts) if starts[at] == most]
    alt += f" Most, {most}, in {listing(peaks, limit=3)}." if most > 1 else ""
    if outside:
        alt += say(" {n:event} {n|falls|fall} outside these {unit}s.", n=len(outside), unit=unit)
    note = f"The numbers on top count an event in the first {unit} in which it is drawn."
    note = note if made.squares.totals else ""
    before, after, either = _split(found, signed)
    parted = [f"{number(before)} before the signature", f"{number(after)} from that day on"]
    parted += [f"{number(either)} that may be either"] if either else []
    return made, Words(f"{count(len(found), 'event')}: {listing(parted)}", subtitle, alt, note)
