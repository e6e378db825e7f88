"""Loading a dossier's folder: all its files, all their faults at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from analystkit.dossier.about import About, read_about
from analystkit.dossier.codebook import SOURCE_FIELDS, Codebook, build_codebook
from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.reading import RawRow, read_table
from analystkit.dossier.schema import Context, check_table
from analystkit.dossier.sources import Source, Sources, read_sources
from analystkit.dossier.tables import REQUIRED, TABLES, VERIFICATION, Table, split_list
from analystkit.errors import list_names, nearest

MINE = ".mine"


@dataclass
class Loaded:
    """What was read from a folder: the parts, and what is wrong with them."""

    about: About
    sources: Sources
    codebook: Codebook
    rows: dict[str, list[RawRow]] = field(default_factory=dict)
    mine: dict[str, list[bool]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def load(folder: Path) -> Loaded:
    """Read and check everything in a dossier's folder."""
    about, faults = read_about(folder)
    sources, source_faults = read_sources(folder)
    rows: dict[str, list[RawRow]] = {}
    mine: dict[str, list[bool]] = {}
    reading: list[Fault] = []
    for table in TABLES.values():
        shipped = folder / f"{table.name}.csv"
        if not shipped.exists():
            if table.name in REQUIRED:
                reading.append(Fault(shipped.name, 0, "", "no such file", f"the dossier's {table.name}"))
            continue
        rows[table.name], mine[table.name] = with_own(folder, table, reading)
    codebook, book_faults = build_codebook(rows.get("codebook", []))
    loaded = Loaded(about, sources, codebook, rows, mine, faults + source_faults + reading + book_faults)
    loaded.faults += _stray_files(folder) + _cell_faults(loaded) + _source_terms(loaded)
    loaded.faults += codebook.missing_roles(rows)
    return loaded


def with_own(folder: Path, table: Table, faults: list[Fault]) -> tuple[list[RawRow], list[bool]]:
    """Return a table's rows with the analyst's own merged in by key, and which are theirs."""
    shipped, found = read_table(folder / f"{table.name}.csv", table)
    faults += found + duplicates(table, shipped)
    path = folder / f"{table.name}{MINE}.csv"
    if not path.exists():
        return shipped, [False] * len(shipped)
    own, found = read_table(path, table)
    faults += found + duplicates(table, own)
    merged = {row_key(table, row): row for row in shipped}
    theirs = {row_key(table, row): row for row in own}
    merged.update(theirs)
    return list(merged.values()), [key in theirs for key in merged]


def row_key(table: Table, row: RawRow) -> tuple[str, ...]:
    """Return what tells a row of a table from the others."""
    return tuple(row.cells[name] for name in table.key)


def duplicates(table: Table, rows: list[RawRow]) -> list[Fault]:
    """Report rows that have the key of an earlier one."""
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for row in rows:
        key = row_key(table, row)
        if key in first:
            found = f"{quoted(' / '.join(key))} again"
            hint = f"first in row {first[key]}"
            faults.append(
                Fault(row.file, row.row, table.key[-1], found, f"each {' and '.join(table.key)} once", hint)
            )
        first.setdefault(key, row.row)
    return faults


def _stray_files(folder: Path) -> list[Fault]:
    """Report CSV files whose names are near to, but not, a table's."""
    names = [f"{table}{part}.csv" for table in TABLES for part in ("", MINE)]
    faults = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in names:
            near = nearest(path.name, names, limit=1)
            hint = f"is {near[0]!r} meant?" if near else "move it out of the dossier"
            faults.append(
                Fault(
                    path.name, 0, "", "a table that no dossier has", f"one of {list_names(TABLES, 20)}", hint
                )
            )
        elif path.stem.endswith(MINE) and not (folder / f"{path.stem.removesuffix(MINE)}.csv").exists():
            shipped = f"{path.stem.removesuffix(MINE)}.csv"
            faults.append(Fault(path.name, 0, "", f"no {shipped} beside it", "the table that it adds to"))
    return faults


def _cell_faults(loaded: Loaded) -> list[Fault]:
    """Check every cell, and every reference from one table to another."""
    ids = {
        name: frozenset(row.cells["id"] for row in rows)
        for name, rows in loaded.rows.items()
        if "id" in TABLES[name].key
    }
    context = Context(loaded.codebook, loaded.sources, loaded.about.articles, ids)
    faults = []
    for name, rows in loaded.rows.items():
        faults += check_table(TABLES[name], rows, context)
        if "verification" in TABLES[name].by_name:
            faults += _too_high(TABLES[name], rows, loaded.sources)
    return faults + _coding_faults(loaded)


def grade(sources: Iterable[Source]) -> str:
    """Return the best verification that sources allow: two must be read, graded A to C, of other origins."""
    cited = list(sources)
    able = [source for source in cited if source.counts]
    if any(not one.origins & other.origins for one in able for other in able):
        return "two-sources"
    return "one-source" if cited else "unverified"


def _too_high(table: Table, rows: list[RawRow], sources: Sources) -> list[Fault]:
    """Report rows whose verification is higher than what they cite allows."""
    cited = [name for name in table.of_kind("citations") if name != "counter_sources"]
    faults = []
    for row in rows:
        keys = dict.fromkeys(
            part.split(",")[0].strip().removeprefix("@")
            for name in cited
            for part in split_list(row.cells[name])
        )
        claimed, found = row.cells["verification"], [sources[key] for key in keys if key in sources]
        best = grade(found)
        if claimed in VERIFICATION and VERIFICATION.index(claimed) > VERIFICATION.index(best):
            able = sum(source.counts for source in found)
            said = f"{claimed!r} with {len(keys)} cited, {able} of them read and graded A to C"
            expected = "at least one cited" if best == "unverified" else "two of those, of different origin"
            few = len(keys) < VERIFICATION.index(claimed)
            hint = f"write {best!r}, or cite another; a source's custom holds read, reliability and origin"
            faults.append(Fault(row.file, row.row, "verification", said, expected, hint, few))
    return faults


def _coding_faults(loaded: Loaded) -> list[Fault]:
    """Check that a coder chose a term that the coded field has."""
    fields = TABLES["provisions"].of_kind("term")
    faults = []
    for row in loaded.rows.get("codings", []):
        name, term = row.cells["field"], row.cells["term"]
        terms = [entry.term for entry in loaded.codebook.terms("provisions", name)]
        if name and name not in fields:
            faults.append(Fault(row.file, row.row, "field", quoted(name), f"one of {', '.join(fields)}"))
        elif term and term not in terms:
            near = nearest(term, terms, limit=1)
            hint = f"did you mean {near[0]!r}?" if near else ""
            faults.append(
                Fault(
                    row.file,
                    row.row,
                    "term",
                    quoted(term),
                    f"a term of {name}: {list_names(terms, 24)}",
                    hint,
                )
            )
    return faults


def _source_terms(loaded: Loaded) -> list[Fault]:
    """Check the sources' grades against the codebook, and the sources that the manifest names."""
    faults = []
    for source in loaded.sources.values():
        for name in SOURCE_FIELDS:
            terms = [term.term for term in loaded.codebook.terms("sources", name)]
            value = getattr(source, name)
            if terms and value and value not in terms:
                found = f"{quoted(value)} for {source.key!r}"
                faults.append(Fault("sources.json", 0, f"custom.{name}", found, f"one of {', '.join(terms)}"))
    for name in ("main_source", "treaty_source"):
        key = getattr(loaded.about, name)
        if key and key not in loaded.sources:
            faults.append(Fault("dossier.toml", 0, name, quoted(key), "a citekey of sources.json"))
    return faults
