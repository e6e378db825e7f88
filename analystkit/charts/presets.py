"""The three sizes in which a chart is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from analystkit.errors import unknown

MM = 25.4  # millimeters in an inch


@dataclass(frozen=True)
class Sizes:
    """Type sizes of one preset, in points: never below 7.5 in print and 14 on a slide."""

    headline: float  # bold
    subtitle: float
    label: float  # labels and numbers in the plot area
    source: float  # small type in the plot area, and the footer


@dataclass(frozen=True)
class Preset:
    """The size of a figure, and its type.

    Parameters
    ----------
    name : str
        What the analyst calls it.
    width_mm : float
        Width of the figure.
    height_mm : float or None
        Height of the figure; None where the chart says how tall it must be.
    most_mm : float
        Height that no figure passes: what has no room is counted.
    sizes : Sizes
        Type sizes.
    dpi : int
        Dots per inch of an exported bitmap.
    margin_mm : float
        White kept at all four edges.
    """

    name: str
    width_mm: float
    height_mm: float | None
    most_mm: float
    sizes: Sizes
    dpi: int
    margin_mm: float

    @property
    def inner_width(self) -> float:
        """Width between the margins, in inches."""
        return (self.width_mm - 2 * self.margin_mm) / MM


PRESETS: dict[str, Preset] = {
    "column": Preset("column", 85, None, 120, Sizes(10, 8, 7.5, 7.5), 300, 2.5),
    "full": Preset("full", 170, None, 225, Sizes(11, 9, 8, 7.5), 300, 3.5),
    "slide": Preset("slide", 254, 142.9, 142.9, Sizes(18, 14, 14, 14), 192, 8),
}


def preset(name: str | Preset) -> Preset:
    """Return the preset of that name."""
    if isinstance(name, Preset):
        return name
    if not isinstance(name, str) or name not in PRESETS:
        raise unknown("preset", str(name), PRESETS)
    return PRESETS[name]
