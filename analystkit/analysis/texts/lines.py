"""From pieces of text on a page to lines in order, without heads, notes and contents, and paragraphs."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analystkit.analysis.texts.headings import (
    CONTENTS,
    article_heading,
    ended,
    is_item,
    is_title,
    opens,
    plain_digits,
    stopped,
)
from analystkit.analysis.texts.letters import Hyphens, clean

NUMBERED_PAGE = re.compile(
    r"[-–—\s]*(?:(?:page|стр\.?|с\.|صفحه|ص|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|из|sur|de|از)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
ARABIC = re.compile("[\u0600-\u06ff]{4}")
_LEADER = re.compile(r"(?:[.·…_]\s?){4,}|\s{3,}\d{1,4}$")
_NOTE = re.compile(r"\s*[(\[]?(?P<mark>\d{1,3}|[*†‡]{1,3})[)\]]?\s?(?=[^\W\d]|[«“\"'(]).*")
_PAGE = 2000  # lines; a text of more has no pages
_LONG = 40  # letters of a line that a page's edge may have broken off
_SMALL = 0.93  # the size of a footnote's letters, at most, in those of the text


@dataclass(eq=False)
class Line:
    """A line: its words, its edges from where reading begins, its distance from the top, its size."""

    text: str
    left: float
    right: float
    top: float
    size: float = 1.0
    page: int = 0
    column: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """The page and column."""
        return self.page, self.column


@dataclass
class Laid:
    """What was on the pages: the paragraphs of the text, the lines of its contents, its footnotes."""

    blocks: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lay_out(pages: Sequence[Sequence[Line]], wrapped: bool = True, unsure: float = 0.0) -> Laid:
    """Return what is on pages; lines that are not wrapped are paragraphs."""
    laid, kept = Laid(), list[Line]()
    sizes = [round(line.size, 1) for page in pages for line in page for _ in range(len(line.text) // 10 + 1)]
    body = statistics.mode(sizes) if sizes else 1.0
    gutters = [gutter_of(page) for page in pages]
    found = [gutter for gutter in gutters if gutter]
    usual = statistics.median_low(found) if found and 2 * len(found) >= len(gutters) else 0.0
    for page in _without_furniture([_ordered(p, g or usual) for p, g in zip(pages, gutters, strict=True)]):
        lines, notes = _without_notes(page, body)
        laid.notes += notes
        kept += lines
    kept = _without_contents(kept, laid)
    if kept:
        hyphens = Hyphens(line.text for line in kept)
        for block in groups(kept, _Breaks(kept, wrapped, unsure).parted):
            laid.blocks.append(clean(hyphens.join(line.text for line in block)))
    return laid


def groups(items: Iterable[Any], parted: Callable[[list[Any], Any], object]) -> Iterator[list[Any]]:
    """Give runs of items: a new one begins where an item is parted from the run before it."""
    group: list[Any] = []
    for item in items:
        if group and parted(group, item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def gutter_of(lines: Sequence[Line]) -> float:
    """Return where the gap between two columns is; 0 where there are none."""
    if not 12 <= len(lines) <= _PAGE:
        return 0.0
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    best = (0, 0.0)
    for step in range(30, 71):
        x = start + (end - start) * step / 100
        left, right = [line for line in lines if line.right <= x], [line for line in lines if line.left >= x]
        both = len(left) + len(right)
        if min(len(left), len(right)) >= 5 and both >= 0.8 * len(lines):
            edge = Counter(round(line.left / line.size) for line in right).most_common(1)[0][1]
            bottom = min(max(line.top for line in side) for side in (left, right))
            tall = bottom - max(left[0].top, right[0].top)
            if edge >= 0.3 * len(right) and tall > 3 * lines[0].size:
                best = max(best, (both, x))
    return best[1]


def _ordered(page: Sequence[Line], gutter: float) -> list[Line]:
    """Return the lines of a page in the order of reading, column by column, pieces of a line put together."""
    if sum(line.left < gutter - line.size < line.right - 2 * line.size for line in page) > 0.2 * len(page):
        gutter = 0.0
    band, bands = 0, {}
    for line in sorted(page, key=lambda line: line.top):
        across = bool(gutter) and line.left < gutter < line.right
        line.column = -1 if across else int(bool(gutter) and line.left >= gutter)
        bands[line] = band = band + across  # a line across both columns parts what is above and below it
        band += across
    result: list[Line] = []
    for line in sorted(bands, key=lambda line: (bands[line], line.column, line.top)):
        before = result[-1] if result else line
        small, size = sorted((before.size, line.size))
        raised = small < 0.75 * size
        near = abs(line.top - before.top) < (0.6 if raised else 0.35) * size
        if before is line or before.column != line.column or not near:
            result.append(line)
            continue
        one, two = (before, line) if before.left <= line.left else (line, before)
        if one.left < 0 and not _RIGHT_TO_LEFT.search(one.text + two.text):  # a page read from the right
            one, two = two, one
        far = max(two.left - one.right, one.left - two.right) > 2 * line.size
        result[-1] = replace(
            max(one, two, key=lambda each: len(each.text)),
            text=one.text + ("" if raised else "   " if far else " ") + two.text,
            left=min(one.left, two.left),
            right=max(one.right, two.right),
            top=max(one.top, two.top),
        )
    return result


def _without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop the heads, feet and page numbers: the same words at the edge of many pages, or a count of them."""
    full = sum(map(bool, pages))
    pitch = _pitch([pair for page in pages for pair in itertools.pairwise(page)])
    edges = []  # the three lines nearest to a page's top and to its bottom, the outermost first
    seen: Counter[object] = Counter()
    for number, page in enumerate(pages):
        lines = sorted(page, key=lambda line: line.top)
        edges.append((lines[:3], lines[:-4:-1]))
        signs = [_signs(line.text, number) for edge in edges[-1] for line in edge]
        seen.update({words for words, _ in signs} | {count for _, counts in signs for count in counts})
    result = []
    for number, page in enumerate(pages):
        dropped = set()
        for edge in edges[number]:
            for line in edge:
                words, counts = _signs(line.text, number)
                heading = article_heading(line.text) is not None
                near = [abs(other.top - line.top) for other in page if other.column in (line.column, -1)]
                apart = min(filter(None, near), default=99.0) > 1.7 * pitch * line.size
                enough = max(3 if heading or not apart else 2, round(full * (0.4 if apart else 0.8)))
                often = seen[words] >= (enough if is_title(line.text) else max(3, 0.8 * full))
                counted = not heading and any(seen[count] >= enough for count in counts)
                if not (often or counted or (apart and NUMBERED_PAGE.fullmatch(plain_digits(line.text)))):
                    break
                dropped.add(line)
        result.append([line for line in page if line not in dropped])
    return result


