"""What readers see is in British spelling, whatever the code is written in."""

from __future__ import annotations

import re

import pytest

import analystkit as ak
from analystkit import charts

AMERICAN = re.compile(
    r"\b(color\w*|labeled|unlabeled|gray|organiz\w+|centers?|centered|favor\w*|neighbor\w*|defense|offense|"
    r"canceled|modeling|analyz\w+)\b",
    re.I,
)


@pytest.mark.parametrize("name", [chart.name for chart in charts.all()])
def test_a_charts_words_are_british(shipped, name):
    chart = charts.get(name)
    selection = ak.Selection.make(chart.table, floor="unverified")
    drawing = charts.render(shipped, name, selection)
    drawn = " ".join(text.get_text() for text in drawing.figure.texts)
    own = " ".join([chart.label, chart.about, drawing.headline, drawing.subtitle, drawing.note, drawn])
    names = " ".join(source.short for source in shipped.sources.values())
    found = {word for word in AMERICAN.findall(own) if word not in names}
    assert not found


def test_the_pattern_knows_the_difference():
    assert AMERICAN.findall("Color tells; labeled; gray") == ["Color", "labeled", "gray"]
    assert AMERICAN.findall("The colour tells; coloured; labelled; grey; centre; neighbour; defence") == []
