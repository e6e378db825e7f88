"""Charts over the provisions of the treaty, and over the promises that it makes or leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analystkit.charts import Bar, Cell, Column, Number, Part, Pill, Row, Rows, Shade, Squares, Text
from analystkit.charts.chart import Plan, chart
from analystkit.charts.legend import UNVERIFIED, Swatch, key_of
from analystkit.charts.style import MINE
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label, say

NO_DOMAIN = "No domain established"
NO_ROLE = "The codebook does not say which forms of obligation bind (role “binding”)."
_END = 0.7  # width of the last columns of the matrix, in cells
_DIMENSIONS = ("obligation", "precision", "delegation")
_NAMED = 3  # so few provisions in a cell are named


@dataclass(frozen=True)
class Group:
    """The provisions of one domain: of each its id, form of obligation ("" for none) and verification."""

    term: str
    label: str
    rows: list[tuple[str, str, str]]

    def having(self, form: str | None = None, level: str | None = None) -> tuple[str, ...]:
        """Return the ids of those that have a form, a level of verification, or both."""
        return tuple(one for one, f, v in self.rows if form in (None, f) and level in (None, v))


def by_domain(view: View, largest_first: bool = True) -> list[Group]:
    """Return the provisions of each domain: the largest first, or in the codebook's order.

    Those without a domain stand last, whatever their number.
    """
    domains, rows = view.values("domain"), defaultdict(list)
    own = {domain for domain, mine in zip(domains, view.rows["mine"], strict=True) if mine}
    provisions = zip(view.ids, view.values("obligation"), view.values("verification"), strict=True)
    for domain, provision in zip(domains, provisions, strict=True):
        rows[domain].append(provision)
    groups = []
    for term in view.terms("domain"):
        label = capital(view.label("domain", term)) if term else NO_DOMAIN
        groups.append(Group(term, f"{label} {MINE}" if term in own else label, rows[term]))
    return sorted(groups, key=lambda group: (not group.term, -len(group.rows) * largest_first))


def _forms_in_words(view: View) -> str:
    sizes = Counter(view.values("obligation"))
    forms = view.terms("obligation")
    return listing([f"{lower_label(view.label('obligation', form))} {sizes[form]}" for form in forms])


def _coded(view: View) -> tuple[int, str]:
    """Return how many provisions are coded for obligation, and what one is called where not all are."""
    coded = len(view.rows) - view.values("obligation").count("")
    return coded, "coded provision" if coded < len(view.rows) else "provision"


def _how_many_bind(view: View, strong: Counter[str], named: list[str]) -> str:
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
    alt += f" By form: {_forms_in_words(view)}."
    return plan, Words(_how_many_bind(view, strong, named), subtitle, alt, "" if binding else NO_ROLE)


def _commonest(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    coded, kind = _coded(view)
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
    groups, rows = by_domain(view, largest_first=False), []
    heads = {form: view.label("obligation", form) for form in view.terms("obligation")}
    # the fullest cell: of those with as many, the one that stands last by name
    most, where, fullest = max((len(g.having(form)), g.label, form) for g in groups for form in heads)
    for group in groups:
        cells: list[Cell] = []
        for form, head in heads.items():
            ids, unsure = group.having(form), len(group.having(form, "unverified"))
            words = view.told(f"{group.label}, {lower_label(head)}", ids)
            cells.append(Shade(len(ids), most, unsure, ids, words))
        single, every = group.having(level="one-source"), group.having()
        said = view.told(group.label, every)
        alone = view.told(f"{group.label}, on one source", single)
        cells += [Number(len(every), every, said), Number(len(single), single, alone, quiet=True)]
        weight = 1000 * max(len(group.having(form)) for form in heads) + len(every)
        rows.append(Row(group.label, cells, every, said, weight=weight))
    columns = [Column(capital(head), align="center") for head in heads.values()]
    columns += [Column("All", _END, "center")]
    columns += [Column("On one source", _END, "center", narrow="drop", paper=True)]
    plan = Rows(rows, columns, share=0.38, head_gap=0.05, ruled=False, noun="domain").fit(view)
    total = count(len(view.rows), "provision")
    subtitle = f"{capital(total)} by domain and by what they ask (kit’s scale); the darker, the more."
    alt = (
        f"A matrix of {total}: {count(len(groups), 'domain')} by {count(len(heads), 'form')} of obligation. "
        f"The fullest cell, with {most}, is {where}, {lower_label(heads[fullest])}. "
        f"By form: {_forms_in_words(view)}."
    )
    return plan, Words(_commonest(view), subtitle, alt)


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
    book, counted = view.dossier.codebook, view.narrow or view.slide  # no room for a square each
    forms, precisions, actors = ([t.term for t in book.terms("provisions", name)] for name in _DIMENSIONS)
    precisions.reverse()
    coded, found = view.rows.assign(_id=view.ids).dropna(subset=list(_DIMENSIONS)), defaultdict(list)
    for row in coded.sort_values("delegation", kind="stable").to_dict("records"):
        found[row["obligation"], row["precision"]].append(row)
    most = max(map(len, found.values()), default=1)

    def cell(form: str, precision: str) -> Cell:
        held, parts = found.get((form, precision), []), []
        ids = tuple(row["_id"] for row in held)
        if counted:
            said = view.told(f"{view.label('obligation', form)}, precision {precision}", ids)
            return Shade(len(held), most, sum(r["verification"] == "unverified" for r in held), ids, said)
        for row in held:
            by, unsure = row["delegation"], row["verification"] == "unverified"
            words = f"{_place(row)}, {row['heading']}: {lower_label(view.label('delegation', by))}"
            parts.append(Part(1, view.color("delegation", by), unsure, (row["_id"],), words))
        return Squares(tuple(parts), under=", ".join(map(_place, held)) * (len(held) <= _NAMED), blank="")

    rows = []
    for form in forms:
        ids = [row["_id"] for each in precisions for row in found[form, each]]
        label = capital(view.label("obligation", form))
        said = view.told(label, ids)
        cells = [*(cell(form, each) for each in precisions), Number(len(ids), ids, said)]
        rows.append(Row(label, cells, ids, said, weight=len(ids)))
    sums, tally = (Counter(coded[name].astype(str)) for name in ("precision", "delegation"))
    feet = [Row("All", [*(Number(sums[each]) for each in precisions), Number(len(coded))])]
    columns = [Column(capital(view.label("precision", each)), align="center") for each in precisions]
    legend = [
        Swatch(f"{capital(view.label('delegation', by))} ({tally[by]})", view.color("delegation", by))
        for by in actors
        if tally[by]
    ]
    legend += [UNVERIFIED] if (coded["verification"] == "unverified").any() else []
    plan = Rows(
        rows, [*columns, Column("All", share=0, align="right", gap=0.1)], () if counted else legend, feet,
        share=0.3, lines=2, corner="" if counted else "Obligation ↓  Precision →", head_gap=0.05, small=True,
        noun="form", ruled=not counted,
    ).fit(view)  # fmt: skip
    headline = _how_exact(view, coded)
    if coded.empty:
        return plan, Words(headline, "Obligation, precision, delegation.", f"An empty figure. {headline}.")
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
    return plan, Words(headline, subtitle, alt, note, view.verified(coded["_id"]))


def _where(view: View, row: Mapping[Any, Any]) -> str:
    """Return where a promise stands, how sure that is, and on how many sources."""
    places = [f"art. {place}" if place[:1].isdigit() else place for place in row["article"]]
    sure = row["confidence"]
    level = f"{view.label('confidence', sure)} confidence, " if isinstance(sure, str) and sure else ""
    sources = count(len({item.source for item in row["sources"]}), "source")
    return "; ".join(filter(None, [capital(listing(places)), capital(f"{level}{sources}")]))


def _what_is_promised(view: View) -> str:
    """Return which promises are made, which are disputed and which are absent."""
    pairs = list(zip(view.values("promise"), view.values("made"), strict=True))
    yes, disputed, no = (
        [lower_label(view.label("promise", term)) for term, made in pairs if made == asked]
        for asked in ("yes", "disputed", "no")
    )
    if not yes and not disputed:
        total = capital(count(len(view.rows), "promise"))
        return f"The treaty promises no {listing(no, 'or')}" if no else total
    parts = [f"The treaty promises {listing(yes)}"] if yes else []
    for names, verdict in ((disputed, "disputed"), (no, "absent")):
        parts += [f"{listing(names)} {'is' if len(names) == 1 else 'are'} {verdict}"] if names else []
    return capital("; ".join(parts))


@chart("promises", needs=("confidence", "article", "reason"))
def what_is_absent(view: View) -> tuple[Plan, Words]:
    """Which promises of alliance treaties this treaty makes, which it does not, which are disputed."""
    rows, said, first = [], [], {"no": 0, "disputed": 1}
    records = zip(view.rows.to_dict("records"), view.ids, strict=True)
    for row, one in sorted(records, key=lambda pair: first.get(pair[0]["made"], 2)):
        name, made = capital(view.label("promise", row["promise"])), capital(view.label("made", row["made"]))
        where = _where(view, row)
        words = f"{name}: {lower_label(made)} ({where})."
        verdict = Pill(made, view.color("made", row["made"]), (one,), words)
        cells = (verdict, Text(str(row["reason"]), small=True, lines=9))
        rows.append(Row(f"{name} {MINE}" if row["mine"] else name, cells, (one,), words, where))
        said.append(words)
    columns = [Column(share=0, most=0.3), Column(gap=0.15, narrow="drop", paper=True)]
    plan = Rows(rows, columns, share=0.65 if view.narrow or view.slide else 0.3).fit(view)
    alt = f"A list of {count(len(view.rows), 'promise')}. {' '.join(said)}"
    note = "“No” means that no source at hand reports such a clause." if "no" in view.values("made") else ""
    subtitle = "Promises that alliance treaties make, and whether this treaty makes them."
    return plan, Words(_what_is_promised(view), subtitle, alt, note)
