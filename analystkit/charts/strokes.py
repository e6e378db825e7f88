"""Moved to `canvas`."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.transforms import Transform

from analystkit.charts.canvas import Canvas
from analystkit.charts.style import PAPER, contrast

Line = Sequence[tuple[float, float]]


def placed(canvas: Canvas) -> Transform:
    """Return the transform from inches in the plot area to the figure."""
    return canvas.place


def draw_lines(
    canvas: Canvas,
    points: Sequence[Line],
    color: str | Sequence[str],
    width: float = 0.6,
    order: float = 0.4,
    dash: object = "solid",
) -> None:
    """Draw lines; `Canvas.lines` is the way to do it."""
    canvas.lines(points, color, width, order, dash)


def seen(color: str) -> str:
    """Return the color of a thin line or an outline: a light color is darkened until it is seen on white."""
    for _ in range(8):
        if contrast(color, PAPER) > 2.4:
            break
        channels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
        color = "#" + "".join(f"{int(channel * 0.85):02x}" for channel in channels)
    return color
