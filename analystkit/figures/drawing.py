"""Drawing a figure in one call, as notebooks do."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from analystkit import charts
from analystkit.dossier import Dossier, Selection, open_dossier
from analystkit.errors import KitError
from analystkit.figures.figure import Figure
from analystkit.figures.spec import Spec


def draw(
    dossier: Dossier | str | PathLike[str],
    chart: str,
    where: Mapping[str, Iterable[str] | str] | None = None,
    *,
    text: str = "",
    dates: tuple[str | None, str | None] | None = None,
    floor: str = "one-source",
    preset: str = "full",
    title: str | None = None,
    caption: str | None = None,
    selection: Selection | None = None,
    options: Mapping[str, Any] | None = None,
    **more: Any,
) -> Figure:
    """Draw a chart of selected rows.

    Parameters
    ----------
    dossier : Dossier, str or path
        Opened already, or its name.
    chart : str
        The chart's name; `analystkit charts` lists them.
    where : mapping, optional
        For each column, the term or terms that a row must have.
    text : str
        Words that must all occur in a row.
    dates : pair of str, optional
        EDTF dates from and to.
    floor : str
        The least verification: ``unverified`` (everything), ``one-source`` or ``two-sources``.
    preset : str
        ``column`` (85 mm), ``full`` (170 mm) or ``slide`` (16:9).
    title, caption : str, optional
        Put in place of the headline, and of the caption's first words.
    selection : Selection, optional
        In place of `where`, `text`, `dates` and `floor`.
    options : mapping, optional
        The chart's own options whose names are arguments here too, such as ``{"text": …}``.
    **more
        The chart's other options, by name.

    Returns
    -------
    Figure

    Raises
    ------
    KitError
        If a name does not exist; the message has the nearest that do.

    Examples
    --------
    >>> figure = draw("russia-iran-2025", "provisions-by-domain", where={"domain": "sanctions"})
    >>> set(figure.rows["domain"])
    {'sanctions'}
    """
    opened = dossier if isinstance(dossier, Dossier) else open_dossier(dossier)
    if selection is None:
        selection = Selection.make(charts.get(chart).table, where, text, dates, floor)
    elif where or text or dates or floor != "one-source":
        raise KitError("give either selection=…, or where, text, dates and floor; not both")
    spec = Spec(chart, selection, preset, title or "", caption or "", {**(options or {}), **more})
    return spec.draw(opened)


OWN_ARGUMENTS = frozenset(inspect.signature(draw).parameters) - {"more"}
