"""A figure is saved, the kernel restarted, and the panel comes back from the file; a date range is dragged."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab
from tests.browser.test_provisions_panel import (
    CUT_OFF,
    PICTURE,
    alt,
    found,
    picture,
    press,
    said,
    term,
    wait_for,
    wait_for_picture,
)

OPEN = 'import analystkit as ak\n\ndossier = ak.open_dossier("russia-iran-2025")'
RANGE = ".akit-span-track input"
HANDLE = 8  # half of a handle's width, in pixels


def write(lab: Lab, name: str, *sources: str) -> str:
    """Write a notebook beside the others, so that its kernel runs where theirs do."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = Path(lab.home, "notebooks", f"{name}.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return f"notebooks/{name}.ipynb"


def checked(lab: Lab) -> list[str]:
    """Return the names of the boxes ticked."""
    boxes = ".akit-term:has(input:checked) .akit-term-name"
    return lab.locator(boxes).all_inner_texts()


def steady_picture(lab: Lab) -> bytes:
    """Return the picture once it has been the same, at full sharpness, for a while."""
    before = b""
    for _ in range(60):
        shown = picture(lab)
        if shown == before:
            return shown
        before = shown
        lab.page.wait_for_timeout(700)
    raise AssertionError("the picture never came to rest")


def drag(lab: Lab, handle: Locator, start: float, end: float) -> None:
    """Drag a handle along its track, with the mouse held; places are shares of the track."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    room, middle = box["width"] - 2 * HANDLE, box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + HANDLE + start * room, middle)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + HANDLE + end * room, middle, steps=8)
    lab.page.mouse.up()


def test_a_saved_figure_brings_its_panel_back_after_a_restart(lab: Lab) -> None:
    panel = 'ak.explore(dossier, "provisions", ["provisions-by-domain", "obligation-by-domain"])'
    lab.open(write(lab, "save-and-restart", OPEN, panel)).run_all()
    first = steady_picture(lab)
    term(lab, "Sanctions").click()
    term(lab, "Energy").click()
    wait_for(lab, "sanctions and energy provisions")
    lab.locator(".akit-choices select").first.select_option(label="Obligation by domain")
    wait_for_picture(lab, first)
    press(lab, "Save")
    lab.locator(".akit-main input[placeholder='as in the picture']").fill("Two domains")
    lab.locator(".akit-main input[placeholder]").last.fill("to-reopen")
    press(lab, "Save figure")
    wait_for(lab, "Saved", ".akit-done")
    shown = steady_picture(lab)
    words, ticks, count, about = alt(lab), checked(lab), found(lab), said(lab)
    name = lab.locator(".akit-done a").first.inner_text()
    assert name == "exports/to-reopen.png"

    lab.restart_kernel()
    lab._in_panel(
        "panel.content.model.sharedModel.deleteCellRange(0, panel.content.model.cells.length);"
        "panel.content.model.sharedModel.insertCell(0, {cell_type: 'code', source: "
        + json.dumps(f"import analystkit as ak\n\nak.reopen({name!r})")
        + "})"
    )
    lab.run_all()
    expect(lab.locator(PICTURE)).to_have_count(1)
    assert checked(lab) == ticks
    assert {"Sanctions", "Energy"} <= set(ticks)
    assert (found(lab), said(lab)) == (count, about)
    assert steady_picture(lab) == shown
    assert alt(lab) == words
    term(lab, "Energy").click()
    wait_for(lab, "sanctions provisions")
    wait_for_picture(lab, shown)
    assert found(lab) < count
    assert not lab.complaints


def test_dragging_both_ends_of_a_range_of_dates(lab: Lab) -> None:
    lab.open(write(lab, "drag-dates", OPEN, 'ak.explore(dossier, "events", filters=["dates"])')).run_all()
    whole, all_of_them = steady_picture(lab), found(lab)
    low, high = lab.locator(RANGE).all()
    track = lab.locator(".akit-span-words")
    every = track.inner_text()

    drag(lab, low, 0, 0.9)
    lab.settle(800)
    later, shown = found(lab), steady_picture(lab)
    assert 0 < later < all_of_them
    assert shown != whole
    assert track.inner_text() != every
    assert low.get_attribute("aria-valuetext") in said(lab)

    drag(lab, high, 1, 0.95)
    lab.settle(800)
    assert 0 < found(lab) < later
    assert steady_picture(lab) != shown
    assert int(low.input_value()) <= int(high.input_value())

    low.focus()
    place = int(low.input_value())
    lab.page.keyboard.press("ArrowRight")
    expect(low).to_have_js_property("value", str(place + 1))
    assert lab.page.evaluate(CUT_OFF) == []
    press(lab, "Reset")
    wait_for(lab, f"{all_of_them} of")
    assert steady_picture(lab) == whole
    assert track.inner_text() == every
