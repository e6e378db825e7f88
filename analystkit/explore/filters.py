"""The filters of one table, and the selection that they make together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

import ipywidgets as widgets

from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import unknown
from analystkit.explore.dates import DateFilter
from analystkit.explore.terms import CiteFilter, Filter, FloorFilter, TermBoxes, TermFilter
from analystkit.explore.widgets.base import field
from analystkit.explore.widgets.debounce import TYPING

SEARCH, DATES, FLOOR, CITES = "search", "dates", "verification", "cites:"
_OPEN_AT_FIRST = 2
_SHORT = 8  # terms: the second group opens at first if it has no more


class SearchFilter(Filter):
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
