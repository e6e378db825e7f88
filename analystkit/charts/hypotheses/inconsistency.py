"""What speaks against each hypothesis: bars by question, plain and weighted."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.ach import AGAINST, SCALE, TOO_FEW, Matrix, headline, ranking, sentences, standing
from analystkit.charts.amounts import Bar, Part
from analystkit.charts.cells import Text
from analystkit.charts.chart import Plan, chart
from analystkit.charts.hypotheses.common import (
    ALSO,
    ANALYST,
    NEEDS,
    QUESTION,
    evidence_phrase,
    matrix_of,
    note_of,
    points,
    question_color,
    rated_by,
)
from analystkit.charts.legend import Swatch
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import MUTED, tint
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, ordinal

_LATE = 0.4  # how strong the color of hindsight is


def _flags(row: pd.Series) -> list[str]:
    """Return what the reader must mind of one hypothesis."""
    flags = [f"{ordinal(int(row['weighted_rank']))} by weight"] if row["differs"] else []
    return [*flags, *(["hard to refute"] if row["hard_to_refute"] else [])]


def _row(view: View, matrix: Matrix, name: str, row: pd.Series, section: str) -> Row:
    """Return one hypothesis: what speaks against it, its weighted score, and how far it is tested."""
    color, given = question_color(view, row["question"]), matrix.ratings[name]
    parts = []
    for known, face, when in ((True, color, "known at signing"), (False, tint(color, _LATE), "hindsight")):
        against = [each for each in given.index if given[each] in AGAINST]
        items = [each for each in against if matrix.known[each] == known]
        score = sum(AGAINST[given[item]] for item in items)
        words = f"{row['label']}: {points(score)} from {count(len(items), 'item')} against it, {when}"
        parts += [Part(score, face, ids=tuple(items), words=words)] if items else []
    bearing = tuple(item for item in given.index if given[item] in SCALE and given[item] != "N")
    tested = f"{row['informative']} of {row['items']}"
    bar = Bar(tuple(parts)) if parts else Text("0", bold=True)
    told = f"{row['label']}: tested by {tested} items"
    weighted = Text(points(row["weighted"]), lines=1)
    cells = (bar, weighted, Text(tested, MUTED, lines=1, ids=bearing, words=told))
    return Row(row["label"], cells, bearing, row["label"], capital("; ".join(_flags(row))), section)


@chart(
    name="ach-inconsistency",
    label="What speaks against each hypothesis",
    table="evidence",
    needs=NEEDS,
    about="The weight of inconsistent evidence against each hypothesis, by question, plain and weighted.",
    also=ALSO,
    options={"analyst": ANALYST, "question": QUESTION},
)
def ach_inconsistency(view: View) -> tuple[Plan, Words]:
    """Return a bar for each hypothesis, question by question, least against first."""
    matrix, only = matrix_of(view, view.narrow or view.slide)
    table = ranking(matrix)
    few = {each for each in matrix.contested if standing(matrix, each).state == TOO_FEW}
    sections = {
        each: f"{label}{': too few ratings to rank' if each in few else ''}"
        for each, label in matrix.asked.items()
    }
    sections = dict.fromkeys(sections, "") if view.slide and only and not few else sections
    rows = [_row(view, matrix, str(name), row, sections[row["question"]]) for name, row in table.iterrows()]
    both = bool(matrix.known.any()) and bool((~matrix.known).any())
    key = [Swatch("known at signing", "#4a4a4a"), Swatch("hindsight", tint("#4a4a4a", _LATE))] if both else []
    columns = (
        Column("Plain", 1.0),
        Column("Weighted", 0, "right", gap=0.1),
        Column("Tested by", 0, "right", gap=0.12, narrow="drop"),
    )
    laid = Rows(rows, columns, key, share=0.42 if view.narrow else 0.34, lines=2, noun="hypothesis").fit(view)
    subtitle = (
        f"Inconsistency by question, from {evidence_phrase(matrix)}: a longer bar, more against it. "
        f"{rated_by(view, matrix)}.{only}"
    )
    if view.slide:
        subtitle = f"{capital(evidence_phrase(matrix))}. A longer bar: more against it.{only}"
    said = [
        f"{row['label']}: {points(row['plain'])} plain, {points(row['weighted'])} weighted"
        + "".join(f", {flag}" for flag in _flags(row))
        for _, row in table.iterrows()
    ]
    hangs = " ".join(sentences(matrix))
    alt = f"Bars of what speaks against {count(len(table), 'hypothesis')}. {'; '.join(said)}. {hangs}"
    note = note_of(view, matrix) + (
        "" if view.narrow or view.slide else " Tested by: items rated other than N."
    )
    if table["hard_to_refute"].any() and not view.slide:
        note += " Hard to refute: few items say anything about it, or could count against it."
    note = note if view.slide or view.narrow else f"{note} {hangs}"
    return laid, Words(headline(matrix), subtitle, alt, note)
