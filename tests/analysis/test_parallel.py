"""Two treaty texts are set side by side by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analystkit as ak
from analystkit.analysis.texts import Passage, Text
from analystkit.analysis.wording import article_words, changes, closest_articles, difference, pair

OLD = Text(
    "doe2020",
    (
        Passage("art. 1", "Neither Party shall attack the other."),
        Passage("art. 2, heading", "Trade"),
        Passage("art. 2", "The Parties shall promote trade in grain and timber."),
        Passage("art. 3", "This Treaty enters into force on the day of its signature."),
    ),
    "en",
    "treaty",
)
NEW_TEXT = Text(
    "roe2020",
    (
        Passage("art. 1", "The Parties shall promote trade in grain, timber and salt."),
        Passage("art. 2", "Neither Party shall ever attack the other."),
    ),
    "en",
    "treaty",
)


def test_each_article_finds_the_one_that_it_resembles():
    found = closest_articles(OLD, NEW_TEXT)
    assert [closest for _, closest, _ in found[:2]] == [2, 1]
    assert found[0][2] > 85


def test_a_heading_is_no_part_of_an_articles_words():
    assert article_words(OLD, 2) == "The Parties shall promote trade in grain and timber."


def test_texts_in_two_languages_are_not_compared():
    with pytest.raises(ak.KitError, match="in one language"):
        closest_articles(OLD, Text("x", NEW_TEXT.passages, "ru", "treaty"))


def test_a_text_that_is_not_at_hand_is_named(tiny):
    with pytest.raises(ak.KitError, match="no treaty text at hand named 'doe2020'"):
        pair(tiny, "doe2020", "roe2020")


def test_added_and_dropped_words_are_told_apart():
    found = changes("Neither shall attack, nor help.", "neither shall ever attack.", str.casefold)
    assert found == [("", "Neither shall"), ("ins", "ever"), ("", "attack"), ("del", ", nor help"), ("", ".")]
    assert difference(found) == "Neither shall {+ever+} attack [-, nor help-] ."


WORDS = st.lists(st.sampled_from(["shall", "not", "help", "Party", ",", "the"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_either_text_can_be_read_back_from_the_difference(one, other):
    def flat(runs, without):
        return "".join(words for kind, words in runs if kind != without).replace(" ", "").casefold()

    runs = changes(one, other, str.casefold)
    assert flat(runs, "ins") == flat([("", one)], "ins")
    assert flat(runs, "del") == flat([("", other)], "del")
