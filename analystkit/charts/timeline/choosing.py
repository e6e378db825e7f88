"""Which events of a timeline get a label where not all of them can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analystkit.charts.text import text_width
from analystkit.charts.timeline.events import LEVELS
from analystkit.charts.timeline.packing import Lane, Mark, Measure, candidates, pack


def _title_width(title: str, measure: Measure) -> float:
    return min(text_width(title, measure.size, bold=True) + measure.size * 1.3 / 72, measure.width * 0.75)


def _folded(by_lane: dict[str, list[Mark]], most: int) -> dict[str, list[Mark]]:
    """Return at most so many lanes: the largest, and one for all others."""
    if len(by_lane) <= most:
        return by_lane
    largest = sorted(by_lane, key=lambda title: -len(by_lane[title]))[: max(most - 1, 0)]
    kept = {title: marks for title, marks in by_lane.items() if title in largest}
    rest = [mark for title, marks in by_lane.items() if title not in largest for mark in marks]
    return {**kept, f"{len(by_lane) - len(kept)} other kinds": rest}


def _priority(view_days: Sequence[float]) -> Callable[[Mark], tuple]:
    """Return the order in which events get labels where not all can have one."""

    def rank(mark: Mark) -> tuple:
        event = mark.event
        near = min((abs(event.span[0] - day) for day in view_days), default=0.0)
        level = LEVELS.index(event.verification) if event.verification in LEVELS else len(LEVELS)
        return (near > 0, not event.cited, level, near, event.span, event.id)

    return rank


def _filled(
    by_lane: dict[str, list[Mark]], rows: int, measure: Measure, rank: Callable[[Mark], tuple]
) -> dict[str, Lane]:
    """Return lanes that take no more than some rows together, with as many labels as fit.

    As many of the first by rank as can be packed together are; each further one is tried on its own.
    """
    order = sorted((mark for marks in by_lane.values() for mark in marks), key=rank)
    low, high = 0, len(order)
    while low < high:
        middle = (low + high + 1) // 2
        taken = sum(len(lane.rows) for lane in labeled(by_lane, order[:middle], measure).values())
        low, high = (middle, high) if taken <= rows else (low, middle - 1)
    lanes = labeled(by_lane, order[:low], measure)
    owner = {mark.event.id: lanes[title] for title, marks in by_lane.items() for mark in marks}
    for mark in order[low:]:
        lane = owner[mark.event.id]
        block, row = lane.best(candidates(mark, measure))
        grown = max(0, row + block.rows - len(lane.rows))
        if sum(len(other.rows) for other in lanes.values()) + grown <= rows:
            lane.place(block, row)
    return lanes


def labeled(by_lane: dict[str, list[Mark]], chosen: Sequence[Mark], measure: Measure) -> dict[str, Lane]:
    """Return lanes with labels for the chosen events alone, packed in order of date."""
    ids, lanes = {mark.event.id for mark in chosen}, {}
    for title, marks in by_lane.items():
        lanes[title] = Lane(title, _title_width(f"{title} {len(marks)}", measure))
        pack(lanes[title], [mark for mark in marks if mark.event.id in ids], measure)
    return lanes


def within(
    by_lane: dict[str, list[Mark]], rows: int, measure: Measure, days: Sequence[float]
) -> dict[str, Lane]:
    """Return lanes that take no more than some rows together, with all marks and as many labels as fit.

    An event without a label goes where its mark touches nothing. A lane that has no such place gets a row for
    these marks alone, and labels have one row less.
    """
    by_lane = _folded(by_lane, max(rows // 2, 1))
    crowded: set[str] = set()
    while True:
        lanes = _filled(by_lane, max(rows - len(crowded), len(by_lane)), measure, _priority(days))
        before = len(crowded)
        for title, lane in lanes.items():
            shown = {block.mark.event.id for block in lane.blocks}
            rest = [mark for mark in by_lane[title] if mark.event.id not in shown]
            if title in crowded:
                lane.bare = [(mark, len(lane.rows)) for mark in rest]
                lane.rows.append([])
            elif any(not lane.squeeze(mark) for mark in rest):
                crowded.add(title)
        if len(crowded) == before:
            return lanes
