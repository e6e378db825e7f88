"""Marks of a timeline: a day is a point, a longer date a bar; what is unsure of the date shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.collections import EllipseCollection, PolyCollection

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.strokes import Line, draw_lines, placed, seen
from analystkit.charts.style import PAPER, tint
from analystkit.charts.timeline.events import Event

_SLICES = 8  # of a soft end
_DASH = (0, (2.2, 1.4))


@dataclass(frozen=True)
class Place:
    """An event's mark: its ends and its middle, in inches, and how wide a point is."""

    event: Event
    left: float
    right: float
    y: float
    dot: float
    fade: float

    @property
    def core(self) -> tuple[float, float]:
        """The ends without what fades and without arrowheads."""
        fade = min(self.fade, (self.right - self.left) / 3) if self.event.approximate else 0.0
        left = self.left + (self.dot if self.event.first is None else fade)
        right = self.right - (self.dot if self.event.last is None else fade)
        return left, max(right, left)


def _face(event: Event) -> str:
    if event.uncertain:
        return tint(event.color, 0.3) if event.cited else PAPER
    return event.color if event.cited else PAPER


def _points(canvas: Canvas, places: Sequence[Place]) -> None:
    """Draw points as circles: full or hollow, the rim dashed where the date is uncertain."""
    styles: dict[tuple[str, str, bool], list[tuple[float, float]]] = {}
    dot = places[0].dot if places else 0.0
    for place in places:
        style = (_face(place.event), seen(place.event.color), place.event.uncertain)
        styles.setdefault(style, []).append(((place.left + place.right) / 2, place.y))
    for (face, rim, dashed), centers in styles.items():
        dash = _DASH if dashed else "solid"
        circles = EllipseCollection(
            [dot * 0.86], [dot * 0.86], [0], units="inches", offsets=centers, offset_transform=placed(canvas),
            facecolors=face, edgecolors=rim, linewidths=1.1, linestyles=[dash], zorder=1.6,
        )  # fmt: skip
        canvas.figure.add_artist(circles)


def _bars(canvas: Canvas, places: Sequence[Place]) -> None:
    """Draw bars, and squares for points that no source confirms, with their outlines."""
    boxes: list[Box] = []
    solid: list[tuple[Line, str]] = []
    dashed: list[tuple[Line, str]] = []
    for place in places:
        event, half = place.event, place.dot * 0.4
        left, right = place.core
        unsure = event.is_unsure
        boxes.append(
            Box(
                left,
                place.y - half,
                right - left,
                2 * half,
                event.color if unsure else _face(event),
                "",
                unsure,
            )
        )
        outline = [
            (left, place.y - half),
            (right, place.y - half),
            (right, place.y + half),
            (left, place.y + half),
        ]
        ends = [[*outline, outline[0]]] if not event.approximate else [outline[:2], outline[2:]]
        (dashed if event.uncertain else solid).extend((line, seen(event.color)) for line in ends)
    canvas.boxes(boxes, line=0.0)
    for drawn, dash in ((solid, "solid"), (dashed, _DASH)):
        if drawn:
            draw_lines(canvas, [line for line, _ in drawn], [color for _, color in drawn], 1.0, 1.5, dash)


def _fading(canvas: Canvas, places: Iterable[Place]) -> None:
    """Draw the soft ends of what is approximate: slices that pale away from the core."""
    boxes = []
    for place in places:
        left, right = place.core
        strength = 0.75 if place.event.cited else 0.3
        for side, start, end in ((-1, place.left, left), (1, right, place.right)):
            step = (end - start) / _SLICES
            for index in range(_SLICES):
                share = (index + 0.5) / _SLICES
                near = share if side < 0 else 1 - share
                x = start + index * step
                boxes.append(
                    Box(
                        x,
                        place.y - place.dot * 0.4,
                        step,
                        place.dot * 0.8,
                        tint(place.event.color, strength * near),
                    )
                )
    canvas.boxes(boxes, line=0.0)


def _arrows(canvas: Canvas, places: Iterable[Place]) -> None:
    """Draw the head of an arrow at each open end."""
    heads, colors = [], []
    for place in places:
        core = place.core
        for open_end, tip, base in (
            (place.event.first is None, place.left, core[0]),
            (place.event.last is None, place.right, core[1]),
        ):
            if open_end:
                heads.append(
                    [(base, place.y - place.dot * 0.6), (base, place.y + place.dot * 0.6), (tip, place.y)]
                )
                colors.append(seen(place.event.color))
    if heads:
        canvas.figure.add_artist(
            PolyCollection(heads, facecolors=colors, edgecolors="none", zorder=1.5, transform=placed(canvas))
        )


def draw_marks(canvas: Canvas, places: Sequence[Place]) -> None:
    """Draw marks of events."""
    points = [place for place in places if place.event.is_point and not place.event.is_unsure]
    bars = [place for place in places if place not in points]
    _fading(canvas, [place for place in places if place.event.approximate])
    _bars(canvas, bars)
    _arrows(canvas, bars)
    if points:
        _points(canvas, points)
