"""Making a dossier: from nothing, and from a folder to a workbook or back, losing nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from analystkit.dossier.faults import DossierError
from analystkit.dossier.finding import MANIFEST, SOURCES, Parts, Records, find_dossier, is_book, project_root
from analystkit.dossier.items import BIBTEX, from_bibtex
from analystkit.dossier.reading import read_parts
from analystkit.dossier.tables import TABLES
from analystkit.dossier.workbook import NOTES, read_workbook, workbook_bytes
from analystkit.errors import KitError
from analystkit.files import write_together

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def new(name: str, into: Path | None = None) -> Path:
    """Make a dossier that is sound from the first minute, with one example row in each table."""
    if not _NAME.fullmatch(name) or name in _DEVICES:
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        said = f"; {plain!r} would do" if _NAME.fullmatch(plain) and plain not in _DEVICES else ""
        why = " (Windows keeps that name for itself)" if name.lower() in _DEVICES else ""
        expected = f"expected small letters a to z, digits and hyphens{why}"
        raise KitError(f"{name!r} cannot name a dossier: {expected}{said}")
    folder = (into or project_root() / "data") / name
    if folder.exists() or folder.with_suffix(".xlsx").exists():
        raise KitError(
            f"{folder} is there already: give another name, or `analystkit check {name}` to see what is in it"
        )
    today = dt.date.today().isoformat()
    starter = {
        part.name: part.read_text("utf-8")
        for part in files("analystkit.dossier").joinpath("starter").iterdir()
    }
    filled = {file: text.replace("{name}", name).replace("{today}", today) for file, text in starter.items()}
    write_together(folder, {file: text.encode() for file, text in sorted(filled.items())})
    return folder


def convert(source: str, target: str | Path, overwrite: bool = False) -> list[Path]:
    """Write a dossier as one workbook, or a workbook as a folder of CSV files; refuse what would be lost."""
    path, target = find_dossier(source), Path(target)
    parts = read_parts(path)
    tables = {stem: list(records) for stem, (_, records) in parts.tables.items()}
    faults = [fault for fault in parts.faults if fault.stops]
    if faults:
        raise DossierError(f"{path.name}: not converted", faults)
    toml = parts.texts.get(MANIFEST, b"").decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n"
    items = _items(parts)
    notes = dict(parts.notes)
    if is_book(target):
        data = workbook_bytes(toml, items, {**tables, **({NOTES: _note_records(notes)} if notes else {})})
        _refuse_loss(data, toml, items, tables, notes)
        return write_together(target.parent, {target.name: data}, overwrite)
    if target.suffix:
        raise KitError(f"found {target.name!r}; expected a name that ends in .xlsx, or a folder")
    made = {
        MANIFEST: toml.encode(),
        SOURCES: (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    made |= {f"{stem}.csv": _csv(records) for stem, records in tables.items()}
    written = write_together(target, made, overwrite)
    if notes:
        written += write_together(
            target / "notes", {name: text.encode() for name, text in notes.items()}, overwrite
        )
    return written


def _items(parts: Parts) -> list[dict[str, Any]]:
    """Return the sources as they stand in the file."""
    try:
        if SOURCES in parts.texts:
            found = json.loads(parts.texts[SOURCES].decode("utf-8-sig"))
        else:
            found = json.loads(from_bibtex(parts.texts[BIBTEX].decode("utf-8-sig")))
        found = found["items"] if isinstance(found, dict) else found
        if all(isinstance(item, dict) for item in found):
            return list(found)
    except (KeyError, TypeError, ValueError) as error:
        raise KitError(
            f"{parts.path.name}: its sources cannot be read ({error}); run `analystkit check`"
        ) from error
    raise KitError(f"{parts.path.name}: its sources are no list of items; run `analystkit check`")


def _note_records(notes: Mapping[str, str]) -> Records:
    return [["file", "text"], *([name, text] for name, text in notes.items())]


def _csv(records: Records) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(records)
    return text.getvalue().encode()


def _refuse_loss(
    data: bytes,
    toml: str,
    items: list[dict[str, Any]],
    tables: Mapping[str, Records],
    notes: Mapping[str, str],
) -> None:
    """Read a workbook that was made, and refuse it where anything would come back otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        path.write_bytes(data)
        back = Parts()
        read_workbook(path, back, TABLES)
    lost = [str(fault) for fault in back.faults if fault.stops]
    if back.texts[MANIFEST].decode().rstrip("\n") != toml.rstrip("\n"):
        lost.append(f"the text of {MANIFEST}")
    lost += [f"the source {a.get('id')!r}" for a, b in zip(items, _items(back), strict=True) if a != b]
    lost += [f"the note {name}" for name in notes if back.notes.get(name) != notes[name]]
    for stem, records in tables.items():
        there = back.tables.get(stem, ("", []))[1]
        lost += [
            f"{stem}, row {number}"
            for (number, cells), (_, again) in zip(_filled(records), _filled(there), strict=False)
            if cells != again
        ]
        if len(_filled(records)) != len(_filled(there)):
            lost.append(f"rows of {stem}")
    if lost:
        raise KitError(f"not written: a workbook cannot hold this as it is: {'; '.join(lost[:5])}")


def _filled(records: Records) -> list[tuple[int, list[str]]]:
    """Return the records that say anything, without what a spreadsheet leaves out."""
    plain = []
    for number, cells in enumerate(records, 1):
        kept = [cell.replace("\r\n", "\n") for cell in cells]
        while kept and not kept[-1]:
            kept.pop()
        if kept:
            plain.append((number, kept))
    return plain
