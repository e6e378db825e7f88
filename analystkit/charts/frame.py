"""What stands around the plot: headline and subtitle above, note and sources below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from analystkit.charts.presets import MM, Preset
from analystkit.charts.sources import Credit
from analystkit.charts.style import INK, MUTED
from analystkit.charts.text import ASCENT, TextLine, ellipsize, line_height, wrap
from analystkit.charts.view import Words


@dataclass(frozen=True)
class _Line:
    """One line of text of the frame; `before` is the space above it, in inches."""

    text: str
    size: float
    color: str
    bold: bool
    before: float

    @property
    def height(self) -> float:
        """Height with the space above, in inches."""
        return self.before + line_height(self.size)


def _lines(
    texts: Sequence[str], size: float, color: str = MUTED, bold: bool = False, before: float = 0.0
) -> list[_Line]:
    return [_Line(text, size, color, bold, 0.0 if at else before) for at, text in enumerate(texts)]


class Frame:
    """A figure's parts, measured before anything is drawn, its plot area as tall as wanted or less."""

    def __init__(self, words: Words, credit: Credit, caption: str, preset: Preset, wanted: float) -> None:
        sizes, width, slide = preset.sizes, preset.inner_width, preset.height_mm is not None
        small, gap = sizes.source, sizes.source * 0.35 / 72
        headline = wrap(words.headline, width, sizes.headline, True, 3 if slide else 6)
        subtitle = wrap(words.subtitle, width, sizes.subtitle, False, 2 if slide else 6)
        said = wrap(caption, width, sizes.label, False, 2 if slide else 8)
        note = wrap(words.note, width, small, False, 3 if slide else 8)
        self.above = _lines(headline, sizes.headline, INK, True)
        self.above += _lines(subtitle, sizes.subtitle, before=sizes.subtitle * 0.2 / 72)
        self.below = [*_lines(said, sizes.label, INK, before=gap), *_lines(note, small, before=gap)]
        self.below += _lines(credit.lines, small, before=gap)
        self.below += _lines([ellipsize(credit.dossier, width, small)] if credit.dossier else [], small)
        self.margin, between = preset.margin_mm / MM, preset.sizes.label * 0.9 / 72
        above, self.footed = (sum(line.height for line in lines) for lines in (self.above, self.below))
        around = above + self.footed + 2 * between + 2 * self.margin
        most = max(preset.most_mm / MM - around, 0.3)
        self.plot = most if slide else min(wanted, most)  # height of the plot area, in inches
        self.width = preset.width_mm / MM
        self.height = preset.most_mm / MM if slide else around + self.plot
        self.top = self.height - self.margin - above - between  # of the plot area, from the bottom

    def draw(self, figure: Figure) -> None:
        """Write header and footer onto a figure."""
        for lines, y in ((self.above, self.height - self.margin), (self.below, self.margin + self.footed)):
            for line in lines:
                y -= line.height
                at = y + line_height(line.size) - ASCENT * line.size / 72
                look = {"color": line.color, "transform": figure.dpi_scale_trans}
                TextLine(figure, self.margin, at, line.text, line.size, line.bold, **look)
