"""How sure the data is: verification of each table, reliability of the sources."""

from __future__ import annotations

import pandas as pd

from analystkit.dossier import TABLES, Dossier
from analystkit.dossier.tables import VERIFICATION


def how_sure(dossier: Dossier) -> pd.DataFrame:
    """Return for each table how many rows rest on two sources, on one, on none.

    Tables without a verification column are left out; ``own`` counts the analyst's rows.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> list(how_sure(open_dossier("russia-iran-2025")).columns)
    ['table', 'rows', 'two-sources', 'one-source', 'unverified', 'own']
    """
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
