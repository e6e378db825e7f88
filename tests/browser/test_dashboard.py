"""Voilà serves every notebook as a page for reading: filters work, and nothing can be written."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lab import ROOT, working_copy

# One of each kind: answers, the board, forms, and a panel in the browser; all of them run in JupyterLab (test_axe.py).
NOTEBOOKS = [f"{name}.ipynb" for name in ("00_start_here", "04_hypotheses", "06_texts")]


@pytest.fixture(scope="module")
def dashboard(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Start the dashboard over a working copy; give its address and the copy's folder."""
    home = working_copy(tmp_path_factory.mktemp("dashboard"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / ".ci" / "dashboard.py"), "--no-browser", f"--port={port}"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "ANALYSTKIT_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 180
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=60).close()
                break
            time.sleep(0.2)
        yield url, home
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


@pytest.fixture
def page(browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_served_and_runs_without_an_error(dashboard: tuple[str, Path], name: str) -> None:
    with urllib.request.urlopen(f"{dashboard[0]}/voila/render/{name}", timeout=180) as answer:
        sound(answer.read().decode())


def sound(page: str) -> None:
    """Every cell was run, and none failed."""
    assert "<h1" in page
    assert "jp-OutputArea-output" in page
    assert "Traceback" not in page
    assert "There was an error when executing cell" not in page


def test_filters_work_and_nothing_is_written(dashboard: tuple[str, Path], page: Page) -> None:
    url, home = dashboard
    before = {path: path.stat().st_mtime_ns for path in (home / "data").rglob("*") if path.is_file()}
    page.goto(f"{url}/voila/render/01_provisions.ipynb", wait_until="commit", timeout=120_000)
    expect(page.locator("h1").first).to_be_visible(timeout=120_000)
    term = page.get_by_text("Sanctions", exact=True).first
    expect(term).to_be_visible(timeout=120_000)
    page.wait_for_load_state(timeout=120_000)
    sound(page.content())
    term.click()
    expect(page.get_by_text("of 91").first).to_be_visible(timeout=30_000)
    page.locator(".akit-opener", has_text=re.compile("Save$")).click()
    page.get_by_role("button", name="Save figure").click()
    expect(page.locator(".akit-done").first).to_contain_text("nothing was written", timeout=30_000)
    assert not list(home.rglob("exports/*.png"))
    after = {path: path.stat().st_mtime_ns for path in (home / "data").rglob("*") if path.is_file()}
    assert after == before
