"""Rows of a dossier as a table of a document: labels for terms, dates in words, all of it plain text."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analystkit.briefs.reading import Brief
from analystkit.briefs.reference import Reference
from analystkit.briefs.tree import plain, table, text
from analystkit.charts.style import MINE
from analystkit.dossier import TABLES
from analystkit.pandoc import Node, text_of

_WIDEST, _LONGEST_WORD = 46, 22  # characters that a column, and a word in it, is given at the most
_SCANNED = ("article", "date", "term", "number")


def shown_columns(reference: Reference, rows: pd.DataFrame) -> list[str]:
    """Return the columns of a table: those asked for, else the short ones.

    A column that says which rows are unverified is added when there are any and none would say so.
    """
    columns = list(reference.columns)
    if not columns:
        known = TABLES[reference.name]
        first = next((c.name for c in known.columns if c.kind == "text" and c.required), "")
        columns = [c.name for c in known.columns if c.kind in _SCANNED or c.name == first]
        columns = [name for name in columns if name in rows]
    if "verification" in rows and "verification" not in columns and "unverified" in set(rows["verification"]):
        columns.append("verification")
    return columns


def cell_text(brief: Brief, name: str, column: str, row: pd.Series) -> str:
    """Return one cell in words; an article with its paragraph, a date in the document's language."""
    known, cell = TABLES[name].by_name[column], row[column]
    if column == "article" and pd.notna(cell) and cell == 0:
        return brief.language.say("preamble")
    if known.kind == "date" and not brief.language.is_english:
        return brief.language.day(str(cell))
    words, paragraph = known.words(cell, brief.dossier).plain, row.get("paragraph")
    beside = column == "article" and pd.notna(paragraph) and paragraph
    return f"{words}({paragraph})" if beside else words


def table_of(brief: Brief, reference: Reference, rows: pd.DataFrame, caption: list[Node]) -> Node:
    """Return rows as Pandoc's table, with caption and header row."""
    columns = shown_columns(reference, rows)
    cells = [[cell_text(brief, reference.name, name, row) for name in columns] for _, row in rows.iterrows()]
    for line, own in zip(cells, rows["mine"], strict=True):
        line[0] += f" {MINE}" if own else ""
    heads = [name.replace("_", " ").capitalize() for name in columns]
    lines = [[[plain(text(cell))] for cell in line] for line in cells]
    return table([[plain(text(head))] for head in heads], lines, shares([heads, *cells]), caption)


def shares(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return each column's share of the width: by its longest word and by how much stands in it."""
    needs = []
    for column in zip(*lines, strict=False):
        word = max((len(part) for cell in column for part in cell.split()), default=1)
        needs.append(max(min(word, _LONGEST_WORD) + 2, min(max(map(len, column)) + 3, _WIDEST)))
    return [round(need / sum(needs), 4) for need in needs]


def own_shares(block: Node) -> Node:
    """Return an author's table in which columns without a width of their own get one."""
    parts = list(block["c"])
    specs, head, bodies = parts[2], parts[3], parts[4]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    lines = [[text_of(cell[4]) for cell in cells] for _, cells in rows]
    if any(width["t"] == "ColWidth" for _, width in specs) or {len(line) for line in lines} != {len(specs)}:
        return block
    widths = [{"t": "ColWidth", "c": share} for share in shares(lines)]
    parts[2] = [[align, width] for (align, _), width in zip(specs, widths, strict=True)]
    return {"t": "Table", "c": parts}
