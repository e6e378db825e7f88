"""Charts of words: what is drawn is what the words say, row by row."""

from __future__ import annotations

import re

import pytest

import analystkit as ak
from analystkit import charts
from analystkit.analysis.corpus import corpus
from analystkit.analysis.search import search
from analystkit.analysis.texts import add_text
from tests.analysis.texts import samples
from tests.charts.drawn import audit
from tests.conftest import write_tiny

NAMES = {
    "word-dispersion": "provisions",
    "keyness": "provisions",
    "obligation-words": "provisions",
    "hedges": "motives",
}
WORDS = ["pact", "mill*", "salt", "nowhere", "the councils"]


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """The small dossier with two texts at hand, brought in once."""
    place = tmp_path_factory.mktemp("towns")
    dossier = ak.open_dossier(write_tiny(place / "tiny"))
    add_text(dossier, "doe2020", samples.write(place, "txt"))
    add_text(dossier, "roe2020", samples.write(place, "html", samples.treaty("en", 5)))
    return dossier


def render(dossier, name, preset="full", **options):
    return charts.render(dossier, name, ak.Selection(NAMES[name]), preset=preset, options=options)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("preset", ["column", "full", "slide"])
@pytest.mark.parametrize("text", ["doe2020", "roe2020"])
def test_a_text_at_hand_is_drawn_cleanly(towns, name, preset, text):
    drawing = render(towns, name, preset, source=text)
    assert audit(drawing) == []
    assert "copy at hand" in drawing.note


def test_each_row_of_strokes_is_that_of_its_label(towns):
    drawing = render(towns, "word-dispersion", source="doe2020", words="; ".join(WORDS))
    for word in WORDS:
        number = len(search(corpus(towns, "doe2020"), word))
        assert sum(mark.words.startswith(f"“{word}”: ") for mark in drawing.marks) == number
        assert any(mark.words.startswith(f"“{word}” stands") for mark in drawing.marks)


@pytest.mark.parametrize("name", ["word-dispersion", "obligation-words", "hedges"])
def test_without_a_text_at_hand_nothing_is_counted_and_that_is_said(tiny, name):
    drawing = render(tiny, name)
    assert drawing.headline == "No text is at hand"
    assert "Import one" in drawing.alt


def test_the_digest_is_said_to_be_our_wording(shipped):
    assert "our wording, not the treaty's" in render(shipped, "keyness").note


def test_only_words_past_the_threshold_stand_in_the_headline(shipped):
    for domain in ("energy", "sanctions", "culture"):
        selection = ak.Selection.make("provisions", {"domain": [domain]})
        drawing = charts.render(shipped, "keyness", selection)
        label = shipped.codebook.label("provisions", "domain", domain).lower()
        for word in re.findall("“(.+?)”", drawing.headline):
            assert word not in label


def test_where_several_domains_are_of_equal_size_that_is_said(tiny):
    assert "equally many provisions" in render(tiny, "keyness").note


def test_a_treatys_own_passages_on_a_domain_are_set_apart_from_its_others(tiny, tmp_path):
    text = [
        "Treaty of Tinytown", "Article 1", "Neither Party shall attack or threaten to attack; an attack is war.",
        "Article 2", "The Parties shall promote trade, and trade in grain.",
    ]  # fmt: skip
    add_text(tiny, "roe2020", samples.write(tmp_path, "html", text))
    drawing = charts.render(
        tiny, "keyness", ak.Selection.make("provisions", {"domain": ["trade"]}),
        options={"source": "roe2020", "minimum": 1},
    )  # fmt: skip
    assert "on trade" in drawing.subtitle
    assert "its other coded passages" in drawing.subtitle
    assert "trade 2" not in drawing.alt


def test_the_commonest_word_is_the_headline(towns):
    index = corpus(towns, "doe2020")
    drawing = render(towns, "word-dispersion", source="doe2020", words="pact; bridge")
    assert drawing.headline == f"“pact” stands in The Gazette 2020 {len(search(index, 'pact'))} times"
    assert f"bridge {len(search(index, 'bridge'))}" in drawing.alt


def test_words_and_codes_of_obligation_stand_side_by_side(towns):
    drawing = render(towns, "obligation-words", source="roe2020")
    assert "prohibits 1" in drawing.alt
    assert "eclares" not in drawing.alt  # the month is no “may”
    assert drawing.headline == "The words bear out none of 3 coded forms of obligation"


def test_hedges_of_the_text_are_counted_by_paragraph(towns):
    alt = render(towns, "hedges", source="doe2020").alt
    for said in ("Likely 1", "Perhaps 1", "May 2", "Undoubtedly 1"):
        assert said in alt


def test_keyness_compares_the_provisions_shown_with_the_others(shipped):
    drawing = charts.render(shipped, "keyness", ak.Selection.make("provisions", {"domain": ["energy"]}))
    assert "“gas”" in drawing.headline
    assert "in the provisions shown (right) : in the other provisions (left)" in drawing.subtitle


def test_a_text_that_is_not_at_hand_is_said_to_be_lacking(tiny):
    with pytest.raises(ak.KitError, match="no text of doe2020 at hand"):
        render(tiny, "word-dispersion", source="doe2020")
    with pytest.raises(ak.KitError, match="did you mean 'doe2020'"):
        render(tiny, "keyness", source="doe2021")
