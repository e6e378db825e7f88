"""Rows as plain cells: for the recipe, and as CSV and Excel files that are safe to open."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import re
import zipfile
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import pandas as pd

from analystkit.dossier import TABLES

if TYPE_CHECKING:
    from analystkit.dossier import Dossier

Cell = str | int | float | bool | None

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DERIVED = ("_from", "_to", "_approximate", "_uncertain")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def own_columns(rows: pd.DataFrame) -> list[str]:
    """Return the columns that stand in the table's file, without those that the reader derived."""
    names = [str(name) for name in rows.columns]
    derived = {base + ending for base in names for ending in _DERIVED}
    return [name for name in names if name not in derived]


def plain(value: Any) -> Cell:
    """Return one cell as text, a number, a truth value, or None when it is blank."""
    if type(value) is str:
        return value
    if isinstance(value, tuple | list):
        return "; ".join(str(part) for part in value)
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, Real) and value != value):
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    return str(value)


def plain_rows(rows: pd.DataFrame) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Return the own columns of a table, and its rows as plain cells."""
    columns = own_columns(rows)
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
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    words = {True: "yes", False: "no"}
    for row in cells:
        writer.writerow(["" if c is None else words[c] if isinstance(c, bool) else safe(c) for c in row])
    return text.getvalue().encode("utf-8-sig")


def rows_xlsx(rows: pd.DataFrame, table: str, dossier: Dossier) -> bytes:
    """Return rows as an Excel workbook, numbers and days as such, sources by their names."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    columns, cells = plain_rows(rows)
    lines = [[_native(cell) for cell in row] for row in cells]
    cited = set()
    for name in TABLES[table].of_kind("citations"):
        if name in columns:
            for line, cell in zip(lines, rows[name], strict=True):
                line[columns.index(name)] = TABLES[table].by_name[name].words(cell, dossier).plain
                cited |= {citation.source for citation in cell}
    sources = [dossier.sources[key] for key in sorted(cited)]
    book = Workbook()
    sheet, others = book.active, book.create_sheet("Sources")
    sheet.title = "Rows"
    sheet.append(columns)
    others.append(["key", "source", "reliability"])
    for line in lines:
        sheet.append(line)
    for source in sources:
        others.append([source.key, source.reference, source.reliability])
    for page in (sheet, others):
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
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _native(cell: Cell) -> Cell | dt.date:
    """Return one cell as Excel has it: a whole day is a day, other dates of EDTF stay text."""
    if not isinstance(cell, str):
        return cell
    with contextlib.suppress(ValueError):
        if len(cell) == 10:
            return dt.date.fromisoformat(cell)
    return _NOT_TEXT.sub(" ", cell)


def _timeless(workbook: bytes) -> bytes:
    """Return a workbook whose parts bear no time of the clock, so that the same rows give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
