"""The source line: short citations of the rows shown, cut by measured width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analystkit.charts.presets import Preset
from analystkit.charts.text import clean, closed, directed, ellipsize, text_width
from analystkit.dossier.dates import say_date

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

CITED = ("sources", "corroboration", "counter_sources")
_LINES, _LINES_ON_SLIDE = 2, 1


@dataclass(frozen=True)
class Credit:
    """What the footer says of sources."""

    keys: tuple[str, ...]  # of every source cited by the rows drawn, the most reliable and most cited first
    lines: tuple[str, ...]  # the source line, as it is set
    dossier: str  # its title and date

    @property
    def text(self) -> str:
        """The source line in one piece."""
        return " ".join(self.lines)


def cited(rows: pd.DataFrame, dossier: Dossier) -> tuple[str, ...]:
    """Return the keys of the sources that rows cite: the main one, then by reliability and how often."""
    columns = [rows[column] for column in CITED if column in rows]
    times = Counter(item.source for column in columns for cell in column for item in cell)
    grade = {key: dossier.sources[key].reliability or "Z" for key in times}
    main = dossier.about.main_source
    return tuple(sorted(times, key=lambda key: (key != main, grade[key], -times[key], key)))


def _set(names: Sequence[str], tail: str, preset: Preset) -> list[str] | None:
    """Return names set in lines, ended by the tail; None when that takes too many lines."""
    width, size = preset.inner_width, preset.sizes.source
    most = _LINES_ON_SLIDE if preset.height_mm else _LINES
    pieces = [f"{name}; " for name in names[:-1]] + [f"{names[-1]}{tail}"]
    lines: list[str] = []
    line = "Sources: " if len(names) > 1 or tail.startswith(" and") else "Source: "
    room = width - text_width(line, size)
    for piece in pieces:
        wide = text_width(piece.rstrip(), size)
        if wide > room:
            lines.append(line.rstrip())
            line, room = "", width
        if wide > room or len(lines) == most:
            return None
        line += piece
        room -= text_width(piece, size)
    return [*lines, line.rstrip()]


def _lines(keys: Sequence[str], dossier: Dossier, preset: Preset, end: str) -> tuple[str, ...]:
    """Return the source line: as many short citations as fit, how many are left out, and its end."""
    width, size = preset.inner_width, preset.sizes.source
    times = Counter(clean(dossier.sources[key].short) for key in keys)  # keeps the keys' order
    best, names, more = [ellipsize(f"{len(keys)} sources{end}", width, size)], [], len(keys)
    for short, same in times.items():
        names.append(closed(ellipsize(short, width * 0.6, size)))
        more -= same
        lines = _set(names, f" and {more} more{end}" if more else end, preset)
        if lines is None and more and len(names) == 1:
            names.pop()  # too long to stand here; it is counted
            more += same
            continue
        if lines is None and more:
            break
        best = lines or best
    return directed(best) if names else (f"No source is cited{end or '.'}",)


def credit(rows: pd.DataFrame, dossier: Dossier, preset: Preset, first: Sequence[str] = ()) -> Credit:
    """Return what the footer says of the sources of rows, and of others that stand before them."""
    keys = tuple(dict.fromkeys([*first, *cited(rows, dossier)]))
    day = say_date(dossier.about.as_of) if dossier.about.as_of else "no date"
    title = clean(dossier.about.short_title or dossier.about.title)
    if preset.height_mm:  # a slide has room for one line
        return Credit(keys, _lines(keys, dossier, preset, f". As of {day}."), "")
    named = f"Dossier: {title}, as of {day}"
    if text_width(named, preset.sizes.source) > preset.inner_width:
        named = f"Dossier as of {day}"
    return Credit(keys, _lines(keys, dossier, preset, ""), named)
