"""Adding the analyst's own rows beside a dossier's tables."""

from __future__ import annotations

from collections.abc import Mapping

from analystkit.dossier import Dossier, OwnRows


def add_own_row(dossier: Dossier, table: str, cells: Mapping[str, str]) -> Dossier:
    """Add a row to ``<table>.mine.csv``, or change the one with its key, if it is sound."""
    OwnRows(dossier, table).put([{name: " ".join(str(cell).split()) for name, cell in cells.items()}])
    return dossier.reread(table)


def row_id(dossier: Dossier, article: int, paragraph: str = "") -> str:
    """Return the id of a provision: that of the row that is there, else one made from its place."""
    rows = dossier.article(article) if 0 < article <= dossier.about.articles else dossier.article("preamble")
    there = rows[rows["paragraph"].eq(paragraph)]
    if len(there):
        return str(there["id"].iloc[0])
    name = f"art-{article:02d}" if article else "preamble"
    return f"{name}-{paragraph}" if paragraph else name
