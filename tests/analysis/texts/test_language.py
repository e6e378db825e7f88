"""Concordance and statistics, against published worked examples and NLTK's own numbers."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

import analystkit as ak
from analystkit.analysis.corpus import (
    WORD,
    Corpus,
    Unit,
    corpus,
    digest,
    fold_word,
    language_limits,
    on_domain,
)
from analystkit.analysis.modal import find_words
from analystkit.analysis.search import SURE, keyness, log_likelihood, neighbors, search
from analystkit.analysis.texts import add_text
from tests.analysis.texts import samples


def made(*texts: str, source: str = "pact"):
    return Corpus(source, tuple(Unit(source, f"para. {n}", text) for n, text in enumerate(texts, 1)))


PACT = made(
    "The Parties shall promote trade. The Parties shall not attack; they may talk.",
    "Each Party promotes peace, and both promised to promote it in the well-known mill.",
    "Trade is free.",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("well-known Party's “right”", ["well-known", "Party's", "right"]),
        ("طرف‌ها می‌شوند، مادهٔ ۳", ["طرف‌ها", "می‌شوند", "مادهٔ", "۳"]),
        ("أحكام المعاهدة، والطرفان", ["أحكام", "المعاهدة", "والطرفان"]),
        ("Сторо́ны — «вместе», 20-летний", ["Сторо́ны", "вместе", "20-летний"]),
    ],
)
def test_words_are_whole_in_four_languages(text, words):
    assert re.findall(WORD, text) == words


def test_forms_that_mean_the_same_word_are_folded_together():
    assert fold_word("Сторо́ны") == fold_word("стороны")
    assert fold_word("идёт") == fold_word("идет")
    assert fold_word("می‌شود") == fold_word("میشود")
    assert fold_word("كشور") == fold_word("کشور")
    assert fold_word("Party’s") == fold_word("party")
    assert fold_word("й") == "й"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("trade", 2),
        ("TRADE", 2),
        ("shall promote", 1),
        ("shall", 2),
        ("promot*", 3),
        ("prom?te", 2),
        ("shall * attack", 1),
        ("shall|may *", 3),
        ("well-known", 1),
        ("known mill", 1),
        ("talk each", 0),
        ("trade trade", 0),
        ("absent", 0),
        ("", 0),
        ("…", 0),
    ],
)
def test_words_phrases_and_wildcards_are_found(query, count):
    assert len(search(PACT, query)) == count


def test_a_query_that_every_word_matches_is_refused():
    with pytest.raises(ak.KitError, match="at least one letter"):
        search(PACT, "* *")
    with pytest.raises(ak.KitError, match="at least one letter"):
        search(PACT, "?*")


def test_words_of_one_stem_are_found_together():
    assert len(search(PACT, "promoting", stems=True)) == 3
    russian = made("Стороны подписали договор.", "В договоре сказано о договорах.")
    assert len(search(russian, "договора", stems=True)) == 3


def test_each_line_carries_its_source_and_place():
    (line,) = search(PACT, "free").lines()
    assert (line.left, line.key, line.right) == ("Trade is ", "free", ".")
    assert (line.source, line.place) == ("pact", "para. 3")


def test_lines_are_sorted_by_what_is_left_or_right_of_the_words():
    index = made("b x c", "a x d", "c x a", "x")
    assert [line.place for line in search(index, "x").lines("left")] == [
        "para. 4",
        "para. 2",
        "para. 1",
        "para. 3",
    ]
    assert [line.place for line in search(index, "x").lines("right")] == [
        "para. 4",
        "para. 3",
        "para. 1",
        "para. 2",
    ]


def test_the_first_lines_of_many_are_those_that_sorting_all_would_give():
    choose = np.random.default_rng(7)
    words = [" ".join(choose.choice(list("abcdefg"), 12)) for _ in range(400)]
    index = made(*words)
    for sort in ("left", "right"):
        for query in ("a", "a b", "a *"):
            hits = search(index, query)
            whole = hits.lines(sort, None)
            assert hits.lines(sort, 40) == whole[:40]


def test_a_search_agrees_with_nltk():
    from nltk.text import ConcordanceIndex

    assert search(PACT, "trade").positions == ConcordanceIndex(PACT.words).offsets("trade")


def test_a_search_agrees_with_looking_at_every_word():
    choose = np.random.default_rng(3)
    given = made(*(" ".join(choose.choice(["a", "b", "ab", "b-a", "c"], 9)) for _ in range(60)))
    bounds = list(zip(given.first.tolist(), given.first.tolist()[1:], strict=False))
    for one, other in [("a", "b"), ("c", "c"), ("ab", "c")]:
        slow = [
            n
            for low, high in bounds
            for n in range(low, high - 1)
            if given.words[n].split("-")[-1] == one and given.words[n + 1].split("-")[0] == other
        ]
        inside = [n for n, word in enumerate(given.words) if word == f"{one}-{other}"]
        assert search(given, f"{one} {other}").positions == sorted(slow + inside)


def test_a_word_with_a_hyphen_is_one_word_and_its_parts_are_found():
    given = made("They fight terrorism by counter-terrorism, non-proliferation and non‑interference.")
    assert {"counter-terrorism", "non-proliferation", "non-interference"} <= set(given.words)
    assert len(search(given, "terrorism")) == 2
    assert len(search(given, "non-*")) == 2
    assert len(search(given, "nonproliferation")) == 0
    assert len(search(given, "non proliferation")) == 1


def test_log_likelihood_agrees_with_published_examples():
    # The worked example of Lancaster University's calculator (corpora.lancs.ac.uk/sigtest): a word 52 times
    # in 50,000 words and 57 times in 75,000 gives +2.65, below 3.84.
    assert float(log_likelihood(52, 57, 50_000, 75_000)) == pytest.approx(2.65, abs=0.005)
    # By hand, from the formula of Rayson and Garside (2000), with nothing in one text.
    assert float(log_likelihood(10, 0, 100, 300)) == pytest.approx(2 * 10 * math.log(4))
    assert float(log_likelihood(5, 15, 100, 300)) == pytest.approx(0)


def test_keyness_names_what_sets_two_texts_apart():
    table = keyness(made("gas gas gas gas trade"), made("trade trade trade peace peace peace"), minimum=1)
    assert table["word"].tolist() == ["gas", "trade", "peace"]
    assert table["count"].tolist() == [4, 1, 0]
    assert table["g2"].iloc[0] == pytest.approx(float(log_likelihood(4, 0, 5, 6)))
    assert table["g2"].iloc[-1] < 0 < table["g2"].iloc[0]
    with pytest.raises(ak.KitError, match="nothing to compare"):
        keyness(made(), made("a"))


def test_only_words_past_the_threshold_are_offered_when_asked_for():
    one, other = made("gas gas gas gas trade tea"), made("trade trade trade peace peace peace oil")
    offered = keyness(one, other, minimum=1, sure=True)
    assert 0 < len(offered) < len(keyness(one, other, minimum=1))
    assert (offered["g2"].abs() >= SURE).all()


def test_neighbors_stay_in_their_passage():
    given = made("oil gas", "oil gas", "tea oil gas", "tea")
    near = neighbors(search(given, "oil"), window=1, minimum=1)
    assert near["word"].tolist() == ["gas"]
    assert near["near"].tolist() == [3]
    assert neighbors(search(given, "gas"), window=1, minimum=1, without=["oil"]).empty


def test_passages_are_parted_by_what_their_provisions_are_coded_as(tiny):
    provisions = tiny.table("provisions")
    domain = provisions["domain"].dropna().iloc[0]
    one, rest = on_domain(tiny, digest(tiny), domain)
    assert one.units
    assert not set(one.units) & set(rest.units)
    coded = provisions[provisions["domain"] == domain]
    assert {unit.place for unit in one.units} <= {
        "preamble",
        *(f"art. {a}" for a in coded["article"].dropna()),
        *(f"art. {a}({p})" for a, p in zip(coded["article"], coded["paragraph"], strict=True)),
        *coded["id"],
    }
    uncoded = Corpus("x", (Unit("x", "art. 99", "Nothing coded."),))
    assert not any(part.units for part in on_domain(tiny, uncoded, domain))


def test_texts_are_named_by_their_titles(tiny, tmp_path):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    assert corpus(tiny).name == f"“{tiny.sources['doe2020'].title}”"


def test_what_a_language_does_not_support_is_said():
    assert language_limits("en") == ""
    for language in ("ru", "fa", "ar", "und", "xx"):
        assert language_limits(language).endswith(".")


def test_the_commonest_words_leave_out_grammar():
    assert PACT.frequent(2)[0] in {"parties", "trade", "promote"}
    assert "the" not in PACT.frequent(20)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("The Contracting Parties shall not join sanctions.", "prohibits"),
        ("The Contracting Parties shall promote trade.", "promotes"),
        ("The Contracting Parties shall actively cooperate.", "commits-to-cooperate"),
        ("Each Party shall notify the other.", "binds"),
        ("The Parties may conclude agreements.", "declares"),
        ("The Parties intend to meet.", "declares"),
        ("Стороны не допускают использования территории.", "prohibits"),
        ("Договаривающиеся Стороны сотрудничают в области энергетики.", "commits-to-cooperate"),
        ("Стороны содействуют торговле.", "promotes"),
        ("Стороны обязуются уведомлять.", "binds"),
        ("طرف‌ها از اقدام خودداری می‌کنند.", "prohibits"),
        ("طرف‌ها همکاری را گسترش می‌دهند.", "commits-to-cooperate"),
    ],
)
def test_obligation_words_are_told_by_their_form(sentence, term):
    assert next(find_words([Unit("a", "art. 1", sentence)], "obligation")).term == term
    assert not list(find_words([Unit("a", "art. 1", "Trade is free.")], "obligation"))


@pytest.mark.parametrize(
    ("sentence", "words", "group"),
    [
        ("It is very likely to end.", "very likely", "Very likely"),
        ("It is likely to end.", "likely", "Likely"),
        ("It is unlikely.", "unlikely", "Unlikely"),
        ("Perhaps they count on it.", "Perhaps", "Possible, not how likely"),
        ("They undoubtedly did.", "undoubtedly", "Said to be sure"),
        ("It can therefore be seen as a step.", "can therefore be seen as", "How it looks"),
        ("Вероятно, стороны встретятся.", "Вероятно", "Likely"),
    ],
)
def test_hedges_are_grouped_by_what_they_say_of_likelihood(sentence, words, group):
    (found,) = find_words([Unit("a", "para. 1", sentence)], "hedges")
    assert (found.words, found.term) == (words, group)


def test_without_texts_the_digest_is_read_and_said_to_be_ours(tiny):
    assert corpus(tiny).ours
    assert "our wording" in corpus(tiny).name
    assert [unit.place for unit in digest(tiny).units] == [
        "preamble", "art. 1", "art. 2", "art. 3(1)", "topic-song",
    ]  # fmt: skip


def test_a_text_that_is_not_at_hand_is_named(tiny):
    with pytest.raises(ak.KitError, match="no text of roe2020 at hand"):
        corpus(tiny, "roe2020")


def test_an_empty_corpus_has_no_words():
    nothing = Corpus("nothing", ())
    assert len(nothing) == 0
    assert len(search(nothing, "a*")) == 0
    assert neighbors(search(nothing, "a")).empty


def test_importing_the_kit_does_not_import_nltk():
    import subprocess
    import sys

    code = "import sys, analystkit, analystkit.analysis.evidence, analystkit.analysis.search; print('nltk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("query", "found"), [("*a*a*a*z", 0), ("*a*a*", 1), ("*op*r?t*n", 1), ("*co-op*t*", 1)]
)
def test_many_stars_find_their_words_and_do_not_wait_on_a_long_one(query, found):
    text = Corpus("long", (Unit("s", "p", "a" * 5000 + " in close co-operation"),))
    assert len(search(text, query)) == found
