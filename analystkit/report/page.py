"""The notebooks run and put together as one page."""

from __future__ import annotations

import contextlib
import json
import os
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape
from os import PathLike
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd

from analystkit import __version__, charts, files
from analystkit.dossier import TABLES, Dossier, open_dossier, project_root, safe_html, say_date
from analystkit.dossier.finding import find_dossier
from analystkit.errors import KitError
from analystkit.explore import Panel
from analystkit.figures import Figure
from analystkit.figures.carrying import picture_in
from analystkit.words import count

_MOST_CHOICES = 30
_IDS = re.compile(r' id="[a-z]+_\d+"')
SKIPPED = "remove-cell"  # the tag of a cell that a report leaves out: a form, what writes a file
_ERASED = re.compile(
    r"<(script|link|iframe|object|embed|meta|base)\b.*?(</\1>|/>|>)", re.DOTALL | re.IGNORECASE
)
_RUNNING = re.compile(r"^Choose \*\*Run .*?(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
_CITED = re.compile(r"@([\w][\w:.#$%&+?~/-]*\w)")
_BRACKETS = re.compile(r"\[(@[^\]\n]+)\]")
_INNER = re.compile(r'<a href="#([^"]+)">(.*?)</a>')
_FIRST = """%reset -f
import os, ipywidgets
from analystkit.report.page import install
os.chdir({folder!r})
ipywidgets.Widget.close_all()
install()"""


def install() -> None:
    """Let the notebook that runs here show figures and panels as pieces of a report."""
    from IPython import get_ipython
    from IPython.display import display

    def show(figures: Sequence[Figure]) -> None:
        display({"text/html": fragment(figures), "text/plain": figures[0].alt_text}, raw=True)

    formatter = get_ipython().display_formatter.ipython_display_formatter
    formatter.for_type(Figure, lambda figure: show([figure]))
    formatter.for_type(Panel, lambda panel: show(figures_of(panel)))


def figures_of(panel: Panel) -> list[Figure]:
    """Return the figure that a panel shows, and its other charts of the same rows."""
    figures = [panel.figure]
    for name in panel.choices.names:
        if name != figures[0].spec.chart:
            with contextlib.suppress(KitError):  # a chart that these rows cannot be drawn with
                figures.append(Figure(replace(panel.state, chart=name, options={}), panel.dossier))
    return figures


def fragment(figures: Sequence[Figure]) -> str:
    """Return figures of one selection, to choose between, with the rows behind them."""
    rows = pd.concat([figure.rows for figure in figures])
    rows = rows[~rows.index.duplicated()].sort_index()
    labels = [escape(charts.get(figure.spec.chart).label) for figure in figures]
    tabs = "".join(
        f'<button type="button" aria-pressed="{"false" if place else "true"}">{label}</button>'
        for place, label in enumerate(labels)
    )
    chooser = f'<div class="charts" role="group" aria-label="Charts">{tabs}</div>' if labels[1:] else ""
    shown = "".join(_figure(figure, hidden=place > 0) for place, figure in enumerate(figures))
    table = _rows(rows, figures[0].spec.selection.table, figures[0].dossier)
    said = '<p class="said" aria-live="polite"></p>'
    return f'<section class="ak-piece">{chooser}{shown}{said}{table}</section>'


def _figure(figure: Figure, hidden: bool) -> str:
    """Return one figure, wide and narrow, with its words for those who do not see it."""
    narrow = ""
    if figure.spec.preset != "column":
        narrow = _picture(Figure(replace(figure.spec, preset="column"), figure.dossier), "narrow")
    given = f"<p>{escape(figure.caption)}</p>" if figure.spec.caption else ""
    words = f"<details><summary>The figure in words</summary><p>{escape(figure.alt_text)}</p></details>"
    return (
        f'<figure data-chart="{escape(figure.spec.chart)}"{" hidden" if hidden else ""}>'
        f"{_picture(figure, 'wide')}{narrow}<figcaption>{given}{words}</figcaption></figure>"
    )


def _picture(figure: Figure, width: str) -> str:
    """Return a figure's SVG with its marks laid over it, each with its words and the rows behind it."""
    drawn = str(picture_in(figure.svg()))
    svg = _IDS.sub("", drawn[drawn.index("<svg") :])
    marks = "".join(
        f'<rect class="mark" tabindex="{-1 if place else 0}" role="button" aria-label="{escape(mark.words)}" '
        f'data-ids="{escape(json.dumps(mark.ids, ensure_ascii=False))}" x="{mark.left:.5f}" '
        f'y="{mark.top:.5f}" width="{mark.width:.5f}" height="{mark.height:.5f}"/>'
        for place, mark in enumerate(figure.marks)
    )
    across, down = figure.size
    over = f'<svg class="marks" viewBox="0 0 1 1" preserveAspectRatio="none">{marks}</svg>' if marks else ""
    return (
        f'<div class="{width}" style="--across:{across:.2f}in; --down:{down:.2f}in">'
        f'<div role="img" aria-label="{escape(figure.alt_text)}">{svg}</div>{over}</div>'
    )


def _rows(rows: pd.DataFrame, name: str, dossier: Dossier) -> str:
    """Return rows as a table that a page can filter, search and sort."""
    table = TABLES[name]
    columns = [table.by_name[column] for column in table.brief if column in rows]
    heads = [escape(column.name.replace("_", " ")) for column in columns]
    body, seen = "", {column.name: set[str]() for column in columns}
    for record in rows.to_dict("records"):
        key, cells = "|".join(str(record[part]) for part in table.key), ""
        for column in columns:
            words = column.words(record[column.name], dossier)
            seen[column.name].add(words.plain)
            cells += f'<td data-sort="{escape(words.sort)}">{words.html()}</td>'
        body += f'<tr data-id="{escape(key)}">{cells}</tr>'
    choosers = ""
    for place, (column, head) in enumerate(zip(columns, heads, strict=True)):
        labels = [entry.label for entry in dossier.codebook.terms(name, column.name)]
        options = [f"<option>{escape(label)}</option>" for label in labels if label in seen[column.name]]
        if 2 <= len(options) <= _MOST_CHOICES:
            every = f'<option value="">all</option>{"".join(options)}'
            choosers += f'<label>{head} <select data-column="{place}">{every}</select></label>'
    sorters = "".join(f'<th scope="col"><button type="button">{head}</button></th>' for head in heads)
    return (
        f'<details class="rows"><summary>{count(len(rows), "row")}</summary><div class="tools">'
        f'<label>Search <input type="search"></label>{choosers}'
        '<button type="button" class="all">All rows</button><output></output></div>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Rows">'
        f"<table><thead><tr>{sorters}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def write_report(
    dossier: str | PathLike[str] | None,
    out: str | PathLike[str],
    *,
    overwrite: bool = False,
    notebooks: Sequence[Path] | None = None,
    progress: Callable[[str, int, int], None] = lambda words, done, total: None,
) -> list[str]:
    """Write the curated notebooks, run on a dossier, as one HTML page.

    It needs no server, no network and no Python: charts answer to pointer and keyboard, rows can be
    filtered, searched and sorted, and it can be printed.

    Parameters
    ----------
    dossier : str, path or None
        The dossier's name or path; the one that `open_dossier` opens without a name for None.
    out : str or path
        The page, whose name ends in ``.html``.
    overwrite : bool
        Whether another file of that name may be replaced.
    notebooks : sequence of pathlib.Path, optional
        Which; all in ``notebooks/`` of the project unless given.
    progress : callable
        Called with words, how much is done, and of how much.

    Returns
    -------
    list of str
        What could not be shown, a line each; empty when all could.

    Raises
    ------
    KitError
        If the dossier cannot be opened, there is no notebook, or the page cannot be written.

    Examples
    --------
    >>> write_report("russia-iran-2025", "report.html")  # doctest: +SKIP
    []
    """
    page, opened = Path(out), open_dossier(dossier)
    if page.suffix.lower() not in (".html", ".htm"):
        raise KitError(f"{page.name}: expected a name that ends in .html")
    folder = project_root() / "notebooks"
    chosen = list(notebooks) if notebooks is not None else sorted(folder.glob("[!.]*.ipynb"))
    if not chosen:
        raise KitError(f"{folder}: no notebook there to make a report of")
    ran = _run(chosen, find_dossier(dossier), progress)
    parts, faults = dict[str, str](), list[str]()
    for notebook, cells in ran.items():
        parts[notebook.stem], wrong = _section(notebook, cells, opened)
        faults += wrong
    progress("done", len(ran), len(ran))
    files.write_together(page.parent, {page.name: _page(opened, parts).encode()}, overwrite)
    return faults


def _run(
    notebooks: Sequence[Path], folder: Path, progress: Callable[[str, int, int], None]
) -> dict[Path, list[Any]]:
    """Run notebooks in one kernel, emptied between them; return their cells with what they show."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    ran: dict[Path, list[Any]] = {}
    for notebook in notebooks:
        stored = nbformat.read(notebook, as_version=4)
        if SKIPPED not in stored.metadata.get("tags", ()):
            ran[notebook] = [cell for cell in stored.cells if SKIPPED not in cell.metadata.get("tags", ())]
    whole, begins, last = nbformat.v4.new_notebook(), dict[int, Path](), notebooks[0]
    for notebook, cells in ran.items():
        begins[len(whole.cells)] = notebook
        first = nbformat.v4.new_code_cell(_FIRST.format(folder=str(notebook.resolve().parent)))
        whole.cells += [first, *cells]

    def begun(cell_index: int, **_: Any) -> None:
        nonlocal last
        if cell_index in begins:
            last = begins[cell_index]
            progress(last.stem, list(ran).index(last), len(ran))

    environment = {**os.environ, "ANALYSTKIT_DOSSIER": str(folder.resolve()), files.READ_ONLY: "yes"}
    environment.pop("JPY_SESSION_NAME", None)  # what the analyst left in a panel is none of the report's
    client = NotebookClient(
        whole, timeout=600, allow_errors=True, extra_arguments=["--log-level=ERROR"], on_cell_start=begun
    )
    try:
        client.execute(env=environment)
    except (CellTimeoutError, DeadKernelError) as error:
        raise KitError(f"{last.name}: it did not run to its end ({error})") from error
    return ran


def _section(notebook: Path, cells: Sequence[Any], dossier: Dossier) -> tuple[str, list[str]]:
    """Return what a notebook that ran shows, and what failed in it."""
    shown, faults = "", []
    for cell in cells:
        if cell.cell_type == "markdown":
            shown += _prose(_RUNNING.sub("", cell.source), dossier)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if output.output_type == "error":
                faults.append(f"{notebook.name}: {output.ename}: {output.evalue}")
                shown += f'<p class="fault">This could not be shown ({escape(output.evalue)}).</p>'
            elif any("widget-view" in kind for kind in data):
                continue  # live panels have shown their picture or their words before
            elif "text/html" in data:
                shown += f'<div class="output">{_ERASED.sub("", data["text/html"])}</div>'
            elif "text/markdown" in data:
                shown += _prose(data["text/markdown"], dossier)
            elif (said := data.get("text/plain", "")).strip():
                shown += f"<pre>{escape(said)}</pre>"
    return f'<section class="notebook" id="{escape(notebook.stem)}">{shown}</section>', faults


def _prose(markdown: str, dossier: Dossier) -> str:
    """Return Markdown as HTML, its citations led to the list of sources, its notebooks to their sections."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    def cited(found: re.Match[str]) -> str:
        key = found[1]
        if key not in dossier.sources:
            return found[0]
        return f'<a href="#source-{escape(key)}">{safe_html(dossier.sources[key].short)}</a>'

    page = _BRACKETS.sub(lambda found: f"({_CITED.sub(cited, found[1])})", markdown2html_mistune(markdown))
    return re.sub(r'href="(?:\./)?([\w-]+)\.ipynb(#[^"]*)?"', r'href="#\1"', _ERASED.sub("", page))


def _page(dossier: Dossier, parts: Mapping[str, str]) -> str:
    """Return the whole page."""
    here, about, links, sources = Path(__file__).parent, dossier.about, "", ""
    script = (here / "page.js").read_text("utf-8")
    for name, part in parts.items():
        title = re.search(r"<h1[^>]*>(.*?)<", part)
        links += f'<a href="#{escape(name)}">{title[1] if title else escape(name)}</a>'
    for source in sorted(dossier.sources.values(), key=lambda source: source.reference.casefold()):
        address, grade = escape(source.url), escape(source.reliability)
        link = f' <a href="{address}" rel="noopener noreferrer">{address}</a>' if address else ""
        graded = f" <small>[reliability {grade}]</small>" if grade else ""
        sources += f'<li id="source-{escape(source.key)}">{safe_html(source.reference)}{link}{graded}</li>'
    body = "".join(parts.values())
    there = {*re.findall(r' id="([^"]+)"', body), *(f"source-{key}" for key in dossier.sources)}
    return Template((here / "page.html").read_text("utf-8")).substitute(
        title=escape(about.title),
        treaty=safe_html(about.title),
        version=__version__,
        as_of=f" Data as of {say_date(about.as_of)}." if about.as_of else "",
        links=links,
        body=_INNER.sub(lambda found: found[0] if found[1] in there else found[2], body),
        sources=sources,
        style=(here / "page.css").read_text("utf-8"),
        script=script,
        digest=b64encode(sha256(script.encode()).digest()).decode(),  # no other script runs
    )
