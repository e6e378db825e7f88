"""How many provisions each domain has, and how many of them bind."""

from __future__ import annotations

from collections import Counter

from analystkit.charts import UNVERIFIED, Column, Plan, Row, Rows, View, Words, chart, key_of
from analystkit.charts.cells import Bar, Number, Part
from analystkit.charts.provisions import NO_DOMAIN, NO_ROLE, how_many_coded
from analystkit.words import capital, count, listing, lower_label, say


def _how_many_bind(view: View, strong: Counter[str], named: list[str]) -> str:
    """Return how many provisions bind, and which domain has the most of them."""
    (coded, kind), number = how_many_coded(view), strong.total()
    if not coded:
        return say("{n:provision}, not coded for obligation", n=len(view.rows))
    if not view.role("obligation", "binding"):
        return say("{n:provision} in {m:domain}", n=len(view.rows), m=len(set(view.terms("domain")) - {""}))
    verb = say("{n|forbids|forbid} something or {n|demands|demand} a checkable act", n=number or 1)
    if coded == 1:
        return f"The only {kind} {verb if number else 'neither forbids anything nor demands a checkable act'}"
    if not number:
        return f"None of the {coded} {kind}s {verb}"
    where, most = f", in {len(strong)} domains" if len(strong) > 1 else "", strong[named[0]] if named else 0
    if named:
        places = listing([f"in {lower_label(view.label('domain', term))}" for term in named])
        whole, each = ("", " each") if len(named) > 1 else ("all " if number > 1 else "", "")
        shared = number == most * len(named)
        where = f", {whole}{places}" if shared else f", the most {places} ({most}{each})"
    lead = f"All {coded} {kind}s" if number == coded else f"{number} of {coded} {kind}s"
    return f"{lead} {verb}{where}"


@chart("provisions", needs=("domain", "obligation"))
def provisions_by_domain(view: View) -> tuple[Plan, Words]:
    """How many provisions each domain has, stacked by what they ask of the parties."""
    binding, forms, rows = view.role("obligation", "binding"), view.terms("obligation"), []
    held = view.held("domain", "obligation")
    strong = Counter(domain for (domain, form), ids in held.items() for _ in ids if form in binding)
    # the domains with the most provisions that bind, where a headline can name them
    named = [t for t in view.terms("domain") if t and strong[t] and strong[t] == max(strong.values())]
    named = named if len(named) < 3 and len(view.terms("domain")) > 1 else []
    key = key_of(view, "obligation", forms)
    for group in view.groups("domain", blank=NO_DOMAIN):
        parts, label, single = [], group.label, view.at("one-source", group.ids)
        for form, swatch in zip(forms, key, strict=True):
            lead = f"{label}, {lower_label(view.label('obligation', form))}"
            every, unsure = held[group.term, form], view.at("unverified", held[group.term, form])
            doubted = set(unsure)
            for ids in (tuple(one for one in every if one not in doubted), unsure):
                parts += [Part(len(ids), swatch.color, ids, view.told(lead, ids))] if ids else []
        alone = Number(len(single), single, view.told(f"{label}, on one source", single), quiet=True)
        weight = len(group.ids) + 1e6 * (group.term in named)
        rows.append(Row(label, (Bar(tuple(parts)), alone), group.ids, weight=weight))
    columns = (Column(), Column("on one source", share=0, align="right"))
    plan = Rows(rows, columns, [*key, UNVERIFIED], noun="domain").fit(view)
    number = count(len(view.rows), "provision")
    subtitle = f"{capital(number)} by domain and by what they ask (kit’s scale, the strongest at the left)."
    alt = f"Stacked bars of {number} by domain, the largest first: {plan.listed}."
    alt += f" By form: {view.tally('obligation')}."
    return plan, Words(_how_many_bind(view, strong, named), subtitle, alt, "" if binding else NO_ROLE)
