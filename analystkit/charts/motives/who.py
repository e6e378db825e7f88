"""Who wants what, and how sure: each motive with its hedge, and whether others bear it out or contest it."""

from __future__ import annotations

from analystkit.charts import Column, Plan, Row, Rows, Squares, Swatch, Text, View, Words, chart
from analystkit.charts.motives.standing import (
    FACT,
    HEDGES,
    MOTIVE,
    NOT_SAID,
    ORDER,
    SOME,
    Motive,
    actors,
    motives,
    square,
    swatches,
    whose,
)
from analystkit.charts.style import INK, MUTED
from analystkit.words import capital, count

_BORNE = {MOTIVE: "yes", FACT: "only a fact", SOME: "cited", "": "no"}
_ARROWS = {"weakens": "▼", "strengthens": "▲", "both": "▲▼"}
_SAID = 12  # so many motives are told in the alternative text
_AGAINST = {MOTIVE: "yes", FACT: "a fact", SOME: "yes", "": "–"}


def _row(view: View, motive: Motive, section: str) -> Row:
    hedge = HEDGES.get(motive.hedge, "hedged" if motive.hedge else "–")
    if view.slide or view.narrow:
        hedge = _ARROWS.get(motive.hedge, "~" if motive.hedge else "–")
    cells = (
        Squares((square(motive),), numbered=False),
        Text(hedge, INK if motive.hedge else MUTED, small=True),
        Text(_BORNE[motive.borne], INK if motive.borne else MUTED, small=True),
        Text(_AGAINST[motive.contested], INK if motive.contested else MUTED, small=True),
    )
    weight = -ORDER.index(motive.borne) - 0.5 * (motive.hedge == "weakens") - 0.2 * bool(motive.contested)
    return Row(motive.statement, cells, (motive.id,), motive.said, section=section, weight=weight)


@chart(
    name="who-wants-what",
    label="Who wants what, and how sure",
    table="motives",
    needs=("actor", "statement", "hedge", "corroboration", "counter", "counter_sources"),
    about="Each motive with its actor: how it is hedged, whether other sources bear it out, who contests it.",
)
def who_wants_what(view: View) -> tuple[Plan, Words]:
    """Return a row for each motive, under its actor, those that are best borne out first."""
    every, order = motives(view), [actor for actor, _ in actors(view)]
    ranked = sorted(every, key=lambda m: (order.index(m.actor), ORDER.index(m.borne), m.hedge == "weakens"))
    names = {actor: capital(view.label("actor", actor)) for actor in order}
    rows = [_row(view, motive, names[motive.actor] if len(order) > 1 else "") for motive in ranked]
    short = view.slide or view.narrow
    columns = [
        Column(share=0, align="center", gap=0.1),
        Column("" if short else "Hedge", share=0, align="center" if short else "left", gap=0.08),
        Column("Borne out", share=0, gap=0.12, narrow="drop", paper=True),
        Column("Contested", share=0, gap=0.12, narrow="drop", paper=True),
    ]
    key: list[Swatch] = []
    if short:  # no room for columns of words
        held = {motive.hedge for motive in every}
        arrows = [Swatch(HEDGES[hedge].capitalize(), shape="", mark=_ARROWS[hedge]) for hedge in _ARROWS]
        key = [*swatches(every, False), *(s for h, s in zip(_ARROWS, arrows, strict=True) if h in held)]
    share = 0.9 if view.slide else 0.86 if view.narrow else 0.6
    plan = Rows(rows, columns, key, share=share, lines=3).fit(view)
    borne = sum(motive.borne in (MOTIVE, SOME) for motive in every)
    weak = sum(motive.hedge in ("weakens", "both") for motive in every)
    against = sum(motive.contested in (MOTIVE, SOME) for motive in every)
    sure = f"{borne or 'none'} borne out, {weak or 'none'} weakened, {against or 'none'} contested"
    said = [row.words for row in plan.drawn[:_SAID]]
    said += [f"And {count(left, 'more motive')}"] if (left := len(every) - len(said)) else []
    alt = capital(f"{count(len(every), 'motive')}: {sure}. {'. '.join(said)}.")
    note = NOT_SAID if any(SOME in (motive.borne, motive.contested) for motive in every) else ""
    hedge = "" if short else " Hedge: how its source puts it."
    headline = f"{whose(view)}; {sure}" if len(every) > 1 else whose(view)
    return plan, Words(headline, f"Each motive, those best borne out first.{hedge}", alt, note)
