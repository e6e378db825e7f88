"""Rows as plain cells: for the recipe, and as CSV and Excel files that are safe to open."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analystkit.dossier import TABLES

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

Cell = str | int | float | bool | None

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DERIVED = ("_from", "_to", "_approximate", "_uncertain")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value: Any) -> Cell:
    """Return one cell as text, a number, a truth value, or None when it is blank."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    if pd.isna(value):
        return None
    value = value.item() if isinstance(value, np.generic) else value
    return value if isinstance(value, bool | int | float) else str(value)


def plain_rows(rows: pd.DataFrame) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Return the columns of a table without those that its reader derived, and its rows as plain cells."""
    derived = {f"{name}{ending}" for name in rows.columns for ending in _DERIVED}
    columns = [str(name) for name in rows.columns if name not in derived]
    cells = [[plain(value) for value in rows[name].astype(object)] for name in columns]
    return columns, list(zip(*cells, strict=True))


def safe(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula.

    One rule: a *text* whose first character, spaces aside, is ``= + - @``, a tab or a line break gets
    an apostrophe in front. Citations begin with ``@``, so theirs do. Numbers stay numbers.
    """
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_RISKY):
        return "'" + value
    return value


def rows_csv(rows: pd.DataFrame) -> bytes:
    """Return rows as a CSV file that Excel opens as it should: UTF-8 with its mark, `mine` as yes or no."""
    columns, cells = plain_rows(rows)
    words = {None: "", True: "yes", False: "no"}
    lines = [[words[c] if c is None or isinstance(c, bool) else safe(c) for c in row] for row in cells]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([map(safe, columns), *lines])
    return text.getvalue().encode("utf-8-sig")


def rows_xlsx(rows: pd.DataFrame, table: str, dossier: Dossier) -> bytes:
    """Return rows as an Excel workbook, numbers and days as such, sources by their names."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    cited: set[str] = set()
    for name in TABLES[table].of_kind("citations"):
        if name in rows:
            column = TABLES[table].by_name[name]
            cited |= {citation.source for cell in rows[name] for citation in cell}
            rows = rows.assign(**{name: [column.words(cell, dossier).plain for cell in rows[name]]})
    sources = [dossier.sources[key] for key in sorted(cited)]
    columns, cells = plain_rows(rows)
    pages: dict[str, list[Iterable[Any]]] = {
        "Rows": [columns, *([_native(cell) for cell in row] for row in cells)],
        "Sources": [
            ["key", "source", "reliability"],
            *([source.key, source.reference, source.reliability] for source in sources),
        ],
    }
    book = Workbook()
    book.remove(book.active)
    for title, lines in pages.items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
        page.freeze_panes, page.auto_filter.ref = "A2", page.dimensions
        for column in page.columns:
            widest = max(len(str(cell.value or "")) for cell in column)
            page.column_dimensions[column[0].column_letter].width = min(max(widest + 2, 8), 60)
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # text is text, whatever sign it begins with
        for cell in page[1]:
            cell.font = Font(bold=True)
    book.properties.creator = "analystkit"
    book.properties.created = dt.datetime(2000, 1, 1)
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():  # without the clock's time: the same rows give the same bytes
            part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _native(cell: Cell) -> Cell | dt.date:
    """Return one cell as Excel has it: a whole day is a day, other dates of EDTF stay text."""
    if not isinstance(cell, str):
        return cell
    with contextlib.suppress(ValueError):
        if len(cell) == 10:
            return dt.date.fromisoformat(cell)
    return _NOT_TEXT.sub(" ", cell)
