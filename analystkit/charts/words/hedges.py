"""Where words of likelihood stand in a text."""

from __future__ import annotations

from collections import Counter

from analystkit.analysis.language.modal import HEDGES, find_words
from analystkit.charts.amounts import Dot, Dots
from analystkit.charts.cells import Number
from analystkit.charts.chart import Plan, chart
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import ACCENT
from analystkit.charts.view import View, Words
from analystkit.charts.words.texts import (
    FORM_ONLY,
    TEXT,
    about_text,
    axis_of,
    cites_of,
    name_of,
    no_text,
    places_of,
    short_place,
    text_of,
    thinned,
)
from analystkit.words import capital, listing, say


@chart(
    name="hedges",
    label="Where hedges stand",
    table="motives",
    needs=("hedge",),
    about="Words of estimative probability (likely, may, undoubtedly …) and where in a text they stand.",
    options={"source": TEXT},
)
def hedges(view: View) -> tuple[Plan, Words]:
    """Return a row of dots for each hedge, over the paragraphs of the text."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    found, places = find_words(text.units, "hedges"), places_of(text)
    entries = list(dict.fromkeys(entry for _, entry, _ in HEDGES))
    at = Counter((word.entry, short_place(word.place)) for word in found)
    totals = Counter(word.entry for word in found)
    rows = []
    for entry in sorted(totals, key=lambda each: (-totals[each], entries.index(each))):
        dots = tuple(
            Dot(
                n,
                ACCENT,
                at[entry, place] ** 0.5,
                words=f"“{entry}”, {place}: {say('{n:time}', n=at[entry, place])}",
            )
            for n, place in enumerate(places)
            if at[entry, place]
        )
        said = f"“{entry}”: {say('{n:time}', n=totals[entry])}"
        rows.append(
            Row(capital(entry), (Dots(dots), Number(totals[entry])), words=said, weight=totals[entry])
        )
    named = [(float(n), place) for n, place in enumerate(places)]
    columns = [
        Column(scale=(-0.5, max(len(places), 1) - 0.5), ticks=thinned(view, named)),
        Column(share=0, align="right", gap=0.1),
    ]
    blank = [Row("No hedge is found.", ())]
    plan = Rows(rows or blank, columns, share=0.34, corner=axis_of(text), noun="hedge").fit(view)
    most = [entry for entry in totals if totals[entry] == max(totals.values())]
    headline = "No hedge is found"
    if len(most) == 1 and len(totals) > 1:
        headline = (
            f"“{capital(most[0])}” is the commonest: {totals[most[0]]} of {say('{n:hedge}', n=len(found))}"
        )
    elif found:
        headline = capital(say("{n:hedge} in {name}", n=len(found), name=name_of(view, text)))
    listed = listing([f"{row.label} {totals[row.label.lower()]}" for row in plan.drawn if not row.quiet])
    subtitle = "Words that weaken or strengthen a judgement, and where they stand; larger dots for more."
    alt = f"Hedges by place: {listed if rows else 'none'}{' ' * bool(plan.more)}{plan.more}."
    return plan, Words(headline, subtitle, alt, f"{about_text(view, text)} {FORM_ONLY}", "", cites_of(text))
