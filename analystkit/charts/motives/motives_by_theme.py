"""Who wants what: motives by theme and actor."""

from __future__ import annotations

from collections import Counter

from analystkit.charts import Column, Part, Plan, Row, Rows, Squares, View, Words, chart, key_of, letters
from analystkit.charts.motives import actors, grouped, motives, whose
from analystkit.words import count, listing, lower_label


@chart("motives")
def motives_by_theme(view: View) -> tuple[Plan, Words]:
    """Who wants what: one party's motives at the left, the other's at the right, shared ones between."""
    every, sides, kinds = motives(view), actors(view), view.terms("kind")
    names = {kind: view.label("kind", kind) for kind in kinds}
    tags = letters([*names.values()])  # a color alone would be lost in grey
    rows, most = [], dict.fromkeys(dict(sides), 1)
    for label, group in grouped(view, "theme", every).items():
        cells, ids = [], tuple(motive.id for motive in group)
        for actor in most:
            held = [motive for motive in group if motive.actor == actor]
            held.sort(key=lambda motive: kinds.index(motive.kind))
            most[actor] = max(most[actor], len(held))
            parts = []
            for m in held:
                color, said = view.color("kind", m.kind), f"{names[m.kind]}: {m.said}"
                parts.append(Part(1, color, m.unsure, (m.id,), said, letter=tags[names[m.kind]]))
            cells.append(Squares(tuple(parts)))
        rows.append(Row(label, cells, ids, view.told(label, ids), weight=len(ids)))
    heads = {actor: f"{view.label('actor', actor)} {view.values('actor').count(actor)}" for actor in most}
    columns = [Column(heads[actor], most[actor] + 1.5, side, bold=True, gap=0.08) for actor, side in sides]
    key = key_of(view, "kind", kinds, tags)
    plan = Rows(rows, columns, key, share=0.32, noun="theme", head_gap=0.04).fit(view)
    headline, shown = whose(view), Counter(motive.kind for motive in every)
    if len(rows) > 1 and len(rows[0].ids) > len(rows[1].ids):
        headline += f"; the commonest theme: {rows[0].label.rstrip(' *')}"
    sorts = listing([f"{lower_label(names[kind])} {shown[kind]}" for kind in kinds])
    alt = (
        f"Squares for {count(len(every), 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {listing(heads.values())}. By theme: {plan.listed}. By kind: {sorts}."
    )
    return plan, Words(headline, "One square a motive, by theme and actor; the letter says its kind.", alt)
