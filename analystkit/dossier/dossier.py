"""The dossier: one treaty's folder or workbook, opened; and the rows that the analyst adds to it."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analystkit.dossier.about import SOURCE_FILES, About, read_about, read_sources
from analystkit.dossier.checking import Context, check_rows, gathered, source_faults
from analystkit.dossier.codebook import Codebook, build_codebook, codebook_faults
from analystkit.dossier.faults import STRAY, DossierError, Fault, among, quoted
from analystkit.dossier.finding import MANIFEST, find_dossier, own_folder
from analystkit.dossier.reading import Rows, merged, read_bytes, read_parts, rows_of
from analystkit.dossier.selection import Selection
from analystkit.dossier.sources import Sources
from analystkit.dossier.tables import TABLES
from analystkit.dossier.workbook import MINE, NOTES, as_csv
from analystkit.errors import Absent, Changed, KitError, unknown
from analystkit.files import saving

Key = tuple[str, ...]
Cells = dict[str, str]


@dataclass(frozen=True, eq=False)
class Dossier:
    """One treaty's folder, read and checked.

    Examples
    --------
    >>> dossier = open_dossier("russia-iran-2025")
    >>> len(dossier.table("promises"))
    5
    >>> dossier.article("Article 3").equals(dossier.article(3))
    True
    """

    path: Path  #: the folder; of a workbook, the one beside it for the analyst's own rows and texts
    about: About
    codebook: Codebook
    sources: Sources
    #: Typed tables; a column `mine` marks the analyst's own rows, and a date has columns for its first and
    #: last day and its marks beside it.
    tables: Mapping[str, pd.DataFrame]
    file: Path  #: the folder or workbook that was opened
    notes: Mapping[str, str]  #: Markdown by the name of its file
    text: Mapping[str, Rows] = field(repr=False)  #: the tables as the files have them
    cache: dict[Any, Any] = field(
        default_factory=dict, init=False, repr=False
    )  #: what was computed from it and is kept

    def has(self, name: str) -> bool:
        """Tell whether the dossier has a table."""
        return name in self.tables

    def table(self, name: str) -> pd.DataFrame:
        """Return a table itself: copy it before changing it. `Absent` says that it is not there."""
        if name in self.tables:
            return self.tables[name]
        if name in TABLES:
            about, noun = self.about.id, TABLES[name].noun
            raise Absent(f"the dossier {about} has no {noun}: there is no {name}.csv in its folder")
        raise unknown("table", name, TABLES)

    def rows(self, selection: Selection) -> pd.DataFrame:
        """Return the rows that a selection names."""
        return selection.rows(self)

    def reread(self, name: str) -> Dossier:
        """Return the dossier with one table as its files are now; itself where they have not changed."""
        parts = read_parts(self.file, [name])
        rows = merged(parts, TABLES[name])
        frame, faults = check_rows(TABLES[name], rows, self.context(name))
        faults = [fault for fault in parts.faults + faults if fault.stops]
        if faults:
            raise DossierError(self.about.id, faults)
        if rows == self.text.get(name):
            return self
        return replace(self, tables={**self.tables, name: frame}, text={**self.text, name: rows})

    def context(self, name: str) -> Context:
        """Return what cells of a table may refer to, as the files are now."""
        referred = {column.refers for column in TABLES[name].columns} - {""}
        parts = read_parts(self.file, referred) if referred else None
        ids = {each: frozenset(merged(parts, TABLES[each]).columns["id"]) for each in referred if parts}
        return Context(self.codebook, self.sources, self.about.articles, self.about.parties, ids)

    def article(self, which: int | str) -> pd.DataFrame:
        """Return the provisions of one article: ``3``, ``"art. 3"``, ``"Article 3"`` or ``"preamble"``."""
        match = re.fullmatch(
            r"\s*(?:art(?:icle|\.)?\s*)?(\d+)(?:\(\w+\))?\s*|\s*preamble\s*", str(which), re.I
        )
        number = -1 if not match else int(match[1] or 0)
        if not 0 <= number <= self.about.articles:
            there = f"the treaty has articles 1 to {self.about.articles} and a preamble"
            raise KitError(f"no article {which!r}: {there}")
        provisions = self.table("provisions")
        return provisions[provisions["article"].eq(number).fillna(False).astype(bool)]

    def fingerprint(self, names: Iterable[str]) -> str:
        """Return a SHA-256 of some tables, the same for the same cells in the same order."""
        content = {
            name: list(self.text[name].keys(TABLES[name].by_name)) if name in self.text else []
            for name in names
        }
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def _repr_html_(self) -> str:
        """Return a small table for notebooks: what there is and how much."""
        cells = "".join(
            f"<tr><td style='text-align:left'>{html.escape(TABLES[name].noun)}</td><td>{len(frame)}</td></tr>"
            for name, frame in self.tables.items()
            if name != "codebook"
        )
        return f"<strong>{html.escape(self.about.title)}</strong><table>{cells}</table>"


def open_dossier(name_or_path: str | os.PathLike[str] | None = None) -> Dossier:
    """Open a dossier and check all of it.

    Parameters
    ----------
    name_or_path : str or path, optional
        The name of a folder in ``data/``, or a path to a folder or a workbook. Without one it is what the
        environment variable ``ANALYSTKIT_DOSSIER`` names, else what ``data/default`` names, else the first
        in ``data/``.

    Returns
    -------
    Dossier
        With validated tables, the analyst's own rows (``<table>.mine.csv``) merged in and marked.

    Raises
    ------
    DossierError
        If anything in it is wrong; `faults` holds every fault with its place.
    KitError
        If there is no such dossier.

    Examples
    --------
    >>> open_dossier("russia-iran-2025").about.articles
    47
    """
    dossier, faults = load(find_dossier(name_or_path))
    faults = [fault for fault in faults if fault.stops]
    if faults:
        raise DossierError(dossier.path.name, faults)
    return dossier


def check(name_or_path: str | os.PathLike[str]) -> list[Fault]:
    """Return every fault in a dossier, in the order of its files; what recurs in a column is said once.

    Parameters
    ----------
    name_or_path : str or path
        As for `open_dossier`.

    Returns
    -------
    list of Fault
        Empty for a sound dossier. A fault that does not stop it from being opened has `stops` unset.

    Examples
    --------
    >>> check("russia-iran-2025")
    []
    """
    return load(find_dossier(name_or_path))[1]


def load(path: Path) -> tuple[Dossier, list[Fault]]:
    """Read and check everything in a dossier; what follows from a file that is broken is not said again."""
    parts, folder = read_parts(path), own_folder(path).resolve()
    about, faults = read_about(folder.name, parts.files.get(MANIFEST))
    titled = {fault.column for fault in (*faults, *parts.faults) if fault.file == MANIFEST and fault.stops}
    if about.id != folder.name and path.parent.name == "data":
        hint = f"it is opened by {folder.name!r}: write that, or rename the folder"
        expected = f"the folder's name, {folder.name!r}"
        faults.append(Fault(MANIFEST, 0, "id", quoted(about.id), expected, hint, False))
    sources, more = read_sources(parts.files)
    rows = {name: merged(parts, table) for name, table in TABLES.items() if f"{name}.csv" in parts.files}
    faults += more + parts.faults
    broken = {fault.file for fault in parts.faults + more if fault.stops}
    known = (
        sources if set(SOURCE_FILES) & set(parts.files) and not broken.intersection(SOURCE_FILES) else None
    )
    sound = {name for name, found in rows.items() if not broken.intersection(found.files)}
    ids = {name: frozenset(rows[name].columns["id"]) for name in sound if "id" in TABLES[name].by_name}
    articles = None if titled & {"", "articles"} else about.articles
    for name, found in rows.items():
        absent = {column.refers for column in TABLES[name].columns} - {"", *rows}
        if absent and found.numbers:
            beside = ", ".join(f"{each}.csv" for each in sorted(absent))
            expected = "the tables that its rows are about"
            faults.append(Fault(found.files[0], 0, "", f"no {beside} beside it", expected))
    tables, book = dict[str, pd.DataFrame](), Codebook([])
    context = Context(None, known, articles, about.parties, ids)
    for name, found in rows.items():  # the codebook is the first
        tables[name], more = check_rows(TABLES[name], found, context)
        faults += more
        if name == "codebook":
            book = build_codebook(found, tables[name]["order"])
            context = replace(context, codebook=book if name in sound else None)
            faults += codebook_faults(found, book, rows if context.codebook else ())
            faults += source_faults(sources, book) if context.codebook else []
    faults += _across(about, known, rows, "" in titled)
    notes = {
        name.removeprefix(f"{NOTES}/"): (data or b"").decode("utf-8-sig", errors="replace")
        for name, data in parts.files.items()
        if name.startswith(NOTES)
    }
    return Dossier(folder, about, book, sources, tables, path.resolve(), notes, rows), gathered(faults)


def _across(about: About, sources: Sources | None, rows: dict[str, Rows], untitled: bool) -> list[Fault]:
    """Report what the title page names and other files have not got."""
    faults = []
    for key in ("main_source", "treaty_source"):
        cited = getattr(about, key)
        if cited and sources is not None and cited not in sources:
            faults.append(Fault(MANIFEST, 0, key, *among(cited, sources, "a citekey of sources.json")))
    analysts = sorted(set(rows["consistency"].columns["analyst"])) if "consistency" in rows else []
    if analysts and about.analyst not in analysts and not untitled:
        found = quoted(about.analyst) if about.analyst else "no such key"
        expected = f"whose ratings are shown first: one of {', '.join(analysts)}"
        faults.append(Fault(MANIFEST, 0, "analyst", found, expected, "", False))
    points = rows["discrepancies"].columns["id"] if "discrepancies" in rows else []
    for topic, named in about.topics.items():
        for point in sorted(set(named) - set(points)):
            said = among(point, points, "an id of discrepancies.csv")
            faults.append(Fault(MANIFEST, 0, f"topics.{topic}", *said, False))
    return faults


class OwnRows:
    """The rows of the analyst's own in one table, in step with their file.

    Parameters
    ----------
    dossier : Dossier
        Whose rows they are.
    table : str
        Such as ``"events"``.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    rows : dict of tuple to dict
        What was last seen in it: for each row's key its cells, as text.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> OwnRows(open_dossier("russia-iran-2025"), "events").path.name
    'events.mine.csv'
    """

    def __init__(self, dossier: Dossier, table: str) -> None:
        if table not in TABLES:
            raise unknown("table", table, TABLES)
        self._dossier, self._table = dossier, TABLES[table]
        self.path = dossier.path / f"{table}{MINE}.csv"
        self.load()

    def load(self) -> None:
        """See again what is in the file."""
        self.rows = self._read()

    def change(self, rows: Iterable[Mapping[str, object]] = (), drop: Iterable[Key] = ()) -> None:
        """Add rows, change those with their keys and take out others by theirs, in one step; all else stays.

        Columns that a row leaves out are blank. A row that would be a fault raises a `DossierError`, and
        nothing is written. `Changed` says that someone has changed some of these rows since they were seen:
        the others are written, `rows` shows what stands now, and `clashes` what stands and what was wanted.
        """
        wanted: dict[Key, Cells | None] = dict.fromkeys(map(tuple, drop))
        for cells in self._checked(rows):
            wanted[tuple(cells[name] for name in self._table.key)] = cells
        if not self._dossier.has(self._table.name):
            there = f"{self._table.name}.csv that own rows could be added to"
            raise KitError(f"{self._dossier.path.name} has no {there}")
        path = self.path.resolve()  # a link stays a link
        with saving(path.parent) as put:
            held = self._read()
            clashes = {
                key: (held.get(key), row)
                for key, row in wanted.items()
                if held.get(key) not in (self.rows.get(key), row)
            }
            kept = {key: held.get(key) if key in clashes else row for key, row in {**held, **wanted}.items()}
            self.rows = {key: row for key, row in kept.items() if row is not None}
            if self.rows != held:
                # the byte-order mark lets Excel read names in every script
                text = as_csv(
                    [list(self._table.by_name), *(list(row.values()) for row in self.rows.values())]
                )
                put({path.name: text.encode("utf-8-sig")}, True)
        if clashes:
            raise Changed(
                f"{self.path.name}: another notebook has changed {len(clashes)} of these rows", clashes
            )

    put = change

    def drop(self, keys: Iterable[Key]) -> None:
        """Take rows out; see `change`."""
        self.change(drop=keys)

    def _read(self) -> dict[Key, Cells]:
        faults = list[Fault]()
        if not self.path.exists():
            return {}
        rows = rows_of(self.path.name, read_bytes(self.path, faults), self._table, faults, mine=True)
        if faults:
            raise DossierError(self.path.name, faults)
        cells = (dict(zip(rows.columns, row, strict=True)) for row in rows.keys(rows.columns))
        return dict(zip(rows.keys(self._table.key), cells, strict=True))

    def _checked(self, rows: Iterable[Mapping[str, object]]) -> list[Cells]:
        """Return rows as cells that are read back as they were written, if they are sound."""
        table, sound = self._table, list[Cells]()
        for row in rows:
            for name in row:
                if name not in table.by_name:
                    raise unknown(f"column of {table.name}", str(name), table.by_name)
            cells = {name: re.sub("\r\n?", "\n", str(row.get(name, ""))) for name in table.by_name}
            sound.append({name: STRAY.sub("", cell).strip() for name, cell in cells.items()})
        if sound:
            columns = {name: [cells[name] for cells in sound] for name in table.by_name}
            found = Rows(columns, [0] * len(sound), [True] * len(sound), (self.path.name,) * 2)
            _, faults = check_rows(table, found, self._dossier.context(table.name))
            faults = [fault for fault in faults if fault.stops]
            if faults:
                raise DossierError(f"{self._dossier.path.name}: not written", faults)
        return sound
