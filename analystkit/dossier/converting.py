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
from analystkit.dossier.finding import MANIFEST, SOURCES, Parts, find_dossier, is_book, project_root
from analystkit.dossier.items import BIBTEX, from_bibtex, read_sources
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
    parts.tables = {stem: (file, list(records)) for stem, (file, records) in parts.tables.items()}
    faults = [fault for fault in (*parts.faults, *read_sources(parts.texts)[1]) if fault.stops]
    if faults:
        raise DossierError(f"{path.name}: not converted", faults)
    toml, items = _toml(parts), _items(parts.texts)
    tables = {stem: records for stem, (_, records) in parts.tables.items()}
    if is_book(target):
        sheet = {NOTES: [["file", "text"], *map(list, parts.notes.items())]} if parts.notes else {}
        data = workbook_bytes(toml, items, {**tables, **sheet})
        with tempfile.TemporaryDirectory() as folder:
            made, back = Path(folder) / "made.xlsx", Parts()
            made.write_bytes(data)
            read_workbook(made, back, TABLES)
        before, after = _content(parts), _content(back)
        lost = [what for what in {**before, **after} if before.get(what) != after.get(what)]
        if lost or any(fault.stops for fault in back.faults):
            said = "; ".join([*lost, *map(str, back.faults)][:5])
            raise KitError(f"not written: a workbook cannot hold this as it is: {said}")
        return write_together(target.parent, {target.name: data}, overwrite)
    if target.suffix:
        raise KitError(f"found {target.name!r}; expected a name that ends in .xlsx, or a folder")
    texts = {MANIFEST: toml, SOURCES: json.dumps(items, ensure_ascii=False, indent=1) + "\n"}
    for stem, records in tables.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(records)
        texts[f"{stem}.csv"] = text.getvalue()
    written = write_together(target, {name: text.encode() for name, text in texts.items()}, overwrite)
    notes = {name: text.encode() for name, text in parts.notes.items()}
    return written + (write_together(target / "notes", notes, overwrite) if notes else [])


def _toml(parts: Parts) -> str:
    return parts.texts.get(MANIFEST, b"").decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n"


def _items(texts: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the sources as they stand in the file."""
    name = SOURCES if SOURCES in texts else BIBTEX
    text = texts[name].decode("utf-8-sig")
    found = json.loads(text if name == SOURCES else from_bibtex(text))
    return list(found["items"] if isinstance(found, dict) else found)


def _content(parts: Parts) -> dict[str, Any]:
    """Return all that a dossier holds, by the words for it, without what a spreadsheet leaves out."""
    held: dict[str, Any] = {f"the text of {MANIFEST}": _toml(parts)}
    held |= {f"the source {item.get('id')!r}": item for item in _items(parts.texts)}
    held |= {f"the note {name}": text for name, text in parts.notes.items()}
    for stem, (_, records) in parts.tables.items():
        filled = ["\x1f".join(cells).replace("\r\n", "\n").rstrip("\x1f") for cells in records]
        held |= {f"{stem}, row {row}": cells for row, cells in enumerate(filter(None, filled), 1)}
    return held
