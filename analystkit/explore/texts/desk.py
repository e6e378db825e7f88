"""What the panels of texts share: the dossier as it is now, its texts, word of changes; text beside table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

import ipywidgets as widgets

from analystkit.analysis.corpus import DIGEST, Corpus, corpus
from analystkit.analysis.texts import load_text, sources_at_hand
from analystkit.dossier import TABLES, Dossier, safe_html
from analystkit.explore.base import Shell, field, named, row
from analystkit.words import capital

ALL, PROVISIONS = "all", "provisions"
NO_TEXT = ("no text with articles at hand", "")
_TERMS = ("domain", "obligation", "precision", "delegation", "verification")


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


class Beside(Shell):
    """One article, 0 for the preamble: the digest at the left, the text at the right."""

    def __init__(self, dossier: Dossier, article: int = 1) -> None:
        self.desk = desk = desk_of(dossier)
        last = dossier.about.articles
        articles = [("Preamble", 0), *((f"Article {number}", number) for number in range(1, last + 1))]
        at_first = min(article, last)
        self.article = field(widgets.Dropdown(description="Article", options=articles, value=at_first))
        self.text = field(widgets.Dropdown(description="Text", options=desk.treaties()), wide=True)
        self.digest, self.words = named(widgets.HTML(), "akit-words"), named(widgets.HTML(), "akit-words")
        self.article.observe(lambda _: self.show(), "value")
        self.text.observe(lambda _: self.show(), "value")
        desk.on_change(self._on_change)
        both = named(widgets.Box([self.digest, self.words]), "akit-beside")
        words = "An article's text beside the kit's digest of it. It needs a running kernel."
        super().__init__([row(self.article, self.text), both], "akit-stack", words=words)
        self.show()

    def _on_change(self) -> None:
        keep_choice(self.text, self.desk.treaties())
        self.show()

    def show(self) -> None:
        """Show the article chosen."""
        number, source = int(self.article.value), str(self.text.value)
        self.digest.value = self._digest(number)
        head = "<h4>The text</h4>"
        if not source:
            none = "No text with articles is at hand; bring one in above."
            self.words.value = f"{head}<p class='akit-ours'>{none}</p>"
            return
        passages = load_text(self.desk.dossier, source).article(number)
        body = passages_html((passage.label, passage.text, False) for passage in passages)
        name = safe_html(self.desk.named(source))
        self.words.value = f"{head}<p class='akit-ours'>{name}</p>{body or '<p>Not in this text.</p>'}"

    def _digest(self, number: int) -> str:
        dossier = self.desk.dossier
        rows = dossier.table(PROVISIONS)
        here = (rows["article"] == number).fillna(False).astype(bool)
        rows = rows[here & (rows["verification"] != "unverified")]
        columns = TABLES[PROVISIONS].by_name
        digest, ours = (safe_html(capital(dossier.about.label(name))) for name in ("digest", "wording"))
        parts = [f"<h4>{digest}</h4><p class='akit-ours'>{ours}.</p>"]
        for cells in rows.to_dict("records"):
            place = f"({cells['paragraph']})" if cells["paragraph"] else ""
            own = " · the analyst’s own" if cells["mine"] else ""
            said = [columns[name].words(cells[name], dossier).html() for name in _TERMS]
            codes, heading = " · ".join(filter(None, said)), safe_html(cells["heading"])
            parts.append(
                f"<p><span class='akit-at'>{safe_html(place)}</span><b>{heading}.</b> "
                f"{safe_html(cells['summary'])}<br><span class='akit-at'>{codes}{own}</span></p>"
                f"<p>{columns['sources'].words(cells['sources'], dossier, most=3).html()}</p>"
            )
        if rows.empty:
            parts.append("<p>What this article provides is not established.</p>")
        return "".join(parts)
