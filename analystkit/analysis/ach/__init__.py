"""Analysis of competing hypotheses: ratings and weights, what speaks against whom, what an order hangs on."""

from analystkit.analysis.ach.ratings import (
    AGAINST,
    RATINGS,
    SCALE,
    Matrix,
    analysts,
    diagnosticity,
    inconsistency,
    matrix,
    ranking,
)
from analystkit.analysis.ach.standing import (
    LEADS,
    LEVEL,
    TIE,
    TOO_FEW,
    headline,
    leaders,
    order_phrase,
    sentences,
    standing,
)
from analystkit.analysis.ach.weights import WEIGHTS

__all__ = [
    "AGAINST",
    "LEADS",
    "LEVEL",
    "RATINGS",
    "SCALE",
    "TIE",
    "TOO_FEW",
    "WEIGHTS",
    "Matrix",
    "analysts",
    "diagnosticity",
    "headline",
    "inconsistency",
    "leaders",
    "matrix",
    "order_phrase",
    "ranking",
    "sentences",
    "standing",
]
