"""The dossier: one treaty's folder or workbook, opened."""

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

from analystkit.dossier.about import About
from analystkit.dossier.checking import Context, check_rows
from analystkit.dossier.codebook import Codebook
from analystkit.dossier.faults import DossierError, Fault
from analystkit.dossier.finding import Rows, find_dossier, own_folder
from analystkit.dossier.loading import load, table_rows, typed_frame
from analystkit.dossier.selection import Selection
from analystkit.dossier.sources import Sources
from analystkit.dossier.tables import TABLES
from analystkit.errors import Absent, KitError, unknown


@dataclass(frozen=True, eq=False)
class Dossier:
    """One treaty's folder, read and checked."""

    path: Path  #: the folder; of a workbook, the one beside it for the analyst's own rows and texts
    about: About
    codebook: Codebook
    sources: Sources
    #: Typed tables; a column `mine` marks the analyst's own rows, and a date has columns for its first and
    #: last day and its marks beside it.
    tables: Mapping[str, pd.DataFrame]
    file: Path = field(default_factory=Path)  #: the folder or workbook that was opened
    notes: Mapping[str, str] = field(default_factory=dict)  #: Markdown by the name of its file
    _rows: Mapping[str, Rows] = field(default_factory=dict, repr=False)
    cache: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)  #: what selecting keeps

    def has(self, name: str) -> bool:
        """Tell whether the dossier has a table."""
        return name in self.tables

    def table(self, name: str) -> pd.DataFrame:
        """Return a table.

        Parameters
        ----------
        name : str
            Such as ``"provisions"``.

        Returns
        -------
        pandas.DataFrame
            The frame itself: copy it before changing it.

        Raises
        ------
        KitError
            If no dossier has such a table, or this one lacks it.

        Examples
        --------
        >>> len(open_dossier("russia-iran-2025").table("promises"))
        5
        """
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
        """Return the dossier with one table as its files are now, all else as it was."""
        table = TABLES[name]
        rows, faults = table_rows(self.file, table)
        values, more = check_rows(table, rows, self.context(name))
        faults = [fault for fault in faults + more if fault.stops]
        if faults:
            raise DossierError(self.about.id, faults)
        frame = typed_frame(table, rows, values, self.codebook)
        return replace(self, tables={**self.tables, name: frame}, _rows={**self._rows, name: rows})

    def context(self, name: str) -> Context:
        """Return what cells of a table may refer to, as the files are now."""
        referred = {column.refers for column in TABLES[name].columns if column.refers}
        ids = {each: frozenset(table_rows(self.file, TABLES[each])[0].columns["id"]) for each in referred}
        return Context(self.codebook, self.sources, self.about.articles, self.about.parties, ids)

    def article(self, which: int | str) -> pd.DataFrame:
        """Return the provisions of one article, however it is written.

        Parameters
        ----------
        which : int or str
            ``3``, ``"3"``, ``"art. 3"``, ``"Article 3"`` or ``"preamble"``.

        Returns
        -------
        pandas.DataFrame
            Rows of ``provisions``; empty when the article is there but no row is.

        Raises
        ------
        KitError
            If the treaty has no such article.

        Examples
        --------
        >>> dossier = open_dossier("russia-iran-2025")
        >>> dossier.article("Article 3").equals(dossier.article(3))
        True
        """
        match = re.fullmatch(
            r"\s*(?:art(?:icle|\.)?\s*)?(\d+)(?:\(\w+\))?\s*|\s*(preamble)\s*", str(which), re.I
        )
        number = -1 if not match else int(match[1]) if match[1] else 0
        if not 0 <= number <= self.about.articles:
            raise KitError(
                f"no article {which!r}: the treaty has articles 1 to {self.about.articles} and a preamble"
            )
        provisions = self.table("provisions")
        return provisions[(provisions["article"] == number).fillna(False).astype(bool)]

    def fingerprint(self, names: Iterable[str]) -> str:
        """Return a SHA-256 of the contents of some tables.

        Parameters
        ----------
        names : iterable of str
            Tables; those that the dossier lacks count as empty.

        Returns
        -------
        str
            64 hexadecimal digits, the same for the same cells in the same order.
        """
        content = {
            name: list(self._rows[name].keys(self._rows[name].columns)) if name in self._rows else []
            for name in sorted(set(names))
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
    path = find_dossier(name_or_path)
    loaded = load(path)
    stopping = [fault for fault in loaded.faults if fault.stops]
    if stopping:
        raise DossierError(own_folder(path).name, stopping)
    tables = {
        name: typed_frame(TABLES[name], rows, loaded.values[name], loaded.codebook)
        for name, rows in loaded.rows.items()
    }
    folder, given = own_folder(path).resolve(), (loaded.about, loaded.codebook, loaded.sources, tables)
    return Dossier(folder, *given, path.resolve(), loaded.notes, loaded.rows)


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
    return load(find_dossier(name_or_path)).faults
