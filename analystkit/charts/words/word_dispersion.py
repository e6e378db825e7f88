"""Where words or phrases stand in a text."""

from __future__ import annotations

from analystkit.analysis.search import search
from analystkit.charts import Dot, Dots, Number, Option, Plan, Row, View, Words, chart
from analystkit.charts.style import ACCENT
from analystkit.charts.words import (
    TEXT,
    about_text,
    axis_of,
    cites_of,
    name_of,
    no_text,
    over_places,
    short_place,
    text_of,
)
from analystkit.words import count, listing

_COMMONEST = 8


@chart(
    "provisions",
    label="Where words stand",
    options={"source": TEXT, "words": Option("", label="Words, parted by ;")},
)
def word_dispersion(view: View) -> tuple[Plan, Words]:
    """Where words or phrases stand in a text at hand, from first word to last."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    asked = [" ".join(part.split()) for part in str(view.options["words"]).split(";") if part.strip()]
    found = {query: search(text, query).positions for query in asked or text.frequent(_COMMONEST)}
    rows = []
    for query, positions in found.items():
        strokes = tuple(
            Dot(at + 0.5, ACCENT, words=f"“{query}”: {text.units[passage].place}")
            for at, passage in zip(positions, text.passage_of(positions).tolist(), strict=True)
        )
        said = f"“{query}” stands {count(len(positions), 'time')}"
        cells = (Dots(strokes, strokes=True), Number(len(positions)))
        rows.append(Row(query, cells, words=said, weight=len(positions)))
    starts = zip(text.units, text.first.tolist(), strict=False)
    places = {short_place(unit.place): float(at) for unit, at in reversed([*starts])}
    named = sorted((at, name) for name, at in places.items())
    rules, scale = tuple(at for at, _ in named) if len(named) < 140 else (), (0.0, max(1.0, len(text)))
    plan = over_places(view, rows, named, "No words", "word", axis_of(text), scale, 0.4, rules)
    most, name = max(found, key=lambda query: len(found[query]), default=""), name_of(view, text)
    headline = "None of the words is found"
    if most and found[most]:
        headline = f"“{most}” stands in {name} {count(len(found[most]), 'time')}"
    subtitle = "Each stroke is one place; the text runs from left to right; how many at the right."
    listed = listing([f"{row.label} {len(found.get(row.label, ()))}" for row in plan.drawn])
    alt = f"Where words stand in {name}, one row a word: {listed}."
    return plan, Words(headline, subtitle, alt, about_text(view, text), "", cites_of(text))
