"""The desk of notebook 07, clicked through without a browser."""

from __future__ import annotations

import re

import pytest

from analystkit.explore.brief_desk import BriefDesk
from analystkit.figures import draw


@pytest.fixture
def desk(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    for name in ("first", "second"):
        draw(tiny, "what-is-absent", title=f"The {name} <b>").save(name, folder=tmp_path / "exports")
    return BriefDesk(tmp_path)


def rows(desk):
    return list(desk.figures.widget.children)


def tick(desk, place):
    return rows(desk)[place].children[1].children[1]


def test_figures_are_picked_ordered_drafted_and_made(desk, tmp_path):
    for place in (0, 1):
        tick(desk, place).value = True
    before = [saved.path.stem for saved in desk.figures.picked]
    down = rows(desk)[0].children[2].children[1]
    down.click()
    assert [saved.path.stem for saved in desk.figures.picked] == before[::-1]
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
    page = (tmp_path / "exports" / "my-brief" / "my-brief.html").read_text("utf-8")
    assert page.index(f"The {before[1]}") < page.index(f"The {before[0]}")


def test_what_is_typed_and_drawn_is_shown_as_text(desk):
    assert "The first &lt;b&gt;" in "".join(row.children[1].children[0].value for row in rows(desk))
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
    tick(desk, 0).value = True
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


def test_every_picture_and_control_has_a_name(desk):
    for row in rows(desk):
        picture, words, moves = row.children
        assert re.search('<img alt="[^"]{20,}"', picture.value)
        assert words.children[1].description.startswith("Use ")
        assert all(button.tooltip for button in moves.children)
