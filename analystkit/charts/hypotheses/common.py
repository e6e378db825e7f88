"""What the charts of competing hypotheses share: the matrix behind a view, and words about it."""

from __future__ import annotations

from dataclasses import replace

from analystkit.analysis import ach
from analystkit.charts.chart import Option
from analystkit.charts.style import MINE
from analystkit.charts.view import View
from analystkit.words import say

ANALYST = Option("", label="Rated by", found=lambda dossier: {name: name for name in ach.analysts(dossier)})
QUESTIONS = Option("as fits", {"as fits": "As the page has room", "all": "All"}, "Questions")
ALSO = ("hypotheses", "consistency", "relevance")
NEEDS = ("id", "statement", "reliability", "credibility", "known_at_signing")
CAUTION = "A score says what speaks against a hypothesis. It is no probability."


def matrix_of(view: View, tight: bool) -> tuple[ach.Matrix, str]:
    """Return the ratings of the chosen analyst, of the items in view, and which question alone is drawn.

    Where there is little room that is the first that has rivals, unless all are asked for.
    """
    made = ach.matrix(view.dossier, str(view.options["analyst"]), list(view.rows["id"]))
    asked = list(dict.fromkeys(made.questions[made.ratings.columns]))
    if not tight or view.options["questions"] == "all" or len(asked) < 2 or not made.contested:
        return made, ""
    first = (made.ranked or made.contested)[0]
    return replace(made, ratings=made.ratings[made.rivals(first)]), f" Drawn: “{made.asked[first]}” only."


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
