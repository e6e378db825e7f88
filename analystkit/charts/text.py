"""Text as it will be drawn: cleaned, measured, wrapped and cut, in inches."""

from __future__ import annotations

import re
import unicodedata
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text

from analystkit.charts.style import FONT
from analystkit.dossier.faults import STRAY

PITCH = 1.3  # distance of two baselines, in type sizes
ASCENT = 0.97  # from the top of a line to its baseline, in type sizes
_REFERENCE = 100.0  # widths grow in proportion with size, so one size is measured
ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BREAKING = re.compile(r"\S+?[-–—/](?=\w)|\S+\s?")  # a line may end after spaces and hyphens
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return text as one drawable line: no line breaks, control or direction-forcing characters."""
    return _BLANK.sub(" ", STRAY.sub(" ", str(text).translate(_DIRECTIONS))).strip()


@lru_cache(maxsize=2)
def _file(bold: bool) -> str:
    return str(findfont(FontProperties(family=FONT, weight="bold" if bold else "normal")))


def _set(text: str, size: float, dpi: float, bold: bool) -> FT2Font:
    """Return the font with one line of text set in it, of which it then tells measures and picture."""
    font = get_font(_file(bold))
    font.set_size(size, dpi)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a script that the font lacks is drawn as boxes, not reported
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return font


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    """Return the code points that the font can draw."""
    return frozenset(get_font(_file(False)).get_charmap())


def without_glyph(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that the font cannot draw, each once, in their order."""
    seen = dict.fromkeys(character for text in texts for character in text)
    known = _glyphs()
    return tuple(
        c for c in seen if ord(c) not in known and unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Zs")
    )


@lru_cache(maxsize=65536)
def _width(text: str, bold: bool) -> float:
    """Return the width of one line of text, in inches for each point of its size."""
    return _set(text, _REFERENCE, 72, bold).get_width_height()[0] / 64 / _REFERENCE / 72


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, in inches."""
    return _width(text, bold) * size if text else 0.0


def widest(texts: Iterable[str], size: float, bold: bool = False) -> float:
    """Return the width of the widest of several lines, in inches; 0 for none."""
    return max((text_width(text, size, bold) for text in texts), default=0.0)


def line_height(size: float, lines: int = 1) -> float:
    """Return the height of so many lines of text, in inches."""
    return lines * size * PITCH / 72


def _fitting(text: str, width: float, size: float, bold: bool, after: str = "") -> int:
    """Return how many leading characters fit into a width, one at the least; twice that is measured."""
    high = 2

    def measure(many: int) -> float:
        return text_width(text[:many].rstrip() + after, size, bold)

    while high < len(text) and measure(high) <= width:
        high *= 2
    return max(bisect_right(range(min(high, len(text)) + 1), width, high // 2, key=measure) - 1, 1)


def is_mixed(text: str) -> bool:
    """Tell whether some letters of a text run to the left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def directed(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of one paragraph, each marked to run the way that the first does.

    Without the mark a line would run the way of its own first letter, and a name in Arabic would turn an
    English line around.
    """
    if not any(map(is_mixed, lines)):
        return tuple(lines)
    kinds = (unicodedata.bidirectional(c) for c in " ".join(lines))
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    mark = _LEFT_TO_RIGHT if first == "L" else _RIGHT_TO_LEFT
    return tuple(mark + line for line in lines)


def closed(name: str) -> str:
    """Return a name that stands in an English line so that what follows it does not join its direction."""
    return name + _LEFT_TO_RIGHT if is_mixed(name) else name


@lru_cache(maxsize=8192)
def wrap(text: str, width: float, size: float, bold: bool = False, max_lines: int = 0) -> tuple[str, ...]:
    """Return text broken into lines that are no wider than a width."""
    pieces, lines, line = list[str](), list[str](), ""
    for piece in _BREAKING.findall(clean(text)):
        while len(piece.rstrip()) > 1 and (cut := _fitting(piece, width, size, bold)) < len(piece.rstrip()):
            pieces.append(piece[:cut])  # of a word that is too long
            piece = piece[cut:]
        pieces.append(piece)
    for piece in pieces:
        if line and text_width((line + piece).rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines += [line.rstrip()] if line.strip() else []
    if max_lines and len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        lines = [*lines[: max_lines - 1], ellipsize(rest, width, size, bold)]
    return directed(lines)


@lru_cache(maxsize=8192)
def ellipsize(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return text cut to a width, in inches, with an ellipsis where something was cut."""
    text = clean(text)
    if len(text) < 2 or _fitting(text, width, size, bold) == len(text):
        return text if text_width(text, size, bold) <= width else "…"
    low = _fitting(text, width, size, bold, "…") if text_width(text[:1] + "…", size, bold) <= width else 0
    return text[:low].rstrip(" ,;:.-–") + "…"


class TextLine(Text):
    """One line of text, set on its baseline; a bitmap gets it in one piece, and not letter by letter."""

    def __init__(self, figure: Figure, x: float, y: float, text: str, size: float, bold: bool, **style: Any):
        super().__init__(x, y, text, size=size, weight="bold" if bold else "normal", **style)
        self.set_figure(figure)
        figure.texts.append(self)

    def draw(self, renderer: RendererBase) -> None:
        """Draw it; text that is turned or has a halo, and text in an SVG or PDF, as matplotlib does."""
        if not isinstance(renderer, RendererAgg) or self.get_rotation() or self.get_path_effects():
            super().draw(renderer)
            return
        font = _set(
            self.get_text(), float(self.get_fontsize()), renderer.dpi, self.get_fontweight() == "bold"
        )
        font.draw_glyphs_to_bitmap()
        mask = font.get_image()
        width, height = font.get_width_height()
        x, y = self.get_transform().transform(self.get_position())
        x += font.get_bitmap_offset()[0] / 64 - width / 64 * ALIGNED[self.get_horizontalalignment()]
        below = len(mask) - 1 - (height - font.get_descent()) // 64
        picture = np.empty((*mask.shape, 4), np.uint8)
        picture[..., :3] = np.round(np.multiply(to_rgb(self.get_color()), 255))
        picture[..., 3] = mask[::-1]  # an image is given from below
        renderer.draw_image(renderer.new_gc(), round(x), round(y) - below, picture)