def _signs(text: str, page: int) -> tuple[str, list[tuple[str, int]]]:
    """Return a line's words, and with a number in them left out, how far that is from the page's."""
    words = clean(text).casefold()
    plain = plain_digits(words)
    number = r"\d{1,4}" if NUMBERED_PAGE.fullmatch(plain) else r"^\W*\d{1,4}\b|\b\d{1,4}\W*$"
    return words, [
        (f"{plain[: found.start()]}#{plain[found.end() :]}", int(re.sub(r"\D", "", found[0])) - page)
        for found in re.finditer(number, plain)
    ]


def _without_notes(page: list[Line], body: float) -> tuple[list[Line], list[str]]:
    """Part the footnotes at the end of a page (or of its columns) from its text, and take out their calls."""
    marks: dict[int, str] = {}  # by the places of the notes
    last = 0
    for place, line in enumerate(page if len(page) <= _PAGE else ()):
        match, small = _NOTE.fullmatch(line.text), line.size < _SMALL * body
        if not match or (is_item(line.text) and not small):
            continue
        above = next((other for other in reversed(page[:place]) if other.column == line.column), None)
        gap = bool(marks) or above is None or line.top - above.top > 1.6 * line.size
        mark = plain_digits(match["mark"])
        next_one = not marks or not mark.isdigit() or mark in (str(last + 1), "1")
        if next_one and (small or gap):
            marks[place] = match["mark"]
            last = int(mark) if mark.isdigit() else 0
    while marks and page[min(marks)].size >= _SMALL * body and _goes_on(page[min(marks) :]):
        del marks[min(marks)]
    if not marks:
        return page, []
    start = min(marks)
    first = page[start]
    notes = [line for line in page[start:] if line.column == first.column and line.top >= first.top - 0.1]
    calls = [re.compile(rf"(?<=[^\W\d]){re.escape(mark)}(?!\d)") for mark in marks.values()]
    called = any(call.search(line.text) for call in calls for line in page[:start])
    fine = [line.size < _SMALL * body for line in notes]
    if not (called or fine[0]) or (any(fine) and any(line.size > 0.95 * body for line in notes)):
        return page, []
    text = [line for line in page if line not in notes]
    for call in calls:
        for line in [line for line in text if call.search(line.text)][:1]:
            line.text = call.sub("", line.text, count=1)
    hyphens = Hyphens(line.text for line in notes)
    blocks = groups([line.text for line in notes], lambda _, words: _NOTE.fullmatch(words))
    return text, [clean(hyphens.join(block)) for block in blocks]


