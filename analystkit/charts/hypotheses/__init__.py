"""Charts over evidence: the matrix of hypotheses, what speaks against each, what the order hangs on."""

from __future__ import annotations

from dataclasses import replace

from analystkit.analysis import ach
from analystkit.analysis.ach import Matrix
from analystkit.charts import Option, View
from analystkit.charts.style import MINE
from analystkit.errors import unknown
from analystkit.words import say

OPTIONS = {
    "analyst": Option("", label="Rated by", found=lambda dossier: {n: n for n in ach.analysts(dossier)}),
    "question": Option(
        "", label="Question",
        found=lambda dossier: {t.term: t.label for t in dossier.codebook.terms("hypotheses", "question")},
    ),
}  # fmt: skip
ALSO = ("hypotheses", "consistency", "relevance")


def matrix_of(view: View) -> tuple[Matrix, str]:
    """Return the ratings of the chosen analyst, of the items in view, and which question alone is drawn.

    That is the one asked for; where there is little room, else the first that has rivals.
    """
    made = ach.matrix(view.dossier, str(view.options["analyst"])).only(list(view.rows["id"]))
    questions = list(dict.fromkeys(made.questions[made.ratings.columns]))
    asked = str(view.options["question"])
    if asked and asked not in questions:
        raise unknown("question", asked, questions)
    if not asked and (view.tight) and len(questions) > 1:
        asked = next(iter([*made.ranked, *made.contested]), "")
    if not asked or questions == [asked]:
        return made, ""
    return replace(made, ratings=made.ratings[made.rivals(asked)]), f" Only: {made.asked[asked].rstrip('?')}?"


def rated_by(view: View, matrix: Matrix) -> tuple[str, str]:
    """Return who rated, marked where the ratings are the analyst's own, and what the reader must mind."""
    table, rated = view.dossier.table("consistency"), f"Rated by {matrix.analyst}"
    note = "A score says what speaks against a hypothesis. It is no probability."
    if table.loc[table["analyst"] == matrix.analyst, "mine"].any():
        return f"{rated} {MINE}.", f"{note} {MINE} These ratings are the analyst's own ({matrix.analyst})."
    editors = matrix.analyst == view.dossier.about.analyst
    return "Rated by the dossier's editors." if editors else f"{rated}.", note


def color_of(view: View, question: str) -> str:
    """Return the color of a question."""
    return view.dossier.codebook.color("hypotheses", "question", question)


def evidence_in_words(matrix: Matrix) -> str:
    """Return how many items there are, and how many of them are hindsight."""
    late, total = int((~matrix.known).sum()), len(matrix.known)
    every = "" if total == 1 else "all "
    when = f"{every}hindsight" if late == total else say("{n} of them hindsight", n=late)
    return say("{n:item of evidence}, {when}", n=total, when=when if late else f"{every}known at signing")


def points(value: float) -> str:
    """Return a score as charts write it."""
    return f"{value:.1f}".removesuffix(".0")
