"""The rows behind a figure: to scan, sort, search and copy, and each to read in full."""

from __future__ import annotations

from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, safe_html
from analystkit.explore.base import script, synced

_MOST_CITED = 2
_WORDY = ("summary", "statement", "title", "claim", "counterclaim", "resolution")


class RowsTable(anywidget.AnyWidget):
    """A table of rows; the page asks for a row to be read in full when it is opened."""

    _esm = script("rows.js")
    columns, rows, wordy = synced(traitlets.List, 3)

    def __init__(self, dossier: Dossier, table: str) -> None:
        super().__init__()
        self._dossier, self._table = dossier, table
        self._frame = dossier.table(table).head(0)
        self.on_msg(self._take)

    def show(self, frame: pd.DataFrame) -> None:
        """Fill the table with these rows."""
        self._frame = frame
        columns = [name for name in TABLES[self._table].brief if name in frame.columns]
        own = ["mine"] if len(frame) and frame["mine"].any() else []
        rows = [self._row(row, columns, own) for row in frame.to_dict("records")]
        with self.hold_sync():
            self.columns = [heading(name) for name in columns] + ["Whose"] * len(own)
            self.wordy = [at for at, name in enumerate(columns) if name in _WORDY]
            self.rows = rows

    def _row(self, row: dict[Any, Any], columns: list[str], own: list[str]) -> dict[str, list[str]]:
        known = TABLES[self._table].by_name
        words = [known[name].words(row[name], self._dossier) for name in columns]
        brief = [known[name].words(row[name], self._dossier, most=_MOST_CITED) for name in columns]
        shown = [each.html("<br>") for each in brief]
        plain, keys = [each.plain for each in words], [each.sort for each in words]
        if "article" in columns and row.get("paragraph"):
            at = columns.index("article")
            shown[at] += f"({safe_html(row['paragraph'])})"
            plain[at] += f"({row['paragraph']})"
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
    shown = [column for column in TABLES[table].columns if column.name in row.index]
    cells = [(column.name, column.words(row[column.name], dossier, full=True).html()) for column in shown]
    items = "".join(f"<dt>{heading(name)}</dt><dd>{cell}</dd>" for name, cell in cells if cell)
    own = "<dt>Whose</dt><dd>the analyst’s own row</dd>" if row["mine"] else ""
    words = ""
    if table == "provisions":
        from analystkit.analysis.texts.store import treaty_text, words_of

        words = " ".join(words_of(treaty_text(dossier), row.to_dict()))
    passage = f"<dt>In the treaty’s words</dt><dd>{safe_html(words)}</dd>" if words else ""
    return f"<dl>{items}{own}{passage}</dl>"


def heading(column: str) -> str:
    """Return a column's name as a head over it."""
    return {"id": "Name"}.get(column, column.replace("_", " ").capitalize())
