"""What a panel shows: the line above it, its picture, whose marks answer, and the rows behind that."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, safe_html
from analystkit.errors import KitError
from analystkit.explore.base import script, synced

MM_PER_INCH = 25.4
UNSEEN_DPI = 130  # until the browser has said how large the picture is
KINDS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MOST_CITED = 2
_WORDY = ("summary", "statement", "title", "claim", "counterclaim", "resolution")


class Head(anywidget.AnyWidget):
    """What is selected, in words, with the code for it and the ways back."""

    _esm = script("head.js")
    noun, sentence, note, code = synced(traitlets.Unicode, 4)
    found, total = synced(traitlets.Int, 2)
    empty, undoable = synced(traitlets.Bool, 2)
    at_first = traitlets.Bool(True).tag(sync=True)

    def on_ask(self, **actions: Callable[[], None]) -> None:
        """Call the function of the name that the page asks for."""
        self.on_msg(lambda _, asked, __: actions.get(asked.get("do", ""), lambda: None)())


class Picture(anywidget.AnyWidget):
    """A figure in a place that is kept; `pixels` comes back from the browser: its width on that screen."""

    _esm = script("picture.js")
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    marks: traitlets.List[list[Any]] = traitlets.List().tag(sync=True)
    width_mm = traitlets.Float(170.0).tag(sync=True)
    tallest_mm = traitlets.Float(100.0).tag(sync=True)
    zoom = traitlets.Float(1.35).tag(sync=True)
    pixels = traitlets.Int(0).tag(sync=True)

    def show(self, png: bytes, alt: str, dpi: float, marks: Sequence[Any] = (), *, keep: bool = True) -> None:
        """Put another picture in the place of the one shown."""
        width, height = (side / dpi * MM_PER_INCH for side in struct.unpack(">II", png[16:24]))
        same = keep and bool(self.png) and abs(width - self.width_mm) < 1
        with self.hold_sync():
            self.alt, self.width_mm = alt, width
            self.tallest_mm = max(self.tallest_mm if same else 0.0, height)
            self.marks = [_placed(mark) for mark in marks]
            self.png = png

    def dots_per_inch(self, width_mm: float) -> float:
        """Return the resolution at which the browser shows a figure of this width pixel for pixel."""
        if not self.pixels:
            return UNSEEN_DPI
        return min(max((self.pixels + 0.5) / (width_mm / MM_PER_INCH), 72), 300)

    def on_ask(self, rows: Callable[[int, bool], None], give: Callable[[str], tuple[str, bytes]]) -> None:
        """Call `rows` for a mark that was chosen, and `give` for a file that was asked for, by its kind."""

        def take(_: object, asked: dict[str, Any], __: object) -> None:
            if asked.get("do") == "rows":
                rows(int(asked.get("mark", -1)), bool(asked.get("key")))
            elif asked.get("do") == "give" and asked.get("kind") in KINDS:
                said = {"id": str(asked.get("id", ""))}
                try:
                    name, data = give(asked["kind"])
                except KitError as error:
                    self.send({**said, "error": str(error)})
                    return
                self.send({**said, "name": name, "mime": KINDS[asked["kind"]]}, buffers=[data])

        self.on_msg(take)


def _placed(mark: Any) -> list[Any]:
    """Return where a mark is, and what it says, as the page takes it."""
    return [*(round(float(side), 5) for side in (mark.left, mark.top, mark.width, mark.height)), mark.words]


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
