"""The months around a signature, and how many events fall into each."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from analystkit.charts import Option, Plan, Row, Rows, View, Words, chart
from analystkit.charts.axis import date_of, day_number
from analystkit.charts.events import Event, events, lanes, milestones, signature
from analystkit.charts.events.strip import Strip
from analystkit.dossier.dates import say_date, say_day
from analystkit.words import count, listing, number, say

_FEW = 24  # so many months at either side are counted one by one, three times as many by quarters
_UNITS = {1: "month", 3: "quarter", 12: "year"}
_NO_DAY = "The dossier gives no day of signature"


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


def _split(found: Sequence[Event], days: tuple[float, float]) -> tuple[int, int, int]:
    """Return how many events come before a day, from it on, and how many may be either."""
    before, after = sum(e.last < days[0] for e in found), sum(e.first >= days[1] for e in found)
    return before, after, len(found) - before - after


@chart("events", options={"months": Option(18, label="Months at either side", most=600)})
def events_before_and_after(view: View) -> tuple[Plan, Words]:
    """How many events fall into each month around the signature, by group of categories."""
    found, signed = events(view), signature(view)
    total = count(len(found), "event")
    if signed is None:
        plan = Rows([Row(f"{_NO_DAY}: add “signed” to dossier.toml.", ())], share=1.0, lines=4).fit(view)
        headline = f"{total}, and no day to count from"
        return plan, Words(headline, f"{_NO_DAY}.", f"No chart: {_NO_DAY.lower()}.", "", "", ())
    months, day = int(view.options["months"]), date_of(signed[0])
    step = 1 if months <= _FEW else 3 if months <= 3 * _FEW else 12
    reach, unit = -(-months // step), _UNITS[step]
    steps = sorted({month_edge(day, at * step) for at in range(-reach, reach + 1)})
    earlier = [event for event in found if event.last < steps[0]]
    later = [event for event in found if event.first >= steps[-1]]
    outside = {event.id for event in [*earlier, *later]}
    inside = lanes([event for event in found if event.id not in outside], view)
    remarks = {}
    for lane, group in lanes(found, view).items():
        before, after, either = map(number, _split(group, signed))
        remarks[lane] = f"{before} before, {after} after{f', {either} either' * (either != '0')}"
    aside = [f"← {number(len(earlier))} earlier"] if earlier else []
    aside += [f"{number(len(later))} later →"] if later else []
    strip = Strip(
        view, inside, steps, [mark for mark in milestones(view) if mark[0] == signed[0]], view.page(2.5, 4.3),
        {} if view.slide else remarks, not view.slide,
        aside=f"Not drawn: {'   '.join(aside)}" if aside else "", left_out=[*earlier, *later],
    )  # fmt: skip
    exact = signed[0] == signed[1]
    subtitle = f"One square an event, by {unit}s from {say_day(day)}"
    subtitle += "" if exact else ", the first day that the date of signature may mean"
    subtitle += "; a bar lasts longer or has no exact date." if strip.long else "."
    when = f"on {say_day(day)}" if exact else f"({say_date(view.dossier.about.signed)})"
    alt = f"{total} by {unit} around the signature {when}. "
    alt += "; ".join(f"{lane}: {remarks[lane]}" for lane in remarks) + "."
    most = max(strip.starts.values(), default=0)
    peaks = [_bin(at - reach, unit) for at in sorted(strip.starts) if strip.starts[at] == most]
    alt += f" Most, {most}, in {listing(peaks, limit=3)}." if most > 1 else ""
    alt += (
        say(" {n:event} {n|falls|fall} outside these {unit}s.", n=len(outside), unit=unit) if outside else ""
    )
    note = f"The numbers on top count an event in the first {unit} in which it is drawn."
    before, after, either = map(number, _split(found, signed))
    parted = [f"{before} before the signature", f"{after} from that day on"]
    parted += [f"{either} that may be either"] if either != "0" else []
    headline = f"{total}: {listing(parted)}"
    return strip, Words(headline, subtitle, alt, note if strip.totals else "")
