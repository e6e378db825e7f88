"""Which exported figures new data would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, open_dossier
from analystkit.errors import KitError
from analystkit.figures.carried import read_file, recipe_in
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import Recipe
from analystkit.figures.remake import Remade, dossier_of, figure_from


@dataclass(frozen=True)
class Standing:
    """How one file of a folder stands.

    Parameters
    ----------
    file : pathlib.Path
        The figure.
    reasons : tuple of str
        Why new data would change it; empty when it would not.
    fault : str
        Why that cannot be told: damaged, not ours, a chart or dossier that is gone.
    """

    file: Path
    reasons: tuple[str, ...] = ()
    fault: str = ""


def stale(
    folder: str | PathLike[str], dossier: Dossier | str | PathLike[str] | None = None
) -> list[Standing]:
    """Return every figure in a folder that new data would change, or of which that cannot be told.

    Each figure's rows are selected and its words written anew, and compared with those in the file; a
    change in rows that it does not draw does not count.

    Parameters
    ----------
    folder : str or path
        Looked through with its subfolders.
    dossier : Dossier, str or path, optional
        In place of the dossiers that the figures name.

    Returns
    -------
    list of Standing
        In alphabetical order of the files.

    Raises
    ------
    KitError
        If there is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     stale(folder)
    []
    """
    return [found for found in standings(folder, dossier) if found.reasons or found.fault]


def standings(
    folder: str | PathLike[str], dossier: Dossier | str | PathLike[str] | None = None
) -> Iterator[Standing]:
    """Yield how each figure in a folder stands; see `stale`."""
    opened: dict[str, Dossier] = {}
    if dossier is not None and not isinstance(dossier, Dossier):
        dossier = open_dossier(dossier)
    known: dict[str, tuple[str, ...]] = {}
    for path in figures_in(folder):
        try:
            data = read_file(path)
            recipe = recipe_in(data, path.name)
            same_again = recipe.to_json()
            if same_again not in known:
                known[same_again] = _reasons(path, data, recipe, opened, dossier)
            yield Standing(path, known[same_again])
        except KitError as error:
            yield Standing(path, fault=str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: "))


def figures_in(folder: str | PathLike[str]) -> list[Path]:
    """Return the PNG, SVG and PDF files in a folder and its subfolders, hidden ones left out."""
    place = Path(folder)
    if place.is_file():
        raise KitError(f"{place}: this is a file; give its folder (or use `analystkit reproduce {place}`)")
    if not place.is_dir():
        raise KitError(f"{place}: no such folder; give one with exported figures, such as exports/")
    found = (path for path in place.rglob("*") if path.suffix[1:].lower() in FORMATS and path.is_file())
    return sorted(path for path in found if not any(p.startswith(".") for p in path.relative_to(place).parts))


def _reasons(
    path: Path,
    data: bytes,
    recipe: Recipe,
    opened: dict[str, Dossier],
    dossier: Dossier | str | PathLike[str] | None,
) -> tuple[str, ...]:
    """Return why new data would change a figure; each dossier is opened once."""
    name = "" if dossier is not None else recipe.dossier
    if name not in opened:
        opened[name] = dossier_of(recipe, dossier)
    remade = Remade(str(path), data, recipe, figure_from(recipe, opened[name]))
    return tuple(remade.stale)
