"""Dates in EDTF, the Library of Congress Extended Date/Time Format."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the parser's grammar warns of itself as it is built
    from edtf import parse_edtf

EXPECTED = "an EDTF date such as 2025-01-17, 2024-12, 2022-08/2022-11 or 2024~"
_FORM = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class EdtfDate:
    """A date as EDTF writes it, with the first and the last day that it may mean.

    Parameters
    ----------
    text : str
        As written.
    first, last : datetime.date or None
        The bounds, both included; None where an interval is open.
    approximate, uncertain : bool
        Whether any part carries ``~`` or ``?``.
    """

    text: str
    first: dt.date | None
    last: dt.date | None
    approximate: bool = False
    uncertain: bool = False


@lru_cache(maxsize=8192)
def parse_date(text: str) -> EdtfDate:
    """Parse one EDTF date.

    Parameters
    ----------
    text : str
        A day, month or year, with ``?``, ``~`` or ``%``, or two of them parted by a slash; ``..`` or
        nothing on one side leaves that side open.

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
    Library of Congress, Extended Date/Time Format (EDTF) Specification, levels 0 and 1.

    Examples
    --------
    >>> parse_date("2024-12").last
    datetime.date(2024, 12, 31)
    >>> parse_date("2024-06/..").last is None
    True
    """
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
    if not _FORM.fullmatch(part):
        raise ValueError(part)
    try:
        parsed = parse_edtf(part)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        return dt.date(*low[:3]), dt.date(*high[:3])
    except Exception as error:  # the parser raises its own and its grammar's errors
        raise ValueError(part) from error


def say_day(day: dt.date) -> str:
    """Return a day in words, British style.

    Examples
    --------
    >>> say_day(dt.date(2025, 1, 17))
    '17 January 2025'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_date(text: str) -> str:
    """Return an EDTF date in plain words, British style.

    Parameters
    ----------
    text : str
        The date; what cannot be parsed comes back as it is.

    Returns
    -------
    str
        Such as ``about November 2022`` or ``9 March 2025 to 13 March 2025``.

    Examples
    --------
    >>> say_date("2022-11~")
    'about November 2022'
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
    words = _single(text.rstrip("?~%"), parsed.first)
    if parsed.approximate:
        words = f"about {words}"
    return f"{words} (uncertain)" if parsed.uncertain else words


def _single(bare: str, first: dt.date | None) -> str:
    """Return a date that is no interval in words; what is no plain day or month stays as written."""
    if first is None or "X" in bare:
        return bare
    if len(bare) == len("2025-01-17"):
        return say_day(first)
    is_month = len(bare) == len("2025-01") and int(bare[5:]) <= len(_MONTHS)  # EDTF numbers seasons from 21
    return f"{_MONTHS[first.month - 1]} {bare[:4]}" if is_month else bare
