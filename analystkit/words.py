"""Counts, lists and numbers in words: the one way to a plural, a list and a run of numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SMALL = "no one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_PLURALS = {"series": "series", "is": "es", "y": "ies", "s": "ses", "x": "xes", "ch": "ches"}
_TAIL = re.compile(r" (?:of|with|without|on|in|from|to|for|by|that|which|at)\b.*")
_STEERING = ("Cc", "Cf", "Cs")  # characters that steer a terminal or turn its writing round
_KEPT = "\n\u200c\u200d"
_FIELD = re.compile(r"\{(\w+)(!w)?(?::([^{}|]+)|\|([^{}|]*)\|([^{}|]*))?\}")


def plural(noun: str) -> str:
    """Return the plural of an English noun; what follows a preposition stays as it is.

    Examples
    --------
    >>> plural("treaty"), plural("hypothesis"), plural("item of evidence"), plural("unverified motive")
    ('treaties', 'hypotheses', 'items of evidence', 'unverified motives')
    """
    tail = _TAIL.search(noun)
    head, rest = (noun[: tail.start()], tail.group()) if tail else (noun, "")
    for end, ends in _PLURALS.items():
        if head.endswith(end) and not re.search(r"[aeiou]y$", head):
            return head[: len(head) - len(end)] + ends + rest
    return f"{head}s{rest}"


def number(value: float, words: bool = False) -> str:
    """Return a number as it is printed; in words up to twelve as prose has it."""
    if words and value in range(13):
        return _SMALL.split()[int(value)]
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def count(number_of: int, one: str, many: str = "", words: bool = False) -> str:
    """Return a number with its noun in the right form."""
    noun = one if number_of == 1 else many or plural(one)
    return f"{number(number_of, words) if number_of else 'no'} {noun}"


def say(template: str, /, **values: object) -> str:
    """Return a sentence with its counts, nouns and verbs in agreement.

    Parameters
    ----------
    template : str
        Text with fields: ``{n}`` the value, ``{n:provision}`` the number and the noun,
        ``{n:child/children}`` a noun with a plural of its own, ``{n!w:source}`` the number in words up to
        twelve, ``{n|rests|rest}`` the first where n is one, else the second.
    **values
        The value of each name.

    Returns
    -------
    str

    Examples
    --------
    >>> say("{n:provision} {n|rests|rest} on {m!w:source}", n=1, m=2)
    '1 provision rests on two sources'
    >>> say("{n:provision} {n|rests|rest} on {m!w:source}", n=3, m=1)
    '3 provisions rest on one source'
    """

    def field(found: re.Match[str]) -> str:
        name, words, noun, one, many = found.groups()
        value = values[name]
        if noun:
            singular, _, own = noun.partition("/")
            return count(int(str(value)), singular, own, bool(words))
        if one is not None:
            return one if value == 1 else many
        return number(value, bool(words)) if isinstance(value, int | float) else str(value)

    return _FIELD.sub(field, template)


def listing(names: Iterable[object], last: str = "and", limit: int = 0) -> str:
    """Return names as a list in a sentence; of more than `limit`, so many are named and the rest counted.

    Examples
    --------
    >>> listing(["oil", "gas", "coal"], "or"), listing(["oil", "gas", "coal"], limit=1)
    ('oil, gas or coal', 'oil and 2 more')
    """
    words = [str(name) for name in names]
    if limit and len(words) > limit:
        words = [*words[:limit], f"{len(words) - limit} more"]
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """Return text with a capital at its start; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def lower_label(label: str) -> str:
    """Return a label as it reads inside a sentence; names and abbreviations keep their capitals."""
    first = label.split(" ")[0].split("-")[0]
    return label if len(first) > 1 and not first[1:].islower() else label[:1].lower() + label[1:]


def spans(numbers: Iterable[int], last: str = "and") -> str:
    """Return numbers as they are cited, runs of three or more drawn together: 17, 24–26 and 34."""
    runs: list[list[int]] = []
    for value in sorted(set(numbers)):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    words = [w for run in runs for w in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]
    return listing(words, last) if last else ", ".join(words)


def ordinal(rank: int) -> str:
    """Return a rank in words up to twelve, else in figures.

    Examples
    --------
    >>> ordinal(2), ordinal(21), ordinal(13)
    ('second', '21st', '13th')
    """
    if 0 < rank <= 12:
        return _ORDINALS.split()[rank - 1]
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def printable(text: str) -> str:
    """Return text for a terminal, without what steers it, whoever wrote it."""
    return "".join(" " if unicodedata.category(c) in _STEERING and c not in _KEPT else c for c in text)
