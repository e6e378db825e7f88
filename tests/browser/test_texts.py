"""Texts in a real JupyterLab: bring one in, search a phrase, follow a line, run the check."""

from __future__ import annotations

import contextlib
import csv
import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analystkit.dossier import open_dossier
from tests.analysis.texts import samples
from tests.browser.lab import Lab
from tests.browser.page import forget_views

NOTEBOOK = "notebooks/06_texts.ipynb"
SOURCES = open_dossier("russia-iran-2025").sources
TITLES = {key: f"{SOURCES[key].title} ({SOURCES[key].short})" for key in ("treaty2025", "said2025")}


@pytest.fixture
def texts(open_lab: Callable[..., Lab]) -> Iterator[Lab]:
    lab = open_lab(1280, 1000)
    folder = lab.home / "data" / "russia-iran-2025"
    shutil.rmtree(folder / "texts", ignore_errors=True)
    forget_views(lab)
    lab.open(NOTEBOOK, sidebar=False).run_all()
    yield lab
    shutil.rmtree(folder / "texts", ignore_errors=True)
    (folder / "provisions.mine.csv").unlink(missing_ok=True)


def field(lab: Lab, label: str, tag: str = "input"):
    return lab.locator(f".akit-field:has(> label:text-is('{label}')) {tag}").first


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def bring_in(lab: Lab, source: str, path: Path) -> None:
    field(lab, "Source", "select").select_option(label=TITLES[source])
    with lab.page.expect_file_chooser() as chooser:
        lab.locator("button:has-text('Choose a file')").click()
    chooser.value.set_files(str(path))
    lab.settle()
    lab.locator("button:has-text('Bring in')").click()
    lab.settle()


def test_a_text_is_brought_in_searched_followed_and_coded_by_keyboard(texts: Lab, tmp_path: Path) -> None:
    assert texts.text("No text at hand").first.is_visible()
    field(texts, "Source", "select").select_option(label=TITLES["treaty2025"])
    page = samples.write(tmp_path, "html", samples.treaty("en"))
    with serving(tmp_path) as address:
        field(texts, "Or its address").fill(f"{address}/{page.name}")
        field(texts, "Or its address").press("Tab")
        texts.locator("button:text-is('Fetch')").click()
        texts.settle()
    assert texts.text("47 articles, 62 paragraphs").first.is_visible()
    field(texts, "Text", "select").select_option(index=0)
    field(texts, "Word or phrase").fill("shall consult")
    texts.settle()
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

    name = field(texts, "Your name")
    name.fill("Ada")
    name.press("Enter")
    texts.settle()
    card = texts.locator(".akit-card")
    where = card.locator(".akit-where")
    card.focus()
    keyboard, accepted = texts.page.keyboard, 0
    for number in range(20):
        before = where.inner_text()
        if number % 5 == 0:  # change a code first: its own list, by its first letters
            keyboard.press("2")
            keyboard.type("Prom")
            keyboard.press("Escape")
        keyboard.press("s" if number == 3 else "Enter")
        accepted += number != 3
        expect(where).not_to_have_text(before, timeout=10_000)
    own = texts.home / "data" / "russia-iran-2025" / "provisions.mine.csv"
    rows = list(csv.DictReader(own.read_text("utf-8-sig").splitlines()))
    assert len(rows) == accepted
    assert all("Ada" in row["note"] and row["sources"].startswith("@treaty2025, art. ") for row in rows)
    assert "promotes" in {row["obligation"] for row in rows}
    before = where.inner_text()
    keyboard.press("u")
    expect(where).not_to_have_text(before)
    assert len(own.read_text("utf-8-sig").splitlines()) == accepted

    texts.run_all()
    figure = "import analystkit as ak\nd = ak.open_dossier('russia-iran-2025')\nf = ak.draw(d, 'provisions-by-domain')"
    said = texts._in_panel(
        "const model = panel.content.model.sharedModel;"
        f"model.addCell({{cell_type: 'code', source: {json.dumps(figure + '; print(f.alt_text, f.said.note, f.rows.mine.sum())')}}});"
    )
    assert said is None
    texts.run_all()
    outputs = texts.cells()[-1]["outputs"]
    shown = "".join("".join(each.get("text", "")) for each in outputs)
    assert " * " in shown  # the analyst's own rows are marked
    assert shown.split()[-1] == str(accepted - 1)
    assert not texts.complaints
    assert not texts.outside


def test_the_check_runs_from_its_button(texts: Lab, shared_sources: Path) -> None:
    bring_in(texts, "said2025", shared_sources / "al-ahram-drawing-closer.txt")
    assert texts.text("7 paragraphs and a standfirst").first.is_visible()
    texts.locator("button:has-text('Run the check')").click()
    texts.settle()
    told = texts.locator(".akit-message b:has-text('found where stated')").inner_text()
    assert int(told.split()[0]) >= 70
    assert texts.text("No such row").first.is_visible()
    field(texts, "Show", "select").select_option(label="phrase found where stated")
    texts.settle()
    assert texts.locator(".akit-found td:text-is('military-technical')").count() == 0
    assert texts.text("development of military-technical cooperation").first.is_visible()
    assert not texts.complaints
