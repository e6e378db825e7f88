"""Reading a dossier's files as people save them, CSV or one workbook, without guessing or waiting."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analystkit.dossier.about import SOURCE_FILES, SOURCES, Files
from analystkit.dossier.faults import STRAY, Fault, did_you_mean, quoted
from analystkit.dossier.finding import MANIFEST, is_book, own_folder
from analystkit.dossier.tables import REQUIRED, TABLES, Table
from analystkit.dossier.workbook import LIMIT, MINE, NOTES, read_workbook
from analystkit.errors import list_names

SAVE_AS = "in Excel: Save As, 'CSV UTF-8 (comma delimited)'"
_MOST_ROWS, _MOST_COLUMNS = 1_000_000, 100
_NEEDED = (MANIFEST, *(f"{name}.csv" for name in REQUIRED))
_NUMERIC = ("article", "articles", "integer", "number", "date")
_CONTROLS = bytes(mark for mark in (*range(32), 127) if mark not in b"\t\n\r")
_MARKS = tuple(mark.encode() for mark in "\ufeff\ufffe\uffff")


@dataclass
class Parts:
    """A dossier as its files have it; a workbook, as the files that it stands for."""

    files: Files = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)  #: of a workbook's tables, what faults call them


@dataclass(frozen=True)
class Rows:
    """A table's records as text, column by column, and where each stands."""

    columns: dict[str, list[str]]
    numbers: list[int]  #: of each record its row, as a spreadsheet counts
    mine: list[bool]  #: and whether it is the analyst's own
    files: tuple[str, str]  #: where the others stand, and where the analyst's own

    def fault(self, at: int, column: str, *said: Any) -> Fault:
        """Return a fault of a record; `said` is what a fault has from `found` on."""
        return Fault(self.files[self.mine[at]], self.numbers[at], column, *said)

    def keys(self, names: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Return of each record its cells in some columns."""
        return zip(*(self.columns[name] for name in names), strict=True)


def read_parts(path: Path, only: Iterable[str] = ()) -> Parts:
    """Read a dossier's folder or workbook, or only some of its tables."""
    parts, folder, book = Parts(), own_folder(path), is_book(path)
    tables = [f"{name}{part}.csv" for name in only or TABLES for part in ("", MINE)]
    if book:
        parts.files, parts.sheets = read_workbook(path, tables, parts.faults)
    try:
        names = sorted(os.listdir(folder)) if not book or folder.is_dir() else []  # noqa: PTH208
        with suppress(FileNotFoundError):  # another's save has come and gone
            (folder / names[0]).lstat() if names else None  # a folder may be listed and still be closed
    except OSError as error:
        found = f"a folder that cannot be read: {error.strerror}"
        parts.faults.append(Fault(folder.name, 0, "", found, "a folder with the right to list and open it"))
        return parts
    wanted = tables[1::2] if book else [*tables, *(() if only else (MANIFEST, *SOURCE_FILES))]
    wanted = [name for name in wanted if name in names]
    if not only:
        parts.faults += _strange_files(names, book)
        if not book:
            wanted += [f"{NOTES}/{note.name}" for note in sorted((folder / NOTES).glob("*.md"))]
    parts.files |= {name: read_bytes(folder / name, parts.faults) for name in wanted}
    parts.sheets = {name: sheet for name, sheet in parts.sheets.items() if name not in wanted}
    return parts


def read_bytes(path: Path, faults: list[Fault]) -> bytes | None:
    """Return what a file holds; what is no file, or is too large, is named, and nothing waits for it."""
    expected = "a file that can be read"
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= LIMIT:
            return path.read_bytes()
        if stat.S_ISREG(status.st_mode):
            found, expected = f"a file of {status.st_size:,} bytes", f"at most {LIMIT:,}"
        else:
            found = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a queue"
    except FileNotFoundError:
        found = "a link to what is not there"
    except OSError as error:
        found = f"a file that cannot be read: {error.strerror}"
    faults.append(Fault(path.name, 0, "", found, expected))
    return None


def merged(parts: Parts, table: Table) -> Rows:
    """Return a table's rows with the analyst's own merged in by key; collect what is wrong."""
    sides = []
    for mine in (False, True):
        name = f"{table.name}{MINE * mine}.csv"
        file, data = parts.sheets.get(name, name), parts.files.get(name)
        sides.append(rows_of(file, data, table, parts.faults, mine))
    shipped, own = sides
    files = (shipped.files[0], own.files[1])
    if not own.numbers:
        return Rows(shipped.columns, shipped.numbers, shipped.mine, files)
    places = {key: (side, at) for side in sides for at, key in enumerate(side.keys(table.key))}
    chosen = list(places.values())
    columns = {name: [side.columns[name][at] for side, at in chosen] for name in shipped.columns}
    return Rows(
        columns, [side.numbers[at] for side, at in chosen], [side is own for side, _ in chosen], files
    )


def rows_of(file: str, data: bytes | None, table: Table, faults: list[Fault], mine: bool = False) -> Rows:
    """Return a CSV file's records, the first that says anything its header; collect what is wrong."""
    names, header, numbers, kept = list[str](), list[str](), list[int](), list[str]()
    records = enumerate(read_records(file, data, faults) if data is not None else (), 1)
    for row, header in records:
        if any(map(str.strip, header)):
            names, wrong = _header(file, row, header, table)
            faults += wrong
            break
    else:
        if data is not None and not any(fault.file == file for fault in faults):
            faults.append(Fault(file, 0, "", "an empty file", "a header line and one row a record"))
    least = width = len(names)
    while least and table.by_name[names[least - 1]].optional:
        least -= 1  # spreadsheets leave out blank cells at the end of a row
    for row, cells in records:
        if not names or len(cells) != width or not cells[0].strip():  # by far the most are as they should be
            more = cells[width:]
            if not names or not any(map(str.strip, cells)):
                continue
            if not least <= len(cells) <= len(header):
                hint = "a comma inside a cell needs quotation marks around the cell"
                faults.append(Fault(file, row, "", f"{len(cells)} cells", f"{len(header)}", hint))
                continue
            if any(map(str.strip, more)):
                said, hint = f"{quoted(' '.join(more))} under a blank header", "name it or empty it"
                faults.append(Fault(file, row, "", said, "a name above each column", hint))
                continue
            cells = [*cells, *[""] * width][:width]
        numbers.append(row)
        kept += cells
    columns = {name: list(map(str.strip, kept[at::width])) for at, name in enumerate(names)}
    for column in table.columns:
        cells = columns.get(column.name) or [""] * len(numbers)
        if column.kind in _NUMERIC and not all(map(str.isascii, cells)):
            cells = [_european(cell, column.kind == "date") for cell in cells]
        columns[column.name] = cells
    rows = Rows({name: columns[name] for name in table.by_name}, numbers, [mine] * len(numbers), (file, file))
    if len(table.key) > 1 or len(set(columns[table.key[0]])) < len(numbers):
        first: dict[tuple[str, ...], int] = {}
        for at, key in enumerate(rows.keys(table.key)):
            if first.setdefault(key, at) != at:
                found, once = f"{quoted(' / '.join(key))} again", f"each {' and '.join(table.key)} once"
                hint = f"first in row {numbers[first[key]]}"
                faults.append(rows.fault(at, table.key[-1], found, once, hint))
    return rows


def plain_digits(text: str) -> str:
    """Return text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(mark)) if mark.isdecimal() else mark for mark in text)


def _european(cell: str, date: bool) -> str:
    """Return a cell with European digits, but no year that may be of another calendar."""
    plain = plain_digits(cell)
    return cell if date and plain != cell and re.match(r"1[0-5]\d\d", plain) else plain


def read_records(file: str, data: bytes, faults: list[Fault]) -> Iterator[list[str]]:
    """Yield the records of a CSV file; the line ``sep=`` of a spreadsheet names the mark between cells."""

    def fault(row: int, found: str, expected: str = "UTF-8", hint: str = SAVE_AS, column: str = "") -> None:
        faults.append(Fault(file, row, column, found, expected, hint))

    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > 20:
        return fault(0, "UTF-16 text")
    if data.startswith(b"PK\x03\x04"):
        return fault(0, "a workbook under the name of a CSV file", "UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte, row = data[error.start : error.start + 1], data[: error.start].count(b"\n") + 1
        return fault(row, f"a byte that is not UTF-8 ({byte!r}), probably {code_page(data)}")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = re.match(r'"?sep=(.)"?\n', text)
    lines = io.StringIO(text[mark.end() :] if mark else text, newline="")
    stray = len(data.translate(None, _CONTROLS)) < len(data) or any(sign in data[3:] for sign in _MARKS)
    row, header = 0, list[str]()
    try:
        for row, cells in enumerate(csv.reader(lines, strict=True, delimiter=mark[1] if mark else ","), 1):
            header = header or cells
            for at, cell in enumerate(cells) if stray else ():
                if found := STRAY.search(cell):
                    column = STRAY.sub("", header[at]) if at < len(header) else ""
                    said = f"the character U+{ord(found.group()):04X}"
                    fault(row, said, "text without it", "delete it", column)
            yield cells
            if row == _MOST_ROWS:
                return fault(0, f"more than {_MOST_ROWS:,} rows", "fewer", "split the table")
    except csv.Error as error:
        hint = "look for a quotation mark that is not closed or not doubled; a cell holds 131,072 characters"
        fault(row + 1, f"a record that cannot be read ({error})", "cells separated by commas", hint)


def code_page(data: bytes) -> str:
    """Return the Windows code page that bytes seem to be in: other scripts are runs of high bytes."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    if not runs or sum(map(len, runs)) / len(runs) < 2.5:
        return "Windows-1252"
    letters = b"".join(run[1:] for run in runs)
    small = sum(byte >= 0xE0 for byte in letters) / max(len(letters), 1)
    return "Windows-1251 (Cyrillic)" if small > 0.6 else "Windows-1256 (Arabic and Persian)"


def _header(file: str, row: int, header: Sequence[str], table: Table) -> tuple[list[str], list[Fault]]:
    """Return the names of a header's columns, none if one is wrong, and what is wrong with them."""
    names, faults = [name.strip() for name in header], list[Fault]()
    while names and not names[-1]:
        names.pop()
    wanted = list(table.by_name)
    columns = f"the columns {', '.join(wanted)}"

    def fault(found: str, expected: str, hint: str = "", column: str = "") -> None:
        faults.append(Fault(file, row, column, found, expected, hint))

    for mark, word in ((";", "';'"), ("\t", "tabs"), ("|", "'|'")):
        if len(names) == 1 and mark in names[0]:
            fault(f"columns separated by {word}", "commas", SAVE_AS)
            return [], faults
    if len(names) > _MOST_COLUMNS or not set(names) & set(wanted):
        fault(f"a header {quoted(', '.join(names[:100]))}", columns, "the first row must name the columns")
        return [], faults
    missing = [column.name for column in table.columns if column.name not in names and not column.optional]
    for name in names:
        if name not in wanted:
            near = did_you_mean(name, missing or [one for one in wanted if one not in names] or wanted)
            expected = f"one of {', '.join(wanted)}"
            fault(f"the column {quoted(name)}", expected, near or "remove or rename the column")
    if missing:
        fault(f"no column {', '.join(missing)}", columns)
    for name in wanted:
        if names.count(name) > 1:
            fault("the column twice", "each column once", column=name)
    return [] if faults else names, faults


def _strange_files(names: Sequence[str], book: bool) -> Iterator[Fault]:
    """Report what is needed and not there, and files that look like a table, but that nothing reads."""
    known = [f"{table}{part}.csv" for table in TABLES for part in ("", MINE)]
    left = [name for name in names if name not in known and not name.startswith((".", "~$"))]
    for name in () if book else _NEEDED:
        if name not in names:
            near = did_you_mean(name, left, "is {} meant?")
            yield Fault(name, 0, "", "no such file", "a file that every dossier has", near)
            left = [other for other in left if repr(other) not in near]
    there = [name for name in SOURCE_FILES if name in names]
    if not book and len(there) != 1:
        like = [name for name in left if re.search(r"\.(json|bib)(\.txt)?$", name.casefold())]
        hint = f"is {like[0]!r} meant? " if like and not there else ""
        hint += f"a Zotero export under this name will do, or BibTeX as {SOURCE_FILES[1]}"
        found = f"{SOURCE_FILES[1]} beside it" if there else "no such file"
        yield Fault(SOURCES, 0, "", found, "a list of CSL-JSON items, and no other", hint, not there)
    for table in () if book else TABLES:
        if f"{table}{MINE}.csv" in names and f"{table}.csv" not in names:
            found = f"no {table}.csv beside it"
            yield Fault(f"{table}{MINE}.csv", 0, "", found, "the table that it adds to")
    for name in left:
        plain = name.casefold()
        stem = plain.split(".")[0]
        table = stem if stem in TABLES else f"{stem}s"
        if plain.endswith(".csv"):
            hint = did_you_mean(plain, known, "is {} meant?") or "move it out of the dossier"
            yield Fault(name, 0, "", "a table that no dossier has", f"one of {list_names(TABLES, 20)}", hint)
        elif table in TABLES and re.search(r"\.(xlsx?|ods|csv\.\w+|txt|tsv)$", plain):
            wanted = f"{table}{MINE * (MINE in plain)}.csv"
            said = f"a table of {TABLES[table].noun} that is not read"
            hint = f"save it as {wanted}; {SAVE_AS}" if "xls" in plain else f"rename it to {wanted}"
            yield Fault(name, 0, "", said, wanted, hint, wanted not in names)
