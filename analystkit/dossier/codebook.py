"""The controlled terms of a dossier: their labels, order, groups and colors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.reading import RawRow
from analystkit.dossier.tables import TABLES
from analystkit.errors import nearest, unknown

FILE = "codebook.csv"
ANY = "*"
SOURCE_FIELDS = ("kind", "reliability", "metadata")
NO_COLOUR = "#7f7f7f"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Term:
    """One controlled term.

    Parameters
    ----------
    table, field, term : str
        Where the term may stand, and the term as cells write it.
    label, group, definition : str
        What charts call it, what it belongs to, what it means.
    order : int
        Its place among the field's terms.
    colour : str
        ``#rrggbb``.
    reference : str
        Where the definition comes from.
    """

    table: str
    field: str
    term: str
    label: str
    group: str = ""
    definition: str = ""
    order: int = 0
    colour: str = NO_COLOUR
    reference: str = ""


class Codebook:
    """The terms of every categorical column, in order.

    Parameters
    ----------
    terms : iterable of Term
        A term of table ``*`` holds for every table that has the field.

    Examples
    --------
    >>> book = Codebook([Term("events", "category", "syria", "Syria", colour="#aa0000")])
    >>> book.label("events", "category", "syria")
    'Syria'
    """

    def __init__(self, terms: Iterable[Term]):
        self._fields: dict[tuple[str, str], dict[str, Term]] = {}
        for term in sorted(terms, key=lambda term: (term.table, term.field, term.order, term.term)):
            self._fields.setdefault((term.table, term.field), {})[term.term] = term

    def terms(self, table: str, field: str) -> list[Term]:
        """Return a field's terms in order; empty for a field that has none.

        Parameters
        ----------
        table, field : str
            Such as ``"provisions"`` and ``"domain"``.

        Returns
        -------
        list of Term
        """
        return list(self._of(table, field).values())

    def _of(self, table: str, field: str) -> dict[str, Term]:
        own = self._fields.get((table, field))
        return own if own is not None else self._fields.get((ANY, field), {})

    def fields(self, table: str) -> list[str]:
        """Return the fields of a table that have terms, in the order of its columns."""
        columns = (
            [column.name for column in TABLES[table].columns] if table in TABLES else list(SOURCE_FIELDS)
        )
        return [name for name in columns if self._of(table, name)]

    def term(self, table: str, field: str, term: str) -> Term:
        """Return one term.

        Raises
        ------
        KitError
            If the field has no such term; the message names the nearest.
        """
        terms = self._of(table, field)
        if term not in terms:
            raise unknown(f"{field} in {table}", term, terms)
        return terms[term]

    def label(self, table: str, field: str, term: object) -> str:
        """Return what charts call a term; a word without an entry stays as it is, blank is 'not coded'."""
        if term is None or term != term or term == "":
            return "not coded"
        entry = self._of(table, field).get(str(term))
        return entry.label if entry else str(term)

    def colour(self, table: str, field: str, term: object) -> str:
        """Return a term's color, grey where it has none."""
        entry = self._of(table, field).get(str(term))
        return entry.colour if entry else NO_COLOUR

    def groups(self, table: str, field: str) -> dict[str, str]:
        """Return a field's groups with their colors, in the order of their first terms."""
        groups: dict[str, str] = {}
        for term in self.terms(table, field):
            groups.setdefault(term.group or term.label, term.colour)
        return groups


def build_codebook(rows: Iterable[RawRow]) -> tuple[Codebook, list[Fault]]:
    """Make a codebook from the records of ``codebook.csv``."""
    terms, faults = [], []
    for row in rows:
        cells = row.cells
        wrong = _wrong(row)
        faults += wrong
        if not any(fault.column in ("table", "field", "order") for fault in wrong):
            order = int(cells["order"])
            colour = cells["colour"] if _COLOUR.fullmatch(cells["colour"]) else NO_COLOUR
            terms.append(Term(**{**cells, "order": order, "colour": colour}))  # type: ignore[arg-type]
    return Codebook(terms), faults


def _wrong(row: RawRow) -> list[Fault]:
    """Return the faults of one row of the codebook."""
    cells, faults = row.cells, []

    def fault(column: str, expected: str, hint: str = "") -> None:
        faults.append(Fault(row.file, row.row, column, quoted(cells[column]), expected, hint))

    table, name = cells["table"], cells["field"]
    tables = [*TABLES, "sources", ANY]
    if table not in tables:
        near = nearest(table, tables, limit=1)
        fault("table", f"one of {', '.join(tables)}", f"did you mean {near[0]!r}?" if near else "")
    else:
        fields = {column.name for t in TABLES.values() if table in (ANY, t.name) for column in t.columns}
        if table == "sources":
            fields = set(SOURCE_FIELDS)
        if name not in fields:
            near = nearest(name, fields, limit=1)
            fault("field", f"a column of {table}", f"did you mean {near[0]!r}?" if near else "")
    if not re.fullmatch(r"-?\d{1,9}", cells["order"]):
        fault("order", "a whole number")
    if cells["colour"] and not _COLOUR.fullmatch(cells["colour"]):
        fault("colour", "a color as #rrggbb, or nothing")
    return faults
