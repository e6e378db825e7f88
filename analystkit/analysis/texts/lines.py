"""From lines to paragraphs: where a line break is one of wrapping, and where a paragraph ends."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analystkit.analysis.texts.headings import article_heading, ended, is_item, is_title, opens, plain_digits
from analystkit.analysis.texts.letters import Hyphens, clean, clean_controls, join_lines
from analystkit.analysis.texts.pages import (
    NUMBERED_PAGE,
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
        if re.fullmatch(r"\w[-‐\u00ad]", line.text[-2:]):
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


def text_blocks(text: str) -> Laid:
    """Return what a plain text holds, wrapped lines joined where lines are wrapped."""
    pages, broad = plain_pages(text)
    lengths = [
        len(line.text)
        for page in pages
        for line, after in itertools.pairwise(page)
        if after.top == line.top + 1
    ]
    return lay_out(pages, bool(lengths) and 40 <= max(lengths) <= 160, broad)


def plain_pages(text: str) -> tuple[list[list[Line]], bool]:
    """Return the lines of a plain text, and whether they were wrapped by the breadth of their letters.

    Form feeds part pages. Where a sentence goes on though its next word would have fitted, the text came from
    proportional type. A right-to-left text whose right edge is even is read from there.
    """
    text = clean_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = [
        (page, top, row.expandtabs(4).rstrip())
        for page, lines in enumerate(text.split("\f"))
        for top, row in enumerate(lines.split("\n"))
        if row.strip()
    ]
    if "\f" not in text:
        rows = _paged(rows)
    edge = max((len(row) for *_, row in rows), default=0)
    lefts, rights = (
        Counter(len(row) - len(row.lstrip()) for *_, row in rows),
        Counter(len(row) for *_, row in rows),
    )
    mirrored = bool(rows) and bool(_ARABIC.search(text)) and max(rights.values()) > max(lefts.values())
    average = sum(_breadth(c) * times for c, times in Counter(text).items()) / max(1, len(text))
    wraps = [
        (len(one), len(two.split()[0]))
        for (page, top, one), (after_page, after_top, two) in itertools.pairwise(rows)
        if page == after_page and after_top == top + 1 and not ended(one) and one[-1] != "،"
        and (two.lstrip()[0].islower() or _ARABIC.match(two.lstrip())) and not is_title(one)
    ]  # fmt: skip
    width = max((length for length, _ in wraps), default=0)
    broad = sum(length + 1 + word <= width for length, word in wraps) > 0.05 * len(wraps)
    pages: list[list[Line]] = [[] for _ in range(rows[-1][0] + 1 if rows else 0)]
    for page, top, row in rows:
        left, right = len(row) - len(row.lstrip()), _end(row, average if broad else 0)
        if mirrored:
            left, right = edge - len(row), edge - len(row) + right - left
        pages[page].append(Line(row.strip(), left, right, top, 1.0, page))
    for number, rowed in enumerate(pages):
        parted = [
            Line(m[0], line.left + m.start(), line.left + m.end(), line.top, 1.0, number)
            for line in rowed for m in re.finditer(r"\S+(?:\s{1,2}\S+)*", line.text)
        ]  # fmt: skip
        if len(parted) > len(rowed) and gutter_of(parted):
            pages[number] = parted
    return pages, broad


def _breadth(letter: str) -> float:
    """Return about how broad a letter is in proportional type."""
    if letter in "iljtfrI.,:;'’|!()[] اأإآلدذرزژو،؛":
        return 0.55
    return 1.5 if letter in "mwMWЖШЩЮФжшщюфм" else 1.25 if letter.isupper() else 1.0


def _end(row: str, average: float) -> float:
    """Return where a row ends, by the number of its letters or by their breadth."""
    words = row.strip()
    indent = len(row) - len(row.lstrip())
    return indent + (sum(map(_breadth, words)) / average if average else len(words))


def _paged(rows: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Part rows into pages at lines that hold nothing but the number of a page, counted on."""
    marks = [
        (place, int(re.findall(r"\d+", plain_digits(row))[0]))
        for place, (_, _, row) in enumerate(rows)
        if NUMBERED_PAGE.fullmatch(plain_digits(row.strip()))
    ]
    ends = {place for (place, one), (_, two) in itertools.pairwise(marks) if two == one + 1}
    if len(ends) < 2:
        return rows
    page, result = 0, []
    for place, (_, top, row) in enumerate(rows):
        result.append((page, top, row))
        page += place in ends
    return result
