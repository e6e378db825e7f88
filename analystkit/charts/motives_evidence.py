"""Motives and evidence: which other sources bear out, and which a source contests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.motives import Group, folded, grouped, lines_of, statement
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.strokes import Line, draw_lines
from analystkit.charts.style import ACCENT, INK, MUTED, PAPER
from analystkit.charts.text import clean, line_height, text_width, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, how_many, listing
from analystkit.errors import unknown

BY = ("theme", "actor", "kind")
MOST_LISTED = (
    12  # so many motives are listed in words; where there are more, only those that nobody bears out
)
_SIDE = 1.5  # of a square with its gap, in type sizes
_GAP = 0.13
_LEGEND = (
    (True, False, "corroborated"),
    (True, True, "corroborated, contested"),
    (False, False, "uncorroborated"),
    (False, True, "uncorroborated, contested"),
)


@dataclass(frozen=True)
class Standing:
    """Whether another source bears a motive out, whether one speaks against it, whether it is unverified."""

    corroborated: bool
    contested: bool
    unsure: bool = False


def standings(rows: pd.DataFrame) -> list[Standing]:
    """Return how each motive stands, in the order of the rows."""
    cells = zip(
        rows["corroboration"], rows["counter"], rows["counter_sources"], rows["verification"], strict=True
    )
    return [
        Standing(bool(others), bool(counter) or bool(against), level == "unverified")
        for others, counter, against, level in cells
    ]


def _by(view: View) -> str:
    if view.options["by"] not in BY:
        raise unknown("column to group motives by", str(view.options["by"]), BY)
    return str(view.options["by"])


def _side(view: View) -> float:
    return view.sizes.label * _SIDE / 72


def _groups(view: View) -> list[Group]:
    return grouped(view, _by(view))


def _ordered(rows: pd.DataFrame) -> list[Standing]:
    return sorted(standings(rows), key=lambda one: (not one.corroborated, one.contested))


@dataclass(frozen=True)
class _Entry:
    """One motive in the list: a mark, its lines, and those of what speaks against it."""

    standing: Standing
    lines: tuple[str, ...]
    against: tuple[str, ...]


def _entries(view: View) -> tuple[str, list[_Entry]]:
    """Return the heading of the list and the motives in it; none on a slide."""
    if not view.options["listing"] or view.preset.height_mm:
        return "", []
    rows = view.rows.assign(_at=range(len(view.rows)))
    standing = standings(rows)
    alone = [place for place, one in enumerate(standing) if not one.corroborated]
    contested = [place for place, one in enumerate(standing) if one.corroborated and one.contested]
    whole = len(alone) + len(contested) <= MOST_LISTED
    heading = "Uncorroborated or contested" if whole else "Uncorroborated"
    width, size = view.width - 0.2, view.sizes.label
    entries = []
    for place in alone + (contested if whole else []):
        row = rows.iloc[place]
        counter = f"Against: {clean(row['counter'])}" if row["counter"] else ""
        entries.append(
            _Entry(
                standing[place],
                wrap(statement(row), width, size, max_lines=3),
                wrap(counter, width, view.sizes.source, max_lines=3) if counter else (),
            )
        )
    return (heading, entries) if entries else ("", [])


def _list_height(view: View) -> float:
    heading, entries = _entries(view)
    lines = sum(line_height(view.sizes.label, len(e.lines)) for e in entries)
    lines += sum(line_height(view.sizes.source, len(e.against)) + 0.04 for e in entries)
    return lines + line_height(view.sizes.label) + 0.16 if heading else 0.0


def _legend_places(view: View) -> list[tuple[float, int, Standing, str]]:
    """Return the entries of the legend that occur: x, line, what it is, and its words."""
    found = {(one.corroborated, one.contested) for one in standings(view.rows)}
    wanted = [(Standing(b, c), words) for b, c, words in _LEGEND if (b, c) in found]
    if how_many(view.rows, "unverified"):
        wanted.append((Standing(True, False, True), "unverified"))
    x, line, places = 0.0, 0, []
    for standing, words in wanted:
        wide = _side(view) + 0.05 + text_width(words, view.sizes.label)
        if x and x + wide > view.width:
            x, line = 0.0, line + 1
        places.append((x, line, standing, words))
        x += wide + 0.16
    return places


def _above(view: View) -> float:
    lines = 1 + max((line for _, line, *_ in _legend_places(view)), default=0)
    return line_height(view.sizes.label, lines) * 1.15 + 0.07


def _plan(view: View, groups: Sequence[Group]) -> tuple[Ladder, int]:
    """Return the rows and how many squares stand in a line."""
    rows = ladder([group.label for group in groups], view, share=0.36)
    number = text_width("000", view.sizes.label, bold=True) + 0.1
    per_line = max(1, int((view.width - rows.labels.width - number) / _side(view)))
    heights = tuple(
        max(height, lines_of(len(group), per_line) * _side(view) + 0.06)
        for height, group in zip(rows.heights, groups, strict=True)
    )
    return Ladder(rows.labels, heights), per_line


def _height(view: View) -> float:
    return (_above(view) + _plan(view, _groups(view))[0].height + _list_height(view)) * MM


def _words(view: View) -> Words:
    total, standing = len(view.rows), standings(view.rows)
    contested = sum(one.contested for one in standing)
    alone = sum(not one.corroborated for one in standing)
    verb = "is" if contested == 1 else "are"
    headline = (
        f"{capital(str(contested) if contested else 'none')} of {total} motives {verb} contested by a source"
    )
    headline += f", {alone} {'is' if alone == 1 else 'are'} uncorroborated" if alone else ""
    if total == 1:
        headline = f"The motive is {'corroborated' if standing[0].corroborated else 'uncorroborated'}"
        headline += " and contested" if contested else ""
    parts = []
    for group in _groups(view):
        inside = standings(group.rows)
        parts.append(f"{group.label} {sum(one.contested for one in inside)} of {len(inside)}")
    alt = (
        f"{capital(count(total, 'motive'))} by {_by(view)}: {total - alone} corroborated by another "
        f"source, {alone} not, {contested} contested by one. Contested: {listing(parts)}."
    )
    subtitle = (
        f"One square a motive, by {_by(view)}: full where another source bears it out, "
        "crossed where one speaks against it."
    )
    return Words(headline, subtitle, alt)


def _mark(canvas: Canvas, places: Sequence[tuple[float, float, Standing]]) -> None:
    """Draw squares with their left and top edge: full where corroborated, crossed where contested."""
    side = _side(canvas.view)
    boxes: list[Box] = []
    dark: list[Line] = []
    light: list[Line] = []
    inset = side * _GAP / 2
    inner = side - 2 * inset
    for x, y, one in places:
        face = ACCENT if one.corroborated else PAPER
        boxes.append(Box(x + inset, y + inset, inner, inner, face, ACCENT, one.unsure))
        if one.contested:
            low, high = inset + inner * 0.22, inset + inner * 0.78
            cross: list[Line] = [
                [(x + low, y + low), (x + high, y + high)],
                [(x + low, y + high), (x + high, y + low)],
            ]
            (light if one.corroborated and not one.unsure else dark).extend(cross)
    canvas.boxes(boxes, line=1.0)
    for crosses, color in ((light, PAPER), (dark, INK)):
        if crosses:
            draw_lines(canvas, crosses, color, 1.3, 1.8)


def _list(canvas: Canvas, y: float) -> None:
    view = canvas.view
    heading, entries = _entries(view)
    if not heading:
        return
    canvas.text(0, y + 0.1, heading, bold=True)
    y += 0.14 + line_height(view.sizes.label)
    for entry in entries:
        _mark(canvas, [(0.0, y + line_height(view.sizes.label) / 2 - _side(view) / 2, entry.standing)])
        y = canvas.block(0.2, y, entry.lines)
        y = canvas.block(0.2, y, entry.against, view.sizes.source, MUTED) + 0.04


@register(
    name="motives-and-evidence",
    label="Motives and evidence",
    table="motives",
    needs=("corroboration", "counter", "counter_sources"),
    about="Which motives other sources bear out, and which a source contests.",
    words=_words,
    height=_height,
    options={"by": "theme", "listing": True},
)
def motives_and_evidence(canvas: Canvas, view: View) -> None:
    """Draw a row of squares for each group, one a motive, and below them in words those that stand alone."""
    groups = _groups(view)
    start = _above(view)
    room = canvas.height - start - _list_height(view)
    groups = folded(groups, fitting(_plan(view, groups)[0].heights, room), f"{_by(view)}s")
    rows, per_line = _plan(view, groups)
    rows = rows.filling(room)
    pitch = line_height(view.sizes.label) * 1.15
    for x, line, standing, words in _legend_places(view):
        _mark(canvas, [(x, pitch * (line + 0.5) - _side(view) / 2, standing)])
        canvas.middle(x + _side(view) + 0.05, pitch * (line + 0.5), words)
    tops = rows.tops(start)
    canvas.rules([(0, top, canvas.width, top) for top in tops])
    for group, lines, top, height in zip(groups, rows.labels.lines, tops, rows.heights, strict=True):
        canvas.block(0, top + height / 2 - line_height(view.sizes.label, len(lines)) / 2, lines)
        y = top + (height - lines_of(len(group), per_line) * _side(view)) / 2
        left = rows.labels.width
        marks = [
            (left + _side(view) * (place % per_line), y + _side(view) * (place // per_line), one)
            for place, one in enumerate(_ordered(group.rows))
        ]
        _mark(canvas, marks)
        x = left + _side(view) * min(per_line, len(group)) + 0.06
        canvas.middle(x, top + height / 2, str(len(group)), bold=True)
    _list(canvas, start + rows.height)
