"""What every panel is made of: its frame, its fields and buttons, and the parts of it that open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display

from analystkit.dossier import safe_html
from analystkit.explore.widgets.still import Still, bundle

STATIC = Path(__file__).parent.parent / "static"
LOOKS = ("panel.css", "matrix.css", "texts.css", "desk.css")


@cache
def script(name: str) -> str:
    """Return a page of JavaScript, after what all pages share."""
    return (STATIC / "common.js").read_text("utf-8") + (STATIC / name).read_text("utf-8")


@cache
def _looks() -> str:
    return "\n".join((STATIC / name).read_text("utf-8") for name in LOOKS)


class Frame(anywidget.AnyWidget):
    """Brings the looks into the page, catches the keys of a panel, and says when its kernel has gone."""

    _esm = script("shell.js")
    _css = _looks()


class Shell(widgets.VBox):
    """A panel: what it holds, its frame, and what stands in its place where no kernel runs."""

    def __init__(self, children: Sequence[widgets.Widget], *classes: str, words: str = "") -> None:
        self.frame, self._words, self._still = Frame(), words, Still()
        super().__init__([self.frame, *children])
        named(self, "akit-panel", *classes)

    def still(self) -> tuple[bytes, str]:
        """Return the picture, blank where there is none, and the words that a stored notebook keeps."""
        return b"", self._words

    def keep_still(self) -> None:
        """Put what is shown now in the place of what the notebook kept."""
        self._still.update(*self.still())

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        """Return the live panel, and its picture and words for where no kernel runs."""
        return {**super()._repr_mimebundle_(**kwargs), **bundle(*self.still())}

    def _ipython_display_(self) -> None:
        """Show the panel, with a picture before it that stands wherever the panel cannot."""
        self._still.show(*self.still())
        live = super()._repr_mimebundle_()
        display({**live, "text/plain": ""}, raw=True)


class Opener(anywidget.AnyWidget):
    """The heading of a part that opens."""

    _esm = script("opener.js")
    title = traitlets.Unicode().tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class Section:
    """A heading that opens what stands under it; `fill` is called when it opens, and on `refresh`."""

    def __init__(self, title: str, content: widgets.Widget, fill: Callable[[], None] | None = None) -> None:
        self._fill = fill
        self._content = named(widgets.VBox([content]), "akit-section")
        self.opener = Opener(title=title)
        self.opener.observe(self._on_toggle, "unfolded")
        self.widget = widgets.VBox([self.opener, self._content])
        self._content.layout.display = "none"

    def refresh(self) -> None:
        """Fill the section again if it is open."""
        if self.opener.unfolded and self._fill is not None:
            self._fill()

    def _on_toggle(self, _: object) -> None:
        self._content.layout.display = None if self.opener.unfolded else "none"
        self.refresh()


def named(widget: Any, *classes: str) -> Any:
    """Give a widget style classes, and return it."""
    for each in classes:
        widget.add_class(each)
    if getattr(widget, "tooltip", "") is None:
        widget.tooltip = ""  # a browser shows the absence of one as the word "null"
    return widget


def button(words: str, act: Callable[[], object] | None = None, *, main: bool = False) -> widgets.Button:
    """Return a button that does something when clicked."""
    made = named(widgets.Button(description=words), "akit-button", *(["akit-main-button"] if main else []))
    if act is not None:
        made.on_click(lambda _: act())
    return made


def field(control: widgets.Widget, *, wide: bool = False) -> Any:
    """Give a control the look of a field, its label above it."""
    return named(control, "akit-field", *(["akit-wide"] if wide else []))


def tick(label: str, value: bool = True) -> widgets.Checkbox:
    """Return a box to tick."""
    return named(widgets.Checkbox(value=value, description=label, indent=False), "akit-tick")


def row(*controls: widgets.Widget) -> widgets.Box:
    """Return controls side by side."""
    return named(widgets.Box(list(controls)), "akit-row")


def notice(text: str) -> str:
    """Return a line for the analyst as HTML, which screen readers read out."""
    return f"<p role='status'>{safe_html(text)}</p>" if text else ""
