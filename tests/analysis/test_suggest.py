"""Suggested codes come from the words of a paragraph, name those words, and are measured against what is coded."""

from __future__ import annotations

from collections import Counter

import pytest

from analystkit.analysis.suggest import FIELDS, Suggester, _Model, suggestions
from analystkit.analysis.texts import Passage, Text
from benchmarks.suggestions import measure

ENERGY = "The Contracting Parties shall cooperate in the field of oil and gas, including pipelines."


@pytest.fixture(scope="module")
def suggester(shipped):
    return Suggester(shipped)


@pytest.mark.parametrize(
    ("text", "domain", "obligation"),
    [
        (ENERGY, "energy", "commits-to-cooperate"),
        ("Neither Contracting Party shall join sanctions of third states.", "sanctions", "prohibits"),
        ("This Treaty shall enter into force thirty days after ratification.", "final-clauses", "procedural"),
        ("The Parties shall facilitate trade and investment.", "economy-trade", "promotes"),
        ("Договаривающиеся Стороны сотрудничают в сфере энергетики.", "energy", "commits-to-cooperate"),
        ("Стороны не допускают использования территории в целях агрессии.", "security-defence", "prohibits"),
        ("Настоящий Договор вступает в силу через 30 дней.", "final-clauses", "procedural"),
    ],
)
def test_words_of_english_and_russian_lead_to_terms(suggester, text, domain, obligation):
    found = suggester.guesses(text)
    assert (found["domain"].term, found["obligation"].term) == (domain, obligation)
    for guess in found.values():
        assert guess.words
        assert all(word in text for word in guess.words)


def test_words_that_say_nothing_suggest_nothing(suggester):
    assert suggester.guesses("Xyzzy plugh.") == {}


@pytest.mark.parametrize("terms", range(2, 12))
def test_words_that_all_terms_share_suggest_none_of_them(terms):
    model = _Model({str(n): Counter(oil=3, gas=7, ore=2) for n in range(terms)}, prior=True)
    assert model.guess([("oil", "oil"), ("gas", "gas"), ("ore", "ore")]) is None


def test_the_words_of_obligation_are_those_named_for_it(suggester):
    assert suggester.guesses(ENERGY)["obligation"].words == ("shall cooperate",)


def test_only_paragraphs_that_nobody_has_coded_are_suggested_for(tiny):
    passages = (
        Passage("art. 1", "Neither Party shall attack the other."),
        Passage("art. 3(1)", "Tariffs end."),
        Passage("art. 3(3)", "The Parties shall promote trade."),
        Passage("art. 4, heading", "Energy"),
        Passage("art. 4", "The Parties shall promote energy."),
        Passage("art. 4", "They shall promote it well."),
        Passage("annex, art. 4", "Trade."),
        Passage("closing", "Done in two copies."),
    )
    before = tiny.table("provisions").copy()
    found = suggestions(tiny, Text("doe2020", passages, "en", "treaty"))
    assert [(each.place, each.article, each.paragraph) for each in found] == [
        ("art. 3(3)", "3", "3"),
        ("art. 4", "4", ""),
    ]
    assert found[1].text == "The Parties shall promote energy. They shall promote it well."
    assert found[0].guesses["domain"].term == "trade"
    assert found[1].guesses["domain"].term == "energy"
    assert found[1].guesses["obligation"].term == "promotes"
    assert tiny.table("provisions").equals(before)  # a suggestion counts nowhere before it is accepted


def test_suggestions_are_right_more_often_than_the_commonest_code(shipped):
    table = measure(shipped)
    assert list(table.index) == list(FIELDS)
    assert (table["right"] > table["commonest"]).all()
    coded = shipped.table("provisions")
    coded = coded[coded["domain"].notna() & (coded["verification"] != "unverified")]
    assert table["coded"].tolist() == [int(coded[field].notna().sum()) for field in FIELDS]
    assert table.loc["domain", "right"] > 0.75


def test_what_is_measured_was_not_learned(tiny):
    table = measure(tiny)
    assert table["coded"].tolist() == [5, 3, 3]
    assert table["right"].between(0, 1).all()
