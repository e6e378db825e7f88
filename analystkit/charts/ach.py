"""What the charts of competing hypotheses share: the matrix behind a view, and words about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analystkit.analysis import ach
from analystkit.charts.canvas import Canvas
from analystkit.charts.style import MINE
from analystkit.charts.view import View
from analystkit.charts.wording import count

OPTIONS = {"analyst": ""}
ALSO = ("hypotheses", "consistency", "relevance")
NEEDS = ("id", "statement", "reliability", "credibility", "known_at_signing")
CAUTION = "A score says what speaks against a hypothesis. It is no probability."


def matrix_of(view: View) -> ach.Matrix:
    """Return the ratings of the chosen analyst, of the items in view."""
    return ach.matrix(view.dossier, str(view.options["analyst"]), list(view.rows["id"]))


def dense(view: View) -> View:
    """Return a view whose labels are set as small as its source line: a matrix has many rows."""
    sizes = replace(view.sizes, label=view.sizes.source)
    return replace(view, preset=replace(view.preset, sizes=sizes))


def densely(canvas: Canvas) -> Canvas:
    """Return the same plot area for a dense view."""
    view = dense(canvas.view)
    return Canvas(canvas.figure, view, canvas.left, canvas.top, canvas.width, canvas.height)


def is_own(view: View, matrix: ach.Matrix) -> bool:
    """Tell whether the ratings are an analyst's own rather than the dossier's."""
    table = view.dossier.table("consistency")
    return bool(table.loc[table["analyst"] == matrix.analyst, "mine"].any())


def question_label(view: View, question: str) -> str:
    """Return a question as charts put it."""
    return view.dossier.codebook.label("hypotheses", "question", question)


def question_color(view: View, question: str) -> str:
    """Return a question's color."""
    return view.dossier.codebook.color("hypotheses", "question", question)


def name_of(matrix: ach.Matrix, hypothesis: str) -> str:
    """Return a hypothesis's short name with its id."""
    return f"{matrix.labels[hypothesis]} ({hypothesis})"


def rated_by(view: View, matrix: ach.Matrix) -> str:
    """Return who rated, marked where the ratings are the analyst's own."""
    if is_own(view, matrix):
        return f"Rated by {matrix.analyst} {MINE}"
    editors = matrix.analyst == view.dossier.about.analyst
    return "Rated by the dossier's editors" if editors else f"Rated by {matrix.analyst}"


def note(view: View, matrix: ach.Matrix) -> str:
    """Return what the reader must mind of any chart of hypotheses."""
    own = f"{MINE} These ratings are the analyst's own ({matrix.analyst})." if is_own(view, matrix) else ""
    return " ".join(filter(None, [CAUTION, own]))


def evidence_phrase(matrix: ach.Matrix) -> str:
    """Return how many items there are, and how many of them are hindsight."""
    late = int((~matrix.known).sum())
    items = count(len(matrix.known), "item of evidence", "items of evidence")
    every = "" if len(matrix.known) == 1 else "all "
    if late and late == len(matrix.known):
        return f"{items}, {every}hindsight"
    return f"{items}, {late} of them hindsight" if late else f"{items}, {every}known at signing"


def points(value: float) -> str:
    """Return a score as charts write it."""
    return f"{value:.1f}".removesuffix(".0")


def ordinal(rank: int) -> str:
    """Return a rank in words."""
    words = ["first", "second", "third", "fourth", "fifth", "sixth"]
    return words[rank - 1] if rank <= len(words) else f"{rank}th"


def listed(items: Sequence[str], most: int = 6) -> str:
    """Return ids of items, the tail counted."""
    return ", ".join(items[:most]) + (f" +{len(items) - most}" if len(items) > most else "")
