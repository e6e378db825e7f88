"""Mending what scanning, setting and wrapping did to a text, and nothing else."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from analystkit.analysis.texts.headings import starts_article

_DROPPED = dict.fromkeys(map(ord, "\u00ad\ufeff\u200b\u2060\ufffc"))
_JOINED = re.compile("[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|стр\.?|с\.|صفحه|ص)\s*)?\d{1,4}(?:\s*(?:/|of|из|از)\s*\d{1,4})?[-–—\s]*"
)
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-zа-я])[.)]\s|[•–—-]\s")
_LONGEST_WRAP = 160
_SHORTEST_WRAP = 40


def clean(text: str) -> str:
    """Return one paragraph on one line, without soft hyphens, ligatures and presentation forms."""
    text = _JOINED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.translate(_DROPPED))
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a plain text, wrapped lines joined.

    A line break is taken for wrapping where the next word would not have fitted on the line: the width is
    that of the longest line that another follows. Blank lines, indents, items and headings of articles
    start a paragraph in any case. Form feeds part pages, whose running heads and numbers are dropped.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = drop_furniture([page.split("\n") for page in text.split("\f")])
    lines = [line for page in pages for line in page]
    width = _wrapped_width(lines)
    blocks: list[list[str]] = []
    open_block = False
    for line in lines:
        if not line.strip():
            open_block = False
            continue
        if open_block and _continues(blocks[-1][-1], line, width):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        open_block = True
    hyphens = Hyphens(lines)
    return [block for block in (clean(join_lines(lines, hyphens)) for lines in blocks) if block]


def _wrapped_width(lines: Sequence[str]) -> int:
    """Return the width at which lines seem to be wrapped; 0 when they are not."""
    inner = sorted(
        len(line.rstrip()) for line, after in itertools.pairwise(lines) if line.strip() and after.strip()
    )
    if not inner or not _SHORTEST_WRAP <= inner[-1] <= _LONGEST_WRAP:
        return 0
    return inner[-1]


def _continues(line: str, after: str, width: int) -> bool:
    """Tell whether a line break is one of wrapping."""
    indented = len(after) - len(after.lstrip()) > len(line) - len(line.lstrip()) + 1
    ended = line.rstrip().endswith((".", ";", ":", "!", "?", "؟", "؛"))
    if not width or indented or (ended and (_ITEM.match(after.strip()) or starts_article(after))):
        return False
    return len(line.rstrip()) + 1 + len(after.split()[0]) > width


class Hyphens:
    """Tells whether a hyphen at the end of a line belongs to the word.

    It does where the text has the word with it elsewhere, or both parts as words, and does not where the
    text has the word without. For words of which the text tells nothing, most of those that it tells of
    decide.

    Parameters
    ----------
    lines : iterable of str
        All lines of the text.
    """

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


def drop_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return pages without the heads, feet and page numbers that recur on them."""
    if len(pages) < 2:
        return [list(page) for page in pages]
    seen = Counter(key for page in pages for key in {_furniture_key(line) for _, line in _edges(page)})
    enough = max(2, round(len(pages) * 0.5))
    kept = []
    for page in pages:
        dropped = {
            place
            for place, line in _edges(page)
            if seen[_furniture_key(line)] >= enough or _PAGE_NUMBER.fullmatch(line.strip())
        }
        kept.append([line for place, line in enumerate(page) if place not in dropped])
    return kept


def _edges(page: Sequence[str]) -> list[tuple[int, str]]:
    """Return the first two and last two lines of a page that are not blank and not long."""
    lines = [(place, line) for place, line in enumerate(page) if line.strip()]
    edges = lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]
    return [(place, line) for place, line in edges if len(line.strip()) <= 100]


def _furniture_key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).casefold())
