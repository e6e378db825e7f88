"""The matrix of competing hypotheses: items of evidence against hypotheses."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.analysis.ach import Matrix, diagnosticity, headline, inconsistency
from analystkit.charts.cells import Cell, Sign, Text
from analystkit.charts.chart import Option, Plan, chart
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
from analystkit.charts.style import MUTED, PAPER, tint
from analystkit.charts.verified import how_verified
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, say

ORDERS = {"what separates most": "What separates most first", "as listed": "As listed"}
AT_SIGNING, HINDSIGHT = "Known at signing", "Hindsight: became known after"


def _face(view: View, term: str) -> str:
    """Return a rating's color; what says nothing is paler still, so that what speaks stands out."""
    color = view.dossier.codebook.color("consistency", "consistency", term) if term else PAPER
    return tint(color, 0.4) if term == "N" else color


def _ordered(view: View, matrix: Matrix) -> list[str]:
    """Return the items in the order asked for, those known at signing first."""
    items = list(matrix.ratings.index)
    if view.options["order"] == "what separates most":
        apart = _apart(matrix)
        items.sort(key=lambda item: -apart[item])
    return sorted(items, key=lambda item: not matrix.known[item])


def _apart(matrix: Matrix) -> dict[str, float]:
    """Return how far each item separates the rivals of a question, at the most."""
    found = diagnosticity(matrix).max(axis=1).fillna(0) if matrix.contested else None
    return {item: float(found[item]) if found is not None else 0.0 for item in matrix.ratings.index}


def _rows(view: View, matrix: Matrix, items: Sequence[str]) -> list[Row]:
    given, flat, apart, rows = view.rows.set_index("id"), view.slide or view.narrow, _apart(matrix), []
    for item in items:
        row = {name: str(given.at[item, name]) for name in ("statement", "reliability", "credibility")}
        said, grade = row["statement"], row["reliability"] + row["credibility"]
        cells: list[Cell] = [
            Text(grade, MUTED, small=True, lines=1, ids=(item,), words=f"Graded {grade}: {said}")
        ]
        for hypothesis in matrix.ratings.columns:
            term = str(matrix.ratings.at[item, hypothesis])
            words = f"{matrix.labels[hypothesis]}, {term or 'not rated'}: {said}"
            cells.append(Sign(term, _face(view, term), (item,), words, bool(term)))
        section = "" if flat else AT_SIGNING if matrix.known[item] else HINDSIGHT
        rows.append(Row(said, cells, (item,), said, section=section, weight=apart[item]))
    return rows


def _sums(matrix: Matrix) -> list[Row]:
    """Return the two scores of each hypothesis, from all items."""
    return [
        Row(
            label,
            [
                Text(""),
                *(
                    Text(points(score), bold=not weighted, lines=1)
                    for score in inconsistency(matrix, weighted)
                ),
            ],
        )
        for label, weighted in (("Inconsistency, plain", False), ("Inconsistency, weighted", True))
    ]


@chart(
    name="ach-matrix",
    label="Matrix of hypotheses",
    table="evidence",
    needs=NEEDS,
    about="Items of evidence against hypotheses, rated from very consistent to very inconsistent.",
    also=ALSO,
    options={
        "analyst": ANALYST,
        "question": QUESTION,
        "order": Option("what separates most", ORDERS, "Order"),
    },
)
def ach_matrix(view: View) -> tuple[Plan, Words]:
    """Return a row for each item and a column for each hypothesis, the scores below.

    Where not all fit, those are drawn that separate the rivals most.
    """
    matrix, only = matrix_of(view, view.narrow or view.slide)
    items = _ordered(view, matrix)

    terms = view.dossier.codebook.terms("consistency", "consistency")
    present = set(matrix.ratings.to_numpy().ravel())
    columns = [Column("" if view.narrow else "Grade", 0, "right", narrow="drop", paper=True)]
    columns += [
        Column(
            str(matrix.labels[each]), 1.0, "center", color=question_color(view, matrix.questions[each]),
            group="" if view.slide and only else matrix.asked[matrix.questions[each]],
        )
        for each in matrix.ratings.columns
    ]  # fmt: skip
    key = [Swatch(term.label, _face(view, term.term)) for term in terms if term.term in present]
    tight = view.slide or view.narrow
    laid = Rows(
        _rows(view, matrix, items), columns, key, [] if view.slide else _sums(matrix)[: 1 if tight else 2],
        share=0.5, lines=6, small=True, stacked=bool(tight and only) or view.narrow,
    ).fit(view)  # fmt: skip
    drawn = [row.ids[0] for row in laid.drawn]
    hypotheses = count(matrix.ratings.shape[1], "hypothesis")
    subtitle = f"{capital(evidence_phrase(matrix))}, against {hypotheses}. {rated_by(view, matrix)}.{only}"
    if view.slide:
        subtitle = f"{capital(evidence_phrase(matrix))}.{only}"
    if len(drawn) < len(items):
        subtitle += say(" Drawn: the {n!w} that {n|separates|separate} rivals most.", n=len(drawn))
    scores = inconsistency(matrix)
    said = "; ".join(f"{matrix.labels[str(each)]} {points(scores[each])}" for each in matrix.ratings.columns)
    alt = (
        f"A matrix of {count(len(drawn), 'item of evidence')} by {hypotheses}, each cell rated from very "
        f"consistent (CC) to very inconsistent (II). Plain inconsistency, from all items: {said}."
    )
    grade = "" if view.narrow or view.slide else " Grade: reliability of the source, credibility of the item."
    note = f"{note_of(view, matrix)}{grade}"
    verified = how_verified(view.rows[view.rows["id"].isin(drawn)], view.table)
    return laid, Words(headline(matrix), subtitle, alt, note, verified)
