"""Matrix: which forms of obligation each domain takes, with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.obligations import Group, by_domain, folded, form_sizes, forms_in_words, kind_of
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import ACCENT, FAINT, INK, LINE, MUTED, ink_on, tint
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.dossier.sentence import lower_label

_END = 0.8  # width of the last two columns, in cells
_TALLEST = 1.2  # longest head that stands upright, in inches
_TOTAL, _SINGLE = "All", "On one source"
_GAP, _SLACK, _LEAST, _SHARE = (
    0.015,
    0.02,
    0.16,
    0.38,
)  # least width of a cell in inches, greatest share of the labels


def _headline(view: View) -> str:
    """Return which form is the most frequent, and in how many domains it stands."""
    sizes = {form: size for form, size in form_sizes(view).items() if form}
    if not sizes:
        return f"{capital(count(len(view.rows), 'provision'))}, not coded for obligation"
    coded, most = sum(sizes.values()), max(sizes.values())
    kind = kind_of(view, coded)
    forms = [form for form, size in sizes.items() if size == most]
    names = [f"“{lower_label(view.label('obligation', form))}”" for form in forms]
    if len(sizes) == 1:
        return (
            f"All {coded} {kind}s are marked {names[0]}"
            if coded > 1
            else f"The only {kind} is marked {names[0]}"
        )
    if len(forms) > 1:
        return f"No single form leads: {listing(names)} have {most} of {coded} {kind}s each"
    cells = zip(view.values("domain"), view.values("obligation"), strict=True)
    spread = len({domain for domain, form in cells if form == forms[0] and domain})
    where = f", across {spread} domains" if spread > 1 else ""
    return f"{names[0][0]}{capital(names[0][1:])} is the most frequent form: {most} of {coded} {kind}s{where}"


def _words(view: View) -> Words:
    subtitle = (
        f"{capital(count(len(view.rows), 'provision'))} by domain and by what they ask of the parties, "
        "the strongest form at the left. The darker a cell, the more provisions."
    )
    groups = by_domain(view)
    size, label, form = max(
        (group.number(form), group.label, form) for group in groups for form in form_sizes(view)
    )
    alt = (
        f"A matrix of {count(len(view.rows), 'provision')}: {count(len(groups), 'domain')} by "
        f"{count(len(form_sizes(view)), 'form')} of obligation. The fullest cell, with {size}, is {label}, "
        f"{lower_label(view.label('obligation', form))}. By form: {forms_in_words(view)}."
    )
    return Words(_headline(view), subtitle, alt)


def _heads(view: View) -> list[str]:
    forms = [capital(view.label("obligation", term)) for term in view.terms("obligation")]
    return [*forms, _TOTAL, _SINGLE]


def _grid(view: View, groups: Sequence[Group]) -> tuple[Ladder, float]:
    """Return the rows, and the width of a cell."""
    rows = ladder([group.label for group in groups], view, share=_SHARE)
    return rows, max(_LEAST, (view.width - rows.labels.width) / (len(_heads(view)) - 2 + 2 * _END))


def _middle(column: int, forms: int, cell: float) -> float:
    """Return the middle of a column right of the labels: the two at the end are narrower."""
    return (column + 0.5) * cell if column < forms else (forms + (column - forms + 0.5) * _END) * cell


def _level(view: View, cell: float) -> bool:
    """Tell whether every word of the column heads fits over a cell, so that they need not stand upright."""
    *forms, total, single = _heads(view)
    words = [word for head in forms for word in head.split()]
    ends = [total, *single.split()]
    size = view.sizes.source
    return widest(words, size) <= cell - _SLACK and widest(ends, size) <= cell * _END - _SLACK


def _wrapped(view: View, cell: float) -> list[tuple[str, ...]]:
    """Return the column heads in lines."""
    heads = _heads(view)
    widths = [cell] * (len(heads) - 2) + [cell * _END] * 2
    return [wrap(h, w - _SLACK, view.sizes.source) for h, w in zip(heads, widths, strict=True)]


def _head_height(view: View, cell: float) -> float:
    size = view.sizes.source
    if _level(view, cell):
        return line_height(size, max(len(lines) for lines in _wrapped(view, cell))) + 0.05
    return min(max(text_width(head, size) for head in _heads(view)), _TALLEST) + 0.08


def _height(view: View) -> float:
    rows, cell = _grid(view, by_domain(view, largest_first=False))
    return (_head_height(view, cell) + rows.height) * MM


def _draw_heads(canvas: Canvas, left: float, cell: float, bottom: float) -> None:
    size = canvas.sizes.source
    for column, (head, lines) in enumerate(
        zip(_heads(canvas.view), _wrapped(canvas.view, cell), strict=True)
    ):
        middle = left + _middle(column, len(canvas.view.terms("obligation")), cell)
        if not _level(canvas.view, cell):
            canvas.upright(middle, bottom - 0.05, head, size, MUTED, _TALLEST)
            continue
        for row, line in enumerate(lines):
            top = bottom - 0.05 - line_height(size, len(lines) - row)
            canvas.text(middle, top, line, size, MUTED, align="center")


def _cell(canvas: Canvas, box: Box, total: int, unsure: int, most: int) -> list[Box]:
    """Write a cell's number, and return its boxes: shaded by it, the unverified share hatched."""
    if not total:
        return [replace(box, face=FAINT)]
    color, x, y = (
        tint(ACCENT, 0.18 + 0.82 * min(1, total / most)),
        box.x + box.width / 2,
        box.y + box.height / 2,
    )
    solid = box.width * (total - unsure) / total
    boxes = [replace(box, width=solid, face=color)] if solid else []
    if unsure:
        boxes.append(
            replace(box, x=box.x + solid, width=box.width - solid, face=LINE, edge=LINE, hatched=True)
        )
    canvas.middle(
        x, y, str(total), color=INK if unsure else ink_on(color), align="center", bold=True, halo=unsure > 0
    )
    return boxes


@register(
    name="obligation-by-domain",
    label="Obligation by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="Which forms of obligation each domain takes: a matrix with counts.",
    words=_words,
    height=_height,
)
def obligation_by_domain(canvas: Canvas, view: View) -> None:
    """Draw a row for each domain and a column for each form of obligation, with the number in each cell."""
    groups, forms = by_domain(view, largest_first=False), list(form_sizes(view))
    head = _head_height(view, _grid(view, groups)[1])
    groups = folded(groups, fitting(_grid(view, groups)[0].heights, canvas.height - head))
    rows, cell = _grid(view, groups)
    rows, left, label = rows.filling(canvas.height - head), rows.labels.width, view.sizes.label
    most = max([group.number(form) for group in groups for form in forms if group.drawn], default=1)
    _draw_heads(canvas, left, cell, head)
    boxes: list[Box] = []
    for group, lines, top, tall in zip(groups, rows.labels.lines, rows.tops(head), rows.heights, strict=True):
        canvas.block(0, top + (tall - line_height(label, len(lines))) / 2, lines)
        for column, form in enumerate(forms):
            box = Box(left + column * cell + _GAP, top + _GAP, cell - 2 * _GAP, tall - 2 * _GAP)
            boxes += _cell(canvas, box, group.number(form), group.number(form, "unverified"), most)
        ends = ((len(group), INK), (group.number(level="one-source") or "–", MUTED))
        for column, (number, color) in enumerate(ends, start=len(forms)):
            x = left + _middle(column, len(forms), cell)
            canvas.middle(x, top + tall / 2, str(number), color=color, align="center")
    canvas.boxes(boxes)
