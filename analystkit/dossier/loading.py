"""Loading a dossier: all its files, all their faults at once, and tables typed for analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analystkit.dossier.about import About, read_about
from analystkit.dossier.checking import (
    Context,
    Values,
    check_rows,
    gathered,
    source_faults,
)
from analystkit.dossier.codebook import Codebook, build_codebook
from analystkit.dossier.faults import Fault, did_you_mean, quoted
from analystkit.dossier.finding import MANIFEST, SOURCE_FILES, Rows, own_folder
from analystkit.dossier.items import read_sources
from analystkit.dossier.reading import merged, read_parts
from analystkit.dossier.sources import Sources
from analystkit.dossier.tables import TABLES, Table

_TEXT = pd.array([], dtype="str").dtype  # naming it anew for each column takes longer than filling one
_REFERRED = {column.refers for table in TABLES.values() for column in table.columns}


@dataclass
class Loaded:
    """What was read of a dossier: the parts, and what is wrong with them."""

    about: About
    sources: Sources
    codebook: Codebook
    rows: dict[str, Rows]
    values: dict[str, Values]
    faults: list[Fault] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def load(path: Path) -> Loaded:
    """Read and check everything in a dossier; what follows from a file that is broken is not said again."""
    parts = read_parts(path)
    name = own_folder(path).resolve().name
    about, faults = read_about(name, parts.texts.get(MANIFEST))
    titled = {fault.column for fault in (*faults, *parts.faults) if fault.file == MANIFEST and fault.stops}
    if about.id != name and path.parent.name == "data":
        hint = f"it is opened by {name!r}: write that, or rename the folder"
        faults.append(Fault(MANIFEST, 0, "id", quoted(about.id), f"the folder's name, {name!r}", hint, False))
    sources, more = read_sources(parts.texts)
    rows = {table: merged(parts, TABLES[table]) for table in TABLES if table in parts.tables}
    broken = {fault.file for fault in (*parts.faults, *more) if fault.stops}
    listed = parts.texts.keys() & {*SOURCE_FILES} and not broken.intersection(SOURCE_FILES)
    known = sources if listed else None
    codebook, wrong = build_codebook(rows["codebook"]) if "codebook" in rows else (Codebook([]), [])
    faults += more + parts.faults + wrong
    context = Context(
        None if "codebook" not in rows or broken.intersection(rows["codebook"].files) else codebook,
        known,
        None if titled & {"", "articles"} else about.articles,
        about.parties,
        {
            each: frozenset(rows[each].columns["id"])
            for each in _REFERRED
            if each in rows and not broken.intersection(rows[each].files)
        },
    )
    for table in list(rows):
        absent = {column.refers for column in TABLES[table].columns if column.refers} - {*rows}
        if absent and rows[table].numbers:
            names = ", ".join(f"{name}.csv" for name in sorted(absent))
            said = "the tables that its rows are about"
            faults.append(Fault(rows[table].files[0], 0, "", f"no {names} beside it", said))
    values = dict[str, Values]()
    for each, found in rows.items():
        values[each], more = check_rows(TABLES[each], found, context)
        faults += more
    faults += _across(about, known, rows, "" in titled)
    if context.codebook:
        faults += source_faults(sources, codebook) + codebook.missing_roles(rows)
    return Loaded(about, sources, codebook, rows, values, gathered(faults), parts.notes)


def _across(about: About, sources: Sources | None, rows: dict[str, Rows], untitled: bool) -> list[Fault]:
    """Report what the title page names and other files have not got."""
    faults = []
    for key in ("main_source", "treaty_source"):
        cited = getattr(about, key)
        if cited and sources is not None and cited not in sources:
            hint = did_you_mean(cited, sources)
            faults.append(Fault(MANIFEST, 0, key, quoted(cited), "a citekey of sources.json", hint))
    analysts = sorted(set(rows["consistency"].columns["analyst"])) if "consistency" in rows else []
    if analysts and about.analyst not in analysts and not untitled:
        found = quoted(about.analyst) if about.analyst else "no such key"
        expected = f"whose ratings are shown first: one of {', '.join(analysts)}"
        faults.append(Fault(MANIFEST, 0, "analyst", found, expected, "", False))
    points = rows["discrepancies"].columns["id"] if "discrepancies" in rows else []
    for topic, named in about.topics.items():
        for point in sorted(set(named) - set(points)):
            place, hint = f"topics.{topic}", did_you_mean(point, points)
            faults.append(Fault(MANIFEST, 0, place, quoted(point), "an id of discrepancies.csv", hint, False))
    return faults


def table_rows(path: Path, table: Table) -> tuple[Rows, list[Fault]]:
    """Return a table's rows as the files are now, and what is wrong."""
    parts = read_parts(path, [table.name])
    return merged(parts, table), parts.faults


def typed_frame(table: Table, rows: Rows, values: Values, codebook: Codebook) -> pd.DataFrame:
    """Return a table's checked records as a typed frame."""
    data: dict[str, Any] = {}
    for column in table.columns:
        name, cells = column.name, rows.columns[column.name]
        if column.kind in ("text", "id", "key", "phrase", "date"):
            data[name] = pd.array(cells, dtype=_TEXT)
        if column.kind in ("text", "id", "key", "phrase"):
            continue
        read = list(values[name].values())
        place = {cell: at for at, cell in enumerate(values[name])}
        codes = np.fromiter(map(place.__getitem__, cells), dtype=np.intp, count=len(cells))
        blank = np.array([value is None for value in read], dtype=bool)
        if column.kind == "date":
            for end, days in (("from", [d and d.first for d in read]), ("to", [d and d.last for d in read])):
                data[f"{name}_{end}"] = np.array(days, dtype="datetime64[D]").astype("datetime64[s]")[codes]
            for mark in ("approximate", "uncertain"):
                data[f"{name}_{mark}"] = np.array([bool(d and getattr(d, mark)) for d in read], bool)[codes]
        elif column.kind == "term":
            order = {term.term: at for at, term in enumerate(codebook.terms(table.name, name))}
            found = np.array([order.get(term, -1) for term in read], dtype=np.intp)[codes]
            data[name] = pd.Categorical.from_codes(found, pd.Index(list(order), dtype=_TEXT), ordered=True)
        elif column.kind in ("article", "integer"):
            numbers = np.array([value or 0 for value in read], dtype=np.int64)
            data[name] = pd.arrays.IntegerArray(numbers[codes], blank[codes])
        elif column.kind == "number":
            data[name] = np.array([np.nan if value is None else value for value in read], float)[codes]
        else:
            parts = (() if value is None else value for value in read)
            data[name] = np.fromiter(parts, dtype=object, count=len(read))[codes]
    data["mine"] = np.array(rows.mine, dtype=bool)
    return pd.DataFrame(data)
