"""How well rows are verified, and which are the analyst's own, in a sentence."""

from __future__ import annotations

import pandas as pd

from analystkit.dossier.tables import TABLES
from analystkit.words import say


def how_verified(rows: pd.DataFrame, table: str) -> str:
    """Return how many rows rest on one source, and how many on none."""
    if "verification" not in rows:
        return ""
    levels, one = rows["verification"].astype(str).tolist(), TABLES[table].one
    single, unsure, total = levels.count("one-source"), levels.count("unverified"), len(rows)
    parts = []
    if single and single == total:
        parts.append(f"{'This' if total == 1 else 'Each'} {one} rests on one source.")
    elif single:
        of = say(f"{{n:{one}}}", n=total)
        parts.append(say("{single} of {of} {single|rests|rest} on one source.", single=single, of=of))
    if unsure:
        parts.append(say(f"Includes {{n:unverified {one}}} (hatched).", n=unsure))
    return " ".join(parts)


def own_rows(rows: pd.DataFrame) -> str:
    """Return the footer's sentence on the analyst's own rows; empty where there are none."""
    own = int(rows["mine"].sum()) if "mine" in rows else 0
    if not own:
        return ""
    return "* The analyst's own row." if own == 1 else f"* Includes {own} of the analyst's own rows."
