"""Matrix: which forms of obligation each domain takes, with counts."""

from __future__ import annotations

from analystkit.charts.cells import Cell, Number, Shade
from analystkit.charts.chart import Plan, chart
from analystkit.charts.provisions.groups import by_domain, coded_kind, form_sizes, forms_in_words
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label, say

_END = 0.7  # width of the last columns, in cells


def _headline(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    sizes = {form: size for form, size in form_sizes(view).items() if form}
    if not sizes:
        return say("{n:provision}, not coded for obligation", n=len(view.rows))
    coded, most = sum(sizes.values()), max(sizes.values())
    kind = coded_kind(view, coded)
    forms = [form for form, size in sizes.items() if size == most]
    names = [f"“{lower_label(view.label('obligation', form))}”" for form in forms]
    if len(sizes) == 1:
        whole = f"All {coded} {kind}s are" if coded > 1 else f"The only {kind} is"
        return f"{whole} marked {names[0]}"
    if len(forms) > 1:
        return f"No single form leads: {listing(names)} have {most} of {coded} {kind}s each"
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    spread = len({domain for domain, form in cells if form == forms[0] and domain})
    where = f", across {spread} domains" if spread > 1 else ""
    return f"{names[0][0]}{capital(names[0][1:])} is the most frequent form: {most} of {coded} {kind}s{where}"


@chart(
    name="obligation-by-domain",
    label="Obligation by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="Which forms of obligation each domain takes: a matrix with counts.",
)
def obligation_by_domain(view: View) -> tuple[Plan, Words]:
    """Return a row for each domain and a column for each form of obligation, with the number in each cell."""
    groups, forms = by_domain(view, largest_first=False), list(form_sizes(view))
    most = max(len(group.having(form)) for group in groups for form in forms)
    rows = []
    for group in groups:
        cells: list[Cell] = []
        for form in forms:
            ids, unsure = group.having(form), len(group.having(form, "unverified"))
            words = view.told(f"{group.label}, {lower_label(view.label('obligation', form))}", ids)
            cells.append(Shade(len(ids), most, unsure, ids, words))
        single, every = group.having(level="one-source"), group.having()
        said = view.told(group.label, every)
        alone = view.told(f"{group.label}, on one source", single)
        cells += [Number(len(every), every, said), Number(len(single), single, alone, quiet=True)]
        fullest = max(len(group.having(form)) for form in forms)
        rows.append(Row(group.label, cells, every, said, weight=1000 * fullest + len(group)))
    heads = [capital(view.label("obligation", form)) for form in forms]
    columns = [Column(head, align="center") for head in heads]
    columns += [Column("All", _END, "center")]
    columns += [Column("On one source", _END, "center", narrow="drop", paper=True)]
    plan = Rows(rows, columns, share=0.38, head_gap=0.05, ruled=False, noun="domain").fit(view)
    total = count(len(view.rows), "provision")
    subtitle = f"{capital(total)} by domain and by what they ask (kit’s scale); the darker, the more."
    size, label, form = max((len(each.having(form)), each.label, form) for each in groups for form in forms)
    alt = (
        f"A matrix of {total}: {count(len(groups), 'domain')} by {count(len(forms), 'form')} of obligation. "
        f"The fullest cell, with {size}, is {label}, {lower_label(view.label('obligation', form))}. "
        f"By form: {forms_in_words(view)}."
    )
    return plan, Words(_headline(view), subtitle, alt)
