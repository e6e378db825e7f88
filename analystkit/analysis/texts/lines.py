"""From lines to paragraphs: where a line break is one of wrapping, and where a paragraph ends."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analystkit.analysis.texts.cleaning import Hyphens, clean, join_lines
from analystkit.analysis.texts.headings import article_heading, ended, is_item, is_title, opens
from analystkit.analysis.texts.pages import (
    Laid,
    Line,
    gutter_of,
    ordered,
    pitch_of,
    without_contents,
    without_furniture,
    without_notes,
)

_ARABIC = re.compile("[\u0600-\u06ff]{4}")


def lay_out(pages: Sequence[Sequence[Line]], wrapped: bool = True, broad: bool = False) -> Laid:
    """Return the paragraphs, contents and footnotes of pages; lines that are not wrapped are paragraphs."""
    laid = Laid()
    kept = []
    body = _usual([line.size for page in pages for line in page for _ in range(len(line.text) // 10 + 1)])
    gutters = [gutter_of(page) for page in pages]
    usual = (
        statistics.median_low([g for g in gutters if g])
        if 2 * sum(map(bool, gutters)) >= len(gutters) > 0
        else 0.0
    )
    for page in without_furniture([ordered(p, g or usual) for p, g in zip(pages, gutters, strict=True)]):
        lines, notes = without_notes(page, body)
        laid.notes += notes
        kept += lines
    kept = without_contents(kept, laid)
    laid.blocks = list(_paragraphs(kept, wrapped, broad))
    return laid


def _usual(values: Sequence[float]) -> float:
    return statistics.mode(round(value, 1) for value in values) if values else 1.0


@dataclass
class _Measure:
    """What is usual on the pages: the distance of lines, the width of columns, whether gaps part blocks."""

    pitch: float
    width: float
    left: dict[tuple[int, int], float]
    gapped: bool = False
    unsure: float = 0.0  # share of the width that the measure may be wrong by
    opening: bool = True  # before the first article

    def room(self, line: Line, after: Line) -> float:
        """Return what share of the width would be left on a line if it bore the next word too."""
        first = len(after.text.split()[0]) + 1
        word = (after.right - after.left) * first / max(len(after.text), 1)
        if re.search(r"\w[-‐\u00ad]$", line.text):
            return 0.0
        return (
            self.left[line.page, line.column] + self.width - line.right - word - 0.2 * line.size
        ) / self.width

    def gap(self, line: Line, after: Line) -> float:
        """Return the distance to the next line in usual ones; 0 from one page or column to another."""
        if (line.page, line.column) != (after.page, after.column) or after.top < line.top:
            return 0.0
        return (after.top - line.top) / (self.pitch * max(line.size, after.size))


def _measure(lines: Sequence[Line]) -> _Measure:
    pairs = [(one, two) for one, two in itertools.pairwise(lines)
             if (one.page, one.column) == (two.page, two.column) and two.top > one.top]  # fmt: skip
    left: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        left[key] = min(left.get(key, line.left), line.left)
    widths = sorted((line.right - left[line.page, line.column] for line in lines), reverse=True)
    width = next((w for w, less in itertools.pairwise(widths) if less > 0.8 * w), widths[0])
    measure = _Measure(pitch_of(pairs), width, left)
    clear = [
        measure.gap(one, two) > 1.25
        for one, two in pairs
        if one.right < left[one.page, one.column] + 0.8 * width and ended(one.text) and not opens(two.text)
    ]
    measure.gapped = len(clear) > 1 and sum(clear) > 0.7 * len(clear)
    return measure


def _paragraphs(lines: Sequence[Line], wrapped: bool, broad: bool) -> Iterator[str]:
    """Give the paragraphs that lines make."""
    if not lines:
        return
    measure = _measure(lines)
    measure.unsure = 0.16 if broad else 0.0
    hyphens = Hyphens(line.text for line in lines)
    block = [lines[0]]
    for line, after in itertools.pairwise(lines):
        measure.opening &= article_heading(line.text) is None
        if wrapped and not _parted(block, line, after, measure):
            block.append(after)
        else:
            yield clean(join_lines([each.text for each in block], hyphens))
            block = [after]
    yield clean(join_lines([each.text for each in block], hyphens))


def _parted(block: Sequence[Line], line: Line, after: Line, measure: _Measure) -> bool:
    """Tell whether a paragraph ends between two lines."""
    text, follows = line.text.strip(), after.text.strip()
    stopped, gap = ended(text) or text.endswith((",", "،")), measure.gap(line, after)
    room = measure.room(line, after)
    opening = measure.opening and stopped
    short = room > measure.unsure or (
        room > (-measure.unsure / 2 if opening else 0) and (opening or ended(text))
    )
    if not short and not stopped and follows[0].islower() and gap < 4:
        return False  # amid a sentence, whatever stood between
    if gap > 1.25 or abs(line.size - after.size) > 0.12 * max(line.size, after.size):
        return True
    titled = len(block) == 1 and is_title(text) and opens(text)
    if titled and (short or len(text.split()) <= 3):
        return True
    if is_item(follows) or opens(follows):
        return stopped or short or (titled and is_item(follows)) or (follows.isupper() and opens(follows))
    if titled and not gap and not _ARABIC.match(follows):
        return True
    if measure.gapped and gap:
        return False
    start = block[-1].left if len(block) > 1 else measure.left[line.page, line.column]
    if after.left > start + 0.7 * after.size and (stopped or short) and gap and not is_item(block[0].text):
        return True
    return short and (
        ended(text) or not follows[0].islower() or (stopped and (measure.opening or room > 0.15))
    )


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Give the paragraphs of lines that were parted by hand; what goes on amid a sentence is joined."""
    kept = ""
    for line in filter(None, map(str.strip, lines)):
        if kept and (ended(kept) or not line[0].islower() or is_item(line) or kept.endswith((",", "،"))):
            yield kept
            kept = ""
        kept = f"{kept} {line}".strip()
    if kept:
        yield kept
