"""Who wants what: by theme, one party at the left, the other at the right, what they share between."""

from __future__ import annotations

from analystkit.charts.amounts import Part, Squares
from analystkit.charts.chart import Plan, chart
from analystkit.charts.legend import Swatch
from analystkit.charts.motives.standing import actors, grouped, motives, whose
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import LINE
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, lower_label


def _letters(view: View) -> dict[str, str]:
    """Return a letter of its own for each kind of motive: a color alone would be lost in grey."""
    taken: dict[str, str] = {}
    for term in view.terms("kind"):
        letters = [each for each in view.label("kind", term).upper() if each.isalpha()]
        free = [each for each in letters if each not in taken.values()]
        taken[term] = (free or letters or ["?"])[0]
    return taken


@chart(
    name="motives-by-theme",
    label="Motives by theme",
    table="motives",
    needs=("actor", "kind", "theme"),
    about="Who wants what: one party's motives at the left, the other's at the right, shared ones between.",
)
def motives_by_theme(view: View) -> tuple[Plan, Words]:
    """Return a row of squares for each theme, one square a motive, in a column for each actor."""
    every, sides, letters = motives(view), actors(view), _letters(view)
    themes, kinds = grouped(view, "theme", every), list(letters)
    rows, most = [], {actor: 1 for actor, _ in sides}
    for theme in themes:
        cells = []
        for actor, _ in sides:
            held = [motive for motive in theme.motives if motive.actor == actor]
            held.sort(key=lambda motive: kinds.index(motive.kind))
            most[actor] = max(most[actor], len(held))
            cells.append(
                Squares(
                    tuple(
                        Part(
                            1, view.color("kind", m.kind), m.unsure, (m.id,),
                            f"{view.label('kind', m.kind)}: {m.said}", letter=letters[m.kind],
                        )
                        for m in held
                    )
                )
            )  # fmt: skip
        rows.append(Row(theme.label, cells, theme.ids, view.told(theme.label, theme.ids), weight=len(theme)))
    values = view.values("actor")
    columns = [
        Column(
            f"{view.label('actor', actor)} {values.count(actor)}",
            most[actor] + 1.5,
            side,
            bold=True,
            gap=0.08,
        )
        for actor, side in sides
    ]
    swatches = [
        Swatch(capital(view.label("kind", term)), view.color("kind", term), "lettered", letter)
        for term, letter in letters.items()
    ]
    swatches += [Swatch("Unverified", LINE, "hatched")] if view.unsure else []
    plan = Rows(rows, columns, swatches, share=0.32, noun="theme", head_gap=0.04).fit(view)
    headline = whose(view)
    if len(themes) > 1 and len(themes[0]) > len(themes[1]):
        headline += f"; the commonest theme: {themes[0].label.rstrip(' *')}"
    shares = listing([f"{view.label('actor', actor)} {values.count(actor)}" for actor, _ in sides])
    shown = view.values("kind")
    sorts = listing([f"{lower_label(view.label('kind', term))} {shown.count(term)}" for term in kinds])
    named = listing([*(f"{row.label} {len(row.ids)}" for row in plan.drawn), *filter(None, [plan.more[4:]])])
    alt = (
        f"Squares for {count(len(every), 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {shares}. By theme: {named}. By kind: {sorts}."
    )
    return plan, Words(headline, "One square a motive, by theme and actor; the letter says its kind.", alt)
