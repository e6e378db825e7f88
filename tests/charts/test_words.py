"""Charts of words: what is drawn is what the words say, row by row."""

from __future__ import annotations

import pytest

import analystkit as ak
from analystkit import charts
from analystkit.analysis.language.corpus import corpus
from analystkit.analysis.language.search import search
from analystkit.analysis.texts import add_text
from analystkit.charts.audit import audit
from tests.analysis.texts import samples

NAMES = {
    "word-dispersion": "provisions",
    "keyness": "provisions",
    "obligation-words": "provisions",
    "hedges": "motives",
}
WORDS = ["pact", "mill*", "salt", "nowhere", "the councils"]


@pytest.fixture
def towns(tiny, tmp_path):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    add_text(tiny, "roe2020", samples.write(tmp_path, "html", samples.treaty("en", 5)))
    return tiny


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
    figure = render(towns, "word-dispersion", source="doe2020", words="; ".join(WORDS)).figure
    counts = {word: len(search(corpus(towns, "doe2020"), word)) for word in WORDS}
    strokes = [collection for collection in figure.artists if len(collection.get_segments())]
    labels = {text.get_text(): text.get_position()[1] for text in figure.texts if text.get_text() in WORDS}
    assert list(labels) == WORDS
    drawn = {}
    for collection in strokes:
        segments = collection.get_segments()
        upright = all(start[0] == end[0] for start, end in segments)
        heights = {round(float((start[1] + end[1]) / 2), 4) for start, end in segments}
        if upright and len(heights) == 1 and len(segments) < 20:
            drawn[heights.pop()] = len(segments)
    for word in WORDS:
        near = [number for middle, number in drawn.items() if abs(middle - labels[word]) < 0.1]
        assert near == ([counts[word]] if counts[word] else [])


def test_the_digest_is_said_to_be_our_wording(tiny, shipped):
    for dossier in (tiny, shipped):
        assert "our wording, not the treaty's" in render(dossier, "word-dispersion").note
        assert "our wording, not the treaty's" in render(dossier, "obligation-words").note


def test_the_commonest_word_is_the_headline(towns):
    index = corpus(towns, "doe2020")
    drawing = render(towns, "word-dispersion", source="doe2020", words="pact; bridge")
    assert drawing.headline == f"“pact” stands in The Gazette 2020 {len(search(index, 'pact'))} times"
    assert f"bridge {len(search(index, 'bridge'))}" in drawing.alt


def test_words_and_codes_of_obligation_stand_side_by_side(towns):
    drawing = render(towns, "obligation-words", source="roe2020")
    assert "Prohibits 1" in drawing.alt
    assert "Declares" not in drawing.alt  # the month is no “may”
    assert drawing.headline.startswith("The words bear out 0 of 3 coded forms")


def test_hedges_of_the_text_are_counted_by_paragraph(towns):
    alt = render(towns, "hedges", source="doe2020").alt
    for said in ("Likely 1", "Perhaps 1", "May 2", "Undoubtedly 1"):
        assert said in alt
    assert "Likely 1" in render(towns, "hedges").alt


def test_keyness_compares_the_provisions_shown_with_the_others(shipped):
    drawing = charts.render(shipped, "keyness", ak.Selection.make("provisions", {"domain": ["energy"]}))
    assert drawing.headline.startswith("“gas”, “oil” and ")
    assert (
        "energy" not in drawing.alt.split("counts in either")[1]
    )  # what a domain is called tells nothing new
    assert "in the provisions shown (to the right) against the other provisions" in drawing.subtitle


def test_a_text_that_is_not_at_hand_is_said_to_be_lacking(tiny):
    with pytest.raises(ak.KitError, match="no text of doe2020 at hand"):
        render(tiny, "word-dispersion", source="doe2020")
    with pytest.raises(ak.KitError, match="did you mean 'doe2020'"):
        render(tiny, "keyness", source="doe2021")


def test_only_words_past_the_threshold_stand_in_the_headline_and_ties_are_said(shipped, tiny):
    for domain in ("energy", "sanctions", "security-defence"):
        drawing = charts.render(shipped, "keyness", ak.Selection.make("provisions", {"domain": [domain]}))
        assert drawing.headline.startswith("“") or drawing.headline.startswith("No word sets")
    assert "equally many provisions" in render(tiny, "keyness").note
    assert "“non”" not in render(shipped, "keyness").headline


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
