"""Rows of the table of events as its charts draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analystkit.charts.events.axis import date_of, day_number, short_date
from analystkit.charts.style import MINE
from analystkit.charts.text import clean, closed
from analystkit.charts.view import View
from analystkit.dossier.dates import parse_date

LEVELS = ("two-sources", "one-source", "unverified")
TREATY = ("events", "category", "treaty")  # the role of categories that are about the treaty itself


@dataclass(frozen=True)
class Event:
    """One row: first and last day are counted from 1970, None where the date is open."""

    id: str
    headline: str  # as it stands in the table
    edtf: str
    first: float | None
    last: float | None
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
        return float((self.last if self.first is None else self.first) or 0.0)

    @cached_property
    def year(self) -> int:
        """Year of its start."""
        return date_of(self.start).year

    @cached_property
    def end(self) -> float:
        """Last day; where it is open, the day that is known."""
        return float((self.first if self.last is None else self.last) or 0.0)

    @property
    def unsure(self) -> bool:
        """Whether no source confirms it."""
        return self.level == "unverified"

    @property
    def label(self) -> str:
        """The title, marked where no source confirms it or the row is the analyst's own."""
        return f"{'Unverified: ' if self.unsure else ''}{closed(self.title)}{f' {MINE}' if self.mine else ''}"


def _number(day: pd.Timestamp) -> float | None:
    return None if pd.isna(day) else float(day_number(day.date()))


def events(view: View) -> list[Event]:
    """Return the rows of a view as events, in order of their dates, then of their ids."""
    main, about_treaty = view.dossier.about.main_source, view.dossier.codebook.with_role(*TREATY)
    colors: dict[str, str] = {}
    for term in view.terms("category"):
        colors.setdefault(view.group("category", term), view.color("category", term))
    groups = {term: view.group("category", term) for term in view.terms("category")}
    found = []
    for row in view.rows.itertuples(index=False):
        category = row.category if isinstance(row.category, str) else ""
        found.append(
            Event(
                row.id, row.title, row.date, _number(row.date_from), _number(row.date_to),
                groups[category], colors[groups[category]], bool(row.date_approximate or row.date_uncertain),
                bool(main) and any(item.source == main for item in row.sources),
                category in about_treaty, bool(row.mine), str(row.verification),
            )
        )  # fmt: skip
    return sorted(found, key=lambda event: (event.start, event.end, event.id))


def lanes(found: Iterable[Event], view: View) -> dict[str, list[Event]]:
    """Return the events of each group of categories, groups in the codebook's order."""
    groups: dict[str, list[Event]] = {view.group("category", term): [] for term in view.terms("category")}
    for event in found:
        groups[event.lane].append(event)
    return groups


@dataclass(frozen=True)
class Milestone:
    """A day that the dossier itself names: signature or entry into force."""

    label: str
    day: float


def milestones(view: View) -> list[Milestone]:
    """Return signature and entry into force, where the dossier names their days."""
    days: dict[str, list[str]] = {}
    for words, text in (("signed", view.dossier.about.signed), ("in force", view.dossier.about.in_force)):
        if text and parse_date(text).first:
            days.setdefault(text, []).append(words)
    found = [
        Milestone(f"{' and '.join(words)} {short_date(text)}", float(day_number(parse_date(text).first)))  # type: ignore[arg-type]
        for text, words in days.items()
    ]
    return sorted(found, key=lambda milestone: milestone.day)


def signature(view: View) -> float | None:
    """Return the first day that the dossier's date of signature may mean; None where there is none."""
    first = parse_date(view.dossier.about.signed).first if view.dossier.about.signed else None
    return None if first is None else float(day_number(first))
