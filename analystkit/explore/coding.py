"""The second coder's form: unit by unit, without sight of what others chose, kept at every choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analystkit.dossier import Dossier, Term, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import Shell, TermBoxes, button, field, named, notice, row
from analystkit.explore.ownrows import OwnRows, name_field
from analystkit.explore.showing import quiet
from analystkit.words import count

TABLE = "codings"
_LONG = 8  # a field with more terms is a menu
_ASK = ("choose …", "")
_HELLO = (
    "Type your name to begin. What others chose is not shown; each choice is kept as soon as you make it."
)
_STILL = "A form to code the provisions as a second coder. It needs a running kernel."


class Form(Shell):
    """A form in which a further coder codes the provisions that the dossier's coders coded.

    Each choice is kept in ``codings.mine.csv`` under the coder's name.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions`` and ``codings``.

    Raises
    ------
    KitError
        If the dossier lacks one of the tables.

    Examples
    --------
    >>> from analystkit import code_provisions, open_dossier
    >>> list(code_provisions(open_dossier("russia-iran-2025")).fields)
    ['domain', 'obligation', 'precision', 'delegation']
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.coder: OwnRows | None = None
        dossier.table("provisions")
        table = dossier.table(TABLE)
        self.units = list(dict.fromkeys(table.loc[~table["mine"], "provision"]))
        self.unit = self.units[0]
        self._quiet = False
        self.name = name_field(dossier, TABLE, "under which your codes are kept")
        self.fields = {name: _control(dossier, name) for name in dict.fromkeys(table["field"])}
        why = widgets.Text(
            description="Reason", placeholder="if you like, in a few words", continuous_update=False
        )
        self.reason = field(why, wide=True)
        self.before = button("‹ Previous unit", lambda: self._turn(-1))
        self.after = button("Next unit ›", lambda: self._turn(1))
        self.onward = button("Next not coded", self._to_open, main=True)
        self.undoing = button("Undo", self.undo)
        self.bar = widgets.IntProgress(min=0, max=len(self.units))
        self.message = named(widgets.HTML(), "akit-message")
        self.text = widgets.HTML()
        turn = row(self.before, self.after, self.onward, self.undoing)
        choices = named(widgets.Box(list(self.fields.values())), "akit-row", "akit-codes")
        self._body = widgets.VBox([self.bar, self.text, choices, self.reason, turn])
        super().__init__(
            [row(self.name), self.message, self._body], "akit-coding", "akit-stack", words=_STILL
        )
        self.name.observe(self._on_name, "value")
        for name, control in self.fields.items():
            control.observe(lambda change, name=name: self._on_choice(name, change["new"]), "value")
        self.reason.observe(lambda change: self._on_reason(change["new"]), "value")
        self._on_name(None)

    def chosen(self, unit: str) -> dict[str, dict[str, str]]:
        """Return this coder's rows for a unit, by field."""
        rows = self.coder.rows if self.coder else {}
        return {cells["field"]: cells for cells in rows.values() if cells["provision"] == unit}

    @property
    def open_units(self) -> list[str]:
        """The units of which not every field is coded."""
        return [unit for unit in self.units if len(self.chosen(unit)) < len(self.fields)]

    def show(self, unit: str) -> None:
        """Show a unit, with what this coder has chosen for it so far."""
        self.unit, chosen = unit, self.chosen(unit)
        self._quiet = True
        try:
            for name, control in self.fields.items():
                term = chosen[name]["term"] if name in chosen else ""
                control.value = ([term] if term else []) if isinstance(control, TermBoxes) else term
            self.reason.value = next((cells["reason"] for cells in chosen.values()), "")
        finally:
            self._quiet = False
        place = self.units.index(unit)
        self.before.disabled, self.after.disabled = place == 0, place == len(self.units) - 1
        self.undoing.disabled = not (self.coder and self.coder.last)
        table = self.dossier.table("provisions")
        cells = table[table["id"] == unit].iloc[0]
        where = f"Unit {place + 1} of {len(self.units)} · {_where(cells)}"
        self.text.value = (
            f"<div class='akit-unit'><small>{safe_html(where)}</small><br>"
            f"<b>{safe_html(cells['heading'])}</b><br>{safe_html(cells['summary'])}</div>"
        )

    def undo(self) -> None:
        """Take back the last choice, and show the unit that it was made for."""
        if self.coder is not None and self.coder.last:
            self.unit = self.coder.last[0][1]
            self._keep(undo=True)

    def _on_name(self, _: object) -> None:
        self.coder, said = None, _HELLO
        if self.name.value.strip():
            try:
                self.coder = OwnRows(self.dossier, TABLE, self.name.value)
            except KitError as error:
                said = str(error)
        self._body.layout.display = "none" if self.coder is None else None
        if self.coder is None:
            self._say(said)
            return
        self.show(next(iter(self.open_units), self.units[0]))
        self._progress()

    def _on_choice(self, name: str, value: list[str] | str) -> None:
        term = value if isinstance(value, str) else "".join(value[:1])
        if not self._quiet and term:
            self._keep([{"field": name, "term": term, "reason": " ".join(self.reason.value.split())}])

    def _on_reason(self, reason: str) -> None:
        chosen, words = self.chosen(self.unit).values(), " ".join(reason.split())
        if chosen and not self._quiet:
            self._keep([{**cells, "reason": words} for cells in chosen])

    def _keep(self, rows: Iterable[dict[str, str]] = (), *, undo: bool = False) -> None:
        if self.coder is None:
            return
        whole = [{**cells, "provision": self.unit} for cells in rows]
        said = self.coder.undo() if undo else self.coder.put(whole)
        self.show(self.unit)
        self._progress(said)

    def _turn(self, step: int) -> None:
        place = self.units.index(self.unit) + step
        self.show(self.units[min(max(place, 0), len(self.units) - 1)])

    def _to_open(self) -> None:
        place = self.units.index(self.unit) + 1
        order, still = [*self.units[place:], *self.units[:place]], set(self.open_units)
        self.show(next((unit for unit in order if unit in still), self.unit))
        self._progress()

    def _progress(self, said: str = "") -> None:
        assert self.coder is not None
        done, total = len(self.units) - len(self.open_units), len(self.units)
        self.bar.value = done
        so_far = f"{done} of {count(total, 'unit')} coded by {self.coder.who}; kept in codings.mine.csv."
        end = " All units are coded." if done == total else " You can stop at any time and go on later."
        self._say(said or so_far + end)

    def _say(self, text: str) -> None:
        self.message.value = notice(text)


def _where(cells: pd.Series) -> str:
    """Return where a provision stands, in words."""
    if pd.isna(cells["article"]):
        return "topic without an article number"
    if cells["article"] == 0:
        return "preamble"
    return f"article {cells['article']}" + (f"({cells['paragraph']})" if cells["paragraph"] else "")


def _control(dossier: Dossier, name: str) -> Any:
    """Return radio buttons for a field, with each term's definition, or a menu where there are many terms."""
    terms = dossier.codebook.terms("provisions", name)
    label = dossier.codebook.label(TABLE, "field", name)
    about = dossier.codebook.term(TABLE, "field", name).definition
    if len(terms) > _LONG:
        options = [_ASK, *((_option(term), term.term) for term in terms)]
        return field(widgets.Dropdown(description=label, options=options, value="", tooltip=about), wide=True)
    shown = [{"term": term.term, "label": _option(term)} for term in terms]
    return TermBoxes(label=label, terms=shown, single=True, search_from=len(shown) + 1, unfolded=True)


def _option(term: Term) -> str:
    return f"{term.label}: {term.definition[:1].lower()}{term.definition[1:]}".rstrip(".")


code_provisions = quiet(Form)
