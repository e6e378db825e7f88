"""Greedy packing: each event and its label go into the first row of the lane where nothing is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analystkit.charts.timeline.breaking import break_lines, width_of
from analystkit.charts.timeline.events import Event

GAP = 0.13  # between two things in one row, in inches
_TOUCH = 0.05  # between a mark and its label, in inches
_NARROW = 0.85  # a label that has less room beside its mark goes below it, in inches


@dataclass(frozen=True)
class Measure:
    """What packing needs to know of the figure.

    Parameters
    ----------
    width : float
        Width of the plot area, in inches.
    size : float
        Type size, in points.
    widest : float
        Greatest width of a label, in inches.
    lines : int
        Greatest number of lines of a label.
    dot : float
        Width of a point's mark, in inches.
    """

    width: float
    size: float
    widest: float
    lines: int
    dot: float


@dataclass(frozen=True)
class Mark:
    """An event with its place on the axis: its left and right end, in inches."""

    event: Event
    left: float
    right: float


@dataclass(frozen=True)
class Block:
    """A mark with its label, as they will be set.

    Parameters
    ----------
    mark : Mark
        The mark, in the first row of the block.
    lines : tuple of str
        The label's lines.
    x : float
        Where the lines are aligned, in inches.
    align : str
        ``"left"`` or ``"right"``.
    left, right : float
        From where to where nothing else may stand, in inches.
    below : int
        1 where the label starts in the row below the mark, else 0.
    row : int
        First row in the lane.
    """

    mark: Mark
    lines: tuple[str, ...]
    x: float
    align: str
    left: float
    right: float
    below: int = 0
    row: int = 0

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return len(self.lines) + self.below


def _beside(mark: Mark, room: float, at_right: bool, measure: Measure) -> Block:
    lines = break_lines(mark.event.label, min(room, measure.widest), measure.size, measure.lines)
    wide = max(width_of(line, measure.size) for line in lines)
    if at_right:
        x = mark.right + _TOUCH
        return Block(mark, lines, x, "left", mark.left, x + wide)
    x = mark.left - _TOUCH
    return Block(mark, lines, x, "right", x - wide, mark.right)


def candidates(mark: Mark, measure: Measure) -> list[Block]:
    """Return the ways in which an event may be set: label at the right, at the left, or below the mark."""
    blocks = []
    for room, at_right in (
        (measure.width - mark.right - _TOUCH - 0.01, True),
        (mark.left - _TOUCH - 0.01, False),
    ):
        if room >= min(_NARROW, width_of(mark.event.label, measure.size)):
            blocks.append(_beside(mark, room, at_right, measure))
    if not blocks:
        room = min(measure.widest, measure.width - 0.02)
        lines = break_lines(mark.event.label, room, measure.size, measure.lines)
        wide = max(width_of(line, measure.size) for line in lines)
        x = min(max(mark.left, 0.0), measure.width - wide - 0.01)
        blocks.append(Block(mark, lines, x, "left", min(x, mark.left), max(x + wide, mark.right), below=1))
    whole = [block for block in blocks if not block.lines[-1].endswith("…")]
    return sorted(whole or blocks, key=lambda block: block.rows)


@dataclass
class Lane:
    """Rows of one lane while they fill up.

    Parameters
    ----------
    title : str
        What stands at the left of the first row.
    title_width : float
        Its width, in inches.
    """

    title: str
    title_width: float
    rows: list[list[tuple[float, float]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    bare: list[tuple[Mark, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep the title's place free."""
        self.rows.append([(-1.0, self.title_width)])

    def _free(self, row: int, block: Block) -> bool:
        return all(
            block.right + GAP <= left or right + GAP <= block.left
            for taken in self.rows[row : row + block.rows]
            for left, right in taken
        )

    def first_row(self, block: Block) -> int:
        """Return the first row from which a block would stand free; one below the last always does."""
        return next((row for row in range(len(self.rows)) if self._free(row, block)), len(self.rows))

    def place(self, block: Block, row: int) -> None:
        """Put a block into its rows."""
        while len(self.rows) < row + block.rows:
            self.rows.append([])
        for taken in self.rows[row : row + block.rows]:
            taken.append((block.left, block.right))
        self.blocks.append(
            Block(block.mark, block.lines, block.x, block.align, block.left, block.right, block.below, row)
        )

    def best(self, options: Sequence[Block]) -> tuple[Block, int]:
        """Return the way of setting an event that ends highest, and its row."""
        rows = [self.first_row(block) for block in options]
        ends = [row + block.rows for row, block in zip(rows, options, strict=True)]
        at = ends.index(min(ends))
        return options[at], rows[at]

    def squeeze(self, mark: Mark) -> bool:
        """Put a mark without a label into the first row where it touches nothing; tell if there is one."""
        for row, taken in enumerate(self.rows):
            if all(mark.right + _TOUCH <= left or right + _TOUCH <= mark.left for left, right in taken):
                taken.append((mark.left, mark.right))
                self.bare.append((mark, row))
                return True
        return False


def pack(lane: Lane, marks: Sequence[Mark], measure: Measure) -> None:
    """Place all marks with their labels into a lane, in their order; the lane grows as it must."""
    for mark in marks:
        lane.place(*lane.best(candidates(mark, measure)))
