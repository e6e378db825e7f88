"""The rows behind a figure: a searchable table, and one row to read in full."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from analystkit.dossier import TABLES, Dossier
from analystkit.explore.parts import named
from analystkit.explore.rows import briefly, readable, reading

_PAGE = 10
_LANGUAGE = {
    "search": "Find in these rows ",
    "info": "_START_ to _END_ of _TOTAL_",
    "infoFiltered": "found among _MAX_",
    "infoEmpty": "none",
    "zeroRecords": "No row matches.",
    "emptyTable": "No rows.",
}


class RowsTable:
    """A searchable table of rows; choosing one shows all of it below.

    Parameters
    ----------
    dossier : Dossier
        Where labels and sources are.
    table : str
        What the rows are of.
    """

    def __init__(self, dossier: Dossier, table: str) -> None:
        self._dossier, self._table = dossier, table
        self._rows = dossier.table(table).head(0)
        self._grid: ITable | None = None
        self._place = named(widgets.VBox(), "akit-table")
        self.before = named(widgets.Button(description="‹ Previous row"), "akit-button")
        self.after = named(widgets.Button(description="Next row ›"), "akit-button")
        self._where = widgets.HTML()
        self.text = named(widgets.HTML(), "akit-reading")
        self.before.on_click(lambda _: self._turn(-1))
        self.after.on_click(lambda _: self._turn(1))
        turn = named(widgets.Box([self.before, self.after, self._where]), "akit-turn")
        self.widget = widgets.VBox([self._place, turn, self.text])
        self.at: int | None = None

    def show(self, rows: pd.DataFrame) -> None:
        """Fill the table with these rows."""
        self._rows = rows
        frame = readable(self._dossier, self._table, rows)
        if self._grid is None:
            self._grid = ITable(frame, **_look(self._table, frame))
            self._grid.observe(self._on_choice, "selected_rows")
            self._place.children = [self._grid]
        else:
            self._grid.update(frame, selected_rows=[], **_look(self._table, frame))
        self.read(None)

    def read(self, place: int | None) -> None:
        """Show one row in full, by its place among the rows; None shows how to choose one."""
        total = len(self._rows)
        self.at = place if place is not None and 0 <= place < total else None
        self.before.disabled = not self.at
        self.after.disabled = not total or self.at == total - 1
        if self.at is None:
            self.text.value = ""
            self._where.value = "Choose a row to read all of it." if total else ""
        else:
            self.text.value = reading(self._dossier, self._table, self._rows.iloc[self.at])
            self._where.value = f"{self.at + 1} of {total}"

    def _turn(self, step: int) -> None:
        """Read the row before or after; the table marks it too."""
        place = 0 if self.at is None else self.at + step
        if self._grid is not None:
            self._grid.selected_rows = [place]

    def _on_choice(self, change: dict[str, list[int]]) -> None:
        self.read(change["new"][0] if change["new"] else None)


def _look(table: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Return all that a table is shown with; what an update leaves out falls back to the library's own.

    `allow_html` holds because `readable` has made every cell safe already.
    """
    wordy = [at for at, name in enumerate(briefly(table)) if TABLES[table].by_name[name].kind == "text"]
    widths = [{"targets": wordy, "width": f"{60 // (1 + len(wordy))}%"}] if wordy else []
    return {
        "showIndex": False,
        "allow_html": True,
        "maxBytes": 0,
        "select": "single",
        "paging": len(frame) > _PAGE,
        "columnDefs": widths,
        "layout": {"topStart": "search", "topEnd": None, "bottomStart": "info", "bottomEnd": "paging"},
        "language": _LANGUAGE,
        "autoWidth": False,
        "order": [],
        "classes": "compact row-border hover",
    }
