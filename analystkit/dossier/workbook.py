"""A dossier as one workbook: a sheet a table, and more for its title page, its sources and its notes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from analystkit.dossier.about import SOURCES, Files
from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.finding import MANIFEST
from analystkit.dossier.tables import REQUIRED, TABLES
from analystkit.errors import KitError

MINE, NOTES = ".mine", "notes"
LIMIT = 64 * 1024 * 1024
_LONGEST = 32_767  # characters that a cell can hold
_MOST_CELLS = 2_000_000  # of one sheet, blank ones too: reading makes each
# What of a source has a column of its own, in CSL-JSON and in its `custom`; all else is JSON in the last.
_CSL = ("id", "type", "title", "container-title", "publisher", "URL", "language", "note")
_CUSTOM = ("kind", "origin", "reliability", "metadata", "read")
_MORE = "more"


def as_csv(records: Iterable[Sequence[str]]) -> str:
    """Return records as the text of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue()


def read_workbook(path: Path, tables: Sequence[str], faults: list[Fault]) -> tuple[Files, dict[str, str]]:
    """Return a workbook's sheets as the files that they stand for, and what faults call those of tables."""
    import openpyxl

    files, places = Files(), dict[str, str]()
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > 4 * LIMIT:
                raise KitError(f"larger than {4 * LIMIT:,} bytes when unpacked")
        book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # a damaged workbook raises what its damage makes of it
        found = f"a workbook that cannot be read ({str(error)[:80] or type(error).__name__})"
        faults.append(Fault(path.name, 0, "", found, "an .xlsx file without a password"))
        return files, places
    titles = {sheet.title.strip().casefold(): sheet.title for sheet in book.worksheets}
    known = {MANIFEST: MANIFEST, "sources": SOURCES, NOTES: NOTES, **{name[:-4]: name for name in tables}}
    for stem, name in known.items():
        place = f"{path.name}[{stem}]"
        if stem not in titles:
            if stem in (MANIFEST, "sources", *REQUIRED):
                expected = f"one beside {', '.join(titles.values())}"
                faults.append(Fault(path.name, 0, "", f"no sheet {stem!r}", expected))
            continue
        records = _sheet(place, book[titles[stem]], values[titles[stem]], faults)
        if stem == NOTES:
            for number, (note, text, *_) in enumerate(([*cells, ""] for cells in records[1:]), 2):
                wrong = PureWindowsPath(note).name != note or not note.endswith(".md")
                if (note or text) and (wrong or f"{NOTES}/{note}" in files):
                    expected = "the name of a note, such as 'start.md', each once"
                    faults.append(Fault(place, number, "file", quoted(note), expected))
                elif note:
                    files[f"{NOTES}/{note}"] = text.encode()
        elif stem == MANIFEST:
            files[name] = "\n".join(cells[0] for cells in records).encode()
        elif stem == "sources":
            files[name] = json.dumps(_items(place, records, faults)).encode()
        else:
            files[name], places[name] = as_csv(records).encode(), place
    for title in () if len(tables) < len(TABLES) else titles.values():
        if title.strip().casefold() not in known:
            expected = f"one of {MANIFEST}, sources, {', '.join(TABLES)}"
            place = f"{path.name}[{title}]"
            faults.append(Fault(place, 0, "", "a sheet that no dossier has", expected, "", False))
    return files, places


def _sheet(place: str, sheet: Any, values: Any, faults: list[Fault]) -> list[list[str]]:
    """Return a sheet's cells as texts; collect what cannot be one."""
    for area in sheet.merged_cells.ranges:
        found = f"the merged cells {area}"
        faults.append(Fault(place, area.min_row, "", found, "one value a cell", "unmerge them"))
    records = list[list[str]]()
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        found = f"cells as far as {sheet.dimensions.split(':')[-1]}"
        faults.append(
            Fault(place, 0, "", found, "a table from A1 on", "delete the rows and columns beyond it")
        )
        return records
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for cell in row:
            text, found, hint = _text(cell, values[cell.coordinate].value)
            cells.append(text)
            if found:
                expected = "a cell with its value as text"
                faults.append(Fault(place, number, cell.column_letter, found, expected, hint))
        records.append(cells)
    return records


