"""Reading a dossier's files as people save them, CSV or one workbook, without guessing or waiting."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.finding import (
    LIMIT,
    MANIFEST,
    MINE,
    SOURCE_FILES,
    SOURCES,
    Parts,
    Records,
    Rows,
    is_book,
    own_folder,
)
from analystkit.dossier.tables import REQUIRED, TABLES, Table
from analystkit.dossier.workbook import read_workbook, without_stray
from analystkit.errors import list_names, nearest

SAVE_AS = "in Excel: Save As, 'CSV UTF-8 (comma delimited)'"
_MOST_ROWS, _MOST_COLUMNS, _CHUNK = 1_000_000, 100, 500
_NEEDED = {
    MANIFEST: "the dossier's title page",
    **{f"{name}.csv": f"the dossier's {name}" for name in REQUIRED},
}
_NUMERIC = ("article", "articles", "integer", "number", "date")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_CONTROLS = bytes(mark for mark in (*range(32), 127) if mark not in b"\t\n\r")
_MARKS = tuple(mark.encode() for mark in "\ufeff\ufffe\uffff")


def read_parts(path: Path, only: Iterable[str] = ()) -> Parts:
    """Read a dossier's folder or workbook, or only some of its tables."""
    parts, wanted, folder = Parts(), [*(only or TABLES)], own_folder(path)
    if is_book(path):
        read_workbook(path, parts, wanted)
    try:
        names = sorted(os.listdir(folder)) if path == folder or folder.is_dir() else []  # noqa: PTH208
        with suppress(FileNotFoundError):  # another's save has come and gone
            (folder / names[0]).lstat() if names else None  # a folder may be listed and still be closed
    except OSError as error:
        found = f"a folder that cannot be read: {error.strerror}"
        parts.faults.append(Fault(folder.name, 0, "", found, "a folder with the right to list and open it"))
        return parts
    for name in () if only or path != folder else (MANIFEST, *SOURCE_FILES):
        if name in names:
            data, faults = read_bytes(folder / name)
            parts.faults += faults
            parts.texts |= {} if faults else {name: data}
    for name in wanted:
        for stem in (name, name + MINE) if path == folder else (name + MINE,):
            if f"{stem}.csv" in names:
                parts.tables[stem] = (f"{stem}.csv", _records(folder / f"{stem}.csv", parts.faults))
    if not only:
        parts.faults += _strange_files(path, folder, names)
    if path == folder and not only:
        for note in sorted((folder / "notes").glob("*.md")):
            data, faults = read_bytes(note)
            parts.faults += faults
            parts.notes[note.name] = data.decode("utf-8-sig", errors="replace")
    return parts


def read_bytes(path: Path) -> tuple[bytes, list[Fault]]:
    """Return what a file holds; what is no file, or is too large, is named, and nothing waits for it."""
    expected = "a file that can be read"
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= LIMIT:
            return path.read_bytes(), []
        if stat.S_ISREG(status.st_mode):
            found, expected = f"a file of {status.st_size:,} bytes", f"at most {LIMIT:,}"
        else:
            found = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a queue"
    except FileNotFoundError:
        found = "a link to what is not there"
    except OSError as error:
        found = f"a file that cannot be read: {error.strerror}"
    return b"", [Fault(path.name, 0, "", found, expected)]


def merged(parts: Parts, table: Table) -> Rows:
    """Return a table's rows with the analyst's own merged in by key; collect what is wrong."""
    nothing: tuple[str, Records] = ("", [[column.name for column in table.columns]])
    shipped = rows_of(*parts.tables.get(table.name, nothing), table, parts.faults)
    own = rows_of(*parts.tables.get(table.name + MINE, nothing), table, parts.faults, mine=True)
    files = (shipped.files[0], own.files[0])
    if not own.numbers:
        return Rows(shipped.columns, shipped.numbers, shipped.mine, files)
    places = {key: (shipped, at) for at, key in enumerate(shipped.keys(table.key))}
    places |= {key: (own, at) for at, key in enumerate(own.keys(table.key))}
    chosen = list(places.values())
    columns = {name: [side.columns[name][at] for side, at in chosen] for name in shipped.columns}
    numbers = [side.numbers[at] for side, at in chosen]
    return Rows(columns, numbers, [side is own for side, _ in chosen], files)


