"""A sentence with the citations that it rests on, and what answers share to make one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analystkit.dossier import Citation, Dossier
from analystkit.words import capital, listing, say


@dataclass(frozen=True)
class Line:
    """One sentence of an answer: computed plain words, never markup; its sources, the most reliable first."""

    head: str  # a word or two that say what the sentence is about
    text: str
    citations: tuple[Citation, ...] = ()


def line(head: str, template: str, citations: tuple[Citation, ...] = (), **values: object) -> Line:
    """Return a line whose counts, nouns and verbs agree, see `say`; it ends in one stop."""
    return Line(head, re.sub(r"(?<!\.)\.\.$", ".", capital(say(template, **values))), citations)


def held(dossier: Dossier) -> set[str]:
    """Return the tables that have rows."""
    return {name for name, rows in dossier.tables.items() if len(rows)}


def cited(dossier: Dossier, rows: pd.DataFrame, column: str = "sources") -> tuple[Citation, ...]:
    """Return the sources that some rows cite, each once, the most reliable and most cited first."""
    times = Counter(citation.source for cell in rows[column] for citation in cell)
    order = sorted(times, key=lambda key: (dossier.sources[key].reliability or "F", -times[key], key))
    return tuple(Citation(key) for key in order)


def course(dossier: Dossier) -> pd.DataFrame:
    """Return the events of the treaty's own course."""
    events = dossier.table("events")
    return events[events["category"].isin(dossier.codebook.with_role("events", "category", "treaty"))]


def kinds(dossier: Dossier, rows: pd.DataFrame, table: str, field: str, groups: bool = False) -> str:
    """Return in words how many rows have each term of a field, or each group of terms, most first."""
    book = {each.term: (groups and each.group) or each.label for each in dossier.codebook.terms(table, field)}
    counts = Counter(book.get(term, str(term)) for term in rows[field].dropna())
    return listing(f"{label} ({number})" for label, number in counts.most_common())


def articles(names: Iterable[str], loose: int = 0) -> str:
    """Return articles as a sentence names them: "the preamble and articles 3(3) and 19"; and loose topics."""
    every = list(dict.fromkeys(names))
    numbered = [name for name in every if name[:1].isdigit()]
    parts = ["the preamble" if name == "preamble" else name for name in every if name not in numbered]
    names = listing(numbered)
    parts += [say("{n|article|articles} {names}", n=len(numbered), names=names)] if numbered else []
    parts += [say("{n!w:topic without a number}", n=loose)] if loose else []
    return listing(parts)


def years(rows: pd.DataFrame) -> str:
    """Return from which year to which dated rows reach: "from 2001 to 2026 or later", "in 2001"."""
    ends = rows[["date_from", "date_to"]]
    first, last = ends.min().min().year, ends.max().max().year
    before, later = (
        f" or {word}" * missing for word, missing in zip(("before", "later"), ends.isna().any(), strict=True)
    )
    return f"in {first}{before}{later}" if first == last else f"from {first}{before} to {last}{later}"


def no_role(table: str, field: str, *roles: str) -> str:
    """Return the sentence for a meaning that the codebook gives no term of a field."""
    wanted = listing([f"“{role}”" for role in roles], "or")
    return f"The codebook does not say which terms of {table}.{field} have the role {wanted}."