def _text(cell: Any, value: Any) -> tuple[str, str, str]:
    """Return a cell's text; what is wrong with it, and what to do."""
    if cell.data_type == "f" and value is None:
        return "", "a formula without a value", "open the workbook in Excel and save it"
    if cell.data_type == "e" or (cell.data_type == "f" and str(value).startswith("#")):
        return "", f"a formula that failed ({value})", "mend the formula, or type the value"
    if isinstance(value, dt.date):
        midnight = not isinstance(value, dt.datetime) or value.time() == dt.time()
        if "d" not in str(cell.number_format).lower() or not midnight:
            return "", f"a date shown as {cell.number_format!r}", "format the cell as text and type it again"
        return value.strftime("%Y-%m-%d"), "", ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value)), "", ""
    return "" if value is None else re.sub("\r\n?", "\n", str(value)), "", ""


def _items(place: str, records: list[list[str]], faults: list[Fault]) -> list[dict[str, Any]]:
    """Return the sheet of sources as CSL-JSON items."""
    items = list[dict[str, Any]]()
    if not records:
        faults.append(Fault(place, 0, "", "an empty sheet", f"the columns {', '.join(_CSL)}"))
    for number, cells in enumerate(records[1:], 2):
        row = {name: cell for name, cell in zip(records[0], cells, strict=False) if cell}
        try:
            item = json.loads(row.pop(_MORE, "{}")) | {name: row[name] for name in _CSL if name in row}
            if given := {name: row[name] for name in _CUSTOM if name in row}:
                item["custom"] = {**item.get("custom", {}), **given}
            items += [item] if item else []
        except (ValueError, AttributeError, TypeError, RecursionError):
            faults.append(Fault(place, number, _MORE, "no valid JSON", "a JSON object, or nothing"))
    return items


def packed(content: Mapping[str, str]) -> bytes:
    """Return the texts of files as one workbook; every cell is text, so that no spreadsheet rewrites it."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    sources: list[list[str]] = [[*_CSL, *_CUSTOM, _MORE]]
    for item in json.loads(content[SOURCES]):
        rest = dict(item)
        custom = dict(rest.pop("custom", None) or {})
        cells = [
            part.pop(name) if isinstance(part.get(name), str) and part[name] else ""
            for part, names in ((rest, _CSL), (custom, _CUSTOM))
            for name in names
        ]
        if custom or ("custom" in item and not any(cells[len(_CSL) :])):
            rest["custom"] = item["custom"] and custom
        sources.append([*cells, json.dumps(rest, ensure_ascii=False) if rest else ""])
    sheets = {MANIFEST: [[line] for line in content[MANIFEST].split("\n")], "sources": sources}
    for name, text in content.items():
        if name.endswith(".csv"):
            sheets[name[:-4]] = list(csv.reader(io.StringIO(text, newline="")))
        elif name.startswith(NOTES):
            sheets.setdefault(NOTES, [["file", "text"]]).append([name.removeprefix(f"{NOTES}/"), text])
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = None if name == MANIFEST else "A2"
        for at, row in enumerate(rows, start=1):
            for across, text in enumerate(row, start=1):
                if len(text) > _LONGEST or ILLEGAL_CHARACTERS_RE.search(text):
                    expected = f"at most {_LONGEST:,} characters, and no controls: no workbook holds more"
                    raise KitError(
                        f"{name}, row {at}: found {len(text):,}, {quoted(text)}; expected {expected}"
                    )
                if text:
                    cell = sheet.cell(at, across, text)
                    cell.data_type, cell.number_format = "s", "@"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
