"""Short answers in sentences, each computed from the rows and carrying their sources."""

from __future__ import annotations

from collections.abc import Callable

from analystkit.analysis.answers.brief import treaty_in_brief
from analystkit.analysis.answers.lines import Line, how_sure, source_grades
from analystkit.analysis.answers.motives import (
    events_answer,
    hypotheses_answer,
    motives_answer,
    statements_answer,
)
from analystkit.analysis.answers.treaty import comparison_answer, provisions_answer
from analystkit.dossier import TABLES, Dossier
from analystkit.errors import unknown
from analystkit.words import listing

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
