"""A selection is a value: it gives rows, words, a dict, and itself back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit.dossier import TABLES

S = ak.Selection

words = st.text(max_size=12)
dates = st.sampled_from(["", "2020", "2020-05", "2020-05-04", "2019-03/2019-06", "2020~", "2021-02?"])


@st.composite
def selections(draw):
    table = draw(st.sampled_from(sorted(TABLES)))
    columns = [c.name for c in TABLES[table].columns if c.kind in ("term", "text", "list", "id", "articles")]
    where = draw(
        st.dictionaries(st.sampled_from([*columns, "cites", "mine"]), st.lists(words, max_size=4), max_size=4)
    )
    pair = draw(st.tuples(dates, dates)) if TABLES[table].of_kind("date") and draw(st.booleans()) else None
    return S.make(
        table, where, draw(words), pair, draw(st.sampled_from(["unverified", "one-source", "two-sources"]))
    )


@settings(deadline=None)
@given(selections())
def test_a_selection_comes_back_from_its_dict_through_json(selection):
    again = S.from_dict(json.loads(json.dumps(selection.to_dict())))
    assert again == selection
    assert hash(again) == hash(selection)


@settings(deadline=None)
@given(selections())
def test_the_order_in_which_terms_were_chosen_does_not_matter(selection):
    where = {name: list(reversed(terms)) for name, terms in reversed(selection.where)}
    assert selection.with_(where=where) == selection


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (S.make("provisions"), "preamble art-01 art-02 art-03-1 topic-song"),
        (
            S.make("provisions", floor="unverified"),
            "preamble art-01 art-02 art-03-1 art-03-2 art-04 topic-song",
        ),
        (S.make("provisions", floor="two-sources"), "preamble art-01"),
        (S.make("provisions", {"domain": ["trade"]}), "art-02 art-03-1"),
        (S.make("provisions", {"domain": "trade", "obligation": ["binds", "prohibits"]}), "art-03-1"),
        (S.make("provisions", {"domain": [""]}, floor="unverified"), "art-04"),
        (S.make("provisions", {"article": ["3"]}, floor="unverified"), "art-03-1 art-03-2"),
        (S.make("provisions", {"cites": ["roe2020"]}), "preamble art-01 art-03-1"),
        (S.make("provisions", {"does-not-cite": ["roe2020"]}), "art-02 topic-song"),
        (S.make("provisions", text="TARIFFS end"), "art-03-1"),
        (S.make("provisions", text="trade"), "art-02 art-03-1"),
        (S.make("events", dates=("2020", "2020-12")), "signing row"),
        (S.make("events", dates=("2019-05", "")), "talks signing row"),
        (S.make("events", dates=(None, "2019-04-30")), "talks"),
        (S.make("events", {"actors": ["Bruma"]}), "talks signing"),
        (S.make("motives", {"hedge": ["likely"]}), "m01"),
        (S.make("motives", {"hedge": [""]}), "m02"),
        (S.make("motives", {"articles": ["3"]}), "m01"),
        (S.make("events", {"mine": ["yes"]}), ""),
    ],
)
def test_rows(tiny, selection, ids):
    assert list(tiny.rows(selection)["id"]) == ids.split()


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (S.make("provisions"), "all provisions, sourced"),
        (
            S.make("provisions", {"domain": ["energy", "trade"], "obligation": ["binds"]}),
            "trade and energy provisions that bind, sourced",
        ),
        (S.make("events", dates=("2020-05", "")), "all events, from May 2020, sourced"),
        (
            S.make("events", {"cites": ["agency2020"]}, "quarrel", floor="unverified"),
            "all events, citing Agency 2020, with “quarrel”, unverified included",
        ),
        (
            S.make("provisions", {"precision": ["low"]}, floor="two-sources"),
            "all provisions, precision: low, with two sources",
        ),
    ],
)
def test_sentence(tiny, selection, sentence):
    assert selection.sentence(tiny) == sentence


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: S.make("provision"), "no table named 'provision'; did you mean 'provisions'"),
        (lambda: S.make("provisions", {"domian": ["x"]}), "did you mean 'domain'"),
        (lambda: S.make("provisions", floor="sourced"), "no verification floor named 'sourced'"),
        (lambda: S.make("events", dates=("17/01/2025", "")), "cannot select by the date '17/01/2025'"),
        (lambda: S.make("promises", dates=("2020", "")), "promises has no dates"),
        (lambda: S.make("events", dates=("2020",)), "dates are a pair"),
        (lambda: S.from_dict({"table": "events", "filter": 1}), "not a selection"),
        (lambda: S.from_dict({}), "not a selection"),
        (lambda: S.from_dict({"table": "events", "where": [1]}), "not a selection"),
    ],
)
def test_what_cannot_be_selected_is_said(make, message):
    with pytest.raises(ak.KitError, match=message):
        make()


def test_names_keep_their_capitals_and_labels_with_and_are_parted_by_commas(shipped):
    chosen = S.make("events", {"category": ["syria", "sanctions"]})
    assert chosen.sentence(shipped) == "sanctions and Syria events, sourced"
    chosen = S.make("provisions", {"domain": ["sanctions", "finance-payments"], "obligation": ["binds"]})
    assert chosen.sentence(shipped) == "sanctions, finance and payments provisions that bind, sourced"
