"""Which rows: a frozen value that charts, tables, captions and exports all come from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analystkit.dossier.cells import Told
from analystkit.dossier.dates import EXPECTED, parse_date
from analystkit.dossier.sentence import say_rows
from analystkit.dossier.tables import TABLES, VERIFICATION, Table
from analystkit.errors import KitError, unknown

CITES, NOT_CITES, MINE = "cites", "does-not-cite", "mine"
PSEUDO = (CITES, NOT_CITES, MINE)
DEFAULT_FLOOR = "one-source"
SELECTABLE = ("term", "terms", "list", "articles", "article", "key", "id", "text", "integer", "phrase")

_EXPECTED = {"where": "columns with their terms", "text": "words", "dates": "a pair of dates, from and to"}

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Selection:
    """Which rows of one table.

    Parameters
    ----------
    table : str
        The table.
    where : tuple of (str, tuple of str)
        For each column the terms of which a row must have one; sorted, so that equal selections are
        equal values. The blank term stands for cells with nothing in them. Besides columns there are
        ``cites`` and ``does-not-cite`` (citekeys) and ``mine`` (``yes`` or ``no``).
    text : str
        Words that must all occur somewhere in the row, whatever their case.
    dates : tuple of (str, str) or None
        EDTF dates of the first and last day; either may be blank. A row counts if any of its days may
        lie between them.
    floor : str
        The least verification: ``unverified`` for all rows, ``one-source`` or ``two-sources``.

    Examples
    --------
    >>> selection = Selection.make("provisions", {"domain": ["sanctions"]})
    >>> Selection.from_dict(selection.to_dict()) == selection
    True
    """

    table: str
    where: Where = ()
    text: str = ""
    dates: tuple[str, str] | None = None
    floor: str = DEFAULT_FLOOR

    def __post_init__(self) -> None:
        """Check the parts that need no dossier."""
        if self.table not in TABLES:
            raise unknown("table", self.table, TABLES)
        if self.floor not in VERIFICATION:
            raise unknown("verification floor", self.floor, VERIFICATION)
        columns = TABLES[self.table].by_name
        for name, _ in self.where:
            if name not in PSEUDO and (name not in columns or columns[name].kind not in SELECTABLE):
                allowed = [n for n, column in columns.items() if column.kind in SELECTABLE]
                raise unknown(f"column to select by in {self.table}", name, [*allowed, *PSEUDO])
        if self.dates is not None:
            if not TABLES[self.table].of_kind("date"):
                raise KitError(f"{self.table} has no dates to select by")
            for text in self.dates:
                _day_bounds(text)

    @classmethod
    def make(
        cls,
        table: str,
        where: Mapping[str, Iterable[str] | str] | None = None,
        text: str = "",
        dates: Iterable[str | None] | None = None,
        floor: str = DEFAULT_FLOOR,
    ) -> Selection:
        """Make a selection from plain Python values.

        Parameters
        ----------
        table : str
            The table.
        where : mapping of str to one or several str, optional
            Terms per column; a column with no terms does not count.
        text : str
            Words to search for.
        dates : pair of str or None, optional
            From and to.
        floor : str
            The least verification.

        Returns
        -------
        Selection

        Raises
        ------
        KitError
            For a table, column, date or floor that does not exist.

        Examples
        --------
        >>> Selection.make("events", dates=("2020-01", "2020-03")).dates
        ('2020-01', '2020-03')
        """
        kinds = {"where": (Mapping, where or {}), "text": (str, text), "dates": (Iterable, dates or ())}
        for what, (kind, value) in kinds.items():
            if not isinstance(value, kind):
                raise KitError(f"not a selection: {what} is {value!r}, expected {_EXPECTED[what]}")
        pairs = []
        for name, terms in (where or {}).items():
            if not isinstance(terms, Iterable | int):
                raise KitError(f"not a selection: {name} is {terms!r}, expected a term or a list of terms")
            chosen = [terms] if isinstance(terms, (str, int)) else list(terms)
            if chosen:
                pairs.append((str(name), tuple(sorted({str(term) for term in chosen}))))
        ends = None if dates is None else tuple(str(end or "") for end in dates)
        if ends is not None and len(ends) != 2:
            raise KitError(f"dates are a pair (from, to), found {len(ends)} values")
        if ends is not None and not any(ends):
            ends = None
        return cls(table, tuple(sorted(pairs)), " ".join(text.split()), ends, floor)

    def with_(self, **changes: Any) -> Selection:
        """Return a copy with some parts changed; the parts are those of `make`."""
        parts = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        parts["where"] = dict(self.where)
        return Selection.make(**{**parts, **changes})

    def to_dict(self) -> dict[str, Any]:
        """Return the selection as plain values that JSON can hold."""
        where = {name: list(terms) for name, terms in self.where}
        dates = list(self.dates) if self.dates else None
        return {"table": self.table, "where": where, "text": self.text, "dates": dates, "floor": self.floor}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Selection:
        """Return the selection that `to_dict` wrote.

        Raises
        ------
        KitError
            If the values are not those of a selection.
        """
        names = {f.name for f in dataclasses.fields(cls)}
        strange = sorted(set(values) - names)
        if strange or "table" not in values:
            found = ", ".join(map(str, values)) or "nothing"
            raise KitError(f"not a selection: expected {', '.join(sorted(names))}, found {found}")
        try:
            return cls.make(**values)
        except (TypeError, ValueError, AttributeError) as error:
            raise KitError(f"not a selection: {error}") from error

    def rows(self, dossier: Told) -> pd.DataFrame:
        """Return the rows of a dossier that the selection names, in the table's order.

        Parameters
        ----------
        dossier : Dossier
            Where to look.

        Returns
        -------
        pandas.DataFrame
            The table's columns; the index is that of the whole table.
        """
        frame = dossier.table(self.table)
        return frame[self.mask(dossier)]

    def mask(self, dossier: Told) -> np.ndarray:
        """Return for each row of the table whether it is selected."""
        frame, table = dossier.table(self.table), TABLES[self.table]
        mask = np.ones(len(frame), dtype=bool)
        for name, terms in self.where:
            mask &= _has_term(dossier, table, name, frozenset(terms))
        if "verification" in frame.columns:
            allowed = VERIFICATION[VERIFICATION.index(self.floor) :]
            mask &= _has_term(dossier, table, "verification", frozenset(allowed))
        if self.dates:
            mask &= _within(frame, table, self.dates)
        if self.text:
            words, texts = fold(self.text).split(), row_texts(dossier, self.table)
            for at in np.flatnonzero(mask):
                mask[at] = all(word in texts[at] for word in words)
        return mask

    def sentence(self, dossier: Told) -> str:
        """Return the selection in plain words, such as "sanctions provisions that bind, sourced"."""
        return say_rows(self.table, dict(self.where), self.text, self.dates, self.floor, dossier)


def fold(text: str) -> str:
    """Return text as search compares it: one Unicode form, no case."""
    return unicodedata.normalize("NFKC", text).casefold()


def row_texts(dossier: Told, table: str) -> list[str]:
    """Return for each row of a table all that can be searched in it: cells and the labels of its terms."""
    if table not in dossier.cache:
        parts = []
        for column in TABLES[table].columns:
            codes, values = _distinct(dossier, table, column.name)
            said = values if column.kind == "text" else [column.words(each, dossier) for each in values]
            texts = [fold(each if isinstance(each, str) else f"{each.plain}  {each.raw}") for each in said]
            parts.append([texts[code] for code in codes])
        dossier.cache[table] = ["  ".join(row) for row in zip(*parts, strict=True)]
    found: list[str] = dossier.cache[table]
    return found


def _distinct(dossier: Told, table: str, name: str) -> tuple[np.ndarray, list[Any]]:
    """Return a column's distinct cells, and for each row which of them it has."""
    codes, values = pd.factorize(dossier.table(table)[name].array, use_na_sentinel=False)
    return codes, list(values)


