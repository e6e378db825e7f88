"""Rows of cells: as many as there is room for, and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.grid import Column, Grid, Laid, Row
from analystkit.charts.text import line_height
from analystkit.charts.view import View
from analystkit.dossier.tables import TABLES
from analystkit.words import count

__all__ = ["Column", "Grid", "Laid", "Row", "Rows"]


@dataclass(frozen=True)
class Rows(Grid):
    """What a chart of rows says; `fit` measures it for a view."""

    def fit(self, view: View) -> Laid:
        """Return the rows measured, as many as there is room for; the last says how many more there are."""
        asked = self._narrowed(view)
        laid = Laid(asked, view)
        if laid.height <= view.room + 1e-9:
            return laid
        order = sorted(range(len(asked.rows)), key=lambda at: (-asked.rows[at].weight, at))
        room = view.room - laid.start - line_height(view.sizes.label) - 0.05
        shown = max(
            (n for n in range(len(order)) if sum(laid.needs[at] for at in order[:n]) <= room), default=0
        )
        while True:
            kept = sorted(order[:shown])
            laid = Laid(replace(asked, rows=[*(asked.rows[at] for at in kept), asked.rest(kept, view)]), view)
            if laid.height <= view.room + 1e-9 or shown < 1:
                return laid
            shown -= 1

    def rest(self, kept: Sequence[int], view: View) -> Row:
        """Return the row that says how many rows are left out, and what stands behind them."""
        out = [row for at, row in enumerate(self.rows) if at not in set(kept)]
        ids = list(dict.fromkeys(one for row in out for one in row.ids))
        noun = TABLES[view.table].one
        words = f"and {count(len(out), f'more {self.noun or noun}')}"
        if self.noun and self.noun != noun and ids:
            words += f" with {count(len(ids), noun)}"
        return Row(words, (), ids, view.told(words, ids) if ids else words, quiet=True)

    def _narrowed(self, view: View) -> Rows:
        """Return the rows without the columns for which there is no room."""
        out = [(view.narrow and column.narrow) or (view.slide and column.paper) for column in self.columns]
        kept = [at for at, gone in enumerate(out) if not gone]
        below = [at for at, gone in enumerate(out) if gone == "below"]

        def row(old: Row) -> Row:
            said = [(self.columns[at].head, old.cells[at].plain) for at in below if at < len(old.cells)]
            words = "; ".join(f"{head}: {text}" if head else text for head, text in said if text)
            cells = [old.cells[at] for at in kept if at < len(old.cells)]
            return replace(old, cells=cells, note=". ".join(filter(None, [old.note, words])))

        if not any(out):
            return self
        rows, feet = [row(each) for each in self.rows], [row(each) for each in self.feet]
        return replace(self, rows=rows, feet=feet, columns=[self.columns[at] for at in kept])
