"""The second coder's form: unit by unit, without sight of what others chose, kept at every choice."""

from __future__ import annotations

import html
from typing import Any

import anywidget
import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from analystkit.dossier import Dossier, Term
from analystkit.dossier.mine import read_mine
from analystkit.errors import KitError
from analystkit.explore.ach_grid import CSS
from analystkit.explore.coding_store import TABLE, Coder
from analystkit.explore.filters import TermBoxes
from analystkit.explore.widgets.base import named
from analystkit.explore.widgets.still import bundle

_LONG = 8  # a field with more terms is a menu
_ASK = ("choose …", "")
_HELLO = (
    "Type your name to begin. What others chose is not shown; each choice is kept as soon as you make it."
)


class _Sheet(anywidget.AnyWidget):
    """Nothing to see: brings the style sheet."""

    _esm = "export default { render() {} };"
    _css = CSS


class Form(widgets.VBox):
    """A form to code provisions as a further coder. Use `code_provisions` to make one.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions`` and ``codings``.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.coder: Coder | None = None
        self.unit = ""
        self._quiet = False
        own = sorted({row["coder"] for row in read_mine(dossier.path, TABLE).values()})
        self.name = named(
            widgets.Combobox(
                description="Your name", placeholder="under which your codes are kept", options=own,
                continuous_update=False,
            ),
            "akit-field",
        )  # fmt: skip
        self.fields = {field: _control(dossier, field) for field in _fields(dossier)}
        reason = widgets.Text(
            description="Reason", placeholder="if you like, in a few words", continuous_update=False
        )
        self.reason = named(reason, "akit-field", "akit-wide")
        self.before = named(widgets.Button(description="‹ Previous unit"), "akit-button")
        self.after = named(widgets.Button(description="Next unit ›"), "akit-button")
        self.onward = named(widgets.Button(description="Next not coded"), "akit-button", "akit-main-button")
        self.message = named(widgets.HTML(), "akit-message")
        self.text = widgets.HTML()
        turn = named(widgets.Box([self.before, self.after, self.onward]), "akit-row")
        choices = named(widgets.Box(list(self.fields.values())), "akit-row", "akit-codes")
        self._body = widgets.VBox([self.text, choices, self.reason, turn])
        head = named(widgets.Box([self.name]), "akit-row")
        super().__init__([_Sheet(), head, self.message, self._body])
        for each in ("akit-panel", "akit-coding"):
            self.add_class(each)
        self._listen()
        if len(own) == 1:
            self.name.value = own[0]
        else:
            self._on_name(None)

    def _listen(self) -> None:
        self.name.observe(self._on_name, "value")
        for field, control in self.fields.items():
            control.observe(lambda change, field=field: self._on_choice(field, change["new"]), "value")
        self.reason.observe(lambda change: self._on_reason(change["new"]), "value")
        self.before.on_click(lambda _: self._turn(-1))
        self.after.on_click(lambda _: self._turn(1))
        self.onward.on_click(lambda _: self._to_open())

    def show(self, unit: str) -> None:
        """Show a unit, with what this coder has chosen for it so far."""
        if self.coder is None:
            return
        self.unit = unit
        self._quiet = True
        try:
            chosen = self.coder.chosen(unit)
            for field, control in self.fields.items():
                term = chosen.get(field, "")
                control.value = ([term] if term else []) if isinstance(control, TermBoxes) else term
            self.reason.value = self.coder.reason(unit)
        finally:
            self._quiet = False
        place = self.coder.units.index(unit)
        self.before.disabled, self.after.disabled = place == 0, place == len(self.coder.units) - 1
        self.text.value = self._unit_html(place)

    def _unit_html(self, place: int) -> str:
        assert self.coder is not None
        table = self.dossier.table("provisions")
        row = table[table["id"] == self.unit].iloc[0]
        where = f"Unit {place + 1} of {len(self.coder.units)} · {_where(row)}"
        return (
            f"<div class='akit-unit'><small>{html.escape(where)}</small><br>"
            f"<b>{html.escape(row['heading'])}</b><br>{html.escape(row['summary'])}</div>"
        )

    def _on_name(self, _: object) -> None:
        self.coder = None
        said = _HELLO
        if self.name.value.strip():
            try:
                self.coder = Coder(self.dossier, self.name.value)
            except KitError as error:
                said = str(error)
        self._body.layout.display = "none" if self.coder is None else None
        if self.coder is None:
            self._say(said)
            return
        self.show(self.coder.next_open() or self.coder.units[0])
        self._progress()

    def _on_choice(self, field: str, value: list[str] | str) -> None:
        term = value if isinstance(value, str) else "".join(value[:1])
        if self._quiet or self.coder is None or not term:
            return
        reason = " ".join(self.reason.value.split())
        self._keep(lambda coder: coder.choose(self.unit, field, term, reason))

    def _on_reason(self, reason: str) -> None:
        if not self._quiet and self.coder is not None and self.coder.chosen(self.unit):
            self._keep(lambda coder: coder.explain(self.unit, " ".join(reason.split())))

    def _keep(self, write: Any) -> None:
        assert self.coder is not None
        try:
            said = write(self.coder)
        except KitError as error:
            said = str(error)
        self.show(self.unit)
        self._progress(said)

    def _turn(self, step: int) -> None:
        if self.coder is not None:
            units = self.coder.units
            self.show(units[min(max(units.index(self.unit) + step, 0), len(units) - 1)])

    def _to_open(self) -> None:
        if self.coder is None:
            return
        unit = self.coder.next_open(self.unit)
        if unit:
            self.show(unit)
        self._progress()

    def _progress(self, said: str = "") -> None:
        assert self.coder is not None
        done, total = self.coder.done, len(self.coder.units)
        count = f"{done} of {total} units coded by {self.coder.name}; kept in codings.mine.csv."
        end = " All units are coded." if done == total else " You can stop at any time and go on later."
        self._say(said or count + end)

    def _say(self, text: str) -> None:
        self.message.value = f'<p role="status">{html.escape(text)}</p>'

    def _ipython_display_(self) -> None:
        """Show the form; where no kernel runs, say what it is."""
        words = "A form to code the provisions as a second coder. It needs a running kernel."
        display(bundle(b"", words), raw=True)
        display({**super()._repr_mimebundle_(), "text/plain": ""}, raw=True)


def _fields(dossier: Dossier) -> list[str]:
    return list(dict.fromkeys(dossier.table(TABLE)["field"]))


def _where(row: pd.Series) -> str:
    """Return where a provision stands, in words."""
    if pd.isna(row["article"]):
        return "topic without an article number"
    if row["article"] == 0:
        return "preamble"
    return f"article {row['article']}" + (f"({row['paragraph']})" if row["paragraph"] else "")


def _control(dossier: Dossier, field: str) -> widgets.Widget:
    """Return radio buttons for a field, with each term's definition, or a menu where there are many terms."""
    terms = dossier.codebook.terms("provisions", field)
    label = dossier.codebook.label("codings", "field", field)
    about = dossier.codebook.term("codings", "field", field).definition
    if len(terms) > _LONG:
        options = [_ASK, *((_option(term), term.term) for term in terms)]
        menu = widgets.Dropdown(description=label, options=options, value="", tooltip=about)
        return named(menu, "akit-field", "akit-wide")
    shown = [{"term": term.term, "label": _option(term)} for term in terms]
    return TermBoxes(label=label, terms=shown, single=True, search_from=len(shown) + 1)


def _option(term: Term) -> str:
    return f"{term.label}: {term.definition[:1].lower()}{term.definition[1:]}".rstrip(".")


def code_provisions(dossier: Dossier) -> Form:
    """Show a form in which a further coder codes the provisions that the dossier's coders coded.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions`` and ``codings``.

    Returns
    -------
    Form
        A widget; each choice is kept in ``codings.mine.csv`` under the coder's name.

    Raises
    ------
    KitError
        If the dossier lacks one of the tables.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> list(code_provisions(open_dossier("russia-iran-2025")).fields)
    ['domain', 'obligation', 'precision', 'delegation']
    """
    dossier.table("provisions")
    return Form(dossier)
