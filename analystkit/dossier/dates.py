"""Dates in EDTF, the Library of Congress's format: levels 0 and 1, and of level 2 the parts of a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

EXPECTED = "an EDTF date such as 2020-05-04, 2019-12, 2018-08/2018-11 or 2017~"
_FORM = re.compile(r"(\d{2}[0-9X]{2}|\d[0-9X]{3})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")
_MONTHS = list(calendar.month_name)
_SEASONS = [(name, 3 * n + 3) for n, name in enumerate(["spring", "summer", "autumn", "winter"])]
_RANKS = ["first", "second", "third", "last"], ["first", "second", "last"], ["first", "second"]
# EDTF's numbers from 21 on, beside those of months: what each is called, its first month, how many it has.
_PARTS: dict[int, tuple[str, int, int]] = {
    **{21 + n: (name, first, 3) for n, (name, first) in enumerate(_SEASONS)},
    **{25 + n: (f"{name} (northern)", first, 3) for n, (name, first) in enumerate(_SEASONS)},
    **{29 + n: (f"{name} (southern)", (first + 5) % 12 + 1, 3) for n, (name, first) in enumerate(_SEASONS)},
    **{33 + n: (f"{word} quarter of", 3 * n + 1, 3) for n, word in enumerate(_RANKS[0])},
    **{37 + n: (f"{word} third of", 4 * n + 1, 4) for n, word in enumerate(_RANKS[1])},
    **{40 + n: (f"{word} half of", 6 * n + 1, 6) for n, word in enumerate(_RANKS[2])},
}


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as EDTF writes it, with the first and the last day that it may mean."""

    text: str
    first: dt.date | None  #: None where an interval is open, as for the last
    last: dt.date | None
    approximate: bool = False  #: whether any part carries ``~``
    uncertain: bool = False  #: or ``?``


def is_date(text: str) -> bool:
    """Tell whether a text is an EDTF date that `parse_date` parses."""
    try:
        parse_date(text)
        return True
    except ValueError:
        return False


@lru_cache(maxsize=8192)
def parse_date(text: str) -> EdtfDate:
    """Parse a day, month, season (``2020-21``), year or decade (``202X``), with ``?``, ``~`` or ``%``.

    Of two with a slash between, ``..`` or nothing on one side leaves that side open. What is no such date, or
    no day of the calendar, raises a `ValueError`.

    Examples
    --------
    >>> parse_date("2024-12").last
    datetime.date(2024, 12, 31)
    >>> parse_date("2024-06/..").last is None
    True
    """
    if len(text) == 10 and text.isascii() and text[5].isdecimal():  # by far the most are plain days
        try:
            day = dt.date.fromisoformat(text)
            return EdtfDate(text, day, day)
        except ValueError:
            pass  # it may still be a date with an X in it
    parts = text.split("/")
    if len(parts) > 2 or not any(_FORM.fullmatch(part) for part in parts):
        raise ValueError(text)
    bounds = [_bounds(part) for part in parts]
    first, last = bounds[0][0], bounds[-1][1]
    if first and last and first > last:
        raise ValueError(f"{text}: ends before it starts")
    return EdtfDate(text, first, last, any(mark in text for mark in "~%"), any(mark in text for mark in "?%"))


def _bounds(part: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of one side of an interval."""
    if part in ("", ".."):
        return None, None
    match = _FORM.fullmatch(part)
    if not match or not part.isascii():
        raise ValueError(part)
    year, month, day = match.groups()
    first, months = (1, 12) if month in (None, "XX") else (int(month), 1)
    if first in _PARTS and not day:
        _, first, months = _PARTS[first]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    high, last = high + (first + months - 2) // 12, (first + months - 2) % 12 + 1
    known = day not in (None, "XX")
    end = int(day) if known else calendar.monthrange(high, last)[1]
    return dt.date(low, first, int(day) if known else 1), dt.date(high, last, end)


def say_day(day: dt.date) -> str:
    """Return a day in words, British style.

    Examples
    --------
    >>> say_day(dt.date(2020, 5, 4))
    '4 May 2020'
    """
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def say_date(text: str) -> str:
    """Return an EDTF date in plain words, British style.

    Parameters
    ----------
    text : str
        The date; what cannot be parsed comes back as it is.

    Returns
    -------
    str
        Such as ``about November 2022``, ``spring 2001`` or ``9 March 2020 to 13 March 2020``.

    Examples
    --------
    >>> say_date("2022-11~"), say_date("201X")
    ('about November 2022', 'the 2010s')
    """
    try:
        parsed = parse_date(text)
    except ValueError:
        return text
    if "/" in text:
        start, end = ("" if side == ".." else say_date(side) for side in text.split("/"))
        return f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}"
    words = say_plain(text)
    if parsed.approximate:
        words = f"about {words}"
    return f"{words} (uncertain)" if parsed.uncertain else words


def say_plain(text: str, months: int = 0) -> str:
    """Return a date that is no interval in words, without its marks; months cut to so many letters."""
    year, month, day = _FORM.fullmatch(text).groups()  # type: ignore[union-attr]
    if "X" in year:
        fixed = year.rstrip("X")
        low, high = fixed.ljust(4, "0"), fixed.ljust(4, "9")
        words = f"the {low}s" if len(fixed) == 3 else f"between {low} and {high}"
        return words if month in (None, "XX") else f"{text.rstrip('?~%')} ({words})"
    if month is None:
        return year
    if month == "XX":
        return f"some month of {year}"
    if int(month) in _PARTS:
        name = _PARTS[int(month)][0]
        return f"the {name} {year}" if name.endswith(" of") else f"{name} {year}"
    named = f"{_MONTHS[int(month)][: months or None]} {year}"
    return named if day is None else f"some day of {named}" if day == "XX" else f"{int(day)} {named}"
