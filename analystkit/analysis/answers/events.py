"""What happened before and after the signature, what the main source names of it, how sure the dates are."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.answers.lines import Line, by_group, capital, cited, count, listing
from analystkit.dossier import Citation, Dossier, join_words, say_date
from analystkit.dossier.dates import parse_date


def events_answer(dossier: Dossier) -> list[Line]:
    """Return how events lie around the signature, what they are about, and how sure they are."""
    rows = dossier.table("events")
    if rows.empty:
        return []
    makers = (_around, _into_force, _kinds, _in_the_article, _sure)
    return [line for make in makers for line in make(dossier, rows)]


def _day(text: str) -> pd.Timestamp | None:
    first = parse_date(text).first if text else None
    return pd.Timestamp(first) if first else None


def _around(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    span = f"{capital(count(len(rows), 'event'))} from {rows['date_from'].min().year}"
    span += f" to {rows['date_to'].max().year}"
    signed = _day(dossier.about.signed)
    if signed is None:
        return [Line(f"{span}.", (), "When")]
    before, after = int((rows["date_to"] < signed).sum()), int((rows["date_from"] > signed).sum())
    parts = [f"{before or 'none'} before the signature on {say_date(dossier.about.signed)}"]
    parts += [f"{len(rows) - before - after} on the day"] if len(rows) > before + after else []
    parts.append(f"{after or 'none'} after it")
    return [Line(f"{span}: {join_words(parts)}.", (), "When")]


def _into_force(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    signed, force = _day(dossier.about.signed), _day(dossier.about.in_force)
    if signed is None or force is None:
        return []
    lead = [term.term for term in dossier.codebook.terms("events", "category")[:1]]
    of_treaty = rows[rows["category"].isin(lead)]
    between = of_treaty[(of_treaty["date_from"] > signed) & (of_treaty["date_to"] < force)]
    days = (force - signed).days
    text = f"From signature to entry into force on {say_date(dossier.about.in_force)}: {days} days"
    if len(between):
        text += f", with {count(len(between), 'event')} about the treaty itself between them"
    at_both = of_treaty[of_treaty["date"].isin([dossier.about.signed, dossier.about.in_force])]
    return [Line(f"{text}.", cited(dossier, at_both), "Into force")]


def _kinds(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    return [Line(f"By kind: {listing(by_group(dossier, rows, 'events', 'category'), most=5)}.", (), "What")]


def _in_the_article(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    main = dossier.about.main_source
    if not main:
        return []
    inside = sum(any(item.source == main for item in cell) for cell in rows["sources"])
    text = f"{dossier.sources[main].short} names or implies {inside or 'none'} of them"
    return [Line(f"{text}; the others set it in its time.", (Citation(main),), "In the article")]


def _sure(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    levels = rows["verification"].value_counts()
    two, one = int(levels.get("two-sources", 0)), int(levels.get("one-source", 0))
    text = f"{capital(count(two, 'event rests', 'events rest'))} on two sources of different origin, "
    text += f"{one or 'none'} on one"
    loose = int((rows["date_approximate"] | rows["date_uncertain"]).sum())
    longer = int((rows["date_from"] != rows["date_to"]).sum())
    text += f"; the date of {loose or 'none'} is approximate or uncertain, and {longer or 'none'} "
    return [Line(text + "are known to the month or last longer than a day.", (), "How sure")]
