"""Events as squares along an axis of time, a lane for each group; a long one is a bar."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise

from analystkit import words
from analystkit.charts import Box, Canvas, Legend, Swatch, View
from analystkit.charts.events.dated import Axis, Event, Milestone, date_of, ticks
from analystkit.charts.style import ACCENT, GRID, LINE, MUTED, PAPER, ink_on, seen
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.dossier.dates import say_day

_APART = 0.045  # two lanes, in inches
_EACH = 0.05  # a square that would be lower is part of a plain bar, in inches


@dataclass(eq=False)
class Placed:
    """An event's square: its first and last step of the axis, and its place in the stack."""

    event: Event
    first: int
    last: int
    row: int

    @property
    def look(self) -> tuple[object, ...]:
        """What those have in common that look alike and cover the same steps."""
        return self.first, self.last, self.event.rough, self.event.unsure


def stacked(found: Sequence[Event], edges: Sequence[float]) -> tuple[Placed, ...]:
    """Return events stacked on the steps that they cover, long ones at the bottom."""
    most, placed = len(edges) - 2, list[Placed]()
    covers: list[tuple[int, int, Event]] = []
    for event in found:
        first = 0 if event.first is None else bisect_right(edges, event.first) - 1
        last = most if event.last is None else bisect_right(edges, event.last) - 1
        covers.append((min(max(first, 0), most), min(max(last, 0), most), event))
    taken: dict[int, set[int]] = defaultdict(set)
    busy: list[tuple[int, int]] = []  # (last step, row)
    rows = 0
    for first, last, event in sorted((c for c in covers if c[1] > c[0]), key=lambda c: c[:2]):
        if busy and busy[0][0] < first:
            row = heappop(busy)[1]
        else:
            row, rows = rows, rows + 1
        heappush(busy, (last, row))
        placed.append(Placed(event, first, last, row))
        for step in range(first, last + 1):
            taken[step].add(row)
    top: dict[int, int] = defaultdict(int)
    for first, last, event in sorted((c for c in covers if c[1] == c[0]), key=lambda c: (c[0], c[2].unsure)):
        while top[first] in taken[first]:
            top[first] += 1
        placed.append(Placed(event, first, last, top[first]))
        top[first] += 1
    return tuple(placed)


@dataclass(frozen=True)
class Lane:
    """One group: the lines of its name, a remark under them, its color and letter, and its squares."""

    lines: tuple[str, ...]
    remark: tuple[str, ...]
    color: str
    letter: str
    placed: tuple[Placed, ...]

    @cached_property
    def rows(self) -> int:
        """Height of its tallest stack, in squares."""
        return 1 + max((square.row for square in self.placed), default=0)


@dataclass(frozen=True)
class Squares:
    """Lanes of squares with their axis, measured: legend, names of the milestones, lanes, ticks."""

    axis: Axis
    edges: Sequence[float]
    lanes: tuple[Lane, ...]
    milestones: tuple[tuple[Milestone, float, int], ...]  # each with the left edge and the row of its name
    legend: Legend
    size: float
    small: float
    unit: float  # height of a square, in inches
    totals: Mapping[int, int]  # of events by their first step; empty where the numbers do not fit

    @property
    def above(self) -> float:
        """Height of the legend, the milestones' names and the totals, in inches."""
        names = 1 + max((row for *_, row in self.milestones), default=-1)
        return self.legend.height + line_height(self.size, names + bool(self.totals)) + 0.04

    @property
    def height(self) -> float:
        """Height in all, in inches."""
        return self.above + sum(map(self.tall, self.lanes)) + line_height(self.size) + 0.06

    @property
    def long(self) -> bool:
        """Whether some events cover more than one step."""
        return any(square.last > square.first for lane in self.lanes for square in lane.placed)

    def tall(self, lane: Lane) -> float:
        """Return the height of a lane, in inches."""
        name = line_height(self.size, len(lane.lines)) + line_height(self.small, len(lane.remark))
        return max(lane.rows * self.unit, name) + _APART

    def draw(self, canvas: Canvas) -> None:
        """Draw it at the top of the plot area."""
        self.legend.draw(canvas)
        bottom = self.height - line_height(self.size) - 0.06
        shown = ticks(self.axis, self.size, canvas.width)
        canvas.lines([[(x, self.above), (x, bottom)] for x, *_ in shown], GRID, 0.5, 0.2)
        for _, label, left in shown:
            canvas.text(left, bottom + 0.04, label, self.size, MUTED)
        for milestone, _, row in self.milestones:
            x, y = self.axis.x(milestone.day), self.legend.height + line_height(self.size, row) + 0.03
            canvas.lines([[(x, y), (x, bottom)]], ACCENT, 1.0, 0.45)
        for milestone, left, row in self.milestones:
            y = self.legend.height + line_height(self.size, row)
            wide = text_width(milestone.label, self.size, bold=True)
            canvas.boxes([Box(left - 0.03, y, wide + 0.06, line_height(self.size))], line=0.0)
            canvas.text(left, y, milestone.label, self.size, ACCENT, bold=True)
        y = self.above
        canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)
        for step, many in self.totals.items():
            x = (self.axis.x(self.edges[step]) + self.axis.x(self.edges[step + 1])) / 2
            canvas.text(x, y - line_height(self.size), str(many), self.size, align="center", bold=True)
        for lane in self.lanes:
            top, indent, y = y + _APART / 2, line_height(self.size) + 0.06, y + self.tall(lane)
            draw_tile(canvas, 0, top, lane.color, lane.letter, self.size)
            below = canvas.block(indent, top, lane.lines, self.size)
            canvas.block(indent, below, lane.remark, self.small, MUTED)
            self._squares(canvas, lane, y)
            canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)

    def _squares(self, canvas: Canvas, lane: Lane, base: float) -> None:
        gap = 0.012 if self.unit >= _EACH else 0.0
        runs = list[list[Placed]]()  # without gaps, those alike that stand on each other are one box
        rising = sorted(lane.placed, key=lambda one: (one.first, one.last, one.row))
        for square in lane.placed if gap else rising:
            below = runs[-1][-1] if runs and not gap else None
            if below and below.look == square.look and below.row + 1 == square.row:
                runs[-1].append(square)
            else:
                runs.append([square])
        boxes = []
        for run in runs:
            event, (low, high) = run[0].event, (run[0].row, run[-1].row)
            left, right = (self.axis.x(self.edges[step]) for step in (run[0].first, run[0].last + 1))
            face = PAPER if event.rough and not event.unsure else lane.color
            edge = seen(lane.color) if face == PAPER else LINE if event.unsure else ""
            box = Box(
                left + gap, base - self.unit * (high + 1) + gap / 2, max(right - left - 2 * gap, 0.01),
                self.unit * (high - low + 1) - gap, face, edge, event.unsure,
            )  # fmt: skip
            boxes.append(box)
            if gap:
                canvas.mark(box.x, box.y, box.width, box.height, (event.id,), f"{event.date}: {event.label}")
        canvas.boxes(boxes, line=0.7)
        stacks = defaultdict[int, list[tuple[list[Placed], Box]]](list)
        for run, box in zip(runs, boxes, strict=True) if not gap else ():
            stacks[run[0].first].append((run, box))
        for first, stack in stacks.items():
            left, right = min(box.x for _, box in stack), max(box.x + box.width for _, box in stack)
            top = min(box.y for _, box in stack)
            ids = tuple(square.event.id for run, _ in stack for square in run)
            said = f"{words.count(len(ids), 'event')} from {say_day(date_of(self.edges[first]))}"
            canvas.mark(left, top, right - left, base - top, ids, said)


