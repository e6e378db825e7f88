"""Where the checkout and its dossiers are."""

from __future__ import annotations

import os
from pathlib import Path

from analystkit.errors import KitError, unknown

MANIFEST = "dossier.toml"


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
    named = os.environ.get("ANALYSTKIT_HOME")
    if named:
        if (Path(named) / "data").is_dir():
            return Path(named).resolve()
        raise KitError(f"ANALYSTKIT_HOME is {named!r}, but there is no folder 'data' in it")
    here = Path.cwd().resolve()
    package = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, package):
        if any(folder.glob(f"data/*/{MANIFEST}")):
            return folder
    raise KitError("no folder 'data' with a dossier here or above; set ANALYSTKIT_HOME to the kit's folder")


def dossier_names() -> list[str]:
    """Return the ids of the dossiers in ``data/``, in alphabetical order."""
    return sorted(path.parent.name for path in (project_root() / "data").glob(f"*/{MANIFEST}"))


def find_dossier(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the folder of a dossier, given its id or a path to it.

    Parameters
    ----------
    name_or_path : str or path
        A folder (or the ``dossier.toml`` in it), else the name of a folder in ``data/``.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    KitError
        If there is no such folder; the message lists those that exist.

    Examples
    --------
    >>> find_dossier("russia-iran-2025").name
    'russia-iran-2025'
    """
    given = Path(name_or_path)
    if given.name == MANIFEST and given.is_file():
        return given.parent
    try:
        if given.is_dir():
            return given
        inside = project_root() / "data" / given
        if len(given.parts) == 1 and inside.is_dir():
            return inside
    except OSError:
        pass
    if len(given.parts) > 1:
        raise KitError(f"no dossier at {str(given)!r}: expected a folder with a {MANIFEST} in it")
    raise unknown("dossier", str(name_or_path), dossier_names())
