"""What an analyst chooses in a panel: rows, by the filters of a table; a chart, its size and its options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets

from analystkit.charts import PRESETS, Chart, Option
from analystkit.dossier import TABLES, Dossier, Selection, say_date
from analystkit.errors import unknown
from analystkit.explore.base import CLICK, DRAG, TYPING, Page, TermBoxes, field, named, script, synced, tick

SEARCH, DATES, FLOOR, CITES = "search", "dates", "verification", "cites:"
SIDES = ("cites", "does-not-cite")
ALL_ROWS = "unverified"
FLOORS = {"two-sources": "two sources", "one-source": "one source or more", ALL_ROWS: "all, with unverified"}
_OPEN_AT_FIRST = 2
_SHORT = 8  # terms: the second group opens at first if it has no more
_BINS = 60  # bars that can each be hit with a mouse
_BLANK = ["", ""]


class DateRange(Page):
    """Two fields for months and a histogram; `value` holds the ends as EDTF dates, blank for an open one."""

    _esm = script("dates.js")
    label, words, whole, first, last = synced(traitlets.Unicode, 5)
    bins = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode(), default_value=_BLANK).tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


@dataclass
class Filter:
    """One control that decides one part of a selection."""

    widget: Any
    put: Callable[[Selection, Any], Selection]  # a control's value into a selection; none of it chosen: free
    get: Callable[[Selection], Any]  # the value that the control has for a selection
    quiet: float = CLICK  # how long a hand must rest on it
    pairs: Any = None  # rows, and beside each a choice that it would be selected by


def _terms(dossier: Dossier, table: str, column: str) -> Filter:
    """Return a filter for the terms of one column, in the codebook's order; several may be chosen."""
    cells = dossier.table(table)[column].astype(object).reset_index(drop=True).explode()
    held = cells.where(cells.notna(), "").astype(str).reset_index().drop_duplicates()
    found = Counter(held[column])
    book = {entry.term: entry for entry in dossier.codebook.terms(table, column)}
    others = [term for term, _ in found.most_common() if term and term not in book]
    boxes: list[dict[str, Any]] = []
    for term in [*book, *others, *([""] if "" in found else [])]:
        boxes.append({"term": term, "label": dossier.codebook.label(table, column, term)})
        if term in book:
            boxes[-1] |= {"about": book[term].definition, "color": book[term].color}
    widget = TermBoxes(label=column.replace("_", " ").capitalize(), terms=boxes)
    order = {box["term"]: at for at, box in enumerate(boxes)}
    pairs = held["index"].to_numpy(), held[column].map(order).to_numpy(int)

    def put(selection: Selection, value: Sequence[str]) -> Selection:
        return _where(selection, **{column: value})

    return Filter(widget, put, _asked(column), pairs=pairs)


def _cites(dossier: Dossier, key: str) -> Filter:
    """Return a filter for whether a row cites one source; `main` stands for the dossier's main source."""
    key = dossier.about.main_source if key == "main" else key
    short = dossier.sources[key].short
    words = (f"in {short}", f"not in {short}")
    boxes = [{"term": side, "label": label} for side, label in zip(SIDES, words, strict=True)]
    label = "Main source" if key == dossier.about.main_source else "Source"

    def put(selection: Selection, value: Sequence[str]) -> Selection:
        ticked = value if len(value) == 1 else []  # both ask for the same as none
        return _where(selection, **{name: [key] if name in ticked else () for name in SIDES})

    def get(selection: Selection) -> list[str]:
        return [name for name in SIDES if _asked(name)(selection) == [key]]

    return Filter(TermBoxes(label=label, terms=boxes), put, get)


def _part(widget: Any, part: str, quiet: float, put: Callable = str, get: Callable = str) -> Filter:
    """Return a filter whose control holds one part of a selection: words, unless `put` and `get` say else."""

    def chosen(selection: Selection, value: Any) -> Selection:
        return selection.with_(**{part: put(value)})

    return Filter(widget, chosen, lambda selection: get(getattr(selection, part)), quiet)


