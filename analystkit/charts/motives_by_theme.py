"""Who wants what: by theme, one party at the left, the other at the right, what they share between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.motives import SHARED, Group, folded, grouped, having, lines_of, sides, squares
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.strokes import draw_lines
from analystkit.charts.style import LINE, MUTED
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, how_many, listing
from analystkit.words import lower_label

_SQUARES = (0.09, 0.24)  # least and greatest width of a square with its gap, in inches
_APART = 0.16  # between two columns, in inches


@dataclass(frozen=True)
class Column:
    """One actor's column: the term, its heading in lines, how many squares stand in a line, and where.

    `align` says from where the squares grow: ``"right"`` for the first party, ``"left"`` for the second.
    """

    actor: str
    heading: tuple[str, ...]
    per_line: int
    align: str
    left: float = 0.0
    right: float = 0.0

    @property
    def at(self) -> float:
        """Where its text is aligned, in inches."""
        ends = {"left": self.left, "right": self.right}
        return ends.get(self.align, (self.left + self.right) / 2)

    @property
    def side(self) -> str:
        """How its text is aligned."""
        return "center" if self.align == "middle" else self.align


@dataclass(frozen=True)
class Grid:
    """The columns and the width of a square."""

    columns: tuple[Column, ...]
    side: float

    def lines(self, group: Group) -> int:
        """Return how many lines of squares the tallest cell of a theme has."""
        return max(lines_of(len(having(group.rows, "actor", c.actor)), c.per_line) for c in self.columns)


def _themes(view: View) -> list[Group]:
    return grouped(view, "theme")


def _aligned(view: View) -> list[tuple[str, str]]:
    """Return the actors to draw, each with the side from which its squares grow."""
    place = sides(view)
    present = set(view.terms("actor"))
    drawn = [(place.first, "right"), (place.shared, "middle"), (place.second, "left")]
    return [
        (actor, align) for actor, align in [*drawn, *((a, "left") for a in place.others)] if actor in present
    ]


def _fitting(
    most: dict[str, int], heads: dict[str, tuple[str, ...]], room: float, size: float
) -> tuple[dict[str, int], dict[str, float], float]:
    """Return how many squares stand in a line, how wide each column is, and how wide a square.

    The squares of a cell stand in as few lines as lets them be seen.
    """
    number = text_width("00", size, bold=True) + 0.08
    least, greatest = _SQUARES
    per_line = dict.fromkeys(most, 1)
    for lines in range(1, max([*most.values(), 1]) + 1):
        per_line = {actor: max(1, lines_of(count, lines)) for actor, count in most.items()}
        for step in range(40):
            side = greatest - (greatest - least) * step / 39
            widths = {
                actor: max(per_line[actor] * side + number, widest(heads[actor], size, bold=True))
                for actor in most
            }
            if sum(widths.values()) <= room:
                return per_line, widths, side
    return per_line, dict.fromkeys(most, room / max(len(most), 1)), least * 0.8


def _grid(view: View, themes: Sequence[Group], gutter: float) -> Grid:
    """Return the columns, as wide as their fullest cell, in the room right of the labels."""
    size, actors = view.sizes.label, _aligned(view)
    apart = min(_APART, 0.025 * view.width)
    room = view.width - gutter - apart * len(actors)
    most, heads = {}, {}
    for actor, _ in actors:
        most[actor] = max(len(having(group.rows, "actor", actor)) for group in themes)
        words = f"{view.label('actor', actor)} {len(having(view.rows, 'actor', actor))}"
        narrow = min(room / len(actors), 0.2 * view.width)
        heads[actor] = wrap(words, max(narrow, 0.45), size, bold=True, max_lines=3)
    per_line, widths, side = _fitting(most, heads, room, size)
    spare = min(0.3, max(0.0, room - sum(widths.values())) / max(len(actors), 1))
    x, columns = gutter + apart / 2, []
    for actor, align in actors:
        width = widths[actor] + spare
        columns.append(Column(actor, heads[actor], per_line[actor], align, x, x + width))
        x += width + apart
    return Grid(tuple(columns), side)


def _plan(view: View, themes: Sequence[Group]) -> tuple[Ladder, Grid]:
    rows = ladder([group.label for group in themes], view, share=0.32)
    grid = _grid(view, themes, rows.labels.width)
    heights = tuple(
        max(height, grid.lines(group) * grid.side + 0.09)
        for height, group in zip(rows.heights, themes, strict=True)
    )
    return Ladder(rows.labels, heights), grid


def _legend(view: View) -> Strip:
    swatches = [
        Swatch(capital(view.label("kind", term)), view.color("kind", term)) for term in view.terms("kind")
    ]
    if how_many(view.rows, "unverified"):
        swatches.append(Swatch("Unverified", LINE, "hatched"))
    return strip(swatches, view)


def _above(view: View, grid: Grid) -> float:
    """Return the height of legend and headings, in inches."""
    lines = max((len(column.heading) for column in grid.columns), default=1)
    return _legend(view).height + line_height(view.sizes.label, lines) + 0.05


def _height(view: View) -> float:
    rows, grid = _plan(view, _themes(view))
    return (_above(view, grid) + rows.height) * MM


def _named(view: View, actor: str) -> str:
    return "both parties" if actor == SHARED else view.label("actor", actor)


def _headline(view: View, themes: Sequence[Group]) -> str:
    """Return to whom most motives are ascribed, and the commonest theme, where one stands out."""
    total = len(view.rows)
    shares = {_named(view, actor): len(having(view.rows, "actor", actor)) for actor, _ in _aligned(view)}
    most = max(shares.values())
    leaders = [name for name, number in shares.items() if number == most]
    if total == 1:
        return f"One motive, ascribed to {leaders[0]}"
    if len(shares) == 1:
        head = f"All {total} motives are ascribed to {leaders[0]}"
    elif len(leaders) == 1:
        head = f"{most} of {total} motives are ascribed to {leaders[0]}"
    else:
        head = f"{total} motives: {listing([f'{number} of {name}' for name, number in shares.items()])}"
    if len(themes) > 1 and len(themes[0]) > len(themes[1]):
        head += f"; the commonest theme: {themes[0].label.rstrip(' *')}"
    return head


def _words(view: View) -> Words:
    themes, total = _themes(view), len(view.rows)
    actors = [
        f"{_named(view, actor)} {len(having(view.rows, 'actor', actor))}" for actor, _ in _aligned(view)
    ]
    kinds = [
        f"{lower_label(view.label('kind', term))} {len(having(view.rows, 'kind', term))}"
        for term in view.terms("kind")
    ]
    alt = (
        f"Squares for {count(total, 'motive')}, a row for each theme and a column for each actor. "
        f"By actor: {listing(actors)}. By theme: "
        f"{listing([f'{group.label} {len(group)}' for group in themes])}. By kind: {listing(kinds)}."
    )
    subtitle = "Who is said to want what: one square a motive, by theme and kind."
    return Words(_headline(view, themes), subtitle, alt)


def _cell(canvas: Canvas, rows: pd.DataFrame, column: Column, side: float, top: float, height: float) -> None:
    """Draw one actor's squares for one theme, with their number."""
    view = canvas.view
    order = {term: rank for rank, term in enumerate(view.terms("kind"))}
    rows = rows.assign(_rank=rows["kind"].astype(object).map(order)).sort_values("_rank", kind="stable")
    per_line = min(column.per_line, len(rows))
    wide, high = side * per_line, side * lines_of(len(rows), per_line)
    number = canvas.text_width(str(len(rows)), bold=True)
    x = column.left
    if column.align == "right":
        x = column.right - wide
    elif column.align == "middle":
        x = (column.left + column.right - wide - number - 0.05) / 2
    colors = [view.color("kind", str(kind)) for kind in rows["kind"]]
    squares(canvas, rows, x, top + (height - high) / 2, side, colors, per_line)
    at = x - 0.05 if column.align == "right" else x + wide + 0.05
    align = "right" if column.align == "right" else "left"
    canvas.middle(at, top + height / 2, str(len(rows)), bold=True, align=align)


