"""Rows of the table of events as what a timeline draws."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.style import MINE
from analystkit.charts.text import clean, closed
from analystkit.charts.timeline.dating import short_date
from analystkit.charts.timeline.scale import EPOCH, Span, day_number
from analystkit.charts.view import View
from analystkit.dossier.dates import parse_date

LEVELS = ("two-sources", "one-source", "unverified")


@dataclass(frozen=True)
class Event:
    """One event, ready to be placed.

    Parameters
    ----------
    id, title, date : str
        The row's id, its title, and its date in short.
    first, last : float or None
        First and last day, counted from 1970; None where the date is open.
    lane, color : str
        Group of its category, and that group's color.
    approximate, uncertain, cited, mine : bool
        What the date's marks say, whether the main source is cited, whether the row is the analyst's own.
    verification : str
        How well it is verified.
    """

    id: str
    title: str
    date: str
    first: float | None
    last: float | None
    lane: str
    color: str
    approximate: bool
    uncertain: bool
    cited: bool
    mine: bool
    verification: str

    @property
    def label(self) -> str:
        """The date and the title, with an asterisk where the row is the analyst's own."""
        return f"{self.date}  {closed(self.title)}{' ' + MINE if self.mine else ''}"

    @property
    def span(self) -> Span:
        """First and last day; where the date is open, the day that is known."""
        first = self.last if self.first is None else self.first
        last = self.first if self.last is None else self.last
        return (first or 0.0, last or 0.0)

    @property
    def is_point(self) -> bool:
        """Whether the date is one day."""
        return self.first is not None and self.first == self.last

    @property
    def is_unsure(self) -> bool:
        """Whether no source confirms it."""
        return self.verification == "unverified"


def _number(day: pd.Timestamp) -> float | None:
    return None if pd.isna(day) else float(day_number(dt.date(day.year, day.month, day.day)))


def events(view: View) -> list[Event]:
    """Return the rows of a view as events, in order of their dates, then of their ids."""
    main = view.dossier.about.main_source
    found = []
    for row in view.rows.to_dict("records"):
        category = row["category"] if isinstance(row["category"], str) else ""
        found.append(
            Event(
                row["id"], clean(row["title"]), short_date(row["date"]),
                _number(row["date_from"]), _number(row["date_to"]),
                view.group("category", category), view.color("category", category),
                bool(row["date_approximate"]), bool(row["date_uncertain"]),
                bool(main) and any(item.source == main for item in row["sources"]),
                bool(row["mine"]), str(row["verification"]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda event: (*event.span, event.id))


def lanes(view: View, found: list[Event]) -> dict[str, list[Event]]:
    """Return the events of each lane, lanes in the codebook's order."""
    groups = list(dict.fromkeys(view.group("category", term) for term in view.terms("category")))
    return {group: [event for event in found if event.lane == group] for group in groups}


@dataclass(frozen=True)
class Milestone:
    """A day that the dossier itself names: signature or entry into force."""

    label: str
    day: float


def milestones(view: View, found: list[Event]) -> list[Milestone]:
    """Return signature and entry into force, where they fall among the events shown or close to them."""
    about = view.dossier.about
    days: dict[float, list[str]] = {}
    for words, text in (("signed", about.signed), ("in force", about.in_force)):
        date = parse_date(text) if text else None
        if date and date.first:
            days.setdefault(float(day_number(date.first)), []).append(words)
    first, last = min(event.span[0] for event in found), max(event.span[1] for event in found)
    slack = max(30.0, 0.05 * (last - first))
    return [
        Milestone(f"{' and '.join(words)} {_short(day)}", day)
        for day, words in sorted(days.items())
        if first - slack <= day <= last + slack
    ]


def _short(day: float) -> str:
    return short_date((EPOCH + dt.timedelta(days=int(day))).isoformat())
