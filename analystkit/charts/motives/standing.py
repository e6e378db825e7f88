"""How each motive stands: who has it, whether others bear it out or contest it, and how it is hedged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analystkit.charts import Part, Swatch, View
from analystkit.charts.style import ACCENT, LINE, MINE, tint
from analystkit.charts.text import clean
from analystkit.words import capital, say

MOTIVE, FACT, SOME = "motive", "fact", "some"  # what other sources speak of; not said of which
ONLY_FACT = tint(ACCENT, 0.4)
NOT_SAID = "The dossier does not say whether other sources speak of the motive or only of a fact behind it."
ORDER = (MOTIVE, SOME, FACT, "")  # the surest first
HEDGES = {"weakens": "weakened", "strengthens": "strengthened", "both": "weakened and strengthened"}


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
    def said(self) -> str:
        """How sure it is, in words."""
        borne = {
            MOTIVE: "borne out by another source",
            FACT: "only a fact behind it borne out by another source",
        }
        against = {MOTIVE: "contested", FACT: "a fact behind it contested", SOME: "contested"}
        parts = [borne.get(self.borne, "other sources cited" if self.borne else "no other source")]
        parts += [against[self.contested]] if self.contested else []
        parts += [HEDGES.get(self.hedge, "hedged")] if self.hedge else []
        parts += ["unverified"] if self.unsure else []
        return f"{self.statement.rstrip('.')} ({', '.join(parts)})"


def motives(view: View) -> list[Motive]:
    """Return the motives of a view, in the order of its rows."""
    hedges = {role: set(view.role("hedge_kind", role)) for role in ("weakens", "strengthens")}
    told = {(c, r): view.role(c, r) for c in ("corroborates", "contests") for r in (MOTIVE, FACT)}
    text: Callable[[object], str] = lambda cell: cell if isinstance(cell, str) else ""  # noqa: E731

    def of_what(column: str, term: object, some: bool) -> str:
        roles = [role for role in (MOTIVE, FACT) if text(term) in told[column, role]]
        return roles[0] if roles else SOME if some else ""

    found = []
    for row, one in zip(view.rows.to_dict("records"), view.ids, strict=True):
        kinds = set(row.get("hedge_kind") or ())
        hedge = "both" if all(kinds & terms for terms in hedges.values()) else ""
        hedge = hedge or next((role for role, terms in hedges.items() if kinds & terms), "")
        against = bool(row["counter"] or row["counter_sources"])
        found.append(
            Motive(
                one, text(row["actor"]), text(row["theme"]), text(row["kind"]),
                clean(row["statement"]) + (f" {MINE}" if row["mine"] else ""),
                of_what("corroborates", row.get("corroborates"), bool(row["corroboration"])),
                of_what("contests", row.get("contests"), against),
                hedge or (SOME if row["hedge"] else ""), tuple(row["hedge"]),
                row["verification"] == "unverified", tuple(dict.fromkeys(row["articles"])),
            )
        )  # fmt: skip
    return found


def grouped(view: View, column: str, among: Sequence[Motive]) -> dict[str, list[Motive]]:
    """Return motives by the label of a column's terms, the largest group first, else as in the codebook."""
    groups = {}
    for term in view.terms(column):
        held = [motive for motive in among if getattr(motive, column) == term]
        own = f" {MINE}" if any(motive.statement.endswith(f" {MINE}") for motive in held) else ""
        groups[capital(view.label(column, term)) + own] = held
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def actors(view: View) -> list[tuple[str, str]]:
    """Return the actors in view in the order of their columns, each with the side from which it grows.

    The first party stands left, what the parties share between them, the second party right, others last.
    """
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    first, rest = parties[:1], parties[1:]
    order = [*((a, "right") for a in first), *((a, "center") for a in shared), *((a, "left") for a in rest)]
    named = [actor for actor, _ in order]
    present = view.terms("actor")
    return [(a, s) for a, s in order if a in present] + [(a, "left") for a in present if a not in named]


def square(motive: Motive) -> Part:
    """Return a motive as a square: full where borne out, pale where a fact is, crossed where contested."""
    color = ONLY_FACT if motive.borne == FACT else ACCENT
    crossed = motive.contested in (MOTIVE, SOME)
    return Part(1, color, motive.unsure, (motive.id,), motive.said, crossed, hollow=not motive.borne)


def swatches(among: Sequence[Motive], wide: bool = True) -> list[Swatch]:
    """Return the legend of those squares, as far as they occur."""
    borne = {motive.borne for motive in among}
    found = [
        (MOTIVE in borne, Swatch("Borne out by another source" if wide else "Borne out", ACCENT)),
        (SOME in borne, Swatch("Other sources cited", ACCENT)),
        (FACT in borne, Swatch("Only a fact behind it" if wide else "Only a fact", ONLY_FACT)),
        ("" in borne, Swatch("No other source", ACCENT, "hollow")),
        (any(m.contested in (MOTIVE, SOME) for m in among), Swatch("Contested", ONLY_FACT, "crossed")),
        (any(m.unsure for m in among), Swatch("Unverified", LINE, "hatched")),
    ]
    return [swatch for there, swatch in found if there]


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
    counts = sorted(((values.count(actor), actor) for actor in present), reverse=True)
    most, actor = counts[0]
    if len(counts) > 1 and counts[1][0] == most:
        return f"{total} motives; none of the {len(counts)} actors has most"
    return (
        f"{f'All {total}' if most == total else f'{most} of {total}'} motives are ascribed to {names[actor]}"
    )
