"""The controlled terms of a dossier: their labels, order, groups and colors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from analystkit.dossier.faults import Fault, did_you_mean, quoted
from analystkit.dossier.finding import Rows
from analystkit.dossier.tables import TABLES, split_list
from analystkit.errors import unknown

FILE = "codebook.csv"
ANY = "*"
SOURCE_FIELDS = ("kind", "reliability", "metadata", "read")
NO_COLOR = "#7f7f7f"
# For a field whose terms have no color: neighbors differ in shade as well as in hue.
PALETTE = ("#14304f", "#e0982f", "#8f2d3c", "#b9cbe0", "#2f6f4f", "#e2c96b", "#2f6fb0", "#cfd6dc")
_COLOR, _ORDER = re.compile(r"#[0-9a-fA-F]{6}"), re.compile(r"-?\d{1,9}")
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
    color: str = NO_COLOR  #: ``#rrggbb``
    reference: str = ""  #: where the definition comes from
    roles: tuple[str, ...] = ()  #: what it stands for in code, such as ``binding``


class Codebook:
    """The terms of every categorical column, in order.

    Parameters
    ----------
    terms : iterable of Term
        A term of table ``*`` holds for every table that has the field.

    Examples
    --------
    >>> book = Codebook([Term("events", "category", "syria", "Syria", color="#aa0000")])
    >>> book.label("events", "category", "syria")
    'Syria'
    """

    def __init__(self, terms: Iterable[Term]):
        self._fields: dict[tuple[str, str], dict[str, Term]] = {}
        for term in sorted(terms, key=lambda term: (term.table, term.field, term.order, term.term)):
            self._fields.setdefault((term.table, term.field), {})[term.term] = term

    def terms(self, table: str, field: str) -> list[Term]:
        """Return a field's terms in order; empty for a field that has none."""
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
        """Return the terms that stand for something in code, in order; empty where the codebook says of none.

        Parameters
        ----------
        table, field : str
            Such as ``"provisions"`` and ``"obligation"``.
        role : str
            Such as ``"binding"``; `ROLES` has them all.

        Returns
        -------
        tuple of str

        Examples
        --------
        >>> book = Codebook([Term("events", "category", "talks", "Talks", roles=("treaty",))])
        >>> book.with_role("events", "category", "treaty")
        ('talks',)
        """
        if role not in ROLES.get((table, field), {}):
            raise unknown(f"role of {table}.{field}", role, ROLES.get((table, field), {}))
        return tuple(entry.term for entry in self.terms(table, field) if role in entry.roles)

    def missing_roles(self, tables: Iterable[str]) -> list[Fault]:
        """Return a line for each meaning that code asks for and no term of these tables has."""
        faults = []
        for (table, field), meanings in ROLES.items():
            terms = ", ".join(self._of(table, field))
            if table not in tables or not terms:
                continue
            for role, meaning in meanings.items():
                if role not in _NEED_NOT and not self.with_role(table, field, role):
                    hint = f"in the column role, write {role} beside those of {terms} that do"
                    said = f"no term of {table}.{field} with the role {role!r}"
                    faults.append(Fault(FILE, 0, "role", said, f"the terms that {meaning}", hint, False))
        return faults

    def groups(self, table: str, field: str) -> dict[str, str]:
        """Return a field's groups with their colors, in the order of their first terms."""
        groups: dict[str, str] = {}
        for term in self.terms(table, field):
            groups.setdefault(term.group or term.label, term.color)
        return groups


def build_codebook(rows: Rows) -> tuple[Codebook, list[Fault]]:
    """Make a codebook from the records of ``codebook.csv``."""
    terms, faults = [], []
    for at, cells in enumerate(rows.cells()):
        wrong = _wrong(cells)
        faults += [Fault(*rows.place(at), *each) for each in wrong]
        order = int(cells["order"]) if _ORDER.fullmatch(cells["order"]) else 0
        color = cells["colour"] if _COLOR.fullmatch(cells["colour"]) else ""
        named = {name: cells[name] for name in ("table", "field", "term", "label", "group", "definition")}
        more = {"color": color, "reference": cells["reference"]}
        terms.append(Term(**named, **more, order=order, roles=split_list(cells["role"])))
    return Codebook(_colored(terms)), faults


def _colored(terms: list[Term]) -> list[Term]:
    """Give each group of a field without any color one of the palette; grey a term that alone has none."""
    places: dict[tuple[str, str], dict[str, int]] = {}
    plain = {(term.table, term.field) for term in terms} - {
        (term.table, term.field) for term in terms if term.color
    }
    for term in sorted(terms, key=lambda term: term.order):
        groups = places.setdefault((term.table, term.field), {})
        groups.setdefault(term.group or term.term, len(groups))
    return [
        term
        if term.color
        else replace(
            term,
            color=PALETTE[places[term.table, term.field][term.group or term.term] % len(PALETTE)]
            if (term.table, term.field) in plain
            else NO_COLOR,
        )
        for term in terms
    ]


@cache
def _fields(table: str) -> frozenset[str]:
    columns = [column.name for t in TABLES.values() if table in (ANY, t.name) for column in t.columns]
    return frozenset(SOURCE_FIELDS if table == "sources" else columns)


def _wrong(cells: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return what is wrong in one row of the codebook: column, what was found, what was expected, a hint."""
    table, name, wrong = cells["table"], cells["field"], list[tuple[str, str, str, str]]()
    tables = [*TABLES, "sources", ANY]
    if table not in tables:
        wrong.append(("table", quoted(table), f"one of {', '.join(tables)}", did_you_mean(table, tables)))
    elif name not in _fields(table):
        wrong.append(("field", quoted(name), f"a column of {table}", did_you_mean(name, _fields(table))))
    if not _ORDER.fullmatch(cells["order"]):
        wrong.append(("order", quoted(cells["order"]), "a whole number", ""))
    if cells["colour"] and not _COLOR.fullmatch(cells["colour"]):
        wrong.append(("colour", quoted(cells["colour"]), "a color as #rrggbb, or nothing", ""))
    roles = ROLES.get((table, name), {})
    for role in split_list(cells["role"]):
        if role not in roles:
            asked = f"one of {', '.join(roles)}" if roles else f"nothing: {table}.{name} has no roles"
            wrong.append(("role", quoted(role), asked, did_you_mean(role, roles)))
    return wrong
