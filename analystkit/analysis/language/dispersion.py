"""Where words stand in a text, and how evenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analystkit.analysis.language.concordance import search
from analystkit.analysis.language.index import Index


def dispersion(index: Index, queries: Sequence[str]) -> pd.DataFrame:
    """Return every place of some words or phrases."""
    rows = []
    for query in queries:
        positions = search(index, query).positions
        for position, passage in zip(positions.tolist(), index.passage_of(positions).tolist(), strict=True):
            unit = index.passage(passage)
            rows.append((query, position, position / max(1, len(index)), unit.source, unit.place))
    return pd.DataFrame(rows, columns=["query", "position", "share", "source", "place"])


def deviation_of_proportions(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Return Gries's DP: how far a word's spread over parts of a text is from that of all words.

    DP = ½ Σ |count/Σ counts − size/Σ sizes| (Gries 2008, "Dispersions and adjusted frequencies in corpora").
    """
    counted, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if not counted.sum() or not size.sum():
        return float("nan")
    return float(np.abs(counted / counted.sum() - size / size.sum()).sum() / 2)


def frequent_words(index: Index, limit: int = 6, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the commonest words of three letters or more, the commonest first."""
    order = np.argsort(-index.counts, kind="stable")
    words = (index.vocabulary[number] for number in order.tolist())
    chosen = (word for word in words if len(word) > 2 and not word.isdecimal() and word not in without)
    return [word for word, _ in zip(chosen, range(limit), strict=False)]
