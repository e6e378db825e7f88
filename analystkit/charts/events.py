"""Events before and after the signature: how many fall into each month around it, by group of categories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.strokes import draw_lines
from analystkit.charts.style import ACCENT, LINE, MINE, MUTED
from analystkit.charts.text import line_height, text_width
from analystkit.charts.timeline.dating import MONTHS
from analystkit.charts.timeline.events import Event, events, lanes
from analystkit.charts.timeline.scale import EPOCH
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, how_many, listing
from analystkit.dossier.dates import parse_date, say_day
from analystkit.errors import KitError

_HEIGHT = {"column": 48.0, "full": 58.0}  # of the bars, in millimeters
_FEW = 24  # so many months at either side are counted one by one, three times as many by quarters
_SMALLEST = 0.045  # a square that would be lower is drawn as part of a bar, in inches
NO_DAY = "The dossier gives no day of signature"


@dataclass(frozen=True)
class Around:
    """Events counted around a day.

    Parameters
    ----------
    day : datetime.date
        The signature.
    step, reach : int
        Months in a bin, and bins at either side.
    bins : dict of int to list of Event
        By the number of the bin: 0 is the first that starts on the day.
    earlier, later : int
        How many fall outside.
    """

    day: dt.date
    step: int
    reach: int
    bins: dict[int, list[Event]]
    earlier: int
    later: int


def signature(view: View) -> dt.date | None:
    """Return the first day that the dossier's date of signature may mean; None where there is none."""
    signed = view.dossier.about.signed
    return parse_date(signed).first if signed else None


def months_from(day: dt.date, start: dt.date) -> int:
    """Return how many whole months lie between two days, below zero before the first."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def _months(view: View) -> int:
    asked = view.options["months"]
    if not isinstance(asked, int) or isinstance(asked, bool) or not 1 <= asked <= 600:
        raise KitError(f"months must be a whole number from 1 to 600, found {asked!r}")
    return asked


def counted(view: View, found: Sequence[Event], day: dt.date) -> Around:
    """Return events by the month in which they start, counted from a day."""
    months = _months(view)
    step = 1 if months <= _FEW else 3 if months <= 3 * _FEW else 12
    reach = -(-months // step)
    bins: dict[int, list[Event]] = {number: [] for number in range(-reach, reach)}
    earlier = later = 0
    for event in found:
        number = months_from(EPOCH + dt.timedelta(days=int(event.span[0])), day) // step
        if number in bins:
            bins[number].append(event)
        else:
            earlier, later = earlier + (number < -reach), later + (number >= reach)
    return Around(day, step, reach, bins, earlier, later)


def _before(event: Event, day: dt.date) -> bool:
    return EPOCH + dt.timedelta(days=int(event.span[0])) < day


def _legend(view: View, found: list[Event], day: dt.date) -> Strip:
    """Return the groups, each with how many of its events come before and how many from the day on."""
    swatches = []
    for lane, group in lanes(view, found).items():
        before = sum(_before(event, day) for event in group)
        star = f" {MINE}" if any(event.mine for event in group) else ""
        swatches.append(Swatch(f"{lane}{star} {before} | {len(group) - before}", group[0].color))
    if how_many(view.rows, "unverified"):
        swatches.append(Swatch("Unverified", LINE, "hatched"))
    return strip(swatches, view)


def _height(view: View) -> float:
    day = signature(view)
    if day is None:
        return 20.0
    size = view.sizes.label
    around = (_legend(view, events(view), day).height + line_height(size, 4) + 0.1) * MM
    return _HEIGHT.get(view.preset.name, 58.0) + around


def _words(view: View) -> Words:
    found, day = events(view), signature(view)
    total = capital(count(len(found), "event"))
    if day is None:
        return Words(f"{total}, and no day to count from", f"{NO_DAY}.", f"No chart: {NO_DAY.lower()}.")
    before = sum(_before(event, day) for event in found)
    after = len(found) - before
    headline = f"{total}: {before} before the signature, {after} from that day on"
    around = counted(view, found, day)
    full = {number: len(group) for number, group in around.bins.items() if group}
    most = max(full.values(), default=0)
    unit = {1: "month", 3: "quarter", 12: "year"}[around.step]
    peaks = [_name(number, around.step) for number, size in full.items() if size == most]
    groups = []
    for lane, group in lanes(view, found).items():
        first = sum(_before(event, day) for event in group)
        groups.append(f"{lane} {first} before and {len(group) - first} from that day on")
    subtitle = (
        f"One square an event, by {unit}s from {say_day(day)}. The legend counts: before | from that day on."
    )
    alt = f"{total} by {unit} around the signature on {say_day(day)}. {capital('; '.join(groups))}."
    if peaks:
        alt += f" Most, {most}, in {listing(peaks, limit=3)}."
    note = "An event that lasts is counted where it starts."
    return Words(headline, subtitle, alt, note)


def _name(number: int, step: int) -> str:
    """Return a bin in words."""
    unit = {1: "month", 3: "quarter", 12: "year"}[step]
    if number in (-1, 0):
        return f"the {unit} {'before' if number else 'after'} it"
    return f"the {unit} that starts {abs(number)} {unit}s {'before' if number < 0 else 'after'} it"


def _stack(
    canvas: Canvas, group: Sequence[Event], x: float, base: float, wide: float, unit: float
) -> list[Box]:
    """Return the squares of one bin, from the base up, groups in the codebook's order."""
    order = list(lanes(canvas.view, list(group)))
    gap = 0.012 if unit >= _SMALLEST else 0.0
    boxes = []
    for place, event in enumerate(
        sorted(group, key=lambda event: (order.index(event.lane), event.is_unsure))
    ):
        y = base - unit * (place + 1)
        edge = LINE if event.is_unsure and gap else ""
        boxes.append(
            Box(x + gap, y + gap / 2, wide - 2 * gap, unit - gap, event.color, edge, event.is_unsure)
        )
    return boxes


