"""Where everything on a timeline goes: the axis, the lanes, the labels, and what is left without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analystkit.charts.style import LINE
from analystkit.charts.text import line_height, text_width
from analystkit.charts.timeline.choosing import labeled, within
from analystkit.charts.timeline.events import Event, Milestone, events, lanes, milestones
from analystkit.charts.timeline.legend import Legend, legend
from analystkit.charts.timeline.packing import GAP, Block, Lane, Mark, Measure
from analystkit.charts.timeline.scale import Scale, make_scale
from analystkit.charts.view import View

FADE = 0.1  # width of a soft end, in inches
_WIDEST = {"column": 2.9, "full": 5.4, "slide": 4.6}  # of a label, in inches
_LINES = {"column": 4, "full": 3, "slide": 2}
_BETWEEN = 0.07  # lanes, in inches
_STRETCH = 1.6  # how much further apart than needed rows may stand on a slide
_TALL = 30  # so many rows have the axis at the top as well


@dataclass(frozen=True)
class LanePlan:
    """One lane, placed: title and color, labeled events, and those without a label, each with its row."""

    title: str
    color: str
    blocks: tuple[Block, ...]
    bare: tuple[tuple[Mark, int], ...]
    rows: int


@dataclass(frozen=True)
class Plan:
    """A timeline, placed.

    Parameters
    ----------
    scale : Scale
        The axis.
    measure : Measure
        Type and widths.
    lanes : tuple of LanePlan
        From the top.
    milestones : tuple of (Milestone, float, float, int)
        Each with the place of its line, the left edge of its label, in inches, and the label's row.
    legend : Legend
        What the marks mean.
    """

    scale: Scale
    measure: Measure
    lanes: tuple[LanePlan, ...]
    milestones: tuple[tuple[Milestone, float, float, int], ...]
    legend: Legend

    @property
    def rows(self) -> int:
        """How many rows the lanes have together."""
        return sum(lane.rows for lane in self.lanes)

    @property
    def labeled(self) -> int:
        """How many events have a label."""
        return sum(len(lane.blocks) for lane in self.lanes)

    @property
    def is_tall(self) -> bool:
        """Whether the axis is written at the top as well."""
        return self.rows > _TALL

    @property
    def axis(self) -> float:
        """Where the upper axis stands, below the legend, in inches."""
        return self.legend.height + (line_height(self.measure.size) + 0.04 if self.is_tall else 0.0)

    @property
    def above(self) -> float:
        """Height of legend, upper axis and milestones, in inches."""
        labels = 1 + max((row for *_, row in self.milestones), default=-1)
        return self.axis + line_height(self.measure.size, labels) + 0.04

    @property
    def below(self) -> float:
        """Height of the lower axis, in inches."""
        return line_height(self.measure.size) + 0.04

    @property
    def height(self) -> float:
        """Height of the plot area that it needs, in inches."""
        return self.above + self.below + line_height(self.measure.size, self.rows) + self.between

    @property
    def between(self) -> float:
        """Height of the gaps between lanes, in inches."""
        return _BETWEEN * len(self.lanes)

    def pitch(self, height: float) -> float:
        """Return the distance of two rows in a plot area of some height, in inches."""
        needed = line_height(self.measure.size)
        room = (height - self.above - self.below - self.between) / max(self.rows, 1)
        return max(needed, min(room, needed * _STRETCH))


def _mark(event: Event, scale: Scale, measure: Measure) -> Mark:
    """Return an event with its ends on the axis; an open one reaches to the edge, a soft one goes beyond."""
    left = scale.pieces[0].left if event.first is None else scale.x(event.first)
    right = scale.pieces[-1].right if event.last is None else scale.x(event.last + 1)
    if event.is_point or right - left < measure.dot:
        middle = (left + right) / 2
        left, right = middle - measure.dot / 2, middle + measure.dot / 2
    if event.approximate:
        left, right = left - FADE, right + FADE
    return Mark(event, max(left, 0.0), min(right, measure.width))


def _place_milestones(
    found: Sequence[Milestone], scale: Scale, measure: Measure
) -> tuple[tuple[Milestone, float, float, int], ...]:
    """Return each milestone with a place for its label beside its line, in the first row that is free."""
    taken: list[tuple[int, float, float]] = []
    placed = []
    for milestone in found:
        x, wide = scale.x(milestone.day + 0.5), text_width(milestone.label, measure.size, bold=True)
        left = x + 0.04 if x + 0.04 + wide <= measure.width else x - 0.04 - wide
        left = max(0.0, min(left, measure.width - wide))
        row = 0
        while any(r == row and left - GAP < end and start < left + wide + GAP for r, start, end in taken):
            row += 1
        taken.append((row, left, left + wide))
        placed.append((milestone, x, left, row))
    return tuple(placed)


@lru_cache(maxsize=4)
def plan(view: View, height: float | None = None) -> Plan:
    """Return where everything goes."""
    label, least = view.sizes.label, view.sizes.source
    sizes = [label] if height is None else [label - step for step in range(int(label - least) + 1)]
    for size in sizes:
        made, marks = _labeled(view, size)
        if height is None or made.height <= height:
            return made
    room = (height or 0.0) - made.above - made.below - _BETWEEN * len(marks)
    rows = int(room / line_height(size)) - 1  # the row kept back says how many labels there are
    days = [milestone.day for milestone, *_ in made.milestones]
    return _close(made, within(marks, rows, made.measure, days), marks)


def _labeled(view: View, size: float) -> tuple[Plan, dict[str, list[Mark]]]:
    """Return a plan with every event labeled, in type of some size, and the marks of each lane."""
    name, width = view.preset.name, view.width
    widest = min(_WIDEST.get(name, 5.4), width * 0.9)
    measure = Measure(width, size, widest, _LINES.get(name, 3), size * 0.78 / 72)
    found = events(view)
    marked = milestones(view, found)
    spans = [(event.span[0], event.span[1] + 1) for event in found] + [(m.day, m.day + 1) for m in marked]
    edge = measure.dot / 2 + 0.02
    scale = make_scale(spans, edge, width - edge, bool(view.options["compress"]))
    marks = {
        title: [_mark(event, scale, measure) for event in group]
        for title, group in lanes(view, found).items()
    }
    empty = Plan(scale, measure, (), _place_milestones(marked, scale, measure), legend(view, found, scale))
    return _close(
        empty, labeled(marks, [mark for group in marks.values() for mark in group], measure), marks
    ), marks


def _close(empty: Plan, packed: dict[str, Lane], marks: dict[str, list[Mark]]) -> Plan:
    """Return the plan with its lanes."""
    plans = []
    for title, lane in packed.items():
        drawn = [block.mark for block in lane.blocks] + [mark for mark, _ in lane.bare]
        color = drawn[0].event.color if title in marks else LINE
        plans.append(
            LanePlan(f"{title} {len(drawn)}", color, tuple(lane.blocks), tuple(lane.bare), len(lane.rows))
        )
    return replace(empty, lanes=tuple(plans))
