"""The small controls that a panel is made of, each with its own page of JavaScript."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import anywidget
import traitlets

MM_PER_INCH = 25.4
UNSEEN_DPI = 130  # until the browser has said how large the picture is
_STATIC = Path(__file__).parent / "static"


class TermBoxes(anywidget.AnyWidget):
    """A group of checkboxes, or radio buttons, with a count beside each.

    Parameters
    ----------
    label : str
        What is chosen, as the analyst reads it.
    terms : list of dict
        One a box: `term`, `label`, and if wanted `colour` and `about`.
    single : bool
        Radio buttons: exactly one is chosen.
    """

    _esm = _STATIC / "terms.js"
    label = traitlets.Unicode().tag(sync=True)
    terms = traitlets.List(traitlets.Dict()).tag(sync=True)
    counts = traitlets.List(traitlets.Int()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    single = traitlets.Bool(False).tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    search_from = traitlets.Int(12).tag(sync=True)


class SpanSlider(anywidget.AnyWidget):
    """A range over ordered steps, with two handles; `value` holds their places in `steps`."""

    _esm = _STATIC / "span.js"
    label = traitlets.Unicode().tag(sync=True)
    steps = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.List(traitlets.Int()).tag(sync=True)


class CodeBox(anywidget.AnyWidget):
    """Code to copy, with a button that does it."""

    _esm = _STATIC / "code.js"
    code = traitlets.Unicode().tag(sync=True)


class Picture(anywidget.AnyWidget):
    """A figure in a place that is kept, as sharp as the screen that shows it.

    `pixels` comes back from the browser: how many the picture's width takes on that screen.
    """

    _esm = _STATIC / "picture.js"
    _css = _STATIC / "panel.css"
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    width_mm = traitlets.Float(170.0).tag(sync=True)
    tallest_mm = traitlets.Float(100.0).tag(sync=True)
    zoom = traitlets.Float(1.35).tag(sync=True)
    pixels = traitlets.Int(0).tag(sync=True)

    def show(self, png: bytes, alt: str, dpi: float, *, keep: bool = True) -> None:
        """Put another picture in the place of the one shown."""
        width, height = (side / dpi * MM_PER_INCH for side in struct.unpack(">II", png[16:24]))
        same = keep and bool(self.png) and abs(width - self.width_mm) < 1
        with self.hold_sync():
            self.alt = alt
            self.width_mm = width
            self.tallest_mm = max(self.tallest_mm if same else 0.0, height)
            self.png = png

    def dots_per_inch(self, width_mm: float) -> float:
        """Return the resolution at which the browser shows a figure of this width pixel for pixel."""
        if not self.pixels:
            return UNSEEN_DPI
        return min(max((self.pixels + 0.5) / (width_mm / MM_PER_INCH), 72), 300)


def named(widget: Any, *classes: str) -> Any:
    """Give a widget style classes, and return it."""
    for each in classes:
        widget.add_class(each)
    if getattr(widget, "tooltip", "") is None:
        widget.tooltip = ""  # a browser shows the absence of one as the word "null"
    return widget
