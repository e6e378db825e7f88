"""The panel of a saved figure."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, project_root
from analystkit.explore.filters import SIDES, offered
from analystkit.explore.panel import Panel
from analystkit.figures import read_recipe


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
    from analystkit.figures.carrying import naming
    from analystkit.figures.remaking import dossier_of

    given, root = Path(file), project_root()
    places = [given, root / given, root / "exports" / given]  # a notebook runs in a folder of its own
    place = next((each for each in places if each.exists()), given)
    recipe = read_recipe(place)
    with naming(str(place)):
        opened, selection = dossier_of(recipe, dossier), recipe.spec.selection
        asked = [key for name, keys in selection.where if name in SIDES for key in keys]
        cites = [f"cites:{key}" for key in asked if key in opened.sources and len(asked) == 1]
        panel = Panel(opened, selection.table, filters=[*offered(opened, selection.table), *cites])
        panel.state = recipe.spec
    panel.redraw.flush()
    panel.saving.open(place.stem, [place.suffix[1:]])
    return panel
