"""How sure it sounds: hedges of the source, on the likelihood scale of ICD 203 where they have a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.ladder import Ladder, ladder
from analystkit.charts.motives import lines_of, squares
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import FAINT, LINE, MUTED
from analystkit.charts.text import line_height, text_width, wrap
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.words import lower_label

_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s*%")
_TRACK = 0.2  # share of the width that the scale takes
_SIDES = (0.16, 0.13, 0.1, 0.07, 0.05)  # of a square with its gap, in inches: the first that has room
NO_PLACE = "No place on the scale"
UNHEDGED = "No hedge"


@dataclass(frozen=True, eq=False)
class Rung:
    """One row: a band of the scale, a word without a place on it, or no hedge.

    Parameters
    ----------
    label : str
        What stands beside it.
    rows : pandas.DataFrame
        The motives.
    color : str
        Of their squares.
    span : tuple of int or None
        From how many to how many per cent; None off the scale.
    words : str
        Words that it draws together, each with its number.
    """

    label: str
    rows: pd.DataFrame
    color: str
    span: tuple[int, int] | None = None
    words: str = ""


def span_of(group: str) -> tuple[int, int] | None:
    """Return the percentages that a band's name gives."""
    match = _RANGE.search(group)
    return (int(match[1]), int(match[2])) if match else None


def hedged_with(view: View, words: Sequence[str]) -> pd.DataFrame:
    """Return the rows that have one of some hedges."""
    wanted = set(words)
    return view.rows[[bool(wanted & set(cell)) for cell in view.rows["hedge"]]]


def _bands(view: View) -> list[Rung]:
    """Return every band of the scale, the most likely on top, also those that nothing falls into."""
    groups: dict[str, list[str]] = {}
    terms = view.dossier.codebook.terms(view.table, "hedge")
    for entry in terms:
        groups.setdefault(entry.group, []).append(entry.term)
    color = {entry.group: entry.color for entry in terms}
    scale = [group for group in groups if span_of(group)]
    scale.sort(key=lambda group: span_of(group) or (0, 0), reverse=True)
    return [
        Rung(
            _RANGE.sub("", group).strip(" ()"), hedged_with(view, groups[group]), color[group], span_of(group)
        )
        for group in scale
    ]


def _placeless(view: View) -> list[str]:
    """Return the hedges of the rows that have no place on the scale, the commonest first."""
    book = {entry.term: entry for entry in view.dossier.codebook.terms(view.table, "hedge")}
    used = dict.fromkeys(word for cell in view.rows["hedge"] for word in cell)
    off = [word for word in used if word not in book or not span_of(book[word].group)]
    order = {word: rank for rank, word in enumerate(book)}
    return sorted(off, key=lambda word: (-len(hedged_with(view, [word])), order.get(word, 999), word))


def _unhedged(view: View) -> pd.DataFrame:
    return view.rows[[not cell for cell in view.rows["hedge"]]]


def _rungs(view: View, together: bool) -> tuple[list[Rung], list[Rung]]:
    """Return the rows on the scale and beside it; `together` draws the words off the scale into one row."""
    words = _placeless(view)
    color = view.color("hedge", words[0]) if words else LINE
    label = {word: capital(view.label("hedge", word)) for word in words}
    if together and words:
        counts = ", ".join(f"{lower_label(label[word])} {len(hedged_with(view, [word]))}" for word in words)
        beside = [Rung(NO_PLACE, hedged_with(view, words), color, None, counts)]
    else:
        beside = [Rung(label[word], hedged_with(view, [word]), color) for word in words]
    return _bands(view), [*beside, Rung(UNHEDGED, _unhedged(view), FAINT)]


@dataclass(frozen=True)
class _Plan:
    """The rows with labels and heights, the scale's width and left edge, the squares' size and left edges."""

    rungs: tuple[Rung, ...]
    on_scale: int
    rows: Ladder
    track: float
    start: float
    left: float
    per_line: int
    head: float
    side: float
    beside: float
    beside_line: int

    @property
    def height(self) -> float:
        """Height of all of it, in inches."""
        return self.rows.height + 2 * self.head


def _plan(view: View, together: bool, side: float = _SIDES[0]) -> _Plan:
    bands, others = _rungs(view, together)
    rungs = (*bands, *others)
    size = view.sizes.label
    rows = ladder([view.starred(rung.label, rung.rows) for rung in rungs], view, share=0.36)
    track, range_width = view.width * _TRACK, text_width("00–00 %", view.sizes.source) + 0.08
    left = rows.labels.width + range_width + track + 0.15
    room = view.width - left - text_width("000", size, bold=True) - 0.08
    per_line = max(1, int(room / side))
    edge = left if room > 1.5 else rows.labels.width
    beside_line = max(1, int((room + left - edge) / side))
    width = view.width - rows.labels.width
    heights = []
    for rung, height in zip(rungs, rows.heights, strict=True):
        needed = lines_of(len(rung.rows), per_line if rung.span else beside_line) * side + 0.06
        if rung.words:
            needed += line_height(view.sizes.source, len(_word_lines(view, rung.words, width)))
        heights.append(max(height, needed))
    head = line_height(size) + 0.07
    start = rows.labels.width + range_width
    tall = Ladder(rows.labels, tuple(heights))
    return _Plan(rungs, len(bands), tall, track, start, left, per_line, head, side, edge, beside_line)


