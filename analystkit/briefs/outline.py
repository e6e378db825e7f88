"""A brief parted for slides: sections, and tables in as many pieces as fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analystkit.briefs.layout import BESIDE, ITEM, PAIR
from analystkit.briefs.lines import LINE, lines_of
from analystkit.briefs.tree import has_class
from analystkit.charts.text import text_width
from analystkit.pandoc import Node, nodes, text_of

_CELL, _WIDEST, _SIZE = 0.22, 4.5, 18  # inches of a cell's margins and of a column; points

Cells = list[list[Node]]
Page = tuple[list[int], list[float], list[float]]  # columns, their widths, and the heights of all rows


@dataclass
class Section:
    """A heading with what stands under it, up to the next."""

    title: list[Node]
    blocks: list[Node] = field(default_factory=list)


def paragraph(inlines: list[Node]) -> Node:
    """Return inlines as a paragraph."""
    return {"t": "Para", "c": inlines}


def flat(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks, those that stand beside each other or in a quotation with a figure one by one."""
    for block in blocks:
        inside = block["c"] if block["t"] == "BlockQuote" else block["c"][1] if block["t"] == "Div" else []
        item = has_class(block, ITEM)
        parted = has_class(block, BESIDE) or has_class(block, PAIR)
        if parted or (inside and not item and any(has_class(node, ITEM) for node in nodes(inside))):
            yield from flat(inside)
        else:
            yield block


def sections(blocks: Iterable[Node]) -> Iterator[Section]:
    """Yield the sections of a document, at headings of whatever level."""
    section = Section([])
    for block in blocks:
        if block["t"] == "Header":
            if section.blocks or section.title:
                yield section
            section = Section(block["c"][2])
        else:
            section.blocks.append(block)
    if section.blocks or section.title:
        yield section


def cell_text(blocks: list[Node]) -> str:
    """Return a cell's words on one line."""
    return " ".join(text_of(blocks).split())


def with_tables(blocks: Iterable[Node]) -> Iterator[Node]:
    """Yield blocks for the notes, a table as a line for each of its rows."""
    for block in blocks:
        if block["t"] == "Table":
            for row in _rows(block):
                yield paragraph([{"t": "Str", "c": " | ".join(map(cell_text, row))}])
        elif block["t"] == "Div":
            yield {"t": "Div", "c": [block["c"][0], list(with_tables(block["c"][1]))]}
        else:
            yield block


def _rows(table: Node) -> list[Cells]:
    """Return the cells of a table: heads, bodies, feet, each row as long as the others."""
    parts = table["c"]
    rows = [*parts[3][1], *(row for body in parts[4] for half in body[2:] for row in half), *parts[5][1]]
    cells = [[cell[4] for cell in row[1]] for row in rows]
    return [[*row, *[[]] * (len(parts[2]) - len(row))] for row in cells]


def table_pages(table: Node, width: float) -> tuple[list[Cells], int, list[Page]]:
    """Return a table's cells, how many rows are heads, and its columns in groups that fit the width.

    The first column stands in every group.
    """
    rows, heads = _rows(table), len(table["c"][3][1])
    words = [[cell_text(cell) for cell in row] for row in rows]
    least, wanted = [], []
    for column in zip(*words, strict=True):
        longest = max(text_width(word, _SIZE, True) for cell in column for word in [*cell.split(), "00"])
        least.append(min(longest + _CELL, width / 2))
        whole = max(text_width(cell, _SIZE, True) for cell in column) + _CELL
        wanted.append(max(least[-1], min(whole, _WIDEST)))
    pages: list[Page] = []
    rest = list(range(1, len(least)))
    while rest or not pages:
        group = [0]
        while rest and (len(group) == 1 or sum(least[c] for c in [*group, rest[0]]) <= width):
            group.append(rest.pop(0))
        spare = max(width - sum(least[c] for c in group), 0)
        more = sum(wanted[c] - least[c] for c in group) or 1
        shares = [least[c] + spare * (wanted[c] - least[c]) / more for c in group]
        places = list(zip(group, shares, strict=True))
        lines = [
            max(lines_of(row[c], share - _CELL, _SIZE, n < heads) for c, share in places)
            for n, row in enumerate(words)
        ]
        pages.append((group, shares, [count * _SIZE * LINE / 72 + 0.1 for count in lines]))
    return rows, heads, pages


def packed(numbers: Iterable[int], tall: Sequence[float], room: float) -> Iterator[list[int]]:
    """Yield rows in groups that a slide has room for; one empty group for no rows."""
    group: list[int] = []
    for number in numbers:
        if group and sum(tall[n] for n in group) + tall[number] > room:
            yield group
            group = []
        group.append(number)
    yield group
