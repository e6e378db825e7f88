"""The house style: three sizes, matplotlib's settings, and how colors are lightened, inked and hatched."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb

from analystkit.errors import unknown

MM = 25.4  # millimeters in an inch
FONT = "DejaVu Sans"  # has Latin, Cyrillic, Arabic and Persian, and comes with matplotlib

INK = "#1b1b1b"
MUTED = "#5a5a5a"  # 6.9 to 1 on white
LINE = "#9a9a9a"
GRID = "#dcdcdc"
FAINT = "#ececec"
PAPER = "#ffffff"
ACCENT = "#0b5c8c"

HATCH = "//////"  # unverified, everywhere
MINE = "*"  # the analyst's own row, everywhere

_HOUSE: dict[str, Any] = {
    "font.family": [FONT, "sans-serif"],  # an SVG is read where the font is not
    "font.sans-serif": [FONT],
    "font.size": 8.0,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",  # measured widths then hold at every resolution
    "text.color": INK,
    "hatch.linewidth": 0.7,
    "figure.facecolor": PAPER,
    "savefig.facecolor": "auto",
    "savefig.bbox": None,
    "savefig.dpi": "figure",
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud and edited
    "svg.hashsalt": "analystkit",
    "pdf.fonttype": 42,
}


# Matplotlib's own defaults stand under the house's, so that no user's file shows through.
_NOT_LOOKS = ("backend", "interactive", "toolbar", "webagg", "keymap", "tk.", "macosx", "figure.max_open")
_SETTINGS = {k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith(_NOT_LOOKS)} | _HOUSE


@dataclass(frozen=True)
class Sizes:
    """Type sizes of one preset, in points: never below 7.5 in print and 14 on a slide."""

    headline: float  #: bold
    subtitle: float
    label: float  #: labels and numbers in the plot area
    source: float  #: small type in the plot area, and the footer


@dataclass(frozen=True)
class Preset:
    """The size of a figure, and its type."""

    name: str
    width_mm: float
    height_mm: float | None  #: None where the chart says how tall it must be
    most_mm: float  #: height that no figure passes: what has no room is counted
    sizes: Sizes
    dpi: int  #: dots per inch of an exported bitmap
    margin_mm: float  #: white kept at all four edges

    @property
    def inner_width(self) -> float:
        """Width between the margins, in inches."""
        return (self.width_mm - 2 * self.margin_mm) / MM


PRESETS: dict[str, Preset] = {
    "column": Preset("column", 85, None, 120, Sizes(10, 8, 7.5, 7.5), 300, 2.5),
    "full": Preset("full", 170, None, 225, Sizes(11, 9, 8, 7.5), 300, 3.5),
    "slide": Preset("slide", 254, 142.9, 142.9, Sizes(18, 14, 14, 14), 192, 8),
}


def preset(name: str) -> Preset:
    """Return the preset of that name."""
    if str(name) not in PRESETS:
        raise unknown("preset", str(name), PRESETS)
    return PRESETS[str(name)]


@contextmanager
def house() -> Iterator[None]:
    """Draw in the house style inside this block, whatever the settings are outside it."""
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():  # type: ignore[arg-type]
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # such letters are drawn as boxes
        yield


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors (WCAG 2.1), from 1 to 21."""

    def luminance(color: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)

    low, high = sorted((luminance(one), luminance(other)))
    return round((high + 0.05) / (low + 0.05), 3)


def ink_on(color: str) -> str:
    """Return the ink, dark or white, that is read best on a color."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, color))


def tint(color: str, share: float) -> str:
    """Return a color mixed with white: all of it at share 1, white at share 0."""
    red, green, blue = (1 - share * (1 - channel) for channel in to_rgb(color))
    return str(to_hex((red, green, blue)))


def seen(color: str) -> str:
    """Return the color of a thin line or an outline: a light color is darkened until it is seen on white."""
    for _ in range(8):
        if contrast(color, PAPER) > 2.4:
            break
        channels = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
        color = "#" + "".join(f"{int(channel * 0.85):02x}" for channel in channels)
    return color
