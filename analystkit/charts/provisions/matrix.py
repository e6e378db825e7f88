"""Matrix: which forms of obligation each domain takes, with counts."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.charts.cells import Number, Shade
from analystkit.charts.chart import Plan, chart
from analystkit.charts.provisions.groups import (
    Group,
    by_domain,
    folded,
    form_sizes,
    forms_in_words,
    kind_of,
)
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label

_END = 0.8  # width of the last two columns, in cells


def _headline(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    sizes = {form: size for form, size in form_sizes(view).items() if form}
    if not sizes:
        return f"{capital(count(len(view.rows), 'provision'))}, not coded for obligation"
    coded, most = sum(sizes.values()), max(sizes.values())
    kind = kind_of(view, coded)
    forms = [form for form, size in sizes.items() if size == most]
    names = [f"“{lower_label(view.label('obligation', form))}”" for form in forms]
    if len(sizes) == 1:
        return (
            f"All {coded} {kind}s are marked {names[0]}"
            if coded > 1
            else f"The only {kind} is marked {names[0]}"
        )
    if len(forms) > 1:
        return f"No single form leads: {listing(names)} have {most} of {coded} {kind}s each"
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    spread = len({domain for domain, form in cells if form == forms[0] and domain})
    where = f", across {spread} domains" if spread > 1 else ""
    return f"{names[0][0]}{capital(names[0][1:])} is the most frequent form: {most} of {coded} {kind}s{where}"


def _rows(view: View, groups: Sequence[Group]) -> list[Row]:
    forms = list(form_sizes(view))
    most = max([group.number(form) for group in groups for form in forms if group.drawn], default=1)
    rows = []
    for group in groups:
        cells: list = []
        for form in forms:
            ids = group.having(form)
            words = view.told(f"{group.label}, {lower_label(view.label('obligation', form))}", ids)
            cells.append(Shade(len(ids), most, group.number(form, "unverified"), tuple(ids), words))
        single, all_of = group.having(level="one-source"), group.having()
        said = view.told(group.label, all_of)
        cells += [
            Number(len(all_of), all_of, said),
            Number(len(single), single, view.told(f"{group.label}, on one source", single), quiet=True),
        ]
        rows.append(Row(group.label, cells, all_of, said))
    return rows


@chart(
    name="obligation-by-domain",
    label="Obligation by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="Which forms of obligation each domain takes: a matrix with counts.",
)
def obligation_by_domain(view: View) -> tuple[Plan, Words]:
    """Return a row for each domain and a column for each form of obligation, with the number in each cell."""
    groups, forms = by_domain(view, largest_first=False), form_sizes(view)
    heads = [capital(view.label("obligation", form)) for form in forms]
    plan = Rows(
        _rows(view, groups),
        [
            *(Column(head, align="center") for head in heads),
            *(Column(head, _END, "center") for head in ("All", "On one source")),
        ],
        share=0.38,
        head_gap=0.05,
        ruled=False,
        fold=lambda room: _rows(view, folded(groups, room)),
    ).fit(view)
    subtitle = (
        f"{capital(count(len(view.rows), 'provision'))} by domain and by what they ask of the parties, "
        "the strongest form at the left. The darker a cell, the more provisions."
    )
    size, label, form = max((group.number(form), group.label, form) for group in groups for form in forms)
    alt = (
        f"A matrix of {count(len(view.rows), 'provision')}: {count(len(groups), 'domain')} by "
        f"{count(len(forms), 'form')} of obligation. The fullest cell, with {size}, is {label}, "
        f"{lower_label(view.label('obligation', form))}. By form: {forms_in_words(view)}."
    )
    return plan, Words(_headline(view), subtitle, alt)