def read_table(path: Path, table: Table) -> tuple[Rows, list[Fault]]:
    """Return the rows of one CSV file, the analyst's own, and what is wrong."""
    faults: list[Fault] = []
    return rows_of(path.name, _records(path, faults), table, faults, mine=True), faults


def rows_of(file: str, records: Records, table: Table, faults: list[Fault], mine: bool = False) -> Rows:
    """Return records as rows of a table, the first that says anything its header; collect what is wrong."""
    records, row, numbers = iter(records), 0, list[int]()
    columns: dict[str, list[str]] = {column.name: [] for column in table.columns}
    rows = Rows(columns, numbers, [], (file, file))
    for header in records:
        row += 1
        if any(map(str.strip, header)):
            break
    else:
        if not any(fault.file == file for fault in faults):
            faults.append(Fault(file, 0, "", "an empty file", "a header line and one row a record"))
        return rows
    names, wrong = _header(file, row, header, table)
    faults += wrong
    if wrong:
        list(records)  # what is wrong further on is said too
        return rows
    least = len(names)
    while least and table.by_name[names[least - 1]].optional:
        least -= 1  # spreadsheets leave out blank cells at the end of a row
    while chunk := list(islice(records, _CHUNK)):
        kept, places = chunk, list(range(row + 1, row + 1 + len(chunk)))
        row += len(chunk)
        if {*map(len, chunk)} != {len(names)} or not all(cells[0].strip() for cells in chunk):
            kept, places = [], []
            for number, cells in enumerate(chunk, row + 1 - len(chunk)):
                more = cells[len(names) :]
                if any(map(str.strip, cells)) and not least <= len(cells) <= len(header):
                    hint = "a comma inside a cell needs quotation marks around the cell"
                    faults.append(Fault(file, number, "", f"{len(cells)} cells", f"{len(header)}", hint))
                elif any(map(str.strip, more)):
                    said, hint = f"{quoted(' '.join(more))} under a blank header", "name it or empty it"
                    faults.append(Fault(file, number, "", said, "a name above each column", hint))
                elif any(map(str.strip, cells)):
                    places.append(number)
                    kept.append([*cells, *[""] * len(names)][: len(names)])
        numbers += places
        for name, found in zip(names, zip(*kept, strict=True), strict=False):
            columns[name] += map(str.strip, found)
    for column in table.columns:
        cells = columns[column.name] = columns[column.name] or [""] * len(numbers)
        if column.kind in _NUMERIC and not all(map(str.isascii, cells)):
            columns[column.name] = [_plain_digits(cell, column.kind == "date") for cell in cells]
    rows.mine.extend([mine] * len(numbers))
    faults += _duplicates(table, rows)
    return rows


def _duplicates(table: Table, rows: Rows) -> list[Fault]:
    """Report rows that have the key of an earlier one."""
    if len(table.key) == 1 and len(set(rows.columns[table.key[0]])) == len(rows.numbers):
        return []
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for at, key in enumerate(rows.keys(table.key)):
        file, number = rows.place(at)
        if first.setdefault(key, number) != number:
            found, hint = f"{quoted(' / '.join(key))} again", f"first in row {first[key]}"
            once = f"each {' and '.join(table.key)} once"
            faults.append(Fault(file, number, table.key[-1], found, once, hint))
    return faults


def _plain_digits(cell: str, date: bool) -> str:
    """Return Persian and Arabic digits as European ones, but no year that may be of another calendar."""
    plain = cell.translate(_DIGITS)
    return cell if date and plain != cell and re.match(r"1[0-5]\d\d", plain) else plain


