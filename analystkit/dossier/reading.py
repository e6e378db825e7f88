"""Reading a dossier's files as people save them, CSV or one workbook, without guessing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.parts import (
    LIMIT,
    MANIFEST,
    MINE,
    SOURCE_FILES,
    Parts,
    RawRow,
    Records,
    is_book,
    own_folder,
)
from analystkit.dossier.tables import TABLES, Table
from analystkit.dossier.workbook import read_workbook
from analystkit.errors import list_names, nearest

SAVE_AS = "in Excel: Save As, 'CSV UTF-8 (comma delimited)'"
_NUMERIC = ("article", "articles", "integer", "number", "date")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def rows_in(parts: Parts, table: Table) -> tuple[list[RawRow], list[RawRow]]:
    """Return a table's own rows and the analyst's, in the order of their files; collect what is wrong."""
    found = []
    for stem in (table.name, table.name + MINE):
        rows, faults = rows_of(*parts.tables[stem], table) if stem in parts.tables else ([], [])
        parts.faults += faults
        found.append(rows)
    return found[0], found[1]


def read_parts(path: Path, only: Iterable[str] = ()) -> Parts:
    """Read a dossier's folder or workbook, or only some of its tables."""
    parts, wanted = Parts(path), [*(only or TABLES)]
    if is_book(path):
        read_workbook(path, parts, wanted)
    folder = own_folder(path)
    for name in SOURCE_FILES if only else (MANIFEST, *SOURCE_FILES):
        if path == folder and (folder / name).is_file():
            try:
                parts.texts[name] = (folder / name).read_bytes()
            except OSError as error:
                parts.faults.append(
                    Fault(name, 0, "", f"a file that cannot be read: {error}", "a readable file")
                )
    for name in wanted:
        for stem in (name, name + MINE) if path == folder else (name + MINE,):
            if (folder / f"{stem}.csv").exists():
                text, faults = decode(folder / f"{stem}.csv")
                records, more = ([], []) if faults else split_records(f"{stem}.csv", text)
                parts.faults += faults + more
                if not faults and (records or not more):
                    parts.tables[stem] = (f"{stem}.csv", records)
                elif stem == name:
                    parts.tables[stem] = (
                        f"{stem}.csv",
                        [(1, [column.name for column in TABLES[name].columns])],
                    )
    if not only:
        for note in sorted((folder / "notes").glob("*.md")) if path == folder else []:
            parts.notes[note.name] = note.read_text("utf-8-sig", errors="replace")
        parts.faults += _stray_files(path, folder)
    return parts


def read_table(path: Path, table: Table) -> tuple[list[RawRow], list[Fault]]:
    """Read one CSV file into records."""
    text, faults = decode(path)
    if faults:
        return [], faults
    records, faults = split_records(path.name, text)
    if faults and not records:
        return [], faults
    rows, more = rows_of(path.name, records, table)
    return rows, faults + more


def rows_of(file: str, records: Records, table: Table) -> tuple[list[RawRow], list[Fault]]:
    """Return records as rows of a table; the first is the header."""
    if not records:
        return [], [Fault(file, 0, "", "an empty file", "a header line and one row a record")]
    header, rest = records[0][1], records[1:]
    columns, faults = _header(file, header, table)
    if faults:
        return [], faults
    blank = {column.name: "" for column in table.columns}
    plain = frozenset(table.of_kind(*_NUMERIC))
    rows = []
    for number, cells in rest:
        if not any(cell.strip() for cell in cells):
            continue
        spare = columns[len(cells) :]  # spreadsheets leave out blank cells at the end of a row
        if len(cells) > len(header) or not all(table.by_name[name].optional for name in spare):
            hint = "a comma inside a cell needs quotation marks around the cell"
            faults.append(Fault(file, number, "", f"{len(cells)} cells", f"{len(header)}", hint))
            continue
        said = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
        for name in plain & said.keys():
            if not said[name].isascii() and not (
                table.by_name[name].kind == "date" and _is_persian(said[name])
            ):
                said[name] = said[name].translate(_DIGITS)
        rows.append(RawRow(file, number, {**blank, **said}))
    return rows, faults


