"""The matrix of competing hypotheses: items of evidence against hypotheses."""

from __future__ import annotations

from analystkit.analysis.ach import diagnosticity, headline, inconsistency
from analystkit.charts import Cell, Column, Option, Plan, Row, Rows, Sign, Swatch, Text, View, Words, chart
from analystkit.charts.hypotheses import scores
from analystkit.charts.style import MUTED, PAPER, tint
from analystkit.words import capital, count, say

ORDERS = {"what separates most": "What separates most first", "as listed": "As listed"}
AT_SIGNING, HINDSIGHT = "Known at signing", "Hindsight: became known after"


def _face(view: View, term: str) -> str:
    """Return a rating's color; what says nothing is paler still, so that what speaks stands out."""
    color = view.dossier.codebook.color("consistency", "consistency", term) if term else PAPER
    return tint(color, 0.4) if term == "N" else color


@chart(
    name="ach-matrix",
    label="Matrix of hypotheses",
    table="evidence",
    needs=scores.NEEDS,
    about="Items of evidence against hypotheses, rated from very consistent to very inconsistent.",
    also=scores.ALSO,
    options={
        "analyst": scores.ANALYST,
        "question": scores.QUESTION,
        "order": Option("what separates most", ORDERS, "Order"),
    },
)
def ach_matrix(view: View) -> tuple[Plan, Words]:
    """Return a row for each item and a column for each hypothesis, the scores below.

    Where not all fit, those are drawn that separate the rivals most.
    """
    matrix, only = scores.matrix_of(view)
    given, tight, rows = view.rows.set_index("id"), view.slide or view.narrow, []
    apart = dict.fromkeys(matrix.ratings.index, 0.0)  # how far each item separates rivals, at the most
    if matrix.contested:
        apart = diagnosticity(matrix).max(axis=1).fillna(0).to_dict()
    items = list(matrix.ratings.index)
    if view.options["order"] == "what separates most":
        items.sort(key=lambda item: -apart[item])
    for item in sorted(items, key=lambda item: not matrix.known[item]):
        said, source, credibility = (
            str(given.at[item, name]) for name in ("statement", "reliability", "credibility")
        )
        told = f"Graded {source}{credibility}: {said}"
        cells: list[Cell] = [Text(source + credibility, MUTED, small=True, lines=1, ids=(item,), words=told)]
        for hypothesis, term in matrix.ratings.loc[item].items():
            words = f"{matrix.labels[str(hypothesis)]}, {term or 'not rated'}: {said}"
            cells.append(Sign(str(term), _face(view, str(term)), (item,), words, bool(term)))
        section = "" if tight else AT_SIGNING if matrix.known[item] else HINDSIGHT
        rows.append(Row(said, cells, (item,), said, section=section, weight=apart[item]))
    feet = []
    for label, weighted in (("Inconsistency, plain", False), ("Inconsistency, weighted", True)):
        values = [
            Text(scores.points(score), bold=not weighted, lines=1)
            for score in inconsistency(matrix, weighted)
        ]
        feet.append(Row(label, [Text(""), *values]))
    columns = [Column("" if view.narrow else "Grade", 0, "right", narrow="drop", paper=True)]
    for each in matrix.ratings.columns:
        question = matrix.questions[each]
        group = "" if view.slide and only else matrix.asked[question]
        color = scores.question_color(view, question)
        columns.append(Column(str(matrix.labels[each]), 1.0, "center", color=color, group=group))
    terms = view.dossier.codebook.terms("consistency", "consistency")
    present = set(matrix.ratings.to_numpy().ravel())
    key = [Swatch(term.label, _face(view, term.term)) for term in terms if term.term in present]
    laid = Rows(
        rows, columns, key, [] if view.slide else feet[: 1 if tight else 2], share=0.5, lines=6, small=True,
        stacked=bool(tight and only) or view.narrow,
    ).fit(view)  # fmt: skip
    drawn, plain = [row.ids[0] for row in laid.drawn], inconsistency(matrix)
    hypotheses, evidence = count(len(plain), "hypothesis"), capital(scores.evidence_phrase(matrix))
    subtitle = f"{evidence}, against {hypotheses}. {scores.rated_by(view, matrix)}.{only}"
    subtitle = f"{evidence}.{only}" if view.slide else subtitle
    if len(drawn) < len(rows):
        subtitle += say(" Drawn: the {n!w} that {n|separates|separate} rivals most.", n=len(drawn))
    said = "; ".join(f"{matrix.labels[str(each)]} {scores.points(score)}" for each, score in plain.items())
    alt = (
        f"A matrix of {count(len(drawn), 'item of evidence')} by {hypotheses}, each cell rated from very "
        f"consistent (CC) to very inconsistent (II). Plain inconsistency, from all items: {said}."
    )
    grade = "" if tight else " Grade: reliability of the source, credibility of the item."
    note = f"{scores.note_of(view, matrix)}{grade}"
    return laid, Words(headline(matrix), subtitle, alt, note, view.verified(drawn))
