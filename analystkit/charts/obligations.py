"""What charts of provisions say of obligations: how many bind, where, and in which forms."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analystkit.charts.view import View
from analystkit.charts.wording import capital, count, listing
from analystkit.dossier.sentence import lower_label

BINDING = ("prohibits", "binds")  # a duty that one can see kept or broken: the strongest forms of obligation

Group = tuple[str, pd.DataFrame]


def of_term(rows: pd.DataFrame, column: str, term: str) -> pd.DataFrame:
    """Return the rows with a term in a column; "" stands for rows that have none."""
    return rows[rows[column] == term] if term else rows[rows[column].isna()]


def by_domain(view: View, largest_first: bool = True) -> list[Group]:
    """Return the rows of each domain under its label: the largest first, or in the codebook's order."""
    groups = []
    for term in view.terms("domain"):
        rows = of_term(view.rows, "domain", term)
        groups.append((view.starred(capital(view.label("domain", term)), rows), rows))
    return sorted(groups, key=lambda group: -len(group[1])) if largest_first else groups


def folded(groups: Sequence[Group], room: int) -> list[Group]:
    """Return as many groups as there is room for, the rest as one that says how many domains it holds."""
    kept, rest = list(groups[:room]), list(groups[room:])
    return [*kept, (f"{len(rest)} other domains", pd.concat([rows for _, rows in rest]))] if rest else kept


def forms_in_words(view: View) -> str:
    """Return how many provisions take each form of obligation, the strongest first."""
    sizes = [(term, len(of_term(view.rows, "obligation", term))) for term in view.terms("obligation")]
    return listing([f"{lower_label(view.label('obligation', term))} {size}" for term, size in sizes])


def _leaders(view: View, rows: pd.DataFrame) -> tuple[list[str], int]:
    """Return the domains with the most of some rows, as a sentence names them, and how many they have."""
    sizes = rows["domain"].value_counts()
    most = int(sizes.max()) if len(sizes) else 0
    leaders = [term for term in view.terms("domain", rows) if term and sizes[term] == most]
    return [lower_label(view.label("domain", term)) for term in leaders], most


def _where(view: View, strong: pd.DataFrame) -> str:
    """Return where provisions that bind stand, as the end of a sentence."""
    names, most = _leaders(view, strong)
    if len(view.terms("domain")) < 2 or not names:
        return ""
    if len(names) > 2:
        return f", in {strong['domain'].nunique()} domains"
    if most * len(names) == len(strong):
        return f", all in {listing(names)}" if len(strong) > 1 else f", in {names[0]}"
    return f", the most in {listing(names)} ({most}{' each' if len(names) > 1 else ''})"


def binding_headline(view: View) -> str:
    """Return how many provisions bind or prohibit, and which domain has the most of them."""
    coded = view.rows[view.rows["obligation"].notna()]
    strong, total = coded[coded["obligation"].isin(BINDING)], len(coded)
    if not total:
        return f"{capital(count(len(view.rows), 'provision'))}, not coded for obligation"
    kind = "coded provision" if total < len(view.rows) else "provision"
    if total == 1:
        return f"The only {kind} {'binds or prohibits' if len(strong) else 'neither binds nor prohibits'}"
    if len(strong) in (0, total):
        verb = "bind or prohibit" if len(strong) else "binds or prohibits"
        return f"{'All' if len(strong) else 'None of the'} {total} {kind}s {verb}{_where(view, strong)}"
    verb = "binds or prohibits" if len(strong) == 1 else "bind or prohibit"
    return f"{len(strong)} of {total} {kind}s {verb}{_where(view, strong)}"
