"""Where the checkout and its dossiers are."""

from __future__ import annotations

import os
from pathlib import Path

from analystkit.errors import KitError, unknown

VARIABLE, HOME = "ANALYSTKIT_DOSSIER", "ANALYSTKIT_HOME"
MANIFEST = "dossier.toml"


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
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        if any(folder.glob(f"data/*/{MANIFEST}")):
            return folder
    raise KitError(f"no folder 'data' with a dossier here or above; set {HOME} to the kit's folder")


def dossier_names() -> list[str]:
    """Return the ids of the dossiers in ``data/``, in alphabetical order."""
    data = project_root() / "data"
    books = {path.stem for path in data.glob("*.xlsx") if not path.name.startswith("~$")}
    return sorted(books | {path.parent.name for path in data.glob(f"*/{MANIFEST}")})


def find_dossier(name_or_path: str | os.PathLike[str] | None = None) -> Path:
    """Return a dossier's folder or workbook, given a path, a name in ``data/`` or nothing (the default)."""
    given = Path(name_or_path or os.environ.get(VARIABLE) or _default())
    if given.name == MANIFEST and given.is_file():
        return given.parent
    placed = len(given.parts) > 1 or is_book(given)
    try:
        placed |= given.is_file()
        for place in [given, *([project_root() / "data" / given] if len(given.parts) == 1 else [])]:
            book = place if is_book(place) or not place.name else place.with_name(f"{place.name}.xlsx")
            if place.is_dir() and (os.access(place / MANIFEST, os.F_OK) or not os.access(book, os.F_OK)):
                return place
            if is_book(book) and book.is_file():
                return book
    except PermissionError as error:
        raise KitError(f"{given}: this may not be looked at ({error.strerror})") from error
    except OSError:
        pass  # what no system takes for a path is none
    if placed:
        expected = f"a folder with a {MANIFEST} in it, or a workbook saved as .xlsx"
        raise KitError(f"no dossier at {str(given)!r}: expected {expected}")
    raise unknown("dossier", str(given), dossier_names())


def _default() -> Path:
    """Return what is opened where no dossier is named."""
    note, names = project_root() / "data" / "default", dossier_names()
    said = note.read_text("utf-8-sig").strip() if note.is_file() else ""
    if not (said or names):
        raise KitError("there is no dossier in data/: `analystkit new NAME` makes one")
    return note.with_name(said or names[0])