def _goes_on(lines: Sequence[Line]) -> bool:
    """Tell whether the text goes on below what may be a note: with a paragraph apart, or a heading."""
    return any(
        article_heading(line.text) is not None
        or (line.top - before.top > 1.6 * line.size and not _NOTE.fullmatch(line.text))
        for before, line in itertools.pairwise(line for line in lines if line.column == lines[0].column)
    )


def _without_contents(lines: list[Line], laid: Laid) -> list[Line]:
    """Take out a table of contents: entries that dots or a gap lead to a page's number."""
    leading = []
    for place, line in enumerate(lines):
        plain = plain_digits(line.text).strip()
        if _LEADER.search(plain) and re.search(r"^\d{1,4}\b|\b(?:\d{1,4}|[ivxl]{1,6})$", plain):
            leading.append(place)
    dropped: set[int] = set()
    for run in groups(leading, lambda run, place: place - run[-1] > 6):
        if len(run) > 2:
            start = run[0]
            above = range(max(0, start - 6), start)
            titled = next((place for place in above if CONTENTS.fullmatch(lines[place].text)), None)
            begun = start and opens(lines[start - 1].text) and not opens(lines[start].text)
            if begun and not ended(lines[start - 1].text):  # an entry of two lines
                start -= 1
            dropped.update(range(start if titled is None else titled, run[-1] + 1))
    laid.contents += [clean(lines[place].text) for place in sorted(dropped)]
    return [line for place, line in enumerate(lines) if place not in dropped]


def _pitch(pairs: Sequence[tuple[Line, Line]]) -> float:
    """Return the usual distance of two lines, in sizes of type."""
    gaps = Counter(round((two.top - one.top) / max(one.size, two.size), 1) for one, two in pairs)
    usual = [gap for gap, count in gaps.items() if count >= 0.05 * len(pairs) and gap > 0.7]
    return min(usual, default=1.2)


