"""A dossier's own prose in a notebook, and a quiet line for what it has not got."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit.explore.showing import cite_in_prose


def test_prose_names_its_sources_with_a_link(tiny):
    folder = tiny.path / "notes"
    folder.mkdir()
    (folder / "motives.md").write_text(
        "Quiet [@doe2020, para. 2; @roe2020], not [@nobody].", encoding="utf-8"
    )
    said = ak.notes(tiny, "motives")._repr_markdown_()
    gazette = "[The Gazette 2020](https://example.org/doe2020), para. 2"
    assert said.startswith(f"Quiet ({gazette}; [The Bugle 2020](https://example.org/roe2020)), not (nobody")


@pytest.mark.parametrize("name", ["motives", "../dossier", "..", ""])
def test_no_prose_is_one_quiet_line(tiny, name):
    assert "says nothing more here" in repr(ak.notes(tiny, name))


def test_a_name_with_markup_stays_text(tiny):
    tiny.sources["doe2020"].csl["container-title"] = "The *Gazette* [old]"
    assert r"\*Gazette\* \[old\]" in cite_in_prose(tiny, "[@doe2020]")


def test_a_chart_of_an_absent_table_is_one_quiet_line(tiny):
    assert "there is no treaties.csv" in repr(ak.show(tiny, "term-and-exit"))
    assert ak.show(tiny, "timeline", preset="slide").headline
    with pytest.raises(ak.KitError, match="did you mean 'timeline'"):
        ak.show(tiny, "timelin")
