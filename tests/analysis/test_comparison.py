"""Treaties are compared by what is known of both, and what is unknown is never counted as no."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import analystkit as ak
from analystkit.analysis.answers import answer
from analystkit.analysis.comparison import UNKNOWN, Likeness, clauses, likeness, own_treaty, schemes

FEATURES = [f"f{number}" for number in range(1, 8)]
TERMS = "".join(f"treaty_features,feature,{f},{f.upper()},,A clause,{n},,\n" for n, f in enumerate(FEATURES))
TERMS += "".join(
    f"treaty_features,value,{v},{v},,A value,{n},,\n"
    for n, v in enumerate(["yes", "explicit", "conditional", "implicit", "preamble", "no", "unknown"])
)
HEADER = (
    "id,title,parties,signed,in_force,status,articles,term_years,renewal,termination_notice,"
    "defence_article,verification,sources,note"
)


@pytest.fixture
def make(tiny_folder):
    def build(values):
        book = tiny_folder / "codebook.csv"
        book.write_text(book.read_text(encoding="utf-8") + TERMS, encoding="utf-8")
        rows = [f"{t},Treaty {t},Alba,2000,,,5,10,,,,one-source,@doe2020," for t in values]
        (tiny_folder / "treaties.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        cells = [
            f"{t},{f},{v}"
            for t, row in values.items()
            for f, v in zip(FEATURES, row.split(), strict=False)
            if v != "-"
        ]
        text = "\n".join(["treaty,feature,value", *cells]) + "\n"
        (tiny_folder / "treaty_features.csv").write_text(text, encoding="utf-8")
        return ak.open_dossier(tiny_folder)

    return build


def test_only_what_is_known_in_both_counts_and_is_said(make):
    dossier = make(
        {
            "own": "yes no yes no yes yes unknown",
            "near": "yes no yes no no unknown yes",
            "far": "no yes no yes no no no",
        }
    )
    far, near = likeness(dossier, "own")  # of few clauses a share stands last
    assert (near.treaty, near.same, near.known, near.of) == ("near", 2, 3, 7)
    assert near.differ == ("f5",)
    assert near.share == pytest.approx(2 / 3)
    assert (far.treaty, far.same, far.known) == ("far", 0, 6)


def test_a_clause_that_both_lack_makes_them_no_more_alike(make):
    dossier = make({"own": "yes yes yes yes yes no no", "other": "no no no no yes no no"})
    (found,) = likeness(dossier, "own")
    assert (found.same, found.known) == (1, 5)
    assert found.differ == ("f1", "f2", "f3", "f4")


def test_an_implicit_duty_is_not_the_same_as_an_explicit_one(make):
    dossier = make({"own": "implicit preamble yes yes yes", "other": "explicit yes yes yes yes"})
    assert likeness(dossier, "own")[0].same == 3


def test_a_share_of_few_clauses_stands_last_whatever_it_is(make):
    dossier = make(
        {
            "own": "yes yes yes yes yes yes",
            "two": "yes yes unknown - - -",
            "none": "unknown unknown - - - -",
            "six": "yes no no no no no",
        }
    )
    found = likeness(dossier, "own")
    assert [each.treaty for each in found] == ["six", "two", "none"]
    assert [each.enough for each in found] == [True, False, False]
    assert math.isnan(found[-1].share)


def test_a_clause_without_a_row_is_unknown_and_not_no(make):
    table = clauses(make({"own": "yes - - - - - -"}))
    assert table.loc["own"].tolist() == ["yes", *[UNKNOWN] * 6]


def test_a_treaty_that_is_not_there_is_named(shipped):
    with pytest.raises(ak.KitError, match="did you mean 'ru-ir-2025'"):
        likeness(shipped, "ru-ir-2026")


def test_schemes_follow_from_the_promises_and_name_what_is_disputed(shipped):
    answers = schemes(shipped).set_index("scheme")["answer"].to_dict()
    assert answers == {
        "ATOP": "yes",
        "COW Type I": "no",
        "COW Type II": "disputed",
        "COW Type III": "disputed",
    }


def test_a_scheme_whose_promises_are_not_coded_is_unknown(tiny):
    found = schemes(tiny).set_index("scheme")
    assert found.loc["COW Type III", "answer"] == UNKNOWN
    assert found.loc["COW Type II", "answer"] == "disputed"
    assert found.loc["ATOP", "answer"] == "disputed"


def test_the_dossiers_own_treaty_is_told_by_day_and_parties_and_never_guessed(make, shipped):
    assert own_treaty(shipped) == "ru-ir-2025"
    assert own_treaty(make({"one": "yes", "two": "no"})) == ""


def test_five_clauses_are_enough_and_four_are_not():
    assert Likeness("x", 5, 5, 7).enough
    assert not Likeness("x", 4, 4, 7).enough


def test_a_promise_that_nobody_coded_keeps_a_scheme_from_saying_no(shipped):
    rows = shipped.table("promises").query("promise == 'defense'")
    found = schemes(replace(shipped, tables={**shipped.tables, "promises": rows})).set_index("scheme")
    assert found.loc["COW Type I", "answer"] == "no"
    assert found.loc["ATOP", "answer"] == UNKNOWN
    assert "neutrality not coded" in found.loc["ATOP", "because"]


def test_a_term_of_ones_own_for_a_promise_is_named_and_no_yes(tiny_folder):
    book, promises = tiny_folder / "codebook.csv", tiny_folder / "promises.csv"
    book.write_text(book.read_text("utf-8") + "promises,made,partly,In part,,Half made,9,,,\n", "utf-8")
    promises.write_text(promises.read_text("utf-8").replace(",disputed,", ",partly,"), "utf-8")
    dossier = ak.open_dossier(tiny_folder)
    found = schemes(dossier).set_index("scheme")
    assert found.loc["COW Type II", ["answer", "because"]].tolist() == [
        "disputed", "neutrality in part; nonaggression not coded"
    ]  # fmt: skip
    said = {line.head: line.text for line in answer(dossier, "provisions")}
    assert "is in part on neutrality" in said["What is absent"]


def test_a_treaty_without_day_or_parties_is_no_row_of_treaties(shipped):
    blank = replace(shipped.about, signed="", parties=())
    rows = shipped.table("treaties").assign(signed="", parties=[()] * len(shipped.table("treaties")))
    assert own_treaty(replace(shipped, about=blank, tables={**shipped.tables, "treaties": rows})) == ""
