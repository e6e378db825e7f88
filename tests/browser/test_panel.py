"""A panel as an analyst uses it: filter, look, ask the picture, read, save, undo, come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from PIL import Image
from playwright.sync_api import expect

from tests.browser.page import CUT_OFF, IN_VIEW, PICTURE, UNNAMED, Panel, forget_views

NOTEBOOK = "notebooks/01_provisions.ipynb"
WATCH = """panel => {
    window.tops = new Set();
    window.pictures = 0;
    const below = panel.querySelector('.akit-opener');
    const look = () => { if (below.isConnected) { window.tops.add(Math.round(below.offsetTop)); requestAnimationFrame(look); } };
    new MutationObserver(changes => { window.pictures += changes.some(each => [...each.addedNodes].some(n => n.tagName === 'IMG')); })
        .observe(panel.querySelector('.akit-canvas'), {childList: true});
    look();
}"""
TYPE = """(field, words) => {
    for (let end = 1; end <= words.length; end += 1) {
        field.value = words.slice(0, end);
        field.dispatchEvent(new Event('input', {bubbles: true}));
    }
}"""
PAST = """panel => {
    const room = panel.closest('.jp-WindowedPanel-outer');
    const end = panel.querySelector('.akit-body').getBoundingClientRect().bottom;
    room.scrollTop += end - room.getBoundingClientRect().top - 320;
}"""
SHARP = """() => {
    const image = document.querySelector('.akit-picture img');
    return image.naturalWidth >= image.clientWidth * window.devicePixelRatio - 2;  // never under 72 dots an inch
}"""


@pytest.fixture
def panel(lab):
    forget_views(lab)
    lab.open(NOTEBOOK).run_all()
    lab.settle()
    assert (
        lab.locator(".jp-WindowedPanel-outer").evaluate("page => page.scrollTop") < 5
    )  # the reader is at the top
    return Panel(lab)


def test_an_analyst_filters_reads_saves_and_undoes(panel):
    lab = panel.lab
    first, before, words = panel.found, panel.steady(), panel.alt
    promised = panel.promised("Sanctions")
    panel.tick("Sanctions")
    panel.says("sanctions provisions")
    assert 0 < panel.found == promised < first
    panel.lab.settle()
    assert panel.alt != words

    panel.open("Save")
    headline, plain = panel(".akit-field:has(> label:text-is('Headline')) input"), panel.steady()
    headline.fill("Two bans")
    lab.settle()
    titled = panel.steady()
    assert titled != plain
    panel.save("From the / browser")
    panel.says("cleaned: from-the-browser", ".akit-done")
    link = panel(".akit-done a").first
    assert link.inner_text() == "exports/from-the-browser.png"
    with Image.open(Path(lab.home, "exports", "from-the-browser.png")) as image:
        assert image.info["dpi"][0] == pytest.approx(300, abs=1)
    with lab.context.expect_page() as tab:
        link.click()
    tab.value.wait_for_load_state()
    assert tab.value.evaluate("document.contentType") == "image/png"
    tab.value.close()

    panel.tick("Energy")  # what was typed belongs to another selection
    panel.says("“Two bans”", ".akit-main .akit-row:has(button:text-is('Use it here'))")
    assert headline.input_value() == ""
    panel.press("Undo")
    lab.settle()
    assert headline.input_value() == "Two bans"
    assert panel.steady() == titled

    panel.open("Rows")
    panel.press("Heading")
    panel(".akit-table tbody tr:not(:has-text('Unverified')) td").nth(1).click()
    panel.says("reliability", ".akit-table .akit-reading")
    for each in panel(".akit-reading a").all():
        assert each.get_attribute("href").startswith(("http://", "https://"))
        assert each.get_attribute("rel") == "noopener noreferrer"
    assert panel.root.evaluate(UNNAMED) == []
    panel.press("Reset")
    panel.says(f"{first} of")
    assert panel.steady() == before
    assert not lab.complaints
    assert not lab.outside


def test_the_picture_answers_pointer_click_and_keys(panel):
    lab = panel.lab
    panel.chart("Provisions by domain")
    panel.shows("domain")
    lab.settle()
    marks = panel(".akit-mark")
    bar = marks.filter(has_text=re.compile("^Sanctions, ")).first
    words, box = bar.text_content(), bar.bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(panel(".akit-tip")).to_have_text(words)
    lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reading = panel(".akit-beside-picture")
    expect(reading.locator("h4")).to_have_text(words)
    assert reading.locator("dl").count() >= 1
    assert {"Sanctions"} == set(reading.locator("dt:text-is('Domain') + dd").all_inner_texts())
    panel.in_view()
    reading.get_by_role("button").click()
    expect(panel(".akit-filters")).to_be_visible()

    skip = panel(".akit-skip")
    skip.focus()
    lab.page.keyboard.press("Enter")
    assert lab.page.evaluate("document.activeElement.getAttribute('role')") == "listbox"
    active = (
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent"
    )
    said = [lab.page.evaluate(active)]
    for key in ("ArrowRight", "ArrowDown", "End"):
        lab.page.keyboard.press(key)
        said.append(lab.page.evaluate(active))
    assert len(set(said)) == 4
    lab.page.keyboard.press("Home")
    lab.page.keyboard.press("Enter")
    expect(reading.locator("h4")).to_have_text(said[0])
    lab.page.keyboard.press("Escape")
    expect(panel(".akit-filters")).to_be_visible()

    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.press("Copy picture")
    panel.says("Copied", ".akit-told")
    assert lab.page.evaluate("async () => (await navigator.clipboard.read())[0].types") == ["image/png"]
    for kind, start in (("SVG", b"<?xml"), ("PDF", b"%PDF"), ("CSV", b"\xef\xbb\xbfid"), ("XLSX", b"PK")):
        with lab.page.expect_download() as got:
            panel(".akit-picture-tools button").filter(has_text=kind).click()
        assert Path(got.value.path()).read_bytes().startswith(start), kind
    assert not lab.complaints


def test_typing_fast_shows_the_last_words_and_the_keyboard_is_enough(panel):
    lab = panel.lab
    first = panel.found
    panel.root.evaluate(WATCH)
    lab.settle()
    shown = lab.page.evaluate("window.pictures")
    search = panel(".akit-filters input[type=text]").first
    search.evaluate(TYPE, "sanctions")
    panel.says("with “sanctions”")
    lab.settle()
    assert 1 <= lab.page.evaluate("window.pictures") - shown <= 2
    lab.page.wait_for_timeout(1000)  # what is typed within a second is one step to undo
    search.fill("no such word")
    panel.says("nothing matches")
    lab.page.keyboard.press("Tab")
    panel(".akit-fold").first.focus()
    lab.page.keyboard.press("Control+z")
    panel.says("with “sanctions”")
    lab.page.keyboard.press("Control+z")
    panel.says(f"{first} of")
    panel(".akit-filters input[type=checkbox]").first.focus()
    lab.page.keyboard.press("Space")
    expect(panel(".akit-said")).not_to_contain_text(f"{first} of", timeout=30_000)
    assert len(lab.page.evaluate("[...window.tops]")) == 1, "what is below jumped when the picture changed"


def test_a_ticked_term_stays_when_another_is_searched(panel):
    panel.tick("Sanctions")
    find = panel(".akit-find").first
    find.fill("energy")
    expect(panel.term("Sanctions")).to_be_visible()
    assert panel(".akit-terms").first.locator(".akit-term:visible").first.inner_text().startswith("Sanctions")
    expect(panel.term("Transport")).to_be_hidden()
    panel.root.get_by_label("Choose all of Domain").click()
    panel.says("sanctions")
    panel.says("energy")
    panel.root.get_by_label("Choose none of Domain").click()
    panel.says("all provisions")


def test_a_filter_used_past_the_panels_end_brings_the_picture_back(open_lab):
    lab = open_lab(1366, 768).open(NOTEBOOK)
    forget_views(lab)
    panel = Panel(lab.run_all())
    search = panel(".akit-filters input[type=text]").last
    for use in (search.click, panel(".akit-fold").last.click):
        panel.root.evaluate(PAST)
        assert panel.root.evaluate(IN_VIEW)[1] < -50
        use()
        lab.settle()
        panel.in_view()


def test_nothing_is_cut_off_and_the_picture_stays_in_view_at_any_width(open_lab):
    lab = open_lab(1600, 1100).open(NOTEBOOK, sidebar=False)
    forget_views(lab)
    lab.run_all()
    panel = Panel(lab)
    for opener in panel(".akit-opener").all():
        opener.click()
    for width, height in ((1600, 1100), (1280, 900), (800, 700), (683, 384)):
        lab.page.set_viewport_size({"width": width, "height": height})
        panel.root.evaluate("each => each.scrollIntoView()")  # not where the last opener left the page
        lab.settle()
        assert panel.root.evaluate(CUT_OFF) == [], f"cut off at {width}"
        lab.page.wait_for_function(SHARP, timeout=20_000)
        for part in panel(".akit-filters > *").all():
            part.evaluate("each => each.scrollIntoView({block: 'nearest'})")
            panel.in_view(f"at {width} x {height}, {part.inner_text()[:30]!r}")


def test_a_kernel_that_has_gone_is_said_and_the_last_picture_is_stored(panel, open_lab):
    lab = panel.lab
    panel.tick("Sanctions")
    panel.says("sanctions provisions")
    lab.settle(within=1)  # the picture for the notebook is kept a moment after the last change
    words = panel.alt
    stored = lab.save()
    page, _ = HTMLExporter().from_filename(str(stored))
    assert f'alt="{words}"' in page
    assert page.count("data:image/png") >= 2
    for object_ in ("VBox(children", "&lt;analystkit", "Panel("):
        assert object_ not in page
    lab.restart_kernel()
    expect(panel(".akit-gone")).to_be_visible()
    assert panel.alt == words
    lab.close()
    again = open_lab().open(NOTEBOOK, afresh=True)
    still = again.locator(".akit-still img").first
    expect(still).to_have_attribute("alt", words)
    expect(still).to_be_visible()
    assert "Error displaying widget" not in again.locator(".jp-Notebook").inner_text()
    again.run_all()
    panel = Panel(again)
    panel.says("sanctions provisions")
    assert panel(PICTURE).get_attribute("alt") == words


def test_dates_by_keys_and_a_finer_one_from_code(lab):
    forget_views(lab)
    lab.open("notebooks/03_timeline.ipynb").run_all()
    panel = Panel(lab)
    panel.unfold("Date")
    everything = panel.found
    low = panel(".akit-months input").first
    low.fill("2024-09")
    low.press("Tab")
    panel.says("from September 2024")
    assert 0 < panel.found < everything
    inside = panel(".akit-term").filter(has_text=re.compile(r"^in "))
    panel.unfold("Main source")
    promised = int(inside.first.locator(".akit-count").inner_text())
    inside.first.click()
    panel.says(f"{promised} of")
    panel.chart("Events before and after")
    panel.shows("signature")
    assert not lab.complaints
