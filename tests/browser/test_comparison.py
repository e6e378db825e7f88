"""A second coder works in a real JupyterLab: codes, stops, and goes on without losing anything."""

from __future__ import annotations

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab

NOTEBOOK = "notebooks/05_comparison.ipynb"
NAME = "Grace / desk 3"
PICKS = [
    ("Security and defence", "Prohibits", "High", "None"),
    ("Energy", "Promotes", "Low", "Joint working body"),
]


def _mine(lab: Lab) -> list[dict[str, str]]:
    path = lab.home / "data/russia-iran-2025/codings.mine.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["coder"] == NAME]


def _sign_in(lab: Lab) -> None:
    name = lab.locator("input[placeholder='under which your codes are kept']")
    if not name.input_value():
        name.fill(NAME)
        name.press("Enter")
        lab.settle()


def _code_unit(lab: Lab, picks: tuple[str, str, str, str]) -> None:
    form = lab.locator(".akit-coding")
    menu = form.locator("select").first
    value = menu.locator("option", has_text=picks[0]).first.inner_text()
    menu.select_option(label=value)
    lab.settle()
    for group, pick in enumerate(picks[1:]):
        box = form.locator(".akit-filter").nth(group)
        box.locator("label", has_text=f"{pick}:").locator("input").check()
        lab.settle()


@pytest.fixture
def coding(lab: Lab) -> Lab:
    (lab.home / "data/russia-iran-2025/codings.mine.csv").unlink(missing_ok=True)
    lab.open(NOTEBOOK, sidebar=False).run_all()
    _sign_in(lab)
    return lab


def test_five_units_are_coded_and_found_again_after_a_restart(coding: Lab) -> None:
    lab = coding
    for number in range(5):
        _code_unit(lab, PICKS[number % 2])
        assert f"{number + 1} of 53 units coded" in lab.locator(".akit-coding .akit-message").inner_text()
        lab.locator("button:has-text('Next not coded')").click()
        lab.settle()
    rows = _mine(lab)
    assert len(rows) == 20
    assert len({row["provision"] for row in rows}) == 5

    lab.restart_kernel().run_all()
    _sign_in(lab)
    assert "5 of 53 units coded" in lab.locator(".akit-coding .akit-message").inner_text()
    assert "Unit 6 of 53" in lab.locator(".akit-unit").inner_text()
    _code_unit(lab, PICKS[0])
    assert len(_mine(lab)) == 24
    lab.locator("button:has-text('Previous unit')").click()
    lab.settle()
    menu = lab.locator(".akit-coding select").first
    shown = menu.locator("option:checked").inner_text().replace("\xa0", " ")
    assert shown.startswith("Security and defence:")
    assert not lab.complaints
    assert not lab.outside


def test_the_form_shows_nothing_of_what_others_chose(coding: Lab) -> None:
    form = coding.locator(".akit-coding")
    assert form.locator("input[type=radio]:checked").count() == 0
    assert form.locator("select").first.input_value() in ("", "choose …")


def test_the_treaties_can_be_filtered_and_sorted(coding: Lab) -> None:
    lab = coding
    panel = lab.locator(".akit-panel").first
    panel.locator("label", has_text="North Korea").locator("input").check()
    panel.locator(".akit-said", has_text="3 of 18").wait_for()
    orders = panel.locator(".akit-field:has(> label:text-is('Order')) select")
    picture = panel.locator(".akit-picture img")
    for order, first, then in (("Earliest first", "1961", "2024"), ("Most alike first", "2024", "1961")):
        orders.select_option(label=order)
        expect(picture).to_have_attribute("alt", re.compile(f"{first}.*{then}"), timeout=30_000)
