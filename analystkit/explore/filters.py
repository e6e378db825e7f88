"""The filters of one table, and the selection that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, Protocol

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import unknown
from analystkit.explore.dates import DateFilter
from analystkit.explore.widgets.base import field, script
from analystkit.explore.widgets.debounce import CLICK, TYPING

SEARCH, DATES, FLOOR, CITES = "search", "dates", "verification", "cites:"
SIDES = ("cites", "does-not-cite")
NOT_CODED = ""
FLOORS = {
    "two-sources": "two sources",
    "one-source": "one source or more",
    "unverified": "all, with unverified",
}
_OPEN_AT_FIRST = 2
_LONG, _SHORT = 14, 8  # terms: more can be searched; the second group opens at first if it has fewer


class Filter(Protocol):
    """One control that decides one part of a selection."""

    widget: widgets.Widget
    quiet: float

    def read(self, selection: Selection) -> Selection:
        """Return the selection with this control's part put in."""

    def show(self, selection: Selection) -> None:
        """Set the control to its part of the selection."""

    def count(self, selection: Selection) -> None:
        """Write beside each choice how many rows would stand."""


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
    search_from = traitlets.Int(_LONG).tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class SearchFilter:
    """Words to look for in the text of the rows."""

    quiet = TYPING

    def __init__(self, noun: str) -> None:
        self.widget = field(widgets.Text(description="Search", placeholder=f"words in {noun}"))

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the words typed."""
        return selection.with_(text=self.widget.value.strip())

    def show(self, selection: Selection) -> None:
        """Set the field to the selection's words."""
        if self.widget.value.strip() != selection.text:
            self.widget.value = selection.text

    def count(self, selection: Selection) -> None:
        """Nothing to count beside a text field."""


class TermFilter:
    """The terms of one column, in the codebook's order; several may be chosen."""

    quiet = CLICK

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


class CiteFilter:
    """Whether a row cites one source; `main` stands for the dossier's main source."""

    quiet = CLICK

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


class FloorFilter:
    """How well a row must be verified to be shown."""

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


class Filters:
    """The filters of one table; `changed` is called after an analyst's change, with the quiet it asks for.

    Names are columns, `search`, `dates`, `verification`, or `cites:` and a source's key; None for all that
    the table offers.
    """

    def __init__(
        self, dossier: Dossier, table: str, names: Sequence[str] | None, changed: Callable[[float], None]
    ) -> None:
        self._dossier, self._base = dossier, Selection.make(table)
        self._changed, self._silent = changed, False
        wanted = offered(dossier, table) if names is None else list(names)
        self._filters: dict[str, Filter] = {name: make_filter(dossier, table, name) for name in wanted}
        folding = [each.widget for each in self._filters.values() if hasattr(each.widget, "unfolded")]
        for place, widget in enumerate(folding[:_OPEN_AT_FIRST]):
            widget.unfolded = not place or len(getattr(widget, "terms", ())) <= _SHORT
        for each in self._filters.values():
            each.widget.observe(partial(self._on_change, each.quiet), "value")
        self.widgets = [each.widget for each in self._filters.values()]

    def __getitem__(self, name: str) -> Filter:
        """Return the filter of that name."""
        if name not in self._filters:
            raise unknown("filter", name, self._filters)
        return self._filters[name]

    @property
    def selection(self) -> Selection:
        """What the filters choose together; setting it sets them."""
        selection = self._base
        for each in self._filters.values():
            selection = each.read(selection)
        return selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self._base, self._silent = selection, True
        try:
            for each in self._filters.values():
                each.show(selection)
        finally:
            self._silent = False

    def recount(self, selection: Selection) -> None:
        """Write the counts beside every choice."""
        for each in self._filters.values():
            each.count(selection)

    @property
    def counts(self) -> tuple[tuple[list[int], str], ...]:
        """The counts as they stand, to be put back when the same selection comes again."""
        widgets = [each.widget for each in self._filters.values() if isinstance(each.widget, TermBoxes)]
        return tuple((widget.counts, widget.note) for widget in widgets)

    @counts.setter
    def counts(self, counts: Sequence[tuple[list[int], str]]) -> None:
        widgets = [each.widget for each in self._filters.values() if isinstance(each.widget, TermBoxes)]
        for widget, (numbers, note) in zip(widgets, counts, strict=True):
            widget.counts, widget.note = numbers, note

    def color(self, columns: Collection[str]) -> None:
        """Show swatches for the columns that the picture colors, and for no others."""
        for name, each in self._filters.items():
            if isinstance(each, TermFilter):
                each.widget.swatches = name in columns

    def _on_change(self, quiet: float, _: object) -> None:
        if not self._silent:
            self._changed(quiet)


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


def offered(dossier: Dossier, table: str) -> list[str]:
    """Return the filters that a table offers by itself, in the order of its columns."""
    columns = dossier.table(table).columns
    kinds = TABLES[table].of_kind("term", "terms", "list")
    names = [name for name in kinds if name in columns and name != FLOOR]
    names += [DATES] if TABLES[table].of_kind("date") else []
    names += [FLOOR] if FLOOR in columns else []
    return [*names, SEARCH]


def make_filter(dossier: Dossier, table: str, name: str) -> Filter:
    """Return the filter of that name for a table."""
    allowed = offered(dossier, table)
    if name.startswith(CITES):
        return CiteFilter(dossier, name.removeprefix(CITES))
    if name not in allowed:
        raise unknown(f"filter of {table}", name, [*allowed, "cites:<source>"])
    if name == SEARCH:
        return SearchFilter(TABLES[table].noun)
    if name == DATES:
        return DateFilter(dossier, table)
    if name == FLOOR:
        return FloorFilter(dossier)
    return TermFilter(dossier, table, name)
