"""Who wants what: motives by theme and actor."""

from __future__ import annotations

from analystkit.charts import Column, Part, Plan, Row, Rows, Squares, View, Words, chart, key_of, letters
from analystkit.charts.motives import actors, motives, whose
from analystkit.words import capital, count, listing


@chart("motives")
def motives_by_theme(view: View) -> tuple[Plan, Words]:
    """Who wants what: one party's motives at the left, the other's at the right, shared ones between."""
    every, sides, kinds = motives(view), actors(view), view.terms("kind")
    names = {kind: view.label("kind", kind) for kind in kinds}
    tags = letters([*names.values()])  # a color alone would be lost in grey
    rows, most = [], dict.fromkeys(dict(sides), 1)
    held, groups = view.held("theme", "actor", "kind"), view.groups("theme")
    for theme, label, ids in groups:
        cells = []
        for actor in most:
            parts = [
                Part(
                    1, view.color("kind", kind), (one,), f"{names[kind]}: {every[one].said}",
                    letter=tags[names[kind]],
                )
                for kind in kinds
                for one in held[theme, actor, kind]
            ]  # fmt: skip
            most[actor] = max(most[actor], len(parts))
            cells.append(Squares(tuple(parts)))
        rows.append(Row(label, cells, ids, weight=len(ids)))
    heads = {actor: f"{view.label('actor', actor)} {view.values('actor').count(actor)}" for actor in most}
    columns = [Column(heads[actor], most[actor] + 1.5, side, bold=True, gap=0.08) for actor, side in sides]
    key = key_of(view, "kind", kinds, tags)
    plan = Rows(rows, columns, key, share=0.32, noun="theme", head_gap=0.04).fit(view)
    headline = whose(view)
    if len(rows) > 1 and len(rows[0].ids) > len(rows[1].ids):
        headline += f"; the commonest theme: {capital(view.label('theme', groups[0].term))}"
    alt = (
        f"Squares for {count(len(every), 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {listing(heads.values())}. By theme: {plan.listed}. By kind: {view.tally('kind')}."
    )
    return plan, Words(headline, "One square a motive, by theme and actor; the letter says its kind.", alt)
