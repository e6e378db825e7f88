"""What speaks against each hypothesis: bars by question, plain and weighted."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analystkit.analysis.ach import Matrix, headline, inconsistency, ranking, sentences
from analystkit.charts import ach
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import INK, MUTED, tint
from analystkit.charts.text import line_height, widest, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count

_NARROW = 4.0
_ASIDE = 1.9  # kept beside the bars of a slide for what is to be minded, in inches
_LATE = 0.4  # how strong the color of hindsight is
_HEADS = ("Plain", "Weighted", "Tested by")


@dataclass(frozen=True)
class _Bar:
    """One hypothesis: its name, what to mind of it, and its scores."""

    lines: tuple[str, ...]
    flags: tuple[str, ...]
    known: float
    late: float
    weighted: float
    tested: str


def _on_slide(view: View) -> bool:
    return view.preset.height_mm is not None


def _flags(row: pd.Series) -> list[str]:
    """Return what the reader must mind of one hypothesis."""
    flags = []
    if row["differs"]:
        flags.append(f"{ach.ordinal(int(row['weighted_rank']))} by weight")
    if row["hard_to_refute"]:
        flags.append("hard to refute")
    return flags


def _label_width(view: View) -> float:
    return view.width * (0.42 if view.width < _NARROW else 0.3)


def _bars(view: View, matrix: Matrix) -> dict[str, list[_Bar]]:
    """Return the hypotheses by question, least against first."""
    table, sizes, wide = ranking(matrix), view.sizes, _label_width(view) - 0.1
    known = inconsistency(matrix.only([i for i in matrix.ratings.index if matrix.known[i]]))
    found: dict[str, list[_Bar]] = {}
    for name, row in table.iterrows():
        tested = f"{row['informative']} of {row['items']}"
        said = [*_flags(row), *([f"tested by {tested}"] if view.width < _NARROW else [])]
        room = _ASIDE if _on_slide(view) else wide
        flags = wrap(capital("; ".join(said)), room, sizes.source) if said else ()
        lines = wrap(ach.name_of(matrix, str(name)), wide, sizes.label, max_lines=2)
        early = float(known[str(name)])
        bar = _Bar(lines, flags, early, float(row["plain"]) - early, float(row["weighted"]), tested)
        found.setdefault(row["question"], []).append(bar)
    return found


def _words(view: View) -> Words:
    matrix = ach.matrix_of(view)
    table = ranking(matrix)
    subtitle = (
        f"Inconsistency by question, least first, from {ach.evidence_phrase(matrix)}: "
        f"the longer the bar, the more speaks against. {ach.rated_by(view, matrix)}."
    )
    said = [
        f"{ach.name_of(matrix, str(name))}: {ach.points(row['plain'])} plain, "
        f"{ach.points(row['weighted'])} weighted" + "".join(f", {flag}" for flag in _flags(row))
        for name, row in table.iterrows()
    ]
    alt = f"Bars of what speaks against {count(len(table), 'hypothesis', 'hypotheses')}. {'; '.join(said)}."
    return Words(
        headline(matrix), subtitle, alt, " ".join([ach.note(view, matrix), _how(table), *sentences(matrix)])
    )


def _how(table: pd.DataFrame) -> str:
    parts = ["Tested by: items rated other than N."]
    if table["hard_to_refute"].any():
        parts.append("Hard to refute: few items say anything about it, or could count against it.")
    if not table["differs"].any():
        parts.append("Plain and weighted scores give the same ranks.")
    return " ".join(parts)


def _legend(view: View, matrix: Matrix) -> Strip:
    color = "#4a4a4a"
    swatches = [Swatch("known at signing", color), Swatch("hindsight", tint(color, _LATE))]
    both = bool((~matrix.known).any()) and bool(matrix.known.any())
    return strip(swatches if both else [], view, size=view.sizes.source)


def _text(view: View, bar: _Bar) -> float:
    """Return the height of what stands left of a bar, in inches."""
    name = line_height(view.sizes.label, len(bar.lines))
    return name if _on_slide(view) else name + line_height(view.sizes.source, len(bar.flags))


def _row(view: View, bar: _Bar) -> float:
    """Return the height that a bar needs, in inches."""
    air = 0.03 if _on_slide(view) else 0.09
    return max(_text(view, bar), line_height(view.sizes.label) * 1.3) + air


def _head(view: View) -> float:
    return line_height(view.sizes.label) * 1.6


def _columns_head(view: View) -> float:
    return line_height(view.sizes.source) + 0.06


def _need(view: View, groups: dict[str, list[_Bar]]) -> float:
    rows = sum(_row(view, bar) for bars in groups.values() for bar in bars)
    return rows + _head(view) * len(groups)


def _height(view: View) -> float:
    matrix = ach.matrix_of(view)
    return (_legend(view, matrix).height + _columns_head(view) + _need(view, _bars(view, matrix))) * MM


@dataclass(frozen=True)
class _Scale:
    """Where bars start, how long a point is, and the right edges of the columns of numbers."""

    left: float
    unit: float
    edges: list[float]


def _scale(view: View, groups: dict[str, list[_Bar]]) -> _Scale:
    size, last = view.sizes.label, 2 if view.width < _NARROW else 3
    widths = [widest([each], size, bold=True) + 0.16 for each in ("88.8", "88.8", "88 of 88")[:last]]
    heads = [max(w, widest([h], view.sizes.source) + 0.14) for w, h in zip(widths, _HEADS, strict=False)]
    edges = [view.width - sum(heads[at + 1 :]) for at in range(last)]
    left, aside = _label_width(view), _ASIDE if _on_slide(view) else 0.0
    most = max((bar.known + bar.late for bars in groups.values() for bar in bars), default=0) or 1
    return _Scale(left, (view.width - sum(heads) - 0.05 - left - aside) / most, edges)


@register(
    name="ach-inconsistency",
    label="What speaks against each hypothesis",
    table="evidence",
    needs=ach.NEEDS,
    about="Hypotheses ranked within their question by what speaks against them, plain and weighted.",
    words=_words,
    height=_height,
    also=ach.ALSO,
    options=ach.OPTIONS,
)
def ach_inconsistency(canvas: Canvas, view: View) -> None:
    """Draw a bar for each hypothesis under its question, with both scores and how far it was tested."""
    canvas = ach.densely(canvas) if _on_slide(view) else canvas
    view, matrix = canvas.view, ach.matrix_of(view)
    groups, legend = _bars(view, matrix), _legend(view, matrix)
    scale = _scale(view, groups)
    draw_strip(canvas, legend)
    y = legend.height
    for edge, head in zip(scale.edges, _HEADS, strict=False):
        canvas.text(edge, y, head, canvas.sizes.source, MUTED, align="right")
    y += _columns_head(view)
    stretch = max(0.7, min(1.6, (canvas.height - y) / _need(view, groups)))
    for question, bars in groups.items():
        rivals = "" if question in matrix.contested else " (one hypothesis: no ranking)"
        canvas.rules([(0, y, canvas.width, y)])
        title = ach.question_label(view, question) + rivals
        canvas.middle(0, y + _head(view) * stretch / 2 + 0.02, title, color=INK, bold=True)
        y += _head(view) * stretch
        for bar in bars:
            tall = _row(view, bar) * stretch
            _draw_bar(canvas, bar, y, tall, scale, ach.question_color(view, question))
            y += tall


def _draw_bar(canvas: Canvas, bar: _Bar, y: float, tall: float, scale: _Scale, color: str) -> None:
    """Draw one hypothesis: its name and what to mind, its bar in two shades, its numbers."""
    view, size, middle = canvas.view, canvas.sizes.source, y + tall / 2
    below = canvas.block(0, middle - _text(view, bar) / 2, bar.lines)
    high = min(0.19, tall * 0.62)
    start, turn = scale.left, scale.left + bar.known * scale.unit
    end = turn + bar.late * scale.unit
    boxes = [Box(start, middle - high / 2, turn - start, high, color)] if bar.known else []
    if bar.late:
        boxes.append(Box(turn, middle - high / 2, end - turn, high, tint(color, _LATE)))
    canvas.boxes(boxes)
    canvas.rules([(start, y + 0.02, start, y + tall - 0.02)], MUTED, 0.6)
    if _on_slide(view):
        canvas.middle(end + 0.08, middle, " ".join(bar.flags), size, color=MUTED)
    else:
        canvas.block(0, below, bar.flags, size, MUTED)
    numbers = (ach.points(bar.known + bar.late), ach.points(bar.weighted), bar.tested)
    for place, (edge, number) in enumerate(zip(scale.edges, numbers, strict=False)):
        canvas.middle(edge, middle, number, align="right", bold=place == 0, color=INK if place < 2 else MUTED)
