"""The matrix of competing hypotheses."""

from __future__ import annotations

from analystkit.analysis import ach
from analystkit.charts import Cell, Column, Option, Plan, Row, Rows, Sign, Swatch, Text, View, Words, chart
from analystkit.charts.hypotheses import (
    ALSO,
    OPTIONS,
    color_of,
    evidence_in_words,
    matrix_of,
    points,
    rated_by,
)
from analystkit.charts.style import MUTED, PAPER, tint
from analystkit.words import capital, count, say

_SEPARATES = "what separates most"
_ORDER = Option(_SEPARATES, {_SEPARATES: "What separates most first", "as listed": "As listed"}, "Order")
_WHEN = ("Known at signing", "Hindsight: became known after")


def _face(view: View, term: str) -> str:
    """Return a rating's color; what says nothing is paler still, so that what speaks stands out."""
    color = view.dossier.codebook.color("consistency", "consistency", term) if term else PAPER
    return tint(color, 0.4) if term == "N" else color


@chart("evidence", label="Matrix of hypotheses", also=ALSO, most=5_000, options={**OPTIONS, "order": _ORDER})
def ach_matrix(view: View) -> tuple[Plan, Words]:
    """Items of evidence against hypotheses, rated from very consistent to very inconsistent."""
    matrix, only = matrix_of(view)
    given, rows = view.rows.set_index("id").to_dict("index"), []
    apart = dict.fromkeys(matrix.ratings.index, 0.0)  # how far each item separates rivals, at the most
    if matrix.contested:
        apart = ach.diagnosticity(matrix).max(axis=1).fillna(0).to_dict()
    order = apart if view.options["order"] == _SEPARATES else {}
    for item in sorted(apart, key=lambda each: (not matrix.known[each], -order.get(each, 0.0))):
        said, grade = str(given[item]["statement"]), given[item]["reliability"] + given[item]["credibility"]
        told = f"Graded {grade}: {said}"
        cells: list[Cell] = [Text(grade, MUTED, small=True, lines=1, ids=(item,), words=told)]
        for hypothesis, term in matrix.ratings.loc[item].items():
            words = f"{matrix.labels[str(hypothesis)]}, {term or 'not rated'}: {said}"
            cells.append(Sign(term, _face(view, term), (item,), words, bool(term)))
        section = "" if view.tight else _WHEN[not matrix.known[item]]
        rows.append(Row(said, cells, (item,), said, section=section, weight=apart[item]))
    plain, weighted = ach.inconsistency(matrix), ach.inconsistency(matrix, weighted=True)
    sums = (("Inconsistency, plain", plain), ("Inconsistency, weighted", weighted))
    feet = [
        Row(label, [Text(""), *(Text(points(n), bold=scores is plain, lines=1) for n in scores)])
        for label, scores in sums[: 0 if view.slide else 1 if view.tight else 2]
    ]
    columns = [Column("" if view.narrow else "Grade", 0, "right", narrow="drop", paper=True)]
    for each in matrix.ratings.columns:
        question = matrix.questions[each]
        group = "" if view.slide and only else matrix.asked[question]
        columns.append(
            Column(matrix.labels[each], 1.0, "center", color=color_of(view, question), group=group)
        )
    present = set(matrix.ratings.to_numpy().ravel())
    terms = view.dossier.codebook.terms("consistency", "consistency")
    key = [Swatch(term.label, _face(view, term.term)) for term in terms if term.term in present]
    stacked = bool(view.tight and only) or view.narrow
    laid = Rows(rows, columns, key, feet, share=0.5, lines=6, small=True, stacked=stacked).fit(view)
    drawn, (rated, note) = laid.ids, rated_by(view, matrix)
    hypotheses, evidence = count(len(plain), "hypothesis"), capital(evidence_in_words(matrix))
    subtitle = f"{evidence}.{only}" if view.slide else f"{evidence}, against {hypotheses}. {rated}{only}"
    if len(drawn) < len(rows):
        subtitle += say(" Drawn: the {n!w} that {n|separates|separate} rivals most.", n=len(drawn))
    said = "; ".join(f"{matrix.labels[str(each)]} {points(score)}" for each, score in plain.items())
    alt = (
        f"A matrix of {count(len(drawn), 'item of evidence')} by {hypotheses}, each cell rated from very "
        f"consistent (CC) to very inconsistent (II). Plain inconsistency, from all items: {said}."
    )
    note += "" if view.tight else " Grade: reliability of the source, credibility of the item."
    return laid, Words(ach.headline(matrix), subtitle, alt, note, view.verified(drawn))
