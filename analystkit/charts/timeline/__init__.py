"""The timeline: every event in a lane, at its date, its label beside it and none over another."""

from __future__ import annotations

from collections.abc import Sequence

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.strokes import draw_lines
from analystkit.charts.style import ACCENT, GRID, LINE, MUTED
from analystkit.charts.text import ellipsize, is_mixed, line_height
from analystkit.charts.timeline.breaking import width_of
from analystkit.charts.timeline.legend import Legend
from analystkit.charts.timeline.marks import Place, draw_marks
from analystkit.charts.timeline.packing import Block
from analystkit.charts.timeline.paging import pages
from analystkit.charts.timeline.plan import FADE, LanePlan, Plan, plan
from analystkit.charts.timeline.scale import ticks
from analystkit.charts.timeline.wording import timeline_words
from analystkit.charts.view import View

__all__ = ["pages", "timeline"]


def _height(view: View) -> float:
    return plan(view).height * MM


def _zigzag(x: float, y: float, size: float) -> list[tuple[float, float]]:
    """Return the sign of a cut axis around a point."""
    return [
        (x - 0.6 * size, y + size),
        (x - 0.1 * size, y - size),
        (x + 0.1 * size, y + size),
        (x + 0.6 * size, y - size),
    ]


def _axis(canvas: Canvas, made: Plan, top: float, bottom: float) -> None:
    """Draw the axis below the lanes, and above them on a tall figure, with the cuts."""
    size = made.measure.size
    spans = [(piece.left, piece.right) for piece in made.scale.pieces]
    shown = ticks(made.scale, size, made.measure.width)
    draw_lines(canvas, [[(tick.x, top), (tick.x, bottom)] for tick, _ in shown], GRID, 0.5, 0.2)
    for y in [bottom, top] if made.is_tall else [bottom]:
        draw_lines(canvas, [[(left, y), (right, y)] for left, right in spans], LINE, 0.7, 0.5)
        draw_lines(canvas, [_zigzag(x, y, 0.045) for x in made.scale.breaks], MUTED, 0.9, 0.6)
    for x in made.scale.breaks:
        draw_lines(canvas, [[(x, top), (x, bottom)]], LINE, 0.7, 0.3, (0, (1, 2.5)))
    for tick, left in shown:
        canvas.text(left, bottom + 0.03, tick.label, size, MUTED)
        if made.is_tall:
            canvas.text(left, top - 0.04 - line_height(size), tick.label, size, MUTED)


def _milestones(canvas: Canvas, made: Plan, bottom: float) -> None:
    """Draw a line for signature and one for entry into force, each with its label above the lanes."""
    pitch = line_height(made.measure.size)
    for milestone, x, left, row in made.milestones:
        y = made.axis + 0.02 + pitch * row
        draw_lines(canvas, [[(x, y), (x, bottom)]], ACCENT, 1.0, 0.45)
        canvas.boxes(
            [Box(left - 0.03, y, canvas.text_width(milestone.label, made.measure.size, True) + 0.06, pitch)],
            0.0,
        )
        canvas.text(left, y, milestone.label, made.measure.size, ACCENT, bold=True)


def _legend(canvas: Canvas, legend: Legend, dot: float) -> None:
    pitch, places = line_height(legend.size), []
    for entry in legend.entries:
        y = pitch * (entry.line + 0.5)
        if entry.event is None:
            draw_lines(canvas, [_zigzag(entry.x + entry.mark_width / 2, y, 0.04)], MUTED, 0.9, 1.0)
        else:
            places.append(Place(entry.event, entry.x, entry.x + entry.mark_width, y, dot, FADE))
        canvas.middle(entry.x + entry.mark_width + 0.06, y, entry.label, legend.size, color=MUTED)
    draw_marks(canvas, places)


def _line(canvas: Canvas, block: Block, line: str, y: float, size: float) -> None:
    """Write one line of a label; the date at its start in grey."""
    wide, date = width_of(line, size), block.mark.event.date
    x = block.x - wide if block.align == "right" else block.x
    if line.startswith(date + " ") and not is_mixed(line):
        canvas.middle(x, y, date, size, color=MUTED)
        x, line = x + width_of(f"{date} ", size), line[len(date) + 1 :]
    canvas.middle(x, y, line, size)


def _lane(canvas: Canvas, lane: LanePlan, made: Plan, top: float, pitch: float) -> list[Place]:
    """Write a lane's title and labels, and return its marks."""
    size, dot = made.measure.size, made.measure.dot
    box, middle = size * 0.8 / 72, pitch / 2
    title = ellipsize(lane.title, made.measure.width * 0.75 - box, size, bold=True)
    canvas.boxes([Box(0, top, canvas.text_width(title, size, bold=True) + size * 1.3 / 72, pitch)], line=0.0)
    canvas.boxes([Box(0, top + middle - box / 2, box, box, lane.color)])
    canvas.middle(size * 1.2 / 72, top + middle, title, size, bold=True)
    places, backs = [], []
    for block in lane.blocks:
        y = top + pitch * block.row
        places.append(Place(block.mark.event, block.mark.left, block.mark.right, y + middle, dot, FADE))
        y += pitch * block.below
        backs.append(Box(block.left, y, block.right - block.left, pitch * len(block.lines)))
        for line in block.lines:
            _line(canvas, block, line, y + middle, size)
            y += pitch
    canvas.boxes(backs, line=0.0)
    for mark, row in lane.bare:
        places.append(Place(mark.event, mark.left, mark.right, top + pitch * row + middle, dot, FADE))
    return places


def _lanes(canvas: Canvas, made: Plan, tops: Sequence[float], pitch: float) -> None:
    places = []
    for lane, top in zip(made.lanes, tops, strict=True):
        places += _lane(canvas, lane, made, top, pitch)
    draw_marks(canvas, places)


@register(
    name="timeline",
    label="Timeline",
    table="events",
    needs=("date", "title", "category"),
    about="Every event at its date, in a lane for each group of categories; what is unsure of a date shows.",
    words=timeline_words,
    height=_height,
    options={"compress": False},
)
def timeline(canvas: Canvas, view: View) -> None:
    """Draw events at their dates, each with its label.

    The figure grows as tall as its labels need; for several pages see `pages`. On a slide, whose height is
    given, type first becomes smaller. Where that is not enough, events at signature and entry into force,
    those that cite the main source and the better verified ones get their labels first; all are drawn, and a
    line says how many have a label.
    """
    made = plan(view, canvas.height if view.preset.height_mm else None)
    part = made.labeled < len(view.rows)
    room = canvas.height - (line_height(view.sizes.source) if part else 0.0)
    pitch = made.pitch(room)
    gap = made.between / max(len(made.lanes), 1)
    tops, y = [], made.above
    for lane in made.lanes:
        tops.append(y + gap / 2)
        y += lane.rows * pitch + gap
    _axis(canvas, made, made.axis, y)
    draw_lines(canvas, [[(0, top - gap / 2), (canvas.width, top - gap / 2)] for top in tops], LINE, 0.5, 0.35)
    _milestones(canvas, made, y)
    _lanes(canvas, made, tops, pitch)
    _legend(canvas, made.legend, made.measure.dot)
    if part:
        words = f"{made.labeled} of {len(view.rows)} events are labeled; all are drawn."
        canvas.text(0, canvas.height - line_height(view.sizes.source), words, view.sizes.source, MUTED)
