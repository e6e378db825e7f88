"""Texts in a real JupyterLab: bring one in, search a phrase, follow a line, run the check."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.analysis.texts import samples
from tests.browser.lab import Lab

NOTEBOOK = "notebooks/06_texts.ipynb"


@pytest.fixture
def texts(open_lab: Callable[..., Lab]) -> Iterator[Lab]:
    lab = open_lab(1280, 1000)
    folder = lab.home / "data" / "russia-iran-2025"
    shutil.rmtree(folder / "texts", ignore_errors=True)
    lab.open(NOTEBOOK, sidebar=False).run_all()
    yield lab
    shutil.rmtree(folder / "texts", ignore_errors=True)
    (folder / "provisions.mine.csv").unlink(missing_ok=True)


def field(lab: Lab, label: str, tag: str = "input"):
    return lab.locator(f".akit-field:has(> label:text-is('{label}')) {tag}").first


def bring_in(lab: Lab, source: str, path: Path) -> None:
    field(lab, "Source (citekey)").fill(source)
    field(lab, "Source (citekey)").press("Tab")
    with lab.page.expect_file_chooser() as chooser:
        lab.locator("button:has-text('Choose a file')").click()
    chooser.value.set_files(str(path))
    lab.settle()
    lab.locator("button:has-text('Bring in')").click()
    lab.settle(800)


def test_a_text_is_brought_in_searched_followed_and_coded(texts: Lab, tmp_path: Path) -> None:
    assert texts.text("No text at hand").first.is_visible()
    bring_in(texts, "treaty2025", samples.write(tmp_path, "docx", samples.treaty("en")))
    assert texts.text("47 articles, 62 paragraphs").first.is_visible()
    field(texts, "Text", "select").select_option(index=0)
    field(texts, "Word or phrase").fill("shall consult")
    texts.settle(600)
    lines = texts.locator(".akit-kwic tr")
    assert lines.count() == 15
    assert lines.nth(1).inner_text().split("\t")[-1].strip() == "art. 6(1)"
    lines.nth(1).locator("button").click()
    texts.settle()
    assert texts.text("treaty2025, art. 6(1)").first.is_visible()
    assert texts.text("Neither Party shall act against the other in matter 6").first.is_visible()
    texts.locator(".akit-field:has(> label:text-is('Article')) select").select_option(label="Article 16")
    texts.settle()
    assert texts.text("The Parties shall develop cooperation in field 16").first.is_visible()
    field(texts, "Heading, in your words").fill("Field 16")
    field(texts, "Heading, in your words").press("Tab")
    texts.locator("button:has-text('Save as my row')").click()
    texts.settle(800)
    own = texts.home / "data" / "russia-iran-2025" / "provisions.mine.csv"
    assert "Field 16" in own.read_text("utf-8")
    texts.whole_screenshot(tmp_path / "texts.png")
    assert not texts.complaints
    assert not texts.outside


def test_the_check_runs_from_its_button(texts: Lab, tmp_path: Path, shared_sources: Path) -> None:
    bring_in(texts, "said2025", shared_sources / "al-ahram-drawing-closer.txt")
    assert texts.text("7 paragraphs and a standfirst").first.is_visible()
    texts.locator("button:has-text('Run the check')").click()
    texts.settle(800)
    told = texts.locator(".akit-message b:has-text('found where stated')").inner_text()
    assert int(told.split()[0]) >= 70
    assert texts.text("No such row").first.is_visible()
    field(texts, "Show", "select").select_option(label="found where stated")
    texts.settle()
    assert texts.locator(".akit-found td:text-is('military-technical')").count() == 0
    assert texts.text("development of military-technical cooperation").first.is_visible()
    texts.whole_screenshot(tmp_path / "check.png")
    assert not texts.complaints
