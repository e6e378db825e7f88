"""Cutting: treaties into preamble, articles and paragraphs, prose into numbered paragraphs."""

from __future__ import annotations

import pytest

from analystkit.analysis.texts import Text, parse_locator
from analystkit.analysis.texts.cutting import cut_prose, cut_treaty, is_treaty, mended
from analystkit.analysis.texts.text import summary
from tests.analysis.texts import samples


def cut(blocks: list[str]) -> Text:
    return Text("x", tuple(cut_treaty(blocks)), "en", "treaty")


def labels(blocks: list[str]) -> list[str]:
    return [passage.label for passage in cut_treaty(blocks)]


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_a_treaty_of_47_articles_is_cut_into_its_articles_and_paragraphs(language):
    text = cut(samples.treaty(language))
    assert [p.label for p in text.body if p.role != "heading"] == samples.places(language)
    assert text.articles() == list(range(1, 48))
    assert [p.text for p in text.article(3)] == samples.treaty(language)[7:10]
    assert summary(text, 47) == "47 articles, 62 paragraphs; preamble of 2 paragraphs; English"


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_the_report_names_the_articles_that_are_not_there(language):
    report = summary(cut(samples.treaty(language, 47, without=(31, 40, 41, 42, 47))), 47)
    assert "42 articles" in report
    assert "no article 31, 40–42, 47;" in report


def test_roman_numbers_titles_and_text_on_the_line_of_the_heading_are_understood():
    blocks = [
        "Article I. Peace",
        "They keep peace.",
        "ARTICLE II – Trade",
        "They trade.",
        "Article III. They may end it.",
    ]
    assert labels(blocks) == [
        "art. 1, heading", "art. 1", "art. 2, heading", "art. 2", "art. 3, heading", "art. 3",
    ]  # fmt: skip
    assert cut(blocks).article(3)[1].text == "They may end it."


def test_a_sentence_that_begins_with_an_article_is_no_heading():
    blocks = [
        "Article 1",
        "Peace.",
        "Article 2 of the Charter applies.",
        "Article 2",
        "Trade.",
        "Article 3",
        "End.",
    ]
    assert cut(blocks).articles() == [1, 2, 3]
    assert labels(blocks).count("art. 1") == 2


def test_titles_below_the_number_are_headings_and_items_belong_to_their_paragraph():
    blocks = [
        "Article 1",
        "Peace",
        "1. They:",
        "(a) rest;",
        "(b) sleep.",
        "2. They wake.",
        "Article 2",
        "They eat.",
    ]
    assert labels(blocks) == [
        "art. 1, heading", "art. 1, heading", "art. 1(1)", "art. 1(1)(a)", "art. 1(1)(b)", "art. 1(2)",
        "art. 2, heading", "art. 2",
    ]  # fmt: skip


def test_a_paragraph_that_bears_no_number_is_given_none():
    assert labels(["Article 1", "One is so.", "Two is so.", "Article 2", "Three is so."]) == [
        "art. 1, heading", "art. 1", "art. 1", "art. 2, heading", "art. 2",
    ]  # fmt: skip


def test_a_table_of_contents_is_not_taken_for_the_articles():
    contents = [f"Article {n}" for n in range(1, 6)]
    text = cut(["Pact", *contents, *samples.treaty("en", 5)[1:]])
    assert text.articles() == [1, 2, 3, 4, 5]
    assert len(text.article(2)) == 2


def test_an_annex_with_articles_of_its_own_is_kept_apart():
    text = cut(
        [*samples.treaty("en", 3)[:-1], "Annex", "Article 1", "Fees are low.", "Article 2", "Fees are paid."]
    )
    assert text.articles() == [1, 2, 3]
    assert text.passages[-1].label == "annex, art. 2"
    assert "an annex with 2 articles" in summary(text)


def test_articles_go_on_after_annexes_amid_the_chapters():
    blocks = [
        *("CHAPTER ONE", "Article 1.1", "There is a free trade area.", "Article 1.2", "All is free."),
        *("Annex 1.2-A: Beans", "The Parties shall count the beans.", "Annex 3 and the beans set out in it"),
        *("CHAPTER TWO", "Beans", "Article 2.1", "Beans are goods.", "Annex 2.1", "Article 1", "Of beans."),
        *("CHAPTER THREE", "Article 3.1", "This Agreement is in force."),
    ]
    places = labels(blocks)
    assert [p for p in places if "heading" not in p] == [
        *("art. 1.1", "art. 1.2", "annex 1.2-A", "annex 1.2-A"),
        *("art. 2.1", "annex 2.1, art. 1", "art. 3.1"),
    ]
    assert places.count("heading") == 4


@pytest.mark.parametrize(
    ("shape", "number"),
    [("ARTICLE - {}", 1), ("ARTICLE: 8.{}", "8.1"), ("Article B-0{}", "B-01"), ("ARTICLE {}ER", 1)],
)
def test_headings_of_real_agreements_are_known(shape, number):
    blocks = [part for n in (1, 2, 3) for part in (shape.format(n), "The Parties shall agree.")]
    text = cut(blocks)
    assert text.articles()[0] == number
    assert len(text.articles()) == 3
    assert parse_locator(f"art. {number}").holds(text.passages[1])


