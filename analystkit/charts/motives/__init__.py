"""Charts over motives: who wants what, how sure that is, and which articles would serve it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from analystkit.charts import UNVERIFIED, Part, Swatch, View
from analystkit.charts.style import ACCENT, MINE, tint
from analystkit.charts.text import clean
from analystkit.words import say

MOTIVE, FACT, SOME = "motive", "fact", "some"  # what other sources speak of; not said of which
_ONLY_FACT = tint(ACCENT, 0.4)
NOT_SAID = "The dossier does not say whether other sources speak of the motive or only of a fact behind it."
# What others say, the surest first: in a sentence, and in columns for those that bear out and that contest.
STANDING = {
    MOTIVE: ("borne out by another source", "yes", "yes"),
    SOME: ("other sources cited", "cited", "yes"),
    FACT: ("only a fact behind it borne out by another source", "only a fact", "a fact"),
    "": ("no other source", "no", "–"),
}
ORDER = list(STANDING)
# How the source puts it: in a word, by a sign, and as a verb.
HEDGES = {
    "weakens": ("weakened", "▼", "weakens"),
    "strengthens": ("strengthened", "▲", "strengthens"),
    "both": ("weakened and strengthened", "▲▼", "does both to"),
    SOME: ("hedged", "~", "hedges"),
    "": ("–", "–", ""),
}


@dataclass(frozen=True)
class Motive:
    """One motive, as charts speak of it."""

    id: str
    actor: str
    theme: str
    kind: str
    statement: str  # one line, with an asterisk where it is the analyst's own
    borne: str  # MOTIVE, FACT, SOME or "": what other sources say too
    contested: str  # the same: against what others speak
    hedge: str  # "weakens", "strengthens", "both", SOME where the dossier does not say, or ""
    words: tuple[str, ...]  # the hedges
    unsure: bool
    articles: tuple[str, ...]

    @property
    def against(self) -> bool:
        """Whether the motive itself is contested."""
        return self.contested in (MOTIVE, SOME)

    @property
    def said(self) -> str:
        """How sure it is, in words."""
        parts = [STANDING[self.borne][0]]
        parts += ["contested" if self.against else "a fact behind it contested"] if self.contested else []
        parts += [HEDGES[self.hedge][0]] if self.hedge else []
        parts += ["unverified"] if self.unsure else []
        return f"{self.statement.rstrip('.')} ({', '.join(parts)})"

    @property
    def square(self) -> Part:
        """Its square: full where borne out, pale where a fact is, crossed where contested."""
        color = _ONLY_FACT if self.borne == FACT else ACCENT
        return Part(1, color, (self.id,), self.said, self.against, hollow=not self.borne)


def motives(view: View) -> dict[str, Motive]:
    """Return the motives of a view by their ids, in the order of its rows."""
    hedges = {role: set(view.role("hedge_kind", role)) for role in ("weakens", "strengthens")}
    told = {(c, r): view.role(c, r) for c in ("corroborates", "contests") for r in (MOTIVE, FACT)}

    def of_what(column: str, term: object, some: bool) -> str:
        return next((role for role in (MOTIVE, FACT) if term in told[column, role]), SOME if some else "")

    found = {}
    terms = (view.values(column) for column in ("actor", "theme", "kind"))
    for one, actor, theme, kind, row in zip(view.ids, *terms, view.rows.to_dict("records"), strict=True):
        kinds = set(row.get("hedge_kind") or ())
        roles = [role for role, terms in hedges.items() if kinds & terms]
        hedge = "both" if len(roles) == 2 else "".join(roles) or (SOME if row["hedge"] else "")
        statement = clean(row["statement"]) + (f" {MINE}" if row["mine"] else "")
        borne = of_what("corroborates", row.get("corroborates"), bool(row["corroboration"]))
        against = of_what("contests", row.get("contests"), bool(row["counter"] or row["counter_sources"]))
        words, articles = tuple(row["hedge"]), tuple(dict.fromkeys(row["articles"]))
        unsure, sure = row["verification"] == "unverified", (borne, against, hedge, words)
        found[one] = Motive(one, actor, theme, kind, statement, *sure, unsure, articles)
    return found


def actors(view: View) -> list[tuple[str, str]]:
    """Return the actors in view in the order of their columns, each with the side from which it grows.

    The first party stands left, what the parties share between them, the second party right, others last.
    """
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    sides = {**dict.fromkeys(parties[:1], "right"), **dict.fromkeys(shared, "center")}
    sides |= dict.fromkeys(parties[1:], "left")
    present = view.terms("actor")
    order = [*(actor for actor in sides if actor in present), *(a for a in present if a not in sides)]
    return [(actor, sides.get(actor, "left")) for actor in order]


def swatches(among: Collection[Motive], wide: bool = True) -> list[Swatch]:
    """Return the legend of the squares, as far as they occur."""
    borne = {motive.borne for motive in among}
    found = [
        (MOTIVE in borne, Swatch("Borne out by another source" if wide else "Borne out", ACCENT)),
        (SOME in borne, Swatch("Other sources cited", ACCENT)),
        (FACT in borne, Swatch("Only a fact behind it" if wide else "Only a fact", _ONLY_FACT)),
        ("" in borne, Swatch("No other source", ACCENT, "hollow")),
        (any(m.against for m in among), Swatch("Contested", _ONLY_FACT, "crossed")),
    ]
    return [*(swatch for there, swatch in found if there), UNVERIFIED]


def whose(view: View) -> str:
    """Return to whom the motives are ascribed, with what one party shares where it is looked at alone."""
    total, present, values = len(view.rows), view.terms("actor"), view.values("actor")
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    names = {a: "the parties together" if a in shared else view.label("actor", a) for a in present}
    if len(present) == 1 and present[0] in parties and shared:
        wider = {**dict(view.selection.where), "actor": list(shared)}
        rows = view.selection.with_(where=wider).rows(view.dossier)
        more = say(", {n} more {n|is|are} shared by the parties", n=len(rows)) if len(rows) else ""
        return say("{n:motive} {n|is|are} {name}’s alone", n=total, name=names[present[0]]) + more
    if total == 1:
        return f"One motive, ascribed to {names[present[0]]}"
    (actor, most), *others = Counter(values).most_common()
    if others and others[0][1] == most:
        return f"{total} motives; none of the {len(present)} actors has most"
    return (
        f"{f'All {total}' if most == total else f'{most} of {total}'} motives are ascribed to {names[actor]}"
    )
