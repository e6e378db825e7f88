"""Provisions by domain and form of obligation, with the rows behind each count, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analystkit.charts.legend import Swatch
from analystkit.charts.style import LINE, MINE, PAPER
from analystkit.charts.view import View
from analystkit.words import capital, count, listing, lower_label

BINDING = ("prohibits", "binds")  # a duty that one can see kept or broken: the strongest forms of obligation
NO_DOMAIN = "No domain established"


@dataclass(frozen=True, eq=False)
class Group:
    """The provisions of one domain: their ids by form of obligation ("" for none) and verification."""

    label: str
    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    drawn: bool = True  # to the others' scale; else only counted

    def __len__(self) -> int:
        return len(self.having())

    def having(self, form: str | None = None, level: str | None = None) -> list[str]:
        """Return the ids of those that have a form, a level of verification, or both."""
        return [
            one for (f, v), ids in self.ids.items() if form in (None, f) and level in (None, v) for one in ids
        ]

    def number(self, form: str | None = None, level: str | None = None) -> int:
        """Return how many have a form, a level of verification, or both."""
        return len(self.having(form, level))


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
        groups.append(Group(f"{label} {MINE}" if term in own else label, found[term], bool(term)))
    return sorted(groups, key=lambda group: (not group.drawn, -len(group) * largest_first))


def folded(groups: Sequence[Group], room: int) -> list[Group]:
    """Return as many groups as there is room for, the smallest as one that says how many domains it holds."""
    if room >= len(groups):
        return list(groups)
    large = sorted(groups, key=lambda group: (not group.drawn, -len(group)))[:room]
    kept = [group for group in groups if group in large]
    rest = [group for group in groups if group not in large]
    together: dict[tuple[str, str], list[str]] = {}
    for group in rest:
        for key, ids in group.ids.items():
            together.setdefault(key, []).extend(ids)
    return [*kept, Group(f"{sum(group.drawn for group in rest)} other domains", together, False)]


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


def kind_of(view: View, coded: int) -> str:
    """Return what one of the coded provisions is called, where not all are coded."""
    return "coded provision" if coded < len(view.rows) else "provision"


def _where(view: View, strong: Counter[str]) -> str:
    """Return where provisions that bind stand, as the end of a sentence."""
    total, most = strong.total(), max(strong.values(), default=0)
    leaders = [term for term in view.terms("domain") if term and strong[term] == most]
    if len(view.terms("domain")) < 2 or not most or not leaders:
        return ""
    if len(leaders) > 2:
        return f", in {len(+strong)} domains"
    places = " and ".join(f"in {lower_label(view.label('domain', term))}" for term in leaders)
    if most * len(leaders) == total:
        return f", all {places}" if len(leaders) == 1 and total > 1 else f", {places}"
    return f", the most {places} ({most}{' each' if len(leaders) > 1 else ''})"


def binding_headline(view: View) -> str:
    """Return how many provisions bind or prohibit, and which domain has the most of them."""
    cells = list(zip(view.values("domain"), view.values("obligation"), strict=True))
    total = sum(form != "" for _, form in cells)
    strong = Counter(domain for domain, form in cells if form in BINDING)
    if not total:
        return f"{capital(count(len(cells), 'provision'))}, not coded for obligation"
    kind, number = kind_of(view, total), strong.total()
    if total == 1:
        return f"The only {kind} {'binds or prohibits' if number else 'neither binds nor prohibits'}"
    if number in (0, total):
        verb = "bind or prohibit" if number else "binds or prohibits"
        return f"{'All' if number else 'None of the'} {total} {kind}s {verb}{_where(view, strong)}"
    verb = "binds or prohibits" if number == 1 else "bind or prohibit"
    return f"{number} of {total} {kind}s {verb}{_where(view, strong)}"
