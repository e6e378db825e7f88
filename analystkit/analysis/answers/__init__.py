"""Short answers in sentences, each computed from the rows and carrying their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from analystkit.analysis.answers import motives, treaty
from analystkit.analysis.answers.lines import Line, held
from analystkit.dossier import TABLES, Dossier
from analystkit.dossier.tables import VERIFICATION
from analystkit.errors import unknown
from analystkit.words import listing

# Each answer with the tables that it cannot do without.
ANSWERS: dict[str, tuple[Callable[[Dossier], Iterable[Line]], tuple[str, ...]]] = {
    "treaty": (treaty.treaty_answer, ()),
    "provisions": (treaty.provisions_answer, ("provisions",)),
    "motives": (motives.motives_answer, ("motives",)),
    "statements": (motives.statements_answer, ("statements",)),
    "timeline": (motives.events_answer, ("events",)),
    "hypotheses": (motives.hypotheses_answer, ("hypotheses", "evidence", "consistency")),
    "comparison": (treaty.comparison_answer, ()),
}


def answer(dossier: Dossier, subject: str) -> list[Line]:
    """Return the short answer to what a notebook asks.

    Sentences with the citations that they rest on; one that says so where a table is missing or empty.
    """
    if subject not in ANSWERS:
        raise unknown("answer", subject, ANSWERS)
    make, needs = ANSWERS[subject]
    lacking = [TABLES[name].noun for name in needs if name not in held(dossier)]
    lines = [] if lacking else list(make(dossier))
    what = listing(lacking, "and no") or "tables to compare"
    return lines or [Line("What it lacks", f"This dossier holds no {what}, so there is nothing to say here.")]


def how_sure(dossier: Dossier) -> pd.DataFrame:
    """Return for each table how many rows rest on two sources, on one, on none; ``own`` are the analyst's."""
    tables = {TABLES[name].noun: rows for name, rows in dossier.tables.items() if "verification" in rows}
    records = []
    for noun, rows in tables.items():
        counts = {level: int((rows["verification"] == level).sum()) for level in reversed(VERIFICATION)}
        records.append({"table": noun, "rows": len(rows), **counts, "own": int(rows["mine"].sum())})
    return pd.DataFrame(records)


def source_grades(dossier: Dossier) -> pd.DataFrame:
    """Return how many sources have each Admiralty letter, and how many of them the tables cite."""
    used = {
        citation.source
        for name, rows in dossier.tables.items()
        for column in TABLES[name].of_kind("citations")
        for cell in rows[column]
        for citation in cell
    }
    records = []
    for term in dossier.codebook.terms("sources", "reliability"):
        keys = {key for key, source in dossier.sources.items() if source.reliability == term.term}
        told = {"reliability": term.term, "meaning": term.label}
        records.append({**told, "sources": len(keys), "cited": len(keys & used)})
    return pd.DataFrame(records)


__all__ = ["ANSWERS", "Line", "answer", "how_sure", "source_grades"]
