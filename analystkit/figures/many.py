"""Exporting several charts at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path

from analystkit import charts
from analystkit.dossier import Dossier, Selection
from analystkit.errors import KitError
from analystkit.figures.names import checked_formats
from analystkit.figures.spec import Spec


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
    """Draw several charts of the same selection and save them all.

    All names and terms are checked before the first file is written.

    Parameters
    ----------
    dossier : Dossier
        Where the rows come from.
    names : iterable of str
        Charts; ``all`` stands for every chart whose tables the dossier has and whose table has the
        columns selected by.
    where : mapping, optional
        For each column, the term or terms that a row must have.
    text : str
        Words that must all occur in a row.
    floor : str
        The least verification.
    presets, formats : sequence of str
        Each figure is saved in every size and format.
    folder : path, optional
        ``exports/`` of the project unless given.
    overwrite : bool
        Whether other files of those names may be replaced.
    progress : bool
        Whether to show a progress bar on standard error.

    Returns
    -------
    list of pathlib.Path
        All files.

    Raises
    ------
    KitError
        If a name does not exist, or some figure could not be saved (the rest then is).

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.dossier import open_dossier
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     dossier = open_dossier("russia-iran-2025")
    ...     files = export_many(dossier, ["what-is-absent"], folder=folder, progress=False)
    >>> [path.name for path in files]
    ['what-is-absent.png', 'what-is-absent.csv']
    """
    from tqdm import tqdm

    formats = checked_formats(formats)
    chosen = _charts(dossier, list(names), where or {})
    figures = [
        Spec(name, Selection.make(charts.get(name).table, where, text, None, floor), preset).draw(dossier)
        for name in chosen
        for preset in dict.fromkeys(presets)
    ]
    saved: list[Path] = []
    faults: list[str] = []
    for figure in tqdm(figures, desc="figures", unit="figure", file=sys.stderr, disable=not progress):
        try:
            saved += figure.save(formats=formats, folder=folder, overwrite=overwrite)
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
    if not names:
        raise KitError("no chart given: name some (see `analystkit charts`), or 'all'")
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
