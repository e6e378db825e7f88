"""Where words of estimative probability stand in a text."""

from __future__ import annotations

from collections import Counter

from analystkit.analysis.modal import HEDGES, find_words
from analystkit.charts import Dot, Dots, Number, Plan, Row, View, Words, chart
from analystkit.charts.style import ACCENT
from analystkit.charts.words import (
    FORM_ONLY,
    TEXT,
    about_text,
    axis_of,
    cites_of,
    name_of,
    no_text,
    over_places,
    places_of,
    short_place,
    text_of,
)
from analystkit.words import capital, count, listing


@chart("motives", label="Where hedges stand", options={"source": TEXT})
def hedges(view: View) -> tuple[Plan, Words]:
    """Words of estimative probability (likely, may, undoubtedly …) and where in a text they stand."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    found, places = list(find_words(text.units, "hedges")), places_of(text)
    entries = list(dict.fromkeys(entry for _, entry, _ in HEDGES))
    at = Counter((word.entry, short_place(word.place)) for word in found)
    totals, rows = Counter(word.entry for word in found), []
    for entry in sorted(totals, key=lambda each: (-totals[each], entries.index(each))):
        dots = tuple(
            Dot(n, ACCENT, many**0.5, words=f"“{entry}”, {place}: {count(many, 'time')}")
            for n, place in enumerate(places)
            if (many := at[entry, place])
        )
        said, cells = f"“{entry}”: {count(totals[entry], 'time')}", (Dots(dots), Number(totals[entry]))
        rows.append(Row(capital(entry), cells, words=said, weight=totals[entry]))
    plan = over_places(view, rows, [*enumerate(places)], "No hedge is found.", "hedge", axis_of(text))
    most = [entry for entry in totals if totals[entry] == max(totals.values())]
    total = count(len(found), "hedge")
    headline = "No hedge is found"
    if len(most) == 1 and len(totals) > 1:
        headline = f"“{capital(most[0])}” is the commonest: {totals[most[0]]} of {total}"
    elif found:
        headline = capital(f"{total} in {name_of(view, text)}")
    listed = listing([f"{row.label} {totals[row.label.lower()]}" for row in plan.drawn])
    subtitle = "Words that weaken or strengthen a judgement, and where they stand; larger dots for more."
    alt = f"Hedges by place: {listed if rows else 'none'}{' ' * bool(plan.more)}{plan.more}."
    return plan, Words(headline, subtitle, alt, f"{about_text(view, text)} {FORM_ONLY}", "", cites_of(text))
