"""Figures saved by earlier kits still open, and what became of them is said truly."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import analystkit as ak
from analystkit.dossier import open_dossier
from analystkit.figures import Figure, draw, reproduce, stale
from analystkit.figures.carrying import encode, picture_in, read_recipe, saved_figures
from analystkit.figures.recipe import Recipe, code_digest, describe

OLD = Path(__file__).parent / "old"  # of form 1: what was asked stood beside what was seen
PACKAGE = Path(ak.__file__).parent


@pytest.mark.parametrize("name", ["rows.png", "events.svg", "absent.pdf"])
def test_a_figure_of_the_first_form_opens_and_names_the_drawing_code(tiny, name):
    assert "Treaty of Tinytown" in describe(read_recipe(OLD / name), name)
    remade = reproduce(OLD / name, tiny)
    assert not remade.same
    assert "drawing code" in remade.report()
    assert "another program" not in remade.report()
    assert remade.figure.spec == read_recipe(OLD / name).spec


def test_what_was_asked_in_the_first_form_is_asked_again():
    spec = read_recipe(OLD / "rows.png").spec
    assert (spec.title, spec.caption, spec.preset) == ("Mine & theirs", "My words", "column")
    where = {"domain": ["security", "trade"]}
    assert spec.selection.to_dict() | {"where": where} == spec.selection.to_dict()
    spec = read_recipe(OLD / "events.svg").spec
    assert (spec.selection.dates, dict(spec.options), spec.title) == (("2019", "2021"), {"months": 12}, "")


def test_a_row_changed_since_the_first_form_is_named(tiny_folder):
    path = tiny_folder / "provisions.csv"
    path.write_text(path.read_text().replace("Tariffs end", "Tariffs fall"))
    report = reproduce(OLD / "rows.png", open_dossier(tiny_folder)).report()
    assert "changed  art-03-1\n    summary: Tariffs end -> Tariffs fall\n" in report
    standings = {standing.file.name: standing for standing in stale(OLD, tiny_folder)}
    assert "1 row changed" in standings["rows.png"].reasons[0]


def test_figures_of_either_form_are_listed_newest_first(tiny, tmp_path):
    for path in OLD.iterdir():
        shutil.copy(path, tmp_path / path.name)
    found = {saved.path.name: saved for saved in saved_figures(tmp_path)}
    assert set(found) == {"rows.png", "events.svg", "absent.pdf"}
    assert found["rows.png"].recipe.words["headline"] == "Mine & theirs"
    assert found["events.svg"].recipe.spec.chart == "events-before-and-after"
    new = Figure(found["events.svg"].recipe.spec, tiny).save("events", folder=tmp_path)[0]
    assert saved_figures(tmp_path)[0].path == new
    assert len(saved_figures(tmp_path)) == 3
    assert saved_figures(tmp_path / "none") == []


@pytest.mark.parametrize(
    "module",
    ["charts/frame.py", "charts/timeline/plan.py", "analysis/ach.py", "dossier/dates.py", "words.py"],
)
def test_a_change_anywhere_on_the_drawing_side_is_another_drawing_code(tmp_path, module):
    package = tmp_path / "analystkit"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = code_digest(package)
    assert before == code_digest(PACKAGE)
    (package / module).parent.mkdir(exist_ok=True)
    with (package / module).open("a") as file:
        file.write("# changed\n")
    assert code_digest(package) != before


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_after_such_a_change_no_other_program_is_blamed(tiny, tmp_path, kind, monkeypatch):
    figure = ak.draw(tiny, "provisions-by-domain")
    path = tmp_path / f"old.{kind}"
    path.write_bytes(encode(ak.draw(tiny, "what-is-absent").figure, kind, figure.recipe))
    assert "another program has changed the file" in reproduce(path, tiny).report()
    monkeypatch.setattr("analystkit.figures.recipe.code_digest", lambda _: "0" * 12)
    ak.figures.recipe.versions.cache_clear()
    report = reproduce(path, tiny).report()
    ak.figures.recipe.versions.cache_clear()
    assert "drawing code" in report
    assert "another program" not in report


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_picture_is_told_whatever_else_a_file_holds(tiny, kind):
    one, other = (ak.draw(tiny, "what-is-absent", caption=words) for words in ("", "x"))
    figure = one._drawing.figure
    assert one.encoded(kind) != encode(figure, kind, other.recipe)
    assert picture_in(one.encoded(kind)) == picture_in(encode(figure, kind, other.recipe))
    assert picture_in(one.encoded(kind)) != picture_in(other.encoded(kind))


def test_an_option_that_is_gone_is_left_out(tiny):
    recipe = read_recipe(OLD / "events.svg")
    asked = {**recipe.asked, "chart": "timeline", "options": {"compress": True}}
    old = json.loads(recipe.to_json()) | asked | {"schema": 1}
    again = Recipe.from_json(json.dumps(old))
    assert dict(again.spec.options) == {}
    assert Figure(again.spec, tiny).headline


def test_one_bad_file_does_not_stop_the_others_from_being_listed(tiny, tmp_path):
    sound = draw(tiny, "provisions-by-domain").save("sound", folder=tmp_path)[0]
    recipe = read_recipe(sound)
    odd = replace(recipe, asked={**recipe.asked, "selection": {}})
    (tmp_path / "odd.png").write_bytes(encode(Figure(recipe.spec, tiny).figure, "png", odd))
    (tmp_path / "cut.png").write_bytes(sound.read_bytes()[:500])
    (tmp_path / "bent.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "empty.svg").write_bytes(b"")
    assert [saved.path for saved in saved_figures(tmp_path)] == [sound]
    assert len(stale(tmp_path, tiny)) == 4
