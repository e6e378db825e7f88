"""Keyword in context: words, phrases and wildcards, each line with its citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from analystkit.analysis.language.index import Index
from analystkit.analysis.language.tokens import WORD
from analystkit.dossier import Citation
from analystkit.errors import KitError

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

    @property
    def citation(self) -> Citation:
        """The line's place as a citation."""
        return Citation(self.source, self.place)


@dataclass(frozen=True, eq=False)
class Hits:
    """All places of a query.

    Parameters
    ----------
    index : Index
        Where it was searched.
    query : str
        What was searched.
    positions : numpy.ndarray
        The first word of each hit, in the order of the text.
    length : int
        How many words a hit has.
    """

    index: Index
    query: str
    positions: np.ndarray
    length: int

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.positions)

    def lines(self, sort: Sort = "position", limit: int | None = 500, width: int = 60) -> list[Line]:
        """Return lines with their context."""
        if sort not in ("position", "left", "right"):
            raise KitError(f"no order {sort!r}: lines are sorted by position, left or right")
        count = len(self.positions) if limit is None else limit
        chosen = self.positions[:count] if sort == "position" else self._sorted(sort, count)
        return self._lines(chosen, width)

    def _sorted(self, sort: Sort, count: int) -> np.ndarray:
        """Return the first hits in the order of their context; only so many are sorted in full."""
        positions = self.positions
        if not len(positions):
            return positions
        for steps in range(1, _CONTEXT):
            if len(positions) <= 2 * count:
                break
            key = self._rank(positions, sort, steps - 1)
            edge = np.partition(key, count)[count]
            sure, ties = positions[key < edge], positions[key == edge]
            if len(sure) or steps == _CONTEXT - 1:
                positions = np.sort(np.concatenate([sure, ties]))
                break
            positions = ties
        keys = [positions, *(self._rank(positions, sort, step) for step in range(_CONTEXT - 1, -1, -1))]
        return positions[np.lexsort(keys)][:count]

    def _rank(self, positions: np.ndarray, sort: Sort, step: int) -> np.ndarray:
        """Return the alphabetical rank of the word so many steps from each hit; -1 outside its passage."""
        index = self.index
        at = positions - 1 - step if sort == "left" else positions + self.length + step
        inside = np.clip(at, 0, len(index) - 1)
        same = (at == inside) & (index.passage_of(inside) == index.passage_of(positions))
        return np.where(same, index.rank[index.ids[inside]], -1)

    def _lines(self, positions: np.ndarray, width: int) -> list[Line]:
        index, text = self.index, self.index.text
        passages = index.passage_of(positions)
        starts, ends = index.starts[positions].tolist(), index.ends[positions + self.length - 1].tolist()
        begins, stops = index.begins[passages].tolist(), (index.begins[passages + 1] - 1).tolist()
        sources = index.source_of[passages].tolist()
        return [
            Line(
                text[max(begin, start - width) : start],
                text[start:end],
                text[end : min(stop, end + width)],
                index.sources[source],
                index.places[passage],
                passage,
            )
            for start, end, begin, stop, passage, source in zip(
                starts, ends, begins, stops, passages.tolist(), sources, strict=True
            )
        ]


def search(index: Index, query: str, *, source: str | None = None, stems: bool = False) -> Hits:
    """Find a word or phrase.

    Case, accents of Russian, vowel marks of Persian and marks between words make no difference. In a
    word, ``*`` stands for any letters and ``?`` for one; alone, ``*`` is any one word; ``|`` parts
    alternatives: ``shall|will promot*``. A phrase does not run from one passage into the next.
    """
    parts = _SLOT.findall(query)
    if parts and not re.search(r"\w", query):
        raise KitError(f"{query!r} matches every word: name at least one letter")
    slots = [_slot(index, part, stems) for part in parts]
    if not slots:
        return Hits(index, query, np.zeros(0, np.int32), 1)
    totals = [int(index.counts[slot].sum()) if slot is not None else len(index) + 1 for slot in slots]
    rarest = int(np.argmin(totals))
    anchor = slots[rarest]
    assert anchor is not None
    positions = index.postings(anchor)
    if len(slots) > 1:
        positions = _in_line(index, positions - rarest, slots, rarest)
    if source is not None:
        number = index.sources.index(source) if source in index.sources else -1
        positions = positions[index.source_of[index.passage_of(positions)] == number]
    return Hits(index, query, positions, len(slots))


def _slot(index: Index, part: str, stems: bool) -> np.ndarray | None:
    """Return the numbers of the words that may stand at one place of a phrase; None for any word."""
    if part == "*":
        return None
    choices = [word for word in part.split("|") if word]
    find = [
        index.of_stem(word) if stems and not set("*?") & set(word) else index.matching(word)
        for word in choices
    ]
    return np.unique(np.concatenate(find)) if len(find) != 1 else find[0]


def _in_line(index: Index, positions: np.ndarray, slots: list[np.ndarray | None], known: int) -> np.ndarray:
    """Keep the places at which all words of a phrase stand in one passage."""
    positions = positions[(positions >= 0) & (positions + len(slots) <= len(index))]
    for place, slot in enumerate(slots):
        if slot is not None and place != known:
            words = index.ids[positions + place]
            if len(slot) == 1:
                positions = positions[words == slot[0]]
            else:
                allowed = np.zeros(len(index.vocabulary), dtype=bool)
                allowed[slot] = True
                positions = positions[allowed[words]]
    ends = index.first[index.passage_of(positions) + 1]
    return positions[positions + len(slots) <= ends]
