"""From a saved figure back to the panel that it came from."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, Selection, project_root
from analystkit.explore.filters import offered
from analystkit.explore.panel import Panel
from analystkit.explore.terms import CITES, NOT_CITES
from analystkit.figures import read_recipe
from analystkit.figures.remake import dossier_of, naming


def reopen(file: str | PathLike[str], dossier: Dossier | None = None) -> Panel:
    """Open the panel that shows what a saved figure shows.

    Parameters
    ----------
    file : str or path
        A PNG, SVG or PDF that the kit saved; from this folder, from the project's, or by name alone from
        ``exports/``.
    dossier : Dossier, optional
        Where the rows come from; the one that the figure names unless given.

    Returns
    -------
    Panel
        With the figure's chart, filters, size, headline and caption.

    Raises
    ------
    KitError
        If the file carries no recipe, or names a dossier, chart or column that does not exist.
    """
    place = _found(file)
    recipe = read_recipe(place)
    with naming(str(place)):
        opened = dossier_of(recipe, dossier)
        selection = Selection.from_dict(recipe.selection)
        panel = Panel(opened, selection.table, filters=_filters(opened, selection))
        panel.state = recipe.spec
    panel.redraw.flush()
    return panel


def _found(file: str | PathLike[str]) -> Path:
    """Return the file as given, or where the project has it: a notebook runs in a folder of its own."""
    given = Path(file)
    root = project_root()
    places = [given, root / given, root / "exports" / given]
    return next((place for place in places if place.exists()), given)


def _filters(dossier: Dossier, selection: Selection) -> list[str]:
    """Return the filters of a table, and one for the source that the selection asks for, if it is one."""
    asked = [key for name, keys in selection.where if name in (CITES, NOT_CITES) for key in keys]
    known = [f"cites:{key}" for key in asked if key in dossier.sources and len(asked) == 1]
    return [*offered(dossier, selection.table), *known]
