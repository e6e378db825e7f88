"""A strip of events: lanes of squares along an axis of time."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby, pairwise

from analystkit.charts import Box, Canvas, Legend, Swatch, View
from analystkit.charts.axis import Axis, date_of, ticks
from analystkit.charts.events import Event
from analystkit.charts.style import ACCENT, GRID, LINE, MUTED, PAPER, ink_on, seen
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.dossier.dates import say_day
from analystkit.words import count

_APART = 0.045  # two lanes, in inches
_EACH = 0.05  # a square that would be lower is part of a plain bar, in inches


@dataclass(eq=False)
class Placed:
    """An event's square: its first and last step of the axis, and its place in the stack."""

    event: Event
    first: int
    last: int
    row: int


def stacked(found: Sequence[Event], edges: Sequence[float]) -> list[Placed]:
    """Return events stacked on the steps that they cover, long ones at the bottom."""
    most, placed, covers = len(edges) - 2, list[Placed](), list[tuple[int, int, Event]]()
    for event in found:
        first, last = (bisect_right(edges, day) - 1 for day in (event.first, event.last))
        covers.append((min(max(first, 0), most), min(max(last, 0), most), event))
    taken: dict[int, set[int]] = defaultdict(set)
    busy: list[tuple[int, int]] = []  # (last step, row)
    for first, last, event in sorted((c for c in covers if c[1] > c[0]), key=lambda c: c[:2]):
        row = heappop(busy)[1] if busy and busy[0][0] < first else len(busy)
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
    return placed


@dataclass(frozen=True)
class Lane:
    """One group: the lines of its name, a remark under them, its color and letter, and its squares."""

    lines: tuple[str, ...]
    remark: tuple[str, ...]
    color: str
    letter: str
    placed: list[Placed]
    rows: int  # height of its tallest stack, in squares


