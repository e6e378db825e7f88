"""The desk of notebook 07, clicked through without a browser."""

from __future__ import annotations

import pytest

from analystkit.explore.briefs import BriefDesk, brief_desk
from analystkit.figures import draw


@pytest.fixture
def desk(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    for name in ("first", "second"):
        draw(tiny, "what-is-absent", title=f"The {name} <b>").save(name, folder=tmp_path / "exports")
    return BriefDesk(tmp_path)


def names(desk):
    return [figure["name"] for figure in desk.list.figures]


def test_figures_are_picked_ordered_drafted_and_made(desk, tmp_path):
    before = names(desk)
    assert desk.brief.label == "none yet: draft one above"
    for name in before + before:  # a click that is heard twice asks for the same
        desk.act("pick", name)
    desk.act("up", before[0])
    assert names(desk) == before
    desk.act("down", before[0])
    assert [saved.path.stem for saved in desk.picked] == names(desk) == before[::-1]
    desk.title.value, desk.line.value = "My brief", "It is so [@doe2020]."
    desk.draft.click()
    path = tmp_path / "briefs" / "my-brief.md"
    assert "my-brief.md" in desk.drafted.value
    assert desk.brief.value == path
    for name in ("docx", "pptx", "pdf"):
        desk.formats[name].value = False
    desk.make.click()
    assert (tmp_path / "exports" / "my-brief" / "my-brief.html").is_file()
    assert "my-brief.html" in desk.done.value
    assert (desk.bar.value, desk.bar.bar_style) == (desk.bar.max, "success")
    assert (tmp_path / "exports" / "my-brief" / "my-brief.html").read_text("utf-8").count("<figure") == 2
    draft = path.read_text("utf-8")
    assert draft.index(f"The {before[1]}") < draft.index(f"The {before[0]}")


def test_what_is_typed_and_drawn_is_shown_as_text(desk):
    assert "The first <b>" in [figure["headline"] for figure in desk.list.figures]  # as text, by the page
    desk.draft.click()
    assert "no title" in desk.drafted.value


def test_a_fault_in_the_brief_is_said_and_the_bar_shows_it(desk, tmp_path):
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "bad.md").write_text("---\ntitle: T\n---\n\n![](chart:<nothing>)\n")
    desk.look()
    desk.make.click()
    assert desk.bar.bar_style == "danger"
    assert "bad.md:5" in desk.done.value
    assert not desk.make.disabled


def test_a_changed_document_is_replaced_only_when_told(desk, tmp_path):
    desk.act("pick", names(desk)[0])
    desk.title.value = "My brief"
    desk.draft.click()
    for name in ("docx", "pptx", "pdf"):
        desk.formats[name].value = False
    desk.make.click()
    page = tmp_path / "exports" / "my-brief" / "my-brief.html"
    page.write_text("mine")
    desk.make.click()
    assert page.read_text() == "mine"
    assert desk.overwrite.layout.display is None
    desk.overwrite.value = True
    desk.make.click()
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_every_picture_has_words(desk):
    assert all(figure["picture"] and len(figure["alt"]) > 20 for figure in desk.list.figures)


def test_an_example_is_saved_only_where_there_is_no_figure(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    example = draw(tiny, "what-is-absent")
    assert len(brief_desk(example).list.figures) == 1
    other = draw(tiny, "what-is-absent", title="Another")
    assert names(brief_desk(other)) == [example.default_name]
