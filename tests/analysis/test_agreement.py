"""Agreement figures agree with Krippendorff's own example, with another program, and with hand counts."""

from __future__ import annotations

import re
from dataclasses import replace

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analystkit as ak
from analystkit.analysis.agreement import agreement, coded, disagreements, figures
from analystkit.analysis.answers import answer

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section D: four observers, twelve units,
# missing values. He gives 0.743 (nominal) and 0.815 (ordinal).
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
PUBLISHED = pd.DataFrame(
    {name: [None if cell == "." else cell for cell in row.split()] for name, row in OBSERVERS.items()}
)
TERMS = list("12345")


@pytest.mark.parametrize(("level", "figure"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_krippendorffs_own_example_with_missing_data(level, figure):
    assert figures(PUBLISHED, TERMS, level, 1)["alpha"] == pytest.approx(figure, abs=0.0005)


CHOICES = st.sampled_from([None, "1", "2", "3", "4"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CHOICES, CHOICES, CHOICES), min_size=2, max_size=12),
    st.sampled_from(["nominal", "ordinal"]),
)
def test_alpha_is_what_another_program_finds(rows, level):
    units = pd.DataFrame(rows, columns=list("ABC"), dtype=object)
    numbers = np.array([[np.nan if cell is None else float(cell) for cell in row] for row in rows]).T
    pairable = units[units.notna().sum(axis=1) > 1]
    if len(set(pairable.to_numpy().ravel()) - {None, np.nan}) < 2:
        assert np.isnan(figures(units, TERMS, level, 1)["alpha"])
        return
    other = krippendorff.alpha(numbers, level_of_measurement=level, value_domain=[1.0, 2.0, 3.0, 4.0, 5.0])
    assert figures(units, TERMS, level, 1)["alpha"] == pytest.approx(other, abs=1e-9)


def test_kappa_is_what_a_table_worked_by_hand_gives():
    """Fifty units: 20 both yes, 5 A only, 10 B only, 15 both no; chance 0.5, observed 0.7."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    units = pd.DataFrame(pairs, columns=["A", "B"])
    found = figures(units, ["n", "y"], "nominal", 1)
    assert (found["raw"], found["kappa"]) == (pytest.approx(0.7), pytest.approx(0.4))


def test_kappa_leaves_out_units_that_one_coder_has_not_coded():
    units = pd.DataFrame({"A": ["x", "y", "x", None], "B": ["x", "y", "y", "x"]})
    first = units.iloc[:3]
    assert figures(units, ["x", "y"], "nominal", 1) == figures(first, ["x", "y"], "nominal", 1)


@pytest.fixture
def make_codings(tiny_folder):
    def make(lines):
        book = tiny_folder / "codebook.csv"
        text = book.read_text(encoding="utf-8")
        if "codings,field" not in text:
            text += "codings,field,precision,Precision,,How exact,1,,\n"
            book.write_text(text, encoding="utf-8")
        header = "coder,provision,field,term,reason"
        (tiny_folder / "codings.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return ak.open_dossier(tiny_folder)

    return make


def lines(coder, **terms):
    return [f"{coder},{unit.replace('_', '-')},precision,{term}," for unit, term in terms.items()]


def test_one_coder_agrees_with_nobody_and_the_table_says_so(make_codings):
    row = agreement(make_codings(lines("A", art_01="high", art_02="low"))).loc["precision"]
    assert row["units"] == 0
    assert row[["raw", "kappa", "alpha"]].isna().all()
    assert row["note"] == "Only A has coded: there is nobody to agree with."


def test_coders_without_a_unit_in_common_are_told(make_codings):
    dossier = make_codings(lines("A", art_01="high") + lines("B", art_02="low"))
    row = agreement(dossier).loc["precision"]
    assert row["note"] == "A and B have coded no unit in common."
    assert np.isnan(row["alpha"])


def test_where_one_term_occurs_raw_agreement_stands_and_alpha_does_not(make_codings):
    dossier = make_codings(
        lines("A", art_01="high", art_02="high") + lines("B", art_01="high", art_02="high")
    )
    row = agreement(dossier).loc["precision"]
    assert row["raw"] == 1
    assert row[["kappa", "alpha", "alpha_low"]].isna().all()
    assert "Only 'high' occurs" in row["note"]


def test_three_coders_have_an_alpha_and_no_kappa(make_codings):
    dossier = make_codings(
        lines("A", art_01="high", art_02="low")
        + lines("B", art_01="high", art_02="high")
        + lines("C/D", art_01="high")
    )
    row = agreement(dossier, samples=50).loc["precision"]
    assert np.isnan(row["kappa"])
    assert not np.isnan(row["alpha"])
    assert row["note"] == "Kappa is of two coders; there are 3."
    assert list(coded(dossier, ["A", "C/D"]).columns) == ["A", "C/D"]


def test_disagreements_name_the_unit_and_both_choices(make_codings):
    dossier = make_codings(
        ["A,art-01,precision,high,a plain test", "B,art-01,precision,low,", "A,art-02,precision,low,"]
    )
    found = disagreements(dossier)
    assert found.to_dict("records") == [
        {"provision": "art-01", "heading": "No war", "field": "precision", "A": "high", "B": "low"}
    ]  # fmt: skip


def test_intervals_hold_the_figure_and_repeat(shipped):
    first, again = agreement(shipped, samples=200), agreement(shipped, samples=200)
    pd.testing.assert_frame_equal(first, again)
    row = first.loc["precision"]
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    assert first.loc["domain", "note"].startswith("No choice differs")


def test_an_unknown_coder_is_named(shipped):
    with pytest.raises(ak.KitError, match="no coder named 'Z'"):
        coded(shipped, ["Z"])


def test_it_is_worked_out_once_while_the_codings_stay_as_they_are(make_codings):
    dossier = make_codings(lines("A", art_01="high") + lines("B", art_01="low"))
    first = agreement(dossier.reread("codings"), samples=10)
    assert agreement(dossier, ["A", "B"], samples=10) is first
    path = dossier.path / "codings.csv"
    path.write_text(path.read_text("utf-8").replace(",low,", ",high,"), "utf-8")
    assert agreement(dossier.reread("codings"), samples=10).loc["precision", "raw"] == 1


def test_the_answer_gives_each_field_its_units_and_its_interval(shipped):
    rows = shipped.table("codings")
    few = rows[(rows["field"] != "precision") | rows["provision"].isin(["art-01", "art-02", "art-03-3"])]
    (text,) = (
        line.text
        for line in answer(replace(shipped, tables={**shipped.tables, "codings": few}), "comparison")
        if line.head == "How far coders agree"
    )
    assert re.search(r"obligation 94% the same, alpha 0\.92 \(0\.\d\d to 1\.00\)", text)
    assert re.search(r"precision \d+% the same of 3, alpha", text)


def test_units_that_are_coded_alike_count_once_each():
    pairs = [("x", "y", None), ("x", "x", "x"), ("x", "x", "x"), ("y", "y", "x"), ("y", None, "y")]
    once = pd.DataFrame(pairs, columns=list("ABC"))
    many = pd.concat([once] * 400, ignore_index=True)
    few, found = (figures(units, ["x", "y"], "nominal", 200) for units in (once, many))
    assert (found["units"], found["raw"]) == (2000, few["raw"])
    assert found["alpha_high"] - found["alpha_low"] < (few["alpha_high"] - few["alpha_low"]) / 5
