"""What happened before and after the signature, what the main source names of it, how sure the dates are."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.answers.lines import Line, by_term, cited, no_role, years
from analystkit.analysis.answers.motives import main_source
from analystkit.dossier import Dossier, say_date
from analystkit.dossier.dates import parse_date
from analystkit.words import capital, listing, say


def events_answer(dossier: Dossier) -> list[Line]:
    """Return how events lie around the signature, what they are about, and how sure they are."""
    rows = dossier.table("events")
    lines = [_around(dossier, rows), *_into_force(dossier, rows)]
    lines.append(Line(f"By kind: {by_term(dossier, rows, 'events', 'category', groups=True)}.", (), "What"))
    if dossier.about.main_source:
        name, citations = main_source(dossier)
        inside = sum(
            any(item.source == dossier.about.main_source for item in cell) for cell in rows["sources"]
        )
        text = say(
            "{name} names or implies {n} of them; the others set it in its time.",
            name=name,
            n=inside or "none",
        )
        lines.append(Line(text, citations, "In the article"))
    return [*lines, _sure(rows)]


def _day(text: str) -> pd.Timestamp | None:
    first = parse_date(text).first if text else None
    return pd.Timestamp(first) if first else None


def _around(dossier: Dossier, rows: pd.DataFrame) -> Line:
    text = capital(say("{n!w:event} {when}", n=len(rows), when=years(rows)))
    signed = _day(dossier.about.signed)
    if signed is None:
        return Line(f"{text}.", (), "When")
    before, after = int((rows["date_to"] < signed).sum()), int((rows["date_from"] > signed).sum())
    parts = [f"{before or 'none'} before the signature on {say_date(dossier.about.signed)}"]
    parts += [f"{len(rows) - before - after} on the day"] if len(rows) > before + after else []
    parts.append(f"{after or 'none'} after it")
    return Line(f"{text}: {listing(parts)}.", (), "When")


def _into_force(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    about = dossier.about
    signed, force = _day(about.signed), _day(about.in_force)
    if signed is None or force is None:
        return []
    course = dossier.codebook.with_role("events", "category", "treaty")
    of_treaty = rows[rows["category"].isin(course)]
    between = of_treaty[(of_treaty["date_from"] > signed) & (of_treaty["date_to"] < force)]
    words = "From signature to entry into force on {day}: {n:day}"
    text = say(words, day=say_date(about.in_force), n=(force - signed).days)
    text += (
        say(", with {n!w:event} about the treaty itself between them", n=len(between)) if len(between) else ""
    )
    text = f"{text}." if course else f"{text}. {no_role('events', 'category', ['treaty'])}"
    at_both = of_treaty[of_treaty["date"].isin([about.signed, about.in_force])]
    return [Line(text, cited(dossier, at_both), "Into force")]


def _sure(rows: pd.DataFrame) -> Line:
    levels = rows["verification"].value_counts()
    two, one = (int(levels.get(level, 0)) for level in ("two-sources", "one-source"))
    text = say(
        "{n!w:event rests/events rest} on two sources of different origin, {m} on one", n=two, m=one or "none"
    )
    loose = int((rows["date_approximate"] | rows["date_uncertain"]).sum())
    longer = int((rows["date_from"] != rows["date_to"]).sum())
    words = "{text}; the date of {n} is approximate or uncertain, and {m} {k|is|are} known to the month or "
    words += "{k|lasts|last} longer than a day."
    said = say(words, text=capital(text), n=loose or "none", m=longer or "none", k=longer)
    return Line(said, (), "How sure")
