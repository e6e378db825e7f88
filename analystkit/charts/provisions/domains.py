"""Provisions by domain and by what they ask: bars, and a matrix with counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from analystkit.charts import Bar, Cell, Column, Number, Part, Plan, Row, Rows, Shade, Swatch, chart
from analystkit.charts.style import LINE, MINE, PAPER
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label, say

NO_DOMAIN = "No domain established"
NO_ROLE = "The codebook does not say which forms of obligation bind (role “binding”)."
_END = 0.7  # width of the last columns of the matrix, in cells


@dataclass(frozen=True, eq=False)
class Group:
    """The provisions of one domain: their ids by form of obligation ("" for none) and verification."""

    term: str
    label: str
    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.having())

    def having(self, form: str | None = None, level: str | None = None) -> tuple[str, ...]:
        """Return the ids of those that have a form, a level of verification, or both."""
        return tuple(
            one for (f, v), ids in self.ids.items() if form in (None, f) and level in (None, v) for one in ids
        )


def by_domain(view: View, largest_first: bool = True) -> list[Group]:
    """Return the provisions of each domain: the largest first, or in the codebook's order.

    Those without a domain stand last, whatever their number.
    """
    domains, forms, levels = (view.values(column) for column in ("domain", "obligation", "verification"))
    own = {domain for domain, mine in zip(domains, view.rows["mine"], strict=True) if mine}
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for one, domain, form, level in zip(view.ids, domains, forms, levels, strict=True):
        found.setdefault(domain, {}).setdefault((form, level), []).append(one)
    groups = []
    for term in view.terms("domain"):
        label = capital(view.label("domain", term)) if term else NO_DOMAIN
        groups.append(Group(term, f"{label} {MINE}" if term in own else label, found[term]))
    return sorted(groups, key=lambda group: (not group.term, -len(group) * largest_first))


def form_sizes(view: View) -> dict[str, int]:
    """Return how many provisions take each form of obligation, the strongest first; "" for none."""
    sizes = Counter(view.values("obligation"))
    return {form: sizes[form] for form in view.terms("obligation")}


def _forms_in_words(view: View) -> str:
    sizes = form_sizes(view).items()
    return listing([f"{lower_label(view.label('obligation', form))} {size}" for form, size in sizes])


def _coded(view: View) -> tuple[int, str]:
    """Return how many provisions are coded for obligation, and what one is called where not all are."""
    coded = len(view.rows) - view.values("obligation").count("")
    return coded, "coded provision" if coded < len(view.rows) else "provision"


def _headline(view: View, strong: Counter[str], named: list[str]) -> str:
    """Return how many provisions bind, and which domain has the most of them."""
    (coded, kind), number = _coded(view), strong.total()
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


@chart(
    name="provisions-by-domain",
    label="Provisions by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="How many provisions each domain has, stacked by what they ask of the parties.",
)
def provisions_by_domain(view: View) -> tuple[Plan, Words]:
    """Return a bar for each domain, stacked by form of obligation, the largest on top."""
    binding, forms, rows = view.role("obligation", "binding"), view.terms("obligation"), []
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    strong = Counter(domain for domain, form in cells if form in binding)
    # the domains with the most provisions that bind, where a headline can name them
    named = [t for t in view.terms("domain") if t and strong[t] and strong[t] == max(strong.values())]
    named = named if len(named) < 3 and len(view.terms("domain")) > 1 else []
    for group in by_domain(view):
        parts = []
        for form in forms:
            color = view.color("obligation", form) if form else PAPER
            lead = f"{group.label}, {lower_label(view.label('obligation', form))}"
            unsure = group.having(form, "unverified")
            sure = tuple(one for one in group.having(form) if one not in unsure)
            parts += [
                Part(len(ids), color, hatched, ids, view.told(lead, ids))
                for ids, hatched in ((sure, False), (unsure, True))
                if ids
            ]
        single, every = group.having(level="one-source"), group.having()
        total = Number(len(single), single, view.told(f"{group.label}, on one source", single), quiet=True)
        weight = len(every) + 1e6 * (group.term in named)
        said = view.told(group.label, every)
        rows.append(Row(group.label, (Bar(tuple(parts)), total), every, said, weight=weight))
    key = [
        Swatch(capital(view.label("obligation", form)), view.color("obligation", form) if form else PAPER)
        for form in forms
    ]
    key += [Swatch("Unverified", LINE, "hatched")] if view.unsure else []
    columns = (Column(), Column("on one source", share=0, align="right"))
    plan, number = Rows(rows, columns, key, noun="domain").fit(view), count(len(view.rows), "provision")
    subtitle = f"{capital(number)} by domain and by what they ask (kit’s scale, the strongest at the left)."
    sizes = listing([*(f"{row.label} {len(row.ids)}" for row in plan.drawn), *filter(None, [plan.more[4:]])])
    alt = f"Stacked bars of {number} by domain, the largest first: {sizes}. By form: {_forms_in_words(view)}."
    return plan, Words(_headline(view, strong, named), subtitle, alt, "" if binding else NO_ROLE)


def _commonest(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    sizes, (coded, kind) = {form: size for form, size in form_sizes(view).items() if form}, _coded(view)
    if not sizes:
        return say("{n:provision}, not coded for obligation", n=len(view.rows))
    most = max(sizes.values())
    forms = [form for form, size in sizes.items() if size == most]
    names = [f"“{lower_label(view.label('obligation', form))}”" for form in forms]
    if len(sizes) == 1:
        return f"{f'All {coded} {kind}s are' if coded > 1 else f'The only {kind} is'} marked {names[0]}"
    if len(forms) > 1:
        return f"No single form leads: {listing(names)} have {most} of {coded} {kind}s each"
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    spread = len({domain for domain, form in cells if form == forms[0] and domain})
    where = f", across {spread} domains" if spread > 1 else ""
    return f"“{capital(names[0][1:])} is the most frequent form: {most} of {coded} {kind}s{where}"


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
        f"By form: {_forms_in_words(view)}."
    )
    return plan, Words(_commonest(view), subtitle, alt)
