"""The rows behind a figure: to scan, sort, search and copy, and each to read in full."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Citation, Dossier, say_date
from analystkit.explore.widgets.base import script

_BRIEF = {
    "provisions": "article heading summary domain obligation verification sources",
    "promises": "promise made confidence article sources",
    "motives": "actor kind theme statement hedge verification sources",
    "events": "date title category actors verification sources",
    "statements": "statement articles fidelity sources",
    "discrepancies": "subject claim counterclaim resolution",
    "treaties": "title signed in_force status verification sources",
    "evidence": "date statement reliability credibility known_at_signing sources",
    "indicators": "label date value unit bound verification sources",
}
_MOST_CITED = 2
_WORDY = ("summary", "statement", "title", "claim", "counterclaim", "resolution")


class RowsTable(anywidget.AnyWidget):
    """A table of rows; the page asks for a row to be read in full when it is opened."""

    _esm = script("rows.js")
    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    wordy = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, dossier: Dossier, table: str) -> None:
        super().__init__()
        self._dossier, self._table = dossier, table
        self._frame = dossier.table(table).head(0)
        self.on_msg(self._take)

    def show(self, frame: pd.DataFrame) -> None:
        """Fill the table with these rows."""
        self._frame = frame
        columns = [name for name in briefly(self._table) if name in frame.columns]
        own = ["mine"] if len(frame) and frame["mine"].any() else []
        rows = [self._row(row, columns, own) for row in frame.to_dict("records")]
        with self.hold_sync():
            self.columns = [heading(name) for name in columns] + ["Whose"] * len(own)
            self.wordy = [at for at, name in enumerate(columns) if name in _WORDY]
            self.rows = rows

    def _row(self, row: dict[Any, Any], columns: list[str], own: list[str]) -> dict[str, list[str]]:
        shown = [cell_html(self._dossier, self._table, name, row[name], most=_MOST_CITED) for name in columns]
        plain = [cell_text(self._dossier, self._table, name, row[name]) for name in columns]
        if "article" in columns and row.get("paragraph"):
            at = columns.index("article")
            shown[at] += f"({html.escape(row['paragraph'])})"
            plain[at] += f"({row['paragraph']})"
        keys = [_key(self._table, name, row[name], text) for name, text in zip(columns, plain, strict=True)]
        whose = ["analyst’s own" if row["mine"] else ""] * len(own)
        return {"html": [*shown, *whose], "plain": [*plain, *whose], "keys": [*keys, *whose]}

    def _take(self, _: object, asked: dict[str, Any], __: object) -> None:
        at = int(asked.get("row", -1))
        if asked.get("do") == "read" and 0 <= at < len(self._frame):
            self.send({"row": at, "html": reading(self._dossier, self._table, self._frame.iloc[at])})


class Reading(anywidget.AnyWidget):
    """Rows read in full, in the place of the filters; empty, the filters stand there."""

    _esm = script("reading.js")
    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Unicode()).tag(sync=True)
    by_key = traitlets.Bool(False).tag(sync=True)


def reading(dossier: Dossier, table: str, row: pd.Series) -> str:
    """Return all of one row as safe HTML: every field that is not blank, with full references."""
    shown = [column.name for column in TABLES[table].columns if column.name in row.index]
    cells = [(name, cell_html(dossier, table, name, row[name], full=True)) for name in shown]
    items = "".join(f"<dt>{heading(name)}</dt><dd>{cell}</dd>" for name, cell in cells if cell)
    own = "<dt>Whose</dt><dd>the analyst’s own row</dd>" if row["mine"] else ""
    return f"<dl>{items}{own}</dl>"


def briefly(table: str) -> list[str]:
    """Return the columns that a table of rows shows, in order: those short enough to scan."""
    if table in _BRIEF:
        return _BRIEF[table].split()
    return [column.name for column in TABLES[table].columns if column.kind != "id"]


def cell_text(dossier: Dossier, table: str, column: str, cell: Any) -> str:
    """Return one cell in plain words."""
    kind = TABLES[table].by_name[column].kind
    if kind == "citations":
        return "; ".join(
            dossier.sources[each.source].short + (f", {each.locator}" if each.locator else "")
            for each in cell
        )
    if isinstance(cell, tuple):
        return ", ".join(dossier.codebook.label(table, column, term) for term in cell)
    if cell is None or pd.isna(cell) or cell == "":
        return ""
    if kind == "article":
        return "preamble" if cell == 0 else str(cell)
    if kind == "date":
        return say_date(str(cell))
    return dossier.codebook.label(table, column, cell) if kind == "term" else str(cell)


def cell_html(
    dossier: Dossier, table: str, column: str, cell: Any, *, full: bool = False, most: int | None = None
) -> str:
    """Return one cell as HTML in which nothing from data is markup."""
    if TABLES[table].by_name[column].kind == "citations":
        return _cited(dossier, cell, full=full, most=most)
    return html.escape(cell_text(dossier, table, column, cell)).replace("\n", "<br>")


def _key(table: str, column: str, cell: Any, text: str) -> str:
    """Return what a column is sorted by: dates and articles by their order, all else by its words."""
    kind = TABLES[table].by_name[column].kind
    if kind == "article":
        return "" if pd.isna(cell) else f"{cell:04d}"
    return str(cell) if kind in ("date", "number", "integer") else text


def _cited(dossier: Dossier, citations: Sequence[Citation], *, full: bool, most: int | None) -> str:
    shown = [_source_link(dossier, citation, full=full) for citation in citations[:most]]
    if full:
        return f"<ul>{''.join(f'<li>{each}</li>' for each in shown)}</ul>" if shown else ""
    more = len(citations) - len(shown)
    return "<br>".join(shown) + (f"<br>and {more} more" if more > 0 else "")


def _source_link(dossier: Dossier, citation: Citation, *, full: bool) -> str:
    """Return a source as a link that opens in a new tab; as plain words where it has no web address."""
    source = dossier.sources[citation.source]
    words = html.escape(source.reference if full else source.short)
    url = source.url
    if url.startswith(("https://", "http://")):
        words = f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    grade = f" [reliability {html.escape(source.reliability)}]" if full and source.reliability else ""
    return words + (f", {html.escape(citation.locator)}" if citation.locator else "") + grade


def heading(column: str) -> str:
    """Return a column's name as a head over it."""
    return {"id": "Name"}.get(column, column.replace("_", " ").capitalize())
