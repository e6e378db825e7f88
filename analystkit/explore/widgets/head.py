"""The line above a panel: how many rows, which; as code, undo and reset."""

from __future__ import annotations

from collections.abc import Callable

import anywidget
import traitlets

from analystkit.explore.widgets.base import script


class Head(anywidget.AnyWidget):
    """What is selected, in words, with the code for it and the ways back."""

    _esm = script("head.js")
    noun = traitlets.Unicode().tag(sync=True)
    found = traitlets.Int(0).tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Bool(False).tag(sync=True)
    undoable = traitlets.Bool(False).tag(sync=True)
    at_first = traitlets.Bool(True).tag(sync=True)

    def on_ask(self, **actions: Callable[[], None]) -> None:
        """Call the function of the name that the page asks for."""
        self.on_msg(lambda _, asked, __: actions.get(asked.get("do", ""), lambda: None)())
