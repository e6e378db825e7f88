"""The head of the matrix of hypotheses: the legend, the questions, and the hypotheses under them."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.analysis.ach import Matrix
from analystkit.charts import ach
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.style import PAPER, tint
from analystkit.charts.text import line_height, text_width, wrap
from analystkit.charts.view import View

_GAP = 0.012


def _swatches(view: View) -> list[Swatch]:
    terms = view.dossier.codebook.terms("consistency", "consistency")
    return [Swatch(term.label, face_of(view, term.term)) for term in terms]


def legend_of(view: View) -> Strip:
    """Return the ratings in one strip, for where it stands above the heads."""
    return strip(_swatches(view), view, size=view.sizes.source)


def face_of(view: View, term: str) -> str:
    """Return a rating's color; what says nothing is paler still, so that what speaks stands out."""
    if not term:
        return PAPER
    color = view.dossier.codebook.color("consistency", "consistency", term)
    return tint(color, 0.4) if term == "N" else color


@dataclass(frozen=True)
class Heads:
    """The column heads: how tall, whether they stand level, and the lines of each question.

    A question whose columns are too narrow for its words has no lines; it stands in `apart`, on a line of its
    own that ends where its columns end.
    """

    height: float
    level: bool
    questions: dict[str, tuple[str, ...]]
    apart: tuple[str, ...]


def heads_of(view: View, matrix: Matrix, cell: float) -> Heads:
    """Return the heads for columns of a width, in inches."""
    size, names = view.sizes.source, list(matrix.ratings.columns)
    labels = [ach.name_of(matrix, each) for each in names]
    asked: dict[str, tuple[str, ...]] = {}
    for question in dict.fromkeys(matrix.questions[names]):
        wide = len([h for h in names if matrix.questions[h] == question]) * cell - 0.04
        label = ach.question_label(view, question)
        fits = all(text_width(word, size, True) <= wide for word in label.split())
        asked[question] = wrap(label, wide, size, True, 3) if fits else ()
    apart = tuple(question for question, lines in asked.items() if not lines)
    level = max(text_width(word, size) for label in labels for word in label.split()) <= cell - 0.05
    if level:
        tall = line_height(size, max(len(wrap(label, cell - 0.05, size)) for label in labels))
    else:
        tall = max(text_width(label, size) for label in labels)
    above = line_height(size, max(len(lines) for lines in asked.values()) + len(apart))
    least = _side_legend(view) if not level else 0.0
    return Heads(max(tall + above + 0.12, least), level, asked, apart)


def _side_legend(view: View) -> float:
    """Return the height of the legend where it stands beside upright heads."""
    return (
        line_height(view.sizes.source, len(view.dossier.codebook.terms("consistency", "consistency"))) * 1.12
    )


def draw_heads(canvas: Canvas, matrix: Matrix, left: float, cell: float, head: Heads) -> float:
    """Draw legend, questions and hypotheses, and return where the rows start."""
    view, size = canvas.view, canvas.sizes.source
    high, top = line_height(size), 0.0
    if head.level:
        draw_strip(canvas, legend_of(view))
        top = legend_of(view).height
    else:
        for row, swatch in enumerate(_swatches(view)):
            draw_strip(canvas, strip([swatch], view, size=size), row * high * 1.12)
    above = high * (max(len(lines) for lines in head.questions.values()) + len(head.apart))
    for question, lines in head.questions.items():
        places = [at for at, h in enumerate(matrix.ratings.columns) if matrix.questions[h] == question]
        start, end = left + places[0] * cell, left + (places[-1] + 1) * cell
        color = ach.question_color(view, question)
        canvas.boxes([Box(start + _GAP, top + above + 0.01, end - start - 2 * _GAP, 0.025, color)])
        canvas.block(start + _GAP, top + above - high * len(lines), lines, size, bold=True)
        if question in head.apart:
            label, row = ach.question_label(view, question), head.apart.index(question)
            canvas.text(end, top + high * row, label, size, align="right", bold=True)
    bottom = top + head.height - 0.04
    for at, hypothesis in enumerate(matrix.ratings.columns):
        middle, label = left + (at + 0.5) * cell, ach.name_of(matrix, hypothesis)
        if not head.level:
            canvas.upright(middle, bottom, label, size)
            continue
        lines = canvas.wrap(label, cell - 0.05, size)
        for row, line in enumerate(lines):
            canvas.text(middle, bottom - high * (len(lines) - row), line, size, align="center")
    return top + head.height
