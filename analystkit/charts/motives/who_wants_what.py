"""Each motive, and how sure it is."""

from __future__ import annotations

from analystkit.charts import Column, Plan, Row, Rows, Squares, Swatch, Text, View, Words, chart
from analystkit.charts.motives import (
    HEDGES,
    MOTIVE,
    NOT_SAID,
    ORDER,
    SOME,
    STANDING,
    Motive,
    actors,
    motives,
    swatches,
    whose,
)
from analystkit.charts.style import INK, MUTED
from analystkit.words import capital, count

_TOLD = 12  # so many motives are told in the alternative text


def _row(view: View, motive: Motive, section: str) -> Row:
    hedge = HEDGES[motive.hedge][1 if view.tight else 0]
    said = [
        (motive.hedge, hedge),
        (motive.borne, STANDING[motive.borne][1]),
        (motive.contested, STANDING[motive.contested][2]),
    ]
    texts = (Text(words, INK if there else MUTED, small=True) for there, words in said)
    cells = (Squares((motive.square,), numbered=False), *texts)
    weight = -ORDER.index(motive.borne) - 0.5 * (motive.hedge == "weakens") - 0.2 * bool(motive.contested)
    return Row(motive.statement, cells, (motive.id,), motive.said, section=section, weight=weight)


@chart("motives", label="Who wants what, and how sure", needs=("hedge", "corroboration", "counter"))
def who_wants_what(view: View) -> tuple[Plan, Words]:
    """Each motive with its actor: how it is hedged, whether other sources bear it out, who contests it."""
    every, order, short = (
        motives(view).values(),
        [actor for actor, _ in actors(view)],
        view.tight,
    )
    ranked = sorted(every, key=lambda m: (order.index(m.actor), ORDER.index(m.borne), m.hedge == "weakens"))
    names = {actor: capital(view.label("actor", actor)) if len(order) > 1 else "" for actor in order}
    columns = [
        Column(share=0, align="center", gap=0.1),
        Column("" if short else "Hedge", share=0, align="center" if short else "left", gap=0.08),
        Column("Borne out", share=0, gap=0.12, narrow="drop", paper=True),
        Column("Contested", share=0, gap=0.12, narrow="drop", paper=True),
    ]
    key: list[Swatch] = []
    if short:  # no room for columns of words
        held = [hedge for hedge in [*HEDGES][:3] if any(motive.hedge == hedge for motive in every)]
        key = [Swatch(HEDGES[hedge][0].capitalize(), shape="", mark=HEDGES[hedge][1]) for hedge in held]
        key = [*swatches(every, False), *key]
    rows = [_row(view, motive, names[motive.actor]) for motive in ranked]
    plan = Rows(rows, columns, key, share=0.9 if view.slide else 0.86 if view.narrow else 0.6).fit(view)
    borne = sum(motive.borne in (MOTIVE, SOME) for motive in every)
    weak = sum(motive.hedge in ("weakens", "both") for motive in every)
    against = sum(motive.against for motive in every)
    sure = f"{borne or 'none'} borne out, {weak or 'none'} weakened, {against or 'none'} contested"
    said = [row.words for row in plan.drawn[:_TOLD]]
    said += [f"And {count(left, 'more motive')}"] if (left := len(every) - len(said)) else []
    alt = capital(f"{count(len(every), 'motive')}: {sure}. {'. '.join(said)}.")
    note = NOT_SAID if any(SOME in (motive.borne, motive.contested) for motive in every) else ""
    hedge = "" if short else " Hedge: how its source puts it."
    headline = f"{whose(view)}; {sure}" if len(every) > 1 else whose(view)
    return plan, Words(headline, f"Each motive, those best borne out first.{hedge}", alt, note)
