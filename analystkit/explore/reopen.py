"""From a saved figure back to the panel that it came from."""

from __future__ import annotations

from os import PathLike

from analystkit.dossier import Dossier, Selection, open_dossier
from analystkit.explore.panel import Panel
from analystkit.explore.state import State
from analystkit.export import read_recipe


def reopen(file: str | PathLike[str], dossier: Dossier | None = None) -> Panel:
    """Open the panel that shows what a saved figure shows.

    Parameters
    ----------
    file : str or path
        A PNG, SVG or PDF that the kit saved.
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
    recipe = read_recipe(file)
    opened = dossier or open_dossier(recipe.dossier)
    panel = Panel(opened, recipe.table)
    panel.state = State(
        Selection.from_dict(recipe.selection),
        recipe.chart,
        recipe.preset,
        recipe.options,
        recipe.title or "",
        recipe.caption or "",
    )
    panel.redraw.flush()
    return panel
