"""Treaties beside one another: which promises and clauses each makes, and which are unknown."""

from __future__ import annotations

from analystkit.analysis.comparison import UNKNOWN
from analystkit.charts.ach import dense, densely
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.comparison_words import (
    FIRST_GROUP,
    MARKS,
    ORDERS,
    TreatyRow,
    features_of,
    own_treaty,
    treaty_rows,
    words,
)
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import ACCENT, GRID, INK, LINE, MUTED, PAPER, ink_on
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.view import View
from analystkit.charts.wording import capital, count

_GAP = 0.014
_NARROW = 4.0


def _legend(view: View, rows: list[TreatyRow]) -> Strip:
    present = {value for row in rows for value in row.values.values()}
    book, swatches = view.dossier.codebook, []
    for value in MARKS:
        if value in present and value != UNKNOWN:
            label = book.label("treaty_features", "value", value)
            color = PAPER if value == "no" else book.color("treaty_features", "value", value)
            swatches.append(Swatch(label, color, mark=MARKS[value] if value != "yes" else ""))
    if not _heads_fit(view, rows):
        names = {group: features[0] for group, features in features_of(view).items()}
        swatches += [Swatch(g, book.color("treaty_features", "feature", f)) for g, f in names.items()]
    return strip(swatches, view, size=view.sizes.source)


def _cell(view: View, rows: list[TreatyRow]) -> float:
    left = _ladder(view, rows).labels.width
    return (view.width - left - _alike_width(view, rows)) / sum(map(len, features_of(view).values()))


def _heads_fit(view: View, rows: list[TreatyRow]) -> bool:
    """Tell whether the groups' names fit over their columns, in three lines each."""
    cell, size = _cell(view, rows), view.sizes.source
    return all(
        text_width(word, size, True) <= len(names) * cell - 0.03
        and len(wrap(group, len(names) * cell - 0.03, size, True)) <= 3
        for group, names in features_of(view).items()
        for word in group.split()
    )


def _labels(view: View) -> list[str]:
    book = view.dossier.codebook
    names = [f for features in features_of(view).values() for f in features]
    return [capital(book.label("treaty_features", "feature", name)) for name in names]


def _level(view: View, rows: list[TreatyRow]) -> bool:
    """Tell whether every word of the clauses' names fits over its column, so that none need stand upright."""
    words = [word for label in _labels(view) for word in label.split()]
    return widest(words, view.sizes.source) <= _cell(view, rows) - 0.05


def _groups_height(view: View, rows: list[TreatyRow]) -> float:
    """Return the height of the groups' names with the rule under them."""
    if not _heads_fit(view, rows):
        return 0.06
    size, cell = view.sizes.source, _cell(view, rows)
    lines = [wrap(g, len(names) * cell - 0.03, size, True, 3) for g, names in features_of(view).items()]
    return line_height(size, max(map(len, lines))) + 0.06


def _heads_height(view: View, rows: list[TreatyRow]) -> float:
    size, labels, room = view.sizes.source, _labels(view), _cell(view, rows) - 0.05
    if _level(view, rows):
        tall = line_height(size, max(len(wrap(label, room, size)) for label in labels))
    else:
        tall = max(text_width(label, size) for label in labels)
    return tall + _groups_height(view, rows) + 0.08


def _ladder(view: View, rows: list[TreatyRow]) -> Ladder:
    many = sum(map(len, features_of(view).values())) > 6
    share = (0.4 if many else 0.55) if view.width < _NARROW else 0.44
    least = view.sizes.label * (1.45 if view.preset.height_mm else 1.6) / 72
    lines = 1 if view.preset.height_mm or view.width < _NARROW else 2
    return ladder([row.label for row in rows], view, share, lines, least)


def _alike(row: TreatyRow) -> str:
    return f"{row.alike.same} of {row.alike.known}" if row.alike and row.alike.known else ""


def _alike_width(view: View, rows: list[TreatyRow]) -> float:
    return widest(["Alike", *map(_alike, rows)], view.sizes.source) + 0.08


def _height(view: View) -> float:
    view = dense(view)
    rows = treaty_rows(view)
    return (_legend(view, rows).height + _heads_height(view, rows) + _ladder(view, rows).height) * MM


