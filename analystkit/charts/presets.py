"""The three sizes in which a chart is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.errors import unknown

MM = 25.4  # millimeters in an inch


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
