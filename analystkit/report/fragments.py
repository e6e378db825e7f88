"""Figures and panels as pieces of a page: pictures whose marks answer, and the rows behind them."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd

from analystkit import charts
from analystkit.dossier import TABLES, Dossier
from analystkit.errors import KitError
from analystkit.explore import Panel
from analystkit.figures import Figure
from analystkit.figures.carrying import picture_in
from analystkit.words import count

_MOST_CHOICES = 30
_IDS = re.compile(r' id="[a-z]+_\d+"')


def install() -> None:
    """Let the notebook that runs here show figures and panels as pieces of a report."""
    from IPython import get_ipython

    shell = get_ipython()
    formatter = shell.display_formatter.ipython_display_formatter
    formatter.for_type(Figure, lambda figure: _show([figure]))
    formatter.for_type(Panel, lambda panel: _show(figures_of(panel)))


def _show(figures: Sequence[Figure]) -> None:
    from IPython.display import display

    display({"text/html": fragment(figures), "text/plain": figures[0].alt_text}, raw=True)


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
        said = {column.name: column.words(record[column.name], dossier) for column in columns}
        for column_name, words in said.items():
            seen[column_name].add(words.plain)
        cells = "".join(
            f'<td data-sort="{escape(words.sort)}">{words.html()}</td>' for words in said.values()
        )
        body += f'<tr data-id="{escape("|".join(str(record[part]) for part in table.key))}">{cells}</tr>'
    choosers = ""
    for place, (column, head) in enumerate(zip(columns, heads, strict=True)):
        labels = [entry.label for entry in dossier.codebook.terms(name, column.name)]
        options = [f"<option>{escape(label)}</option>" for label in labels if label in seen[column.name]]
        if 2 <= len(options) <= _MOST_CHOICES:
            options.insert(0, '<option value="">all</option>')
            choosers += f'<label>{head} <select data-column="{place}">{"".join(options)}</select></label>'
    sorters = "".join(f'<th scope="col"><button type="button">{head}</button></th>' for head in heads)
    return (
        f'<details class="rows"><summary>{count(len(rows), "row")}</summary><div class="tools">'
        f'<label>Search <input type="search"></label>{choosers}'
        '<button type="button" class="all">All rows</button><output></output></div>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Rows">'
        f"<table><thead><tr>{sorters}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