def _word_lines(view: View, words: str, width: float) -> tuple[str, ...]:
    """Return the words that one row draws together, broken into lines."""
    return wrap(words, width, view.sizes.source, max_lines=4)


def _height(view: View) -> float:
    return _plan(view, together=False).height * MM


def _words(view: View) -> Words:
    total, unhedged = len(view.rows), len(_unhedged(view))
    bands = [(rung.label, len(rung.rows)) for rung in _bands(view)]
    placed = len(hedged_with(view, [w for w in _all_words(view) if w not in _placeless(view)]))
    if not total - unhedged:
        headline = f"None of {total} motives is hedged" if total > 1 else "The motive is not hedged"
    elif not placed:
        headline = (
            f"{total - unhedged} of {total} motives are hedged, none with a word of the likelihood scale"
        )
    else:
        headline = (
            f"{total - unhedged} of {total} motives {'is' if total - unhedged == 1 else 'are'} hedged, "
            f"{placed} with a word of the likelihood scale"
        )
    off = [f"{lower_label(view.label('hedge', w))} {len(hedged_with(view, [w]))}" for w in _placeless(view)]
    on = [f"{lower_label(band)} {number}" for band, number in bands if number]
    alt = (
        f"{capital(count(total, 'motive'))} by the author's hedges. "
        f"On the scale of ICD 203: {listing(on) or 'none'}. "
        f"Without a place on it: {listing(off) or 'none'}. Not hedged: {unhedged}."
    )
    subtitle = (
        "One square a motive. Words with a place on the likelihood scale of ICD 203 stand beside their "
        "range, the others below it."
    )
    note = "The likelihood is the author's wording, never ours."
    if any(len(cell) > 1 for cell in view.rows["hedge"]):
        note += " A motive with two hedges stands at both."
    return Words(headline, subtitle, alt, note)


def _all_words(view: View) -> list[str]:
    return list(dict.fromkeys(word for cell in view.rows["hedge"] for word in cell))


def _scale(canvas: Canvas, plan: _Plan, tops: Sequence[float], heights: Sequence[float]) -> None:
    """Draw each band's range on a track from 0 to 100 per cent."""
    left, boxes = plan.start, []
    for rung, top, height in zip(plan.rungs[: plan.on_scale], tops, heights, strict=False):
        low, high = rung.span or (0, 0)
        y = top + height / 2
        canvas.middle(left - 0.08, y, f"{low}–{high} %", canvas.sizes.source, color=MUTED, align="right")
        boxes.append(Box(left, y - 0.02, plan.track, 0.04, FAINT))
        boxes.append(
            Box(
                left + plan.track * low / 100,
                y - 0.05,
                plan.track * (high - low) / 100,
                0.1,
                rung.color,
                MUTED,
            )
        )
    canvas.boxes(boxes, line=0.4)


def _rung(canvas: Canvas, plan: _Plan, rung: Rung, top: float, height: float) -> None:
    view = canvas.view
    left = plan.left if rung.span else plan.beside
    per_line = plan.per_line if rung.span else plan.beside_line
    number = len(rung.rows)
    if not number:
        canvas.middle(left, top + height / 2, "–", color=MUTED)
        return
    lines = _word_lines(view, rung.words, view.width - plan.rows.labels.width) if rung.words else ()
    high = lines_of(number, per_line) * plan.side
    wide = min(number, per_line) * plan.side
    y = top + (height - high - line_height(view.sizes.source, len(lines))) / 2
    colors = [LINE if rung.label == UNHEDGED else rung.color] * number
    squares(canvas, rung.rows, left, y, plan.side, colors, per_line)
    canvas.middle(left + wide + 0.05, y + high / 2, str(number), bold=True)
    canvas.block(plan.rows.labels.width, y + high, lines, view.sizes.source, MUTED)


@register(
    name="how-sure-it-sounds",
    label="How sure it sounds",
    table="motives",
    needs=("hedge",),
    about="The author's hedges, on the likelihood scale of ICD 203 where the word has a place on it.",
    words=_words,
    height=_height,
)
def how_sure_it_sounds(canvas: Canvas, view: View) -> None:
    """Draw a row for each band of the scale, for each word that has no place on it, and for no hedge."""
    plan = _plan(view, together=False)
    for side in _SIDES:
        if plan.height > canvas.height + 1e-6:
            plan = _plan(view, together=True, side=side)
    rows = plan.rows.filling(canvas.height - 2 * plan.head)
    size, tops = view.sizes.label, rows.tops(plan.head)
    tops = [top + (plan.head if place >= plan.on_scale else 0) for place, top in enumerate(tops)]
    canvas.text(0, 0.02, "On the scale", size, MUTED)
    middle = plan.start
    canvas.text(middle, 0.02, "0", view.sizes.source, MUTED)
    canvas.text(middle + plan.track, 0.02, "100 %", view.sizes.source, MUTED, align="right")
    canvas.text(plan.left, 0.02, "Motives", size, MUTED)
    second = tops[plan.on_scale] - plan.head
    canvas.text(0, second + 0.06, "Beside the scale", size, MUTED)
    canvas.rules([(0, top, canvas.width, top) for top in tops])
    _scale(canvas, plan, tops, rows.heights)
    for rung, lines, top, height in zip(plan.rungs, rows.labels.lines, tops, rows.heights, strict=True):
        canvas.block(0, top + height / 2 - line_height(size, len(lines)) / 2, lines)
        _rung(canvas, plan, rung, top, height)
