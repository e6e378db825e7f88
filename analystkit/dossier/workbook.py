"""A dossier as one workbook: a sheet a table, and two more for its title page and its sources."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analystkit.dossier.faults import STRAY, Fault
from analystkit.dossier.finding import LIMIT, MANIFEST, MINE, SOURCES, Parts, Records
from analystkit.dossier.tables import REQUIRED, TABLES
from analystkit.errors import KitError

_LONGEST = 32_767  # characters that a cell can hold
_CSL = ("id", "type", "title", "container-title", "publisher", "URL", "language", "note")
_CUSTOM = ("kind", "origin", "reliability", "metadata", "read")
_MORE, NOTES = "more", "notes"
_EXPECTED = "a cell with its value as text"


def read_workbook(path: Path, parts: Parts, wanted: Iterable[str]) -> None:
    """Read a workbook's sheets into the parts of a dossier."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > 4 * LIMIT:
                raise KitError(f"{path.name}: larger than {4 * LIMIT:,} bytes when unpacked")
        book = openpyxl.load_workbook(path)
        values = openpyxl.load_workbook(path, data_only=True)
    except KitError:
        raise
    except Exception as error:  # a damaged workbook raises what its damage makes of it
        found = f"a workbook that cannot be read ({str(error)[:80] or type(error).__name__})"
        parts.faults.append(Fault(path.name, 0, "", found, "an .xlsx file without a password"))
        return
    named = {sheet.title.strip().casefold(): sheet.title for sheet in book.worksheets}
    tables = {stem: stem for name in wanted for stem in (name, name + MINE)}
    for stem in (MANIFEST, "sources", NOTES, *tables):
        if stem not in named:
            if stem in (MANIFEST, "sources", *REQUIRED):
                there = ", ".join(sheet.title for sheet in book.worksheets)
                parts.faults.append(Fault(path.name, 0, "", f"no sheet {stem!r}", f"one beside {there}"))
            continue
        place = f"{path.name}[{stem}]"
        records, faults = _records(place, book[named[stem]], values[named[stem]])
        parts.faults += faults
        if stem == MANIFEST:
            parts.texts[MANIFEST] = "\n".join(cells[0] if cells else "" for cells in records).encode()
        elif stem == "sources":
            items, faults = _items(place, records)
            parts.faults += faults
            parts.texts[SOURCES] = json.dumps(items).encode()
        elif stem == NOTES:
            parts.notes = {cells[0]: cells[1] for cells in records[1:] if len(cells) > 1}
        else:
            parts.tables[stem] = (place, list(without_stray(place, records, parts.faults)))
    strange = [title for key, title in named.items() if key not in (MANIFEST, "sources", NOTES, *tables)]
    if set(wanted) == set(TABLES):
        for title in strange:
            expected = f"one of {MANIFEST}, sources, {', '.join(TABLES)}"
            parts.faults.append(
                Fault(f"{path.name}[{title}]", 0, "", "a sheet that no dossier has", expected, "", False)
            )


def without_stray(file: str, records: Records, faults: list[Fault]) -> Iterator[list[str]]:
    """Yield records as they are, and report characters that no document can hold."""
    header: list[str] = []
    for number, cells in enumerate(records, 1):
        header = header or cells
        for at, cell in enumerate(cells):
            if mark := STRAY.search(cell):
                column = STRAY.sub("", header[at]) if at < len(header) else ""
                found = f"the character U+{ord(mark.group()):04X}"
                faults.append(Fault(file, number, column, found, "text without it", "delete it"))
        yield cells


