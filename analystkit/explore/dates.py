"""A filter that is a range of dates: two fields for months, and a small histogram to draw over."""

from __future__ import annotations

from collections import Counter
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, Selection, say_date
from analystkit.explore.terms import Filter
from analystkit.explore.widgets.base import script
from analystkit.explore.widgets.debounce import DRAG

_BINS = 60  # bars that can each be hit with a mouse
_BLANK = ["", ""]


class DateRange(anywidget.AnyWidget):
    """Two fields for months and a histogram; `value` holds the ends as EDTF dates, blank for an open one."""

    _esm = script("dates.js")
    label = traitlets.Unicode().tag(sync=True)
    bins = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode(), default_value=_BLANK).tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    whole = traitlets.Unicode().tag(sync=True)
    first = traitlets.Unicode().tag(sync=True)
    last = traitlets.Unicode().tag(sync=True)
    unfolded = traitlets.Bool(False).tag(sync=True)


class DateFilter(Filter):
    """A range of dates, as fine as a month by hand; a finer one that a selection brings is kept as it is."""

    quiet = DRAG

    def __init__(self, dossier: Dossier, table: str) -> None:
        column = TABLES[table].of_kind("date")[0]
        frame = dossier.table(table)
        begins = frame[f"{column}_from"].dropna()
        ends = pd.concat([begins, frame[f"{column}_to"].dropna()])
        months = [(day.year, day.month) for day in begins]
        last = max(((day.year, day.month) for day in ends), default=(0, 0))
        self.widget = DateRange(
            label=column.replace("_", " ").capitalize(), bins=bins(months, last) if months else []
        )
        if months:
            first, end = (f"{year:04d}-{month:02d}" for year, month in (min(months), last))
            self.widget.first, self.widget.last = first, end
            self.widget.whole = f"{say_date(first)} – {say_date(end)}: draw over it to choose"
        self.widget.observe(lambda _: self._say(), "value")

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the dates chosen."""
        low, high = self.widget.value
        return selection.with_(dates=(low, high))

    def show(self, selection: Selection) -> None:
        """Set the ends to the selection's dates."""
        self.widget.value = list(selection.dates or _BLANK)

    def _say(self) -> None:
        low, high = (say_date(end) if end else "" for end in self.widget.value)
        both = low if low == high else f"{low} – {high}"
        self.widget.words = (
            both if low and high else f"from {low}" if low else f"until {high}" if high else ""
        )


def bins(months: list[tuple[int, int]], last: tuple[int, int]) -> list[dict[str, Any]]:
    """Return bars for the rows that begin in each stretch: years, and months where most rows are."""
    counts = Counter(months)
    years = range(min(months)[0], last[0] + 1)
    step = 1 if len(years) <= _BINS else 10
    stretches = sorted({year - year % step for year in years}) if step > 1 else list(years)
    room = _BINS - len(stretches)
    busy = Counter(year for year, _ in months)
    fine = {year for year, _ in busy.most_common(max(0, room // 11))} if step == 1 else set[int]()
    made = []
    for start in stretches:
        if start in fine:
            made += [
                _bar(counts, f"{start:04d}-{month:02d}", f"{start:04d}-{month:02d}") for month in range(1, 13)
            ]
        else:
            made.append(_bar(counts, f"{start:04d}-01", f"{start + step - 1:04d}-12"))
    lowest, highest = (f"{year:04d}-{month:02d}" for year, month in (min(months), last))
    return [bar for bar in made if bar["to"] >= lowest and bar["from"] <= highest]


def _bar(counts: Counter[tuple[int, int]], start: str, end: str) -> dict[str, Any]:
    n = sum(many for (year, month), many in counts.items() if start <= f"{year:04d}-{month:02d}" <= end)
    first, last = say_date(start), say_date(end)
    label = first if start == end else start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    mark = start[:4] if start.endswith("-01") else ""
    return {"from": start, "to": end, "n": n, "label": label, "start": first, "end": last, "mark": mark}
