"""Bars: how many provisions each domain has, stacked by what they ask of the parties."""

from __future__ import annotations

from analystkit.charts.amounts import Bar, Part
from analystkit.charts.cells import Number
from analystkit.charts.chart import Plan, chart
from analystkit.charts.provisions.groups import (
    NO_ROLE,
    Group,
    binding_headline,
    by_domain,
    forms_in_words,
    leaders,
    swatches_of_forms,
)
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import PAPER
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label


def _row(view: View, group: Group, weight: float) -> Row:
    parts = []
    for form in view.terms("obligation"):
        color = view.color("obligation", form) if form else PAPER
        lead = f"{group.label}, {lower_label(view.label('obligation', form))}"
        unsure = group.having(form, "unverified")
        sure = tuple(one for one in group.having(form) if one not in unsure)
        parts += [
            Part(len(ids), color, hatched, ids, view.told(lead, ids))
            for ids, hatched in ((sure, False), (unsure, True))
            if ids
        ]
    single = group.having(level="one-source")
    total = Number(len(single), single, view.told(f"{group.label}, on one source", single), quiet=True)
    said = view.told(group.label, group.having())
    return Row(group.label, (Bar(tuple(parts)), total), group.having(), said, weight=weight)


@chart(
    name="provisions-by-domain",
    label="Provisions by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="How many provisions each domain has, stacked by what they ask of the parties.",
)
def provisions_by_domain(view: View) -> tuple[Plan, Words]:
    """Return a bar for each domain, stacked by form of obligation, the largest on top."""
    named, total = leaders(view), count(len(view.rows), "provision")
    plan = Rows(
        [_row(view, group, len(group) + 1e6 * (group.term in named)) for group in by_domain(view)],
        (Column(), Column("on one source", share=0, align="right")),
        swatches_of_forms(view),
        noun="domain",
    ).fit(view)
    subtitle = f"{capital(total)} by domain and by what they ask (kit’s scale, the strongest at the left)."
    sizes = listing([*(f"{row.label} {len(row.ids)}" for row in plan.drawn), *filter(None, [plan.more[4:]])])
    alt = f"Stacked bars of {total} by domain, the largest first: {sizes}. By form: {forms_in_words(view)}."
    note = "" if view.role("obligation", "binding") else NO_ROLE
    return plan, Words(binding_headline(view), subtitle, alt, note)