class _Breaks:
    """Tells where paragraphs end, by what is usual: the distance of lines, the left edges, the width."""

    def __init__(self, lines: Sequence[Line], wrapped: bool, unsure: float) -> None:
        pairs = [(a, b) for a, b in itertools.pairwise(lines) if a.place == b.place and b.top > a.top]
        self.pitch = _pitch(pairs)
        self.wrapped = wrapped
        self.unsure = unsure  # the share of the width that the measure may be wrong by
        self.opening = True  # before the first article
        self.head = self.headed = False  # whether this block is an article's heading, or is right below one
        self.left: dict[tuple[int, int], float] = {}
        for line in lines:
            self.left[line.place] = min(self.left.get(line.place, line.left), line.left)
        small = [
            a for a, b in itertools.pairwise(lines) if not stopped(a.text) and b.text.strip()[0].islower()
        ]
        sure = small if len(small) > 9 else lines  # the lines that were wrapped, where letters tell
        widths = sorted((line.right - self.left[line.place] for line in sure), reverse=True)
        widths = [width for width in widths if width <= 1.25 * widths[len(widths) // 20]]  # others are strays
        self.width = next((w for w, less in itertools.pairwise(widths) if less > 0.8 * w), widths[0])
        clear = [
            self.gap(one, two) > 1.25
            for one, two in pairs
            if one.right < self.left[one.place] + 0.8 * self.width and ended(one.text) and not opens(two.text)
        ]
        self.gapped = len(clear) > 1 and sum(clear) > 0.7 * len(clear)  # whether gaps part paragraphs

    def room(self, line: Line, after: Line) -> float:
        """Return what share of the width would be left on a line if it bore the next word too."""
        if re.fullmatch(r"\w[-‐\u00ad]", line.text[-2:]):
            return 0.0
        share = (len(after.text.split()[0]) + 1) / max(len(after.text), 1)
        word = (after.right - after.left) * share
        return (self.left[line.place] + self.width - line.right - word - 0.2 * line.size) / self.width

    def gap(self, line: Line, after: Line) -> float:
        """Return the distance to the next line in usual ones; 0 from one page or column to another."""
        if line.place != after.place or after.top < line.top:
            return 0.0
        return (after.top - line.top) / (self.pitch * max(line.size, after.size))

    def amid(self, line: Line, after: Line) -> bool:
        """Tell whether a sentence goes on from line to line, whatever stood between."""
        small = after.text.strip()[0].islower() and not is_item(after.text.strip())
        return small and not stopped(line.text) and self.gap(line, after) < 4

    def parted(self, block: Sequence[Line], after: Line) -> bool:
        """Tell whether a paragraph ends before a line."""
        line = block[-1]
        if not self.wrapped:
            return len(line.text) < _LONG or not self.amid(line, after)
        head = article_heading(line.text) is not None
        self.opening &= not head
        if len(block) == 1:
            self.headed, self.head = self.head, head
        text, follows = line.text.strip(), after.text.strip()
        stop, gap, room = stopped(text), self.gap(line, after), self.room(line, after)
        opening = self.opening and stop
        least = -self.unsure / 2 if opening else 0
        short = room > self.unsure or (room > least and (opening or ended(text)))
        if not short and self.amid(line, after):
            return False
        if gap > 1.25 or abs(line.size - after.size) > 0.12 * max(line.size, after.size):
            return True
        titled = len(block) == 1 and is_title(text) and opens(text)
        if titled and (short or len(text.split()) <= 3):
            return True
        if is_item(follows) or opens(follows):
            below = is_item(follows) or article_heading(follows) is not None
            return stop or short or (titled and below) or (follows.isupper() and opens(follows))
        if titled and not gap and not ARABIC.match(follows):
            return True
        if self.gapped and gap:
            title = self.headed and len(block) == 1 and is_title(text) and not is_item(text)
            return title and room > 0.2 and not follows[0].islower()
        start = line.left if len(block) > 1 else self.left[line.place]
        indented = after.left > start + 0.7 * after.size
        if indented and (stop or short) and gap and not is_item(block[0].text):
            return True
        return short and (ended(text) or not follows[0].islower() or (stop and (self.opening or room > 0.15)))


def joined(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs of lines that were parted by hand; what goes on amid a sentence is joined."""
    blocks = groups(
        filter(None, map(str.strip, lines)),
        lambda block, line: stopped(block[-1]) or not line[0].islower() or is_item(line),
    )
    return list(map(" ".join, blocks))
