"""Paragraphs that nobody has coded, one by one, with suggested codes: accept, change, skip, take back."""

from __future__ import annotations

import re
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from analystkit.analysis.suggest import FIELDS, Suggestion, suggestions
from analystkit.analysis.texts import load_text
from analystkit.dossier import Dossier, OwnRows
from analystkit.errors import KitError
from analystkit.explore.base import Shell, button, field, named, notice, row, script
from analystkit.explore.ownrows import clean_name
from analystkit.explore.texts.desk import PROVISIONS, desk_of, keep_choice
from analystkit.words import count

_HELLO = "Type your name to begin: it stands in each row that you accept. Nothing suggested counts before."


class Card(anywidget.AnyWidget):
    """One paragraph, its suggested codes, and what the coder does with them."""

    _esm = script("sitting.js")
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    item = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    undoable = traitlets.Bool(False).tag(sync=True)


class Sitting(Shell):
    """The paragraphs of a treaty text that are not coded yet, gone through by keyboard."""

    def __init__(self, dossier: Dossier) -> None:
        self.desk = desk = desk_of(dossier)
        self.waiting: list[Suggestion] = []
        self._done: list[tuple[Suggestion, str]] = []  # with the id of the row that was accepted, else blank
        self._accepted = 0
        hint = "kept in your rows"
        self.name = field(widgets.Text(description="Your name", placeholder=hint, continuous_update=False))
        self.text = field(widgets.Dropdown(description="Text", options=desk.treaties()), wide=True)
        self.message = named(widgets.HTML(), "akit-message")
        book, fields = dossier.codebook, []
        for name in FIELDS:
            terms = book.terms(PROVISIONS, name)
            shown = [{"term": term.term, "label": term.label, "about": term.definition} for term in terms]
            fields.append({"name": name, "label": name.capitalize(), "terms": shown})
        self.card = Card(fields=fields)
        self.card.on_msg(self._take)
        self.name.observe(lambda _: self.show(), "value")
        self.text.observe(lambda _: self.load(), "value")
        finish = button("Use the rows accepted", self.finish)
        desk.on_change(self._on_change)
        parts = [row(self.name, self.text, finish), self.message, self.card]
        words = "A form to code the paragraphs of a treaty. It needs a running kernel and a text at hand."
        super().__init__(parts, "akit-stack", words=words)
        self.load()

    def load(self) -> None:
        """Find the paragraphs of the text chosen that no row codes."""
        dossier, source = self.desk.dossier, self.text.value
        self._done, self._accepted, self.waiting = [], 0, []
        try:
            self.waiting = suggestions(dossier, load_text(dossier, source)) if source else []
        except KitError as error:
            self.message.value = notice(str(error))
        self.show()

    def _on_change(self) -> None:
        options = self.desk.treaties()
        if list(self.text.options) != options:
            keep_choice(self.text, options)
            self.load()

    def show(self) -> None:
        """Show the paragraph that is next."""
        ready = bool(clean_name(self.name.value)) and bool(self.waiting)
        left, done = len(self.waiting), self._accepted
        if not self.text.value:
            said = "No text with articles is at hand; bring one in above."
        elif not clean_name(self.name.value):
            said = _HELLO
        elif not left:
            said = f"Nothing is left to code in this text; {count(done, 'row')} accepted."
        else:
            place = self.waiting[0].place
            said = f"{place} · {count(left, 'paragraph')} left, {done} accepted, kept in provisions.mine.csv"
        with self.card.hold_sync():
            self.card.said, self.card.undoable = said, bool(self._done)
            self.card.item = _item(self.waiting[0]) if ready else {}

    def accept(self, values: dict[str, str]) -> None:
        """Keep the paragraph as a row of the coder's own, with the codes as they stand now."""
        one = self.waiting[0]
        typed = (*FIELDS, "heading", "summary")
        cells = {name: " ".join(str(values.get(name, "")).split()) for name in typed}
        cells["heading"] = cells["heading"] or one.place
        coder, cite = clean_name(self.name.value), f"@{self.text.value}, {one.place}"
        cells |= {"id": _id(one), "article": str(one.article), "paragraph": one.paragraph, "sources": cite}
        cells |= {"verification": "one-source", "numbering": "sourced", "note": f"Coded by {coder}."}
        try:
            OwnRows(self.desk.dossier, PROVISIONS).put([cells])
        except KitError as error:
            self.message.value = notice(str(error))
            return
        self.message.value = notice("")
        self._accepted += 1
        self._next(_id(one))

    def skip(self) -> None:
        """Leave the paragraph as it is."""
        self._next("")

    def _next(self, row_id: str) -> None:
        self._done.append((self.waiting.pop(0), row_id))
        self.show()

    def undo(self) -> None:
        """Go back to the paragraph before; a row that was accepted for it is taken out again."""
        if self._done:
            one, row_id = self._done.pop()
            if row_id:
                self._accepted -= 1
                OwnRows(self.desk.dossier, PROVISIONS).drop([(row_id,)])
            self.waiting.insert(0, one)
            self.show()

    def finish(self) -> None:
        """Let every panel of this notebook use the rows accepted."""
        self.desk.changed(self.desk.dossier.reread(PROVISIONS))
        own = len(OwnRows(self.desk.dossier, PROVISIONS).rows)
        self.message.value = notice(
            f"{count(own, 'row')} of your own in provisions.mine.csv. Open the dossier again "
            "(Run → Run All Cells) to see them in every chart, marked as yours."
        )

    def _take(self, _: object, asked: dict[str, Any], __: object) -> None:
        kind = asked.get("do")
        if kind == "undo":
            self.undo()
        elif self.waiting and self.card.item and asked.get("id") == _id(self.waiting[0]):
            if kind == "accept":
                self.accept(asked.get("values") or {})
            elif kind == "skip":
                self.skip()


def _id(one: Suggestion) -> str:
    return f"own-{re.sub(r'[^a-z0-9]+', '-', one.place.lower()).strip('-')}"


def _item(one: Suggestion) -> dict[str, Any]:
    """Return a suggestion as the page takes it; the words that led to a code are marked where they stand."""
    marks = []
    for name, guess in one.guesses.items():
        for word in guess.words:
            marks += [[*found.span(), name] for found in re.finditer(rf"\b{re.escape(word)}\b", one.text)]
    return {
        "id": _id(one),
        "text": one.text,
        "codes": {name: guess.term for name, guess in one.guesses.items()},
        "why": {name: list(guess.words) for name, guess in one.guesses.items()},
        "marks": sorted(marks),
    }
