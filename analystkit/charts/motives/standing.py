"""How each motive stands: who has it, whether others bear it out or contest it, and how it is hedged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analystkit.charts.amounts import Part
from analystkit.charts.legend import Swatch
from analystkit.charts.style import ACCENT, LINE, MINE, tint
from analystkit.charts.text import clean
from analystkit.charts.view import View
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
    roles = {
        (column, role): set(view.role(column, role))
        for column, role in (
            ("corroborates", MOTIVE), ("corroborates", FACT), ("contests", MOTIVE), ("contests", FACT),
            ("hedge_kind", "weakens"), ("hedge_kind", "strengthens"),
        )
    }  # fmt: skip

    def of_what(column: str, term: str, some: bool) -> str:
        for role in (MOTIVE, FACT):
            if term in roles[column, role]:
                return role
        return SOME if some else ""

    found = []
    for row, one in zip(view.rows.to_dict("records"), view.ids, strict=True):
        kinds = set(row.get("hedge_kind") or ())
        weak, strong = (bool(kinds & roles["hedge_kind", role]) for role in ("weakens", "strengthens"))
        hedge = "both" if weak and strong else "weakens" if weak else "strengthens" if strong else ""
        own = f" {MINE}" if row["mine"] else ""
        found.append(
            Motive(
                one,
                _text(row["actor"]),
                _text(row["theme"]),
                _text(row["kind"]),
                clean(row["statement"]) + own,
                of_what("corroborates", _text(row.get("corroborates")), bool(row["corroboration"])),
                of_what(
                    "contests", _text(row.get("contests")), bool(row["counter"] or row["counter_sources"])
                ),
                hedge or (SOME if row["hedge"] else ""),
                tuple(row["hedge"]),
                row["verification"] == "unverified",
                tuple(dict.fromkeys(row["articles"])),
            )
        )
    return found


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


@dataclass(frozen=True)
class Group:
    """Motives that have something in common, with what they are called."""

    term: str
    label: str
    motives: tuple[Motive, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(motive.id for motive in self.motives)

    def __len__(self) -> int:
        return len(self.motives)


def grouped(view: View, column: str, among: Sequence[Motive]) -> list[Group]:
    """Return motives by the terms of a column, the largest group first, else in the codebook's order."""
    of: Callable[[Motive], str] = lambda motive: str(getattr(motive, column))  # noqa: E731
    groups = []
    for term in view.terms(column):
        held = tuple(motive for motive in among if of(motive) == term)
        own = f" {MINE}" if any(motive.statement.endswith(f" {MINE}") for motive in held) else ""
        groups.append(Group(term, capital(view.label(column, term)) + own, held))
    return sorted(groups, key=lambda group: -len(group))


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
    total, present = len(view.rows), view.terms("actor")
    parties, shared = view.role("actor", "party"), view.role("actor", "shared")
    values = view.values("actor")
    if len(present) == 1 and present[0] in parties and shared:
        name = view.label("actor", present[0])
        asked = view.selection
        wider = {column: terms for column, terms in asked.where if column != "actor"}
        rows = asked.with_(where={**wider, "actor": list(shared)}).rows(view.dossier)
        more = say(", {n} more {n|is|are} shared by the parties", n=len(rows)) if len(rows) else ""
        return say("{n:motive} {n|is|are} {name}’s alone", n=total, name=name) + more
    if total == 1:
        return f"One motive, ascribed to {_who(view, present[0])}"
    counts = sorted(((values.count(actor), actor) for actor in present), reverse=True)
    most, actor = counts[0]
    if len(counts) > 1 and counts[1][0] == most:
        return say("{n:motive}; none of the {m} has most", n=total, m=f"{len(counts)} actors")
    whole = f"All {total}" if most == total else f"{most} of {total}"
    return f"{whole} motives are ascribed to {_who(view, actor)}"


def _who(view: View, actor: str) -> str:
    return "the parties together" if actor in view.role("actor", "shared") else view.label("actor", actor)
