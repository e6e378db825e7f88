"""Drawing a figure in one call, as notebooks do, and several of one selection."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from analystkit import charts
from analystkit.dossier import Dossier, Selection, open_dossier
from analystkit.errors import KitError
from analystkit.figures.figure import Figure
from analystkit.figures.names import checked_formats
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
    if not isinstance(options or {}, Mapping):
        raise KitError(f"options are names with values, such as {{'text': '…'}}; found {options!r:.40}")
    opened = dossier if isinstance(dossier, Dossier) else open_dossier(dossier)
    if selection is None:
        selection = Selection.make(charts.get(chart).table, where, text, dates, floor)
    elif where or text or dates or floor != "one-source":
        raise KitError("give either selection=…, or where, text, dates and floor; not both")
    spec = Spec(chart, selection, preset, title or "", caption or "", {**(options or {}), **more})
    return Figure(spec, opened)


def export_many(
    dossier: Dossier,
    names: Iterable[str],
    where: Mapping[str, Iterable[str] | str] | None = None,
    *,
    text: str = "",
    floor: str = "one-source",
    presets: Sequence[str] = ("full",),
    formats: Sequence[str] = ("png",),
    folder: str | PathLike[str] | None = None,
    overwrite: bool = False,
    progress: bool = True,
) -> list[Path]:
    """Draw charts of one selection, or targets as in a brief, and save them all; names are checked first."""
    from tqdm import tqdm

    formats = checked_formats(formats)
    chosen = _charts(dossier, [name for name in names if not name.startswith("chart:")], where or {})
    specs = [Spec.from_target(name, dossier) for name in names if name.startswith("chart:")]
    specs += [
        Spec(name, Selection.make(charts.get(name).table, where, text, None, floor), preset)
        for name in chosen
        for preset in dict.fromkeys(presets)
    ]
    if not specs:
        raise KitError("no chart given: name some (see `analystkit charts`), or 'all'")
    figures = [Figure(spec, dossier) for spec in specs]
    saved: list[Path] = []
    faults: list[str] = []
    for figure in tqdm(figures, desc="figures", unit="figure", file=sys.stderr, disable=not progress):
        try:
            files = figure.save(formats=formats, folder=folder, overwrite=overwrite)
            saved += files
            for warning in figure.warnings if progress else ():
                tqdm.write(f"{files[0].name}: {warning}", file=sys.stderr)
        except KitError as error:
            if len(figures) == 1:
                raise
            faults.append(f"{figure.default_name}: {error}")
    if faults:
        count = len(figures) - len(faults)
        raise KitError(f"{count} of {len(figures)} figures saved, {len(faults)} not:\n" + "\n".join(faults))
    return saved


def _charts(dossier: Dossier, names: Sequence[str], where: Mapping[str, object]) -> list[str]:
    """Return the charts asked for, each once."""
    if "all" not in names:
        return list(dict.fromkeys(charts.get(name).name for name in names))
    fitting = []
    for chart in charts.all():
        tables = (chart.table, *chart.also)
        if all(map(dossier.has, tables)) and set(where) <= set(dossier.table(chart.table).columns):
            fitting.append(chart.name)
    if not fitting:
        raise KitError(f"no chart's table has all of the columns {', '.join(where)}")
    return fitting
