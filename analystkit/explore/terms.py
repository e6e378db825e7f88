"""Filters that are boxes to tick: a column's terms, whether a source is cited, how well rows are verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.dossier import Dossier, Selection
from analystkit.explore.widgets.base import script
from analystkit.explore.widgets.debounce import CLICK

SIDES = ("cites", "does-not-cite")
NOT_CODED = ""
FLOORS = {
    "two-sources": "two sources",
    "one-source": "one source or more",
    "unverified": "all, with unverified",
}
LONG = 14  # terms: more of them can be searched


class Filter:
    """One control that decides one part of a selection; `quiet` is how long a hand must rest on it."""

    widget: Any
    quiet = CLICK

    def read(self, selection: Selection) -> Selection:
        """Return the selection with this control's part put in."""
        raise NotImplementedError

    def show(self, selection: Selection) -> None:
        """Set the control to its part of the selection."""
        raise NotImplementedError

    def count(self, selection: Selection) -> None:
        """Write beside each choice how many rows would stand, where there are choices."""


class TermBoxes(anywidget.AnyWidget):
    """A group of checkboxes, or radio buttons, with a count beside each, under a head line that folds it."""

    _esm = script("terms.js")
    label = traitlets.Unicode().tag(sync=True)
    terms = traitlets.List(traitlets.Dict()).tag(sync=True)
    counts = traitlets.List(traitlets.Int()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    single = traitlets.Bool(False).tag(sync=True)
    tools = traitlets.Bool(True).tag(sync=True)
    swatches = traitlets.Bool(False).tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    search_from = traitlets.Int(LONG).tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class TermFilter(Filter):
    """The terms of one column, in the codebook's order; several may be chosen."""

    def __init__(self, dossier: Dossier, table: str, column: str) -> None:
        self._dossier, self._column = dossier, column
        counts = count_terms(dossier.table(table)[column])
        book = {entry.term: entry for entry in dossier.codebook.terms(table, column)}
        others = [term for term, _ in counts.most_common() if term and term not in book]
        self._terms = [*book, *others, *([NOT_CODED] if counts[NOT_CODED] else [])]
        boxes = [_box(dossier, table, column, term, book.get(term)) for term in self._terms]
        self.widget = TermBoxes(label=column.replace("_", " ").capitalize(), terms=boxes)

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


class CiteFilter(Filter):
    """Whether a row cites one source; `main` stands for the dossier's main source."""

    def __init__(self, dossier: Dossier, key: str) -> None:
        key = dossier.about.main_source if key == "main" else key
        self._dossier, self._key = dossier, key
        short = dossier.sources[key].short
        words = (f"in {short}", f"not in {short}")
        boxes = [{"term": side, "label": label} for side, label in zip(SIDES, words, strict=True)]
        label = "Main source" if key == dossier.about.main_source else "Source"
        self.widget = TermBoxes(label=label, terms=boxes, tools=False)

    def read(self, selection: Selection) -> Selection:
        """Return the selection with what is ticked; both boxes ticked ask for the same as none."""
        ticked = self.widget.value if len(self.widget.value) == 1 else []
        return choose(selection, **{name: [self._key] if name in ticked else () for name in SIDES})

    def show(self, selection: Selection) -> None:
        """Tick what the selection asks for."""
        self.widget.value = [name for name in SIDES if chosen(selection, name) == [self._key]]

    def count(self, selection: Selection) -> None:
        """Write how many rows cite the source, and how many do not."""
        rest = choose(selection, **dict.fromkeys(SIDES, ()))
        sides = [choose(rest, **{name: [self._key]}) for name in SIDES]
        self.widget.counts = [int(side.mask(self._dossier).sum()) for side in sides]


class FloorFilter(Filter):
    """How well a row must be verified to be shown."""

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


def _box(dossier: Dossier, table: str, column: str, term: str, entry: Any) -> dict[str, Any]:
    """Return what stands beside a box: a term's label, definition and color."""
    box = {"term": term, "label": dossier.codebook.label(table, column, term)}
    return box if entry is None else {**box, "about": entry.definition, "color": entry.color}
