"""Where words stand in a text, from its first word to its last."""

from __future__ import annotations

from analystkit.analysis.language.search import search
from analystkit.charts.amounts import Dot, Dots
from analystkit.charts.cells import Number
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import ACCENT
from analystkit.charts.view import View, Words
from analystkit.charts.words.texts import (
    TEXT,
    about_text,
    axis_of,
    cites_of,
    name_of,
    no_text,
    short_place,
    text_of,
    thinned,
)
from analystkit.words import count, listing

_COMMONEST = 8


@chart(
    name="word-dispersion",
    label="Where words stand",
    table="provisions",
    needs=("summary",),
    about="Where words or phrases stand in a text at hand, from first word to last.",
    options={"source": TEXT, "words": Option("", label="Words, parted by ;")},
)
def word_dispersion(view: View) -> tuple[Plan, Words]:
    """Return a row of strokes for each word, over the articles or paragraphs of the text."""
    text = text_of(view)
    if text is None:
        return no_text(view)
    asked = [" ".join(part.split()) for part in str(view.options["words"]).split(";") if part.strip()]
    found = {query: search(text, query).positions for query in asked or text.frequent(_COMMONEST)}
    passages = {query: text.passage_of(places).tolist() for query, places in found.items()}
    rows = []
    for query, positions in found.items():
        strokes = tuple(
            Dot(at + 0.5, ACCENT, words=f"“{query}”: {text.units[passage].place}")
            for at, passage in zip(positions, passages[query], strict=True)
        )
        said = f"“{query}” stands {count(len(positions), 'time')}"
        cells = (Dots(strokes, strokes=True), Number(len(positions)))
        rows.append(Row(query, cells, words=said, weight=len(positions)))
    edges = [int(first) for first in text.first]
    places = {short_place(unit.place): at for unit, at in reversed([*zip(text.units, edges, strict=False)])}
    named = sorted((float(at), name) for name, at in places.items())
    rules = tuple(float(at) for at, _ in named) if len(named) < 140 else ()
    columns = [
        Column(scale=(0, max(1, len(text))), ticks=thinned(view, named), rules=rules),
        Column(share=0, align="right", gap=0.1),
    ]
    plan = Rows(rows or [Row("No words", ())], columns, corner=axis_of(text), noun="word").fit(view)
    most = max(found, key=lambda query: len(found[query]), default="")
    headline = "None of the words is found"
    if most and found[most]:
        headline = f"“{most}” stands in {name_of(view, text)} {count(len(found[most]), 'time')}"
    subtitle = "Each stroke is one place; the text runs from left to right; how many at the right."
    listed = listing([f"{row.label} {len(found.get(row.label, ()))}" for row in plan.drawn])
    alt = f"Where words stand in {name_of(view, text)}, one row a word: {listed}."
    return plan, Words(headline, subtitle, alt, about_text(view, text), "", cites_of(text))
