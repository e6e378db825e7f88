"""Dates in EDTF, the Library of Congress Extended Date/Time Format."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

EXPECTED = "an EDTF date such as 2020-05-04, 2019-12, 2018-08/2018-11 or 2017~"
_FORM = re.compile(r"(\d{2}[0-9X]{2}|\d[0-9X]{3})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?")
_MONTHS = list(calendar.month_name)
# EDTF's numbers from 21 on, beside those of months: what each is called, its first month, how many it has.
_SEASONS = ["spring", "summer", "autumn", "winter"]
_PARTS = {
    **{21 + n: (name, 3 * n + 3, 3) for n, name in enumerate(_SEASONS)},
    **{25 + n: (f"{name} (northern)", 3 * n + 3, 3) for n, name in enumerate(_SEASONS)},
    **{29 + n: (f"{name} (southern)", (3 * n + 8) % 12 + 1, 3) for n, name in enumerate(_SEASONS)},
    **{
        33 + n: (f"{word} quarter of", 3 * n + 1, 3)
        for n, word in enumerate(["first", "second", "third", "last"])
    },
    **{37 + n: (f"{word} third of", 4 * n + 1, 4) for n, word in enumerate(["first", "second", "last"])},
    **{40 + n: (f"{word} half of", 6 * n + 1, 6) for n, word in enumerate(["first", "second"])},
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
    """Parse one EDTF date.

    Parameters
    ----------
    text : str
        A day, month, season (``2020-21``), year or decade (``202X``), with ``?``, ``~`` or ``%``, or two of
        them parted by a slash; ``..`` or nothing on one side leaves that side open.

    Returns
    -------
    EdtfDate
        Its bounds and qualifiers.

    Raises
    ------
    ValueError
        If it is not such a date, or no day of the calendar.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, levels 0 and 1; of level 2 the parts
    of a year.

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
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first, months = (1, 12) if month in (None, "XX") else (int(month), 1)
    if first in _PARTS:
        if day:
            raise ValueError(part)
        _, first, months = _PARTS[first]
    last = first + months - 1
    end = (high + (last - 1) // 12, (last - 1) % 12 + 1)
    start_day, end_day = (int(day), int(day)) if day and day != "XX" else (1, 0)
    return dt.date(low, first, start_day), dt.date(*end, end_day or calendar.monthrange(*end)[1])


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
        start, end = text.split("/")
        if start in ("", ".."):
            return f"until {say_date(end)}"
        return f"from {say_date(start)}" if end in ("", "..") else f"{say_date(start)} to {say_date(end)}"
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
