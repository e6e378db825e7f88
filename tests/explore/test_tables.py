"""One row read in full, and a panel that starts with a selection."""

from __future__ import annotations

from dataclasses import replace

import pytest

import analystkit as ak
from analystkit.dossier import TABLES


def test_a_row_shows_every_field_that_is_not_blank(tiny):
    shown = ak.read(tiny, "motives", "m02")
    for words in ("Both want quiet", "want quiet", "Bruma says no"):
        assert words in shown._repr_html_()
        assert words in repr(shown)
    assert "Hedge" not in shown._repr_html_()


def test_markup_in_a_row_stays_text(tiny):
    frame = tiny.table("motives").assign(statement="<script>alert(1)</script>\u202e")
    dossier = replace(tiny, tables={**tiny.tables, "motives": frame})
    shown = ak.read(dossier, "motives", "m01")._repr_html_()
    assert "<script>" not in shown
    assert "\u202e" not in shown  # all that follows would run from right to left


def test_a_row_that_is_not_there_names_the_nearest(tiny):
    with pytest.raises(ak.KitError, match="m01"):
        ak.read(tiny, "motives", "m10")
    with pytest.raises(ak.KitError):
        ak.read(tiny, "motive", "m01")


def test_tables_that_hold_nothing_yet_are_quiet_lines(tiny_folder):
    for name, table in TABLES.items():
        (tiny_folder / f"{name}.csv").write_text(",".join(table.by_name) + "\n", encoding="utf-8")
    dossier = ak.open_dossier(tiny_folder)
    for shown, words in [
        (ak.read(dossier, "motives"), "no motives yet"),
        (ak.discrepancies(dossier, ["of-the-topic"]), "No point of disagreement"),
        (ak.likeness(dossier), "no treaties yet"),
        (ak.agreement(dossier), "Nobody has coded anything"),
    ]:
        assert words in repr(shown)


def test_a_panel_starts_with_the_selection_that_it_is_given(tiny):
    chosen = ak.Selection.make("events", {"category": ["treaty"]})
    panel = ak.explore(tiny, "events", filters=["category", "search"], selection=chosen)
    assert panel.selection == chosen
    assert len(panel.figure.rows) == 2
    panel.selection = ak.Selection.make("events")
    panel.reset()
    assert panel.selection == chosen


def test_a_selection_of_another_table_is_refused(tiny):
    with pytest.raises(ak.KitError, match="of motives"):
        ak.explore(tiny, "events", selection=ak.Selection.make("motives"))
