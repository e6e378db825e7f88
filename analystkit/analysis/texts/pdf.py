"""Reading a PDF: lines by their places on the page, then paragraphs by gaps, indents and short lines."""

from __future__ import annotations

import io
import itertools
import logging
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analystkit.analysis.texts.cleaning import Hyphens, clean, drop_furniture, join_lines
from analystkit.analysis.texts.headings import starts_article
from analystkit.errors import KitError

PAGES = 3000
_FEW = 20


@dataclass
class Line:
    """A line of a page: where it starts, how large its type is, its words (points from the lower left)."""

    x: float
    y: float
    size: float
    text: str


def pdf_blocks(data: bytes, name: str) -> list[str]:
    """Return the paragraphs of a PDF."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(data, name)
    except KitError:
        raise
    except Exception as error:  # pypdf meets broken files with errors of every kind
        raise KitError(
            f"{name}: a PDF that cannot be read ({str(error)[:120]}); print it to PDF again"
        ) from error
    words = sum(len(line.text.split()) for page in pages for line in page)
    if words < _FEW and words < 3 * len(pages):
        raise KitError(
            f"{name}: {len(pages)} page{'s' if len(pages) != 1 else ''} with pictures, no text; "
            "run it through text recognition (such as OCRmyPDF) or get it as text"
        )
    return _paragraphs(_without_furniture(pages))


def _pages(data: bytes, name: str) -> list[list[Line]]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise KitError(f"{name}: a PDF protected by a password; save a copy without one (print it to PDF)")
    if len(reader.pages) > PAGES:
        raise KitError(f"{name}: {len(reader.pages):,} pages, at most {PAGES:,}; bring it in by parts")
    return [list(_lines(page)) for page in reader.pages]


def _lines(page: Any) -> Iterator[Line]:
    """Give the lines of a page in the order in which they are set."""
    pieces: list[Line] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        a, b, c, d, e, f = outer
        x, y = inner[4] * a + inner[5] * c + e, inner[4] * b + inner[5] * d + f
        scale = max(abs(d), abs(b)) * max(abs(inner[3]), abs(inner[1]), 0.01)
        if text:
            pieces.append(Line(x, y, abs(size * scale), text))

    page.extract_text(visitor_text=visit)
    line: Line | None = None
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if line is None or (len(piece.text) > len(first) and not first.strip()):
            if line and line.text.strip():
                yield line
            rest = " ".join(others) if others else first
            line = Line(piece.x, piece.y, piece.size, rest)
            continue
        if not line.text.strip():
            line.x, line.y, line.size = piece.x, piece.y, piece.size
        line.text += first
        for other in others:
            if line.text.strip():
                yield line
            line = Line(piece.x, piece.y, piece.size, other)
    if line and line.text.strip():
        yield line


def _without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop running heads and feet; each page's lines that stay are matched by their order."""
    kept = drop_furniture([[line.text for line in page] for page in pages])
    result = []
    for page, texts in zip(pages, kept, strict=True):
        rest = iter(texts)
        wanted = next(rest, None)
        lines = []
        for line in page:
            if wanted is not None and line.text == wanted:
                lines.append(line)
                wanted = next(rest, None)
        result.append(lines)
    return result


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    """Join lines into paragraphs."""
    lines = [(number, line) for number, page in enumerate(pages) for line in page]
    if not lines:
        return []
    pitch = _pitch(lines)
    width = max(len(line.text.strip()) for _, line in lines)
    lefts = sorted(line.x for _, line in lines)
    blocks: list[list[str]] = [[lines[0][1].text]]
    for (page, line), (after_page, after) in itertools.pairwise(lines):
        gap = line.y - after.y
        same_column = page == after_page and gap >= 0
        if same_column and abs(gap) < 0.3 * line.size:
            blocks[-1][-1] = f"{blocks[-1][-1].rstrip()} {after.text.lstrip()}"
        elif _parted(line, after, gap, pitch, same_column, _left(lefts, after.x, after.size), width):
            blocks.append([after.text])
        else:
            blocks[-1].append(after.text)
    hyphens = Hyphens(line.text for _, line in lines)
    return [block for block in (clean(join_lines(block, hyphens)) for block in blocks) if block]


def _pitch(lines: Sequence[tuple[int, Line]]) -> float:
    """Return the usual distance of two lines, in points."""
    gaps = [
        line.y - after.y
        for (page, line), (after_page, after) in itertools.pairwise(lines)
        if page == after_page and line.y - after.y > 0.5 * line.size
    ]
    small = [gap for gap in gaps if gap <= 1.5 * min(gaps)] if gaps else []
    return statistics.median(small) if small else 14.0


def _left(lefts: Sequence[float], x: float, size: float) -> float:
    """Return the commonest left edge near to the left of `x`: that of its column."""
    near = [round(left) for left in lefts if x - 4 * size <= left <= x + 1]
    return statistics.mode(near) if near else x


def _parted(
    line: Line, after: Line, gap: float, pitch: float, same_column: bool, left: float, width: int
) -> bool:
    """Tell whether a paragraph ends between two lines."""
    text, follows = line.text.strip(), after.text.strip()
    if same_column and gap > 1.25 * pitch:
        return True
    if abs(line.size - after.size) > 0.15 * max(line.size, after.size):
        return True
    ended = text.endswith((".", "!", "?", ":", ";", "”", "»", "؟", "؛", "…"))
    short = len(text) + 1 + len(follows.split()[0]) < 0.9 * width
    indented = after.x - left > 0.7 * after.size
    if indented and (ended or short or line.x - left < 0.5 * line.size):
        return True
    if starts_article(follows):
        return ended or short
    return short and (ended or (starts_article(text) and len(text.split()) <= 3))
