"""Rows of cells: as many as there is room for, and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.grid import Column, Grid, Laid, Row
from analystkit.charts.view import View
from analystkit.charts.wording import nouns
from analystkit.words import count

__all__ = ["Column", "Grid", "Laid", "Row", "Rows"]


@dataclass(frozen=True)
class Rows(Grid):
    """What a chart of rows says; `fit` measures it for a view."""

    def fit(self, view: View) -> Laid:
        """Return the rows measured, as many as there is room for."""
        asked = self._narrowed() if view.narrow else self
        laid = Laid(asked, view)
        if laid.height <= view.room + 1e-9:
            return laid
        room = view.room - laid.start - laid.foot
        shown = _fitting(laid.needs, room)
        while True:
            folded = asked.fold(shown) if asked.fold else _cut(asked, shown, view)
            laid = Laid(replace(asked, rows=tuple(folded)), view, len(self.rows) - shown)
            if laid.height <= view.room + 1e-9 or shown < 1:
                return laid
            shown -= 1

    def _narrowed(self) -> Rows:
        """Return the rows without the columns for which a narrow figure has no room."""
        if not any(column.narrow for column in self.columns):
            return self
        kept = [at for at, column in enumerate(self.columns) if not column.narrow]
        below = [(at, column.head) for at, column in enumerate(self.columns) if column.narrow == "below"]

        def row(old: Row) -> Row:
            said = [(head, old.cells[at].plain) for at, head in below if at < len(old.cells)]
            words = "; ".join(f"{head}: {text}" if head else text for head, text in said if text)
            cells = [old.cells[at] for at in kept if at < len(old.cells)]
            return replace(old, cells=cells, note=". ".join(filter(None, [old.note, words])))

        return replace(
            self, rows=[row(each) for each in self.rows], feet=[row(each) for each in self.feet],
            columns=[self.columns[at] for at in kept],
            fold=(lambda n: [row(each) for each in self.fold(n)]) if self.fold else None,
        )  # fmt: skip


def _cut(rows: Rows, shown: int, view: View) -> Sequence[Row]:
    """Return so many rows, and one that says how many more there are."""
    left = len(rows.rows) - shown
    noun = rows.noun or nouns(view.table)[0]
    more = Row(f"and {count(left, f'more {noun}')}", (), quiet=True)
    return [*rows.rows[:shown], more]


def _fitting(needs: Sequence[float], room: float) -> int:
    """Return how many rows from the first fit into `room` inches, one row kept for what is left over."""
    shown = 0
    while shown < len(needs) - 1 and sum(needs[: shown + 1]) + max(needs) <= room:
        shown += 1
    return shown
