"""Provisions by domain and form of obligation, with the rows behind each count, and what is said of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from analystkit.charts.legend import Swatch
from analystkit.charts.style import LINE, MINE, PAPER
from analystkit.charts.view import View
from analystkit.words import capital, listing, lower_label, say

NO_DOMAIN = "No domain established"
NO_ROLE = "The codebook does not say which forms of obligation bind (role “binding”)."


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


def swatches_of_forms(view: View) -> list[Swatch]:
    """Return the legend of the forms of obligation that occur, with the hatch where rows are unverified."""
    swatches = [
        Swatch(capital(view.label("obligation", term)), view.color("obligation", term) if term else PAPER)
        for term in view.terms("obligation")
    ]
    return [*swatches, *([Swatch("Unverified", LINE, "hatched")] if view.unsure else [])]


def form_sizes(view: View) -> dict[str, int]:
    """Return how many provisions take each form of obligation, the strongest first; "" for none."""
    sizes = Counter(view.values("obligation"))
    return {form: sizes[form] for form in view.terms("obligation")}


def forms_in_words(view: View) -> str:
    """Return how many provisions take each form of obligation, the strongest first."""
    sizes = form_sizes(view)
    return listing([f"{lower_label(view.label('obligation', form))} {sizes[form]}" for form in sizes])


def coded_kind(view: View, coded: int) -> str:
    """Return what one of the coded provisions is called, where not all are coded."""
    return "coded provision" if coded < len(view.rows) else "provision"


def binding(view: View) -> Counter[str]:
    """Return how many provisions of each domain forbid something or demand an act that can be checked."""
    forms = view.role("obligation", "binding")
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    return Counter(domain for domain, form in cells if form in forms)


def leaders(view: View) -> list[str]:
    """Return the domains with the most provisions that bind, where a headline can name them."""
    strong = binding(view)
    most = max(strong.values(), default=0)
    found = [term for term in view.terms("domain") if term and most and strong[term] == most]
    return found if len(found) < 3 and len(view.terms("domain")) > 1 else []


def binding_headline(view: View) -> str:
    """Return how many provisions bind, and which domain has the most of them."""
    coded = len(view.rows) - view.values("obligation").count("")
    strong, named = binding(view), leaders(view)
    kind, number = coded_kind(view, coded), binding(view).total()
    if not coded:
        return say("{n:provision}, not coded for obligation", n=len(view.rows))
    if not view.role("obligation", "binding"):
        domains = len([term for term in view.terms("domain") if term])
        return say("{n:provision} in {m:domain}", n=len(view.rows), m=domains)
    verb = say("{n|forbids|forbid} something or {n|demands|demand} a checkable act", n=number or 1)
    where, most = "", strong[named[0]] if named else 0
    if named:
        places = listing([f"in {lower_label(view.label('domain', term))}" for term in named])
        each = " each" if len(named) > 1 else ""
        whole = "all " if number > 1 and len(named) == 1 else ""
        shared = number == most * len(named)
        where = f", {whole}{places}" if shared else f", the most {places} ({most}{each})"
    elif len(+strong) > 1:
        where = f", in {len(+strong)} domains"
    if coded == 1:
        return f"The only {kind} {verb if number else 'neither forbids anything nor demands a checkable act'}"
    if not number:
        return f"None of the {coded} {kind}s {verb}"
    lead = f"All {coded} {kind}s" if number == coded else f"{number} of {coded} {kind}s"
    return f"{lead} {verb}{where}"
