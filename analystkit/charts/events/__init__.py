"""Charts over events, as they stand in lanes for groups of categories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite

import numpy as np

from analystkit.charts import View
from analystkit.charts.axis import day_number, short_date
from analystkit.charts.style import MINE
from analystkit.charts.text import clean, closed
from analystkit.dossier.dates import parse_date


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


def signature(view: View) -> tuple[float, float] | None:
    """Return the first and the last day that the date of signature may mean; None where there is none."""
    date = parse_date(view.dossier.about.signed) if view.dossier.about.signed else None
    if not date or not date.first:
        return None
    return float(day_number(date.first)), float(day_number(date.last)) if date.last else inf