def _dates(dossier: Dossier, table: str) -> Filter:
    """Return a range of dates, as fine as a month by hand; a finer one that a selection brings is kept."""
    column = TABLES[table].of_kind("date")[0]
    begins, ends = (dossier.table(table)[f"{column}_{end}"].dropna() for end in ("from", "to"))
    months = [(day.year, day.month) for day in begins]
    widget = DateRange(label=column.replace("_", " ").capitalize())
    if months:
        last = max([*months, *((day.year, day.month) for day in ends)])
        widget.first, widget.last = _month(min(months)), _month(last)
        widget.whole = f"{say_date(widget.first)} – {say_date(widget.last)}: draw over it to choose"
        widget.bins = bins(months, last)

    def say() -> None:
        low, high = (say_date(end) if end else "" for end in widget.value)
        one = f"from {low}" if low else f"until {high}" if high else ""
        widget.words = (low if low == high else f"{low} – {high}") if low and high else one

    widget.observe(lambda _: say(), "value")
    return _part(widget, DATES, DRAG, list, lambda dates: list(dates or _BLANK))


class Filters:
    """The filters of one table; `changed` is called after an analyst's change, with the quiet it asks for.

    Names are columns, `search`, `dates`, `verification`, or `cites:` and a source's key; None for all that
    the table offers.
    """

    def __init__(
        self, dossier: Dossier, table: str, names: Sequence[str] | None, changed: Callable[[float], None]
    ) -> None:
        self._dossier, self._base = dossier, Selection.make(table)
        wanted = offered(dossier, table) if names is None else names
        self._filters = {name: _make(dossier, table, name) for name in wanted}
        self.widgets = [each.widget for each in self._filters.values()]
        folding = [widget for widget in self.widgets if hasattr(widget, "unfolded")]
        for place, widget in enumerate(folding[:_OPEN_AT_FIRST]):
            widget.unfolded = not place or len(getattr(widget, "terms", ())) <= _SHORT
        free = Selection.make(table, floor=ALL_ROWS)
        for each in self._filters.values():
            if isinstance(each.widget, TermBoxes) and each.pairs is None:
                alone = [each.put(free, [box["term"]]).mask(dossier) for box in each.widget.terms]
                each.pairs = np.nonzero(np.column_stack(alone))
            each.widget.observe(lambda _, quiet=each.quiet: changed(quiet), "value")

    def __getitem__(self, name: str) -> Filter:
        """Return the filter of that name."""
        return self._filters[name]

    @property
    def selection(self) -> Selection:
        """What the filters choose together; setting it sets them."""
        selection = self._base
        for each in self._filters.values():
            selection = each.put(selection, each.widget.value)
        return selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self._base = selection
        for each in self._filters.values():
            each.widget.value = each.get(selection)

    def show(self, selection: Selection, colored: Collection[str] = ()) -> None:
        """Write beside each choice how many rows would stand if it were chosen with the rest as they are.

        Swatches stand beside the terms of the columns that the picture colors.
        """
        found = int(selection.mask(self._dossier).sum())
        for name, each in self._filters.items():
            if each.pairs is not None:
                widget, (rows, choices) = each.widget, each.pairs
                rest = each.put(selection, []).mask(self._dossier)
                hidden = int(rest.sum()) - found if widget.single else 0
                widget.counts = np.bincount(choices[rest[rows]], minlength=len(widget.terms)).tolist()
                widget.note = f"{hidden} left out" if hidden else ""
                widget.swatches = name in colored


def offered(dossier: Dossier, table: str) -> list[str]:
    """Return the filters that a table offers by itself, in the order of its columns."""
    columns = dossier.table(table).columns
    kinds = TABLES[table].of_kind("term", "terms", "list")
    names = [name for name in kinds if name in columns and name != FLOOR]
    names += [DATES] if TABLES[table].of_kind("date") else []
    names += [FLOOR] if FLOOR in columns else []
    return [*names, SEARCH]


def _make(dossier: Dossier, table: str, name: str) -> Filter:
    if name.startswith(CITES):
        return _cites(dossier, name.removeprefix(CITES))
    allowed = offered(dossier, table)
    if name not in allowed:
        raise unknown(f"filter of {table}", name, [*allowed, "cites:<source>"])
    if name == SEARCH:
        return _part(
            field(widgets.Text, "Search", placeholder=f"words in {TABLES[table].noun}"), "text", TYPING
        )
    if name == FLOOR:
        boxes = [{"term": term, "label": label} for term, label in FLOORS.items()]
        widget = TermBoxes(label="Verification", terms=boxes, single=True, value=["one-source"])
        return _part(widget, "floor", CLICK, lambda value: [*value, ALL_ROWS][0], lambda floor: [floor])
    return _dates(dossier, table) if name == DATES else _terms(dossier, table, name)


