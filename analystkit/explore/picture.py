"""The line above a panel, and its picture: sharp, with marks that answer, to copy and to download."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import traitlets

from analystkit.errors import KitError
from analystkit.explore.base import script, synced

MM_PER_INCH = 25.4
UNSEEN_DPI = 130  # until the browser has said how large the picture is
KINDS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Head(anywidget.AnyWidget):
    """What is selected, in words, with the code for it and the ways back."""

    _esm = script("head.js")
    noun, sentence, note, code = synced(traitlets.Unicode, 4)
    found, total = synced(traitlets.Int, 2)
    empty, undoable = synced(traitlets.Bool, 2)
    at_first = traitlets.Bool(True).tag(sync=True)

    def on_ask(self, **actions: Callable[[], None]) -> None:
        """Call the function of the name that the page asks for."""
        self.on_msg(lambda _, asked, __: actions.get(asked.get("do", ""), lambda: None)())


class Picture(anywidget.AnyWidget):
    """A figure in a place that is kept; `pixels` comes back from the browser: its width on that screen."""

    _esm = script("picture.js")
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    marks: traitlets.List[list[Any]] = traitlets.List().tag(sync=True)
    width_mm = traitlets.Float(170.0).tag(sync=True)
    tallest_mm = traitlets.Float(100.0).tag(sync=True)
    zoom = traitlets.Float(1.35).tag(sync=True)
    pixels = traitlets.Int(0).tag(sync=True)

    def show(self, png: bytes, alt: str, dpi: float, marks: Sequence[Any] = (), *, keep: bool = True) -> None:
        """Put another picture in the place of the one shown."""
        width, height = (side / dpi * MM_PER_INCH for side in struct.unpack(">II", png[16:24]))
        same = keep and bool(self.png) and abs(width - self.width_mm) < 1
        with self.hold_sync():
            self.alt, self.width_mm = alt, width
            self.tallest_mm = max(self.tallest_mm if same else 0.0, height)
            self.marks = [_placed(mark) for mark in marks]
            self.png = png

    def dots_per_inch(self, width_mm: float) -> float:
        """Return the resolution at which the browser shows a figure of this width pixel for pixel."""
        if not self.pixels:
            return UNSEEN_DPI
        return min(max((self.pixels + 0.5) / (width_mm / MM_PER_INCH), 72), 300)

    def on_ask(self, rows: Callable[[int, bool], None], give: Callable[[str], tuple[str, bytes]]) -> None:
        """Call `rows` for a mark that was chosen, and `give` for a file that was asked for, by its kind."""

        def take(_: object, asked: dict[str, Any], __: object) -> None:
            if asked.get("do") == "rows":
                rows(int(asked.get("mark", -1)), bool(asked.get("key")))
            elif asked.get("do") == "give" and asked.get("kind") in KINDS:
                said = {"id": str(asked.get("id", ""))}
                try:
                    name, data = give(asked["kind"])
                except KitError as error:
                    self.send({**said, "error": str(error)})
                    return
                self.send({**said, "name": name, "mime": KINDS[asked["kind"]]}, buffers=[data])

        self.on_msg(take)


def _placed(mark: Any) -> list[Any]:
    """Return where a mark is, and what it says, as the page takes it."""
    return [*(round(float(side), 5) for side in (mark.left, mark.top, mark.width, mark.height)), mark.words]
