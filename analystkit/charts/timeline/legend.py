"""What the marks of a timeline mean: only those that occur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.style import MUTED
from analystkit.charts.text import ellipsize, line_height, text_width
from analystkit.charts.timeline.events import Event
from analystkit.charts.timeline.scale import Scale
from analystkit.charts.view import View

_PLAIN = Event("", "", "", 0.0, 0.0, "", MUTED, False, False, True, False, "two-sources")


@dataclass(frozen=True)
class Entry:
    """One mark and what it means; `event` is None for the sign of a cut axis."""

    event: Event | None
    label: str
    mark_width: float
    x: float = 0.0
    line: int = 0


@dataclass(frozen=True)
class Legend:
    """Entries set in lines, ready to be drawn."""

    entries: tuple[Entry, ...]
    size: float

    @property
    def height(self) -> float:
        """Height with the gap below, in inches; 0 when there is nothing to say."""
        lines = 1 + max((entry.line for entry in self.entries), default=-1)
        return line_height(self.size, lines) + 0.06 if lines else 0.0


def _entries(view: View, found: Sequence[Event], scale: Scale, dot: float) -> list[Entry]:
    """Return the entries for the marks that occur."""
    main = view.dossier.about.main_source
    bar, cited = 3 * dot, sum(event.cited for event in found)
    kinds = [
        (bool(main and cited), _PLAIN, f"cites {_short(view)}", dot),
        (
            bool(main) and not all(e.cited for e in found),
            replace(_PLAIN, cited=False),
            "does not cite it",
            dot,
        ),
        (not all(e.is_point for e in found), replace(_PLAIN, last=9.0), "longer than a day", bar),
        (any(e.approximate for e in found), replace(_PLAIN, last=9.0, approximate=True), "about then", bar),
        (any(e.uncertain for e in found), replace(_PLAIN, uncertain=True), "date uncertain", dot),
        (any(None in (e.first, e.last) for e in found), replace(_PLAIN, last=None), "open end", bar),
        (any(e.is_unsure for e in found), replace(_PLAIN, verification="unverified"), "unverified", dot),
    ]
    entries = [Entry(event, label, width) for occurs, event, label, width in kinds if occurs]
    return [*entries, *([Entry(None, "quiet span cut out", dot)] if scale.breaks else [])]


def _short(view: View) -> str:
    main = view.dossier.about.main_source
    return view.dossier.sources[main].short if main in view.dossier.sources else main


def legend(view: View, found: Sequence[Event], scale: Scale) -> Legend:
    """Return the legend of a timeline, in as many lines as it takes."""
    size, x, line, placed = view.sizes.source, 0.0, 0, []
    dot = view.sizes.label * 0.78 / 72
    for entry in _entries(view, found, scale, dot):
        label = ellipsize(entry.label, view.width - entry.mark_width - 0.1, size)
        width = entry.mark_width + 0.06 + text_width(label, size)
        if x and x + width > view.width:
            x, line = 0.0, line + 1
        placed.append(replace(entry, label=label, x=x, line=line))
        x += width + 1.5 * size / 72
    return Legend(tuple(placed), size)
