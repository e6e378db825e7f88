"""Bars: how many provisions each domain has, stacked by what they ask of the parties."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.charts.amounts import Bar, Part
from analystkit.charts.cells import Number
from analystkit.charts.chart import Plan, chart
from analystkit.charts.provisions.groups import (
    Group,
    binding_headline,
    by_domain,
    folded,
    forms_in_words,
    swatches_of_forms,
)
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import PAPER
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label


def _row(view: View, group: Group) -> Row:
    parts = []
    for form in view.terms("obligation"):
        color = view.color("obligation", form) if form else PAPER
        lead = f"{group.label}, {lower_label(view.label('obligation', form))}"
        unsure = group.having(form, "unverified")
        sure = [one for one in group.having(form) if one not in unsure]
        for ids, hatched in ((sure, False), (unsure, True)):
            if ids:
                parts.append(Part(len(ids), color, hatched, tuple(ids), view.told(lead, ids)))
    unsure_of_all = group.number(level="unverified")
    remark = ""
    if not group.drawn:
        unsure_words = "all" if unsure_of_all == len(group) else str(unsure_of_all)
        remark = f"{unsure_words} unverified, no bar" if unsure_of_all else "no bar"
    single = group.having(level="one-source")
    cells = (
        Bar(tuple(parts), remark=remark),
        Number(len(single), single, view.told(f"{group.label}, on one source", single), quiet=True),
    )
    return Row(group.label, cells, group.having(), view.told(group.label, group.having()))


@chart(
    name="provisions-by-domain",
    label="Provisions by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="How many provisions each domain has, stacked by what they ask of the parties.",
)
def provisions_by_domain(view: View) -> tuple[Plan, Words]:
    """Return a bar for each domain, stacked by form of obligation, the largest on top."""
    groups, total = by_domain(view), count(len(view.rows), "provision")

    def rows(some: Sequence[Group]) -> list[Row]:
        return [_row(view, group) for group in some]

    plan = Rows(
        rows(groups),
        (Column(), Column("on one source", share=0, align="right")),
        swatches_of_forms(view),
        fold=lambda room: rows(folded(groups, room)),
    ).fit(view)
    subtitle = (
        f"{capital(total)} by domain and by what they ask of the parties, the strongest form at the left; "
        "at the right, how many of them rest on one source."
    )
    sizes = listing([f"{group.label} {len(group)}" for group in groups])
    alt = f"Stacked bars of {total} by domain, the largest first: {sizes}. By form: {forms_in_words(view)}."
    return plan, Words(binding_headline(view), subtitle, alt)
