"""Rows as plain cells: for the recipe, and for a CSV file that is safe to open in Excel."""

from __future__ import annotations

import csv
import io
from numbers import Integral, Real
from typing import Any

import pandas as pd

Cell = str | int | float | bool | None

_DERIVED = ("_from", "_to", "_approximate", "_uncertain")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def own_columns(rows: pd.DataFrame) -> list[str]:
    """Return the columns that stand in the table's file, without those that the reader derived."""
    names = [str(name) for name in rows.columns]
    derived = {base + ending for base in names for ending in _DERIVED}
    return [name for name in names if name not in derived]


def plain(value: Any) -> Cell:
    """Return one cell as text, a number, a truth value, or None when it is blank."""
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


def plain_rows(rows: pd.DataFrame) -> tuple[list[str], list[list[Cell]]]:
    """Return the own columns of a table, and its rows as plain cells."""
    columns = own_columns(rows)
    cells = [[plain(value) for value in rows[name].astype(object)] for name in columns]
    return columns, [list(row) for row in zip(*cells, strict=True)]


def safe(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula.

    One rule: a *text* whose first character, spaces aside, is ``= + - @``, a tab or a line break gets
    an apostrophe in front. Citations begin with ``@``, so theirs do. Numbers stay numbers.
    """
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_RISKY):
        return "'" + value
    return value


def rows_csv(rows: pd.DataFrame) -> bytes:
    """Return rows as a CSV file that Excel opens as it should.

    UTF-8 with a byte-order mark, commas, line breaks inside quotation marks kept; `safe` is applied
    to each cell, and `mine` is written as yes or no.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of a dossier's table.

    Returns
    -------
    bytes
        The same for the same rows.

    Examples
    --------
    >>> rows_csv(pd.DataFrame({"id": ["a"], "note": ["=1"]})).decode("utf-8-sig").splitlines()
    ['id,note', "a,'=1"]
    """
    columns, cells = plain_rows(rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    words = {True: "yes", False: "no"}
    for row in cells:
        writer.writerow(["" if c is None else words[c] if isinstance(c, bool) else safe(c) for c in row])
    return text.getvalue().encode("utf-8-sig")


def rows_xlsx(rows: pd.DataFrame) -> bytes:
    """Return rows as an Excel file; nothing in a cell is a formula or a link."""
    import xlsxwriter

    names, lines = plain_rows(rows)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("rows")
    for at, line in enumerate([names, *lines]):
        sheet.write_row(at, 0, line)
    book.close()
    return out.getvalue()
