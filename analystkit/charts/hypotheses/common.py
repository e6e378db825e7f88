"""What the charts of competing hypotheses share: the matrix behind a view, and words about it."""

from __future__ import annotations

from dataclasses import replace

from analystkit.analysis import ach
from analystkit.charts.chart import Option
from analystkit.charts.style import MINE
from analystkit.charts.view import View
from analystkit.errors import unknown
from analystkit.words import say

ANALYST = Option("", label="Rated by", found=lambda dossier: {name: name for name in ach.analysts(dossier)})
QUESTION = Option(
    "", label="Question",
    found=lambda dossier: {
        term.term: term.label for term in dossier.codebook.terms("hypotheses", "question")
    },
)  # fmt: skip
ALSO = ("hypotheses", "consistency", "relevance")
NEEDS = ("id", "statement", "reliability", "credibility", "known_at_signing")
CAUTION = "A score says what speaks against a hypothesis. It is no probability."


def matrix_of(view: View, tight: bool) -> tuple[ach.Matrix, str]:
    """Return the ratings of the chosen analyst, of the items in view, and which question alone is drawn.

    That is the one asked for; where there is little room, else the first that has rivals.
    """
    made = ach.matrix(view.dossier, str(view.options["analyst"])).only(list(view.rows["id"]))
    questions, asked = (
        list(dict.fromkeys(made.questions[made.ratings.columns])),
        str(view.options["question"]),
    )
    if asked and asked not in questions:
        raise unknown("question", asked, questions)
    if not asked and tight and len(questions) > 1:
        asked = next(iter([*made.ranked, *made.contested]), "")
    if not asked or questions == [asked]:
        return made, ""
    return replace(made, ratings=made.ratings[made.rivals(asked)]), f" Only: {made.asked[asked].rstrip('?')}?"


def _is_own(view: View, matrix: ach.Matrix) -> bool:
    table = view.dossier.table("consistency")
    return bool(table.loc[table["analyst"] == matrix.analyst, "mine"].any())


def rated_by(view: View, matrix: ach.Matrix) -> str:
    """Return who rated, marked where the ratings are the analyst's own."""
    if _is_own(view, matrix):
        return f"Rated by {matrix.analyst} {MINE}"
    editors = matrix.analyst == view.dossier.about.analyst
    return "Rated by the dossier's editors" if editors else f"Rated by {matrix.analyst}"


def note_of(view: View, matrix: ach.Matrix) -> str:
    """Return what the reader must mind of any chart of hypotheses."""
    own = f" {MINE} These ratings are the analyst's own ({matrix.analyst})." if _is_own(view, matrix) else ""
    return f"{CAUTION}{own}"


def question_color(view: View, question: str) -> str:
    """Return a question's color."""
    return view.dossier.codebook.color("hypotheses", "question", question)


def evidence_phrase(matrix: ach.Matrix) -> str:
    """Return how many items there are, and how many of them are hindsight."""
    late, total = int((~matrix.known).sum()), len(matrix.known)
    every = "" if total == 1 else "all "
    when = f"{every}hindsight" if late == total else say("{n} of them hindsight", n=late)
    return say("{n:item of evidence}, {when}", n=total, when=when if late else f"{every}known at signing")


def points(value: float) -> str:
    """Return a score as charts write it."""
    return f"{value:.1f}".removesuffix(".0")
