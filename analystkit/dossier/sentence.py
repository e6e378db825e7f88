"""A selection in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analystkit.dossier.dates import say_date
from analystkit.dossier.tables import TABLES

if TYPE_CHECKING:
    from analystkit.dossier.dossier import Dossier
    from analystkit.dossier.selection import Selection

_OBLIGATION = {
    "prohibits": "prohibit",
    "binds": "bind",
    "commits-to-cooperate": "commit to cooperate",
    "promotes": "promote",
    "declares": "declare",
    "procedural": "are procedural",
}
_FLOOR = {"unverified": "unverified included", "one-source": "sourced", "two-sources": "with two sources"}
_FEW = 4


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Return words joined as prose joins them.

    Examples
    --------
    >>> join_words(["energy", "sanctions", "transport"])
    'energy, sanctions and transport'
    """
    words = list(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """Return text with a capital at its start; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def lower_label(label: str) -> str:
    """Return a label as it reads inside a sentence; names and abbreviations keep their capitals."""
    first = label.split(" ")[0].split("-")[0]
    return label if len(first) > 1 and not first[1:].islower() else label[:1].lower() + label[1:]


def _inline(dossier: Dossier, table: str, field: str, term: str) -> str:
    """Return a term's label inside a sentence; a name, as its definition shows, keeps its capital."""
    label = dossier.codebook.label(table, field, term)
    entries = {entry.term: entry for entry in dossier.codebook.terms(table, field)}
    first = label.split(" ")[0].strip(",")
    told = [entries[term].definition, entries[term].group] if term in entries else []
    named = any(re.search(rf"\S\s+{re.escape(first)}\b", text) for text in told)
    return label if named and first[:1].isupper() else lower_label(label)


def _plural(noun: str) -> str:
    """Return the plural of a column's name."""
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def selection_sentence(selection: Selection, dossier: Dossier) -> str:
    """Return a selection in plain words."""
    table, where = TABLES[selection.table], dict(selection.where)
    parts = [_lead(selection.table, table.lead, where.pop(table.lead, ()), dossier) or "all", table.noun]
    if selection.table == "provisions" and "obligation" in where:
        verbs = [
            _OBLIGATION.get(term, f"are marked {term}") if term else "are not coded"
            for term in where.pop("obligation")
        ]
        parts.append(f"that {join_words(verbs, 'or')}")
    words = " ".join(parts)
    clauses = [_clause(selection.table, name, terms, dossier) for name, terms in where.items()]
    if selection.dates:
        start, end = selection.dates
        clauses.append(
            " ".join(filter(None, [start and f"from {say_date(start)}", end and f"to {say_date(end)}"]))
        )
    if selection.text:
        clauses.append(f"with “{selection.text}”")
    if "verification" in table.by_name:
        clauses.append(_FLOOR[selection.floor])
    return ", ".join([words, *clauses])


def _lead(table: str, field: str, terms: tuple[str, ...], dossier: Dossier) -> str:
    if not terms:
        return ""
    order = [term.term for term in dossier.codebook.terms(table, field)]
    ranked = sorted(terms, key=lambda term: order.index(term) if term in order else len(order))
    labels = [_inline(dossier, table, field, term) for term in ranked]
    if len(labels) > _FEW:
        return f"{len(labels)} {_plural(field.replace('_', ' '))} of"
    if table == "motives":
        labels = [dossier.codebook.label(table, field, term) for term in ranked]
    # "sanctions, finance and payments" reads better than two words "and" in a row.
    return ", ".join(labels) if any(" and " in label for label in labels) else join_words(labels)


def _clause(table: str, field: str, terms: tuple[str, ...], dossier: Dossier) -> str:
    if field in ("cites", "does-not-cite"):
        verb = "citing" if field == "cites" else "not citing"
        names = [dossier.sources[term].short if term in dossier.sources else term for term in terms]
        return f"{verb} {join_words(names, 'or')}"
    if field == "mine":
        return (
            "the analyst's own"
            if terms == ("yes",)
            else "not the analyst's own"
            if terms == ("no",)
            else "whoever's"
        )
    labels = [dossier.codebook.label(table, field, term) for term in terms]
    if dossier.codebook.terms(table, field):
        labels = [_inline(dossier, table, field, term) for term in terms]
    shown = join_words(labels, "or") if len(labels) <= _FEW else f"one of {len(labels)}"
    return f"{field.replace('_', ' ')}: {shown}"
