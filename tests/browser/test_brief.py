"""The brief notebook as an analyst uses it: pick, order, draft, make, open."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

import analystkit as ak

NOTEBOOK = "notebooks/07_brief.ipynb"
OUTSIDE = """() => {
    const desk = document.querySelector('.akit-desk').getBoundingClientRect();
    return [...document.querySelectorAll('.akit-desk *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && (box.right > desk.right + 2 || box.left < desk.left - 2) && !each.closest('.akit-skip');
    }).map(each => `${each.tagName} ${each.className}`);
}"""
FETCH = "at => fetch(at).then(answer => answer.ok ? answer.arrayBuffer() : null).then(data => data && data.byteLength)"


@pytest.fixture
def desk(open_lab, shipped):
    lab = open_lab(1440)
    for name, chart in (("what-is-absent", "what-is-absent"), ("by-domain", "provisions-by-domain")):
        ak.draw(shipped, chart).save(name, folder=lab.home / "exports", overwrite=True)
    for path in (lab.home / "briefs").glob("what-it-promises*"):
        path.unlink()
    return lab.open(NOTEBOOK, sidebar=False).run_all()


def button(lab, words):
    return lab.locator(".akit-desk").get_by_role("button", name=words, exact=True)


def use(lab, name):
    return lab.locator(".akit-desk").get_by_label(f"Use {name}")


def draft(lab, title):
    lab.locator(".akit-desk").get_by_label("Title", exact=True).fill(title)
    lab.locator(".akit-desk").get_by_label("Bottom line").fill(
        "It forbids aid to an aggressor [@tass-2025-04-08-duma]."
    )
    button(lab, "Draft the brief").click()
    lab.settle()


def test_a_brief_is_drafted_and_made_by_clicking(desk, tmp_path):
    lab = desk
    thumbs = lab.locator("img.akit-thumb")
    expect(thumbs.first).to_be_visible()
    assert all(image.get_attribute("alt") for image in thumbs.all())
    for name in ("what-is-absent", "by-domain"):
        use(lab, name).check()
        lab.settle()
    up = lab.locator(".akit-desk").get_by_label("Move what-is-absent up")
    while up.is_enabled():
        up.click()
        lab.settle()
    draft(lab, "What it promises")
    path = lab.home / "briefs" / "what-it-promises.md"
    text = path.read_text("utf-8")
    assert text.index("chart:what-is-absent") < text.index("chart:provisions-by-domain")
    assert "[@tass-2025-04-08-duma]" in text
    button(lab, "Make documents").click()
    done = lab.locator(".akit-done").filter(has_text="Open them")
    expect(done).to_be_visible(timeout=120_000)
    lab.settle()
    links = done.get_by_role("link")
    assert [link.inner_text().rpartition(".")[2] for link in links.all()] == ["docx", "pptx", "pdf", "html"]
    for link in links.all():
        size = lab.page.evaluate(FETCH, link.get_attribute("href"))
        name = Path(link.inner_text()).name
        assert size == (lab.home / "exports" / "what-it-promises" / name).stat().st_size
    word = (lab.home / "exports" / "what-it-promises" / "what-it-promises.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert b"TASS, 8 April 2025" in package.read("word/footnotes.xml")
    assert lab.page.evaluate(OUTSIDE) == []
    assert lab.outside == []
    assert lab.complaints == []


def test_an_edited_draft_is_left_alone(desk):
    lab = desk
    use(lab, "what-is-absent").check()
    draft(lab, "What it promises me")
    path = lab.home / "briefs" / "what-it-promises-me.md"
    path.write_text("my own words\n", "utf-8")
    draft(lab, "What it promises me")
    expect(lab.locator(".akit-done").filter(has_text="what-it-promises-me-2.md")).to_be_visible()
    assert path.read_text("utf-8") == "my own words\n"


def test_what_is_lacking_is_said_in_one_line(desk):
    button(desk, "Draft the brief").click()
    desk.settle()
    expect(desk.locator(".akit-done").filter(has_text="no title")).to_be_visible()