def draw_tile(canvas: Canvas, x: float, y: float, color: str, letter: str, size: float) -> None:
    """Draw a group's tile with its letter; its top is the top of a line of text."""
    side, middle = line_height(size) * 0.92, y + line_height(size) / 2
    canvas.boxes([Box(x, middle - side / 2, side, side, color)])
    canvas.middle(x + side / 2, middle, letter, size, color=ink_on(color), align="center", bold=True)


def letters(names: Sequence[str]) -> dict[str, str]:
    """Return a letter for each name, its own initial where that is free, else a number."""
    given: dict[str, str] = {}
    for name in names:
        own = (word[0].upper() for word in name.split() if word[0].isalpha())
        given[name] = next((letter for letter in own if letter not in given.values()), str(len(given) + 1))
    return given


def squares(
    view: View, groups: Mapping[str, Sequence[Event]], edges: Sequence[float], marked: Sequence[Milestone],
    room: float, remarks: Mapping[str, str] | None = None, totals: bool = False,
    tags: Mapping[str, str] | None = None, key: Sequence[Swatch] = (), merged: bool = False,
) -> Squares:  # fmt: skip
    """Return lanes of squares that take no more than some height where their names allow it."""
    size, small = view.sizes.label, view.sizes.source
    indent, share = line_height(size) + 0.06, 0.4 if view.narrow else 0.37 if view.slide else 0.27
    lanes = []
    for name, found in groups.items():
        lines = wrap(name, view.width * share - indent, size, max_lines=3)
        remark = wrap((remarks or {}).get(name, ""), view.width * share - indent, small, max_lines=2)
        color = MUTED if merged or not found else found[0].color
        lanes.append(Lane(lines, remark, color, (tags or {}).get(name, ""), stacked(found, edges)))
    names = max(widest(lane.lines, size) for lane in lanes)
    left = indent + max(names, *(widest(lane.remark, small) for lane in lanes)) + 0.1
    axis = Axis(edges[0], edges[-1], left, view.width)
    placed: list[tuple[Milestone, float, int]] = []
    for milestone in marked:
        if not edges[0] <= milestone.day <= edges[-1]:
            continue
        x, wide = axis.x(milestone.day), text_width(milestone.label, size, bold=True)
        at = x + 0.04 if x + 0.04 + wide <= view.width else max(x - 0.04 - wide, 0.0)
        near = [other for _, left, other in placed if abs(at - left) <= wide + 0.1]
        row = next(n for n in range(9) if n not in near)
        placed.append((milestone, at, row))
    every, swatches = [event for found in groups.values() for event in found], list(key)
    rough = any(event.rough and not event.unsure for event in every)
    swatches += [Swatch("date about or uncertain", PAPER)] if rough else []
    swatches += [Swatch("unverified", LINE, "hatched")] if any(event.unsure for event in every) else []
    step = min(b - a for a, b in pairwise(map(axis.x, edges)))
    unit = min(max(step, 0.05), size * 1.15 / 72)
    times = Counter(square.first for lane in lanes for square in lane.placed) if totals else Counter[int]()
    fits = widest(map(str, times.values()), size, bold=True) + 0.04 <= step
    made = Squares(
        axis, edges, tuple(lanes), tuple(placed), Legend(swatches, view), size, small, unit,
        times if fits else {},
    )  # fmt: skip
    while made.height > room and (smaller := replace(made, unit=made.unit * 0.9)).height < made.height:
        made = smaller
    return made
