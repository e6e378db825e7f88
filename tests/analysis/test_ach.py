"""Scores of competing hypotheses agree with what is worked out by hand and with what others published."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import analystkit as ak
from analystkit.analysis import ach
from analystkit.analysis.ach import (
    credibility,
    diagnosticity,
    headline,
    item_weights,
    sentences,
    standing,
)

# counted by hand from consistency.csv: plain scores, all evidence and known at signing, with items against and items rated other than N
CHECKED = {
    "h5": (2, 1, 1, 1, 2, 5),
    "h4": (4, 2, 3, 2, 4, 6),
    "h7": (4, 2, 3, 2, 3, 7),
    "h1": (6, 4, 5, 4, 6, 11),
    "h3": (1, 1, 1, 1, 1, 10),
    "h2": (1, 1, 1, 1, 1, 4),
    "h6": (2, None, 0, None, 2, 11),
}


def test_shipped_scores_are_those_that_a_second_reader_worked_out(shipped):
    whole = ach.matrix(shipped)
    early = whole.only([item for item in whole.ratings.index if whole.known[item]])
    everything, known = ach.ranking(whole), ach.ranking(early)
    found = {
        name: (
            everything.at[name, "plain"],
            None if everything["rank"].isna()[name] else everything.at[name, "rank"],
            known.at[name, "plain"],
            None if known["rank"].isna()[name] else known.at[name, "rank"],
            everything.at[name, "against"],
            everything.at[name, "informative"],
        )
        for name in everything.index
    }
    assert found == CHECKED
    assert (len(whole.ratings), len(early.ratings)) == (25, 17)


def test_heuers_own_example_comes_out_in_his_order(make_ach):
    """Will Iraq retaliate? (Heuer 1999, chapter 8.) H1 no retaliation, H2 minor actions, H3 a major attack.

    The army's manual TC 2-33.4 (2009), which reprints the matrix as a hypothetical one, states the order in
    paragraph 2-55: H2, then H3, then H1. That order is what was looked up; the cells are set down from memory,
    plus as C and minus as I.
    """
    rows = {
        "e1": ("C", "C", "C"),
        "e2": ("C", "C", "I"),
        "e3": ("C", "C", "I"),
        "e4": ("I", "C", "C"),
        "e5": ("I", "C", "C"),
        "e6": ("I", "C", "C"),
    }
    matrix = ach.matrix(make_ach(rows))
    table = ach.ranking(matrix)
    assert list(table.index) == ["h2", "h3", "h1"]
    assert list(table["plain"]) == [0, 2, 3]
    assert diagnosticity(matrix).loc["e1", "why"] == 0


def test_one_inconsistent_counts_one_and_very_inconsistent_two_and_nothing_else_counts(make_ach):
    rows = {"e1": ("I", "CC"), "e2": ("II", "C"), "e3": ("N", "NA"), "e4": ("", "II")}
    scores = ach.inconsistency(ach.matrix(make_ach(rows)))
    assert dict(scores) == {"h1": 3, "h2": 2}


def test_weights_are_credibility_times_relevance_in_steps_of_root_two(make_ach):
    grades = {"e1": "A1", "e2": "C3", "e3": "E5"}
    dossier = make_ach({"e1": ("I", "N"), "e2": ("I", "N"), "e3": ("II", "I")}, grades=grades)
    root = math.sqrt(2)
    assert list(item_weights(dossier, "kit")) == pytest.approx([root, 1, 1 / root])
    scores = ach.inconsistency(ach.matrix(dossier), weighted=True)
    assert dict(scores) == pytest.approx({"h1": root + 1 + 2 / root, "h2": 1 / root})
    (dossier.path / "relevance.csv").write_text(
        "evidence,analyst,relevance\ne1,kit,high\ne3,kit,low\n", encoding="utf-8"
    )
    raised = ach.matrix(ak.open_dossier(dossier.path))
    assert list(raised.weights) == pytest.approx([2, 1, 0.5])
    assert ach.inconsistency(raised, weighted=True)["h1"] == pytest.approx(2 + 1 + 1)


@pytest.mark.parametrize(
    ("grades", "level"),
    [("A1", "high"), ("B2", "high"), ("A3", "medium"), ("C1", "medium"), ("B4", "low"), ("E1", "low"),
     ("F1", "medium"), ("A6", "medium"), ("F6", "medium"), ("F5", "low")],
)  # fmt: skip
def test_no_basis_is_never_the_lowest_grade(grades, level):
    assert credibility(*grades) == level


def test_an_unknown_grade_is_refused():
    with pytest.raises(ak.KitError, match="no credibility grade named '7'"):
        credibility("A", "7")


def test_hypotheses_rank_only_against_rivals_of_their_question(make_ach):
    dossier = make_ach({"e1": ("II", "I", "I")}, questions=["why", "why", "when"])
    table = ach.ranking(ach.matrix(dossier))
    assert table["rank"].fillna(0).to_dict() == {"h2": 1, "h1": 2, "h3": 0}


def test_a_rank_that_the_weights_turn_round_is_flagged(make_ach):
    grades = {"e1": "A1", "e2": "E5", "e3": "E5"}
    dossier = make_ach({"e1": ("II", "N"), "e2": ("N", "II"), "e3": ("N", "I")}, grades=grades)
    table = ach.ranking(ach.matrix(dossier))
    assert table.loc["h1", ["rank", "weighted_rank"]].tolist() == [1, 2]
    assert table["differs"].all()


def test_few_tests_are_told_from_tests_passed(make_ach):
    rows = {"e1": ("N", "I"), "e2": ("N", "II"), "e3": ("N", "C"), "e4": ("N", "I"), "e5": ("C", "N")}
    table = ach.ranking(ach.matrix(make_ach(rows)))
    assert table["hard_to_refute"].to_dict() == {"h1": True, "h2": False}


def test_diagnosticity_is_the_population_standard_deviation_over_rated_rivals(make_ach):
    rows = {"e1": ("CC", "II", "N"), "e2": ("C", "C", "C"), "e3": ("CC", "II", "NA"), "e4": ("I", "", "NA")}
    found = diagnosticity(ach.matrix(make_ach(rows)))["why"]
    assert found["e1"] == pytest.approx(math.sqrt(8 / 3))
    assert found["e2"] == 0
    assert found["e3"] == 2
    assert math.isnan(found["e4"])


def test_the_lead_is_said_to_hang_on_the_one_item_that_carries_it(make_ach):
    matrix = ach.matrix(make_ach({"e1": ("N", "II"), "e2": ("I", "N"), "e3": ("N", "N")}))
    assert standing(matrix, "why").sets == (("e1",),)
    assert sentences(matrix)[:2] == [
        "“H1” stands first alone; without “Item e1” (e1) that would change.",
        "1 of 3 items bears on “H1”.",
    ]
    assert headline(matrix) == "Least speaks against “H1” (why; one item decides)"


def test_the_lead_is_said_to_hang_on_two_items_that_must_both_fall(make_ach):
    matrix = ach.matrix(make_ach({"e1": ("I", "N"), "e2": ("N", "I"), "e3": ("N", "II")}))
    assert standing(matrix, "why").sets == (("e3",),)
    rows = {"e1": ("I", "N"), "e2": ("N", "II"), "e3": ("N", "II")}
    matrix = ach.matrix(make_ach(rows))
    assert standing(matrix, "why").sets == (("e2", "e3"),)
    assert "it would change without “Item e2” (e2) and “Item e3” (e3)." in sentences(matrix)[0]


def test_a_lead_that_no_two_items_can_turn_is_said_to_hold(make_ach):
    rows = {f"e{n}": ("N", "II") for n in range(1, 5)}
    assert "that holds whichever two items fall" in sentences(ach.matrix(make_ach(rows)))[0]


def test_a_shared_lead_is_called_shared(make_ach):
    matrix = ach.matrix(make_ach({"e1": ("I", "N"), "e2": ("N", "I")}))
    assert standing(matrix, "why").leaders == ("h1", "h2")
    assert sentences(matrix) == [
        "“H1” and “H2” are tied, so that none leads; without “Item e1” (e1) or “Item e2” (e2) that would change."
    ]
    assert headline(matrix) == "“H1” and “H2” are tied (why)"


def test_with_nothing_against_anyone_there_is_no_order(make_ach):
    matrix = ach.matrix(make_ach({"e1": ("C", "N")}))
    assert sentences(matrix) == ["Nothing counts against “H1” and “H2”, so there is no order."]
    assert headline(matrix) == "Nothing counts against anyone (why)"


def test_a_lead_that_the_weights_turn_is_named(make_ach):
    grades = {"e1": "A1", "e2": "E5", "e3": "E5"}
    dossier = make_ach({"e1": ("II", "N"), "e2": ("N", "II"), "e3": ("N", "I")}, grades=grades)
    assert sentences(ach.matrix(dossier))[-1] == "By weight “H2” would stand first."


def test_with_too_few_ratings_nobody_is_ranked(make_ach):
    rows = {"e1": ("I", "")} | {f"e{n}": ("", "") for n in range(2, 11)}
    matrix = ach.matrix(make_ach(rows))
    assert headline(matrix) == "Too few ratings to rank: 1 of 20 cells is rated"
    assert sentences(matrix) == ["Too few ratings to rank “H1” and “H2”: 1 of 20 cells is rated."]
    assert standing(matrix, "why").leaders == ()
    assert ach.ranking(matrix)["rank"].isna().all()
    half = {"e1": ("I", "N")} | {"e2": ("", "")}
    assert headline(ach.matrix(make_ach(half))).startswith("Least speaks against “H2”")


def test_a_hypothesis_without_any_rating_is_shown_as_untested(make_ach):
    table = ach.ranking(ach.matrix(make_ach({"e1": ("I", ""), "e2": ("I", "")})))
    assert table.loc["h2", ["plain", "rated"]].tolist() == [0, 0]
    assert table.loc["h2", "hard_to_refute"]


def test_an_analyst_without_ratings_is_named_with_those_who_have_some(make_ach):
    dossier = make_ach({"e1": ("I", "N")}, extra=["h1,e1,Ada / desk 2,C"])
    assert ach.matrix(dossier, "Ada / desk 2").ratings.loc["e1"].tolist() == ["C", ""]
    with pytest.raises(ak.KitError, match="There are: Ada / desk 2, kit"):
        ach.matrix(dossier, "Bob")


def test_a_score_for_an_unknown_item_is_reported_where_it_stands(make_ach):
    with pytest.raises(ak.DossierError, match=r"consistency.csv:4:evidence: found 'e9'"):
        make_ach({"e1": ("I", "N")}, extra=["h1,e9,kit,C"])


def test_two_scores_by_one_analyst_for_one_cell_are_reported_with_both_rows(make_ach):
    with pytest.raises(ak.DossierError, match=r"'h1 / e1 / kit' again.*first in row 2"):
        make_ach({"e1": ("I", "N")}, extra=["h1,e1,kit,C"])


def test_a_rival_that_is_hardly_rated_does_not_lead_for_want_of_ratings(make_ach):
    matrix = ach.matrix(make_ach({f"e{n}": ("I", "C", "") for n in range(4)}))
    assert standing(matrix, "why").leaders == ()
    assert headline(matrix) == ("Too few ratings to rank: 8 of 12 cells are rated, of “H3” fewer than half")


def test_many_items_take_no_more_room_than_they_fill(make_ach):
    cells = np.random.default_rng(0).choice(["C", "N", "I"], (3000, 4), p=[0.3, 0.4, 0.3])
    ratings = pd.DataFrame(cells, [f"e{n}" for n in range(3000)], list("abcd"))
    matrix = ach.matrix(make_ach({"e1": ("I", "N", "C", "C")}))
    one = pd.Series(1.0, ratings.index)
    matrix = replace(matrix, ratings=ratings, weights=one, questions=pd.Series("why", ratings.columns))
    tracemalloc.start()
    assert standing(matrix, "why").state == ach.LEADS
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()
