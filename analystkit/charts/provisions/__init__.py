"""Charts over the provisions of the treaty, and over the promises that it makes or leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from analystkit.charts import View
from analystkit.charts.style import MINE
from analystkit.words import capital, listing, lower_label

NO_DOMAIN = "No domain established"
NO_ROLE = "The codebook does not say which forms of obligation bind (role “binding”)."


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


def forms_in_words(view: View) -> str:
    """Return how many provisions take each form of obligation."""
    sizes = Counter(view.values("obligation"))
    forms = view.terms("obligation")
    return listing([f"{lower_label(view.label('obligation', form))} {sizes[form]}" for form in forms])


def how_many_coded(view: View) -> tuple[int, str]:
    """Return how many provisions are coded for obligation, and what one is called where not all are."""
    coded = len(view.rows) - view.values("obligation").count("")
    return coded, "coded provision" if coded < len(view.rows) else "provision"
