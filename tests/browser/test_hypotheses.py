"""An analyst rates hypotheses in a real JupyterLab, restarts the kernel, and finds the ratings again."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab

NOTEBOOK = "notebooks/04_hypotheses.ipynb"
NAME = "Ada / desk 2"


def _mine(lab: Lab) -> dict[tuple[str, str], str]:
    path = lab.home / "data/russia-iran-2025/consistency.mine.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["analyst"] == NAME]
    return {(row["evidence"], row["hypothesis"]): row["consistency"] for row in rows}


def _cell(lab: Lab, item: str, hypothesis: str):
    return lab.locator(f".akit-rating[data-cell='{item}|{hypothesis}']")


def _sign_in(lab: Lab) -> None:
    name = lab.locator("input[placeholder^='under which']")
    name.fill(NAME)
    name.press("Enter")
    lab.settle()


@pytest.fixture
def rated(lab: Lab) -> Lab:
    for name in ("consistency", "relevance"):
        (lab.home / f"data/russia-iran-2025/{name}.mine.csv").unlink(missing_ok=True)
    lab.open(NOTEBOOK, sidebar=False).run_all()
    _sign_in(lab)
    return lab


def test_ratings_change_the_order_and_come_back_after_a_restart(rated: Lab) -> None:
    lab = rated
    lab.locator("button:has-text('Start from their ratings')").click()
    lab.settle()
    assert len(_mine(lab)) == 175
    results = lab.locator(".akit-results")
    assert "“Sanctions economy” stands first alone; without" in results.inner_text()

    cell = _cell(lab, "e7", "h7")  # the one item that carries the order, as the kit rates it: II
    assert "II" in cell.inner_text()
    cell.focus()
    lab.page.keyboard.press("n")
    lab.settle()
    assert _mine(lab)["e7", "h7"] == "N"
    assert "“Sanctions economy” and “Iranian insurance” are tied" in results.inner_text()
    assert cell.locator(".akit-other").inner_text() == "II"
    assert "kit: II" in (cell.get_attribute("aria-label") or "")

    lab.page.keyboard.press("ArrowDown")
    for _ in range(3):  # I, as taken over; then II, I, II
        lab.page.keyboard.press("i")
    lab.settle()
    assert _mine(lab)["e8", "h7"] == "II"
    lab.locator(".akit-weigh").first.click()
    lab.settle()
    assert lab.locator(".akit-weigh").first.inner_text() == "high"

    lab.restart_kernel().run_all()
    if not lab.locator("input[placeholder^='under which']").input_value():
        _sign_in(lab)
    assert "N" in _cell(lab, "e7", "h7").inner_text()
    assert "II" in _cell(lab, "e8", "h7").inner_text()
    assert lab.locator(".akit-weigh").first.inner_text() == "high"
    assert f"By {NAME}" in lab.locator(".akit-results").inner_text()
    assert lab.locator(".akit-panel img").first.is_visible()
    assert not lab.complaints
    assert not lab.outside


def test_a_click_goes_through_the_ratings_in_turn_and_undo_takes_them_back(rated: Lab) -> None:
    cell = _cell(rated, "e1", "h1")
    for expected in ("C", "CC", "N"):
        cell.click()
        expect(cell.locator(".akit-own")).to_have_text(expected, timeout=20_000)
    assert _mine(rated) == {("e1", "h1"): "N"}
    rated.page.keyboard.press("Control+z")
    expect(cell.locator(".akit-own")).to_have_text("CC", timeout=20_000)
    assert _mine(rated) == {("e1", "h1"): "CC"}
    assert rated.locator(".akit-legend").inner_text().startswith("CC")


def test_two_notebooks_on_one_file_lose_nothing(rated: Lab, open_lab: Callable[..., Lab]) -> None:
    other = open_lab().open(NOTEBOOK, sidebar=False).run_all()
    if not other.locator("input[placeholder^='under which']").input_value():
        _sign_in(other)
    first = _cell(rated, "e1", "h1")
    first.focus()
    rated.page.keyboard.press("c")
    rated.settle()
    mine = _cell(other, "e1", "h1")
    mine.focus()
    other.page.keyboard.press("n")
    other.settle()
    assert "Another notebook has changed h1 / e1" in other.locator(".akit-message").first.inner_text()
    assert mine.locator(".akit-own").inner_text() == "C"
    _cell(other, "e2a", "h1").focus()
    other.page.keyboard.press("i")
    other.settle()
    assert _mine(rated) == {("e1", "h1"): "C", ("e2a", "h1"): "I"}


def test_without_a_name_nothing_is_kept(lab: Lab) -> None:
    path = lab.home / "data/russia-iran-2025/consistency.mine.csv"
    path.unlink(missing_ok=True)
    lab.open(NOTEBOOK, sidebar=False).run_all()
    _cell(lab, "e1", "h1").click()
    lab.settle()
    assert "Type your name first" in lab.locator(".akit-message").first.inner_text()
    assert not path.exists()
