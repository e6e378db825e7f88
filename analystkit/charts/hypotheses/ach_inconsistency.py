"""What speaks against each hypothesis."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.ach import AGAINST, BEARING, TOO_FEW, Matrix
from analystkit.charts import Bar, Column, Part, Plan, Row, Rows, Swatch, Text, View, Words, chart
from analystkit.charts.hypotheses import (
    ALSO,
    OPTIONS,
    color_of,
    evidence_in_words,
    matrix_of,
    points,
    rated_by,
)
from analystkit.charts.style import MUTED, tint
from analystkit.words import capital, count, ordinal

_LATE = 0.4  # how strong the color of hindsight is
_GREY = "#4a4a4a"


def _flags(row: pd.Series) -> list[str]:
    """Return what the reader must mind of one hypothesis."""
    flags = [f"{ordinal(int(row['weighted_rank']))} by weight"] if row["differs"] else []
    return [*flags, *(["hard to refute"] if row["hard_to_refute"] else [])]


def _scored(view: View, matrix: Matrix, name: str, row: pd.Series, sections: dict[str, str]) -> Row:
    """Return one hypothesis: what speaks against it, its weighted score, and how far it is tested."""
    color, given, parts = color_of(view, row["question"]), matrix.ratings[name], []
    for known, face, when in ((True, color, "known at signing"), (False, tint(color, _LATE), "hindsight")):
        items = [each for each in given.index if given[each] in AGAINST and matrix.known[each] == known]
        score = sum(AGAINST[given[item]] for item in items)
        words = f"{row['label']}: {points(score)} from {count(len(items), 'item')} against it, {when}"
        parts += [Part(score, face, ids=tuple(items), words=words)] if items else []
    bearing = tuple(item for item in given.index if given[item] in BEARING)
    tested = f"{row['informative']} of {row['items']}"
    cells = (
        Bar(tuple(parts)) if parts else Text("0", bold=True),
        Text(points(row["weighted"]), lines=1),
        Text(tested, MUTED, lines=1, ids=bearing, words=f"{row['label']}: tested by {tested} items"),
    )
    note, section = capital("; ".join(_flags(row))), sections[row["question"]]
    return Row(row["label"], cells, bearing, row["label"], note, section)


@chart("evidence", label="What speaks against each hypothesis", also=ALSO, options=OPTIONS)
def ach_inconsistency(view: View) -> tuple[Plan, Words]:
    """How much evidence is inconsistent with each hypothesis, by question, plain and weighted."""
    matrix, only = matrix_of(view)
    table, sections = ach.ranking(matrix), dict(matrix.asked)
    few = [each for each in matrix.contested if ach.standing(matrix, each).state == TOO_FEW]
    sections |= {each: f"{sections[each]}: too few ratings to rank" for each in few}
    if view.slide and only and not few:
        sections = dict.fromkeys(sections, "")
    rows = [_scored(view, matrix, str(name), row, sections) for name, row in table.iterrows()]
    both = 0 < matrix.known.sum() < len(matrix.known)
    key = [Swatch("known at signing", _GREY), Swatch("hindsight", tint(_GREY, _LATE))] if both else []
    columns = (
        Column("Plain", 1.0),
        Column("Weighted", 0, "right", gap=0.1),
        Column("Tested by", 0, "right", gap=0.12, narrow="drop"),
    )
    laid = Rows(rows, columns, key, share=0.42 if view.narrow else 0.34, lines=2, noun="hypothesis").fit(view)
    evidence, (rated, note) = evidence_in_words(matrix), rated_by(view, matrix)
    subtitle = f"Inconsistency by question, from {evidence}: a longer bar, more against it. {rated}{only}"
    subtitle = f"{capital(evidence)}. A longer bar: more against it.{only}" if view.slide else subtitle
    said = [
        f"{row['label']}: {points(row['plain'])} plain, {points(row['weighted'])} weighted"
        + "".join(f", {flag}" for flag in _flags(row))
        for _, row in table.iterrows()
    ]
    hangs, wide = " ".join(ach.sentences(matrix)), not view.tight
    alt = f"Bars of what speaks against {count(len(table), 'hypothesis')}. {'; '.join(said)}. {hangs}"
    note += " Tested by: items rated other than N." if wide else ""
    if table["hard_to_refute"].any() and not view.slide:
        note += " Hard to refute: few items say anything about it, or could count against it."
    return laid, Words(ach.headline(matrix), subtitle, alt, f"{note} {hangs}" if wide else note)
