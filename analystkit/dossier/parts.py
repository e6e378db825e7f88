"""A dossier's parts as its files have them, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from analystkit.dossier.faults import Fault

MANIFEST, SOURCES, MINE = "dossier.toml", "sources.json", ".mine"
SOURCE_FILES = (SOURCES, "sources.bib")
LIMIT = 64 * 1024 * 1024
Records = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class RawRow:
    """One record: the file and the row in it as a spreadsheet counts, and its cells by column."""

    file: str
    row: int
    cells: dict[str, str]


@dataclass
class Parts:
    """A dossier as its files have it, whatever their form: texts by name, tables as numbered records."""

    path: Path
    texts: dict[str, bytes] = field(default_factory=dict)  # dossier.toml, sources.json or .bib
    tables: dict[str, tuple[str, Records]] = field(default_factory=dict)  # by stem: file, records
    notes: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def is_book(path: Path) -> bool:
    """Tell whether a path names a workbook."""
    return path.suffix.lower() == ".xlsx"


def own_folder(path: Path) -> Path:
    """Return the folder for own rows and texts: a workbook's has its name and lies beside it."""
    return path.with_suffix("") if is_book(path) else path
