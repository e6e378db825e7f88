"""Which words set one text or part apart from another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analystkit.analysis.language.corpus import Corpus
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
