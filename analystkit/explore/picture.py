"""What a panel shows: the line above it, its picture, whose marks answer, and the rows behind that."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import pandas as pd
import traitlets

from analystkit.dossier import TABLES, Dossier, safe_html
from analystkit.explore.base import Page, script, synced

MM_PER_INCH = 25.4
UNSEEN_DPI = 130  # until the browser has said how large the picture is
_MOST_CITED = 2
_WORDY = ("summary", "statement", "title", "claim", "counterclaim", "resolution")


class Head(Page):
    """What is selected, in words, with the code for it and the ways back."""

    _esm = script("head.js")
    noun, sentence, note, code = synced(traitlets.Unicode, 4)
    found, total = synced(traitlets.Int, 2)
    empty, undoable = synced(traitlets.Bool, 2)
    at_first = traitlets.Bool(True).tag(sync=True)


class Picture(Page):
    """A figure in a place that is kept; `pixels` comes back from the browser: its width on that screen."""

    _esm = script("picture.js")
    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    marks: traitlets.List[list[Any]] = traitlets.List().tag(sync=True)
    width_mm = traitlets.Float(170.0).tag(sync=True)
    tallest_mm = traitlets.Float(100.0).tag(sync=True)
    pixels = traitlets.Int(0).tag(sync=True)

    def show(self, png: bytes, alt: str, dpi: float, marks: Sequence[Any] = (), *, keep: bool = True) -> None:
        """Put another picture in the place of the one shown."""
        width, height = (side / dpi * MM_PER_INCH for side in struct.unpack(">II", png[16:24]))
        same = keep and bool(self.png) and abs(width - self.width_mm) < 1
        with self.hold_sync():
            self.alt, self.width_mm = alt, width
            self.tallest_mm = max(self.tallest_mm if same else 0.0, height)
            sides = [[round(float(x), 5) for x in (m.left, m.top, m.width, m.height)] for m in marks]
            self.marks = [[*where, mark.words] for where, mark in zip(sides, marks, strict=True)]
            self.png = png

    def dots_per_inch(self, width_mm: float) -> float:
        """Return the resolution at which the browser shows a figure of this width pixel for pixel."""
        if not self.pixels:
            return UNSEEN_DPI
        return min(max((self.pixels + 0.5) / (width_mm / MM_PER_INCH), 72), 300)


class RowsTable(Page):
    """A table of rows; the page asks for a row to be read in full when it is opened."""

    _esm = script("rows.js")
    columns, rows, wordy = synced(traitlets.List, 3)

    def __init__(self, dossier: Dossier, table: str) -> None:
        super().__init__()
        self._dossier, self._table = dossier, table
        self._frame = dossier.table(table).head(0)
        self.answer(read=self._read)

    def show(self, frame: pd.DataFrame) -> None:
        """Fill the table with these rows."""
        self._frame = frame
        names = [name for name in TABLES[self._table].brief if name in frame.columns]
        known, own = TABLES[self._table].by_name, len(frame) > 0 and frame["mine"].any()
        rows = []
        for row in frame.to_dict("records"):
            words = [known[name].words(row[name], self._dossier) for name in names]
            brief = [known[name].words(row[name], self._dossier, most=_MOST_CITED) for name in names]
            html, plain = [each.html("<br>") for each in brief], [each.plain for each in words]
            if "article" in names and row.get("paragraph"):
                at = names.index("article")
                html[at] += f"({safe_html(row['paragraph'])})"
                plain[at] += f"({row['paragraph']})"
            whose = ["analyst’s own" if row["mine"] else ""] if own else []
            keys = [each.sort for each in words]
            rows.append({"html": html + whose, "plain": plain + whose, "keys": keys + whose})
        with self.hold_sync():
            self.columns = [*map(heading, names), *(["Whose"] if own else [])]
            self.wordy = [at for at, name in enumerate(names) if name in _WORDY]
            self.rows = rows

    def _read(self, row: int) -> None:
        if 0 <= row < len(self._frame):
            self.send({"row": row, "html": reading(self._dossier, self._table, self._frame.iloc[row])})


class Reading(Page):
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
