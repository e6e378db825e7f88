"""Filters that are boxes to tick: a column's terms, whether a source is cited, how well rows are verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analystkit.dossier import Dossier, Selection
from analystkit.explore.debounce import CLICK
from analystkit.explore.parts import TermBoxes

CITES, NOT_CITES = "cites", "does-not-cite"
_SIDES = (CITES, NOT_CITES)
NOT_CODED = ""
FLOORS = {
    "two-sources": "two sources",
    "one-source": "one source or more",
    "unverified": "all, with unverified",
}


def choose(selection: Selection, **terms: Sequence[str]) -> Selection:
    """Return a selection that asks for these terms of these columns; with no terms a column is left free."""
    return selection.with_(where={**dict(selection.where), **terms})


def chosen(selection: Selection, column: str) -> list[str]:
    """Return the terms that a selection asks for in one column."""
    return list(dict(selection.where).get(column, ()))


def count_terms(cells: pd.Series) -> Counter[str]:
    """Return how many rows hold each term; a row of a list column counts once for each of its terms."""
    counts: Counter[str] = Counter()
    for cell in cells.astype(object):
        if isinstance(cell, tuple):
            counts.update(dict.fromkeys(map(str, cell), 1) or {NOT_CODED: 1})
        else:
            counts[NOT_CODED if pd.isna(cell) else str(cell)] += 1
    return counts


class TermFilter:
    """The terms of one column, in the codebook's order; several may be chosen.

    Parameters
    ----------
    dossier : Dossier
        Where the rows are.
    table, column : str
        What is filtered: a categorical column, or one whose cells are lists.
    """

    quiet = CLICK

    def __init__(self, dossier: Dossier, table: str, column: str) -> None:
        self._dossier, self._column = dossier, column
        self._terms = _terms_of(dossier, table, column)
        label = column.replace("_", " ").capitalize()
        self.widget = TermBoxes(label=label, terms=_boxes(dossier, table, column, self._terms))

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the ticked terms."""
        return choose(selection, **{self._column: self.widget.value})

    def show(self, selection: Selection) -> None:
        """Tick the terms that the selection asks for."""
        self.widget.value = chosen(selection, self._column)

    def count(self, selection: Selection) -> None:
        """Write beside each term how many rows would stand if it were the one chosen."""
        rest = choose(selection, **{self._column: ()})
        counts = count_terms(rest.rows(self._dossier)[self._column])
        self.widget.counts = [counts[term] for term in self._terms]


class CiteFilter:
    """Whether a row cites one source.

    Parameters
    ----------
    dossier : Dossier
        Where the rows are.
    key : str
        The source's key; `main` for the dossier's main source.
    """

    quiet = CLICK

    def __init__(self, dossier: Dossier, key: str) -> None:
        key = dossier.about.main_source if key == "main" else key
        self._dossier, self._key = dossier, key
        short = dossier.sources[key].short
        boxes = [{"term": CITES, "label": f"in {short}"}, {"term": NOT_CITES, "label": f"not in {short}"}]
        label = "Main source" if key == dossier.about.main_source else "Source"
        self.widget = TermBoxes(label=label, terms=boxes)

    def read(self, selection: Selection) -> Selection:
        """Return the selection with what is ticked; both boxes ticked ask for the same as none."""
        ticked = self.widget.value if len(self.widget.value) == 1 else []
        return choose(selection, **{name: [self._key] if name in ticked else () for name in _SIDES})

    def show(self, selection: Selection) -> None:
        """Tick what the selection asks for."""
        self.widget.value = [name for name in _SIDES if chosen(selection, name) == [self._key]]

    def count(self, selection: Selection) -> None:
        """Write how many rows cite the source, and how many do not."""
        rest = choose(selection, **{CITES: (), NOT_CITES: ()})
        sides = [choose(rest, **{name: [self._key]}) for name in _SIDES]
        self.widget.counts = [int(side.mask(self._dossier).sum()) for side in sides]


class FloorFilter:
    """How well a row must be verified to be shown.

    Parameters
    ----------
    dossier : Dossier
        Where the rows are.
    """

    quiet = CLICK

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        boxes = [{"term": term, "label": label} for term, label in FLOORS.items()]
        self.widget = TermBoxes(label="Verification", terms=boxes, single=True, value=["one-source"])

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the floor chosen."""
        return selection.with_(floor=self.widget.value[0])

    def show(self, selection: Selection) -> None:
        """Choose the selection's floor."""
        self.widget.value = [selection.floor]

    def count(self, selection: Selection) -> None:
        """Write how many rows stand at each floor, and how many are hidden by the one chosen."""
        counts = {floor: int(selection.with_(floor=floor).mask(self._dossier).sum()) for floor in FLOORS}
        hidden = counts["unverified"] - counts[selection.floor]
        self.widget.counts = list(counts.values())
        self.widget.note = f"{hidden} left out" if hidden else ""


def _terms_of(dossier: Dossier, table: str, column: str) -> list[str]:
    """Return the terms to offer: the codebook's, others by frequency, and the blank one if there is any."""
    counts = count_terms(dossier.table(table)[column])
    listed = [term.term for term in dossier.codebook.terms(table, column)]
    others = [term for term, _ in counts.most_common() if term and term not in listed]
    return [*listed, *others, *([NOT_CODED] if counts[NOT_CODED] else [])]


def _boxes(dossier: Dossier, table: str, column: str, terms: Sequence[str]) -> list[dict[str, Any]]:
    """Return a box for each term; it has a color only if the codebook tells the terms apart by color."""
    book = {entry.term: entry for entry in dossier.codebook.terms(table, column)}
    colored = len({entry.colour for entry in book.values()}) > 1
    boxes = []
    for term in terms:
        box = {"term": term, "label": dossier.codebook.label(table, column, term)}
        if term in book:
            box |= {"about": book[term].definition, "colour": book[term].colour if colored else ""}
        boxes.append(box)
    return boxes
