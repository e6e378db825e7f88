"""Loading a dossier: all its files, all their faults at once, and tables typed for analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from analystkit.dossier.about import About, read_about
from analystkit.dossier.checking import (
    Context,
    check_rows,
    duplicates,
    gathered,
    lines_to_paste,
    row_key,
    source_faults,
)
from analystkit.dossier.citations import parse_citations
from analystkit.dossier.codebook import Codebook, build_codebook
from analystkit.dossier.dates import parse_date
from analystkit.dossier.faults import Fault, did_you_mean, quoted
from analystkit.dossier.items import read_sources
from analystkit.dossier.parts import MANIFEST, SOURCE_FILES, Parts, RawRow, is_book, own_folder
from analystkit.dossier.reading import read_parts, rows_in
from analystkit.dossier.sources import Sources
from analystkit.dossier.tables import REQUIRED, TABLES, Table, split_list


@dataclass
class Loaded:
    """What was read of a dossier: the parts, and what is wrong with them."""

    about: About
    sources: Sources
    codebook: Codebook
    rows: dict[str, list[RawRow]]
    mine: dict[str, list[bool]]
    faults: list[Fault] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def to_paste(self) -> list[str]:
        """Return the lines that ``codebook.csv`` lacks."""
        return lines_to_paste(self.faults, self.rows, self.codebook)


def load(path: Path) -> Loaded:
    """Read and check everything in a dossier."""
    parts = read_parts(path)
    name = own_folder(path).resolve().name
    about, faults = read_about(name, parts.texts.get(MANIFEST))
    if about.id != name and path.parent.name == "data":
        hint = f"it is opened by {name!r}: write that, or rename the folder"
        faults.append(Fault(MANIFEST, 0, "id", quoted(about.id), f"the folder's name, {name!r}", hint, False))
    sources, more = read_sources(parts.texts)
    faults += more
    rows, mine = dict[str, list[RawRow]](), dict[str, list[bool]]()
    for table in TABLES.values():
        if table.name in parts.tables:
            rows[table.name], mine[table.name] = _merged(parts, table)
        elif table.name in REQUIRED and not is_book(path):
            faults.append(Fault(f"{table.name}.csv", 0, "", "no such file", f"the dossier's {table.name}"))
    codebook, more = build_codebook(rows.get("codebook", []))
    ids = {
        name: frozenset(row.cells["id"] for row in found)
        for name, found in rows.items()
        if "id" in TABLES[name].key
    }
    known = sources if sources or not any(fault.file in SOURCE_FILES for fault in faults) else None
    faults += parts.faults + more
    unread = not rows.get("codebook") and any(fault.file == "codebook.csv" for fault in faults)
    context = Context(None if unread else codebook, known, about.articles, about.parties, ids)
    for name, found in rows.items():
        faults += check_rows(TABLES[name], found, context)
    faults += source_faults(sources, codebook) + codebook.missing_roles(rows)
    for key in ("main_source", "treaty_source"):
        cited = getattr(about, key)
        if cited and known is not None and cited not in sources:
            faults.append(
                Fault(
                    MANIFEST, 0, key, quoted(cited), "a citekey of sources.json", did_you_mean(cited, sources)
                )
            )
    analysts = sorted({row.cells["analyst"] for row in rows.get("consistency", [])})
    if analysts and about.analyst not in analysts:
        found_here = quoted(about.analyst) if about.analyst else "no such key"
        expected = f"whose ratings are shown first: one of {', '.join(analysts)}"
        faults.append(Fault(MANIFEST, 0, "analyst", found_here, expected, "", False))
    return Loaded(about, sources, codebook, rows, mine, gathered(faults), parts.notes)


def table_rows(path: Path, table: Table) -> tuple[list[RawRow], list[bool], list[Fault]]:
    """Return a table's rows as the files are now, which of them are the analyst's, and what is wrong."""
    parts = read_parts(path, [table.name])
    rows, mine = _merged(parts, table)
    return rows, mine, parts.faults


def referred_ids(path: Path, table: Table) -> dict[str, frozenset[str]]:
    """Return by table the ids of the tables that a table refers to."""
    names = {column.refers for column in table.columns if column.refers}
    return {name: frozenset(row.cells["id"] for row in table_rows(path, TABLES[name])[0]) for name in names}


def _merged(parts: Parts, table: Table) -> tuple[list[RawRow], list[bool]]:
    """Return a table's rows with the analyst's own merged in by key, and which are theirs."""
    shipped, own = rows_in(parts, table)
    parts.faults += duplicates(table, shipped) + duplicates(table, own)
    theirs = {row_key(table, row): row for row in own}
    merged = {**{row_key(table, row): row for row in shipped}, **theirs} if own else {}
    return (
        (list(merged.values()), [key in theirs for key in merged])
        if own
        else (shipped, [False] * len(shipped))
    )


def typed_frame(table: Table, rows: Sequence[RawRow], mine: list[bool], codebook: Codebook) -> pd.DataFrame:
    """Return a table's checked records as a typed frame."""
    data: dict[str, object] = {}
    for column in table.columns:
        cells = [row.cells[column.name] for row in rows]
        if column.kind == "date":
            data.update(_dates(column.name, cells))
        elif column.kind == "term":
            terms = [term.term for term in codebook.terms(table.name, column.name)]
            values = pd.Categorical([cell or None for cell in cells], categories=terms, ordered=True)
            data[column.name] = pd.Series(values)
        elif column.kind == "citations":
            data[column.name] = _objects([parse_citations(cell) for cell in cells])
        elif column.kind in ("list", "terms", "articles"):
            data[column.name] = _objects([split_list(cell) for cell in cells])
        elif column.kind in ("article", "integer"):
            data[column.name] = pd.Series([int(cell) if cell else pd.NA for cell in cells], dtype="Int64")
        elif column.kind == "number":
            data[column.name] = pd.Series(
                [float(cell) if cell else np.nan for cell in cells], dtype="float64"
            )
        else:
            data[column.name] = pd.Series(cells, dtype="str")
    data["mine"] = pd.Series(mine, dtype=bool)
    return pd.DataFrame(data)


def _objects(values: list[tuple]) -> pd.Series:
    """Return a column of tuples (a list of equal tuples would become two columns)."""
    cells = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        cells[place] = value
    return pd.Series(cells)


def _dates(name: str, cells: list[str]) -> dict[str, pd.Series]:
    """Return the columns that a date column becomes."""
    parsed = [parse_date(cell) if cell else None for cell in cells]
    first = [
        np.datetime64(date.first, "s") if date and date.first else np.datetime64("NaT", "s")
        for date in parsed
    ]
    last = [
        np.datetime64(date.last, "s") if date and date.last else np.datetime64("NaT", "s") for date in parsed
    ]
    return {
        name: pd.Series(cells, dtype="str"),
        f"{name}_from": pd.Series(np.array(first, dtype="datetime64[s]")),
        f"{name}_to": pd.Series(np.array(last, dtype="datetime64[s]")),
        f"{name}_approximate": pd.Series([bool(date and date.approximate) for date in parsed], dtype=bool),
        f"{name}_uncertain": pd.Series([bool(date and date.uncertain) for date in parsed], dtype=bool),
    }
