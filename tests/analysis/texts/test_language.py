"""Index, concordance and statistics, against published worked examples and NLTK's own numbers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import analystkit as ak
from analystkit.analysis.language.collocations import collocations, neighbours
from analystkit.analysis.language.concordance import search
from analystkit.analysis.language.corpus import Corpus, Unit, corpus, digest
from analystkit.analysis.language.dispersion import deviation_of_proportions, dispersion, frequent_words
from analystkit.analysis.language.index import build_index, open_index, read_index, write_index
from analystkit.analysis.language.keyness import keyness, log_likelihood, log_ratio
from analystkit.analysis.language.modal import find_words, strongest
from analystkit.analysis.language.stopwords import stop_words
from analystkit.analysis.language.tokens import fold_word, sentences, word_tokenizer
from analystkit.analysis.texts import add_text
from tests.analysis.texts import samples


def made(*texts: str, source: str = "pact"):
    return build_index(
        Corpus(source, tuple(Unit(source, f"para. {n}", text) for n, text in enumerate(texts, 1)))
    )


PACT = made(
    "The Parties shall promote trade. The Parties shall not attack; they may talk.",
    "Each Party promotes peace, and both promised to promote it in the well-known mill.",
    "Trade is free.",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("well-known Party's “right”", ["well", "known", "Party's", "right"]),
        ("طرف‌ها می‌شوند، مادهٔ ۳", ["طرف‌ها", "می‌شوند", "مادهٔ", "۳"]),
        ("Сторо́ны — «вместе», 20-летний", ["Сторо́ны", "вместе", "20", "летний"]),
    ],
)
def test_words_are_whole_in_three_languages(text, words):
    assert word_tokenizer().tokenize(text) == words


def test_forms_that_mean_the_same_word_are_folded_together():
    assert fold_word("Сторо́ны") == fold_word("стороны")
    assert fold_word("идёт") == fold_word("идет")
    assert fold_word("می‌شود") == fold_word("میشود")
    assert fold_word("كشور") == fold_word("کشور")
    assert fold_word("Party’s") == fold_word("party")
    assert fold_word("й") == "й"


def test_sentences_do_not_end_at_the_abbreviations_of_treaties():
    assert len(sentences("Under Art. 3, para. 2 of the pact, No. 5, they meet. They talk.")) == 2
    assert len(sentences("Согласно ст. 3 п. 2 договора стороны встречаются. Они говорят.")) == 2
    assert len(sentences("آیا صلح است؟ بله.")) == 2


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
    assert str(line.citation) == "@pact, para. 3"


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
    with pytest.raises(ak.KitError, match="no order 'up'"):
        search(index, "x").lines("up")  # type: ignore[arg-type]


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

    words = [fold_word(word) for word in word_tokenizer().tokenize(PACT.text)]
    offsets = ConcordanceIndex(words).offsets("trade")
    assert search(PACT, "trade").positions.tolist() == offsets


def test_log_likelihood_agrees_with_published_examples():
    # The worked example of Lancaster University's calculator (corpora.lancs.ac.uk/sigtest): a word 52 times
    # in 50,000 words and 57 times in 75,000 gives +2.65, below 3.84.
    assert float(log_likelihood(52, 57, 50_000, 75_000)) == pytest.approx(2.65, abs=0.005)
    # By hand, from the formula of Rayson and Garside (2000), with nothing in one text.
    assert float(log_likelihood(10, 0, 100, 300)) == pytest.approx(2 * 10 * math.log(4))
    assert float(log_likelihood(5, 15, 100, 300)) == pytest.approx(0)
    assert float(log_ratio(4, 1, 100, 100)) == 2
    assert float(log_ratio(0, 4, 100, 100)) == -3


def test_keyness_names_what_sets_two_texts_apart():
    table = keyness(made("gas gas gas gas trade"), made("trade trade trade peace peace peace"), minimum=1)
    assert table["word"].tolist() == ["gas", "trade", "peace"]
    assert table["count"].tolist() == [4, 1, 0]
    assert table["g2"].iloc[0] == pytest.approx(float(log_likelihood(4, 0, 5, 6)))
    assert table["g2"].iloc[-1] < 0 < table["log_ratio"].iloc[0]
    with pytest.raises(ak.KitError, match="nothing to compare"):
        keyness(made(), made("a"))


def test_collocations_agree_with_nltk_and_with_dunning():
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    text = "the black sea and the black mill and the sea near the black sea"
    table = collocations(made(text), minimum=1).set_index("words")
    finder = BigramCollocationFinder.from_words(text.split())
    for (one, two), score in finder.score_ngrams(BigramAssocMeasures.likelihood_ratio):
        assert table.loc[f"{one} {two}", "g2"] == pytest.approx(score)
    # Dunning 1993, table 1: "the swiss", 110 2442 111 29114, 270.72; "can be", 29 13 123 31612, 263.90.
    for both, first, second, none, published in [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
    ]:
        score = BigramAssocMeasures.likelihood_ratio(
            both, (both + first, both + second), both + first + second + none
        )
        assert score == pytest.approx(published, abs=0.01)


def test_pairs_and_neighbours_stay_in_their_passage():
    index = made("oil gas", "oil gas", "tea oil gas", "tea")
    assert collocations(index, minimum=1)["words"].tolist()[0] == "oil gas"
    assert "gas tea" not in collocations(index, minimum=1)["words"].tolist()
    near = neighbours(index, "oil", window=1, minimum=1)
    assert near["word"].tolist()[0] == "gas"
    assert collocations(index, without=["gas"]).empty


def test_dispersion_names_the_query_and_place_of_every_point():
    table = dispersion(PACT, ["trade", "promot*"])
    assert table.groupby("query", sort=False).size().to_dict() == {"trade": 2, "promot*": 3}
    assert table[table["query"] == "trade"]["place"].tolist() == ["para. 1", "para. 3"]
    assert table["share"].between(0, 1).all()


def test_deviation_of_proportions_agrees_with_its_definition():
    # Gries 2008, section 2: five parts of ten words, one word 1, 2, 3, 4, 5 times: |share - 0.2| summed, halved.
    assert deviation_of_proportions([1, 2, 3, 4, 5], [10] * 5) == pytest.approx(0.2)
    assert math.isnan(deviation_of_proportions([0, 0], [1, 1]))


def test_the_commonest_words_leave_out_grammar():
    assert frequent_words(PACT, 2, stop_words())[0] in {"parties", "trade", "promote"}
    assert "the" not in frequent_words(PACT, 20, stop_words())


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
        ("Trade is free.", ""),
    ],
)
def test_obligation_words_are_told_by_their_form(sentence, term):
    assert strongest(find_words([Unit("a", "art. 1", sentence)], "obligation")) == term


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
    assert (found.words, found.term, found.sentence) == (words, group, sentence)


def test_without_texts_the_digest_is_read_and_said_to_be_ours(tiny):
    assert corpus(tiny).ours
    assert "our wording" in corpus(tiny).name
    assert [unit.place for unit in digest(tiny).units] == [
        "preamble", "art. 1", "art. 2", "art. 3(1)", "topic-song",
    ]  # fmt: skip


def test_an_index_is_read_back_from_disk_until_a_text_changes(tiny, tmp_path, monkeypatch):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    index = open_index(tiny)
    (stored,) = (tiny.path / "texts" / ".cache").glob("index-*.npz")
    again = read_index(stored)
    assert again.vocabulary == index.vocabulary
    assert np.array_equal(again.ids, index.ids)
    assert search(again, "pact").lines("right") == search(index, "pact").lines("right")
    monkeypatch.setattr(
        "analystkit.analysis.language.index.build_index", lambda *_: pytest.fail("built again")
    )
    assert len(open_index(tiny)) == len(index)
    monkeypatch.undo()
    (tmp_path / "text.txt").write_text("\n\n".join([*samples.FRONT, *samples.BODY[:1]]), encoding="utf-8")
    add_text(tiny, "doe2020", tmp_path / "text.txt", replace=True)
    assert len(open_index(tiny)) < len(index)


def test_a_broken_store_is_built_anew(tiny, tmp_path):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt"))
    index = open_index(tiny)
    (stored,) = (tiny.path / "texts" / ".cache").glob("index-*.npz")
    stored.write_bytes(b"PK nothing")
    assert len(open_index(tiny)) == len(index)
    write_index(index, tmp_path / "other" / "index.npz")
    assert read_index(tmp_path / "other" / "index.npz").places == index.places


def test_a_text_that_is_not_at_hand_is_named(tiny):
    with pytest.raises(ak.KitError, match="no text of roe2020 at hand"):
        open_index(tiny, "roe2020")


def test_an_empty_corpus_has_no_words():
    index = build_index(Corpus("nothing", ()))
    assert len(index) == 0
    assert len(search(index, "a*")) == 0
    assert isinstance(collocations(index), pd.DataFrame)


def test_importing_the_kit_does_not_import_nltk():
    import subprocess
    import sys

    code = "import sys, analystkit, analystkit.analysis.evidence, analystkit.analysis.language.index as i; print('nltk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
