"""Words that charts share: counts, lists, dates and how well rows are verified."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analystkit.dossier.tables import TABLES
from analystkit.words import capital as capital
from analystkit.words import listing as join_words

_ONE = {"hypotheses": "hypothesis", "discrepancies": "discrepancy", "treaties": "treaty"}


def nouns(table: str) -> tuple[str, str]:
    """Return what one row and several rows of a table are called."""
    many = TABLES[table].noun if table in TABLES else "rows"
    if " " in many:  # such as "items of evidence"
        first, rest = many.split(" ", 1)
        return f"{first.removesuffix('s')} {rest}", many
    return _ONE.get(many, many.removesuffix("s")), many


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun in the right form."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def listing(names: Sequence[str], last: str = "and", limit: int = 0) -> str:
    """Return names as a list in a sentence."""
    names = list(names)
    if limit and len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return join_words(names, last)


def how_many(rows: pd.DataFrame, level: str) -> int:
    """Return how many rows have a level of verification; 0 in a table that has none."""
    return int((rows["verification"] == level).sum()) if "verification" in rows else 0


def how_verified(rows: pd.DataFrame, table: str) -> str:
    """Return in a sentence how many rows rest on one source, and how many on none."""
    single, unsure, many = how_many(rows, "one-source"), how_many(rows, "unverified"), nouns(table)[1]
    parts = []
    if single == len(rows) and single:
        parts.append(f"{'This' if single == 1 else 'Each'} {nouns(table)[0]} rests on one source.")
    elif single:
        parts.append(f"{single} of {len(rows)} {many} {'rests' if single == 1 else 'rest'} on one source.")
    if unsure:
        parts.append(
            f"Includes {count(unsure, 'unverified ' + nouns(table)[0], 'unverified ' + many)} (hatched)."
        )
    return " ".join(parts)


def own_rows(rows: pd.DataFrame) -> str:
    """Return the footer's sentence on the analyst's own rows; empty where there are none."""
    own = int(rows["mine"].sum()) if "mine" in rows else 0
    if not own:
        return ""
    return "* The analyst's own row." if own == 1 else f"* Includes {own} of the analyst's own rows."
