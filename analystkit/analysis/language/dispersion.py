"""Where words stand in a text, and how evenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analystkit.analysis.language.concordance import search
from analystkit.analysis.language.index import Index


def dispersion(index: Index, queries: Sequence[str]) -> pd.DataFrame:
    """Return every place of some words or phrases.

    Parameters
    ----------
    index : Index
        The text.
    queries : sequence of str
        As for `search`; each is one row of a dispersion plot.

    Returns
    -------
    pandas.DataFrame
        ``query``, ``position`` (the word's number), ``share`` (of the text before it, 0 to 1), ``source``,
        ``place``; in the order of the queries and the text.
    """
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

    Parameters
    ----------
    counts : sequence of float
        How often the word stands in each part.
    sizes : sequence of float
        How many words each part has.

    Returns
    -------
    float
        0 when it is spread as all words are, towards 1 when it stands in one small part; NaN for no count.

    Examples
    --------
    >>> deviation_of_proportions([2, 2], [100, 100]), deviation_of_proportions([4, 0], [100, 100])
    (0.0, 0.5)
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
