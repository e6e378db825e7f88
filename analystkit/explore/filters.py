"""The filters of one table, and the selection that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, Selection, say_date
from analystkit.errors import unknown
from analystkit.explore.base import CLICK, DRAG, TYPING, TermBoxes, field, script, synced

SEARCH, DATES, FLOOR, CITES = "search", "dates", "verification", "cites:"
SIDES = ("cites", "does-not-cite")
FLOORS = {
    "two-sources": "two sources",
    "one-source": "one source or more",
    "unverified": "all, with unverified",
}
_NOT_CODED = ""
_OPEN_AT_FIRST = 2
_SHORT = 8  # terms: the second group opens at first if it has no more
_BINS = 60  # bars that can each be hit with a mouse
_BLANK = ["", ""]

Counts = tuple[list[int], str]  # beside the choices of one filter, and a note under them


class DateRange(anywidget.AnyWidget):
    """Two fields for months and a histogram; `value` holds the ends as EDTF dates, blank for an open one."""

    _esm = script("dates.js")
    label, words, whole, first, last = synced(traitlets.Unicode, 5)
    bins = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode(), default_value=_BLANK).tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class _Filter:
    """One control that decides one part of a selection; `quiet` is how long a hand must rest on it.

    `read` puts the control's part into a selection, `show` sets the control to its part of one, and `count`
    says beside each choice how many rows would stand, where there are choices.
    """

    widget: Any
    quiet = CLICK

    def read(self, selection: Selection) -> Selection:
        raise NotImplementedError

    def show(self, selection: Selection) -> None:
        raise NotImplementedError

    def count(self, selection: Selection) -> Counts | None:
        return None


class _Terms(_Filter):
    """The terms of one column, in the codebook's order; several may be chosen."""

    def __init__(self, dossier: Dossier, table: str, column: str) -> None:
        self._dossier, self._column = dossier, column
        counts = count_terms(dossier.table(table)[column])
        book = {entry.term: entry for entry in dossier.codebook.terms(table, column)}
        others = [term for term, _ in counts.most_common() if term and term not in book]
        self._terms = [*book, *others, *([_NOT_CODED] if counts[_NOT_CODED] else [])]
        boxes: list[dict[str, Any]] = []
        for term in self._terms:
            boxes.append({"term": term, "label": dossier.codebook.label(table, column, term)})
            if term in book:
                boxes[-1] |= {"about": book[term].definition, "color": book[term].color}
        self.widget = TermBoxes(label=column.replace("_", " ").capitalize(), terms=boxes)

    def read(self, selection: Selection) -> Selection:
        return _choose(selection, **{self._column: self.widget.value})

    def show(self, selection: Selection) -> None:
        self.widget.value = _chosen(selection, self._column)

    def count(self, selection: Selection) -> Counts:
        rest = _choose(selection, **{self._column: ()})
        counts = count_terms(rest.rows(self._dossier)[self._column])
        return [counts[term] for term in self._terms], ""


class _Cites(_Filter):
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
        ticked = self.widget.value if len(self.widget.value) == 1 else []  # both ask for the same as none
        return _choose(selection, **{name: [self._key] if name in ticked else () for name in SIDES})

    def show(self, selection: Selection) -> None:
        self.widget.value = [name for name in SIDES if _chosen(selection, name) == [self._key]]

    def count(self, selection: Selection) -> Counts:
        rest = _choose(selection, **dict.fromkeys(SIDES, ()))
        sides = [_choose(rest, **{name: [self._key]}) for name in SIDES]
        return [int(side.mask(self._dossier).sum()) for side in sides], ""


