"""Which rows: a frozen value that charts, tables, captions and exports all come from, and its plain words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import pandas as pd

from analystkit.dossier.dates import EXPECTED, parse_date, say_date
from analystkit.dossier.tables import TABLES, VERIFICATION, Table, Told
from analystkit.errors import KitError, unknown
from analystkit.words import listing, lower_label, plural

CITES, NOT_CITES, MINE = "cites", "does-not-cite", "mine"
PSEUDO = (CITES, NOT_CITES, MINE)
DEFAULT_FLOOR = "one-source"
SELECTABLE = ("id", "key", "text", "phrase", "term", "terms", "list", "article", "articles", "integer")
_FLOOR = {"unverified": "unverified included", "one-source": "sourced", "two-sources": "with two sources"}
_WHOSE: dict[tuple[str, ...], str] = {("yes",): "the analyst's own", ("no",): "not the analyst's own"}
_FEW = 4


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
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""
    dates: tuple[str, str] | None = None
    floor: str = DEFAULT_FLOOR

    def __post_init__(self) -> None:
        """Check the parts that need no dossier."""
        if self.table not in TABLES:
            raise unknown("table", self.table, TABLES)
        if self.floor not in VERIFICATION:
            raise unknown("verification floor", self.floor, VERIFICATION)
        allowed = [*TABLES[self.table].of_kind(*SELECTABLE), *PSEUDO]
        for name, _ in self.where:
            if name not in allowed:
                raise unknown(f"column to select by in {self.table}", name, allowed)
        if self.dates is not None:
            if not TABLES[self.table].of_kind("date"):
                raise KitError(f"{self.table} has no dates to select by")
            self._days()

    @classmethod
    def make(
        cls,
        table: str,
        where: Mapping[str, Iterable[str] | str] | None = None,
        text: str = "",
        dates: Iterable[str | None] | None = None,
        floor: str = DEFAULT_FLOOR,
    ) -> Selection:
        """Make a selection from plain values: one term or several a column, in any order.

        Examples
        --------
        >>> Selection.make("events", {"category": "sanctions"}, dates=("2020-01", "2020-03")).dates
        ('2020-01', '2020-03')
        """
        try:
            pairs = {
                str(name): {str(term) for term in ([terms] if isinstance(terms, str | int) else terms)}
                for name, terms in (where or {}).items()
            }
            chosen = tuple(sorted((name, tuple(sorted(terms))) for name, terms in pairs.items() if terms))
            ends = [str(end or "") for end in dates or ()]
            if len(ends) not in (0, 2):
                raise KitError(f"dates are a pair (from, to), found {len(ends)} values")
            pair = (ends[0], ends[1]) if any(ends) else None
            return cls(table, chosen, " ".join(text.split()), pair, floor)
        except (AttributeError, TypeError):
            found = ", ".join(map(repr, (table, where, text, dates, floor)))
            expected = "a table, columns with their terms, words, a pair of dates and a floor"
            raise KitError(f"not a selection: found {found[:120]}; expected {expected}") from None

    def with_(self, **changes: Any) -> Selection:
        """Return a copy with some parts changed; the parts are those of `make`."""
        return Selection.make(**{**self.to_dict(), **changes})

    def to_dict(self) -> dict[str, Any]:
        """Return the selection as plain values that JSON can hold."""
        where = {name: list(terms) for name, terms in self.where}
        dates = list(self.dates) if self.dates else None
        return {"table": self.table, "where": where, "text": self.text, "dates": dates, "floor": self.floor}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Selection:
        """Return the selection that `to_dict` wrote; a `KitError` says what else was found."""
        names = {field.name for field in dataclasses.fields(cls)}
        if "table" not in values or set(values) - names:
            found = ", ".join(map(str, values)) or "nothing"
            raise KitError(f"not a selection: expected {', '.join(sorted(names))}, found {found}")
        return cls.make(**values)

    def rows(self, dossier: Told) -> pd.DataFrame:
        """Return the rows of a dossier that the selection names, in order, with the index of the table."""
        return dossier.table(self.table)[self.mask(dossier)]

    def mask(self, dossier: Told) -> np.ndarray:
        """Return for each row of the table whether it is selected."""
        frame, table = dossier.table(self.table), TABLES[self.table]
        mask = np.ones(len(frame), dtype=bool)
        for name, terms in self.where:
            mask &= _has_term(dossier, table, name, frozenset(terms))
        if "verification" in frame.columns:
            allowed = VERIFICATION[VERIFICATION.index(self.floor) :]
            mask &= _has_term(dossier, table, "verification", frozenset(allowed))
        if self.dates:  # a row counts if any of its days may lie in the range; what is open has no day there
            name, (start, end) = table.of_kind("date")[0], self._days()
            first, last = (frame[f"{name}_{bound}"].to_numpy() for bound in ("from", "to"))
            mask &= ~(np.isnat(first) & np.isnat(last))
            if start:
                mask &= ~(last < np.datetime64(start))
            if end:
                mask &= ~(first > np.datetime64(end))
        if self.text:
            words, texts = _folded(self.text).split(), _row_texts(dossier, table)
            for at in np.flatnonzero(mask):
                mask[at] = all(word in texts[at] for word in words)
        return mask

    def _days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the range."""
        parsed = []
        for text in self.dates or ():
            try:
                parsed.append(parse_date(text) if text else None)
            except ValueError:
                raise KitError(f"cannot select by the date {text[:40]!r}: expected {EXPECTED}") from None
        start, end = parsed
        return start.first if start else None, end.last if end else None

    def sentence(self, dossier: Told) -> str:
        """Return the selection in plain words, such as "sanctions provisions that bind, sourced"."""
        table, where = TABLES[self.table], dict(self.where)
        said = f"{_lead(dossier, table, where.pop(table.lead, ())) or 'all'} {table.noun}"
        if self.table == "provisions" and "obligation" in where:
            asked = where.pop("obligation")
            verbs = [_verb(dossier.codebook.label(self.table, "obligation", term)) for term in asked]
            said += f" that {listing(verbs, 'or')}"
        clauses = [said, *(_clause(dossier, self.table, name, terms) for name, terms in where.items())]
        if self.dates:
            ends = zip(("from", "to"), self.dates, strict=True)
            clauses.append(" ".join(f"{word} {say_date(end)}" for word, end in ends if end))
        if self.text:
            clauses.append(f"with “{self.text}”")
        if "verification" in table.by_name:
            clauses.append(_FLOOR[self.floor])
        return ", ".join(clauses)


