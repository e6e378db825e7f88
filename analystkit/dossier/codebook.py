"""The controlled terms of a dossier: their labels, order, groups and colors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from analystkit.dossier.faults import Fault, among
from analystkit.dossier.reading import Rows
from analystkit.dossier.tables import TABLES, split_list
from analystkit.errors import unknown

ANY = "*"
SOURCE_FIELDS = ("kind", "reliability", "metadata", "read")
NO_COLOR = "#7f7f7f"
# For a field whose terms have no color: neighbors differ in shade as well as in hue.
PALETTE = ("#14304f", "#e0982f", "#8f2d3c", "#b9cbe0", "#2f6f4f", "#e2c96b", "#2f6fb0", "#cfd6dc")
_SPOKEN = {"motive": "speak of the motive itself", "fact": "speak only of a fact behind it"}
# What a term may stand for in code, by table and field. `check` asks for all but those in _NEED_NOT.
ROLES: dict[tuple[str, str], dict[str, str]] = {
    ("provisions", "obligation"): {
        "binding": "forbid, or demand an act that can be checked",
        "prohibiting": "forbid",
        "declaring": "ask for nothing",
    },
    ("provisions", "numbering"): {
        "sure": "mean that a source gives the article's number",
        "unplaced": "mean that no article is known",
    },
    ("motives", "actor"): {
        "party": "are one party to the treaty",
        "shared": "are the parties together",
        "outsider": "are no party",
    },
    ("motives", "hedge_kind"): {"weakens": "weaken the statement", "strengthens": "strengthen it"},
    ("motives", "corroborates"): _SPOKEN,
    ("motives", "contests"): _SPOKEN,
    ("events", "category"): {"treaty": "are the treaty's own course"},
}
_NEED_NOT = {"unplaced", "outsider"}


@dataclass(frozen=True)
class Term:
    """One controlled term: where it may stand, what charts call it, and what it means."""

    table: str
    field: str
    term: str  #: as cells write it
    label: str
    group: str = ""  #: what it belongs to
    definition: str = ""
    order: int = 0  #: its place among the field's terms
    color: str = ""  #: ``#rrggbb``; a codebook gives one to each term that has none
    reference: str = ""  #: where the definition comes from
    roles: tuple[str, ...] = ()  #: what it stands for in code, such as ``binding``


class Codebook:
    """The terms of every categorical column, in order; those of table ``*`` hold for any with the field."""

    def __init__(self, terms: Iterable[Term]):
        self._fields: dict[tuple[str, str], dict[str, Term]] = {}
        for term in sorted(terms, key=lambda term: (term.table, term.field, term.order, term.term)):
            self._fields.setdefault((term.table, term.field), {})[term.term] = term
        for field in self._fields.values():
            groups = list(dict.fromkeys(term.group or term.term for term in field.values()))
            plain = not any(term.color for term in field.values())
            for name, term in field.items():
                place = groups.index(term.group or term.term) % len(PALETTE)
                if not term.color:
                    field[name] = replace(term, color=PALETTE[place] if plain else NO_COLOR)

    def terms(self, table: str, field: str) -> list[Term]:
        """Return a field's terms in order; empty for a field that has none."""
        return list(self._of(table, field).values())

    def _of(self, table: str, field: str) -> dict[str, Term]:
        own = self._fields.get((table, field))
        return own if own is not None else self._fields.get((ANY, field), {})

    def fields(self, table: str) -> list[str]:
        """Return the fields of a table that have terms, in the order of its columns."""
        return [name for name in TABLES[table].by_name if self._of(table, name)]

    def term(self, table: str, field: str, term: str) -> Term:
        """Return one term; the error for another names the nearest."""
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

    def color(self, table: str, field: str, term: object) -> str:
        """Return a term's color, grey where it has none."""
        entry = self._of(table, field).get(str(term))
        return entry.color if entry else NO_COLOR

    def with_role(self, table: str, field: str, role: str) -> tuple[str, ...]:
        """Return the terms that stand for something in code, such as ``binding``; `ROLES` has them all."""
        if role not in ROLES.get((table, field), {}):
            raise unknown(f"role of {table}.{field}", role, ROLES.get((table, field), {}))
        return tuple(entry.term for entry in self.terms(table, field) if role in entry.roles)


def build_codebook(rows: Rows, orders: pd.Series) -> Codebook:
    """Make a codebook from the records of ``codebook.csv`` and the numbers that order them."""
    terms = []
    for cells, order in zip(rows.keys(TABLES["codebook"].by_name), orders.fillna(0), strict=True):
        table, name, term, label, group, definition, _, color, reference, roles = cells
        said = (label, group, definition, int(order), color, reference)
        terms.append(Term(table, name, term, *said, split_list(roles)))
    return Codebook(terms)


def codebook_faults(rows: Rows, book: Codebook, tables: Iterable[str]) -> list[Fault]:
    """Check that each term is of a column that there is, and that code finds its roles in these tables."""
    faults = []
    columns = {name: list(table.by_name) for name, table in TABLES.items()} | {"sources": list(SOURCE_FIELDS)}
    columns[ANY] = [name for names in columns.values() for name in names]
    for at, (table, name, listed) in enumerate(rows.keys(("table", "field", "role"))):
        if table not in columns:
            faults.append(rows.fault(at, "table", *among(table, columns)))
        elif name not in columns[table]:
            faults.append(rows.fault(at, "field", *among(name, columns[table], f"a column of {table}")))
        roles = ROLES.get((table, name), {})
        for role in split_list(listed):
            if role not in roles:
                asked = "" if roles else f"nothing: {table}.{name} has no roles"
                faults.append(rows.fault(at, "role", *among(role, roles, asked)))
    for (table, name), meanings in ROLES.items():
        terms = [term.term for term in book.terms(table, name)] if table in tables else []
        for role, meaning in meanings.items():
            if terms and role not in _NEED_NOT and not book.with_role(table, name, role):
                said = f"no term of {table}.{name} with the role {role!r}"
                hint = f"in the column role, write {role} beside those of {', '.join(terms)} that do"
                faults.append(Fault(rows.files[0], 0, "role", said, f"the terms that {meaning}", hint, False))
    return faults
