"""Which items of evidence tell hypotheses apart."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.ach import SCALE, Matrix
from analystkit.errors import KitError, unknown


def diagnosticity(matrix: Matrix) -> pd.DataFrame:
    r"""Return how far each item tells the rivals of each question apart.

    The population standard deviation of its ratings across the rivals, with CC = 2, C = 1, N = 0, I = -1,
    II = -2. NA and blank cells are left out; with fewer than two rated rivals it is missing. 0 means that
    the item says the same of all of them, 2 is the most there can be.

    References
    ----------
    The measure is that of Open Synthesis (`openach/metrics.py`), which counts NA as N and scales 1 to 5.
    """
    values = matrix.ratings.apply(lambda column: column.map(SCALE)).astype(float)
    return pd.DataFrame(
        {
            question: values[rivals].std(axis=1, ddof=0).where(values[rivals].notna().sum(axis=1) > 1)
            for question in matrix.contested
            for rivals in [matrix.rivals(question)]
        },
        index=matrix.ratings.index,
    )


def separates(matrix: Matrix, one: str, other: str) -> pd.DataFrame:
    """Return the items that tell one hypothesis from a rival, the sharpest first."""
    for name in (one, other):
        if name not in matrix.ratings.columns:
            raise unknown("hypothesis", name, matrix.ratings.columns)
    if matrix.questions[one] != matrix.questions[other]:
        raise KitError(f"{one} and {other} answer different questions, so nothing can tell them apart")
    pair = matrix.ratings[[one, other]]
    steps = pair[one].map(SCALE) - pair[other].map(SCALE)
    found = pair.assign(apart=steps.abs(), speaks_for=steps.map(lambda step: one if step > 0 else other))
    found = found[found["apart"] > 0].astype({"apart": int})
    return found.sort_values("apart", ascending=False, kind="stable")
