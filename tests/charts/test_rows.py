"""Rows of cells: measured once, folded where there is no room, and every mark knows its rows."""

import re
import shutil
from dataclasses import replace

import pytest
from matplotlib.collections import PolyCollection

import analystkit as ak
from analystkit import charts
from analystkit.charts import PRESETS, Column, Row, Rows, Text, View
from analystkit.dossier import Selection
from tests.golden import golden

CHARTS = ["provisions-by-domain", "obligation-by-domain", "legalization", "articles-at-a-glance"]


def view(dossier, preset="full", room=float("inf")):
    selection = Selection.make("provisions", floor="unverified")
    return View(dossier, selection, selection.rows(dossier), PRESETS[preset], room=room)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", CHARTS)
def test_marks_lie_in_the_figure_and_name_only_rows_that_are_drawn(shipped, name, preset):
    drawing = charts.render(shipped, name, Selection.make("provisions"), preset)
    known = set(drawing.rows["id"])
    marked = {one for mark in drawing.marks for one in mark.ids}
    assert marked <= known
    assert marked == known or name in ("legalization", "articles-at-a-glance")
    for mark in drawing.marks:
        assert 0 <= mark.left <= mark.left + mark.width <= 1.0001
        assert 0 <= mark.top <= mark.top + mark.height <= 1.0001
        assert mark.words


def test_rows_that_have_no_room_are_counted(tiny):
    rows = [Row(f"Row {n}", (Text("said"),)) for n in range(20)]
    whole = Rows(rows).fit(view(tiny))
    assert len(whole.drawn) == 20
    part = Rows(rows).fit(view(tiny, room=whole.height / 2))
    assert part.height <= whole.height / 2
    assert part.asked.rows[-1].label == f"and {20 - len(part.drawn)} more provisions"
    assert len(part.drawn) < 20


def test_a_narrow_figure_puts_columns_under_the_label(tiny):
    columns = [Column("A"), Column("B", narrow="below"), Column("C", narrow="drop")]
    rows = Rows([Row("Label", (Text("one"), Text("two"), Text("three")))], columns)
    assert len(rows.fit(view(tiny)).asked.columns) == 3
    narrow = rows.fit(view(tiny, "column"))
    assert len(narrow.asked.columns) == 1
    assert narrow.asked.rows[0].note == "B: two"


def test_an_option_says_what_it_takes(shipped):
    held = charts.get("term-and-exit").options["order"]
    assert held.takes("date")
    assert not held.takes("dates")
    assert not charts.Option(3, most=5).takes(6)
    assert not charts.Option(3).takes(True)
    assert replace(held, label="Order").label == "Order"


@pytest.fixture
def invented(tmp_path):
    """Return the folder of a dossier with a few rows in every table, to be changed."""
    return shutil.copytree(golden.DOSSIERS["invented"], tmp_path / "invented")


def change(folder, pattern, by, *stems):
    for path in folder.glob("*.csv"):
        if path.stem in stems or (not stems and path.stem != "codebook"):
            path.write_text(re.sub(pattern, by, path.read_text("utf-8")), encoding="utf-8")
    return ak.open_dossier(folder)


def test_what_the_note_calls_hatched_is_hatched(invented):
    dossier = change(invented, "one-source|two-sources", "unverified")
    for chart in charts.all():
        drawing = charts.render(dossier, chart.name, Selection.make(chart.table, floor="unverified"))
        hatched = any(boxes.get_hatch() for boxes in drawing.figure.findobj(PolyCollection))
        assert hatched or "(hatched)" not in drawing.note, chart.name


def test_terms_that_share_a_label_have_a_row_each(invented):
    dossier = change(invented, "(?m)^(motives,theme,[^,]*),[^,]*", r"\1,Same", "codebook")
    for name in ("motives-by-theme", "motives-and-evidence"):
        drawing = charts.render(dossier, name, Selection.make("motives", floor="unverified"))
        assert {one for mark in drawing.marks for one in mark.ids} == set(drawing.rows["id"])


def test_treaties_stand_by_promise_where_the_codebook_does_not_name_what_is_unknown(invented):
    change(invented, "(?m)^.*,unknown.*\n", "", "treaty_features")
    dossier = change(invented, "(?m)^treaty_features,value,unknown.*\n", "", "codebook")
    figure = ak.draw(dossier, "treaties-by-promise", options={"order": "promise"})
    assert len(figure.rows) == len({one for mark in figure.marks for one in mark.ids})
