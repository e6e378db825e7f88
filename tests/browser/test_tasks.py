"""Five tasks that an analyst does by mouse and keys, on two screens."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.page import Panel, forget_views

SCREENS = [(1366, 768), (1920, 1080)]


def saved(lab, name):
    return lab.home / "exports" / f"{name}.png"


def width_mm(path):
    with Image.open(path) as image:
        return image.width / image.info["dpi"][0] * 25.4


@pytest.mark.parametrize("screen", SCREENS, ids=["laptop", "desk"])
def test_from_filters_to_a_brief_and_back_on_the_next_day(open_lab, screen):
    lab = open_lab(*screen)
    forget_views(lab)
    for path in (lab.home / "exports").rglob("*"):
        path.is_file() and path.unlink()

    # (a) what the treaty says on sanctions and payments, as a figure for one column
    lab.open("notebooks/01_provisions.ipynb").run_all()
    panel = Panel(lab)
    panel.in_view()
    panel.tick("Sanctions", "Finance and payments")
    panel.says("sanctions, finance")
    panel.chart("Provisions by domain")
    panel.shows("domain")
    panel.size("column")
    lab.settle()
    found = panel.found
    panel.save("money")
    assert width_mm(saved(lab, "money")) == pytest.approx(85, abs=1)
    lab.close()

    # (b) one party's motives and how sure, as a slide
    lab = open_lab(*screen).open("notebooks/02_motives.ipynb").run_all()
    panel = Panel(lab)
    promised = panel.promised("Iran")
    panel.tick("Iran")
    panel.says(f"{promised} of")
    panel.chart("Who wants what, and how sure")
    panel.size("slide")
    panel.shows("motives")
    lab.settle()
    panel.in_view()
    panel.save("iran-motives")
    with Image.open(saved(lab, "iran-motives")) as image:
        assert image.width / image.height == pytest.approx(16 / 9, abs=0.01)
    lab.close()

    # (c) events of fourteen months on sanctions and the treaty, the dates in one stroke of the mouse
    lab = open_lab(*screen).open("notebooks/03_timeline.ipynb").run_all()
    panel = Panel(lab)
    panel.tick("Sanctions", "Treaty process")
    panel.unfold("Date")
    panel.brush("2024-09", "2025-10")
    panel.says("September 2024")
    panel.says("October 2025")
    panel.in_view()
    assert panel(".akit-months input").first.input_value() == "2024-09"
    assert panel(".akit-months input").last.input_value() == "2025-10"
    lab.settle()
    panel.save("events")
    lab.close()

    # (d) the three in a brief of two pages
    lab = open_lab(*screen).open("notebooks/07_brief.ipynb").run_all()
    desk = Panel(lab)
    for name in ("money", "iran-motives", "events"):
        desk.root.get_by_label(f"Use {name}").check()
        lab.settle()
    desk.root.get_by_label("Title").fill(f"Three figures at {screen[0]}")
    desk.root.get_by_label("Bottom line").fill("It forbids aid to an aggressor.")
    desk.press("Draft the brief")
    desk.says("Drafted", ".akit-done:has(p)")
    for kind in ("docx", "pptx", "html"):
        desk.root.get_by_label(kind).uncheck()
    desk.press("Make documents")
    expect(desk(".akit-done").filter(has_text="Open them")).to_be_visible(timeout=120_000)
    (made,) = (lab.home / "exports").glob(f"three-figures-at-{screen[0]}/*.pdf")
    assert len(PdfReader(io.BytesIO(made.read_bytes())).pages) == 2
    lab.close()

    # (e) on the next day one filter of a saved figure is changed, and it is saved again
    before = saved(lab, "money").read_bytes()
    lab = open_lab(*screen).open("notebooks/01_provisions.ipynb", afresh=True).run_all()
    panel = Panel(lab)
    assert panel.found == found  # as it was left
    panel.press("Reset")
    panel.says("all provisions")
    panel.open("Saved figures")
    panel.root.get_by_label("Open money").click()
    panel.says("sanctions, finance")
    panel.tick("Energy")
    panel.says("energy")
    panel.press("Save again")
    panel.says("Saved:", ".akit-done")
    assert saved(lab, "money").read_bytes() != before
    assert not lab.complaints
    assert not lab.outside
