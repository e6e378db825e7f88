"""Rows one below the other: how tall each must be for its label, and how many fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts.labels import Gutter, gutter
from analystkit.charts.view import View

_STRETCH = 1.7  # how much taller than needed a row may become on a slide


@dataclass(frozen=True)
class Ladder:
    """Labelled rows.

    Parameters
    ----------
    labels : Gutter
        The wrapped labels.
    heights : tuple of float
        Height of each row, in inches.
    """

    labels: Gutter
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of all rows, in inches."""
        return sum(self.heights)

    def tops(self, start: float) -> list[float]:
        """Return where each row starts, in inches, when the first starts at `start`."""
        return [start + sum(self.heights[:row]) for row in range(len(self.heights))]

    def filling(self, room: float) -> Ladder:
        """Return the same rows, stretched to fill `room` inches but not so far that they fall apart."""
        share = max(1.0, min(_STRETCH, room / self.height)) if self.heights else 1.0
        return Ladder(self.labels, tuple(height * share for height in self.heights))


def ladder(
    labels: Sequence[str], view: View, share: float = 0.4, max_lines: int = 3, least: float = 0.0
) -> Ladder:
    """Return rows tall enough for their labels."""
    column = gutter(labels, view, share, max_lines)
    least = least or view.sizes.label * (1.55 if view.preset.height_mm else 1.75) / 72
    return Ladder(column, tuple(column.heights(least)))


def fitting(heights: Sequence[float], room: float) -> int:
    """Return how many rows from the first fit into `room` inches, one row kept for what is left over."""
    if sum(heights) <= room + 1e-9:
        return len(heights)
    shown = 0
    while shown < len(heights) - 1 and sum(heights[: shown + 1]) + max(heights) <= room:
        shown += 1
    return shown
