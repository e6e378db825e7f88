"""What the order of hypotheses hangs on."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.ach import LEVEL, TOO_FEW, Matrix
from analystkit.charts import Bar, Cell, Column, Option, Part, Plan, Row, Rows, Text, View, Words, chart
from analystkit.charts.hypotheses import ALSO, OPTIONS, color_of, matrix_of, points, rated_by
from analystkit.charts.style import LINE
from analystkit.words import capital, listing

_SCORE = Option("plain", {"plain": "Plain score", "weighted": "Weighted score"}, "Score")
_ALL = "With all items"


class Lead(NamedTuple):
    """Who has least against it, the lead over the nearest rival, and who that is."""

    first: tuple[str, ...]
    ahead: float
    nearest: tuple[str, ...]


def lead(scores: pd.Series) -> Lead:
    """Return who has the least of some scores and by how much; nobody is ahead where two are level."""
    scores = scores.round(9)
    first, behind = scores[scores == scores.min()], scores[scores > scores.min()]
    if len(first) > 1 or behind.empty:
        return Lead(tuple(first.index), 0.0, ())
    return Lead(tuple(first.index), behind.min() - scores.min(), tuple(behind.index[behind == behind.min()]))


def _without(view: View, matrix: Matrix, question: str, item: str, found: Lead, changed: bool) -> Row:
    """Return who leads without an item, or with all of them."""
    words = matrix.statements[item] if item else _ALL
    ids = (item,) if item else tuple(matrix.ratings.index)
    first, nearest = (listing(matrix.labels[each] for each in some) for some in (found.first, found.nearest))
    said = f"{first}, {points(found.ahead)} ahead of {nearest}"
    said = f"tied: {first}" if len(found.first) > 1 else said
    told = f"Without “{words}”: {said}" if item else f"{_ALL}: {said}"
    bar: Cell = Text("0", bold=True, ids=ids, words=told)
    if found.ahead:
        bar = Bar((Part(found.ahead, color_of(view, question) if changed else LINE, ids=ids, words=told),))
    leads = Text(said, bold=changed or not item, small=True, lines=3, ids=ids, words=told)
    return Row(words, (bar, leads), ids, told, section=matrix.asked[question], accent=not item)


def _section(view: View, matrix: Matrix, question: str, weighted: bool) -> list[Row]:
    """Return the rows of a question, the item whose loss matters most on top."""
    found = ach.standing(matrix, question, weighted)
    if found.state in (TOO_FEW, LEVEL):
        return [
            Row(f"{capital(found.state)}: {matrix.rated([question])}", (), section=matrix.asked[question])
        ]
    against = ach.points_against(matrix, weighted)[matrix.rivals(question)]
    total = against.sum()
    now, without = lead(total), {str(item): lead(total - against.loc[item]) for item in against.index}
    moved = [item for item in without if without[item] != now]
    moved.sort(key=lambda item: (without[item].first == now.first, without[item].ahead))
    rows = [_without(view, matrix, question, "", now, False)]
    rows += [
        _without(view, matrix, question, item, without[item], without[item].first != now.first)
        for item in moved
    ]
    # each question keeps its first rows, so that none falls away while another is told at length
    return [replace(row, weight=-at) for at, row in enumerate(rows)]


@chart("evidence", label="What the order hangs on", also=ALSO, options={**OPTIONS, "score": _SCORE})
def ach_sensitivity(view: View) -> tuple[Plan, Words]:
    """Who stands first on each question and by how much, with all items of evidence and without each."""
    (matrix, only), weighted = matrix_of(view), view.options["score"] == "weighted"
    rows = [row for question in matrix.contested for row in _section(view, matrix, question, weighted)]
    nothing = Row("No question has two hypotheses, so there is no order to test.", (), quiet=True)
    columns = (
        Column("Points ahead", 0.7, narrow="drop"),
        Column("" if view.narrow else "Who stands first without it", 1.1, gap=0.1, narrow="below"),
    )
    laid = Rows(rows or [nothing], columns, share=1.0 if view.narrow else 0.46, lines=5).fit(view)
    rated, note = rated_by(view, matrix)
    subtitle = (
        f"Who has least against it by the {view.options['score']} score, by how many points: with all items, "
        f"then without the one named. {rated}{only}"
    )
    if view.slide:
        subtitle = f"Who has least against it, and by how many points, without the one named.{only}"
    alt = f"Bars of leads. {' '.join(ach.sentences(matrix, weighted))}"
    note += "" if view.slide else " Items that change no lead are not drawn."
    return laid, Words(ach.headline(matrix, weighted), subtitle, alt, note)