def _where(selection: Selection, **terms: Sequence[str]) -> Selection:
    """Return a selection that asks for these terms of these columns; with no terms a column is left free."""
    return selection.with_(where={**dict(selection.where), **terms})


def _asked(column: str) -> Callable[[Selection], list[str]]:
    return lambda selection: list(dict(selection.where).get(column, ()))


Month = tuple[int, int]


def _month(month: Month) -> str:
    return f"{month[0]:04d}-{month[1]:02d}"


def bins(months: list[Month], last: Month) -> list[dict[str, Any]]:
    """Return bars for the rows that begin in each stretch: years, and months where most rows are."""
    first, many = min(months), Counter(months)
    step = 1 if last[0] - first[0] < _BINS else 10
    years = range(first[0] - first[0] % step, last[0] + 1, step)
    room = (_BINS - len(years)) // 11 if step == 1 else 0
    fine = {year for year, _ in Counter(year for year, _ in months).most_common(room)}
    stretches: list[tuple[Month, Month]] = []
    for year in years:
        each = [((year, month), (year, month)) for month in range(1, 13)]
        stretches += each if year in fine else [((year, 1), (year + step - 1, 12))]
    made = []
    for start, end in stretches:
        if end >= first and start <= last:
            n = sum(rows for month, rows in many.items() if start <= month <= end)
            one, two = say_date(_month(start)), say_date(_month(end))
            whole = f"{start[0]}" if start[0] == end[0] else f"{start[0]}–{end[0]}"
            bar = {"from": _month(start), "to": _month(end), "n": n, "start": one, "end": two}
            mark = f"{start[0]:04d}" if start[1] == 1 else ""
            made.append({**bar, "label": one if start == end else whole, "mark": mark})
    return made


class Choices:
    """The line above the picture: which chart, at which size, with which of its options."""

    def __init__(self, dossier: Dossier, offered: Sequence[Chart], changed: Callable[[float], None]) -> None:
        self._dossier, self._changed = dossier, lambda: changed(CLICK)
        self._charts = {chart.name: chart for chart in offered}
        labels = [(each.label, each.name) for each in offered]
        tall = {name: f" × {each.height_mm:g}" if each.height_mm else "" for name, each in PRESETS.items()}
        sizes = [(f"{name}, {each.width_mm:g}{tall[name]} mm", name) for name, each in PRESETS.items()]
        self.chart = field(widgets.Dropdown, "Chart", self._on_chart, options=labels)
        self.preset = field(widgets.Dropdown, "Size", self._changed, options=sizes, value="full")
        self._options: dict[str, widgets.Widget] = {}
        self.widget = named(widgets.Box(), "akit-row", "akit-choices")
        self._lay_out({})

    @property
    def names(self) -> list[str]:
        """The names of the charts to choose from."""
        return list(self._charts)

    @property
    def options(self) -> dict[str, Any]:
        """The chart's options that differ from what the chart does by itself."""
        usual = self._charts[self.chart.value].options
        return {name: value for name, value in self._values().items() if value != usual[name].default}

    def show(self, chart: str, preset: str, options: Mapping[str, Any]) -> None:
        """Set the controls."""
        self.chart.value, self.preset.value = chart, preset
        self._lay_out(options)

    def _on_chart(self) -> None:
        self._lay_out(self._values())
        self._changed()

    def _values(self) -> dict[str, Any]:
        return {name: each.value for name, each in self._options.items()}

    def _lay_out(self, values: Mapping[str, Any]) -> None:
        self._options = {}
        for name, option in self._charts[self.chart.value].options.items():
            value = values.get(name, option.default)
            fitting = value if option.takes(value) else option.default
            self._options[name] = _control(self._dossier, name, fitting, option)
            self._options[name].observe(lambda _: self._changed(), "value")
        self.widget.children = [self.chart, self.preset, *self._options.values()]


def _control(dossier: Dossier, name: str, value: Any, option: Option) -> widgets.Widget:
    """Return a control for one option: a menu where it takes certain words, else what its value asks for."""
    label = option.label or name.replace("_", " ").capitalize()
    if words := option.choices or (option.found(dossier) if option.found else {}):
        choices = [(text, word) for word, text in ({value: str(value) or "automatic"} | dict(words)).items()]
        return field(widgets.Dropdown, label, options=choices, value=value)
    if isinstance(option.default, bool):
        return tick(label, value)
    return field(widgets.IntText if isinstance(option.default, int) else widgets.Text, label, value=value)
