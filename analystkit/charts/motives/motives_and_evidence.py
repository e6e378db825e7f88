"""Which motives other sources bear out or contest."""

from __future__ import annotations

from collections.abc import Collection

from analystkit.charts import Column, Option, Plan, Row, Rows, Squares, View, Words, chart
from analystkit.charts.motives import FACT, MOTIVE, NOT_SAID, ORDER, SOME, Motive, motives, swatches
from analystkit.words import capital, count, listing, say

_BY = Option("theme", {"theme": "Theme", "actor": "Actor", "kind": "Kind"}, "A row for each")


def _borne_out(every: Collection[Motive]) -> str:
    """Return how many motives others bear out, of how many only a fact is, and how many are contested."""
    total = len(every)
    borne, fact = (sum(motive.borne == what for motive in every) for what in (MOTIVE, FACT))
    against = sum(motive.against for motive in every)
    if any(motive.borne == SOME for motive in every):
        alone = sum(not motive.borne for motive in every)
        lead = say("Of {t:motive} {n} {n|has|have} no other source", t=total, n=alone)
        return lead + (say(", {n} {n|is|are} contested", n=against) if against else "")
    if total == 1:
        lead = "For the motive only a fact is reported" if fact else "No other source has the motive"
        return ("The motive is borne out" if borne else lead) + (", and contested" if against else "")
    lead = say("Other sources ascribe {n} of {t:motive} too", n=borne or "none", t=total)
    if 0 < fact < total:
        lead += say("; for {n} more they report only a fact behind {n|it|them}", n=fact)
    return lead + (say("; {n} {n|is|are} contested", n=against) if against else "")


@chart("motives", needs=("corroboration", "counter", "counter_sources"), options={"by": _BY})
def motives_and_evidence(view: View) -> tuple[Plan, Words]:
    """Which motives other sources bear out, and which a source contests."""
    found, by = motives(view), str(view.options["by"])
    every = found.values()
    rows, parts = [], {}
    for _, label, ids in view.groups(by):
        group = sorted((found[i] for i in ids), key=lambda m: (ORDER.index(m.borne), not m.against))
        rows.append(Row(label, (Squares(tuple(m.square for m in group)),), ids, weight=len(ids)))
        parts[label] = f"{label} {sum(m.borne in (MOTIVE, SOME) for m in group)} of {len(group)}"
    plan = Rows(rows, (Column(),), swatches(every, not view.slide), share=0.36, noun=by).fit(view)
    facts = sum(motive.contested == FACT for motive in every)
    note = say("Of {n} more only a fact behind {n|it|them} is contested.", n=facts) if facts else ""
    if any(SOME in (motive.borne, motive.contested) for motive in every):
        note = f"{note} {NOT_SAID}".strip()
    lead, headline = capital(f"{count(len(every), 'motive')} by {by}"), _borne_out(every)
    alt = f"{lead}. {headline}. Borne out: {listing([parts[row.label] for row in plan.drawn])}."
    return plan, Words(headline, f"One square a motive, by {by}.", alt, note)
