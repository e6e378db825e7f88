"""A sentence with the citations that it rests on, and what answers share to make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analystkit.dossier import TABLES, Citation, Dossier
from analystkit.dossier.tables import VERIFICATION
from analystkit.words import listing, say


@dataclass(frozen=True)
class Line:
    """One sentence of an answer: computed plain words, never markup; its sources, the most reliable first."""

    text: str
    citations: tuple[Citation, ...] = ()
    head: str = ""  # a word or two that say what the sentence is about


def cited(dossier: Dossier, rows: pd.DataFrame, column: str = "sources") -> tuple[Citation, ...]:
    """Return the sources that some rows cite, each once, the most reliable and most cited first."""
    times: dict[str, int] = {}
    for cell in rows[column]:
        for citation in cell:
            times[citation.source] = times.get(citation.source, 0) + 1
    order = sorted(times, key=lambda key: (dossier.sources[key].reliability or "F", -times[key], key))
    return tuple(Citation(key) for key in order)


def by_term(dossier: Dossier, rows: pd.DataFrame, table: str, field: str, groups: bool = False) -> str:
    """Return in words how many rows have each term of a field, or each group of terms, most first."""
    counts: dict[str, int] = {}
    for term in rows[field].dropna():
        label = dossier.codebook.label(table, field, term)
        group = next((t.group for t in dossier.codebook.terms(table, field) if t.term == term), "")
        label = group if groups and group else label
        counts[label] = counts.get(label, 0) + 1
    order = sorted(counts.items(), key=lambda pair: -pair[1])
    return listing(f"{label} ({number})" for label, number in order)


def places(dossier: Dossier, rows: pd.DataFrame) -> str:
    """Return where provisions stand, such as "articles 3(3) and 19 (number not confirmed)"."""
    sure = dossier.codebook.with_role("provisions", "numbering", "sure")
    parts, placed = [], []
    for row in rows.sort_values(["article", "paragraph"], kind="stable").to_dict("records"):
        if not pd.isna(row["article"]) and row["article"] > 0:
            where = f"{row['article']}({row['paragraph']})" if row["paragraph"] else str(row["article"])
            doubtful = bool(sure) and row["numbering"] not in sure
            placed.append(f"{where} (number not confirmed)" if doubtful else where)
    if (rows["article"] == 0).fillna(False).any():
        parts.append("the preamble")
    if placed:
        parts.append(articles(dict.fromkeys(placed)))
    loose = int(rows["article"].isna().sum())
    if loose:
        parts.append(say("{n!w:topic without a number}", n=loose))
    return listing(parts)


def years(rows: pd.DataFrame) -> str:
    """Return from which year to which dated rows reach: "from 2001 to 2026", or "in 2001"."""
    first, last = rows["date_from"].min().year, rows["date_to"].max().year
    return f"in {first}" if first == last else f"from {first} to {last}"


def articles(names: Iterable[str]) -> str:
    """Return articles as a sentence names them: "the preamble and articles 3(3) and 19"."""
    numbered = [name for name in names if name[:1].isdigit()]
    parts = ["the preamble" if name == "preamble" else name for name in names if not name[:1].isdigit()]
    where = say("{n|article|articles} {names}", n=len(numbered), names=listing(numbered))
    return listing([*parts, where] if numbered else parts)


def no_role(table: str, field: str, roles: Iterable[str]) -> str:
    """Return the sentence for a meaning that the codebook gives no term of a field."""
    wanted = listing([f"“{role}”" for role in roles], "or")
    return f"The codebook does not say which terms of {table}.{field} have the role {wanted}."


def how_sure(dossier: Dossier) -> pd.DataFrame:
    """Return for each table how many rows rest on two sources, on one, on none; ``own`` are the analyst's."""
    records = []
    for name, frame in dossier.tables.items():
        if "verification" not in frame:
            continue
        levels = frame["verification"].value_counts()
        counts = {level: int(levels.get(level, 0)) for level in reversed(VERIFICATION)}
        records.append(
            {"table": TABLES[name].noun, "rows": len(frame), **counts, "own": int(frame["mine"].sum())}
        )
    return pd.DataFrame(records)


def source_grades(dossier: Dossier) -> pd.DataFrame:
    """Return how many sources have each Admiralty letter, and how many of them the tables cite."""
    used = {
        citation.source
        for name, frame in dossier.tables.items()
        for column in TABLES[name].of_kind("citations")
        for cell in frame[column]
        for citation in cell
    }
    records = []
    for term in dossier.codebook.terms("sources", "reliability"):
        keys = [key for key, source in dossier.sources.items() if source.reliability == term.term]
        cited = sum(key in used for key in keys)
        records.append(
            {"reliability": term.term, "meaning": term.label, "sources": len(keys), "cited": cited}
        )
    return pd.DataFrame(records)
