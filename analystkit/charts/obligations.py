"""Counts of provisions by domain and form of obligation, and what can be said of them in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts.style import MINE
from analystkit.charts.view import View
from analystkit.charts.wording import capital, count, listing
from analystkit.dossier.sentence import lower_label

BINDING = ("prohibits", "binds")  # a duty that one can see kept or broken: the strongest forms of obligation
NO_DOMAIN = "No domain established"


@dataclass(frozen=True, eq=False)
class Group:
    """The provisions of one domain, counted.

    Parameters
    ----------
    label : str
        What stands beside them.
    forms : Counter
        How many have a form of obligation ("" for none) and a level of verification.
    drawn : bool
        Whether they are one domain's, and so drawn to the others' scale; else only counted.
    """

    label: str
    forms: Counter[tuple[str, str]]
    drawn: bool = True

    def __len__(self) -> int:
        return self.forms.total()

    def number(self, form: str | None = None, level: str | None = None) -> int:
        """Return how many have a form, a level of verification, or both."""
        return sum(size for (f, v), size in self.forms.items() if form in (None, f) and level in (None, v))


def by_domain(view: View, largest_first: bool = True) -> list[Group]:
    """Return the provisions of each domain: the largest first, or in the codebook's order.

    Those without a domain stand last, whatever their number.
    """
    domains, forms, levels = (view.values(column) for column in ("domain", "obligation", "verification"))
    own = {domain for domain, mine in zip(domains, view.rows["mine"], strict=True) if mine}
    groups = []
    for term in view.terms("domain"):
        counts = Counter((f, v) for d, f, v in zip(domains, forms, levels, strict=True) if d == term)
        label = capital(view.label("domain", term)) if term else NO_DOMAIN
        groups.append(Group(f"{label} {MINE}" if term in own else label, counts, bool(term)))
    return sorted(groups, key=lambda group: (not group.drawn, -len(group) * largest_first))


def folded(groups: Sequence[Group], room: int) -> list[Group]:
    """Return as many groups as there is room for, the smallest as one that says how many domains it holds."""
    if room >= len(groups):
        return list(groups)
    large = sorted(groups, key=lambda group: (not group.drawn, -len(group)))[:room]
    kept = [group for group in groups if group in large]
    rest = [group for group in groups if group not in large]
    together = sum((group.forms for group in rest), Counter())
    return [*kept, Group(f"{sum(group.drawn for group in rest)} other domains", together, False)]


def form_sizes(view: View) -> dict[str, int]:
    """Return how many provisions take each form of obligation, the strongest first; "" for none."""
    sizes = Counter(view.values("obligation"))
    return {form: sizes[form] for form in view.terms("obligation")}


def forms_in_words(view: View) -> str:
    """Return how many provisions take each form of obligation, the strongest first."""
    names = {form: lower_label(view.label("obligation", form)) for form in form_sizes(view)}
    return listing([f"{names[form]} {size}" for form, size in form_sizes(view).items()])


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
