"""What the panels of texts share: the dossier as it is now, its indexes, and word of changes."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

import anywidget
import ipywidgets as widgets
import traitlets

from analystkit.analysis.language.corpus import DIGEST, OURS, Corpus, corpus
from analystkit.analysis.texts import sources_at_hand
from analystkit.dossier import Dossier
from analystkit.explore.widgets.base import named

_STATIC = Path(__file__).parent / "static"
ALL = "all"


class Lines(anywidget.AnyWidget):
    """Lines of a concordance to choose from; `chosen` is the number of the one chosen, -1 for none."""

    _esm = _STATIC / "lines.js"
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    rtl = traitlets.Bool(False).tag(sync=True)


class Style(anywidget.AnyWidget):
    """Nothing to see: it brings the style sheet of the panels of texts into the page."""

    _esm = "export default { render() {} };"
    _css = (_STATIC / "panel.css").read_text("utf-8") + (_STATIC / "texts.css").read_text("utf-8")


class Desk:
    """The dossier that the panels of one notebook work on; it changes when a text or a row is added.

    Parameters
    ----------
    dossier : Dossier
        As opened by the notebook.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._listeners: list[Callable[[], None]] = []
        self._indexes: dict[str, Corpus] = {}

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call a function whenever a text or a row has been added."""
        self._listeners.append(listener)

    def changed(self, dossier: Dossier | None = None) -> None:
        """Tell the panels that something was added; `dossier` is the one opened anew, if it was."""
        self.dossier = dossier or self.dossier
        self._indexes.clear()
        for listener in self._listeners:
            listener()

    def texts(self) -> list[tuple[str, str]]:
        """Return what can be read, as labels and names: each text at hand, all of them, the digest."""
        keys = sources_at_hand(self.dossier)
        every = [("All texts at hand", ALL)] if len(keys) > 1 else []
        each = [(f"{self.dossier.sources[key].short} ({key})", key) for key in keys]
        return [*every, *each, (f"The kit's digest: {OURS}", DIGEST)]

    def index(self, name: str) -> Corpus:
        """Return the words of one text, of all, or of the digest."""
        if name not in self._indexes:
            self._indexes[name] = corpus(self.dossier, None if name == ALL else name)
        return self._indexes[name]


_DESKS: WeakKeyDictionary[Dossier, Desk] = WeakKeyDictionary()


def desk_of(dossier: Dossier) -> Desk:
    """Return the desk of an opened dossier, the same each time."""
    if dossier not in _DESKS:
        _DESKS[dossier] = Desk(dossier)
    return _DESKS[dossier]


def passages_html(parts: Iterable[tuple[str, str, bool]]) -> str:
    """Return passages as safe HTML: each its place, its words, and whether it is the one looked for."""
    rows = []
    for place, words, wanted in parts:
        said = html.escape(words)
        said = f"<strong>{said}</strong>" if wanted else said
        rows.append(f"<p><span class='akit-at'>{html.escape(place)}</span>{said}</p>")
    return "".join(rows)


def field(control: widgets.Widget, wide: bool = False) -> widgets.Widget:
    """Give a control the look of a panel's field."""
    return named(control, "akit-field", *(["akit-wide"] if wide else []))


def panel(children: list[widgets.Widget]) -> widgets.VBox:
    """Put controls together as a panel."""
    return named(widgets.VBox([Style(), *children]), "akit-panel", "akit-stack")


def keep_choice(menu: widgets.Dropdown, options: list[tuple[str, str]], first: str | None = None) -> None:
    """Give a menu new options and keep what is chosen where it is still there."""
    chosen = menu.value if menu.value in [value for _, value in options] else first or options[0][1]
    menu.options, menu.value = options, chosen