def test_a_sentence_of_a_list_is_no_heading_and_a_heading_run_into_a_paragraph_is_one():
    blocks = [
        *("Article 1", "These apply:", "Article 7 Valuation", "Article I:3 Entities", "and no others."),
        *(
            "Article 2",
            "They are kept, in accordance with",
            "Article 2.1.1.",
            "Article 3",
            "It ends. Article 4",
        ),
        *("It is done.", "Article 5", "It is so."),
    ]
    assert cut(list(mended(blocks))).articles() == [1, 2, 3, 4, 5]


def test_an_article_of_another_law_that_is_named_above_the_text_is_none_of_it():
    blocks = ["Amended by", "Art. 3 G v. 24.5.2016", *samples.treaty("en", 5)]
    assert cut(blocks).articles() == [1, 2, 3, 4, 5]


def test_a_text_without_articles_is_no_treaty():
    assert not is_treaty(samples.ARTICLE)
    assert not is_treaty(["Article 3 says so.", "And so does Article 4."])


def test_a_headline_is_no_standfirst_and_a_lead_sentence_is_a_paragraph():
    lead = "The towns of Alba and Bruma signed a pact on Monday."
    title = "Two towns sign a pact of friendship after a long quarrel"
    passages = cut_prose([title, "ALBA, 4 May 2020", lead, *samples.BODY])
    assert [p.label for p in passages] == ["front", "front", "para. 1", "para. 2", "para. 3", "para. 4"]


def test_prose_without_front_matter_is_numbered_from_its_first_paragraph():
    assert [p.label for p in cut_prose(samples.BODY)] == ["para. 1", "para. 2", "para. 3"]
    assert [p.label for p in cut_prose(["One short note."])] == ["para. 1"]
    assert [p.label for p in cut_prose(["a list", "of words"])] == ["para. 1", "back"]


@pytest.mark.parametrize(
    ("locator", "inside", "outside"),
    [
        ("para. 3", "para. 3", "para. 4"),
        ("paras 2-4, 6", "para. 3", "para. 5"),
        ("art. 19", "art. 19(2)", "art. 1(2)"),
        ("Article 3(2)", "art. 3(2)", "art. 3(1)"),
        ("arts 4–6", "art. 5", "art. 7"),
        ("art. 5 bis", "art. 5 bis", "art. 5"),
        ("art. 1.2", "art. 1.2(1)", "art. 1.3"),
        ("art. 2(1)(b)", "art. 2(1)(b)(ii)", "art. 2(1)(a)"),
        ("art. 2(b)", "art. 2(b)", "art. 2(a)"),
        ("Article 1-1", "art. 1-1", "art. 1-2"),
        ("annex I, art. 5", "annex I, art. 5", "annex II, art. 5"),
        ("annex 1, art. 5", "annex I, art. 5(1)", "art. 5"),
        ("protocol", "protocol, art. 2", "annex, art. 2"),
        ("المادة ٣", "art. 3", "art. 4"),
        ("art. 3, para. 2", "art. 3(2)", "para. 2"),
        ("ст. 3", "art. 3", "art. 4"),
        ("ماده ۳", "art. 3", "art. 4"),
        ("preamble", "preamble, para. 1", "para. 1"),
        ("preamble, para. 2", "preamble, para. 2", "preamble, para. 1"),
        ("annex, art. 1", "annex, art. 1", "art. 1"),
        ("standfirst", "para. 0", "para. 1"),
        ("title", "front", "para. 1"),
    ],
)
def test_a_locator_names_a_place_in_a_text(locator, inside, outside):
    from analystkit.analysis.texts import Passage

    place = parse_locator(locator)
    assert place.holds(Passage(inside, "x"))
    assert not place.holds(Passage(outside, "x"))


@pytest.mark.parametrize("locator", ["p. 12", "fig. 2", "pp. 3-4", "01:12", "", "art. many"])
def test_a_page_or_figure_is_no_place_in_a_stored_text(locator):
    assert parse_locator(locator) is None


LONG = "The Parties shall exchange the lists of all the towns that stand on the river between them and the"


def test_definitions_that_begin_small_are_not_taken_for_torn_sentences():
    terms = [
        f"{word} means what the Parties call it;" for word in ("beans", "peas", "tolls", "towns", "boats")
    ]
    assert "amid a sentence" not in summary(
        cut(["Article 1", "In this Treaty:", *terms, "Article 2", "So be it."])
    )
    torn = [
        f"{word} and what the Parties call" for word in ("beans", "peas", "tolls", "towns", "boats", "bees")
    ]
    torn = [part for block in torn for part in (LONG, block)]
    assert "amid a sentence" in summary(
        cut(["Article 1", *torn, "Article 2", "So be it.", "Article 3", "It ends."])
    )
