"""Which forms of obligation each domain takes."""

from __future__ import annotations

from collections import Counter

from analystkit.charts import Cell, Column, Number, Plan, Row, Rows, Shade, View, Words, chart
from analystkit.charts.provisions import NO_DOMAIN, how_many_coded
from analystkit.words import capital, count, listing, lower_label, say

_END = 0.7  # width of the last columns of the matrix, in cells


def _commonest(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    coded, kind = how_many_coded(view)
    pairs = list(zip(view.values("obligation"), view.values("domain"), strict=True))
    sizes = Counter(form for form, _ in pairs if form)
    if not sizes:
        return say("{n:provision}, not coded for obligation", n=len(view.rows))
    most = max(sizes.values())
    forms = [form for form in view.terms("obligation") if sizes[form] == most]
    names = [f"“{lower_label(view.label('obligation', form))}”" for form in forms]
    if len(sizes) == 1:
        return f"{f'All {coded} {kind}s are' if coded > 1 else f'The only {kind} is'} marked {names[0]}"
    if len(forms) > 1:
        return f"No single form leads: {listing(names)} have {most} of {coded} {kind}s each"
    spread = len({domain for form, domain in pairs if form == forms[0] and domain})
    where = f", across {spread} domains" if spread > 1 else ""
    return f"“{capital(names[0][1:])} is the most frequent form: {most} of {coded} {kind}s{where}"


@chart("provisions", needs=("domain", "obligation"))
def obligation_by_domain(view: View) -> tuple[Plan, Words]:
    """Which forms of obligation each domain takes: a matrix with counts."""
    groups = view.groups("domain", largest_first=False, blank=NO_DOMAIN)
    held, rows = view.held("domain", "obligation"), []
    heads = {form: view.label("obligation", form) for form in view.terms("obligation")}
    # the fullest cell: of those with as many, the one that stands last by name
    most, where, fullest = max((len(held[g.term, form]), g.label, form) for g in groups for form in heads)
    for group in groups:
        cells, every, single = list[Cell](), group.ids, view.at("one-source", group.ids)
        for form, head in heads.items():
            words = view.told(f"{group.label}, {lower_label(head)}", held[group.term, form])
            cells.append(Shade(most, held[group.term, form], words))
        alone = view.told(f"{group.label}, on one source", single)
        cells.append(Number(len(every), every, view.told(group.label, every)))
        cells.append(Number(len(single), single, alone, quiet=True))
        weight = 1000 * max(len(held[group.term, form]) for form in heads) + len(every)
        rows.append(Row(group.label, cells, every, weight=weight))
    columns = [Column(capital(head), align="center") for head in heads.values()]
    columns += [Column("All", _END, "center")]
    columns += [Column("On one source", _END, "center", narrow="drop", paper=True)]
    plan = Rows(rows, columns, share=0.38, head_gap=0.05, ruled=False, noun="domain").fit(view)
    total = count(len(view.rows), "provision")
    subtitle = f"{capital(total)} by domain and by what they ask (kit’s scale); the darker, the more."
    alt = (
        f"A matrix of {total}: {count(len(groups), 'domain')} by {count(len(heads), 'form')} of obligation. "
        f"The fullest cell, with {most}, is {where}, {lower_label(heads[fullest])}. "
        f"By form: {view.tally('obligation')}."
    )
    return plan, Words(_commonest(view), subtitle, alt)
