"""From pieces of text on a page to lines in order, without running heads, notes and contents."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analystkit.analysis.texts.headings import (
    article_heading,
    ended,
    is_contents,
    is_item,
    is_title,
    opens,
    plain_digits,
)
from analystkit.analysis.texts.letters import Hyphens, clean, join_lines

NUMBERED_PAGE = re.compile(
    r"[-–—\s]*(?:(?:page|стр\.?|с\.|صفحه|ص|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|из|sur|de|از)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_LEADER = re.compile(r"(?:[.·…_]\s?){4,}|\s{3,}\d{1,4}$")
_NOTE = re.compile(r"\s*[(\[]?(?P<mark>\d{1,3}|[*†‡]{1,3})[)\]]?\s?(?=[^\W\d]|[«“\"'(])(?P<rest>.*)")
PAGE = 2000  # lines; a text of more has no pages


@dataclass
class Line:
    """A line: its words, its edges from where reading begins, its distance from the top, its size."""

    text: str
    left: float
    right: float
    top: float
    size: float = 1.0
    page: int = 0
    column: int = 0


@dataclass
class Laid:
    """What was on the pages: the paragraphs of the text, the lines of its contents, its footnotes."""

    blocks: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gutter_of(lines: Sequence[Line]) -> float:
    """Return where the gap between two columns is; 0 where there are none."""
    if not 12 <= len(lines) <= PAGE:
        return 0.0
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    best = (0, 0.0)
    for step in range(30, 71):
        x = start + (end - start) * step / 100
        left = [line for line in lines if line.right <= x]
        right = [line for line in lines if line.left >= x]
        if min(len(left), len(right)) < 5 or len(lines) - len(left) - len(right) > 0.2 * len(lines):
            continue
        edge = Counter(round(line.left / line.size) for line in right).most_common(1)[0][1]
        tall = min(max(one.top for one in left), max(one.top for one in right)) - max(
            left[0].top, right[0].top
        )
        if edge >= 0.3 * len(right) and tall > 3 * lines[0].size:
            best = max(best, (len(left) + len(right), x))
    return best[1]


def ordered(page: Sequence[Line], gutter: float) -> list[Line]:
    """Return the lines of a page in the order of reading, column by column, pieces of a line put together."""
    if gutter and sum(
        line.left < gutter - line.size < line.right - 2 * line.size for line in page
    ) > 0.2 * len(page):
        gutter = 0.0
    lines = sorted(page, key=lambda line: line.top)
    band, placed = 0, []
    for line in lines:
        across = bool(gutter) and line.left < gutter < line.right
        column = -1 if across else int(bool(gutter) and line.left >= gutter)
        band += across
        placed.append((band + 0.5 * (across - 1), column, line))
        band += across
    placed.sort(key=lambda each: (each[0], each[1], each[2].top))
    result: list[Line] = []
    for _, column, line in placed:
        before = result[-1] if result else None
        sizes = sorted((before.size if before else line.size, line.size))
        raised = sizes[0] < 0.75 * sizes[1]
        near = (0.6 if raised else 0.35) * sizes[1]
        if before and before.column == column and abs(line.top - before.top) < near:
            one, two = (before, line) if before.left <= line.left else (line, before)
            if one.left < 0 and not _RIGHT_TO_LEFT.search(one.text + two.text):  # a page read from the right
                one, two = two, one
            space = (
                ""
                if raised
                else "   "
                if max(two.left - one.right, one.left - two.right) > 2 * line.size
                else " "
            )
            result[-1] = replace(
                max(one, two, key=lambda each: len(each.text)), text=one.text + space + two.text,
                left=min(one.left, two.left), right=max(one.right, two.right), top=max(one.top, two.top),
            )  # fmt: skip
        else:
            line.column = column
            result.append(line)
    return result


# ---- running heads, footnotes, contents ----------------------------------------------------------------


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop the heads, feet and page numbers: the same words at the edge of many pages, or a count of them."""
    same: Counter[str] = Counter()
    counted: Counter[tuple[str, int]] = Counter()
    for number, page in enumerate(pages):
        same.update({_key(line.text) for edge in _edges(page) for line in edge})
        counted.update(
            {(mask, n - number) for edge in _edges(page) for line in edge for mask, n in _masks(line.text)}
        )
    full = sum(bool(page) for page in pages)
    pitch = pitch_of([pair for page in pages for pair in itertools.pairwise(page)])
    result = []
    for number, page in enumerate(pages):
        dropped = []
        for edge in _edges(page):
            for line in edge:
                heading = article_heading(line.text) is not None
                near = [
                    abs(other.top - line.top)
                    for other in page
                    if other.column in (line.column, -1) and other is not line
                ]
                apart = min((gap for gap in near if gap), default=99.0) > 1.7 * pitch * line.size
                enough = max(3 if heading or not apart else 2, round(full * (0.4 if apart else 0.8)))
                often = same[_key(line.text)] >= (enough if is_title(line.text) else max(3, 0.8 * full))
                count = not heading and any(
                    counted[mask, n - number] >= enough for mask, n in _masks(line.text)
                )
                lone = NUMBERED_PAGE.fullmatch(plain_digits(line.text)) and apart
                if not (often or count or lone):
                    break
                dropped.append(id(line))
        result.append([line for line in page if id(line) not in dropped])
    return result


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the three lines nearest to a page's top and to its bottom, the outermost first."""
    lines = sorted(page, key=lambda line: line.top)
    return lines[:3], lines[: -4 if len(lines) > 3 else None : -1]


