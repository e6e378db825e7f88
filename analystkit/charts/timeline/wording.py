"""What a timeline says in words."""

from __future__ import annotations

from analystkit.charts.text import clean
from analystkit.charts.timeline.events import Event, events, lanes
from analystkit.charts.timeline.scale import day_number
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.dossier.dates import parse_date, say_date


def signature_day(view: View) -> float | None:
    """Return the first day that the date of signature may mean, from 1970 on; None where there is none."""
    date = parse_date(view.dossier.about.signed) if view.dossier.about.signed else None
    return float(day_number(date.first)) if date and date.first else None


def around(found: list[Event], day: float) -> tuple[int, int, int]:
    """Return how many events end before a day, fall on it or around it, and start after it."""
    before = sum(event.last is not None and event.last < day for event in found)
    after = sum(event.first is not None and event.first > day for event in found)
    return before, len(found) - before - after, after


def _headline(view: View, found: list[Event]) -> str:
    total = capital(count(len(found), "event"))
    day = signature_day(view)
    if day is None or len(found) == 1:
        return f"{total}: {clean(view.rows.iloc[0]['title'])}" if len(found) == 1 else total
    places = zip(around(found, day), ("before the signature", "on the day", "after"), strict=True)
    shown = [(number, where) for number, where in places if number]
    if len(shown) == 1:
        when = {"on the day": "on the day of the signature", "after": "after the signature"}
        return f"{total}, all {when.get(shown[0][1], shown[0][1])}"
    return f"{total}: {', '.join(f'{number} {where}' for number, where in shown)}"


def _known(text: str) -> str:
    """Return a date in words; of one with an open end the side that is known."""
    return say_date(text.replace("../", "").replace("/..", "").strip("/"))


def _range(view: View) -> str:
    """Return from when to when the rows go, in words."""
    rows = view.rows.sort_values(["date_from", "date_to", "id"], na_position="first")
    first = _known(rows.iloc[0]["date"])
    last = _known(rows.sort_values(["date_to", "id"], na_position="last").iloc[-1]["date"])
    return first if first == last else f"{first} to {last}"


def timeline_words(view: View) -> Words:
    """Return headline, subtitle and alternative text of a timeline."""
    found = events(view)
    about = view.dossier.about
    marked = [f"signature on {say_date(about.signed)}" if about.signed else ""]
    marked += [f"entry into force on {say_date(about.in_force)}" if about.in_force else ""]
    kinds = [f"{lane} {len(group)}" for lane, group in lanes(view, found).items()]
    subtitle = "Events by kind, at their dates."
    cited = sum(event.cited for event in found)
    source = (
        view.dossier.sources[about.main_source].short if about.main_source in view.dossier.sources else ""
    )
    alt = [
        f"A timeline of {count(len(found), 'event')}, {_range(view)}, in {count(len(kinds), 'lane')}:",
        f"{listing(kinds)}.",
        f"{capital(str(cited) if cited else 'none')} of them {'cites' if cited == 1 else 'cite'} {source}."
        if source
        else "",
        f"The dossier gives {listing([words for words in marked if words])}." if any(marked) else "",
    ]
    return Words(_headline(view, found), subtitle, " ".join(filter(None, alt)))
