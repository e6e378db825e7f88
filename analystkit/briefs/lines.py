"""Prose and tables as the lines of a slide: read from the tree, measured, parted and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analystkit.briefs.layout import BESIDE, ITEM, PAIR
from analystkit.briefs.tree import has_class, rows_of
from analystkit.charts.text import text_width, widest
from analystkit.pandoc import Node, nodes, text_of

LINE, GAP = 1.2, 0.4  # of a line, and between paragraphs, in type sizes
_INDENT, _TAB = 340000, 0.37  # of one level of a list, in PowerPoint's units and in inches
_WORD = re.compile(r"\S{1,60}\s*|\s+")  # with the blanks after it; a very long one in pieces
_LOOKS = {
    "Emph": {"i": "1"},
    "Strong": {"b": "1"},
    "Underline": {"u": "sng"},
    "Strikeout": {"strike": "sngStrike"},
    "SmallCaps": {"cap": "small"},
    "Superscript": {"baseline": "30000"},
    "Subscript": {"baseline": "-25000"},
}
_CODE = {"font": "Consolas"}
_CELL, _WIDEST, _SIZE = 0.22, 4.5, 18  # inches of a cell's margins and of a column; points

T = TypeVar("T")
Run = tuple[str, dict[str, str]]  # words, and attributes of their look in PowerPoint's own names
Page = tuple[list[int], list[float], list[float]]  # columns, their widths, and the heights of all rows


@dataclass
class Line:
    """A paragraph of a slide: runs of text, how deep it stands in a list, and the mark before it."""

    runs: list[Run]
    level: int = 0
    mark: str = ""  # a bullet, a number, or nothing
    rtl: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(words for words, _ in self.runs)


def said(
    blocks: Iterable[Node], notes: list[Node], level: int = 0, mark: str = "", rtl: bool = False
) -> Iterator[Line]:
    """Yield blocks as lines, a table as one for each row; footnotes are put into `notes`."""

    def line(inlines: list[Node], mark: str = "", **looks: str) -> Line:
        return Line(list(_runs(inlines, looks, notes)), level, mark, rtl)

    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield line(content, mark)
        elif kind == "Header":
            yield line(content[2], mark, b="1")
        elif kind == "LineBlock":
            yield from map(line, content)
        elif kind == "CodeBlock":
            yield from (Line([(words, _CODE)], level) for words in content[1].split("\n"))
        elif kind == "Table":
            rows = ([cell_text(cell[4]) for cell in cells] for _, cells in rows_of(block))
            yield from (Line([(" | ".join(row), {})], level) for row in rows)
        elif kind == "BlockQuote":
            yield from said(content, notes, level + 1, "", rtl)
        elif kind == "Div":
            yield from said(content[1], notes, level, mark, rtl or ["dir", "rtl"] in content[0][2])
        elif kind == "BulletList":
            for item in content:
                yield from said(item, notes, level + 1, "•", rtl)
        elif kind == "OrderedList":
            for number, item in enumerate(content[1], content[0][0]):
                yield from said(item, notes, level + 1, f"{number}.", rtl)
        elif kind == "DefinitionList":
            for term, meanings in content:
                yield line(term, b="1")
                for meaning in meanings:
                    yield from said(meaning, notes, level + 1, "", rtl)
        mark = ""


def _runs(inlines: Iterable[Node], looks: dict[str, str], notes: list[Node]) -> Iterator[Run]:
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Note":
            notes += content
        elif kind in _LOOKS:
            yield from _runs(content, {**looks, **_LOOKS[kind]}, notes)
        elif kind in ("Link", "Span"):
            away = kind == "Link" and not content[2][0].startswith("#")
            yield from _runs(content[1], {**looks, "link": content[2][0]} if away else looks, notes)
        elif kind == "Quoted":
            marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            yield from [(marks[0], looks), *_runs(content[1], looks, notes), (marks[1], looks)]
        else:
            yield text_of(inline), looks | _CODE if kind == "Code" else looks


def fill(shape: Any, lines: Sequence[Line], size: int, language: str, gap: float = GAP) -> None:
    """Write lines into a shape or a cell."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    frame = shape.text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        look = paragraph._p.get_or_add_pPr()
        given = {"marL": str(_INDENT * line.level), "indent": str(-_INDENT if line.mark else 0)}
        for name, value in {**given, **({"rtl": "1", "algn": "r"} if line.rtl else {})}.items():
            look.set(name, value)
        if number and gap:
            paragraph.space_before = Pt(size * gap)
        bullet = line.mark == "•"
        look.append(
            look.makeelement(qn("a:buChar" if bullet else "a:buNone"), {"char": "•"} if bullet else {})
        )
        numbered = [(f"{line.mark}\t", {})] if line.mark and not bullet else list[Run]()
        for words, looks in [*numbered, *line.runs]:
            run = paragraph.add_run()
            run.text = words.replace("\n", "\v")
            run.font.size = Pt(size)
            if "font" in looks:
                run.font.name = looks["font"]
            if "link" in looks:
                run.hyperlink.address = looks["link"]
            for name, value in {"lang": language, **looks}.items():
                if name not in ("font", "link"):
                    run._r.get_or_add_rPr().set(name, value)


