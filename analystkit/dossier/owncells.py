"""Rows of the analyst's own as cells: what does not fit is said before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from analystkit.dossier.about import read_about
from analystkit.dossier.codebook import build_codebook
from analystkit.dossier.faults import DossierError, Fault, quoted
from analystkit.dossier.loading import MINE, with_own
from analystkit.dossier.reading import read_table
from analystkit.dossier.schema import Context, rule_for
from analystkit.dossier.sources import read_sources
from analystkit.dossier.tables import TABLES, Table
from analystkit.errors import unknown

Cells = dict[str, str]


def checked_cells(
    folder: str | os.PathLike[str], table: Table, rows: Iterable[Mapping[str, str]]
) -> list[Cells]:
    """Return rows as cells that are read back as they were written."""
    given = list(rows)
    if not given:
        return []
    context = _context(Path(folder), table)
    file, faults, sound = f"{table.name}{MINE}.csv", list[Fault](), list[Cells]()
    for row in given:
        for name in row:
            if name not in table.by_name:
                raise unknown(f"column of {table.name}", str(name), table.by_name)
        cells = {name: _cell(row.get(name, "")) for name in table.by_name}
        for column in table.columns:
            rule, cell = rule_for(column, table, context), cells[column.name]
            if not (rule.test(cell) if cell else not column.required):
                found, hint = (quoted(cell), rule.hint(cell)) if cell else ("nothing", "")
                faults.append(Fault(file, 0, column.name, found, rule.expected, hint))
        sound.append(cells)
    if faults:
        raise DossierError(f"{Path(folder).name}: not written", faults)
    return sound


def _cell(value: object) -> str:
    """Return a value as a cell that is read back as it was written."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _context(folder: Path, table: Table) -> Context:
    """Return what the cells of one table may refer to, read from the dossier's files."""
    book, _ = build_codebook(read_table(folder / "codebook.csv", TABLES["codebook"])[0])
    return Context(book, read_sources(folder)[0], read_about(folder)[0].articles, referred_ids(folder, table))


def referred_ids(folder: Path, table: Table) -> dict[str, frozenset[str]]:
    """Return by table the ids of the tables that a table refers to."""
    names = {column.refers for column in table.columns if column.refers}
    there = [name for name in names if (folder / f"{name}.csv").exists()]
    return {
        name: frozenset(row.cells["id"] for row in with_own(folder, TABLES[name], [])[0]) for name in there
    }
