"""The legalization profile: how strongly, how exactly and by whom the provisions are to be applied."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analystkit.charts import Cell, Column, Number, Part, Plan, Row, Rows, Shade, Squares, Swatch, chart
from analystkit.charts.provisions.domains import NO_ROLE
from analystkit.charts.style import LINE
from analystkit.charts.view import View, Words
from analystkit.words import capital, listing, lower_label, say

_DIMENSIONS = ("obligation", "precision", "delegation")
_NAMED = 3  # so few provisions in a cell are named


def _place(row: pd.Series) -> str:
    """Return where a provision stands, such as "3(3)"; one without an article by its heading."""
    if pd.isna(row["article"]):
        return str(row["heading"])
    article = "preamble" if row["article"] == 0 else str(row["article"])
    return f"{article}({row['paragraph']})" if row["paragraph"] else article


def _spread(view: View, coded: pd.DataFrame, column: str) -> str:
    """Return how many provisions have each term of a dimension, such as "12 high and 3 low"."""
    counts = Counter(coded[column].astype(str))
    known = [term for term in view.terms(column) if counts[term]]
    return listing([f"{counts[term]} {lower_label(view.label(column, term))}" for term in known])


def _headline(view: View, coded: pd.DataFrame) -> str:
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


@chart(
    name="legalization",
    label="Legalization profile",
    table="provisions",
    needs=(*_DIMENSIONS, "article", "paragraph", "heading", "verification"),
    about="How strong, how exact and how delegated the provisions are: a square for each, with the spread.",
)
def legalization(view: View) -> tuple[Plan, Words]:
    """Return a grid of obligation by precision, a square for each provision, colored by delegation."""
    book = view.dossier.codebook
    terms = {column: [t.term for t in book.terms("provisions", column)] for column in _DIMENSIONS}
    coded = view.rows.assign(_id=view.ids).dropna(subset=list(_DIMENSIONS))
    found: dict[tuple[str, str], list[pd.Series]] = {}
    for _, row in coded.iterrows():
        found.setdefault((str(row["obligation"]), str(row["precision"])), []).append(row)

    counted = view.narrow or view.slide  # no room for a square each
    most = max(map(len, found.values()), default=1)

    def cell(form: str, precision: str) -> Cell:
        rows = sorted(
            found.get((form, precision), []), key=lambda row: terms["delegation"].index(row["delegation"])
        )
        ids, unsure = tuple(row["_id"] for row in rows), [row["verification"] == "unverified" for row in rows]
        if counted:
            said = view.told(f"{view.label('obligation', form)}, precision {precision}", ids)
            return Shade(len(rows), most, sum(unsure), ids, said)
        parts = []
        for row, doubt in zip(rows, unsure, strict=True):
            by = row["delegation"]
            words = f"{_place(row)}, {row['heading']}: {lower_label(view.label('delegation', by))}"
            parts.append(Part(1, view.color("delegation", by), doubt, (row["_id"],), words))
        named = ", ".join(map(_place, rows)) if len(rows) <= _NAMED else ""
        return Squares(tuple(parts), under=named, blank="")

    columns = list(reversed(terms["precision"]))
    rows, sums = [], Counter(str(term) for term in coded["precision"])
    for form in terms["obligation"]:
        ids = [row["_id"] for precision in columns for row in found.get((form, precision), [])]
        label = capital(view.label("obligation", form))
        said = view.told(label, ids)
        cells = [*(cell(form, precision) for precision in columns), Number(len(ids), ids, said)]
        rows.append(Row(label, cells, ids, said, weight=len(ids)))
    feet = [Row("All", [*(Number(sums[each]) for each in columns), Number(len(coded))])]
    heads = [Column(capital(view.label("precision", each)), align="center") for each in columns]
    tally = Counter(str(term) for term in coded["delegation"])
    legend = [
        Swatch(f"{capital(view.label('delegation', term))} ({tally[term]})", view.color("delegation", term))
        for term in terms["delegation"]
        if tally[term]
    ]
    legend += [Swatch("Unverified", LINE, "hatched")] if (coded["verification"] == "unverified").any() else []
    plan = Rows(
        rows, [*heads, Column("All", share=0, align="right", gap=0.1)], () if counted else legend, feet,
        share=0.3, lines=2, corner="" if counted else "Obligation ↓  Precision →", head_gap=0.05, small=True,
        noun="form", ruled=not counted,
    ).fit(view)  # fmt: skip
    headline = _headline(view, coded)
    if coded.empty:
        return plan, Words(headline, "Obligation, precision, delegation.", f"An empty figure. {headline}.")
    left = len(view.rows) - len(coded)
    note = ["Binding: forbids something or demands a checkable act."]
    note = note if view.role("obligation", "binding") else [NO_ROLE]
    note += [say("{n:provision} {n|is|are} not coded and not shown.", n=left)] if left else []
    alt = (
        f"Squares in a grid of obligation by precision. Obligation: {_spread(view, coded, 'obligation')}. "
        f"Precision: {_spread(view, coded, 'precision')}. Delegation: {_spread(view, coded, 'delegation')}."
    )
    total = say("{n:provision}", n=len(coded))
    subtitle = f"One square for each of {total}; colour: who applies it beside the parties."
    if counted:
        subtitle = f"{capital(total)} by obligation (downwards) and precision; the darker, the more."
    return plan, Words(headline, subtitle, alt, " ".join(note), view.verified(coded["_id"]))
