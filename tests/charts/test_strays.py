"""Characters that no document can hold never reach one, whatever a table or a title holds."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from analystkit import charts
from analystkit.charts.text import clean
from analystkit.dossier import Selection
from analystkit.dossier.faults import STRAY
from analystkit.figures import Figure, Spec

NASTY = "a\x00b\x07c\x1bd\x7fe\ufefff\ufffeg\uffffh\ud800i"


def test_a_drawn_line_holds_none():
    assert not STRAY.search(clean(NASTY))
    assert clean(NASTY) == "a b c d e f g h i"


@pytest.mark.parametrize(
    "chart", [chart.name for chart in charts.all() if chart.table in ("provisions", "events")]
)
def test_files_are_sound_though_rows_hold_them(tiny, chart):
    table = charts.get(chart).table
    rows = tiny.table(table).copy()
    for column in ("heading", "summary", "title"):
        if column in rows:
            rows[column] = NASTY
    figure = Figure(Spec(chart, Selection(table)), replace(tiny, tables={**tiny.tables, table: rows}))
    ET.fromstring(figure.svg())
    assert len(PdfReader(io.BytesIO(figure.pdf())).pages) == 1
    with Image.open(io.BytesIO(figure.png())) as picture:
        picture.load()
        assert not STRAY.search(picture.text["Title"] + picture.text["Description"])
