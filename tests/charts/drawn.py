"""What tests ask of a drawing: its bytes, and whether text is cut off, stands over text or is too small."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analystkit.charts.render import Drawing
from analystkit.charts.style import house

SMALLEST = {"slide": 14.0}  # points; 7.5 in print
_SLACK = 0.1  # of the type size: lines may stand closer than the height of their tallest possible letters
_OUTSIDE = 0.5  # pixels, for rounding


@dataclass(frozen=True)
class _Placed:
    """One text with its extent in pixels, and the part of it that must stay free."""

    text: str
    size: float
    box: Bbox
    core: Bbox


def _placed(figure: Figure) -> list[_Placed]:
    """Return every visible text of a figure with its extent."""
    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    found = []
    for artist in figure.findobj(Text):
        if not isinstance(artist, Text) or not artist.get_visible() or not artist.get_text().strip():
            continue
        box, size = artist.get_window_extent(renderer), float(artist.get_fontsize())
        if artist.axes is not None and not box.width:
            continue  # a tick label that matplotlib will not draw
        slack = size * figure.dpi / 72 * _SLACK
        core = Bbox([[box.x0 + slack / 2, box.y0 + slack], [box.x1 - slack / 2, box.y1 - slack]])
        found.append(_Placed(artist.get_text(), size, box, core))
    return found


def _overlap(one: Bbox, other: Bbox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def audit(drawing: Drawing | Figure) -> list[str]:
    """Return what is wrong with the texts of a drawing, by their measured extents."""
    figure = drawing.figure if isinstance(drawing, Drawing) else drawing
    with house():
        texts = _placed(figure)
    width, height = figure.get_size_inches() * figure.dpi
    least = SMALLEST.get(drawing.preset, 7.5) if isinstance(drawing, Drawing) else 7.5
    faults = [f"{text.text!r} is set in {text.size} points" for text in texts if text.size < least]
    for text in texts:
        box = text.box
        if min(box.x0, box.y0) < -_OUTSIDE or box.x1 > width + _OUTSIDE or box.y1 > height + _OUTSIDE:
            faults.append(f"{text.text!r} reaches out of the figure")
    pairs = itertools.combinations(texts, 2)
    faults += [f"{a.text!r} stands over {b.text!r}" for a, b in pairs if _overlap(a.core, b.core)]
    return faults


def to_bytes(figure: Figure, kind: str = "png", dpi: float | None = None) -> bytes:
    """Return a figure as a file's bytes, the same each time."""
    target, same = io.BytesIO(), {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with house():
        figure.savefig(target, format=kind, dpi=dpi or figure.dpi, metadata=same.get(kind, {}))
    return target.getvalue()
