"""Short answers in sentences, each computed from the rows and carrying their sources."""

from __future__ import annotations

from collections.abc import Callable

from analystkit.analysis.answers.lines import Line, cited, how_sure, source_grades, years
from analystkit.analysis.answers.motives import (
    events_answer,
    hypotheses_answer,
    motives_answer,
    motives_in_brief,
    statements_answer,
)
from analystkit.analysis.answers.treaty import comparison_answer, provisions_answer
from analystkit.dossier import TABLES, Citation, Dossier, say_date
from analystkit.errors import unknown
from analystkit.words import capital, listing, say

_HELD = {
    "motives": "motives",
    "events": "events",
    "promises": "promises",
    "discrepancies": "points of disagreement",
}


def treaty_in_brief(dossier: Dossier) -> list[Line]:
    """Return the treaty in about ten sentences, all computed from the dossier."""
    about, has = dossier.about, {name for name in _HELD if dossier.has(name) and len(dossier.table(name))}
    own = (Citation(about.treaty_source),) if about.treaty_source else ()
    parties = f" between {listing(about.parties)}" if about.parties else ""
    text = say("{title}: {n:article}{parties}.", title=about.title, n=about.articles, parties=parties)
    lines = [Line(text, own, "What"), *_when(dossier)]
    parts = [about.term, f"authentic in {listing(about.languages)}" if about.languages else ""]
    if any(parts):
        lines.append(Line(f"{capital('; '.join(filter(None, parts)))}.", (), "Term"))
    lines += provisions_answer(dossier)[:-1]
    lines += motives_in_brief(dossier) if "motives" in has else []
    if "events" in has:
        events = dossier.table("events")
        text = say("{n!w:event} {when} {n|sets|set} it in its time.", n=len(events), when=years(events))
        lines.append(Line(capital(text), (), "Around it"))
    if "discrepancies" in has:
        text = say("Sources disagree on {n!w:point}.", n=len(dossier.table("discrepancies")))
        lines.append(Line(text, (), "What is disputed"))
    lacking = [words for name, words in _HELD.items() if name not in has]
    if lacking:
        lines.append(Line(f"The dossier holds no {listing(lacking, 'and no')}.", (), "What it lacks"))
    return lines


def _when(dossier: Dossier) -> list[Line]:
    about = dossier.about
    days = (("signed", about.signed), ("in force since", about.in_force))
    parts = [f"{word} {say_date(day)}" for word, day in days if day]
    if not parts:
        return []
    citations: tuple[Citation, ...] = ()
    if dossier.has("events"):
        events = dossier.table("events")
        course = events["category"].isin(dossier.codebook.with_role("events", "category", "treaty"))
        citations = cited(dossier, events[events["date"].isin([about.signed, about.in_force]) & course])
    return [Line(f"{capital(listing(parts))}.", citations, "When")]


# Each answer with the tables that it cannot do without.
ANSWERS: dict[str, tuple[Callable[[Dossier], list[Line]], tuple[str, ...]]] = {
    "treaty": (treaty_in_brief, ()),
    "provisions": (provisions_answer, ("provisions",)),
    "motives": (motives_answer, ("motives",)),
    "statements": (statements_answer, ("statements",)),
    "timeline": (events_answer, ("events",)),
    "hypotheses": (hypotheses_answer, ("hypotheses", "evidence", "consistency")),
    "comparison": (comparison_answer, ()),
}


def answer(dossier: Dossier, subject: str) -> list[Line]:
    """Return the short answer to what a notebook asks.

    Sentences with the citations that they rest on; one that says so where a table is missing or empty.
    """
    if subject not in ANSWERS:
        raise unknown("answer", subject, ANSWERS)
    make, needs = ANSWERS[subject]
    lacking = [TABLES[name].noun for name in needs if not (dossier.has(name) and len(dossier.table(name)))]
    lines = [] if lacking else make(dossier)
    what = listing(lacking, "and no") or "tables to compare"
    return lines or [
        Line(f"This dossier holds no {what}, so there is nothing to say here.", (), "What it lacks")
    ]


__all__ = [
    "ANSWERS",
    "Line",
    "answer",
    "how_sure",
    "source_grades",
]
