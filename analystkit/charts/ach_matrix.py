"""The matrix of competing hypotheses: every item of evidence against every hypothesis."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.analysis.ach import Matrix, diagnosticity, headline, inconsistency
from analystkit.charts import ach
from analystkit.charts.ach_heads import draw_heads, face_of, heads_of, legend_of
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import LINE, MUTED, ink_on
from analystkit.charts.text import line_height
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count

_GAP = 0.012
_SHARE = {True: 0.36, False: 0.5}  # of the width for the statements, on a slide and elsewhere
_GRADES = 0.3
_NARROW = 4.0  # inches: below this, grades and the long label of sums are left out
_AT_SIGNING, _HINDSIGHT = "Known at signing", "Hindsight: became known after"


@dataclass(frozen=True)
class _Section:
    """A heading and the items under it."""

    title: str
    items: list[str]


def _sections(view: View, matrix: Matrix) -> list[_Section]:
    """Return the items known at signing and those of hindsight, in the order asked for."""
    items = list(matrix.ratings.index)
    if view.options["order"] == "what separates most":
        apart = diagnosticity(matrix).max(axis=1).fillna(0)
        items = sorted(items, key=lambda item: -apart[item])
    parts = [(_AT_SIGNING, True), (_HINDSIGHT, False)]
    found = [_Section(title, [i for i in items if bool(matrix.known[i]) is early]) for title, early in parts]
    return [section for section in found if section.items]


def _statements(view: View) -> dict[str, str]:
    return {row["id"]: f"{row['id']}  {row['statement']}" for row in view.rows.to_dict("records")}


def _grades(view: View) -> dict[str, str]:
    rows = view.rows
    return {
        i: f"{r}{c}" for i, r, c in zip(rows["id"], rows["reliability"], rows["credibility"], strict=True)
    }


def _words(view: View) -> Words:
    matrix = ach.matrix_of(view)
    hypotheses = count(matrix.ratings.shape[1], "hypothesis", "hypotheses")
    subtitle = (
        f"{capital(ach.evidence_phrase(matrix))}, against {hypotheses}. "
        f"Hypotheses compete within one question only. {ach.rated_by(view, matrix)}."
    )
    scores = inconsistency(matrix)
    sums = "; ".join(
        f"{ach.name_of(matrix, str(each))} {ach.points(score)}" for each, score in scores.items()
    )
    alt = (
        f"A matrix of {count(len(matrix.ratings), 'item')} of evidence by {hypotheses}, "
        f"each cell rated from very consistent (CC) to very inconsistent (II). Plain inconsistency: {sums}."
    )
    return Words(headline(matrix), subtitle, alt, f"{ach.note(view, matrix)} {_how(view)}".strip())


def _how(view: View) -> str:
    if view.preset.height_mm:
        return "I counts 1, II counts 2."
    grades = " Letter and digit are the Admiralty grades of source and item." if view.width >= _NARROW else ""
    return (
        f"I counts 1, II counts 2; the weighted score counts them by the items' grades and relevance.{grades}"
    )


def _rows(view: View, sections: list[_Section]) -> Ladder:
    said = _statements(view)
    labels = [said[item] for section in sections for item in section.items]
    slide = view.preset.height_mm is not None
    return ladder(
        labels, view, _SHARE[slide], 1 if slide or view.width < _NARROW else 2, view.sizes.label * 1.5 / 72
    )


def _cell_width(view: View, rows: Ladder, matrix: Matrix) -> float:
    return (view.width - rows.labels.width - _grades_width(view)) / matrix.ratings.shape[1]


def _grades_width(view: View) -> float:
    return _GRADES * view.sizes.label / 8 if view.width >= _NARROW else 0.0


def _sub(view: View) -> float:
    return line_height(view.sizes.source) * 1.45


def _feet(view: View) -> float:
    return line_height(view.sizes.label) * 1.35 * 2 + 0.06


def _height(view: View) -> float:
    view = ach.dense(view)
    matrix = ach.matrix_of(view)
    sections = _sections(view, matrix)
    rows = _rows(view, sections)
    head = heads_of(view, matrix, _cell_width(view, rows, matrix))
    above = head.height + (legend_of(view).height if head.level else 0.0)
    return (above + rows.height + _sub(view) * len(sections) + _feet(view)) * MM


def _draw_row(
    canvas: Canvas, cells: list[str], left: float, cell: float, top: float, tall: float
) -> list[Box]:
    """Write the ratings of one item, and return their boxes."""
    boxes = []
    for at, term in enumerate(cells):
        color = face_of(canvas.view, term)
        box = Box(
            left + at * cell + _GAP, top + _GAP, cell - 2 * _GAP, tall - 2 * _GAP, color, "" if term else LINE
        )
        boxes.append(box)
        quiet = term in ("N", "")
        canvas.middle(
            box.x + box.width / 2, top + tall / 2, term, canvas.sizes.source,
            color=MUTED if quiet else ink_on(color), align="center", bold=not quiet,
        )  # fmt: skip
    return boxes


def _draw_feet(canvas: Canvas, matrix: Matrix, left: float, cell: float, top: float) -> None:
    """Write the two scores under each hypothesis."""
    pitch = line_height(canvas.sizes.label) * 1.35
    for row, (label, weighted) in enumerate(
        (("Inconsistency, plain", False), ("Inconsistency, weighted", True))
    ):
        y = top + 0.04 + (row + 0.5) * pitch
        canvas.rules([(0, y - pitch / 2, canvas.width, y - pitch / 2)], LINE if row == 0 else "#dcdcdc")
        canvas.middle(0, y, label, bold=not weighted, max_width=left - 0.05)
        scores = inconsistency(matrix, weighted)
        for at, hypothesis in enumerate(matrix.ratings.columns):
            text = ach.points(scores[hypothesis])
            canvas.middle(left + (at + 0.5) * cell, y, text, align="center", bold=not weighted)


def _shortened(view: View, sections: list[_Section], room: float) -> tuple[list[_Section], int]:
    """Return the sections cut to what fits, what separates least going first, and how many are left out."""
    rows = _rows(view, sections)
    total = sum(len(section.items) for section in sections)
    shown = fitting(rows.heights, room - _sub(view) * len(sections))
    if shown >= total:
        return sections, 0
    apart = diagnosticity(ach.matrix_of(view)).max(axis=1).fillna(0)
    order = {item: at for at, item in enumerate(i for section in sections for i in section.items)}
    kept = set(sorted(order, key=lambda item: (-apart[item], order[item]))[:shown])
    cut = [_Section(s.title, [i for i in s.items if i in kept]) for s in sections]
    return [section for section in cut if section.items], total - shown


@register(
    name="ach-matrix",
    label="Matrix of hypotheses",
    table="evidence",
    needs=ach.NEEDS,
    about="Every item of evidence against every hypothesis, rated from very consistent to very inconsistent.",
    words=_words,
    height=_height,
    also=ach.ALSO,
    options={**ach.OPTIONS, "order": "as listed"},
    choices={"order": ("as listed", "what separates most")},
)
def ach_matrix(canvas: Canvas, view: View) -> None:
    """Draw a row for each item and a column for each hypothesis, the scores below."""
    canvas = ach.densely(canvas)
    view, matrix = canvas.view, ach.matrix_of(view)
    sections = _sections(view, matrix)
    rows = _rows(view, sections)
    head = heads_of(view, matrix, _cell_width(view, rows, matrix))
    above = head.height + (legend_of(view).height if head.level else 0.0)
    room = canvas.height - above - _feet(view)
    sections, left_out = _shortened(view, sections, room)
    rows = _rows(view, sections)
    more = line_height(view.sizes.label) * 1.5 if left_out else 0.0
    rows = rows.filling(room - _sub(view) * len(sections) - more)
    cell, left = _cell_width(view, rows, matrix), rows.labels.width + _grades_width(view)
    y = draw_heads(canvas, matrix, left, cell, heads_of(view, matrix, cell))
    y = _draw_items(canvas, matrix, sections, rows, y)
    if left_out:
        label = count(left_out, "more item that separates", "more items that separate")
        canvas.text(0, y + 0.02, f"and {label} the rivals least; the scores count them", color=MUTED)
    _draw_feet(canvas, matrix, left, cell, y + more)


def _draw_items(canvas: Canvas, matrix: Matrix, sections: list[_Section], rows: Ladder, y: float) -> float:
    """Draw the items section by section, and return where the next thing starts."""
    view, grades = canvas.view, _grades(canvas.view)
    cell, boxes, at = _cell_width(view, rows, matrix), [], 0
    left = rows.labels.width + _grades_width(view)
    for section in sections:
        canvas.text(
            0, y + _sub(view) * 0.2, f"{section.title} ({len(section.items)})", view.sizes.source, bold=True
        )
        y += _sub(view)
        for item in section.items:
            lines, tall = rows.labels.lines[at], rows.heights[at]
            canvas.block(0, y + (tall - line_height(view.sizes.label, len(lines))) / 2, lines)
            if _grades_width(view):
                canvas.middle(
                    left - 0.05, y + tall / 2, grades[item], view.sizes.source, color=MUTED, align="right"
                )
            boxes += _draw_row(
                canvas,
                [str(matrix.ratings.at[item, each]) for each in matrix.ratings.columns],
                left,
                cell,
                y,
                tall,
            )
            y, at = y + tall, at + 1
    canvas.boxes(boxes)
    return y
