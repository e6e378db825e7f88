"""Charts over treaties: which promises and clauses each makes, how long it runs and how one leaves it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analystkit.analysis.comparison import own_treaty
from analystkit.charts import Option, View
from analystkit.charts.style import MINE
from analystkit.errors import unknown
from analystkit.words import count, say

COMPARED = Option(
    "", label="Compared with",
    found=lambda dossier: dict(dossier.table("treaties")[["id", "title"]].itertuples(index=False)),
)  # fmt: skip


def named(row: pd.Series) -> str:
    """Return a treaty's year and title, with an asterisk where the row is the analyst's own."""
    return f"{str(row['signed'])[:4] or 'n.d.'} {row['title']}{f' {MINE}' if row['mine'] else ''}"


def compared_with(view: View) -> str:
    """Return the treaty that the others are compared with: the one asked for, else the dossier's own."""
    ids, asked = list(view.dossier.table("treaties")["id"]), str(view.options["compare_with"])
    if asked and asked not in ids:
        raise unknown("treaty", asked, ids)
    return asked or own_treaty(view.dossier) or str(ids[0])


def left_out(drawn: Sequence[object], every: Sequence[object]) -> tuple[str, str]:
    """Return how many treaties are drawn, as a headline says it, and the sentence on those that are not."""
    left = len(every) - len(drawn)
    of = count(len(drawn), "treaty") + (" drawn" if left else "")
    return of, say(" Not drawn: {n:more treaty}.", n=left) if left else ""