def _headings(canvas: Canvas, grid: Grid, y: float) -> None:
    for column in grid.columns:
        top = y
        for line in column.heading:
            canvas.text(column.at, top, line, bold=True, align=column.side)
            top += line_height(canvas.sizes.label)


@register(
    name="motives-by-theme",
    label="Motives by theme",
    table="motives",
    needs=("actor", "kind", "theme"),
    about="Who wants what: one party's motives at the left, the other's at the right, shared ones between.",
    words=_words,
    height=_height,
)
def motives_by_theme(canvas: Canvas, view: View) -> None:
    """Draw a row of squares for each theme, one square a motive, in a column for each actor."""
    themes = _themes(view)
    rows, grid = _plan(view, themes)
    start = _above(view, grid)
    themes = folded(themes, fitting(rows.heights, canvas.height - start), "themes")
    rows, grid = _plan(view, themes)
    rows = rows.filling(canvas.height - start)
    draw_strip(canvas, _legend(view))
    _headings(canvas, grid, _legend(view).height)
    tops = rows.tops(start)
    canvas.rules([(0, top, canvas.width, top) for top in tops])
    parties = [column for column in grid.columns if column.actor in sides(view).all[:3]]
    if parties and len(parties) < len(grid.columns):
        x = parties[-1].right + min(_APART, 0.025 * view.width) / 2
        draw_lines(canvas, [[(x, start), (x, start + rows.height)]], LINE, 0.8, 0.5, (0, (2, 2)))
    for group, lines, top, height in zip(themes, rows.labels.lines, tops, rows.heights, strict=True):
        canvas.block(0, top + height / 2 - line_height(view.sizes.label, len(lines)) / 2, lines)
        for column in grid.columns:
            cell = having(group.rows, "actor", column.actor)
            if len(cell):
                _cell(canvas, cell, column, grid.side, top, height)
            else:
                canvas.middle(column.at, top + height / 2, "–", color=MUTED, align=column.side)
