"""Mending what scanning, setting and wrapping did to a text, and nothing else."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

_DROPPED = dict.fromkeys(
    map(ord, "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufffc")
)
_EMBEDDED = re.compile("\u202a([^\u202a-\u202e\n]*)\u202c")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06ef]")
_JOINED = re.compile("[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]")


def clean_controls(text: str) -> str:
    """Return text without marks of direction and other letters that nobody sees.

    What a mark sets from the left amid Arabic letters, as pdftotext does, is put in the order of reading.
    """

    def turned(match: re.Match[str]) -> str:
        runs = re.findall(r"[^\W_](?:[^\W_]|[.,:/-](?=[^\W_]))*|[\W_]", match[1])
        return "".join(reversed(runs)) if not _ARABIC.search(match[1]) and len(match[1]) < 20 else match[1]

    return _EMBEDDED.sub(turned, text).translate(_DROPPED)


def clean(text: str) -> str:
    """Return one paragraph on one line, without soft hyphens, ligatures and presentation forms."""
    text = text.translate(_DROPPED).replace("\u00ad", "")
    text = _JOINED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(text.split())


class Hyphens:
    """Tells by the other words of a text whether a hyphen at the end of a line belongs to the word."""

    def __init__(self, lines: Iterable[str]):
        lines = [line.strip() for line in lines]
        text = " ".join(lines).casefold().replace("‐", "-")
        self._words = frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\w+-\s\w+", " ", text)))
        self._compounds = frozenset(re.findall(r"\w+-\w+", text))
        told = [self._told(line, after) for line, after in itertools.pairwise(lines)]
        self._keep = told.count(False) <= told.count(True)

    def _told(self, line: str, after: str) -> bool | None:
        """Return what the text tells of one hyphen; None when nothing."""
        first, second = re.search(r"(\w+)[-‐]$", line), re.match(r"\w+", after)
        if not first or not second:
            return None
        start, end = first[1].casefold(), second[0].casefold()
        if not second[0][0].islower() or start[-1].isdigit() or f"{start}-{end}" in self._compounds:
            return True
        if start + end in self._words:
            return False
        return True if {start, end} <= self._words else None

    def stays(self, line: str, after: str) -> bool:
        """Tell whether the hyphen at the end of `line`, which `after` goes on, stays."""
        told = self._told(line, after)
        return self._keep if told is None else told


def join_lines(lines: Sequence[str], hyphens: Hyphens) -> str:
    """Return wrapped lines as one, words that a hyphen parts at a line's end joined."""
    joined = ""
    for line in lines:
        line = line.strip()
        if joined.endswith("\u00ad"):
            joined = joined[:-1] + line
        elif re.search(r"\w[-‐]$", joined) and re.match(r"\w", line):
            joined = (joined if hyphens.stays(joined, line) else joined[:-1]) + line
        else:
            joined = f"{joined} {line}" if joined else line
    return joined