def _records(place: str, sheet: Any, values: Any) -> tuple[list[list[str]], list[Fault]]:
    """Return a sheet's cells as texts, and what cannot be one."""
    faults = [
        Fault(place, area.min_row, "", f"the merged cells {area}", "one value a cell", "unmerge them")
        for area in sheet.merged_cells.ranges
    ]
    records: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for cell in row:
            text, found, hint = _text(cell, values[cell.coordinate].value)
            cells.append(text)
            if found:
                faults.append(Fault(place, number, cell.column_letter, found, _EXPECTED, hint))
        while cells and not cells[-1]:
            cells.pop()
        records.append(cells)
    width = max(map(len, records[:1]), default=0)
    return [cells + [""] * (width - len(cells)) for cells in records], faults


def _text(cell: Any, value: Any) -> tuple[str, str, str]:
    """Return a cell's text; what is wrong with it, and what to do."""
    if cell.data_type == "f" and value is None:
        return "", "a formula without a value", "open the workbook in Excel and save it"
    if cell.data_type == "e" or (cell.data_type == "f" and str(value).startswith("#")):
        return "", f"a formula that failed ({value})", "mend the formula, or type the value"
    if isinstance(value, dt.datetime | dt.date):
        if "d" not in str(cell.number_format).lower() or (
            isinstance(value, dt.datetime) and value.time() != dt.time()
        ):
            return "", f"a date shown as {cell.number_format!r}", "format the cell as text and type it again"
        return value.strftime("%Y-%m-%d"), "", ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value)), "", ""
    return "" if value is None else str(value), "", ""


def _items(place: str, records: list[list[str]]) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the sheet of sources as CSL-JSON items."""
    if not records:
        return [], [Fault(place, 0, "", "an empty sheet", f"the columns {', '.join(_CSL)}")]
    header, items, faults = records[0], list[dict[str, Any]](), list[Fault]()
    for number, cells in enumerate(records[1:], 2):
        row = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        if not row:
            continue
        try:
            item = json.loads(row.pop(_MORE, "{}"))
            item |= {name: row[name] for name in _CSL if name in row}
            given = {name: row[name] for name in _CUSTOM if name in row}
            if given:
                item["custom"] = {**item.get("custom", {}), **given}
            items.append(item)
        except (ValueError, AttributeError, TypeError, RecursionError):
            faults.append(Fault(place, number, _MORE, "no valid JSON", "a JSON object, or nothing"))
    return items, faults


def workbook_bytes(toml: str, items: Sequence[Mapping[str, Any]], tables: Mapping[str, Records]) -> bytes:
    """Return a dossier's parts as one workbook; every cell is text, so that no spreadsheet rewrites it."""
    import openpyxl
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = openpyxl.Workbook()
    book.remove(book.active)
    sources: list[list[str]] = [[*_CSL, *_CUSTOM, _MORE]]
    for item in items:
        plain = {name: item[name] for name in _CSL if isinstance(item.get(name), str) and item[name]}
        custom = item.get("custom") or {}
        own = {name: custom[name] for name in _CUSTOM if isinstance(custom.get(name), str) and custom[name]}
        rest = {name: value for name, value in item.items() if name not in plain and name != "custom"}
        left = {name: value for name, value in custom.items() if name not in own}
        rest |= {"custom": left} if left or ("custom" in item and not own) else {}
        more = json.dumps(rest, ensure_ascii=False) if rest else ""
        sources.append([*({**plain, **own}.get(name, "") for name in (*_CSL, *_CUSTOM)), more])
    sheets = {MANIFEST: [[line] for line in toml.split("\n")], "sources": sources, **tables}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        if name != MANIFEST:
            sheet.freeze_panes = "A2"
        for at, row in enumerate(rows, start=1):
            for across, text in enumerate(row, start=1):
                if len(text) > _LONGEST:
                    raise KitError(
                        f"{name}, row {at}: a cell of {len(text):,} characters; a workbook takes {_LONGEST:,}"
                    )
                cell = sheet.cell(at, across)
                try:
                    cell.value = text or None
                except IllegalCharacterError:
                    raise KitError(
                        f"{name}, row {at}: a character that no workbook can hold: {text[:40]!r}"
                    ) from None
                if text:
                    cell.data_type, cell.number_format = "s", "@"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
