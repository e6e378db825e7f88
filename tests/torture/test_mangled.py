"""A few mangled inputs of each kind, and the hostile dossier; `make torture` runs ten thousand."""

from __future__ import annotations

import pytest

import analystkit as ak
from tests.torture import hostile, mangled


@pytest.mark.parametrize(
    ("kind", "cases"), [("tables", 40), ("sources", 25), ("recipes", 25), ("texts", 8), ("briefs", 3)]
)
def test_mangled_input_is_taken_or_refused_in_the_kits_own_words(kind, cases, tmp_path):
    found, wrong = mangled.run(kind, cases, tmp_path, seed=50_000)
    assert wrong == []
    assert found["taken"] + found["refused"] == cases


def test_a_case_that_goes_wrong_is_counted_with_its_seed(tmp_path, monkeypatch):
    def broken(folder, rng):
        raise TypeError("unexpected")

    monkeypatch.setitem(mangled.KINDS, "tables", broken)
    found, wrong = mangled.run("tables", 2, tmp_path, seed=7)
    assert (found["wrong"], len(wrong)) == (2, 2)
    assert wrong[0].startswith("tables 7: TypeError: unexpected")


def test_figures_of_a_hostile_dossier_hold_nothing_that_runs_or_is_fetched(tmp_path):
    dossier = ak.open_dossier(hostile.write_hostile(tmp_path / "tiny"))
    made = list(hostile.figures(dossier, ["column"], ["svg"]))
    assert len(made) > 10
    assert {f"{name}: {what}" for name, form, data in made for what in hostile.parsed(form, data)} == set()
    for form in ("png", "pdf"):
        _, _, data = next(hostile.figures(dossier, ["slide"], [form]))
        assert hostile.parsed(form, data) == []


def test_what_runs_or_is_fetched_is_seen():
    page = '<svg xmlns="http://www.w3.org/2000/svg"><script/><a href="http://e.org" onclick="x()"/></svg>'
    assert len(hostile.parsed("svg", page.encode())) == 3
