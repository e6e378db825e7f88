"""What the order of the hypotheses hangs on: who stands first, and by how much, without each item."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analystkit.analysis.ach import (
    LEVEL,
    TOO_FEW,
    Matrix,
    headline,
    points_against,
    sentences,
    standing,
)
from analystkit.charts.amounts import Bar, Part
from analystkit.charts.cells import Text
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.hypotheses.common import (
    ALSO,
    ANALYST,
    NEEDS,
    QUESTION,
    matrix_of,
    note_of,
    points,
    question_color,
    rated_by,
)
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import LINE
from analystkit.charts.view import View, Words
from analystkit.words import capital, listing, say

ALL = "With all items"
SCORES = {"plain": "Plain score", "weighted": "Weighted score"}


@dataclass(frozen=True)
class Lead:
    """Who has least against it, the lead over the nearest rival, and who that is."""

    first: tuple[str, ...]
    ahead: float
    nearest: tuple[str, ...]


def lead(scores: pd.Series) -> Lead:
    """Return who has the least of some scores and by how much; nobody is ahead where two are level."""
    scores = scores.round(9)
    first = tuple(map(str, scores.index[scores == scores.min()]))
    behind = scores.drop(list(first))
    if len(first) > 1 or behind.empty:
        return Lead(first, 0.0, ())
    nearest = tuple(map(str, behind.index[behind == behind.min()]))
    return Lead(first, float(behind.min() - scores.min()), nearest)


def _said(matrix: Matrix, found: Lead) -> str:
    first = listing([matrix.labels[each] for each in found.first])
    if len(found.first) > 1:
        return f"tied: {first}"
    return (
        f"{first}, {points(found.ahead)} ahead of {listing([matrix.labels[each] for each in found.nearest])}"
    )


def _row(view: View, matrix: Matrix, question: str, item: str, found: Lead, changed: bool) -> Row:
    """Return who leads without an item, or with all of them."""
    words = str(matrix.statements[item]) if item else ALL
    color = question_color(view, question) if changed else LINE
    ids = (item,) if item else tuple(matrix.ratings.index)
    said = _said(matrix, found)
    told = f"Without “{words}”: {said}" if item else f"{ALL}: {said}"
    bar = (
        Bar((Part(found.ahead, color, ids=ids, words=told),))
        if found.ahead
        else Text("0", bold=True, ids=ids, words=told)
    )
    cells = (bar, Text(said, bold=changed or not item, small=True, lines=3, ids=ids, words=told))
    return Row(words, cells, ids, told, section=matrix.asked[question], accent=not item)


def _section(view: View, matrix: Matrix, question: str, weighted: bool) -> list[Row]:
    """Return the rows of a question, the item whose loss matters most on top."""
    found = standing(matrix, question, weighted)
    if found.state in (TOO_FEW, LEVEL):
        words = say(
            "{state}: {n} of {m:cell} {n|is|are} rated",
            state=capital(found.state),
            n=found.rated,
            m=found.cells,
        )
        return [Row(words, (), section=matrix.asked[question])]
    against = points_against(matrix)[matrix.rivals(question)]
    against = against.mul(matrix.weights, axis=0) if weighted else against
    total, items = against.sum(), [str(item) for item in against.index]
    now, without = lead(total), {item: lead(total - against.loc[item]) for item in items}
    moved = [item for item in items if without[item] != now]
    moved.sort(key=lambda item: (without[item].first == now.first, without[item].ahead))
    rows = [_row(view, matrix, question, "", now, False)]
    rows += [
        _row(view, matrix, question, item, without[item], without[item].first != now.first) for item in moved
    ]
    # each question keeps its first rows, so that none falls away while another is told at length
    return [replace(row, weight=-at) for at, row in enumerate(rows)]


@chart(
    name="ach-sensitivity",
    label="What the order hangs on",
    table="evidence",
    needs=NEEDS,
    about="Who stands first on each question and by how much, with all items of evidence and without each.",
    also=ALSO,
    options={"analyst": ANALYST, "question": QUESTION, "score": Option("plain", SCORES, "Score")},
)
def ach_sensitivity(view: View) -> tuple[Plan, Words]:
    """Return for each question the lead with all items, then without each item that changes it."""
    (matrix, only), weighted = matrix_of(view, view.narrow or view.slide), view.options["score"] == "weighted"
    sections = [_section(view, matrix, question, weighted) for question in matrix.contested]
    every = [row for rows in sections for row in rows]
    if not every:
        every = [Row("No question has two hypotheses, so there is no order to test.", (), quiet=True)]

    columns = (
        Column("Points ahead", 0.7, narrow="drop"),
        Column("" if view.narrow else "Who stands first without it", 1.1, gap=0.1, narrow="below"),
    )
    laid = Rows(every, columns, share=1.0 if view.narrow else 0.46, lines=5).fit(view)
    subtitle = (
        f"Who has least against it by the {view.options['score']} score, by how many points: with all items, "
        f"then without the one named. {rated_by(view, matrix)}.{only}"
    )
    if view.slide:
        subtitle = f"Who has least against it, and by how many points, without the one named.{only}"
    said = " ".join(sentences(matrix, weighted))
    note = note_of(view, matrix) + ("" if view.slide else " Items that change no lead are not drawn.")
    return laid, Words(headline(matrix, weighted), subtitle, f"Bars of leads. {said}", note)
