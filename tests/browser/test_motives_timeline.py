"""The motives and timeline notebooks as an analyst uses them: filters moved, charts chosen, rows read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

MOTIVES, TIMELINE = "notebooks/02_motives.ipynb", "notebooks/03_timeline.ipynb"
CUT_OFF = """() => {
    const panel = document.querySelector('.akit-panel').getBoundingClientRect();
    return [...document.querySelectorAll('.akit-panel *')].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && !each.closest('.akit-table')
            && (box.right > panel.right + 2 || box.left < panel.left - 2);
    }).map(each => `${each.tagName} ${each.className}`);
}"""


def said(panel) -> str:
    return panel.locator(".akit-said").first.inner_text()


def found(panel) -> int:
    return int(re.search(r"(\d+) of \d+", said(panel))[1])


def alt(panel) -> str:
    return panel.locator(".akit-picture img").first.get_attribute("alt")


def term(panel, name: str):
    return panel.locator(".akit-term").filter(has_text=re.compile(rf"^{re.escape(name)}\d")).first


def choose_chart(panel, label: str) -> None:
    panel.locator(".akit-choices select").first.select_option(label=label)


def expect_alt(panel, words: str | re.Pattern[str]) -> None:
    picture = panel.locator(".akit-picture img").first
    expect(picture).to_have_attribute("alt", re.compile(words), timeout=30_000)


def test_an_analyst_reads_the_motives_of_one_party(lab):
    lab.open(MOTIVES).run_all()
    lab.settle(500)
    panel = lab.locator(".akit-panel").first
    everything = found(panel)
    promised = int(term(panel, "Iran").locator(".akit-count").inner_text())
    term(panel, "Iran").click()
    expect(panel.locator(".akit-said").first).to_contain_text(f"{promised} of {everything}", timeout=30_000)
    for label, words in (
        ("Motives to articles", "a line from each"),
        ("How sure it sounds", "ICD 203"),
        ("Motives and evidence", "corroborated"),
    ):
        choose_chart(panel, label)
        expect_alt(panel, words)
    panel.locator(".akit-opener").first.click()
    panel.locator(".akit-table tbody tr td").first.click()
    reading = panel.locator(".akit-reading").first
    for field in ("Statement", "Key phrase", "Sources"):
        expect(reading).to_contain_text(field, timeout=30_000)
    assert lab.page.evaluate(CUT_OFF) == []
    assert not lab.complaints
    assert not lab.outside


def test_the_handles_of_the_dates_are_dragged_and_moved_by_keys(lab):
    lab.open(TIMELINE).run_all()
    lab.settle(500)
    panel = lab.locator(".akit-panel").first
    before, words = found(panel), alt(panel)
    low, high = panel.locator(".akit-span input[type=range]").all()
    low.scroll_into_view_if_needed()
    low.focus()
    for _ in range(6):
        lab.page.keyboard.press("ArrowLeft")
    expect(panel.locator(".akit-said").first).not_to_contain_text(f"{before} of", timeout=30_000)
    wider = found(panel)
    assert wider > before

    box = high.bounding_box()
    share = int(high.input_value()) / int(high.get_attribute("max"))
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + box["width"] * share, middle)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] - 4, middle, steps=8)
    lab.page.mouse.up()
    expect(panel.locator(".akit-said").first).not_to_contain_text(f"{wider} of", timeout=30_000)
    assert found(panel) > wider
    expect_alt(panel, f"timeline of {found(panel)} events")
    assert alt(panel) != words
    assert "hidden" not in lab.locator(".jp-Notebook").inner_text()


def test_the_article_and_the_rest_are_told_apart(lab):
    lab.open(TIMELINE).run_all()
    lab.settle(500)
    panel = lab.locator(".akit-panel").first
    everything = found(panel)
    inside = panel.locator(".akit-term").filter(has_text=re.compile(r"^in ")).first
    promised = int(inside.locator(".akit-count").inner_text())
    inside.click()
    expect(panel.locator(".akit-said").first).to_contain_text(f"{promised} of", timeout=30_000)
    assert 0 < promised < everything
    choose_chart(panel, "Events before and after")
    expect_alt(panel, "around the signature")


@pytest.mark.parametrize("notebook", [MOTIVES, TIMELINE])
def test_nothing_is_cut_off_at_any_width(open_lab, notebook):
    lab = open_lab(1600, 1100).open(notebook, sidebar=False).run_all()
    for width in (1600, 1280, 800):
        lab.page.set_viewport_size({"width": width, "height": 1100})
        lab.settle(1200)
        assert lab.page.evaluate(CUT_OFF) == [], f"cut off at {width}"
