"""The harness itself: a tiny notebook is opened, run, driven and shown in a real JupyterLab."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.browser.lab import Lab

SLIDER = """import ipywidgets as w
slider = w.IntSlider(3, 0, 10, description='Level')
shown = w.HTML()
slider.observe(lambda c: setattr(shown, 'value', f'level is {slider.value}'), 'value')
w.VBox([slider, shown])"""


def _write(lab: Lab, name: str, *sources: str) -> str:
    cells = [nbformat.v4.new_markdown_cell("# A tiny notebook")]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    path = lab.home / f"{name}.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path.name


def test_a_slider_moved_in_the_page_changes_what_the_kernel_shows(lab: Lab, tmp_path: Path) -> None:
    lab.open(_write(lab, "slider", SLIDER)).run_all()
    assert lab.locator("h1").inner_text().startswith("A tiny notebook")
    lab.locator(".noUi-handle").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.settle()
    assert lab.text("level is 4").is_visible()
    picture = lab.whole_screenshot(tmp_path / "slider.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not lab.complaints
    assert not lab.outside


def test_a_failing_cell_is_reported_with_its_traceback(lab: Lab) -> None:
    lab.open(_write(lab, "failing", "x = 1", "x / 0"))
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        lab.run_all()


def test_a_restarted_kernel_has_forgotten_its_variables(lab: Lab) -> None:
    lab.open(_write(lab, "restart", "print('known' if 'seen' in dir() else 'new'); seen = True"))
    lab.run_all()
    assert lab.text("new", exact=True).is_visible()
    lab.run_all()
    assert lab.text("known", exact=True).is_visible()
    lab.restart_kernel().run_all()
    assert lab.text("new", exact=True).is_visible()


def test_a_long_notebook_is_pictured_whole(lab: Lab, tmp_path: Path) -> None:
    from PIL import Image

    lab.open(_write(lab, "long", *[f"for i in range(20): print({n}, i)" for n in range(10)])).run_all()
    with Image.open(lab.whole_screenshot(tmp_path / "long.png")) as picture:
        assert picture.width == 1280
        assert picture.height > 3000
    assert lab.text("9 19").is_visible()
