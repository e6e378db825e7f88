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
NO_TEXT = "No text with articles is at hand; bring one in above."
_TERMS = ("domain", "obligation", "precision", "delegation", "verification")

Options = list[tuple[str, str]]  # a menu's labels and names


class Desk:
    """The dossier that the panels of one notebook work on; it changes when a text or a row is added."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.listeners: list[Callable[[], None]] = []
        self._indexes: dict[str, Corpus] = {}

    def changed(self, dossier: Dossier | None = None) -> None:
        """Tell the panels that something was added; `dossier` is the one opened anew, if it was."""
        self.dossier = dossier or self.dossier
        self._indexes.clear()
        for listener in self.listeners:
            listener()

    def named(self, key: str) -> str:
        """Return a source by its title, with its author and year."""
        source = self.dossier.sources[key]
        return f"{source.title} ({source.short})"

    def texts(self) -> Options:
        """Return what can be read, as labels and names: each text at hand, all of them, the digest."""
        keys = sources_at_hand(self.dossier)
        every = [("All texts at hand", ALL)] if len(keys) > 1 else []
        label = self.dossier.about.label
        ours = f"{capital(label('digest'))}: {label('wording')}"
        return [*every, *((self.named(key), key) for key in keys), (ours, DIGEST)]

    def treaties(self) -> Options:
        """Return the texts that are cut into articles, as labels and names."""
        keys = sources_at_hand(self.dossier)
        cut = [key for key in keys if load_text(self.dossier, key).articles()]
        return [(self.named(key), key) for key in cut] or [("no text with articles at hand", "")]

    def index(self, name: str) -> Corpus:
        """Return the words of one text, of all, or of the digest."""
        if name not in self._indexes:
            self._indexes[name] = corpus(self.dossier, None if name == ALL else name)
        return self._indexes[name]


_DESKS: WeakKeyDictionary[Dossier, Desk] = WeakKeyDictionary()


def desk_of(dossier: Dossier) -> Desk:
    """Return the desk of an opened dossier, the same each time."""
    return _DESKS.setdefault(dossier, Desk(dossier))


class AtDesk(Shell):
    """A panel at the desk, with a menu of texts where it offers some."""

    def __init__(self, dossier: Dossier, words: str, offer: Callable[[Desk], Options] | None = None) -> None:
        super().__init__("akit-stack", words=words)
        self.desk, self._offer = desk_of(dossier), offer
        if offer:
            self.text = field(widgets.Dropdown, "Text", self.refresh, wide=True, options=offer(self.desk))
        self.desk.listeners.append(self._hear)

    def refresh(self) -> None:
        """Show what the desk holds now."""
        raise NotImplementedError

    def _hear(self) -> None:
        """Offer the texts that there are now; what is chosen stays, but for the digest that stood alone."""
        if self._offer and self.text.options != (options := tuple(self._offer(self.desk))):
            chosen, alone = self.text.value, len(self.text.options) == 1
            names = [name for _, name in options]
            self.text.options = options
            self.text.value = chosen if chosen in names and (chosen != DIGEST or not alone) else names[0]
        self.refresh()


class Beside(AtDesk):
    """One article, 0 for the preamble: the digest at the left, the text at the right."""

    def __init__(self, dossier: Dossier, article: int = 1) -> None:
        super().__init__(dossier, "An article's text beside the kit's digest of it.", Desk.treaties)
        last = dossier.about.articles
        numbers = [("Preamble", 0), *((f"Article {number}", number) for number in range(1, last + 1))]
        first = min(article, last)
        self.article = field(widgets.Dropdown, "Article", self.refresh, options=numbers, value=first)
        self.digest, self.words = named(widgets.HTML(), "akit-words"), named(widgets.HTML(), "akit-words")
        self.lay(row(self.article, self.text), named(widgets.Box([self.digest, self.words]), "akit-beside"))
        self.refresh()

    def refresh(self) -> None:
        """Show the article chosen."""
        number, source = self.article.value, self.text.value
        self.digest.value, ours, body = self._digest(number), NO_TEXT, ""
        if source:
            passages = load_text(self.desk.dossier, source).article(number)
            parts = passages_html((passage.label, passage.text, False) for passage in passages)
            ours, body = self.desk.named(source), parts or "<p>Not in this text.</p>"
        self.words.value = f"<h4>The text</h4><p class='akit-ours'>{safe_html(ours)}</p>{body}"

    def _digest(self, number: int) -> str:
        dossier, columns = self.desk.dossier, TABLES[PROVISIONS].by_name
        rows = dossier.table(PROVISIONS)
        here = (rows["article"] == number).fillna(False).astype(bool)
        digest, ours = (safe_html(capital(dossier.about.label(name))) for name in ("digest", "wording"))
        parts = [f"<h4>{digest}</h4><p class='akit-ours'>{ours}.</p>"]
        for cells in rows[here & (rows["verification"] != "unverified")].to_dict("records"):
            place = f"({cells['paragraph']})" if cells["paragraph"] else ""
            own = " · the analyst’s own" if cells["mine"] else ""
            said = [columns[name].words(cells[name], dossier).html() for name in _TERMS]
            codes, heading = " · ".join(filter(None, said)), safe_html(cells["heading"])
            parts.append(
                f"<p><span class='akit-at'>{safe_html(place)}</span><b>{heading}.</b> "
                f"{safe_html(cells['summary'])}<br><span class='akit-at'>{codes}{own}</span></p>"
                f"<p>{columns['sources'].words(cells['sources'], dossier, most=3).html()}</p>"
            )
        none = ["<p>What this article provides is not established.</p>"]
        return "".join(parts if parts[1:] else parts + none)


def passages_html(parts: Iterable[tuple[str, str, bool]], key: str = "") -> str:
    """Return passages as safe HTML: each its place and its words; in the one looked for the key is marked."""
    rows, marked = [], safe_html(key)
    for place, words, wanted in parts:
        said = safe_html(words)
        if wanted and marked:
            said = said.replace(marked, f"<mark>{marked}</mark>")
        rows.append(f"<p><span class='akit-at'>{safe_html(place)}</span>{said}</p>")
    return "".join(rows)
