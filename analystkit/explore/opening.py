"""A panel opened on a table, or brought back from a saved figure."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, Selection, project_root
from analystkit.explore.filters import offered
from analystkit.explore.panel import Panel
from analystkit.explore.showing import quiet
from analystkit.explore.terms import SIDES
from analystkit.figures import read_recipe
from analystkit.figures.remaking import dossier_of, naming


@quiet
def explore(
    dossier: Dossier,
    table: str,
    charts: Sequence[str] | None = None,
    filters: Sequence[str] | None = None,
    selection: Selection | None = None,
) -> Panel:
    """Show the rows of a table through a chart, with filters, rows and saving beside it.

    Parameters
    ----------
    dossier : Dossier
        Where the rows come from.
    table : str
        The table, such as ``"provisions"``.
    charts : sequence of str, optional
        Names of the charts to choose from, the first shown first; all that draw the table unless given.
    filters : sequence of str, optional
        Columns, ``dates``, ``verification``, ``search``, or ``cites:`` and a citekey (``cites:main`` for the
        dossier's main source); all that the table offers unless given.
    selection : Selection, optional
        What the filters choose at first; all sourced rows unless given.

    Returns
    -------
    Panel
        A widget; the last line of a cell shows it. In a notebook it comes back as it was left.

    Raises
    ------
    KitError
        If the table, a chart or a filter does not exist.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> panel = explore(open_dossier("russia-iran-2025"), "provisions", filters=["domain", "search"])
    >>> panel.selection.table
    'provisions'
    """
    return Panel(dossier, table, charts, filters, selection)


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
        selection = recipe.spec.selection
        panel = Panel(opened, selection.table, filters=_filters(opened, selection))
        panel.state = recipe.spec
    panel.redraw.flush()
    panel.saving.open(place.stem, [place.suffix[1:]])
    return panel


def _found(file: str | PathLike[str]) -> Path:
    """Return the file as given, or where the project has it: a notebook runs in a folder of its own."""
    given = Path(file)
    root = project_root()
    places = [given, root / given, root / "exports" / given]
    return next((place for place in places if place.exists()), given)


def _filters(dossier: Dossier, selection: Selection) -> list[str]:
    """Return the filters of a table, and one for the source that the selection asks for, if it is one."""
    asked = [key for name, keys in selection.where if name in SIDES for key in keys]
    known = [f"cites:{key}" for key in asked if key in dossier.sources and len(asked) == 1]
    return [*offered(dossier, selection.table), *known]
