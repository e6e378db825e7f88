"""The second coder's form: unit by unit, without sight of what others chose, kept at every choice."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from analystkit.dossier import Dossier, Term, safe_html
from analystkit.errors import Absent
from analystkit.explore.base import Signed, TermBoxes, button, field, named, reveal, row
from analystkit.explore.showing import quiet
from analystkit.words import count

TABLE = "codings"
_LONG = 8  # a field with more terms is a menu
_ASK = ("choose …", "")


class Form(Signed):
    """A form in which a further coder codes the provisions that the dossier's coders coded.

    Each choice is kept in ``codings.mine.csv`` under the coder's name.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions`` and ``codings``.

    Examples
    --------
    >>> from analystkit import code_provisions, open_dossier
    >>> list(code_provisions(open_dossier("russia-iran-2025")).fields)
    ['domain', 'obligation', 'precision', 'delegation']
    """

    hello = (
        "Type your name to begin. What others chose is not shown; each choice is kept as soon as you make it."
    )

    def __init__(self, dossier: Dossier) -> None:
        table, self._provisions = dossier.table(TABLE), dossier.table("provisions").set_index("id")
        words, hint = "A form to code the provisions as a second coder.", "under which your codes are kept"
        super().__init__(dossier, [TABLE], hint, "akit-coding", words=words)
        self.units = list(dict.fromkeys(table.loc[~table["mine"], "provision"]))
        if not self.units:
            raise Absent(f"nobody has coded anything in the dossier {dossier.about.id}")
        self.unit = self.units[0]
        self.fields = {name: _control(dossier, name) for name in dict.fromkeys(table["field"])}
        for name, control in self.fields.items():
            control.observe(lambda change, name=name: self._choose(name, change["new"]), "value")
        more = {"placeholder": "if you like, in a few words", "continuous_update": False}
        self.reason = field(widgets.Text, "Reason", self._explain, wide=True, **more)
        self.before = button("‹ Previous unit", lambda: self.turn(-1))
        self.after = button("Next unit ›", lambda: self.turn(1))
        onward = button("Next not coded", self.go_on, main=True)
        self.bar, self.text = widgets.IntProgress(min=0, max=len(self.units)), widgets.HTML()
        codes = named(row(*self.fields.values()), "akit-codes")
        turn = row(self.before, self.after, onward, self.undoing)
        self._body = widgets.VBox([self.bar, self.text, codes, self.reason, turn])
        self.lay(row(self.name), self.message, self._body)
        self.sign()

    def chosen(self, unit: str) -> dict[str, dict[str, str]]:
        """Return this coder's rows for a unit, by field."""
        return {cells["field"]: cells for cells in self.rows(TABLE).values() if cells["provision"] == unit}

    @property
    def open_units(self) -> list[str]:
        """The units of which not every field is coded."""
        return [unit for unit in self.units if len(self.chosen(unit)) < len(self.fields)]

    def sign(self) -> None:
        """Take the coder's name, and go to the first unit that is not coded."""
        super().sign()
        self.show(next(iter(self.open_units), ""))

    def show(self, unit: str = "") -> str:
        """Show a unit, with what this coder has chosen for it so far, and return how many are coded."""
        self.unit = unit or self.unit
        chosen, place, total = self.chosen(self.unit), self.units.index(self.unit), len(self.units)
        done = self.bar.value = total - len(self.open_units)
        for name, control in self.fields.items():
            term = chosen[name]["term"] if name in chosen else ""
            control.value = [term] * bool(term) if isinstance(control, TermBoxes) else term
        self.reason.value = next((cells["reason"] for cells in chosen.values()), "")
        self.before.disabled, self.after.disabled = place == 0, place == total - 1
        self.undoing.disabled = not self._steps
        reveal(self._body, bool(self.who))
        cells = self._provisions.loc[self.unit]
        where = f"Unit {place + 1} of {total} · {_where(cells)}"
        self.text.value = (
            f"<div class='akit-unit'><small>{safe_html(where)}</small><br>"
            f"<b>{safe_html(cells['heading'])}</b><br>{safe_html(cells['summary'])}</div>"
        )
        end = "All units are coded." if done == total else "You can stop at any time and go on later."
        return f"{done} of {count(total, 'unit')} coded by {self.who}; kept in codings.mine.csv. {end}"

    def turn(self, step: int) -> None:
        """Go a unit on or back."""
        self.show(self.units[(self.units.index(self.unit) + step) % len(self.units)])

    def go_on(self) -> None:
        """Go to the next unit that is not coded, round past the last."""
        here = self.units.index(self.unit)
        order = sorted(self.open_units, key=lambda unit: self.units.index(unit) <= here)
        self.message.say(self.show(next(iter(order), "")))

    def undo(self) -> None:
        """Take back the last choice, and show the unit that it was made for."""
        if self._steps:
            self.unit = next(iter(self._steps[-1][1]))[1]
        super().undo()

    def _choose(self, name: str, value: list[str] | str) -> None:
        """Keep a choice; what only shows what is kept is none."""
        term, kept = value if isinstance(value, str) else "".join(value[:1]), self.chosen(self.unit)
        if self.who and term and (name not in kept or kept[name]["term"] != term):
            self._keep([{"field": name, "term": term}])

    def _explain(self) -> None:
        chosen = list(self.chosen(self.unit).values())
        if chosen and chosen[0]["reason"] != self.reason.value:
            self._keep(chosen)

    def _keep(self, rows: list[dict[str, str]]) -> None:
        more = {"provision": self.unit, "reason": " ".join(self.reason.value.split())}
        self.keep(TABLE, [row | more for row in rows])


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
        return field(widgets.Dropdown, label, wide=True, options=options, value="", tooltip=about)
    shown = [{"term": term.term, "label": _option(term)} for term in terms]
    return TermBoxes(label=label, terms=shown, single=True, unfolded=True)


def _option(term: Term) -> str:
    return f"{term.label}: {term.definition[:1].lower()}{term.definition[1:]}".rstrip(".")


code_provisions = quiet(Form)
