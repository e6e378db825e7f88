"""Obligation, precision and delegation: how strong, how exact, how delegated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analystkit.charts import UNVERIFIED, Column, Plan, Row, Rows, Swatch, View, Words, chart
from analystkit.charts.cells import Cell, Number, Part, Shade, Squares
from analystkit.charts.provisions import NO_ROLE
from analystkit.words import capital, listing, lower_label, say

_DIMENSIONS = ("obligation", "precision", "delegation")
_NAMED = 3  # so few provisions in a cell are named


def _place(row: Mapping[Any, Any]) -> str:
    """Return where a provision stands, such as "3(3)"; one without an article by its heading."""
    if pd.isna(row["article"]):
        return str(row["heading"])
    article = "preamble" if row["article"] == 0 else str(row["article"])
    return f"{article}({row['paragraph']})" if row["paragraph"] else article


def _spread(view: View, coded: pd.DataFrame, column: str) -> str:
    """Return how many provisions have each term of a dimension, such as "12 high and 3 low"."""
    counts, terms = Counter(coded[column].astype(str)), view.terms(column)
    return listing([f"{counts[t]} {lower_label(view.label(column, t))}" for t in terms if counts[t]])


def _how_exact(view: View, coded: pd.DataFrame) -> str:
    """Return how many provisions bind, and how exact those are."""
    binding, total = view.role("obligation", "binding"), say("{n:provision}", n=len(coded))
    if coded.empty:
        return say("{n:provision}, not coded on all three dimensions", n=len(view.rows))
    if not binding:
        return f"{total} by obligation, precision and delegation"
    strong = coded[coded["obligation"].isin(binding)]
    one = coded if len(coded) == 1 else strong
    exact = f"; their precision: {_spread(view, strong, 'precision')}" if len(strong) else ""
    if len(one) == 1:
        exact = f"; its precision: {lower_label(view.label('precision', str(one['precision'].iloc[0])))}"
    if len(coded) == 1:
        return f"The only coded provision {'binds' if len(strong) else 'does not bind'}{exact}"
    return f"{len(strong) or 'None'} of {total} {say('{n|binds|bind}', n=len(strong) or 1)}{exact}"


@chart("provisions", label="Legalization profile", needs=_DIMENSIONS)
def legalization(view: View) -> tuple[Plan, Words]:
    """How strong, how exact and how delegated the provisions are: a square for each, with the spread."""
    book, counted = view.dossier.codebook, view.tight  # no room for a square each
    forms, precisions, actors = ([t.term for t in book.terms("provisions", name)] for name in _DIMENSIONS)
    precisions.reverse()
    coded, held = view.rows.set_axis(view.ids).dropna(subset=list(_DIMENSIONS)), view.held(*_DIMENSIONS)
    given = {str(one): row for one, row in coded.to_dict("index").items()}
    found = {(f, p): tuple(i for by in actors for i in held[f, p, by]) for f in forms for p in precisions}
    most = max(map(len, found.values()), default=0)

    def cell(form: str, precision: str) -> Cell:
        ids, parts = found[form, precision], []
        if counted:
            exact = lower_label(view.label("precision", precision))
            return Shade(most, ids, view.told(f"{view.label('obligation', form)}, precision {exact}", ids))
        for one in ids:
            row, by = given[one], given[one]["delegation"]
            words = f"{_place(row)}, {row['heading']}: {lower_label(view.label('delegation', by))}"
            parts.append(Part(1, view.color("delegation", by), (one,), words))
        under = ", ".join(_place(given[one]) for one in ids) if len(ids) <= _NAMED else ""
        return Squares(tuple(parts), under=under, blank="")

    rows = []
    for form in forms:
        ids = [one for precision in precisions for one in found[form, precision]]
        label = capital(view.label("obligation", form))
        cells = [*(cell(form, each) for each in precisions), Number(len(ids), ids, view.told(label, ids))]
        rows.append(Row(label, cells, ids, weight=len(ids)))
    sums, tally = (Counter(coded[name].astype(str)) for name in ("precision", "delegation"))
    feet = [Row("All", [*(Number(sums[each]) for each in precisions), Number(len(coded))])]
    columns = [Column(capital(view.label("precision", each)), align="center") for each in precisions]
    legend = [
        Swatch(f"{capital(view.label('delegation', by))} ({tally[by]})", view.color("delegation", by))
        for by in actors
        if tally[by]
    ]
    legend += [UNVERIFIED] if view.at("unverified", given) else []
    plan = Rows(
        rows, [*columns, Column("All", share=0, align="right", gap=0.1)], () if counted else legend, feet,
        share=0.3, lines=2, corner="" if counted else "Obligation ↓  Precision →", head_gap=0.05, small=True,
        noun="form", ruled=not counted,
    ).fit(view)  # fmt: skip
    headline = _how_exact(view, coded)
    if coded.empty:
        return plan, Words(
            headline, "Obligation, precision, delegation.", f"An empty figure. {headline}.", "", ""
        )
    left, total = len(view.rows) - len(coded), say("{n:provision}", n=len(coded))
    note = NO_ROLE
    if view.role("obligation", "binding"):
        note = "Binding: forbids something or demands a checkable act."
    note += say(" {n:provision} {n|is|are} not coded and not shown.", n=left) if left else ""
    spread = [f"{name.capitalize()}: {_spread(view, coded, name)}." for name in _DIMENSIONS]
    alt = f"Squares in a grid of obligation by precision. {' '.join(spread)}"
    subtitle = f"One square for each of {total}; colour: who applies it beside the parties."
    if counted:
        subtitle = f"{capital(total)} by obligation (downwards) and precision; the darker, the more."
    return plan, Words(headline, subtitle, alt, note, view.verified(given))
