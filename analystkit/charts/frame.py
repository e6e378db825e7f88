"""What stands around the plot: headline and subtitle above, note and sources below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from analystkit.charts.presets import MM, Preset
from analystkit.charts.sources import Credit
from analystkit.charts.style import INK, MUTED
from analystkit.charts.text import ASCENT, TextLine, ellipsize, line_height, wrap
from analystkit.charts.view import View, Words

_MOST = {"headline": 6, "subtitle": 6, "caption": 8, "note": 8}  # lines; a slide has less room
_MOST_ON_SLIDE = {"headline": 3, "subtitle": 2, "caption": 2, "note": 3}


@dataclass(frozen=True)
class Line:
    """One line of text of the frame; `before` is the space above it, in inches."""

    text: str
    size: float
    color: str = INK
    bold: bool = False
    before: float = 0.0

    @property
    def height(self) -> float:
        """Height with the space above, in inches."""
        return self.before + line_height(self.size)


def _paragraph(
    text: str, preset: Preset, kind: str, size: float, color: str, bold: bool, before: float
) -> list[Line]:
    most = (_MOST_ON_SLIDE if preset.height_mm else _MOST)[kind]
    lines = wrap(text, preset.inner_width, size, bold, most)
    return [Line(line, size, color, bold, before if i == 0 else 0.0) for i, line in enumerate(lines)]


def header(words: Words, preset: Preset) -> list[Line]:
    """Return the lines above the plot: the headline in bold and the subtitle."""
    sizes = preset.sizes
    return [
        *_paragraph(words.headline, preset, "headline", sizes.headline, INK, True, 0.0),
        *_paragraph(
            words.subtitle, preset, "subtitle", sizes.subtitle, MUTED, False, sizes.subtitle * 0.2 / 72
        ),
    ]


def footer(words: Words, credit: Credit, caption: str, view: View) -> list[Line]:
    """Return the lines below the plot: the caption, the note, the sources, and the dossier with its date."""
    preset, size = view.preset, view.sizes.source
    gap = size * 0.35 / 72
    title = ellipsize(credit.dossier, preset.inner_width, size)
    return [
        *_paragraph(caption, preset, "caption", view.sizes.label, INK, False, gap),
        *_paragraph(words.note, preset, "note", size, MUTED, False, gap),
        *[Line(text, size, MUTED, False, gap if i == 0 else 0.0) for i, text in enumerate(credit.lines)],
        *([Line(title, size, MUTED)] if title else []),
    ]


def stack(lines: Sequence[Line]) -> float:
    """Return the height of lines set one below the other, in inches."""
    return sum(line.height for line in lines)


@dataclass(frozen=True)
class Frame:
    """A figure's parts, measured: all that is known before anything is drawn."""

    preset: Preset
    above: list[Line]  # the header
    below: list[Line]  # the footer
    plot: float  # height of the plot area, in inches

    @property
    def gap(self) -> float:
        """Space between header, plot and footer, in inches."""
        return self.preset.sizes.label * 0.9 / 72

    @property
    def width(self) -> float:
        """Width of the figure, in inches."""
        return self.preset.width_mm / MM

    @property
    def height(self) -> float:
        """Height of the figure, in inches."""
        if self.preset.height_mm:
            return self.preset.height_mm / MM
        return stack(self.above) + stack(self.below) + self.plot + 2 * self.gap + 2 * self.margin

    @property
    def margin(self) -> float:
        """White at the edges, in inches."""
        return self.preset.margin_mm / MM

    @property
    def top(self) -> float:
        """Upper edge of the plot area, in inches from the bottom of the figure."""
        return self.height - self.margin - stack(self.above) - self.gap

    def draw(self, figure: Figure) -> None:
        """Write header and footer onto a figure."""
        self._write(figure, self.above, self.height - self.margin)
        self._write(figure, self.below, self.margin + stack(self.below))

    def _write(self, figure: Figure, lines: Sequence[Line], y: float) -> None:
        for line in lines:
            y -= line.height
            at = y + line_height(line.size) - ASCENT * line.size / 72
            TextLine(
                figure, self.margin, at, line.text, line.size, line.bold, color=line.color,
                transform=figure.dpi_scale_trans,
            )  # fmt: skip


def measure(above: list[Line], below: list[Line], preset: Preset, wanted: float) -> Frame:
    """Return the frame with the plot area as tall as wanted, in inches, or as what the preset leaves."""
    frame = Frame(preset, above, below, wanted)
    most = preset.most_mm / MM - (frame.height - wanted if not preset.height_mm else 0.0)
    if preset.height_mm:
        left = frame.height - 2 * frame.margin - 2 * frame.gap - stack(above) - stack(below)
        return Frame(preset, above, below, max(left, 0.3))
    return Frame(preset, above, below, min(wanted, max(most, 0.3)))
