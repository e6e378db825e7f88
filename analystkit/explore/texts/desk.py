"""What the panels of texts share: the dossier as it is now, its texts, and word of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

import anywidget
import ipywidgets as widgets
import traitlets

from analystkit.analysis.language.corpus import DIGEST, Corpus, corpus
from analystkit.analysis.texts import load_text, sources_at_hand
from analystkit.dossier import Dossier, safe_html
from analystkit.explore.widgets.base import script
from analystkit.words import capital

ALL = "all"
NO_TEXT = ("no text with articles at hand", "")


class Lines(anywidget.AnyWidget):
    """Lines of a concordance to choose from; `chosen` is the number of the one chosen, -1 for none."""

    _esm = script("lines.js")
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    rtl = traitlets.Bool(False).tag(sync=True)


class Desk:
    """The dossier that the panels of one notebook work on; it changes when a text or a row is added."""

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

    def named(self, key: str) -> str:
        """Return a source by its title, with its author and year."""
        source = self.dossier.sources[key]
        return f"{source.title} ({source.short})"

    def texts(self) -> list[tuple[str, str]]:
        """Return what can be read, as labels and names: each text at hand, all of them, the digest."""
        keys = sources_at_hand(self.dossier)
        every = [("All texts at hand", ALL)] if len(keys) > 1 else []
        label = self.dossier.about.label
        ours = f"{capital(label('digest'))}: {label('wording')}"
        return [*every, *((self.named(key), key) for key in keys), (ours, DIGEST)]

    def treaties(self) -> list[tuple[str, str]]:
        """Return the texts that are cut into articles, as labels and names."""
        keys = sources_at_hand(self.dossier)
        cut = [key for key in keys if load_text(self.dossier, key).articles()]
        return [(self.named(key), key) for key in cut] or [NO_TEXT]

    def index(self, name: str) -> Corpus:
        """Return the words of one text, of all, or of the digest."""
        if name not in self._indexes:
            self._indexes[name] = corpus(self.dossier, None if name == ALL else name)
        return self._indexes[name]


_DESKS: WeakKeyDictionary[Dossier, Desk] = WeakKeyDictionary()


def desk_of(dossier: Dossier) -> Desk:
    """Return the desk of an opened dossier, the same each time."""
    return _DESKS.setdefault(dossier, Desk(dossier))


def passages_html(parts: Iterable[tuple[str, str, bool]], key: str = "") -> str:
    """Return passages as safe HTML: each its place and its words; in the one looked for the key is marked."""
    rows, marked = [], safe_html(key)
    for place, words, wanted in parts:
        said = safe_html(words)
        if wanted and marked:
            said = said.replace(marked, f"<mark>{marked}</mark>")
        rows.append(f"<p><span class='akit-at'>{safe_html(place)}</span>{said}</p>")
    return "".join(rows)


def keep_choice(menu: widgets.Dropdown, options: list[tuple[str, str]]) -> None:
    """Give a menu new options and keep what is chosen where it is still there."""
    chosen = menu.value if menu.value in [value for _, value in options] else options[0][1]
    menu.options, menu.value = options, chosen