def _calendar(around: Around, number: int) -> str:
    """Return the month in which a bin starts."""
    months = around.day.year * 12 + around.day.month - 1 + number * around.step
    return f"{MONTHS[months % 12]} {months // 12}"


def _ticks(canvas: Canvas, around: Around, wide: float, base: float) -> None:
    """Write months from the signature below the bars and the calendar's below them, from the day outwards."""
    size, small = canvas.sizes.label, canvas.sizes.source
    room = text_width("Mmm 0000", small) + 0.1
    every = next((step for step in (1, 2, 3, 4, 6, 12, 24, 60) if step * wide >= room), 120)
    taken: list[float] = []
    for number in sorted(range(-around.reach, around.reach + 1), key=abs):
        half = room / 2 - 0.05
        x = min(max((number + around.reach) * wide, half), canvas.width - half)
        if number % every or any(abs(x - other) < room for other in taken):
            continue
        taken.append(x)
        sign = "−" if number < 0 else "+" if number else ""
        words = f"{sign}{abs(number * around.step)}"
        canvas.text(x, base + 0.04, words, size, MUTED, align="center")
        canvas.text(
            x, base + 0.04 + line_height(size), _calendar(around, number), small, MUTED, align="center"
        )


def _sides(canvas: Canvas, around: Around, x: float, y: float) -> None:
    """Write what lies outside the months shown, and the day itself at its line."""
    size = canvas.sizes.label
    words = f"signed {around.day.day} {MONTHS[around.day.month - 1]} {around.day.year}"
    half = text_width(words, size, bold=True) / 2
    canvas.text(x, y, words, size, ACCENT, align="center", bold=True)
    room = canvas.width / 2 - half - 0.1
    if around.earlier:
        canvas.text(0, y, f"← {around.earlier} earlier", size, MUTED, max_width=room)
    if around.later:
        canvas.text(canvas.width, y, f"{around.later} later →", size, MUTED, align="right", max_width=room)


@register(
    name="events-before-and-after",
    label="Events before and after",
    table="events",
    needs=("date", "category"),
    about="How many events fall into each month around the signature, by group of categories.",
    words=_words,
    height=_height,
    options={"months": 18},
)
def events_before_and_after(canvas: Canvas, view: View) -> None:
    """Draw a stack of squares for each month around the signature, one square an event."""
    found, day = events(view), signature(view)
    if day is None:
        canvas.text(0, 0.1, f"{NO_DAY}: add “signed” to dossier.toml.", color=MUTED)
        return
    around, legend, size = counted(view, found, day), _legend(view, found, day), view.sizes.label
    draw_strip(canvas, legend)
    top = legend.height + line_height(size) + 0.04
    base = canvas.height - line_height(size) - line_height(view.sizes.source) - 0.06
    wide = canvas.width / (2 * around.reach)
    most = max([len(group) for group in around.bins.values()], default=1)
    unit = min((base - top - line_height(size)) / max(most, 1), max(wide, 0.12) * 1.3)
    boxes: list[Box] = []
    for number, group in around.bins.items():
        x = (number + around.reach) * wide
        boxes += _stack(canvas, group, x + 0.06 * wide, base, 0.88 * wide, unit)
        words = str(len(group))
        if group and text_width(words, size, bold=True) <= wide + 0.02:
            y = base - unit * len(group) - line_height(size) + 0.01
            canvas.text(x + wide / 2, y, words, size, bold=True, align="center")
    canvas.boxes(boxes, line=0.5)
    middle = around.reach * wide
    draw_lines(canvas, [[(0, base), (canvas.width, base)]], LINE, 0.7, 0.5)
    draw_lines(canvas, [[(middle, top - 0.03), (middle, base)]], ACCENT, 1.0, 0.6)
    _ticks(canvas, around, wide, base)
    _sides(canvas, around, middle, legend.height)
