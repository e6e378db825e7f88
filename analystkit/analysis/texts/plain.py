"""Reading a plain text: its lines with their places, as on a page of type."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from analystkit.analysis.texts.cleaning import clean_controls
from analystkit.analysis.texts.headings import ended, is_title
from analystkit.analysis.texts.lines import lay_out
from analystkit.analysis.texts.numbers import plain_digits
from analystkit.analysis.texts.pages import NUMBERED_PAGE, Laid, Line, gutter_of

_ARABIC = re.compile("[\u0600-\u06ff]{4}")


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
    average = sum(map(_breadth, text)) / max(1, len(text))
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
