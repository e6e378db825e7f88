"""A draft shows the figures picked, as they were saved, and never replaces one that was edited."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from analystkit.briefs import make_brief, read_brief
from analystkit.briefs.making import draft_text, target_of, write_draft
from analystkit.errors import KitError
from analystkit.figures import draw
from analystkit.figures.carrying import saved_figures


@pytest.fixture
def saved(tiny, tmp_path):
    draw(tiny, "provisions-by-domain", {"domain": ["trade", "energy"]}, floor="unverified").save(
        "first", folder=tmp_path / "exports"
    )
    draw(
        tiny, "what-is-absent", title='A (title), with "marks" & *stars*', caption="Mine [1]", preset="column"
    ).save("second", folder=tmp_path / "exports" / "more")
    (tmp_path / "exports" / "stranger.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    return saved_figures(tmp_path / "exports")


def test_saved_figures_are_found_and_strangers_left_out(saved):
    assert {figure.path.stem for figure in saved} == {"first", "second"}


def test_a_target_asks_for_the_same_figure_again(saved, tiny, tmp_path, tiny_folder):
    text = draft_text("A brief", "The [@doe2020] line", saved).replace(
        'dossier: "tiny"', f'dossier: "{tiny_folder}"'
    )
    path, aside = write_draft(tmp_path / "briefs", "A brief", text)
    assert (path.name, aside) == ("a-brief.md", False)
    brief = read_brief(path)
    assert brief.cited == ("doe2020",)
    asked = {unquote(item.target): item for item in brief.items}
    for figure in saved:
        item = asked[unquote(target_of(figure.recipe))]
        spec = figure.recipe.spec
        assert replace(item.spec, caption=spec.caption) == spec
    page = make_brief(path, ["html"], tmp_path / "out")[0].read_text("utf-8")
    assert "Mine [1]." in page


def test_the_documents_figures_are_not_offered_again(saved, tiny_folder, tmp_path):
    text = draft_text("A brief", "", saved).replace('dossier: "tiny"', f'dossier: "{tiny_folder}"')
    path, _ = write_draft(tmp_path / "briefs", "A brief", text)
    make_brief(path, ["html"], tmp_path / "exports" / path.stem)
    assert len(saved_figures(tmp_path / "exports")) == 2


def test_an_edited_draft_is_kept_and_the_next_gets_a_number(tmp_path):
    first, _ = write_draft(tmp_path, "A brief", "one\n")
    assert write_draft(tmp_path, "A brief", "two\n") == (first, False)
    first.write_text("edited\n")
    second, aside = write_draft(tmp_path, "A brief", "three\n")
    assert (second.name, aside) == ("a-brief-2.md", True)
    assert first.read_text() == "edited\n"


@pytest.mark.parametrize("title", ["../../x", "con", "   …", "x" * 400])
def test_any_title_gives_a_name_that_a_file_can_have(tmp_path, title):
    path, _ = write_draft(tmp_path, title, "text\n")
    assert path.parent == tmp_path
    assert len(path.name) < 80


def test_what_is_lacking_is_said(saved):
    with pytest.raises(KitError, match="no title"):
        draft_text(" ", "", saved)
    with pytest.raises(KitError, match="at least one figure"):
        draft_text("T", "", [])
