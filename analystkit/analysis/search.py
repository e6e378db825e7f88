"""Words in context and in numbers: where they stand, what stands near them, and what sets two texts apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analystkit.analysis.corpus import WORD, Corpus, fold_word, stem
from analystkit.errors import KitError

SURE = 3.84  # chi-squared with one degree of freedom, p < 0.05
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
    places: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    @property
    def positions(self) -> list[int]:
        """The first word of each."""
        return [first for first, _ in self.places]

    def around(self, reach: int) -> Iterator[tuple[int, range, range]]:
        """Give for each the number of its passage, and so many words before and after it in that passage."""
        passages, edges = self.corpus.passage_of(self.positions).tolist(), self.corpus.first.tolist()
        for (first, last), passage in zip(self.places, passages, strict=True):
            low, high = edges[passage : passage + 2]
            yield passage, range(max(low, first - reach), first), range(last + 1, min(high, last + 1 + reach))

    def lines(self, sort: Sort = "position", limit: int | None = 500, width: int = 60) -> list[Line]:
        """Return lines with their context."""
        given, lines = self.corpus, []
        found: Iterable[tuple[int, range, range]] = self.around(_CONTEXT)
        if sort == "left":
            found = sorted(found, key=lambda hit: [given.words[at] for at in reversed(hit[1])])
        if sort == "right":
            found = sorted(found, key=lambda hit: [given.words[at] for at in hit[2]])
        for passage, before, after in islice(found, limit):
            unit = given.units[passage]
            start, end = given.spans[before.stop][0], given.spans[after.start - 1][1]
            left, right = unit.text[max(0, start - width) : start], unit.text[end : end + width]
            lines.append(Line(left, unit.text[start:end], right, unit.source, unit.place, passage))
        return lines


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
        return Hits(corpus, ())
    joined, begins = corpus.joined
    phrase = "[ -]".join(_slot(corpus, part, stems) for part in parts)
    found = [m.span(1) for m in re.finditer(rf"(?<![^\s-])(?=({phrase})(?![^\s-]))", joined)]
    starts, lasts = (
        (np.searchsorted(begins, [span[end] - end for span in found], side="right") - 1).tolist()
        for end in (0, 1)
    )
    return Hits(corpus, tuple(dict.fromkeys(zip(starts, lasts, strict=True))))


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
            first, *later = (
                "".join(
                    r"[^\s-]" if p == "?" else re.escape(fold_word(p)).replace(r"\-", "[ -]?")
                    for p in re.findall(r"[?]|[^?]+", run)
                )
                for run in word.split("*")
            )
            # what stands between two stars is taken where it comes first, for good (?>): no later place is
            # better, and to try them all takes for ever on a long word
            middle = (rf"({'?:' if '[ -]' in run else '?>'}[^\s-]*?{run})" for run in later[:-1] if run)
            ways.append(first + "".join(middle) + (rf"[^\s-]*{later[-1]}" if later else ""))
    return f"(?:{'|'.join(ways) or '(?!)'})"


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


def _compared(here: Counter[str], there: Counter[str], words: Iterable[str]) -> pd.DataFrame:
    """Return words with their counts and G², below 0 where `there` has relatively more, the keyest first."""
    words = sorted(words)
    a, b = (np.array([counts[word] for word in words], dtype=int) for counts in (here, there))
    c, d = (max(1, counts.total()) for counts in (here, there))
    g2 = log_likelihood(a, b, c, d) * np.where(a / c >= b / d, 1, -1)
    table = pd.DataFrame({"word": pd.Series(words, dtype="str"), "count": a, "against": b, "g2": g2})
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True)


def keyness(
    one: Corpus, against: Corpus, *, minimum: int = 3, without: Iterable[str] = (), sure: bool = False
) -> pd.DataFrame:
    """Compare the words of two texts or parts; with `sure` only those past `SURE` are offered."""
    for part in (one, against):
        if not len(part):
            raise KitError(f"nothing to compare: {part.name or 'one part'} has no words")
    both = one.counts + against.counts
    words = {word for word, number in both.items() if number >= minimum} - frozenset(without)
    table = _compared(one.counts, against.counts, words)
    return table[table["g2"].abs() >= SURE].reset_index(drop=True) if sure else table


def neighbors(
    hits: Hits, *, window: int = 4, minimum: int = 2, without: Iterable[str] = (), limit: int = 50
) -> pd.DataFrame:
    """Return the words that stand near what was found more often than elsewhere."""
    given, inside, own = hits.corpus, set[int](), set[int]()
    for _, before, after in hits.around(window):
        own.update(range(before.stop, after.start))
        inside.update(before, after)
    near, found = (Counter(given.words[at] for at in some) for some in (inside - own, inside | own))
    words = {word for word, number in near.items() if number >= minimum} - frozenset(without)
    table = _compared(near, given.counts - found, words)
    table = table[table["g2"] > 0].head(limit).rename(columns={"count": "near"})
    return table.assign(count=[given.counts[word] for word in table["word"]])
