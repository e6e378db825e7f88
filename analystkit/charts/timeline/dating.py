"""Dates as short as a timeline needs them."""

from __future__ import annotations

import datetime as dt

from analystkit.dossier.dates import EdtfDate, parse_date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(day: dt.date, year: bool = True, month: bool = True) -> str:
    words = [str(day.day), MONTHS[day.month - 1] if month else "", str(day.year) if year else ""]
    return " ".join(filter(None, words))


def _single(text: str, first: dt.date | None) -> str:
    """Return one side of a date: a day, month or year; anything else as it is written."""
    bare = text.rstrip("?~%")
    if first is None or "X" in bare:
        return bare
    if len(bare) == 10:
        return _day(first)
    return f"{MONTHS[first.month - 1]} {first.year}" if len(bare) == 7 and int(bare[5:]) <= 12 else bare


def _between(date: EdtfDate, start: str, end: str) -> str:
    first, last = date.first, date.last
    if first and last and len(start.rstrip("?~%")) == 10 and len(end.rstrip("?~%")) == 10:
        same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
        return f"{_day(first, not same_year, not same_month)}–{_day(last)}"
    return f"{_single(start, first)}–{_single(end, last)}"


def short_date(text: str) -> str:
    """Return an EDTF date in few characters."""
    try:
        date = parse_date(text)
    except ValueError:
        return text
    start, _, end = text.partition("/")
    if "/" not in text:
        words = _single(start, date.first)
    elif end in ("", ".."):
        words = f"from {_single(start, date.first)}"
    elif start in ("", ".."):
        words = f"until {_single(end, date.last)}"
    else:
        words = _between(date, start, end)
    return f"{'c. ' if date.approximate else ''}{words}{'?' if date.uncertain else ''}"
