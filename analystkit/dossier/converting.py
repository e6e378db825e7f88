"""Making a dossier: from nothing, and from a folder to a workbook or back, losing nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path

from analystkit.dossier.about import SOURCES, raw_items, read_about, read_sources
from analystkit.dossier.faults import DossierError
from analystkit.dossier.finding import MANIFEST, find_dossier, is_book, project_root
from analystkit.dossier.reading import Parts, read_parts, read_records
from analystkit.dossier.workbook import NOTES, as_csv, packed
from analystkit.errors import KitError
from analystkit.files import write_together

_NAME = re.compile(r"(?!(?:con|prn|aux|nul|(?:com|lpt)[1-9])$)[a-z0-9][a-z0-9-]{0,79}")


def new(name: str, into: Path | None = None) -> Path:
    """Make a dossier that is sound from the first minute, with one example row in each table."""
    if not _NAME.fullmatch(name):
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        said = f"; {plain!r} would do" if _NAME.fullmatch(plain) else ""
        expected = "expected small letters a to z, digits and hyphens, and no name that Windows keeps, as con"
        raise KitError(f"{name!r} cannot name a dossier: {expected}{said}")
    folder = (into or project_root() / "data") / name
    if folder.exists() or folder.with_suffix(".xlsx").exists():
        there = f"give another name, or `analystkit check {name}` to see what is in it"
        raise KitError(f"{folder} is there already: {there}")
    filled = {}
    for part in files("analystkit.dossier").joinpath("starter").iterdir():
        text = part.read_text("utf-8").replace("{name}", name).replace("{today}", dt.date.today().isoformat())
        filled[part.name] = text.encode()
    write_together(folder, dict(sorted(filled.items())))
    return folder


def convert(source: str, target: str | Path, overwrite: bool = False) -> list[Path]:
    """Write a dossier as one workbook, or a workbook as a folder of CSV files; refuse what would be lost."""
    path, target = find_dossier(source), Path(target)
    content = _content(read_parts(path), path.name)
    if is_book(target):
        data, lost = packed(content), list[str]()
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.xlsx"
            made.write_bytes(data)
            back = _content(read_parts(made), "what was made")
        for name in {**content, **back}:
            both = (texts.get(name, "").split("\n") for texts in (content, back))
            lost += [
                f"{name}, line {at}" for at, (one, two) in enumerate(zip_longest(*both), 1) if one != two
            ]
        if lost:
            raise KitError(f"not written: a workbook cannot hold this as it is: {'; '.join(lost[:5])}")
        return write_together(target.parent, {target.name: data}, overwrite)
    if target.suffix:
        raise KitError(f"found {target.name!r}; expected a name that ends in .xlsx, or a folder")
    written: dict[Path, dict[str, bytes]] = {}
    for name, text in content.items():
        written.setdefault((target / name).parent, {})[Path(name).name] = text.encode()
    return [path for folder, texts in written.items() for path in write_together(folder, texts, overwrite)]


def _content(parts: Parts, called: str) -> dict[str, str]:
    """Return the text of each file of a dossier without what a spreadsheet leaves out."""
    texts = {}
    for name, data in parts.files.items():
        if name.endswith(".csv"):
            records = list(read_records(parts.sheets.get(name, name), data or b"", parts.faults))
            last = [max((at for at, cell in enumerate(cells, 1) if cell), default=0) for cells in records]
            kept = [cells[:end] for cells, end in zip(records, last, strict=True) if end]
            texts[name] = as_csv([*cells, *[""] * (len(kept[0]) - len(cells))] for cells in kept)
        elif name.startswith(NOTES):
            texts[name] = (data or b"").decode("utf-8-sig", errors="replace")
    unread = [fault for fault in read_about("", parts.files.get(MANIFEST))[1] if not fault.column]
    faults = [fault for fault in (*parts.faults, *unread, *read_sources(parts.files)[1]) if fault.stops]
    if faults:
        raise DossierError(f"{called}: not converted", faults)
    toml = (parts.files.get(MANIFEST) or b"").decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    items = json.dumps(raw_items(parts.files), ensure_ascii=False, indent=1, sort_keys=True)
    return {MANIFEST: f"{toml}\n", SOURCES: f"{items}\n", **texts}
