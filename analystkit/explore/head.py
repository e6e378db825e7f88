"""The line above a panel: how many rows, which, as code, and reset."""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets as widgets

from analystkit.explore.parts import CodeBox, named


class Head:
    """What is selected, in words, with the code for it and the way back.

    Parameters
    ----------
    reset : callable
        Called when the analyst wants the filters back as they were at first.
    """

    def __init__(self, reset: Callable[[], None]) -> None:
        self.said = named(widgets.HTML(), "akit-said")
        self.copy = named(widgets.ToggleButton(description="Copy as code"), "akit-button")
        self.reset = named(widgets.Button(description="Reset"), "akit-button")
        self.code = CodeBox()
        self.code.layout.display = "none"
        self.copy.observe(self._on_copy, "value")
        self.reset.on_click(lambda _: reset())
        line = named(widgets.Box([self.said, self.copy, self.reset]), "akit-head")
        self.widget = widgets.VBox([line, self.code])

    def show(
        self, noun: str, found: int, total: int, sentence: str, *, at_first: bool, besides: int = 0
    ) -> None:
        """Say what is selected; where that is nothing, say so and offer the reset."""
        count = f"<b>{html.escape(noun.capitalize())}</b> · <b>{found}</b> of {total}"
        nothing = not found and not besides
        empty = "<b>nothing matches; choose less, or reset</b> · " if nothing else ""
        more = f"; this chart also shows {besides} that Verification leaves out" if besides else ""
        words = f"{count} · {empty}<span class='akit-of'>{html.escape(sentence + more)}</span>"
        self.said.value = f"<span role='status'>{words}</span>"
        (self.reset.add_class if nothing else self.reset.remove_class)("akit-main-button")
        self.reset.disabled = at_first

    def _on_copy(self, change: dict[str, bool]) -> None:
        self.code.layout.display = None if change["new"] else "none"


def notice(text: str) -> str:
    """Return a line for the analyst as HTML, which screen readers read out."""
    return f"<p role='status'>{html.escape(text)}</p>"