def _is_persian(date: str) -> bool:
    """Tell whether a date in Persian or Arabic digits is one of another calendar, which no digit tells."""
    return bool(re.match(r"1[0-5]\d\d", date.translate(_DIGITS)))


def decode(path: Path) -> tuple[str, list[Fault]]:
    """Return a file's text, or the fault that says in which encoding it seems to be."""

    def fault(row: int, found: str, expected: str, hint: str = "") -> tuple[str, list[Fault]]:
        return "", [Fault(path.name, row, "", found, expected, hint)]

    try:
        if path.stat().st_size > LIMIT:
            return fault(0, f"a file of {path.stat().st_size:,} bytes", f"at most {LIMIT:,}")
        data = path.read_bytes()
    except OSError as error:
        return fault(0, f"a file that cannot be read: {error.strerror}", "a readable file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > 20:
        return fault(0, "UTF-16 text", "UTF-8", SAVE_AS)
    if data.startswith(b"PK\x03\x04"):
        return fault(0, "a workbook under the name of a CSV file", "UTF-8 text", SAVE_AS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1]
        found = f"a byte that is not UTF-8 ({byte!r}), probably {code_page(data)}"
        return fault(data[: error.start].count(b"\n") + 1, found, "UTF-8", SAVE_AS)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return fault(row, "a NUL character", "plain text", SAVE_AS)
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def code_page(data: bytes) -> str:
    """Return the Windows code page that bytes seem to be in: other scripts are runs of high bytes."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    if not runs or sum(map(len, runs)) / len(runs) < 2.5:
        return "Windows-1252"
    letters = b"".join(run[1:] for run in runs)
    small = sum(byte >= 0xE0 for byte in letters) / max(len(letters), 1)
    return "Windows-1251 (Cyrillic)" if small > 0.6 else "Windows-1256 (Arabic and Persian)"


def split_records(file: str, text: str) -> tuple[Records, list[Fault]]:
    """Split text into numbered records; the line ``sep=`` of a spreadsheet names the mark between cells."""
    mark = re.match(r'"?sep=(.)"?\n', text)
    records: Records = []
    reader = csv.reader(
        io.StringIO(text[mark.end() :] if mark else text, newline=""),
        strict=True,
        delimiter=mark[1] if mark else ",",
    )
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


def _stray_files(path: Path, folder: Path) -> list[Fault]:
    """Report files that look like a table, but that nothing reads."""
    names = [f"{table}{part}.csv" for table in TABLES for part in ("", MINE)]
    faults = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        near = nearest(file.name, names, limit=1)
        expected = f"one of {list_names(TABLES, 20)}"
        stem, shipped = file.name.split(".")[0], f"{file.stem.removesuffix(MINE)}.csv"
        if file.name.startswith((".", "~$")):
            continue
        if file.suffix == ".csv" and file.name not in names:
            hint = f"is {near[0]!r} meant?" if near else "move it out of the dossier"
            faults.append(Fault(file.name, 0, "", "a table that no dossier has", expected, hint))
        elif (
            file.suffix == ".csv"
            and file.stem.endswith(MINE)
            and path == folder
            and not (folder / shipped).exists()
        ):
            faults.append(Fault(file.name, 0, "", f"no {shipped} beside it", "the table that it adds to"))
        elif (
            file.suffix != ".csv"
            and stem in TABLES
            and re.search(r"\.(xlsx?|ods|csv\.\w+|txt|tsv)$", file.name)
        ):
            wanted = f"{stem}{MINE}.csv" if MINE in file.name else f"{stem}.csv"
            said = f"a table of {TABLES[stem].noun} that is not read"
            hint = f"save it as {wanted}; {SAVE_AS}" if "xls" in file.suffix else f"rename it to {wanted}"
            faults.append(Fault(file.name, 0, "", said, wanted, hint, not (folder / wanted).exists()))
    return faults
