"""The words that bind, promote or declare, and the words that weaken or strengthen a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from analystkit.analysis.language.corpus import Unit
from analystkit.analysis.language.lexicon import HEDGES, OBLIGATION
from analystkit.analysis.language.tokens import sentence_tokenizer


@dataclass(frozen=True)
class Found:
    """A modal word in a text: the words, what they do (an obligation or a group of hedges), and where."""

    words: str
    term: str
    entry: str
    source: str
    place: str
    sentence: str


@lru_cache(maxsize=4)
def _expression(kind: str) -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Return one expression for a lexicon, longest entries first, and each group's term and entry."""
    lexicon = OBLIGATION if kind == "obligation" else HEDGES
    entries = [(term, entry, pattern) for term, entry, pattern in lexicon]
    parts = [f"(?P<g{number}>{pattern})" for number, (_, _, pattern) in enumerate(entries)]
    expression = re.compile(rf"(?<![\w\u200c])(?:{'|'.join(parts)})(?![\w\u200c])", re.IGNORECASE)
    return expression, tuple((term, entry) for term, entry, _ in entries)


def find_words(units: Iterable[Unit], kind: str) -> list[Found]:
    """Return the modal words of some passages, at most one reading for each place.

    The words are matched by form, in English, Russian and Persian, and so are a first reading: "may" can
    allow, or say that something is possible.
    """
    return [found for unit in units for found in _in_unit(unit, kind)]


def _in_unit(unit: Unit, kind: str) -> Iterator[Found]:
    expression, terms = _expression(kind)
    for start, end in sentence_tokenizer().span_tokenize(unit.text):
        sentence = unit.text[start:end]
        for match in expression.finditer(sentence):
            term, entry = terms[int((match.lastgroup or "g0")[1:])]
            yield Found(match[0], term, entry, unit.source, unit.place, sentence)