class Strip:
    """Lanes of squares with their axis, no taller than some height where their names allow it: a `Plan`."""

    def __init__(
        self, view: View, groups: Mapping[str, Sequence[Event]], edges: Sequence[float],
        marked: Sequence[tuple[float, str]], room: float, remarks: Mapping[str, str] | None = None,
        totals: bool = False, tags: Mapping[str, str] | None = None, key: Sequence[Swatch] = (),
        merged: bool = False, aside: str = "", left_out: Sequence[Event] = (),
    ) -> None:  # fmt: skip
        self.size, self.small, self.edges = view.sizes.label, view.sizes.source, edges
        self.aside, self.left_out = aside, left_out  # a line at the bottom, and the events that it is about
        self.pitch = line_height(self.size)
        indent, share = self.pitch + 0.06, 0.4 if view.narrow else 0.37 if view.slide else 0.27
        self.lanes = []
        for name, found in groups.items():
            lines = wrap(name, view.width * share - indent, self.size, max_lines=3)
            remark = wrap((remarks or {}).get(name, ""), view.width * share - indent, self.small, max_lines=2)
            color = MUTED if merged or not found else found[0].color
            placed = stacked(found, edges)
            rows = 1 + max((square.row for square in placed), default=0)
            self.lanes.append(Lane(lines, remark, color, (tags or {}).get(name, ""), placed, rows))
        names = [max(widest(lane.lines, self.size), widest(lane.remark, self.small)) for lane in self.lanes]
        self.axis = Axis(edges[0], edges[-1], indent + max(names) + 0.1, view.width)
        self.milestones: list[tuple[float, str, float, int]] = []  # with left edge and row of its label
        for day, label in marked:
            if edges[0] <= day <= edges[-1]:
                x, wide = self.axis.x(day), text_width(label, self.size, bold=True)
                at = x + 0.04 if x + 0.04 + wide <= view.width else max(x - 0.04 - wide, 0.0)
                near = [row for _, _, left, row in self.milestones if abs(at - left) <= wide + 0.1]
                self.milestones.append((x, label, at, next(n for n in range(9) if n not in near)))
        every, swatches = [event for found in groups.values() for event in found], list(key)
        rough = any(event.rough and not event.unsure for event in every)
        swatches += [Swatch("date about or uncertain", PAPER)] if rough else []
        swatches += [Swatch("unverified", LINE, "hatched")] if any(event.unsure for event in every) else []
        self.legend = Legend(swatches, view)
        step = min(b - a for a, b in pairwise(map(self.axis.x, edges)))
        squares = [square for lane in self.lanes for square in lane.placed]
        self.long = any(square.last > square.first for square in squares)
        self.starts = Counter(square.first for square in squares)
        fits = widest(map(str, self.starts.values()), self.size, bold=True) + 0.04 <= step
        self.totals = self.starts if totals and fits else Counter[int]()
        labels = 1 + max((row for *_, row in self.milestones), default=-1)
        self.above = self.legend.height + line_height(self.size, labels + bool(self.totals)) + 0.04
        self.below = self.pitch if aside else 0.0
        self.unit = min(max(step, 0.05), self.size * 1.15 / 72)  # height of a square, in inches
        while self.height > room:
            unit, height = self.unit, self.height
            self.unit = unit * 0.9
            if self.height >= height:
                self.unit = unit
                break

    @property
    def height(self) -> float:
        """Height in all, in inches."""
        return self.above + sum(map(self._tall, self.lanes)) + self.pitch + 0.06 + self.below

    def _tall(self, lane: Lane) -> float:
        name = line_height(self.size, len(lane.lines)) + line_height(self.small, len(lane.remark))
        return max(lane.rows * self.unit, name) + _APART

    def draw(self, canvas: Canvas) -> None:
        """Draw it at the top of the plot area."""
        self.legend.draw(canvas)
        below, pitch = self.height - self.below, self.pitch
        bottom = below - pitch - 0.06
        shown = ticks(self.axis, self.size, canvas.width)
        canvas.lines([[(x, self.above), (x, bottom)] for x, *_ in shown], GRID, 0.5, 0.2)
        for _, label, left in shown:
            canvas.text(left, bottom + 0.04, label, self.size, MUTED)
        for x, label, left, row in self.milestones:
            y = self.legend.height + line_height(self.size, row)
            canvas.lines([[(x, y + 0.03), (x, bottom)]], ACCENT, 1.0, 0.45)
            wide = text_width(label, self.size, bold=True)
            canvas.boxes([Box(left - 0.03, y, wide + 0.06, pitch)], line=0.0)
            canvas.text(left, y, label, self.size, ACCENT, bold=True)
        y = self.above
        canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)
        for step, many in self.totals.items():
            x = (self.axis.x(self.edges[step]) + self.axis.x(self.edges[step + 1])) / 2
            canvas.text(x, y - pitch, str(many), self.size, align="center", bold=True)
        for lane in self.lanes:
            top, indent, y = y + _APART / 2, pitch + 0.06, y + self._tall(lane)
            draw_tile(canvas, 0, top, lane.color, lane.letter, self.size)
            under = canvas.block(indent, top, lane.lines, self.size)
            canvas.block(indent, under, lane.remark, self.small, color=MUTED)
            self._squares(canvas, lane, y)
            canvas.lines([[(0, y), (canvas.width, y)]], LINE, 0.5, 0.35)
        if self.aside:
            canvas.text(0, below, self.aside, color=MUTED)
            canvas.mark(0, below, canvas.width, pitch, [event.id for event in self.left_out], self.aside)

    def _squares(self, canvas: Canvas, lane: Lane, base: float) -> None:
        """Draw a lane's squares; without room for gaps, those alike that stand on each other are one box."""
        gap = 0.012 if self.unit >= _EACH else 0.0
        rising = sorted(lane.placed, key=lambda one: (one.first, one.last, one.row))

        def look(pair: tuple[int, Placed]) -> object:
            at, (one, event) = pair[0], (pair[1], pair[1].event)
            return at if gap else (one.first, one.last, event.rough, event.unsure, one.row - at)

        boxes, stacks = list[Box](), defaultdict[int, list[tuple[Box, list[Event]]]](list)
        for _, run in groupby(enumerate(rising), look):
            held = [square for _, square in run]
            first, event, high = held[0], held[0].event, len(held)
            left, right = (self.axis.x(self.edges[step]) for step in (first.first, first.last + 1))
            face = PAPER if event.rough and not event.unsure else lane.color
            edge = seen(lane.color) if face == PAPER else LINE if event.unsure else ""
            box = Box(
                left + gap, base - self.unit * (first.row + high) + gap / 2,
                max(right - left - 2 * gap, 0.01), self.unit * high - gap, face, edge, event.unsure,
            )  # fmt: skip
            stacks[len(boxes) if gap else first.first].append((box, [square.event for square in held]))
            boxes.append(box)
        canvas.boxes(boxes, line=0.7)
        for step, stack in stacks.items():
            every = [event for _, held in stack for event in held]
            left, top = min(box.x for box, _ in stack), min(box.y for box, _ in stack)
            right, under = (max(box.x + box.width for box, _ in stack), max(b.y + b.height for b, _ in stack))
            said = f"{every[0].date}: {every[0].label}"
            if not gap:
                said = f"{count(len(every), 'event')} from {say_day(date_of(self.edges[step]))}"
            canvas.mark(left, top, right - left, under - top, [event.id for event in every], said)


def draw_tile(canvas: Canvas, x: float, y: float, color: str, letter: str, size: float) -> None:
    """Draw a group's tile with its letter; its top is the top of a line of text."""
    side, middle = line_height(size) * 0.92, y + line_height(size) / 2
    canvas.boxes([Box(x, middle - side / 2, side, side, color)])
    canvas.middle(x + side / 2, middle, letter, size, color=ink_on(color), align="center", bold=True)
