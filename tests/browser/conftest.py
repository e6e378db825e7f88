"""Fixtures that start JupyterLab and Chromium once for all browser tests.

They end with the last of these tests, not with the session: Playwright keeps an event loop running,
which tests of other rooms must not find.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab, Pages, Server, browsing, chromium, working_copy

expect.set_options(timeout=30_000)  # a busy machine takes longer than the five seconds that Playwright waits


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are the slowest: all on one worker, and begun first."""
    for item in items:
        if "browser" in item.path.parent.parts[-1:]:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="package")
def browser() -> Iterator[object]:
    if chromium() is None and os.environ.get("ANALYSTKIT_BROWSER") != "required":
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with browsing() as opened:
        yield opened


@pytest.fixture(scope="package")
def pages(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = tmp_path_factory.mktemp("lab")
    server = Server(working_copy(folder / "home"), folder / "state")
    yield Pages(server, browser)
    server.stop()


@pytest.fixture
def open_lab(pages: Pages) -> Iterator[Callable[..., Lab]]:
    """Make pages of a given width: `open_lab(1600)`."""
    labs: list[Lab] = []

    def make(width: int = 1280, height: int = 900) -> Lab:
        labs.append(Lab(pages, width, height))
        return labs[-1]

    yield make
    for lab in labs:
        lab.close()


@pytest.fixture
def lab(open_lab: Callable[..., Lab]) -> Lab:
    """A page 1280 pixels wide in a running JupyterLab; `lab.open("notebooks/…").run_all()`."""
    return open_lab()
