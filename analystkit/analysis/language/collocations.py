"""Words that stand together more often than chance has it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analystkit.analysis.language.concordance import search
from analystkit.analysis.language.index import Index


def collocations(
    index: Index, *, minimum: int = 2, without: Iterable[str] = (), limit: int = 50
) -> pd.DataFrame:
    """Return pairs of neighboring words by how surely they belong together.

    Log-likelihood of the two-by-two table of a pair (Dunning 1993) and pointwise mutual information, both
    as NLTK's ``BigramAssocMeasures`` computes them. Pairs do not run from one passage into the next.
    """
    from nltk.metrics import BigramAssocMeasures

    size = len(index.vocabulary)
    passages = index.passage_of(np.arange(len(index)))
    together = passages[:-1] == passages[1:]
    pairs = (index.ids[:-1].astype(np.int64) * size + index.ids[1:])[together]
    found, counts = np.unique(pairs, return_counts=True)
    dropped = np.isin(np.array(index.vocabulary, dtype=object), list(without))
    first, second = found // max(size, 1), found % max(size, 1)
    keep = (counts >= minimum) & ~dropped[first] & ~dropped[second]
    rows = []
    for one, two, count in zip(first[keep], second[keep], counts[keep], strict=True):
        margins = (int(index.counts[one]), int(index.counts[two]))
        g2 = BigramAssocMeasures.likelihood_ratio(int(count), margins, len(index))
        pmi = BigramAssocMeasures.pmi(int(count), margins, len(index))
        rows.append((f"{index.vocabulary[one]} {index.vocabulary[two]}", int(count), g2, pmi))
    table = pd.DataFrame(rows, columns=["words", "count", "g2", "pmi"])
    return table.sort_values(["g2", "words"], ascending=[False, True], ignore_index=True).head(limit)


def neighbours(
    index: Index,
    query: str,
    *,
    window: int = 4,
    minimum: int = 2,
    without: Iterable[str] = (),
    limit: int = 50,
) -> pd.DataFrame:
    """Return the words that stand near a word or phrase more often than elsewhere."""
    from analystkit.analysis.language.keyness import log_likelihood, log_ratio

    hits = search(index, query)
    inside = np.zeros(len(index), dtype=bool)
    own = np.zeros(len(index), dtype=bool)
    passages = index.passage_of(hits.positions)
    for position, passage in zip(hits.positions.tolist(), passages.tolist(), strict=True):
        low, high = int(index.first[passage]), int(index.first[passage + 1])
        inside[max(low, position - window) : min(high, position + hits.length + window)] = True
        own[position : position + hits.length] = True
    near = np.bincount(index.ids[inside & ~own], minlength=len(index.vocabulary))
    rest = np.bincount(index.ids[~inside], minlength=len(index.vocabulary))
    left_out = frozenset(without)
    kept = [n for n in np.flatnonzero(near >= minimum).tolist() if index.vocabulary[n] not in left_out]
    totals = max(1, int(near.sum())), max(1, int(rest.sum()))
    table = pd.DataFrame(
        {
            "word": pd.Series([index.vocabulary[n] for n in kept], dtype="str"),
            "near": near[kept],
            "count": index.counts[kept],
            "g2": log_likelihood(near[kept], rest[kept], *totals),
            "log_ratio": log_ratio(near[kept], rest[kept], *totals),
        }
    )
    table = table[table["log_ratio"] > 0]
    return table.sort_values(["g2", "word"], ascending=[False, True], ignore_index=True).head(limit)