class _Floor(_Filter):
    """How well a row must be verified to be shown."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        boxes = [{"term": term, "label": label} for term, label in FLOORS.items()]
        self.widget = TermBoxes(label="Verification", terms=boxes, single=True, value=["one-source"])

    def read(self, selection: Selection) -> Selection:
        return selection.with_(floor=self.widget.value[0])

    def show(self, selection: Selection) -> None:
        self.widget.value = [selection.floor]

    def count(self, selection: Selection) -> Counts:
        counts = {floor: int(selection.with_(floor=floor).mask(self._dossier).sum()) for floor in FLOORS}
        hidden = counts["unverified"] - counts[selection.floor]
        return list(counts.values()), f"{hidden} left out" if hidden else ""


class _Dates(_Filter):
    """A range of dates, as fine as a month by hand; a finer one that a selection brings is kept as it is."""

    quiet = DRAG

    def __init__(self, dossier: Dossier, table: str) -> None:
        column = TABLES[table].of_kind("date")[0]
        frame = dossier.table(table)
        begins = frame[f"{column}_from"].dropna()
        ends = pd.concat([begins, frame[f"{column}_to"].dropna()])
        months = [(day.year, day.month) for day in begins]
        self.widget = DateRange(label=column.replace("_", " ").capitalize())
        if months:
            last = max((day.year, day.month) for day in ends)
            first, end = (f"{year:04d}-{month:02d}" for year, month in (min(months), last))
            self.widget.bins, self.widget.first, self.widget.last = bins(months, last), first, end
            self.widget.whole = f"{say_date(first)} – {say_date(end)}: draw over it to choose"
        self.widget.observe(lambda _: self._say(), "value")

    def read(self, selection: Selection) -> Selection:
        low, high = self.widget.value
        return selection.with_(dates=(low, high))

    def show(self, selection: Selection) -> None:
        self.widget.value = list(selection.dates or _BLANK)

    def _say(self) -> None:
        low, high = (say_date(end) if end else "" for end in self.widget.value)
        one = f"from {low}" if low else f"until {high}" if high else ""
        self.widget.words = (low if low == high else f"{low} – {high}") if low and high else one


class _Search(_Filter):
    """Words to look for in the text of the rows."""

    quiet = TYPING

    def __init__(self, noun: str) -> None:
        self.widget = field(widgets.Text(description="Search", placeholder=f"words in {noun}"))

    def read(self, selection: Selection) -> Selection:
        return selection.with_(text=self.widget.value.strip())

    def show(self, selection: Selection) -> None:
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
        self._base, self._changed, self._silent = Selection.make(table), changed, False
        wanted = offered(dossier, table) if names is None else list(names)
        self._filters: dict[str, _Filter] = {name: _make(dossier, table, name) for name in wanted}
        self.widgets = [each.widget for each in self._filters.values()]
        folding = [widget for widget in self.widgets if hasattr(widget, "unfolded")]
        for place, widget in enumerate(folding[:_OPEN_AT_FIRST]):
            widget.unfolded = not place or len(getattr(widget, "terms", ())) <= _SHORT
        for each in self._filters.values():
            each.widget.observe(partial(self._on_change, each.quiet), "value")

    def __getitem__(self, name: str) -> _Filter:
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

    def count(self, selection: Selection) -> list[Counts | None]:
        """Return what stands beside the choices of each filter."""
        return [each.count(selection) for each in self._filters.values()]

    def show_counts(self, counts: Sequence[Counts | None]) -> None:
        """Write counts beside the choices."""
        for widget, said in zip(self.widgets, counts, strict=True):
            if said is not None:
                widget.counts, widget.note = said

    def color(self, columns: Collection[str]) -> None:
        """Show swatches for the columns that the picture colors, and for no others."""
        for name, each in self._filters.items():
            if isinstance(each, _Terms):
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


def _make(dossier: Dossier, table: str, name: str) -> _Filter:
    if name.startswith(CITES):
        return _Cites(dossier, name.removeprefix(CITES))
    allowed = offered(dossier, table)
    if name not in allowed:
        raise unknown(f"filter of {table}", name, [*allowed, "cites:<source>"])
    if name in (SEARCH, FLOOR):
        return _Search(TABLES[table].noun) if name == SEARCH else _Floor(dossier)
    return _Dates(dossier, table) if name == DATES else _Terms(dossier, table, name)


def _choose(selection: Selection, **terms: Sequence[str]) -> Selection:
    """Return a selection that asks for these terms of these columns; with no terms a column is left free."""
    return selection.with_(where={**dict(selection.where), **terms})


def _chosen(selection: Selection, column: str) -> list[str]:
    return list(dict(selection.where).get(column, ()))


def count_terms(cells: pd.Series) -> Counter[str]:
    """Return how many rows hold each term; a row of a list column counts once for each of its terms."""
    counts: Counter[str] = Counter()
    for cell in cells.astype(object):
        if isinstance(cell, tuple):
            counts.update(dict.fromkeys(map(str, cell), 1) or {_NOT_CODED: 1})
        else:
            counts[_NOT_CODED if pd.isna(cell) else str(cell)] += 1
    return counts


def bins(months: list[tuple[int, int]], last: tuple[int, int]) -> list[dict[str, Any]]:
    """Return bars for the rows that begin in each stretch: years, and months where most rows are."""
    counts = Counter(f"{year:04d}-{month:02d}" for year, month in months)
    years = range(min(months)[0], last[0] + 1)
    step = 1 if len(years) <= _BINS else 10
    starts = sorted({year - year % step for year in years})
    busy = Counter(year for year, _ in months)
    room = max(0, _BINS - len(starts)) // 11 if step == 1 else 0
    fine = {year for year, _ in busy.most_common(room)}
    ends = []
    for year in starts:
        if year in fine:
            ends += [(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}") for month in range(1, 13)]
        else:
            ends.append((f"{year:04d}-01", f"{year + step - 1:04d}-12"))
    lowest, highest = (f"{year:04d}-{month:02d}" for year, month in (min(months), last))
    made = []
    for start, end in ends:
        if end >= lowest and start <= highest:
            n = sum(many for month, many in counts.items() if start <= month <= end)
            one, two = say_date(start), say_date(end)
            label = one if start == end else start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
            bar = {"from": start, "to": end, "n": n, "label": label, "start": one, "end": two}
            made.append({**bar, "mark": start[:4] if start.endswith("-01") else ""})
    return made
