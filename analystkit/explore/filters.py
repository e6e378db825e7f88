"""The filters of one table, and the selection that they make together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import ipywidgets as widgets

from analystkit.dossier import Dossier, Selection
from analystkit.dossier.tables import TABLES
from analystkit.errors import unknown
from analystkit.explore.debounce import TYPING
from analystkit.explore.parts import named
from analystkit.explore.spans import SpanFilter
from analystkit.explore.terms import CiteFilter, FloorFilter, TermFilter

SEARCH, DATES, FLOOR, CITES = "search", "dates", "verification", "cites:"


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


class SearchFilter:
    """Words to look for in the text of the rows."""

    quiet = TYPING

    def __init__(self, noun: str) -> None:
        self.widget = named(widgets.Text(description="Search", placeholder=f"words in {noun}"), "akit-field")

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the words typed."""
        return selection.with_(text=self.widget.value.strip())

    def show(self, selection: Selection) -> None:
        """Set the field to the selection's words."""
        if self.widget.value.strip() != selection.text:
            self.widget.value = selection.text

    def count(self, selection: Selection) -> None:
        """Nothing to count beside a text field."""


class Filters:
    """The filters of one table.

    Parameters
    ----------
    dossier : Dossier
        Where the rows are.
    table : str
        Which table.
    names : sequence of str or None
        Columns, `search`, `dates`, `verification`, or `cites:` and a source's key; None for all that the
        table offers.
    changed : callable
        Called after an analyst has changed a filter, with the seconds of quiet that this one asks for.
    """

    def __init__(
        self, dossier: Dossier, table: str, names: Sequence[str] | None, changed: Callable[[float], None]
    ) -> None:
        self._dossier, self._table = dossier, table
        self._base = Selection.make(table)
        self._changed = changed
        self._silent = False
        chosen = offered(dossier, table) if names is None else list(names)
        self._filters: dict[str, Filter] = {name: make_filter(dossier, table, name) for name in chosen}
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
        self._base = selection
        self._silent = True
        try:
            for each in self._filters.values():
                each.show(selection)
        finally:
            self._silent = False

    def recount(self, selection: Selection) -> None:
        """Write the counts beside every choice."""
        for each in self._filters.values():
            each.count(selection)

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
        return SpanFilter(dossier, table)
    if name == FLOOR:
        return FloorFilter(dossier)
    return TermFilter(dossier, table, name)
