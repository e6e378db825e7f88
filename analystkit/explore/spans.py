"""A filter that is a range of dates, in steps of days, months or years."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

import pandas as pd

from analystkit.dossier import TABLES, Dossier, Selection, parse_date, say_date
from analystkit.explore.debounce import DRAG
from analystkit.explore.parts import SpanSlider

_DAYS_AT_MOST, _MONTHS_AT_MOST = 300, 480


class SpanFilter:
    """A range of dates with two handles; a handle at its end of the track leaves that side open.

    Parameters
    ----------
    dossier : Dossier
        Where the rows are.
    table : str
        What is filtered; its first date column counts.
    """

    quiet = DRAG

    def __init__(self, dossier: Dossier, table: str) -> None:
        column = TABLES[table].of_kind("date")[0]
        frame = dossier.table(table)
        known = pd.concat([frame[f"{column}_from"], frame[f"{column}_to"]]).dropna()
        self._steps = steps_between(known.min().date(), known.max().date()) if len(known) else [""]
        self._last = len(self._steps) - 1
        label = column.replace("_", " ").capitalize()
        words = [say_date(step) or "no dates" for step in self._steps]
        self.widget = SpanSlider(label=label, steps=words, value=[0, self._last])
        self._given: tuple[list[int], tuple[str, str] | None] = ([0, self._last], None)

    def read(self, selection: Selection) -> Selection:
        """Return the selection with the dates between the handles."""
        low, high = self.widget.value
        places, dates = self._given
        if [low, high] == places:  # finer than the steps, perhaps, and not touched since
            return selection.with_(dates=dates)
        ends = (self._steps[low] if low > 0 else "", self._steps[high] if high < self._last else "")
        return selection.with_(dates=ends)

    def show(self, selection: Selection) -> None:
        """Put the handles where the selection's dates fall."""
        low, high = selection.dates or ("", "")
        first = parse_date(low).first if low else None
        last = parse_date(high).last if high else None
        places = [self._place(first, 0), self._place(last, self._last)]
        self._given = (places, selection.dates)
        self.widget.value = places

    def count(self, selection: Selection) -> None:
        """Nothing to count beside a range."""

    def _place(self, day: dt.date | None, otherwise: int) -> int:
        """Return the step in which a day falls."""
        if day is None or self._last == 0:
            return otherwise
        starts = [parse_date(step).first or dt.date.min for step in self._steps]
        return min(max(bisect_right(starts, day) - 1, 0), self._last)


def steps_between(first: dt.date, last: dt.date) -> list[str]:
    """Return the days, months or years from one day to another, as EDTF dates: a few hundred at the most."""
    if (last - first).days <= _DAYS_AT_MOST:
        return [(first + dt.timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= _MONTHS_AT_MOST:
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
    return [f"{year:04d}" for year in range(first.year, last.year + 1)]
