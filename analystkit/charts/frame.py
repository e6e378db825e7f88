"""What stands around the plot: headline and subtitle above, note and a line of short citations below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analystkit.charts.canvas import Canvas
from analystkit.charts.style import INK, MM, MUTED, Preset
from analystkit.charts.text import clean, closed, directed, ellipsize, line_height, text_width, wrap
from analystkit.charts.view import View, Words
from analystkit.dossier import Dossier
from analystkit.dossier.dates import say_date

_CITED = ("sources", "corroboration", "counter_sources")


@dataclass(frozen=True)
class Credit:
    """What the footer says of sources."""

    keys: tuple[str, ...]  # of every source cited by the rows drawn, the most reliable and most cited first
    lines: tuple[str, ...]  # the source line, as it is set
    dossier: str  # its title and date


def cited(rows: pd.DataFrame, dossier: Dossier) -> tuple[str, ...]:
    """Return the keys of the sources that rows cite: the main one, then by reliability and how often."""
    columns = [rows[column] for column in _CITED if column in rows]
    times = Counter(item.source for column in columns for cell in column for item in cell)
    grade = {key: dossier.sources[key].reliability or "Z" for key in times}
    main = dossier.about.main_source
    return tuple(sorted(times, key=lambda key: (key != main, grade[key], -times[key], key)))


def _set(names: Sequence[str], tail: str, preset: Preset) -> list[str] | None:
    """Return names set in lines, ended by the tail; None when that takes too many lines."""
    width, size, most = preset.inner_width, preset.sizes.source, 1 if preset.height_mm else 2
    lines = ["Sources: " if len(names) > 1 or tail.startswith(" and") else "Source: "]
    room = width - text_width(lines[0], size)
    for piece in [*(f"{name}; " for name in names[:-1]), f"{names[-1]}{tail}"]:
        wide = text_width(piece.rstrip(), size)
        if wide > room:
            lines.append("")
            room = width
        if wide > room or len(lines) > most:
            return None
        lines[-1] += piece
        room -= text_width(piece, size)
    return [line.rstrip() for line in lines]


def _cut(keys: Sequence[str], dossier: Dossier, preset: Preset, end: str) -> tuple[str, ...]:
    """Return the source line: as many short citations as fit, how many are left out, and its end."""
    if not keys:
        return (f"No source is cited{end or '.'}",)
    width, size = preset.inner_width, preset.sizes.source
    times = Counter(clean(dossier.sources[key].short) for key in keys)  # keeps the keys' order
    best, names, more = [ellipsize(f"{len(keys)} sources{end}", width, size)], list[str](), len(keys)
    for short, same in times.items():
        name, left = closed(ellipsize(short, width * 0.6, size)), more - same
        lines = _set([*names, name], f" and {left} more{end}" if left else end, preset)
        if lines is None and left and names:
            break
        if lines is None and left:
            continue  # too long to stand first; it is counted
        names, more, best = [*names, name], left, lines or best
    return directed(best)


def credit(rows: pd.DataFrame, dossier: Dossier, preset: Preset, first: Sequence[str] = ()) -> Credit:
    """Return what the footer says of the sources of rows, and of others that stand before them."""
    keys = tuple(dict.fromkeys([*first, *cited(rows, dossier)]))
    day = say_date(dossier.about.as_of) if dossier.about.as_of else "no date"
    if preset.height_mm:  # a slide has room for one line
        return Credit(keys, _cut(keys, dossier, preset, f". As of {day}."), "")
    named = f"Dossier: {clean(dossier.about.short_title or dossier.about.title)}, as of {day}"
    if text_width(named, preset.sizes.source) > preset.inner_width:
        named = f"Dossier as of {day}"
    return Credit(keys, _cut(keys, dossier, preset, ""), named)


_Block = tuple[tuple[str, ...], float, str, bool, float]  # lines, size, color, bold, inches free above


def _tall(blocks: Sequence[_Block]) -> float:
    return sum(before + line_height(size, len(lines)) for lines, size, _, _, before in blocks)


class Frame:
    """A figure's parts, measured before anything is drawn, its plot area as tall as wanted or less."""

    def __init__(self, words: Words, credit: Credit, caption: str, preset: Preset, wanted: float) -> None:
        sizes, width, slide = preset.sizes, preset.inner_width, preset.height_mm is not None
        small, gap = sizes.source, sizes.source * 0.35 / 72
        headline = wrap(words.headline, width, sizes.headline, True, 3 if slide else 6)
        subtitle = wrap(words.subtitle, width, sizes.subtitle, False, 2 if slide else 6)
        said = wrap(caption, width, sizes.label, False, 2 if slide else 8)
        note = wrap(words.note, width, small, False, 3 if slide else 8)
        named = tuple(filter(None, [ellipsize(credit.dossier, width, small)]))
        above = [
            (headline, sizes.headline, INK, True, 0.0),
            (subtitle, sizes.subtitle, MUTED, False, sizes.subtitle * 0.2 / 72),
        ]
        below = [
            (said, sizes.label, INK, False, gap),
            (note, small, MUTED, False, gap),
            (credit.lines, small, MUTED, False, gap),
            (named, small, MUTED, False, 0.0),
        ]
        self.above, self.below = ([block for block in part if block[0]] for part in (above, below))
        self.margin, between = preset.margin_mm / MM, sizes.label * 0.9 / 72
        around = _tall(self.above) + _tall(self.below) + 2 * between + 2 * self.margin
        most = max(preset.most_mm / MM - around, 0.3)
        self.plot = most if slide else min(wanted, most)  # height of the plot area, in inches
        self.width = preset.width_mm / MM
        self.height = preset.most_mm / MM if slide else around + self.plot
        self.top = self.height - self.margin - _tall(self.above) - between  # of the plot area

    def draw(self, figure: Figure, view: View) -> None:
        """Write header and footer onto a figure."""
        page = Canvas(figure, view, self.margin, self.height, self.height)
        foot = self.height - self.margin - _tall(self.below)
        for blocks, y in ((self.above, self.margin), (self.below, foot)):
            for lines, size, color, bold, before in blocks:
                y = page.block(0, y + before, lines, size, color=color, bold=bold)
