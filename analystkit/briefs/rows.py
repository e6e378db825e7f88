"""Rows of a dossier as a table of a document: labels for terms, dates in words, all of it plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analystkit.briefs.reference import Reference
from analystkit.briefs.tree import attr, div, para, plain, text
from analystkit.charts.style import MINE
from analystkit.dossier import TABLES, Dossier
from analystkit.pandoc import Node

_WIDEST = 46  # characters that a column is given at the most, for its share of the width
_SCANNED = ("article", "date", "term", "number")


def shown_columns(reference: Reference, rows: pd.DataFrame) -> list[str]:
    """Return the columns of a table: those asked for, else the short ones.

    A column that says which rows are unverified is added when there are any and none would say so.
    """
    columns = list(reference.columns)
    if not columns:
        table = TABLES[reference.name]
        first = next((c.name for c in table.columns if c.kind == "text" and c.required), "")
        columns = [c.name for c in table.columns if c.kind in _SCANNED or c.name == first]
        columns = [name for name in columns if name in rows]
    if "verification" in rows and "verification" not in columns and "unverified" in set(rows["verification"]):
        columns.append("verification")
    return columns


def cell_text(dossier: Dossier, table: str, column: str, row: pd.Series) -> str:
    """Return one cell in words; an article with its paragraph."""
    words = TABLES[table].by_name[column].words(row[column], dossier).plain
    return f"{words}({row['paragraph']})" if column == "article" and row.get("paragraph") else words


def table_of(
    dossier: Dossier,
    reference: Reference,
    rows: pd.DataFrame,
    caption: Sequence[Node],
    styles: tuple[str, str] = ("", ""),
) -> Node:
    """Return rows as Pandoc's table, with caption and header row."""
    columns = shown_columns(reference, rows)
    table = reference.selection.table
    cells = [[cell_text(dossier, table, name, row) for name in columns] for _, row in rows.iterrows()]
    for line, own in zip(cells, rows["mine"], strict=True):
        line[0] += f" {MINE}" if own else ""
    heads = [name.replace("_", " ").capitalize() for name in columns]
    shares = _shares(heads, cells)
    specs = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in shares]
    body = [attr(), 0, [], [_row(line, styles[1]) for line in cells]]
    caption_block = [None, [plain(list(caption))] if caption else []]
    return {
        "t": "Table",
        "c": [attr(), caption_block, specs, [attr(), [_row(heads, styles[0])]], [body], [attr(), []]],
    }


def _row(cells: Sequence[str], style: str) -> list[Any]:
    blocks = [[div([para(_filled(cell))], style=style)] if style else [plain(text(cell))] for cell in cells]
    return [attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, block] for block in blocks]]


def _filled(cell: str) -> list[Node]:
    """Return a cell's words; a space for a blank one, so that it keeps its style."""
    return text(cell) or [{"t": "Str", "c": "\u00a0"}]


def _shares(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> list[float]:
    """Return each column's share of the width: by its longest word and by how much stands in it."""
    needs = []
    for number, head in enumerate(heads):
        column = [head, *(line[number] for line in lines)]
        word = max((len(part) for cell in column for part in cell.split()), default=1)
        longest = max(map(len, column))
        needs.append(max(min(word, 18) + 2, min(longest + 1, _WIDEST)))
    return [round(need / sum(needs), 4) for need in needs]
