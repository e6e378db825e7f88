"""How far the first hypothesis is ahead of each rival, and which items of evidence carry that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analystkit.analysis.ach import Matrix, headline, leaders, margins, sentences
from analystkit.charts import ach
from analystkit.charts.canvas import Canvas
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import LINE, MUTED, PAPER
from analystkit.charts.text import line_height, text_width, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import count

_NARROW = 4.0
_DOT = 0.085
_MOST_LINES = 3


@dataclass(frozen=True)
class _Rival:
    """One rival of the leader: how far behind it is, with all items and without each that matters."""

    question: str
    lines: tuple[str, ...]
    now: float
    without: dict[float, list[str]]


def _rivals(view: View, matrix: Matrix) -> list[_Rival]:
    found = []
    for question in matrix.contested:
        table = margins(matrix, question, _weighted(view))
        for rival in table.columns:
            column = {str(item): float(value) for item, value in table[rival].items()}
            now = column.pop("")
            moved: dict[float, list[str]] = {}
            for item, value in sorted(column.items(), key=lambda pair: pair[1]):
                if value < now or (value > now and view.width >= _NARROW):
                    moved.setdefault(round(value, 2), []).append(item)
            lines = wrap(
                ach.name_of(matrix, str(rival)), _label_width(view) - 0.1, view.sizes.label, max_lines=3
            )
            found.append(_Rival(question, lines, now, moved))
    return found


def _weighted(view: View) -> bool:
    return view.options["score"] == "weighted"


def _label_width(view: View) -> float:
    return view.width * (0.34 if view.width < _NARROW else 0.25)


def _words(view: View) -> Words:
    matrix = ach.matrix_of(view)
    said = sentences(matrix, _weighted(view))
    which = (
        "without an item that brings it nearer" if view.width < _NARROW else "without one of the items named"
    )
    subtitle = (
        f"How many points each rival stands behind the first, by the {view.options['score']} score: "
        f"with all items (full dot), and {which} (ring). {ach.rated_by(view, matrix)}."
    )
    alt = f"Dots for {count(len(_rivals(view, matrix)), 'rival')}. {' '.join(said)}"
    return Words(headline(matrix, _weighted(view)), subtitle, alt, " ".join([ach.note(view, matrix), *said]))


def _clusters(rival: _Rival, unit: float, room: float) -> list[tuple[float, list[str]]]:
    """Return the values with their items, neighbors whose labels would touch drawn together."""
    groups: list[tuple[list[float], list[str]]] = []
    for value, items in sorted(rival.without.items()):
        near = groups and (value - groups[-1][0][-1]) * unit < room
        if near and (value > 0) == (groups[-1][0][0] > 0):
            groups[-1][0].append(value)
            groups[-1][1].extend(items)
        else:
            groups.append(([value], list(items)))
    return [(sum(values) / len(values), items) for values, items in groups]


def _label_lines(view: View, items: Sequence[str], room: float) -> tuple[str, ...]:
    return wrap(", ".join(items), room, view.sizes.source, max_lines=_MOST_LINES)


def _room(view: View) -> float:
    """Return the width of a label of items, in inches."""
    return text_width("e18a, e18b", view.sizes.source) + 0.06


def _scale(view: View, rivals: Sequence[_Rival]) -> tuple[float, float, int, int]:
    """Return where zero is, how long a point is, and the first and last whole point of the axis."""
    values = [value for rival in rivals for value in (*rival.without, rival.now)]
    low, high = min([0.0, *values]), max([1.0, *values])
    first, last = int(low // 1), int(-(-high // 1))
    left, edge = _label_width(view) + _room(view) / 2, _room(view) / 2
    unit = (view.width - left - edge) / (last - first)
    return left - first * unit, unit, first, last


def _row(view: View, rival: _Rival, unit: float) -> float:
    room = _room(view)
    lines = [len(_label_lines(view, items, room)) for _, items in _clusters(rival, unit, room)]
    text = line_height(view.sizes.source, max(lines, default=0))
    return max(0.16 + text, line_height(view.sizes.label, len(rival.lines))) + 0.1


def _head(view: View) -> float:
    return line_height(view.sizes.label) * 1.6


def _axis(view: View) -> float:
    return line_height(view.sizes.source) * 1.3


def _height(view: View) -> float:
    rivals = _rivals(view, ach.matrix_of(view))
    if not rivals:
        return 14.0
    _, unit, _, _ = _scale(view, rivals)
    questions = len({rival.question for rival in rivals})
    return (_axis(view) + sum(_row(view, rival, unit) for rival in rivals) + _head(view) * questions) * MM


@register(
    name="ach-sensitivity",
    label="What the order hangs on",
    table="evidence",
    needs=ach.NEEDS,
    about="How far the first hypothesis is ahead of each rival, with all items of evidence and without each.",
    words=_words,
    height=_height,
    also=ach.ALSO,
    options={**ach.OPTIONS, "score": "plain"},
    choices={"score": ("plain", "weighted")},
)
def ach_sensitivity(canvas: Canvas, view: View) -> None:
    """Draw a line for each rival: a full dot for its distance, rings for its distance without an item."""
    canvas = ach.densely(canvas) if view.preset.height_mm else canvas
    view, matrix = canvas.view, ach.matrix_of(view)
    rivals = _rivals(view, matrix)
    if not rivals:
        canvas.text(0, 0.1, "No question has two hypotheses, so there is no order to test.", color=MUTED)
        return
    zero, unit, first, last = _scale(view, rivals)
    heads = {question: _title(view, matrix, question) for question in matrix.contested}
    need = sum(_row(view, rival, unit) for rival in rivals) + _head(view) * len(heads)
    stretch = max(0.75, min(1.6, (canvas.height - _axis(view)) / need))
    _draw_axis(canvas, zero, unit, range(first, last + 1))
    y, drawn = _axis(view), ""
    for rival in rivals:
        if rival.question != drawn:
            drawn = rival.question
            canvas.rules([(0, y, canvas.width, y)])
            canvas.middle(
                0, y + _head(view) * stretch / 2 + 0.01, heads[drawn], bold=True, max_width=canvas.width
            )
            y += _head(view) * stretch
        tall = _row(view, rival, unit) * stretch
        canvas.rules([(zero, y, zero, y + tall)], LINE, 0.9)
        _draw_rival(canvas, rival, y, zero, unit, ach.question_color(view, drawn))
        y += tall


def _title(view: View, matrix: Matrix, question: str) -> str:
    """Return a question with the hypothesis that the others are measured against."""
    first = leaders(matrix, question, _weighted(view))
    return f"{ach.question_label(view, question)} Behind {ach.name_of(matrix, first[0])}:"


def _draw_axis(canvas: Canvas, zero: float, unit: float, ticks: range) -> None:
    """Write whole points along the top."""
    size = canvas.sizes.source
    step = max(1, -(-len(ticks) // 9))
    for tick in ticks[::step] if 0 in ticks[::step] else ticks:
        x = zero + tick * unit
        canvas.text(
            x, 0, "level" if tick == 0 else f"{tick:+d}".replace("-", "−"), size, MUTED, align="center"
        )


def _draw_rival(canvas: Canvas, rival: _Rival, y: float, zero: float, unit: float, color: str) -> None:
    """Draw one rival: the span that single items move it over, rings with their items, and the full dot."""
    view, size, middle = canvas.view, canvas.sizes.source, y + 0.11
    canvas.block(0, middle - line_height(canvas.sizes.label) / 2, rival.lines)
    values = sorted([*rival.without, rival.now])
    gaps = [(zero + a * unit + _DOT / 2, zero + b * unit - _DOT / 2) for a, b in pairwise(values)]
    canvas.rules([(start, middle, end, middle) for start, end in gaps if end > start], color, 1.0)
    canvas.dots([(zero + value * unit, middle) for value in rival.without], _DOT, PAPER, color, 1.0)
    canvas.dots([(zero + rival.now * unit, middle)], _DOT * 1.45, color, color)
    room = _room(view)
    for value, items in _clusters(rival, unit, room):
        x, top = zero + value * unit, middle + 0.07
        if value <= 0:
            x -= _DOT * 0.5 + 0.03
            canvas.middle(
                x, middle, ", ".join(items), size, align="right", bold=True, halo=True, max_width=room
            )
            continue
        for row, line in enumerate(_label_lines(view, items, room)):
            canvas.text(x, top + row * line_height(size), line, size, MUTED, align="center")
