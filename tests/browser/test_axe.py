"""Every panel of every notebook, light and dark, is looked through by axe-core."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.lab import ROOT

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
FAULTS = """async rules => (await axe.run({include: [['.akit-panel']]}, {resultTypes: ['violations'], ...rules})).violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => each.id + ': ' + each.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | '))"""
NOTEBOOKS = sorted(path.name for path in ROOT.glob("notebooks/0*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_axe_finds_no_serious_fault_light_or_dark(lab, name):
    lab.open(f"notebooks/{name}", sidebar=False).run_all()
    if not lab.locator(".akit-panel").count():
        pytest.skip("a notebook without a panel")
    lab.locator(".akit-opener, .akit-fold[aria-expanded=false]").evaluate_all(
        "all => all.forEach(button => button.click())"
    )
    lab.settle()
    lab.page.add_script_tag(content=AXE.read_text("utf-8"))
    only_colors = {"runOnly": {"type": "tag", "values": ["cat.color"]}}  # all that the dark theme changes
    for theme, rules in (("JupyterLab Dark", only_colors), ("JupyterLab Light", {})):
        lab.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        lab.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=theme)
        lab.settle()
        assert lab.page.evaluate(FAULTS, rules) == [], theme
