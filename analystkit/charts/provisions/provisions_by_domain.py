"""How many provisions each domain has, and how many of them bind."""

from __future__ import annotations

from collections import Counter

from analystkit.charts import UNVERIFIED, Column, Plan, Row, Rows, View, Words, chart, key_of
from analystkit.charts.cells import Bar, Number, Part
from analystkit.charts.provisions import NO_ROLE, by_domain, forms_in_words, how_many_coded
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
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    strong = Counter(domain for domain, form in cells if form in binding)
    # the domains with the most provisions that bind, where a headline can name them
    named = [t for t in view.terms("domain") if t and strong[t] and strong[t] == max(strong.values())]
    named = named if len(named) < 3 and len(view.terms("domain")) > 1 else []
    key = key_of(view, "obligation", forms)
    for group in by_domain(view):
        parts, label = [], group.label
        for form, swatch in zip(forms, key, strict=True):
            lead = f"{label}, {lower_label(view.label('obligation', form))}"
            for hatched in (False, True):
                held = (one for one, f, v in group.rows if f == form and (v == "unverified") == hatched)
                if ids := tuple(held):
                    parts.append(Part(len(ids), swatch.color, hatched, ids, view.told(lead, ids)))
        single, every = group.having(level="one-source"), group.having()
        alone = Number(len(single), single, view.told(f"{label}, on one source", single), quiet=True)
        weight = len(every) + 1e6 * (group.term in named)
        rows.append(Row(label, (Bar(tuple(parts)), alone), every, view.told(label, every), weight=weight))
    key += [UNVERIFIED] if view.unsure else []
    columns = (Column(), Column("on one source", share=0, align="right"))
    plan, number = Rows(rows, columns, key, noun="domain").fit(view), count(len(view.rows), "provision")
    subtitle = f"{capital(number)} by domain and by what they ask (kit’s scale, the strongest at the left)."
    alt = f"Stacked bars of {number} by domain, the largest first: {plan.listed}."
    alt += f" By form: {forms_in_words(view)}."
    return plan, Words(_how_many_bind(view, strong, named), subtitle, alt, "" if binding else NO_ROLE)
