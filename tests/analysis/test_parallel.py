"""Two treaty texts are set side by side by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analystkit as ak
from analystkit.analysis.texts import Passage, Text
from analystkit.analysis.wording import GONE, NEW, SAME, article_words, closest_articles, pair, word_diff

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
    assert found["closest"].tolist()[:2] == [2, 1]
    assert found["likeness"].iloc[0] > 85


def test_a_heading_is_no_part_of_an_articles_words():
    assert article_words(OLD, 2) == "The Parties shall promote trade in grain and timber."


def test_texts_in_two_languages_are_not_compared():
    with pytest.raises(ak.KitError, match="in one language"):
        closest_articles(OLD, Text("x", NEW_TEXT.passages, "ru", "treaty"))


def test_prose_has_no_articles_to_compare():
    with pytest.raises(ak.KitError, match="not cut into articles"):
        closest_articles(OLD, Text("x", (Passage("para. 1", "Prose."),), "en", "prose"))


def test_a_text_that_is_not_at_hand_is_named(tiny):
    with pytest.raises(ak.KitError, match="no treaty text at hand named 'doe2020'"):
        pair(tiny, "doe2020", "roe2020")


def test_added_and_dropped_words_are_told_apart():
    found = [
        (s.where, s.words) for s in word_diff("Neither shall attack, nor help.", "Neither shall ever attack.")
    ]
    assert found == [
        (SAME, "Neither shall"),
        (NEW, "ever"),
        (SAME, "attack"),
        (GONE, ", nor help"),
        (SAME, "."),
    ]


WORDS = st.lists(st.sampled_from(["shall", "not", "help", "Party", ",", "the"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_either_text_can_be_read_back_from_the_difference(one, other):
    def flat(text):
        return text.replace(" ", "").casefold()

    stretches = word_diff(one, other)
    assert flat("".join(s.words for s in stretches if s.where != NEW)) == flat(one)
    assert flat("".join(s.words for s in stretches if s.where != GONE)) == flat(other)
