"""Reading a CSV file as people save it, without guessing."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.tables import Table
from analystkit.errors import nearest

SAVE_AS = "in Excel: Save As, 'CSV UTF-8 (comma delimited)'"
LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class RawRow:
    """One record: the file and the row in it as a spreadsheet counts, and its cells by column."""

    file: str
    row: int
    cells: dict[str, str]


def read_table(path: Path, table: Table) -> tuple[list[RawRow], list[Fault]]:
    """Read one CSV file into records."""
    text, faults = decode(path)
    if faults:
        return [], faults
    records, faults = _records(path.name, text)
    if not records:
        return [], faults or [Fault(path.name, 0, "", "an empty file", "a header line and one row a record")]
    header, rest = records[0][1], records[1:]
    columns, header_faults = _header(path.name, header, table)
    if header_faults:
        return [], faults + header_faults
    blank = {column.name: "" for column in table.columns}
    rows = []
    for number, cells in rest:
        if not any(cell.strip() for cell in cells):
            continue
        spare = columns[len(cells) :]  # spreadsheets leave out blank cells at the end of a row
        if len(cells) > len(header) or not all(table.by_name[name].optional for name in spare):
            hint = "a comma inside a cell needs quotation marks around the cell"
            faults.append(Fault(path.name, number, "", f"{len(cells)} cells", f"{len(header)}", hint))
        else:
            rows.append(
                RawRow(
                    path.name,
                    number,
                    {**blank, **{name: cell.strip() for name, cell in zip(columns, cells, strict=False)}},
                )
            )
    return rows, faults


def decode(path: Path) -> tuple[str, list[Fault]]:
    """Return a file's text, or the fault that says in which encoding it seems to be."""
    try:
        if path.stat().st_size > LIMIT:
            return "", [
                Fault(path.name, 0, "", f"a file of {path.stat().st_size:,} bytes", f"at most {LIMIT:,}")
            ]
        data = path.read_bytes()
    except OSError as error:
        return "", [
            Fault(path.name, 0, "", f"a file that cannot be read: {error.strerror}", "a readable file")
        ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > 20:
        return "", [Fault(path.name, 0, "", "UTF-16 text", "UTF-8", SAVE_AS)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        found = f"a byte that is not UTF-8 ({data[error.start : error.start + 1]!r}), probably Windows-1252"
        return "", [Fault(path.name, row, "", found, "UTF-8", SAVE_AS)]
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return "", [Fault(path.name, row, "", "a NUL character", "plain text", SAVE_AS)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _records(file: str, text: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """Split text into numbered records."""
    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            records.append((number, cells))
    except csv.Error as error:
        found = f"a record that cannot be read ({error})"
        hint = "look for a quotation mark that is not closed or not doubled"
        return records, [Fault(file, number + 1, "", found, "cells separated by commas", hint)]
    while records and not any(cell.strip() for cell in records[0][1]):
        records.pop(0)
    return records, []


def _header(file: str, header: list[str], table: Table) -> tuple[list[str], list[Fault]]:
    """Check the header against the table's columns."""
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    wanted = [column.name for column in table.columns]
    for mark, word in ((";", "';'"), ("\t", "tabs"), ("|", "'|'")):
        if len(names) <= 1 and any(mark in name for name in names):
            return [], [Fault(file, 1, "", f"columns separated by {word}", "commas", SAVE_AS)]
    faults = []
    missing = [column.name for column in table.columns if column.name not in names and not column.optional]
    for name in names:
        if name not in wanted:
            near = nearest(name, missing or [one for one in wanted if one not in names] or wanted, limit=1)
            hint = f"did you mean {near[0]!r}?" if near else "remove or rename the column"
            faults.append(
                Fault(file, 1, "", f"the column {quoted(name)}", f"one of {', '.join(wanted)}", hint)
            )
    faults += [Fault(file, 1, name, "no such column", f"the columns {', '.join(wanted)}") for name in missing]
    for name in sorted({name for name in names if names.count(name) > 1 and name in wanted}):
        faults.append(Fault(file, 1, name, "the column twice", "each column once"))
    return names, faults
