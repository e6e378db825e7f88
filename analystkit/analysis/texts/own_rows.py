"""Writing the analyst's own rows beside a dossier's tables."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from analystkit.analysis.texts.store import FOLDER, write_atomically
from analystkit.dossier import TABLES, Dossier, DossierError, check, open_dossier
from analystkit.dossier.reading import read_table
from analystkit.errors import KitError, unknown


def add_own_row(dossier: Dossier, table: str, cells: Mapping[str, str]) -> Dossier:
    """Add a row to ``<table>.mine.csv``, or change the one with its key, if the dossier is sound with it."""
    if table not in TABLES:
        raise unknown("table", table, TABLES)
    columns = [column.name for column in TABLES[table].columns]
    for name in cells:
        if name not in columns:
            raise unknown(f"column of {table}", name, columns)
    row = {name: " ".join(str(cells.get(name, "")).split()) for name in columns}
    target = dossier.path / f"{table}.mine.csv"
    rows = _present(target, table)
    key = TABLES[table].key
    place = next((n for n, old in enumerate(rows) if all(old[name] == row[name] for name in key)), len(rows))
    rows[place : place + 1] = [row]
    content = _written(columns, rows)
    _refuse_faults(dossier, target.name, content)
    write_atomically(target, content)
    return open_dossier(dossier.path)


def _present(target: Path, table: str) -> list[dict[str, str]]:
    """Return the rows that the analyst has added so far."""
    if not target.exists():
        return []
    rows, faults = read_table(target, TABLES[table])
    if faults:
        raise DossierError(target.name, faults)
    return [dict(row.cells) for row in rows]


def _written(columns: list[str], rows: list[dict[str, str]]) -> str:
    content = io.StringIO()
    writer = csv.DictWriter(content, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue()


def _refuse_faults(dossier: Dossier, name: str, content: str) -> None:
    """Check a copy of the dossier with the file as it would be."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(
            shutil.copytree(dossier.path, Path(folder, "copy"), ignore=shutil.ignore_patterns(FOLDER))
        )
        (copy / name).write_text(content, encoding="utf-8")
        faults = check(copy)
    own = [fault for fault in faults if fault.file == name]
    if own:
        raise DossierError(name, own)
    if faults:
        raise KitError(f"the dossier has faults of its own: {faults[0]}; run `analystkit check`")


def row_id(dossier: Dossier, article: int, paragraph: str = "") -> str:
    """Return the id of a provision: that of the row that is there, else one made from its place."""
    rows = dossier.article(article) if 0 < article <= dossier.about.articles else dossier.article("preamble")
    there = rows[rows["paragraph"].eq(paragraph)]
    if len(there):
        return str(there["id"].iloc[0])
    name = f"art-{article:02d}" if article else "preamble"
    return f"{name}-{paragraph}" if paragraph else name