def _folded(text: str) -> str:
    """Return text as search compares it: one Unicode form, no case."""
    return unicodedata.normalize("NFKC", text).casefold()


def _row_texts(dossier: Told, table: Table) -> list[str]:
    """Return for each row all that can be searched in it: cells and the labels of its terms."""
    if table.name not in dossier.cache:
        parts = []
        for column in table.columns:
            codes, values = _distinct(dossier, table, column.name)
            said = values if column.kind == "text" else [column.words(each, dossier) for each in values]
            texts = [_folded(each if isinstance(each, str) else f"{each.plain}  {each.raw}") for each in said]
            parts.append([texts[code] for code in codes])
        dossier.cache[table.name] = ["  ".join(row) for row in zip(*parts, strict=True)]
    return cast(list[str], dossier.cache[table.name])


def _distinct(dossier: Told, table: Table, name: str) -> tuple[np.ndarray, list[Any]]:
    """Return for each row which of a column's distinct cells it has, and those cells."""
    codes, values = pd.factorize(dossier.table(table.name)[name].array, use_na_sentinel=False)
    return codes, list(values)


def _has_term(dossier: Told, table: Table, name: str, terms: frozenset[str]) -> np.ndarray:
    """Return for each row whether the column holds one of the terms; the blank one is for nothing."""
    key = (table.name, CITES if name == NOT_CITES else name)

    def held(cell: Any) -> frozenset[str]:
        if key[1] == CITES:
            return frozenset(each.source for each in cell) if isinstance(cell, tuple) else frozenset()
        if name == MINE:
            return frozenset(["yes" if cell else "no"])
        if isinstance(cell, tuple):
            return frozenset(cell or ("",))
        return frozenset(["" if pd.isna(cell) else str(cell)])

    if key not in dossier.cache:
        column = (table.of_kind("citations") or [MINE])[0] if key[1] == CITES else name
        codes, values = _distinct(dossier, table, column)
        dossier.cache[key] = codes, list(map(held, values))
    codes, sets = dossier.cache[key]
    found = np.array([not terms.isdisjoint(each) for each in sets], dtype=bool)[codes]
    return ~found if name == NOT_CITES else found


def _inline(dossier: Told, table: str, field: str, term: str) -> str:
    """Return a term's label inside a sentence; a name, as its definition shows, keeps its capital."""
    label = dossier.codebook.label(table, field, term)
    first = label.split(" ")[0].strip(",")
    entry = next((entry for entry in dossier.codebook.terms(table, field) if entry.term == term), None)
    told = (entry.definition, entry.group) if entry and first[:1].isupper() else ()
    named = first == term or any(re.search(rf"\S\s+{re.escape(first)}\b", text) for text in told)
    return label if named else lower_label(label)


def _verb(label: str) -> str:
    """Return what a provision does as it reads of several: binds, bind; procedural, are procedural."""
    first, *rest = lower_label(label).split(" ")
    does = first.endswith("s") and len(first) > 2
    return " ".join([first[:-1], *rest]) if does else f"are {lower_label(label)}"


def _lead(dossier: Told, table: Table, terms: tuple[str, ...]) -> str:
    """Return what stands before the noun: terms in the order of the codebook, or how many they are."""
    book, field = dossier.codebook, table.lead
    known = [term.term for term in book.terms(table.name, field) if term.term in terms] if terms else []
    ranked = [*known, *(term for term in terms if term not in known)]
    if len(ranked) > _FEW:
        return f"{len(ranked)} {plural(field.replace('_', ' '))} of"
    label = book.label if table.name == "motives" else partial(_inline, dossier)
    labels = [label(table.name, field, term) for term in ranked]
    # "sanctions, finance and payments" reads better than two words "and" in a row.
    return ", ".join(labels) if any(" and " in label for label in labels) else listing(labels)


def _clause(dossier: Told, table: str, field: str, terms: tuple[str, ...]) -> str:
    if field in (CITES, NOT_CITES):
        names = [dossier.sources[term].short if term in dossier.sources else term for term in terms]
        return f"{'citing' if field == CITES else 'not citing'} {listing(names, 'or')}"
    if field == MINE:
        return _WHOSE.get(terms, "whoever's")
    label = partial(_inline, dossier) if dossier.codebook.terms(table, field) else dossier.codebook.label
    labels = [label(table, field, term) for term in terms]
    shown = listing(labels, "or") if len(labels) <= _FEW else f"one of {len(labels)}"
    return f"{field.replace('_', ' ')}: {shown}"
