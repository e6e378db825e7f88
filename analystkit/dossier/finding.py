"""Where the checkout and its dossiers are, and of which files a dossier is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analystkit.dossier.faults import Fault
from analystkit.errors import KitError, unknown

VARIABLE, HOME = "ANALYSTKIT_DOSSIER", "ANALYSTKIT_HOME"
MANIFEST, SOURCES, MINE = "dossier.toml", "sources.json", ".mine"
SOURCE_FILES = (SOURCES, "sources.bib")
LIMIT = 64 * 1024 * 1024
Records = Iterable[list[str]]  # the first is row 1


@dataclass(frozen=True)
class Rows:
    """A table's records as text, column by column, and where each stands."""

    columns: dict[str, list[str]]
    numbers: list[int]  #: of each record its row, as a spreadsheet counts
    mine: list[bool]  #: and whether it is the analyst's own
    files: tuple[str, str]  #: where the others stand, and where the analyst's own

    def place(self, at: int) -> tuple[str, int]:
        """Return file and row of a record."""
        return self.files[self.mine[at]], self.numbers[at]

    def keys(self, names: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Return of each record its cells in some columns."""
        return zip(*(self.columns[name] for name in names), strict=True)

    def cells(self) -> Iterator[dict[str, str]]:
        """Return each record's cells by column."""
        return (dict(zip(self.columns, cells, strict=True)) for cells in self.keys(self.columns))


@dataclass
class Parts:
    """A dossier as its files have it, whatever their form: texts by name, tables as records."""

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


def project_root() -> Path:
    """Return the folder that holds ``data/``, ``notebooks/`` and ``exports/``.

    The environment variable ``ANALYSTKIT_HOME`` wins; then the nearest folder above the working
    directory that holds a dossier; then the checkout that this package was installed from.

    Returns
    -------
    pathlib.Path
        An absolute path.

    Raises
    ------
    KitError
        If none of the three holds a ``data`` folder.

    Examples
    --------
    >>> (project_root() / "data").is_dir()
    True
    """
    named = os.environ.get(HOME)
    if named:
        if (Path(named) / "data").is_dir():
            return Path(named).resolve()
        raise KitError(f"{HOME} is {named!r}, but there is no folder 'data' in it")
    here = Path.cwd().resolve()
    package = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, package):
        if any(folder.glob(f"data/*/{MANIFEST}")):
            return folder
    raise KitError(f"no folder 'data' with a dossier here or above; set {HOME} to the kit's folder")


def dossier_names() -> list[str]:
    """Return the ids of the dossiers in ``data/``, in alphabetical order."""
    data = project_root() / "data"
    found = [path.parent.name for path in data.glob(f"*/{MANIFEST}")]
    books = [path.stem for path in data.glob("*.xlsx") if not path.name.startswith("~$")]
    return sorted({*found, *books})


def find_dossier(name_or_path: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder or the workbook of a dossier, given its id or a path to it.

    Parameters
    ----------
    name_or_path : str or path, optional
        A folder (or the ``dossier.toml`` in it) or a workbook, else the name of one in ``data/``; without it
        the one that `open_dossier` opens without a name.

    Returns
    -------
    pathlib.Path
        The folder, or the ``.xlsx`` file.

    Raises
    ------
    KitError
        If there is no such dossier; the message lists those that exist.

    Examples
    --------
    >>> find_dossier("russia-iran-2025").name
    'russia-iran-2025'
    """
    given = Path(name_or_path) if name_or_path else _default()
    if given.name == MANIFEST and given.is_file():
        return given.parent
    try:
        places = [given, *([project_root() / "data" / given] if len(given.parts) == 1 else [])]
        for place in places:
            book = place if is_book(place) or not place.name else place.with_name(f"{place.name}.xlsx")
            if place.is_dir() and (os.access(place / MANIFEST, os.F_OK) or not os.access(book, os.F_OK)):
                return place
            if is_book(book) and book.is_file():
                return book
            if place.is_file():
                raise KitError(f"{place.name} is no dossier: expected a folder, or a workbook saved as .xlsx")
    except PermissionError as error:
        raise KitError(f"{given}: this may not be looked at ({error.strerror})") from error
    except OSError:
        pass
    if len(given.parts) > 1 or is_book(given):
        raise KitError(
            f"no dossier at {str(given)!r}: expected a folder with a {MANIFEST} in it, or a workbook"
        )
    raise unknown("dossier", str(given), dossier_names())


def _default() -> Path:
    """Return what is opened where no dossier is named."""
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    note, names = project_root() / "data" / "default", dossier_names()
    said = note.read_text("utf-8-sig").strip() if note.is_file() else ""
    if not (said or names):
        raise KitError("there is no dossier in data/: `analystkit new NAME` makes one")
    return project_root() / "data" / (said or names[0])
