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


def _lines(keys: Sequence[str], dossier: Dossier, preset: Preset, end: str) -> tuple[str, ...]:
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
        return Credit(keys, _lines(keys, dossier, preset, f". As of {day}."), "")
    named = f"Dossier: {clean(dossier.about.short_title or dossier.about.title)}, as of {day}"
    if text_width(named, preset.sizes.source) > preset.inner_width:
        named = f"Dossier as of {day}"
    return Credit(keys, _lines(keys, dossier, preset, ""), named)
