"""A long series over time: a line that stops where years are missing or the dossier says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from matplotlib.ticker import MaxNLocator

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.indicators_panels import Figure, Panel, value_text
from analystkit.charts.strokes import draw_lines, seen
from analystkit.charts.style import GRID, LINE, MUTED, PAPER
from analystkit.charts.text import line_height, text_width
from analystkit.charts.timeline.scale import Scale, make_scale, ticks

_MISSING = 1.8  # a gap so many times as long as usual breaks the line


def stretches(figures: Sequence[Figure], breaks: Sequence[int]) -> list[list[Figure]]:
    """Return a series cut where a line must not be drawn on."""
    gaps = [later.middle - earlier.middle for earlier, later in pairwise(figures)]
    usual = median(gaps) if gaps else 0.0
    parts: list[list[Figure]] = [[figures[0]]]
    for earlier, later in pairwise(figures):
        gap = later.middle - earlier.middle
        cut = any(earlier.last.year <= year < later.first.year for year in breaks)
        if cut or gap > usual * _MISSING or gap == 0:
            parts.append([])
        parts[-1].append(later)
    return parts


def _rungs(figures: Sequence[Figure]) -> list[float]:
    """Return the values at which the grid stands: round numbers around all figures."""
    low, high = min(one.value for one in figures), max(one.value for one in figures)
    low = min(low, 0.0) if low < 0 or low < 0.6 * high else low
    return [
        float(tick)
        for tick in MaxNLocator(4, min_n_ticks=3).tick_values(low, high if high > low else low + 1)
    ]


def _points(canvas: Canvas, places: Sequence[tuple[float, float, Figure]], across: float) -> None:
    """Draw the points: full with two sources, hollow with one, hatched squares where unverified."""
    for level, face in (("two-sources", ""), ("one-source", PAPER)):
        at = [(x, y) for x, y, one in places if one.verification == level]
        if at:
            color = seen(places[0][2].color)
            canvas.dots(at, across, face=face or color, edge=color, line=0.8)
    half = across * 0.6
    canvas.boxes(
        [
            Box(x - half, y - half, 2 * half, 2 * half, one.color, LINE, True)
            for x, y, one in places
            if one.verification == "unverified"
        ]
    )


def _ends(canvas: Canvas, places: Sequence[tuple[float, float, Figure]], top: float) -> None:
    """Write the first and the last figure beside their points."""
    size = canvas.sizes.source
    for (x, y, one), align in ((places[0], "left"), (places[-1], "right")):
        wide = text_width(one.text, size, bold=True)
        x = min(max(x - (wide if align == "right" else 0), 0.0), canvas.width - wide)
        near = [b for a, b, _ in places if x - 0.05 <= a <= x + wide + 0.05]
        y = min(near) - 0.04 - line_height(size)
        canvas.text(x, max(y, top), one.text, size, bold=True)


def _grid(canvas: Canvas, rungs: Sequence[float], left: float, y_of: dict[float, float]) -> None:
    size = canvas.sizes.source
    for rung in rungs:
        y = y_of[rung]
        canvas.rules([(left, y, canvas.width, y)], GRID)
        canvas.middle(left - 0.06, y, value_text(round(rung, 10)), size, color=MUTED, align="right")


def _time(canvas: Canvas, panel: Panel, scale: Scale, top: float, base: float) -> None:
    """Write the years below, and a dotted line where the series must not be read on."""
    size = canvas.sizes.source
    for tick, left in ticks(scale, size, canvas.width):
        canvas.text(left, base + 0.05, tick.label, size, MUTED)
    for year in panel.breaks:
        x = scale.x((year + 1 - 1970) * 365.2425)
        if scale.pieces[0].left < x < scale.pieces[-1].right:
            draw_lines(canvas, [[(x, top), (x, base)]], MUTED, 0.8, 0.7, (0, (1, 2)))
            words = f"not joined after {year}"
            wide = text_width(words, size)
            at = x + 0.05 if x + 0.05 + wide <= canvas.width else x - 0.05 - wide
            canvas.text(at, top - line_height(size) + 0.02, words, size, MUTED)


def draw_line_panel(canvas: Canvas, panel: Panel, top: float, height: float) -> None:
    """Draw one long series over time."""
    small, figures = canvas.sizes.source, panel.figures
    rungs = _rungs(figures)
    left = max(text_width(value_text(round(rung, 10)), small) for rung in rungs) + 0.1
    base, roof = top + height - line_height(small) - 0.08, top + line_height(small) * 2 + 0.04
    spread = (rungs[-1] - rungs[0]) or 1.0
    y_of = {rung: base - (base - roof) * (rung - rungs[0]) / spread for rung in rungs}
    spans = [(one.middle, one.middle) for one in figures]
    scale = make_scale(spans, left + 0.05, canvas.width - 0.08)
    places = [
        (scale.x(one.middle), base - (base - roof) * (one.value - rungs[0]) / spread, one) for one in figures
    ]
    at = {id(one): (x, y) for x, y, one in places}
    _grid(canvas, rungs, left, y_of)
    lines = [[at[id(one)] for one in part] for part in stretches(figures, panel.breaks) if len(part) > 1]
    if lines:
        draw_lines(canvas, lines, seen(figures[0].color), 1.2, 0.8)
    _points(canvas, places, 0.055 if len(figures) > 30 else 0.08)
    _ends(canvas, places, roof - line_height(small))
    _time(canvas, panel, scale, roof - line_height(small), base)
