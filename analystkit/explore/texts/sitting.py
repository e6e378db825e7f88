"""Paragraphs that nobody has coded, one by one, with suggested codes: accept, change, skip, take back."""

from __future__ import annotations

import re
from typing import Any

import traitlets

from analystkit.analysis.suggest import FIELDS, Suggestion, suggestions
from analystkit.analysis.texts import load_text
from analystkit.dossier import Dossier, OwnRows
from analystkit.explore.base import Page, button, clean_name, row, script, signature
from analystkit.explore.texts.desk import NO_TEXT, PROVISIONS, AtDesk, Desk
from analystkit.words import count

_HELLO = "Type your name to begin: it stands in each row that you accept. Nothing suggested counts before."


class Card(Page):
    """One paragraph, its suggested codes, and what the coder does with them."""

    _esm = script("sitting.js")
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    item = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    undoable = traitlets.Bool(False).tag(sync=True)


class Sitting(AtDesk):
    """The paragraphs of a treaty text that are not coded yet, gone through by keyboard."""

    def __init__(self, dossier: Dossier) -> None:
        words = "A form to code the paragraphs of a treaty, once its text is at hand."
        super().__init__(dossier, words, Desk.treaties)
        self.waiting: list[Suggestion] = []
        self._done: list[tuple[Suggestion, str]] = []  # with the id of the row that was accepted, else blank
        self._source = ""
        self.name = signature(self.show, "kept in your rows")
        fields = []
        for name in FIELDS:
            terms = dossier.codebook.terms(PROVISIONS, name)
            shown = [{"term": term.term, "label": term.label, "about": term.definition} for term in terms]
            fields.append({"name": name, "label": name.capitalize(), "terms": shown})
        self.card = Card(fields=fields)
        self.card.answer(accept=self.accept, skip=self.skip, undo=lambda **_: self.undo())
        finish = button("Use the rows accepted", self.finish)
        self.lay(row(self.name, self.text, finish), self.message, self.card)
        self.refresh()

    @property
    def coder(self) -> str:
        """Who codes."""
        return clean_name(self.name.value)

    def refresh(self) -> None:
        """Find the paragraphs that no row codes, where another text was chosen."""
        dossier, source = self.desk.dossier, self.text.value
        if source != self._source:
            self._source, self._done, self.waiting = source, [], []
            with self.message.trying():
                self.waiting = (
                    suggestions(dossier.reread(PROVISIONS), load_text(dossier, source)) if source else []
                )
        self.show()

    def show(self) -> None:
        """Show the paragraph that is next."""
        left, done = len(self.waiting), sum(bool(row_id) for _, row_id in self._done)
        if not self.text.value:
            said = NO_TEXT
        elif not self.coder:
            said = _HELLO
        elif not left:
            said = f"Nothing is left to code in this text; {count(done, 'row')} accepted."
        else:
            place = self.waiting[0].place
            said = f"{place} · {count(left, 'paragraph')} left, {done} accepted, kept in provisions.mine.csv"
        with self.card.hold_sync():
            self.card.said, self.card.undoable = said, bool(self._done)
            self.card.item = _item(self.waiting[0]) if left and self.coder else {}

    def accept(self, item: str, values: dict[str, str]) -> None:
        """Keep the paragraph as a row of the coder's own, with the codes as they stand now."""
        if item != self.card.item.get("id"):  # a key pressed twice means one paragraph
            return
        one = self.waiting[0]
        cells = {name: " ".join(values.get(name, "").split()) for name in (*FIELDS, "heading", "summary")}
        cells |= {"id": _id(one), "article": str(one.article), "paragraph": one.paragraph}
        cells |= {"heading": cells["heading"] or one.place, "sources": f"@{self.text.value}, {one.place}"}
        cells |= {"verification": "one-source", "numbering": "sourced", "note": f"Coded by {self.coder}."}
        with self.message.trying():
            OwnRows(self.desk.dossier, PROVISIONS).put([cells])
            self.message.say("")
            self._next(_id(one))

    def skip(self, item: str, **_: object) -> None:
        """Leave the paragraph as it is."""
        if item == self.card.item.get("id"):
            self._next("")

    def _next(self, row_id: str) -> None:
        self._done.append((self.waiting.pop(0), row_id))
        self.show()

    def undo(self) -> None:
        """Go back to the paragraph before; a row that was accepted for it is taken out again."""
        if self._done:
            with self.message.trying():
                if row_id := self._done[-1][1]:
                    OwnRows(self.desk.dossier, PROVISIONS).drop([(row_id,)])
                self.waiting.insert(0, self._done.pop()[0])
            self.show()

    def finish(self) -> None:
        """Let every panel of this notebook use the rows accepted."""
        with self.message.trying():
            self.desk.changed(self.desk.dossier.reread(PROVISIONS))
            own = len(OwnRows(self.desk.dossier, PROVISIONS).rows)
            self.message.say(
                f"{count(own, 'row')} of your own in provisions.mine.csv. Open the dossier again "
                "(Run → Run All Cells) to see them in every chart, marked as yours."
            )


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
