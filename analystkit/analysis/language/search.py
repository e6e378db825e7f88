"""Keyword in context: words, phrases and wildcards, each line with its citation; and the words near them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analystkit.analysis.language.corpus import WORD, Corpus, fold_word, stem
from analystkit.errors import KitError

SIGNIFICANT = 3.84  # chi-squared with one degree of freedom, p < 0.05
_SMOOTH = 0.5


def log_likelihood(a: np.ndarray | float, b: np.ndarray | float, c: float, d: float) -> np.ndarray:
    """Return the log-likelihood G² of a word's frequencies in two texts.

    With E1 = c(a + b)/(c + d) and E2 = d(a + b)/(c + d), G² = 2(a ln(a/E1) + b ln(b/E2)), where a
    frequency of 0 adds nothing (Rayson and Garside 2000, "Comparing corpora using frequency profiling").
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    both = (a + b) / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(a > 0, a * np.log(a / (c * both)), 0.0)
        second = np.where(b > 0, b * np.log(b / (d * both)), 0.0)
    return 2 * (first + second)


def log_ratio(a: np.ndarray | float, b: np.ndarray | float, c: float, d: float) -> np.ndarray:
    """Return the binary logarithm of the ratio of two relative frequencies: an effect size.

    A word with the value 1 is twice as frequent in the first text, with 2 four times, with −1 half
    (Hardie 2014, "Log Ratio"). A frequency of 0 counts as one half.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.log2((np.where(a > 0, a, _SMOOTH) / c) / (np.where(b > 0, b, _SMOOTH) / d))


def keyness(
    one: Corpus, against: Corpus, *, minimum: int = 3, without: Iterable[str] = (), sure: bool = False
) -> pd.DataFrame:
    """Compare the words of two texts or parts; with `sure` only those past `SIGNIFICANT` are offered."""
    for part in (one, against):
        if not len(part):
            raise KitError(f"nothing to compare: {part.name or 'one part'} has no words")
    words = sorted({*one.counts, *against.counts} - frozenset(without))
    a, b = (np.array([part.counts[word] for word in words], dtype=int) for part in (one, against))
    c, d = len(one), len(against)
    g2 = log_likelihood(a, b, c, d)
    table = pd.DataFrame(
        {
            "word": pd.Series(words, dtype="str"),
            "count": a,
            "against": b,
            "per_1000": 1000 * a / c,
            "against_per_1000": 1000 * b / d,
            "g2": np.where(a / c >= b / d, g2, -g2),
            "log_ratio": log_ratio(a, b, c, d),
        }
    )
    table = table[(a + b >= minimum) & ((g2 >= SIGNIFICANT) | (not sure))]
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


Sort = Literal["position", "left", "right"]
_SLOT = re.compile(rf"(?:[*?|]|{WORD})+")
_CONTEXT = 4


class Line(NamedTuple):
    """One place where the words stand: what is left and right of them, and where it is."""

    left: str
    key: str
    right: str
    source: str
    place: str
    passage: int


@dataclass(frozen=True, eq=False)
class Hits:
    """All places of a query: the first and last word of each, in the order of the text."""

    corpus: Corpus
    query: str
    places: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    @property
    def positions(self) -> list[int]:
        """The first word of each."""
        return [first for first, _ in self.places]

    def lines(self, sort: Sort = "position", limit: int | None = 500, width: int = 60) -> list[Line]:
        """Return lines with their context."""
        if sort not in ("position", "left", "right"):
            raise KitError(f"no order {sort!r}: lines are sorted by position, left or right")
        given, lines = self.corpus, []
        passages = given.passage_of(self.positions).tolist()
        found = list(zip(self.places, passages, strict=True))
        if sort != "position":
            found.sort(key=lambda hit: self._beside(hit[0], hit[1], sort))
        for (first, last), passage in found[:limit]:
            unit, start, end = given.units[passage], given.spans[first][0], given.spans[last][1]
            left, right = unit.text[max(0, start - width) : start], unit.text[end : end + width]
            lines.append(Line(left, unit.text[start:end], right, unit.source, unit.place, passage))
        return lines

    def _beside(self, place: tuple[int, int], passage: int, sort: str) -> list[str]:
        """Return the words beside a hit, nearest first, as far as its passage goes."""
        words, (low, high) = self.corpus.words, self.corpus.first[passage : passage + 2].tolist()
        if sort == "left":
            return words[max(low, place[0] - _CONTEXT) : place[0]][::-1]
        return words[place[1] + 1 : min(high, place[1] + 1 + _CONTEXT)]


def search(corpus: Corpus, query: str, *, stems: bool = False) -> Hits:
    """Find a word or phrase.

    Case, accents of Russian, vowel marks of Persian and marks between words make no difference. In a
    word, ``*`` stands for any letters and ``?`` for one; alone, ``*`` is any one word; ``|`` parts
    alternatives: ``shall|will promot*``. A part of a word with a hyphen is found too. A phrase does not
    run from one passage into the next.
    """
    parts = _SLOT.findall(query)
    if parts and not re.search(r"\w", query):
        raise KitError(f"{query!r} matches every word: name at least one letter")
    if not parts or not len(corpus):
        return Hits(corpus, query, ())
    joined, begins = corpus.joined
    phrase = "[ -]".join(_slot(corpus, part, stems) for part in parts)
    found = [m.span(1) for m in re.finditer(rf"(?<![^\s-])(?=({phrase})(?![^\s-]))", joined)]
    starts, ends = (
        (np.searchsorted(begins, [span[end] - end for span in found], side="right") - 1).tolist()
        for end in (0, 1)
    )
    return Hits(corpus, query, tuple(dict.fromkeys(zip(starts, ends, strict=True))))


def _slot(corpus: Corpus, part: str, stems: bool) -> str:
    """Return the expression for the words that may stand at one place of a phrase."""
    if part == "*":
        return r"[^\s-]+"
    ways = []
    for word in filter(None, part.split("|")):
        if stems and not set("*?") & set(word):
            wanted = stem(fold_word(word))
            ways += [re.escape(other) for other in corpus.counts if stem(other) == wanted]
        else:
            pieces = (
                {"*": r"[^\s-]*", "?": r"[^\s-]"}.get(p) or re.escape(fold_word(p)).replace(r"\-", "[ -]?")
                for p in re.findall(r"[*?]|[^*?]+", word)
            )
            ways.append("".join(pieces))
    return f"(?:{'|'.join(ways) or '(?!)'})"


def neighbors(
    corpus: Corpus,
    query: str,
    *,
    window: int = 4,
    minimum: int = 2,
    without: Iterable[str] = (),
    limit: int = 50,
) -> pd.DataFrame:
    """Return the words that stand near a word or phrase more often than elsewhere."""
    hits = search(corpus, query)
    inside, own = set[int](), set[int]()
    for (first, last), passage in zip(hits.places, corpus.passage_of(hits.positions).tolist(), strict=True):
        low, high = corpus.first[passage : passage + 2].tolist()
        inside.update(range(max(low, first - window), min(high, last + 1 + window)))
        own.update(range(first, last + 1))
    near = Counter(corpus.words[number] for number in inside - own)
    rest = corpus.counts - Counter(corpus.words[number] for number in inside)
    left_out = frozenset(without)
    kept = sorted(word for word, number in near.items() if number >= minimum and word not in left_out)
    a, b = (np.array([counted[word] for word in kept]) for counted in (near, rest))
    totals = max(1, near.total()), max(1, rest.total())
    table = pd.DataFrame(
        {
            "word": pd.Series(kept, dtype="str"),
            "near": a,
            "count": [corpus.counts[word] for word in kept],
            "g2": log_likelihood(a, b, *totals),
            "log_ratio": log_ratio(a, b, *totals),
        }
    )
    table = table[table["log_ratio"] > 0]
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True).head(limit)