def _key(text: str) -> str:
    return " ".join(clean(text).casefold().split())


def _masks(text: str) -> Iterator[tuple[str, int]]:
    """Give the line with a number at its start or end, or of a page, left out, and that number."""
    key = plain_digits(_key(text))
    for match in re.finditer(
        r"\d{1,4}" if NUMBERED_PAGE.fullmatch(key) else r"^\W*\d{1,4}\b|\b\d{1,4}\W*$", key
    ):
        yield f"{key[: match.start()]}#{key[match.end() :]}", int(re.sub(r"\D", "", match[0]))


def without_notes(page: list[Line], body: float) -> tuple[list[Line], list[str]]:
    """Part the footnotes at the end of a page (or of its columns) from its text, and take out their calls."""
    starts, calls, last = list[int](), list[str](), 0
    for place, line in enumerate(page):
        match = _NOTE.fullmatch(line.text) if len(page) <= PAGE else None
        if not match or (is_item(line.text) and line.size > 0.93 * body):
            continue
        small = line.size < 0.93 * body
        above = [other for other in page[:place] if other.column == line.column]
        gap = not above or line.top - above[-1].top > 1.6 * line.size or bool(starts)
        mark = plain_digits(match["mark"])
        next_one = not starts or not mark.isdigit() or mark in (str(last + 1), "1")
        if next_one and (small or gap):
            starts.append(place)
            calls.append(match["mark"])
            last = int(mark) if mark.isdigit() else 0
    while starts and page[starts[0]].size >= 0.93 * body and _goes_on(page, starts[0]):
        del starts[0], calls[0]
    above_notes = [line.text for line in page[: starts[0]]] if starts else []
    called = any(
        re.search(rf"[^\W\d]{re.escape(mark)}(?!\d)", text) for mark in calls for text in above_notes
    )
    if not starts or not (called or page[starts[0]].size < 0.93 * body):
        return page, []
    column = page[starts[0]].column
    top = page[starts[0]].top
    notes = [
        line
        for line in page
        if line.column == column and line.top >= top - 0.1 and page.index(line) >= starts[0]
    ]
    if any(line.size > 0.95 * body for line in notes) and any(line.size < 0.93 * body for line in notes):
        return page, []
    text = [line for line in page if line not in notes]
    for mark in calls:
        for line in text:
            cut = re.sub(rf"(?<=[^\W\d]){re.escape(mark)}(?!\d)", "", line.text, count=1)
            if cut != line.text:
                line.text = cut
                break
    return text, _gathered(notes)


def _goes_on(page: Sequence[Line], start: int) -> bool:
    """Tell whether the text goes on below what may be a note: with a paragraph apart, or a heading."""
    lines = [line for line in page[start:] if line.column == page[start].column]
    return any(
        article_heading(line.text) is not None
        or (line.top - before.top > 1.6 * line.size and not _NOTE.fullmatch(line.text))
        for before, line in itertools.pairwise(lines)
    )


def _gathered(notes: Sequence[Line]) -> list[str]:
    """Return footnotes, each with the lines that go on with it."""
    blocks: list[list[str]] = []
    for line in notes:
        if _NOTE.fullmatch(line.text) or not blocks:
            blocks.append([line.text])
        else:
            blocks[-1].append(line.text)
    hyphens = Hyphens(line.text for line in notes)
    return [clean(join_lines(block, hyphens)) for block in blocks]


def without_contents(lines: list[Line], laid: Laid) -> list[Line]:
    """Take out a table of contents: entries that dots or a gap lead to a page's number."""
    leaders = [place for place, line in enumerate(lines) if _leads(line.text)]
    runs: list[list[int]] = []
    for place in leaders:
        if runs and place - runs[-1][-1] <= 6:
            runs[-1].append(place)
        else:
            runs.append([place])
    dropped: set[int] = set()
    for run in runs:
        if len(run) < 3:
            continue
        start = run[0]
        back = [place for place in range(max(0, start - 6), start) if is_contents(lines[place].text)]
        if back:
            start = back[0]
        else:
            while (
                start
                and opens(lines[start - 1].text)
                and not ended(lines[start - 1].text)
                and not opens(lines[start].text)
            ):
                start -= 1
        dropped.update(range(start, run[-1] + 1))
    laid.contents += [clean(lines[place].text) for place in sorted(dropped)]
    return [line for place, line in enumerate(lines) if place not in dropped]


def _leads(text: str) -> bool:
    plain = plain_digits(text).strip()
    return bool(_LEADER.search(plain)) and bool(re.search(r"^\d{1,4}\b|\b(?:\d{1,4}|[ivxl]{1,6})$", plain))


def pitch_of(pairs: Sequence[tuple[Line, Line]]) -> float:
    """Return the usual distance of two lines, in sizes of type."""
    gaps = Counter(round((two.top - one.top) / max(one.size, two.size), 1) for one, two in pairs)
    usual = [gap for gap, count in gaps.items() if count >= 0.05 * len(pairs) and gap > 0.7]
    return min(usual, default=1.2)
