"""A selection in plain words."""

from __future__ import annotations

import re

from analystkit.dossier.cells import Told
from analystkit.dossier.dates import say_date
from analystkit.dossier.tables import TABLES
from analystkit.words import listing, lower_label, plural

_FLOOR = {"unverified": "unverified included", "one-source": "sourced", "two-sources": "with two sources"}
_FEW = 4


def _inline(dossier: Told, table: str, field: str, term: str) -> str:
    """Return a term's label inside a sentence; a name, as its definition shows, keeps its capital."""
    label = dossier.codebook.label(table, field, term)
    entries = {entry.term: entry for entry in dossier.codebook.terms(table, field)}
    first = label.split(" ")[0].strip(",")
    told = [entries[term].definition, entries[term].group] if term in entries else []
    named = any(re.search(rf"\S\s+{re.escape(first)}\b", text) for text in told)
    return label if named and first[:1].isupper() else lower_label(label)


def say_rows(
    name: str,
    where: dict[str, tuple[str, ...]],
    text: str,
    dates: tuple[str, str] | None,
    floor: str,
    dossier: Told,
) -> str:
    """Return in plain words which rows of a table are meant; the parts are those of a selection."""
    table = TABLES[name]
    parts = [_lead(name, table.lead, where.pop(table.lead, ()), dossier) or "all", table.noun]
    if name == "provisions" and "obligation" in where:
        labels = [dossier.codebook.label(table.name, "obligation", term) for term in where.pop("obligation")]
        parts.append(f"that {listing(map(_verb, labels), 'or')}")
    words = " ".join(parts)
    clauses = [_clause(name, name, terms, dossier) for name, terms in where.items()]
    if dates:
        start, end = dates
        clauses.append(
            " ".join(filter(None, [start and f"from {say_date(start)}", end and f"to {say_date(end)}"]))
        )
    if text:
        clauses.append(f"with “{text}”")
    if "verification" in table.by_name:
        clauses.append(_FLOOR[floor])
    return ", ".join([words, *clauses])


def _verb(label: str) -> str:
    """Return what a provision does as it reads of several: binds, bind; procedural, are procedural."""
    first, *rest = lower_label(label).split(" ")
    return (
        " ".join([first[:-1], *rest])
        if first.endswith("s") and len(first) > 2
        else f"are {lower_label(label)}"
    )


def _lead(table: str, field: str, terms: tuple[str, ...], dossier: Told) -> str:
    if not terms:
        return ""
    order = [term.term for term in dossier.codebook.terms(table, field)]
    ranked = sorted(terms, key=lambda term: order.index(term) if term in order else len(order))
    labels = [_inline(dossier, table, field, term) for term in ranked]
    if len(labels) > _FEW:
        return f"{len(labels)} {plural(field.replace('_', ' '))} of"
    if table == "motives":
        labels = [dossier.codebook.label(table, field, term) for term in ranked]
    # "sanctions, finance and payments" reads better than two words "and" in a row.
    return ", ".join(labels) if any(" and " in label for label in labels) else listing(labels)


def _clause(table: str, field: str, terms: tuple[str, ...], dossier: Told) -> str:
    if field in ("cites", "does-not-cite"):
        verb = "citing" if field == "cites" else "not citing"
        names = [dossier.sources[term].short if term in dossier.sources else term for term in terms]
        return f"{verb} {listing(names, 'or')}"
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
    shown = listing(labels, "or") if len(labels) <= _FEW else f"one of {len(labels)}"
    return f"{field.replace('_', ' ')}: {shown}"