def _records(path: Path, faults: list[Fault]) -> Iterator[list[str]]:
    """Yield the records of a CSV file; the line ``sep=`` of a spreadsheet names the mark between cells."""

    def fault(row: int, found: str, expected: str, hint: str = SAVE_AS) -> None:
        faults.append(Fault(path.name, row, "", found, expected, hint))

    data, unread = read_bytes(path)
    faults += unread
    if unread:
        return
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > 20:
        return fault(0, "UTF-16 text", "UTF-8")
    if data.startswith(b"PK\x03\x04"):
        return fault(0, "a workbook under the name of a CSV file", "UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1]
        found = f"a byte that is not UTF-8 ({byte!r}), probably {code_page(data)}"
        return fault(data[: error.start].count(b"\n") + 1, found, "UTF-8")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    mark = re.match(r'"?sep=(.)"?\n', text)
    lines = io.StringIO(text[mark.end() :] if mark else text, newline="")
    reader: Iterable[list[str]] = csv.reader(lines, strict=True, delimiter=mark[1] if mark else ",")
    if len(data.translate(None, _CONTROLS)) < len(data) or any(sign in data[3:] for sign in _MARKS):
        reader = without_stray(path.name, reader, faults)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
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
    """Return the names of a header's columns, or what is wrong with it."""
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    wanted = [column.name for column in table.columns]
    columns = f"the columns {', '.join(wanted)}"
    for mark, word in ((";", "';'"), ("\t", "tabs"), ("|", "'|'")):
        if len(names) <= 1 and any(mark in name for name in names):
            return [], [Fault(file, row, "", f"columns separated by {word}", "commas", SAVE_AS)]
    if len(names) > _MOST_COLUMNS or not set(names) & set(wanted):
        hint = "the first row must name the columns"
        return [], [Fault(file, row, "", f"a header {quoted(', '.join(names[:100]))}", columns, hint)]
    faults = []
    missing = [column.name for column in table.columns if column.name not in names and not column.optional]
    strange = [name for name in names if name not in wanted]
    for name in strange:
        near = nearest(name, missing or [one for one in wanted if one not in names] or wanted, limit=1)
        hint = f"did you mean {near[0]!r}?" if near else "remove or rename the column"
        faults.append(Fault(file, row, "", f"the column {quoted(name)}", f"one of {', '.join(wanted)}", hint))
    if missing:
        faults.append(Fault(file, row, "", f"no column {', '.join(missing)}", columns))
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1 and name in wanted]
    faults += [Fault(file, row, name, "the column twice", "each column once") for name in twice]
    return names, faults


def _strange_files(path: Path, folder: Path, names: Sequence[str]) -> list[Fault]:
    """Report what is needed and not there, and files that look like a table, but that nothing reads."""
    known = [f"{table}{part}.csv" for table in TABLES for part in ("", MINE)]
    faults = []
    for name, what in _NEEDED.items() if path == folder else ():
        if name not in names:
            near = nearest(name, [other for other in names if other not in known], limit=1)
            faults.append(Fault(name, 0, "", "no such file", what, f"is {near[0]!r} meant?" if near else ""))
            names = [other for other in names if other not in near]
    both = set(names).issuperset(SOURCE_FILES)
    if path == folder and (both or not set(names) & set(SOURCE_FILES)):
        near = [name for name in names if re.search(r"\.(json|bib)(\.txt)?$", name.casefold())]
        hint = f"is {near[0]!r} meant? " if near and not both else ""
        hint += f"a Zotero export under this name will do, or BibTeX as {SOURCE_FILES[1]}"
        found = f"{SOURCE_FILES[1]} beside it" if both else "no such file"
        faults.append(Fault(SOURCES, 0, "", found, "a list of CSL-JSON items, and no other", hint, not both))
    for name in names:
        plain = name.casefold()
        stem, shipped = plain.split(".")[0], name.replace(f"{MINE}.csv", ".csv")
        table = stem if stem in TABLES else f"{stem}s"
        if name.startswith((".", "~$")):
            continue
        if name in known:
            if shipped != name and path == folder and shipped not in names:
                faults.append(Fault(name, 0, "", f"no {shipped} beside it", "the table that it adds to"))
        elif plain.endswith(".csv"):
            near = nearest(plain, known, limit=1)
            hint = f"is {near[0]!r} meant?" if near else "move it out of the dossier"
            expected = f"one of {list_names(TABLES, 20)}"
            faults.append(Fault(name, 0, "", "a table that no dossier has", expected, hint))
        elif table in TABLES and re.search(r"\.(xlsx?|ods|csv\.\w+|txt|tsv)$", plain):
            wanted = f"{table}{MINE}.csv" if MINE in plain else f"{table}.csv"
            said = f"a table of {TABLES[table].noun} that is not read"
            hint = f"save it as {wanted}; {SAVE_AS}" if "xls" in plain else f"rename it to {wanted}"
            faults.append(Fault(name, 0, "", said, wanted, hint, wanted not in names))
    return faults
