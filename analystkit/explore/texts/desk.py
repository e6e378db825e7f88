"""Panels around the texts at hand: bring one in, read it beside the table, check the tables against it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import ipywidgets as widgets

from analystkit.analysis.corpus import DIGEST, Corpus, corpus
from analystkit.analysis.evidence import STATUSES, Check, findings, summary, verify
from analystkit.analysis.texts import Added, TextExistsError, add_text, fetch_text, load_text, sources_at_hand
from analystkit.analysis.texts.reading import FORMATS
from analystkit.analysis.wording import changes, difference_html
from analystkit.dossier import TABLES, Dossier, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import Shell, button, field, named, reveal, row
from analystkit.explore.showing import Shown, tabled
from analystkit.words import capital

ALL, PROVISIONS = "all", "provisions"
NO_TEXT = "No text with articles is at hand; bring one in above."
_TERMS = ("domain", "obligation", "precision", "delegation", "verification")
_AMISS = "amiss"
_MOST = 200
_WHAT = "Looks for every key phrase in the texts at hand, where its row says that it is."

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


class BringIn(AtDesk):
    """A source, a file, and the button that brings it in; another text is replaced only when told so."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, "A form to bring your own copy of a text in.")
        keys = sorted(dossier.sources, key=lambda key: self.desk.named(key).casefold())
        sources = [(self.desk.named(key), key) for key in keys]
        first = dossier.about.main_source or next(iter(dossier.sources), None)
        self.source = field(
            widgets.Dropdown, "Source", self._suggest, wide=True, options=sources, value=first
        )
        upload = widgets.FileUpload(accept=",".join(FORMATS), multiple=False, description="Choose a file")
        self.upload = named(upload, "akit-button")
        self.go = button("Bring in", lambda: self.bring(self._from_file), main=True)
        self.replace = button("Replace it", lambda: self.bring(self._last, replace=True))
        hint = "https://…: a page with the text"
        self.address = field(widgets.Combobox, "Or its address", wide=True, placeholder=hint)
        self.fetch = button("Fetch", lambda: self.bring(self._from_address))
        self.hand = named(widgets.HTML(), "akit-found")
        self._last: Callable[[bool], Added] = self._from_file
        lines = [row(self.source, self.upload, self.go, self.replace), row(self.address, self.fetch)]
        self.lay(*lines, self.message, self.hand)
        reveal(self.replace, False)
        self._suggest()
        self.refresh()

    def bring(self, add: Callable[[bool], Added], *, replace: bool = False) -> None:
        """Bring a text in, and say what was found in it, or in one message why not."""
        self._last = add
        with self.message.trying("Reading …", self.go, self.fetch, again=self.replace, after=TextExistsError):
            added = add(replace)
            self.desk.changed()
            verb = "Replaced" if added.replaced else "Brought in"
            told = [f"{verb}: {self.desk.named(added.text.source)}", added.report, *added.found]
            self.message.say("\n".join(told))

    def refresh(self) -> None:
        """Say which texts are at hand."""
        label, keys = self.desk.dossier.about.label, sources_at_hand(self.desk.dossier)
        names = "".join(f"<li>{safe_html(self.desk.named(key))}</li>" for key in keys)
        none = f"No text at hand: everything below reads {label('digest')}: {label('wording')}."
        self.hand.value = f"<p>At hand:</p><ul>{names}</ul>" if keys else f"<p>{safe_html(none)}</p>"

    def _from_file(self, replace: bool) -> Added:
        if not self.upload.value:
            raise KitError("Choose a file first.")
        chosen = self.upload.value[0]
        name = Path(str(chosen["name"]).replace("\\", "/")).name or "text"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(bytes(chosen["content"]))
            return add_text(self.desk.dossier, self.source.value, path, replace=replace)

    def _from_address(self, replace: bool) -> Added:
        if not (address := self.address.value.strip()):
            raise KitError("Type or choose an address first; nothing is fetched before you press the button.")
        return fetch_text(self.desk.dossier, self.source.value, address, replace=replace)

    def _suggest(self) -> None:
        """Offer the pages that the dossier says carry the text of the source chosen."""
        pages = self.desk.dossier.sources[self.source.value].full_text if self.source.value else ()
        self.address.options, self.address.value = pages, (pages or [""])[0]


class EvidenceCheck(AtDesk):
    """A button that checks every key phrase and place, what it came to, and the rows."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, f"A button for the evidence check. {_WHAT}")
        self.checks: list[Check] = []
        self.go = button("Run the check", self.run, main=True)
        kinds = {"what is amiss": _AMISS, **{words: name for name, words in STATUSES.items()}, "all": "all"}
        self.which = field(widgets.Dropdown, "Show", self._show, options=kinds)
        self.found = named(widgets.HTML(), "akit-found")
        self.lay(row(self.go, self.which), self.message, self.found)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was checked before."""
        self.checks, self.found.value, self.message.value = [], "", f"<span>{_WHAT}</span>"

    def run(self) -> None:
        """Check, and show what it came to."""
        self.refresh()
        with self.message.trying("Checking …", self.go):
            self.checks = verify(self.desk.dossier)
            told = safe_html(summary(self.checks) or "nothing to check")
            keys = safe_html("; ".join(map(self.desk.named, sources_at_hand(self.desk.dossier))) or "none")
            self.message.value = f"<span role='status'><b>{told}</b> · texts at hand: {keys}</span>"
            self._show()

    def _show(self) -> None:
        if self.checks:
            causes = "".join(f"<li>{safe_html(str(finding))}</li>" for finding in findings(self.checks))
            which = self.which.value
            kinds = [("all", each.status, _AMISS if each.amiss else "") for each in self.checks]
            shown = [each for each, kind in zip(self.checks, kinds, strict=True) if which in kind]
            self.found.value = f"<ul>{causes}</ul>{checks_html(shown)}"


def checks_html(checks: Sequence[Check]) -> str:
    """Return checks as a safe table, with what differs shown."""
    rows = []
    for check in checks[:_MOST]:
        outcome = ", ".join([STATUSES[check.status], *check.places])
        said = check.said or f"{check.table} {check.row}"
        phrase = difference_html(changes(check.phrase, check.nearest or check.phrase))
        noted = f"{outcome}; {check.note}" if check.note else outcome
        rows.append([said, Shown(phrase, check.phrase), check.citation or "", noted])
    more = f"… and {len(checks) - _MOST} more" if len(checks) > _MOST else ""
    heads = ["statement", "key phrase", "stated", "outcome"]
    return tabled(heads, rows, below=more).body if rows else "<p>No such row.</p>"
