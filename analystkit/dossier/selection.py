"""Which rows: a frozen value that charts, tables, captions and exports all come from."""

from __future__ import annotations

import dataclasses
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
        pairs = []
        for name, terms in (where or {}).items():
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
            mask &= _has_term(frame, table, name, frozenset(terms))
        if self.text:
            words = fold(self.text).split()
            mask &= np.array(
                [all(word in text for word in words) for text in row_texts(dossier, self.table)], dtype=bool
            )
        if self.dates:
            mask &= _within(frame, table, self.dates)
        if "verification" in frame.columns:
            allowed = VERIFICATION[VERIFICATION.index(self.floor) :]
            mask &= frame["verification"].isin(allowed).to_numpy()
        return mask

    def sentence(self, dossier: Told) -> str:
        """Return the selection in plain words, such as "sanctions provisions that bind, sourced"."""
        return say_rows(self.table, dict(self.where), self.text, self.dates, self.floor, dossier)


def fold(text: str) -> str:
    """Return text as search compares it: one Unicode form, no case."""
    return unicodedata.normalize("NFKC", text).casefold()


def row_texts(dossier: Told, table: str) -> list[str]:
    """Return for each row of a table all that can be searched in it: cells and the labels of its terms."""
    if table not in dossier.search_cache:
        columns = TABLES[table].columns
        texts = []
        for record in dossier.table(table).to_dict("records"):
            said = [column.words(record[column.name], dossier) for column in columns]
            texts.append(fold("  ".join(part for words in said for part in (words.plain, words.raw))))
        dossier.search_cache[table] = texts
    return dossier.search_cache[table]


def _has_term(frame: pd.DataFrame, table: Table, name: str, terms: frozenset[str]) -> np.ndarray:
    """Return for each row whether the column holds one of the terms."""
    if name == MINE:
        return frame["mine"].map(lambda own: ("yes" if own else "no") in terms).to_numpy(bool)
    if name in (CITES, NOT_CITES):
        cited = (
            frame[table.of_kind("citations")[0]]
            if table.of_kind("citations")
            else pd.Series([()] * len(frame))
        )
        found = np.array([any(citation.source in terms for citation in cell) for cell in cited], dtype=bool)
        return found if name == CITES else ~found
    if table.by_name[name].kind in ("terms", "list", "articles"):
        return np.array(
            [bool(terms & set(cell)) or (not cell and "" in terms) for cell in frame[name]], dtype=bool
        )
    values = frame[name].astype("object").where(frame[name].notna(), "").map(str)
    return values.isin(terms).to_numpy(bool)


def _day_bounds(text: str) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """Return the first and last day that an end of a range may mean."""
    if not text:
        return None, None
    try:
        parsed = parse_date(text)
    except ValueError:
        raise KitError(f"cannot select by the date {text[:40]!r}: expected {EXPECTED}") from None
    return tuple(pd.Timestamp(day).as_unit("s") if day else None for day in (parsed.first, parsed.last))  # type: ignore[return-value]


def _within(frame: pd.DataFrame, table: Table, dates: tuple[str, str]) -> np.ndarray:
    """Return for each row whether any of its days may lie in the range."""
    name = table.of_kind("date")[0]
    start, end = _day_bounds(dates[0])[0], _day_bounds(dates[1])[1]
    known = frame[name].ne("").to_numpy(bool)
    mask = known.copy()
    if start is not None:
        mask &= (frame[f"{name}_to"].isna() | (frame[f"{name}_to"] >= start)).to_numpy(bool)
    if end is not None:
        mask &= (frame[f"{name}_from"].isna() | (frame[f"{name}_from"] <= end)).to_numpy(bool)
    return mask