def lines_of(words: str, width: float, size: float, bold: bool = False) -> int:
    """Return how many lines words take."""
    return max(_running(_WORD.findall(words.strip()), width, size, bold), default=1)


def _running(words: Iterable[str], width: float, size: float, bold: bool = False) -> Iterator[int]:
    """Yield how many lines are taken after each word; a longer one than the line is broken."""
    lines, used, space = 1, 0.0, text_width("n", size) * 0.6
    for word in words:
        wide = text_width(word.strip(), size, bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        lines += int(max(wide - 0.001, 0) // width)
        used = used + space + wide if used else wide % width
        yield lines
        if "\n" in word:
            lines, used = lines + word.count("\n"), 0.0


def height_of(lines: Iterable[Line], width: float, size: float) -> float:
    """Return how high lines stand on a slide, in inches."""
    taken = [lines_of(line.text, width - _TAB * line.level, size) * LINE + GAP for line in lines]
    return sum(taken) * size / 72


def grouped(lines: Sequence[Line], width: float, room: float, size: float) -> list[list[Line]]:
    """Return lines in groups that a slide has room for; a longer one is parted between sentences."""
    parts = (part for line in lines for part in _parted(line, width, room, size))
    return list(packed(parts, lambda part: height_of([part], width, size), room))


def packed(things: Iterable[T], height: Callable[[T], float], room: float) -> Iterator[list[T]]:
    """Yield things in groups that a slide has room for."""
    group, used = list[T](), 0.0
    for thing in things:
        if group and used + height(thing) > room:
            yield group
            group, used = [], 0.0
        group.append(thing)
        used += height(thing)
    if group:
        yield group


def _parted(line: Line, width: float, room: float, size: float) -> Iterator[Line]:
    """Yield a line, or the parts that each fit a slide: between words, where no sentence ends."""
    if height_of([line], width, size) <= room:
        yield line
        return
    rest = [(word, look) for words, look in line.runs for word in _WORD.findall(words)]
    most, mark = max((room * 72 / size - GAP) / LINE, 1), line.mark
    while rest:
        used = _running((word for word, _ in rest), width - _TAB * line.level, size)
        at = max(next((n for n, lines in enumerate(used) if lines > most), len(rest)), 1)
        ends = (n for n in range(at, at // 3, -1) if rest[n - 1][0].rstrip().endswith((".", "!", "?", "…")))
        at = at if at == len(rest) else next(ends, at)
        yield replace(line, runs=rest[:at], mark=mark)
        rest, mark = rest[at:], ""


def flat(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks, those that stand beside each other or in a quotation with a figure one by one."""
    for block in blocks:
        inside = block["c"] if block["t"] == "BlockQuote" else block["c"][1] if block["t"] == "Div" else []
        shown = any(has_class(node, ITEM) for node in nodes(inside))
        if has_class(block, BESIDE, PAIR) or (shown and not has_class(block, ITEM)):
            yield from flat(inside)
        else:
            yield block


def sections(blocks: Iterable[Node]) -> Iterator[tuple[list[Node], list[Node]]]:
    """Yield the sections of a document, at headings of whatever level: title and blocks."""
    title, inside = list[Node](), list[Node]()
    for block in [*blocks, {"t": "Header", "c": [1, [], []]}]:
        if block["t"] != "Header":
            inside.append(block)
            continue
        if inside or title:
            yield title, inside
        title, inside = block["c"][2], []


def cell_text(blocks: list[Node]) -> str:
    """Return a cell's words on one line."""
    return " ".join(text_of(blocks).split())


def table_pages(rows: Sequence[tuple[bool, list[list[Node]]]], width: float) -> list[Page]:
    """Return a table's columns in groups that fit the width; the first column stands in every group."""
    words = [[cell_text(cell) for cell in cells] for _, cells in rows]
    least, wanted = [], []
    for column in zip(*words, strict=True):
        longest = widest([*" ".join(column).split(), "00"], _SIZE, True)
        least.append(min(longest + _CELL, width / 2))
        wanted.append(max(least[-1], min(widest(column, _SIZE, True) + _CELL, _WIDEST)))
    pages: list[Page] = []
    for rest in list(packed(range(1, len(least)), least.__getitem__, width - least[0])) or [[]]:
        group = [0, *rest]
        spare = max(width - sum(least[c] for c in group), 0)
        more = sum(wanted[c] - least[c] for c in group) or 1
        shares = [least[c] + spare * (wanted[c] - least[c]) / more for c in group]
        lines = [
            max(lines_of(row[c], w - _CELL, _SIZE, head) for c, w in zip(group, shares, strict=True))
            for (head, _), row in zip(rows, words, strict=True)
        ]
        pages.append((group, shares, [count * _SIZE * LINE / 72 + 0.1 for count in lines]))
    return pages