def _has_term(dossier: Told, table: Table, name: str, terms: frozenset[str]) -> np.ndarray:
    """Return for each row whether the column holds one of the terms."""
    key = (table.name, CITES if name == NOT_CITES else name)
    if key not in dossier.cache:
        column = (table.of_kind("citations") or [MINE])[0] if key[1] == CITES else name
        codes, values = _distinct(dossier, table.name, column)
        dossier.cache[key] = codes, [_terms(each, key[1]) for each in values]
    codes, held = dossier.cache[key]
    found = np.array([not terms.isdisjoint(each) for each in held], dtype=bool)[codes]
    return ~found if name == NOT_CITES else found


def _terms(cell: Any, name: str) -> frozenset[str]:
    """Return the terms by which a cell is selected; the blank one for nothing."""
    if name == CITES:
        return frozenset(each.source for each in cell) if isinstance(cell, tuple) else frozenset()
    if name == MINE:
        return frozenset(["yes" if cell else "no"])
    if isinstance(cell, tuple):
        return frozenset(cell or ("",))
    return frozenset(["" if pd.isna(cell) else str(cell)])


def _day_bounds(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day that an end of a range may mean."""
    if not text:
        return None, None
    try:
        parsed = parse_date(text)
    except ValueError:
        raise KitError(f"cannot select by the date {text[:40]!r}: expected {EXPECTED}") from None
    return parsed.first, parsed.last


def _within(frame: pd.DataFrame, table: Table, dates: tuple[str, str]) -> np.ndarray:
    """Return for each row whether any of its days may lie in the range."""
    name = table.of_kind("date")[0]
    start, end = _day_bounds(dates[0])[0], _day_bounds(dates[1])[1]
    first, last = (frame[f"{name}_{bound}"].to_numpy() for bound in ("from", "to"))
    mask = ~(np.isnat(first) & np.isnat(last))  # what is open on one side has no day there
    if start:
        mask &= ~(last < np.datetime64(start))
    if end:
        mask &= ~(first > np.datetime64(end))
    return mask