@register(
    name="treaties-by-promise",
    label="Treaties by promise",
    table="treaties",
    needs=("id", "title", "parties", "signed"),
    about="Which promises and clauses each treaty makes, with what is not known told from what is absent.",
    words=words,
    height=_height,
    also=("treaty_features",),
    options={"order": "likeness", "clauses": "all", "compare_with": ""},
    choices={"order": ORDERS, "clauses": ("all", FIRST_GROUP)},
)
def treaties_by_promise(canvas: Canvas, view: View) -> None:
    """Draw a row for each treaty and a column for each clause; what is not known stays empty."""
    canvas = densely(canvas)
    view = canvas.view
    rows = treaty_rows(view)
    legend, head = _legend(view, rows), _heads_height(view, rows)
    room = canvas.height - legend.height - head
    shown = fitting(_ladder(view, rows).heights, room)
    left_out, rows = len(rows) - shown, rows[:shown]
    steps = _ladder(view, rows).filling(room - (line_height(view.sizes.label) * 1.5 if left_out else 0))
    draw_strip(canvas, legend)
    left = steps.labels.width
    cell = _cell(view, rows)
    top = legend.height + head
    _draw_heads(canvas, rows, left, cell, legend.height, head)
    boxes: list[Box] = []
    own = own_treaty(view)
    for row, lines, y, tall in zip(rows, steps.labels.lines, steps.tops(top), steps.heights, strict=True):
        mine = row.treaty == own
        canvas.block(
            0,
            y + (tall - line_height(view.sizes.label, len(lines))) / 2,
            lines,
            color=ACCENT if mine else INK,
        )
        boxes += _draw_values(canvas, row, left, cell, y, tall)
        color = INK if row.alike and row.alike.enough else LINE
        canvas.middle(view.width, y + tall / 2, _alike(row), view.sizes.source, color=color, align="right")
    canvas.boxes(boxes)
    if left_out:
        y = top + steps.height
        canvas.text(0, y + 0.02, f"and {count(left_out, 'more treaty', 'more treaties')}", color=MUTED)


def _draw_heads(
    canvas: Canvas, rows: list[TreatyRow], left: float, cell: float, y: float, head: float
) -> None:
    """Write the groups of clauses, and each clause over its column."""
    view, size, place = canvas.view, canvas.sizes.source, left
    named, high = _heads_fit(view, rows), line_height(canvas.sizes.source)
    bottom = y + _groups_height(view, rows) - 0.04
    for group, names in features_of(view).items():
        wide = len(names) * cell
        lines = wrap(group, wide - 0.03, size, True, 3) if named else ()
        color = view.dossier.codebook.color("treaty_features", "feature", names[0])
        canvas.block(place + _GAP, bottom - high * len(lines), lines, size, bold=True)
        canvas.boxes([Box(place + _GAP, bottom + 0.012, wide - 2 * _GAP, 0.025, color)])
        place += wide
    for at, label in enumerate(_labels(view)):
        middle = left + (at + 0.5) * cell
        if not _level(view, rows):
            canvas.upright(middle, y + head - 0.04, label, size)
            continue
        lines = wrap(label, cell - 0.05, size)
        for row, line in enumerate(lines):
            canvas.text(middle, y + head - 0.03 - high * (len(lines) - row), line, size, align="center")
    canvas.text(canvas.width, y + head - high - 0.03, "Alike", size, MUTED, align="right")


def _draw_values(
    canvas: Canvas, row: TreatyRow, left: float, cell: float, y: float, tall: float
) -> list[Box]:
    """Mark one treaty's values, and return their boxes: filled, outlined for no, none for unknown."""
    book, boxes = canvas.view.dossier.codebook, []
    for at, value in enumerate(row.values.values()):
        box_x, middle = left + at * cell + _GAP, y + tall / 2
        if value == UNKNOWN:
            canvas.dots([(box_x + cell / 2 - _GAP, middle)], 0.025, LINE, "", 0)
            continue
        color = PAPER if value == "no" else book.color("treaty_features", "value", value)
        boxes.append(
            Box(box_x, y + _GAP, cell - 2 * _GAP, tall - 2 * _GAP, color, GRID if value == "no" else "")
        )
        if value != "yes":
            ink = MUTED if value == "no" else ink_on(color)
            canvas.middle(
                box_x + cell / 2 - _GAP,
                middle,
                MARKS[value],
                canvas.sizes.source,
                color=ink,
                align="center",
                bold=True,
            )
    return boxes
