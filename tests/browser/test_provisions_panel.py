"""The provisions notebook as an analyst uses it: filter, see, read, save, come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

NOTEBOOK = "notebooks/01_provisions.ipynb"
PICTURE = ".akit-picture img"
SEARCH = ".akit-filters input[type=text]"

WATCH = """() => {
    window.tops = new Set();
    window.pictures = 0;
    const below = document.querySelector('.akit-opener');
    const look = () => { window.tops.add(Math.round(below.offsetTop)); requestAnimationFrame(look); };
    new MutationObserver(() => { window.pictures += 1; })
        .observe(document.querySelector('.akit-picture'), {childList: true});
    look();
}"""
TYPE = """(field, words) => {
    for (let end = 1; end <= words.length; end += 1) {
        field.value = words.slice(0, end);
        field.dispatchEvent(new Event('input', {bubbles: true}));
    }
}"""
UNNAMED = """() => [...document.querySelectorAll('.akit-panel :is(input, select, textarea, button)')]
    .filter(each => !(each.labels && each.labels.length) && !each.getAttribute('aria-label')
        && !each.textContent.trim())
    .map(each => each.outerHTML)"""
CUT_OFF = """() => {
    const panel = document.querySelector('.akit-panel').getBoundingClientRect();
    return [...document.querySelectorAll('.akit-panel *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && !each.closest('.akit-table')
            && (box.right > panel.right + 2 || box.left < panel.left - 2);
    }).map(each => `${each.tagName} ${each.className}`);
}"""
SHARP = """() => {
    const image = document.querySelector('.akit-picture img');
    return Math.abs(image.naturalWidth - image.clientWidth * window.devicePixelRatio) <= 2;
}"""
CORNERS = """() => ['.akit-filters', '.akit-main']
    .map(name => document.querySelector(name).getBoundingClientRect())
    .map(box => [Math.round(box.left), Math.round(box.top)])"""


def said(lab) -> str:
    return lab.locator(".akit-said").first.inner_text()


def found(lab) -> int:
    return int(re.search(r"(\d+) of \d+", said(lab))[1])


def picture(lab) -> bytes:
    """Return the picture shown, as the browser has it."""
    read = "async image => [...new Uint8Array(await (await fetch(image.src)).arrayBuffer())]"
    return bytes(lab.locator(PICTURE).first.evaluate(read))


def alt(lab) -> str:
    return lab.locator(PICTURE).first.get_attribute("alt")


def term(lab, name: str):
    return lab.locator(".akit-term").filter(has_text=re.compile(rf"^{re.escape(name)}\d")).first


def press(lab, name: str) -> None:
    lab.locator(".akit-panel button").filter(has_text=name).first.click()


def wait_for(lab, words: str | re.Pattern[str], selector: str = ".akit-said") -> None:
    expect(lab.locator(selector).first).to_contain_text(words, timeout=30_000)


def wait_for_picture(lab, other: bytes) -> None:
    """Wait until a picture is shown that is not that one."""
    for _ in range(100):
        if picture(lab) != other:
            return
        lab.page.wait_for_timeout(200)
    raise AssertionError("the picture stayed as it was")


def test_an_analyst_filters_reads_and_saves(lab):
    lab.open(NOTEBOOK).run_all()
    lab.settle(500)
    first, before, words = found(lab), picture(lab), alt(lab)
    lab.page.evaluate(WATCH)

    promised = int(term(lab, "Sanctions").locator(".akit-count").inner_text())
    term(lab, "Sanctions").click()
    wait_for(lab, "sanctions provisions")
    wait_for_picture(lab, before)
    assert 0 < found(lab) == promised < first
    assert alt(lab) != words

    press(lab, "Save")
    lab.locator(".akit-main input[placeholder]").last.fill("from-the-browser")
    press(lab, "Save figure")
    wait_for(lab, "Saved", ".akit-done")
    link = lab.locator(".akit-done a").first
    assert link.inner_text() == "exports/from-the-browser.png"
    saved = Path(lab.home, "exports", "from-the-browser.png")
    with Image.open(saved) as image:
        assert image.info["dpi"][0] == pytest.approx(300, abs=1)
    assert saved.with_suffix(".csv").is_file()
    with lab.context.expect_page() as tab:
        link.click()
    tab.value.wait_for_load_state()
    assert tab.value.evaluate("document.contentType") == "image/png"
    tab.value.close()

    press(lab, "Rows")
    lab.locator(".akit-table tbody tr td").first.click()
    wait_for(lab, "Obligation", ".akit-reading")
    links = lab.locator(".akit-reading a").all()
    assert links
    for link in links:
        assert link.get_attribute("href").startswith(("http://", "https://"))
        assert link.get_attribute("rel") == "noopener noreferrer"
    assert lab.page.evaluate(UNNAMED) == []

    filtered = picture(lab)
    press(lab, "Reset")
    wait_for(lab, f"{first} of")
    wait_for_picture(lab, filtered)
    assert picture(lab) == before
    assert len(lab.page.evaluate("[...window.tops]")) == 1, "the sections jumped when the picture changed"
    assert not lab.complaints
    assert not lab.outside


def test_typing_fast_shows_the_last_words_and_the_keyboard_is_enough(lab):
    lab.open(NOTEBOOK).run_all()
    lab.settle(500)
    first = found(lab)
    lab.page.evaluate(WATCH)
    lab.settle(1000)
    shown = lab.page.evaluate("window.pictures")
    lab.locator(SEARCH).first.evaluate(TYPE, "sanctions")
    wait_for(lab, "with “sanctions”")
    lab.settle(1000)
    assert 1 <= lab.page.evaluate("window.pictures") - shown <= 2

    lab.locator(SEARCH).first.fill("no such word")
    wait_for(lab, "nothing matches")
    press(lab, "Reset")
    wait_for(lab, f"{first} of")

    lab.locator(".akit-filters input[type=checkbox]").first.focus()
    lab.page.keyboard.press("Space")
    expect(lab.locator(".akit-said").first).not_to_contain_text(f"{first} of", timeout=30_000)
    assert found(lab) < first


def test_nothing_is_cut_off_at_any_width_and_the_picture_is_sharp(open_lab):
    lab = open_lab(1600, 1100).open(NOTEBOOK, sidebar=False).run_all()
    for opener in lab.locator(".akit-opener").all():
        opener.click()
    for width in (1600, 1280, 800):
        lab.page.set_viewport_size({"width": width, "height": 1100})
        lab.settle(1200)
        assert lab.page.evaluate(CUT_OFF) == [], f"cut off at {width}"
        filters, main = lab.page.evaluate(CORNERS)
        beside = filters[1] == main[1] and filters[0] < main[0]
        assert beside == (width > 1000), f"filters at {filters}, picture at {main}, {width} pixels wide"
        lab.page.wait_for_function(SHARP, timeout=20_000)


def test_without_a_kernel_the_last_picture_and_its_words_stand(lab, open_lab):
    lab.open(NOTEBOOK).run_all()
    term(lab, "Sanctions").click()
    wait_for(lab, "sanctions provisions")
    lab.settle(3000)
    words = alt(lab)
    lab.save()
    lab.close()
    again = open_lab().open(NOTEBOOK)
    again.page.wait_for_timeout(1500)
    still = again.locator(".akit-still img").first
    assert still.get_attribute("alt") == words
    assert still.is_visible()
    assert "Error displaying widget" not in again.locator(".jp-Notebook").inner_text()
