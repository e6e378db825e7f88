"""Motives and evidence: which other sources bear out, and which a source contests."""

from __future__ import annotations

from analystkit.charts.amounts import Squares
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.motives.standing import (
    FACT,
    MOTIVE,
    NOT_SAID,
    ORDER,
    SOME,
    Motive,
    grouped,
    motives,
    square,
    swatches,
)
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.view import View, Words
from analystkit.words import capital, listing, say

_BY = {"theme": "Theme", "actor": "Actor", "kind": "Kind"}


def _headline(every: list[Motive]) -> str:
    """Return how many motives others bear out, of how many only a fact is, and how many are contested."""
    total = len(every)
    borne, fact = (sum(motive.borne == what for motive in every) for what in (MOTIVE, FACT))
    against = sum(motive.contested in (MOTIVE, SOME) for motive in every)
    if any(motive.borne == SOME for motive in every):
        alone = sum(not motive.borne for motive in every)
        lead = say("Of {t:motive} {n} {n|has|have} no other source", t=total, n=alone)
        return lead + (say(", {n} {n|is|are} contested", n=against) if against else "")
    lead = say("Other sources ascribe {n} of {t:motive} too", n=borne or "none", t=total)
    if total == 1:
        lead = "No other source has the motive"
        lead = (
            "The motive is borne out" if borne else "For the motive only a fact is reported" if fact else lead
        )
        return f"{lead}, and contested" if against else lead
    lead += (
        say("; for {n} more they report only a fact behind {n|it|them}", n=fact) if 0 < fact < total else ""
    )
    return lead + (say("; {n} {n|is|are} contested", n=against) if against else "")


@chart(
    name="motives-and-evidence",
    label="Motives and evidence",
    table="motives",
    needs=("corroboration", "counter", "counter_sources"),
    about="Which motives other sources bear out, and which a source contests.",
    options={"by": Option("theme", _BY, "A row for each")},
)
def motives_and_evidence(view: View) -> tuple[Plan, Words]:
    """Return a row of squares for each group, one a motive: full where borne out, crossed where contested."""
    every, by = motives(view), str(view.options["by"])
    rows = []
    for group in grouped(view, by, every):
        ordered = sorted(
            group.motives, key=lambda m: (ORDER.index(m.borne), m.contested not in (MOTIVE, SOME))
        )
        said = view.told(group.label, group.ids)
        rows.append(
            Row(group.label, (Squares(tuple(map(square, ordered))),), group.ids, said, weight=len(group))
        )
    plan = Rows(rows, (Column(),), swatches(every, not view.slide), share=0.36, noun=by).fit(view)
    facts = sum(motive.contested == FACT for motive in every)
    note = say("Of {n} more only a fact behind {n|it|them} is contested.", n=facts) if facts else ""
    if any(SOME in (motive.borne, motive.contested) for motive in every):
        note = f"{note} {NOT_SAID}".strip()
    listed = {row.ids for row in plan.drawn}
    parts = [
        f"{group.label} {sum(m.borne in (MOTIVE, SOME) for m in group.motives)} of {len(group)}"
        for group in grouped(view, by, every)
        if group.ids in listed
    ]
    lead = capital(say("{n:motive} by {by}", n=len(every), by=by))
    alt = f"{lead}. {_headline(every)}. Borne out: {listing(parts)}."
    subtitle = f"One square a motive, by {by}."
    return plan, Words(_headline(every), subtitle, alt, note)
