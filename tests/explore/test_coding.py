"""The coding form keeps every choice, hides others', and goes on where a coder stopped."""

from __future__ import annotations

import shutil

import pytest

import analystkit as ak
from analystkit.dossier import OwnRows
from analystkit.explore.coding import Form
from analystkit.explore.comparing import (
    agreement,
    articles_side_by_side,
    differences,
    disagreements,
    likeness,
)

NAME = "Grace / desk 3"
CODES = {"domain": "energy", "obligation": "promotes", "precision": "low", "delegation": "none"}


@pytest.fixture
def dossier(shipped, tmp_path):
    return ak.open_dossier(shutil.copytree(shipped.path, tmp_path / "copy"))


@pytest.fixture
def form(dossier):
    made = Form(dossier)
    made.name.value = NAME
    return made


def fill(form, **codes):
    for field, term in (codes or CODES).items():
        control = form.fields[field]
        control.value = term if field == "domain" else [term]


def test_where_nobody_has_coded_it_says_so(dossier):
    path = dossier.path / "codings.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert "Nobody has coded anything" in repr(ak.code_provisions(ak.open_dossier(dossier.path)))


def test_nothing_of_others_choices_is_shown(form):
    assert form.fields["domain"].value == ""
    assert [form.fields[name].value for name in ("obligation", "precision", "delegation")] == [[], [], []]
    assert "Coder A" not in form.text.value


def test_each_choice_is_kept_at_once_and_found_again(form, dossier):
    fill(form, obligation="prohibits")
    first = form.unit
    assert OwnRows(dossier, "codings").rows[NAME, first, "obligation"]["term"] == "prohibits"
    fill(form)
    again = Form(ak.open_dossier(dossier.path))
    assert again.name.value == NAME
    assert again.unit != first
    assert "1 of 53 units coded" in again.message.value
    again.show(first)
    assert again.fields["obligation"].value == ["promotes"]
    assert again.fields["domain"].value == "energy"


def test_a_reason_is_kept_whether_typed_before_or_after_the_choice(form, dossier):
    form.reason.value = "plain  words"
    fill(form, precision="low")
    assert OwnRows(dossier, "codings").rows[NAME, form.unit, "precision"]["reason"] == "plain words"
    form.reason.value = "other words"
    assert {row["reason"] for row in OwnRows(dossier, "codings").rows.values()} == {"other words"}


def test_next_not_coded_goes_round_past_what_is_done(form):
    units = form.units
    fill(form)
    form.show(units[-1])
    form.go_on()
    assert form.unit == units[1]


def test_a_choice_is_taken_back_and_its_unit_shown(form, dossier):
    first = form.unit
    fill(form, obligation="prohibits")
    fill(form, obligation="binds")
    form.turn(1)
    form.undo()
    assert form.unit == first
    assert form.fields["obligation"].value == ["prohibits"]
    form.undo()
    assert OwnRows(dossier, "codings").rows == {}
    assert form.undoing.disabled


@pytest.mark.parametrize("name", ["A", "b"])
def test_the_dossiers_coders_names_are_not_to_be_had(dossier, name):
    form = Form(dossier)
    form.name.value = name
    assert "came with the dossier" in form.message.value
    assert form.who == ""


def test_another_notebooks_choice_stands_and_is_said(form, dossier):
    row = {"coder": NAME, "provision": form.unit, "field": "precision", "term": "high", "reason": ""}
    OwnRows(dossier, "codings").put([row])
    fill(form, precision="low")
    assert "precision to high meanwhile" in form.message.value
    assert form.fields["precision"].value == ["high"]
    fill(form, precision="low")
    assert OwnRows(dossier, "codings").rows[NAME, form.unit, "precision"]["term"] == "low"


def test_agreement_counts_what_the_form_has_kept(form, dossier):
    for _ in range(2):
        fill(form)
        form.turn(1)
    shown = agreement(dossier, ["A", NAME])
    assert "Obligation | 2 | 0% | 0.00" in repr(shown).replace("-0.00", "0.00")
    assert "Coders: A, Grace / desk 3." in repr(shown)
    assert "Preamble: aims and legal lineage (preamble)" in repr(disagreements(dossier, ["A", NAME]))


def test_agreement_of_the_dossiers_coders_says_what_is_not_defined_or_cannot_vary(shipped):
    shown = repr(agreement(shipped))
    assert "Precision | 53 | 87% | 0.79" in shown
    assert "No choice differs" in shown


def test_likeness_gives_no_share_where_too_little_is_known(shipped):
    shown = repr(likeness(shipped, "ru-ir-2025"))
    assert "2001 | 4 | 5 | 80%" in shown
    assert "Russia–Venezuela strategic partnership and cooperation, 2025 | 4 | 4 | too little known" in shown
    assert "Iran–China 25-year cooperation plan, 2021 | 0 | 0 | nothing known" in shown


def test_without_two_texts_it_is_said_how_to_bring_them(shipped):
    assert "notebook of texts" in repr(articles_side_by_side(shipped)) or "Likeness" in repr(
        articles_side_by_side(shipped)
    )


def test_two_texts_at_hand_are_set_side_by_side(tiny):
    from analystkit.analysis.texts import Passage, Text, text_path, write_text

    for key, words in (
        ("doe2020", "Neither shall attack."),
        ("roe2020", "Neither shall <b>ever</b> attack."),
    ):
        path = text_path(tiny, key)
        path.parent.mkdir(exist_ok=True)
        path.write_text(write_text(Text(key, (Passage("art. 1", words),), "en", "treaty")), encoding="utf-8")
    assert "1 | 1 |" in repr(articles_side_by_side(tiny))
    shown = differences(tiny, "doe2020", 1, "roe2020", 1)
    assert "<ins>" in shown._repr_html_()
    assert "<b>ever</b>" not in shown._repr_html_()
