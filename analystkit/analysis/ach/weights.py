"""How much an item of evidence counts: credibility from its Admiralty grades, relevance from the analyst."""

from __future__ import annotations

import math

import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import unknown

WEIGHTS = {"low": 1 / math.sqrt(2), "medium": 1.0, "high": math.sqrt(2)}
_RELIABILITY = {"A": "high", "B": "high", "C": "medium", "D": "low", "E": "low"}
_CREDIBILITY = {"1": "high", "2": "high", "3": "medium", "4": "low", "5": "low"}
_ORDER = list(WEIGHTS)
NO_BASIS = {"F", "6", ""}


def credibility(reliability: str, item: str) -> str:
    """Return the credibility that PARC's weights (ACH 2.0) ask for, from the two Admiralty grades of an item.

    The rule is the kit's own: A and B, and 1 and 2, are high; C and 3 medium; D and E, and 4 and 5, low; an
    item is as credible as the weaker of its two grades. F and 6 say that there is no basis for a judgment.
    That is not the worst grade, so such a grade counts as medium, the weight that changes nothing.
    """
    for grade, scale, kind in (
        (reliability, _RELIABILITY, "reliability"),
        (item, _CREDIBILITY, "credibility"),
    ):
        if grade not in scale and grade not in NO_BASIS:
            raise unknown(f"{kind} grade", grade, [*scale, "F" if kind == "reliability" else "6"])
    levels = [_RELIABILITY.get(reliability, "medium"), _CREDIBILITY.get(item, "medium")]
    return min(levels, key=_ORDER.index)


def item_weights(dossier: Dossier, analyst: str) -> pd.Series:
    r"""Return the weight of each item of evidence, :math:`w = \text{credibility} \times \text{relevance}`.

    Each factor is :math:`1/\sqrt 2` for low, 1 for medium and :math:`\sqrt 2` for high, so that two steps
    apart is a factor of two (PARC ACH 2.0, technical note).
    """
    items = dossier.table("evidence").set_index("id")
    levels: dict[str, str] = {}
    if dossier.has("relevance"):  # an item that is not there is medium
        table = dossier.table("relevance")
        own = table[table["analyst"] == analyst]
        levels = dict(zip(own["evidence"], own["relevance"].astype(str), strict=True))
    grades = zip(items["reliability"].astype(str), items["credibility"].astype(str), strict=True)
    credible = pd.Series([WEIGHTS[credibility(*pair)] for pair in grades], index=items.index)
    relevant = pd.Series([WEIGHTS[levels.get(item, "medium")] for item in items.index], index=items.index)
    return credible * relevant
