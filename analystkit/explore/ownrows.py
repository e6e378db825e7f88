"""The rows of one person in a file of own rows: read, put, taken back, in step with other notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ipywidgets as widgets

from analystkit.dossier import TABLES, Dossier
from analystkit.dossier import OwnRows as Store
from analystkit.errors import Changed, KitError
from analystkit.explore.base import named

MOST = 80
WHO = {"consistency": "analyst", "relevance": "analyst", "codings": "coder"}

Row = Mapping[str, str]
Key = tuple[str, ...]


class OwnRows:
    """What one person has put into ``<table>.mine.csv``, under a name that did not come with the dossier."""

    def __init__(self, dossier: Dossier, table: str, who: str) -> None:
        self.table, self.who = table, clean_name(who)
        self._store, self._column = Store(dossier, table), WHO[table]
        self._key = TABLES[table].key
        shipped = dossier.table(table)
        taken = {str(name).casefold() for name in shipped.loc[~shipped["mine"], self._column]}
        if not self.who:
            raise KitError("Type your name, so that what you choose is kept as yours.")
        if self.who.casefold() in taken:
            raise KitError(f"“{self.who}” is a name that came with the dossier; type your own.")
        self._steps: list[dict[Key, Row | None]] = []

    def load(self) -> None:
        """Read again what is in the file."""
        self._store.load()

    @property
    def rows(self) -> dict[Key, dict[str, str]]:
        """The rows of the person, by key."""
        return {key: row for key, row in self._store.rows.items() if row[self._column] == self.who}

    @property
    def last(self) -> list[Key]:
        """The keys of the rows that the last step changed, if there is a step to take back."""
        return list(self._steps[-1]) if self._steps else []

    def put(self, rows: Iterable[Row] = (), drop: Iterable[Key] = ()) -> str:
        """Keep rows and drop others; return what to tell the analyst, blank when all is well."""
        wanted: list[Row] = [{**row, self._column: self.who} for row in rows]
        gone = list(drop)
        keys = [tuple(row[name] for name in self._key) for row in wanted]
        before: dict[Key, Row | None] = {key: self._store.rows.get(key) for key in [*keys, *gone]}
        said = self._write(wanted, gone)
        if any(self._store.rows.get(key) != row for key, row in before.items()):
            self._steps.append(before)
        return said

    def undo(self) -> str:
        """Take back the last step; return what to tell the analyst."""
        if not self._steps:
            return ""
        before = self._steps.pop()
        return self._write(
            [row for row in before.values() if row], [key for key, row in before.items() if row is None]
        )

    def _write(self, rows: list[Row], gone: list[Key]) -> str:
        try:
            self._store.change(rows, gone)
        except Changed as error:
            clashes = error.clashes
        except KitError as error:
            return str(error)
        else:
            return ""
        changed, (stands, wanted) = next(iter(clashes.items()))
        ours, theirs = wanted or {}, stands or {}
        what = next((name for name in {**theirs, **ours} if ours.get(name) != theirs.get(name)), "")
        key = [part for name, part in zip(self._key, changed, strict=True) if name != self._column]
        more = f" (and {len(clashes) - 1} more)" if len(clashes) > 1 else ""
        return (
            f"Another notebook has changed {' / '.join(key)}{more} to {theirs.get(what) or 'blank'} "
            f"meanwhile: that is shown now, and your change to {ours.get(what) or 'blank'} was not saved. "
            "Set it again to keep yours."
        )


def clean_name(name: str) -> str:
    """Return a name as a cell holds it: one line, no more than eighty characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST].strip()


def name_field(dossier: Dossier, table: str, hint: str) -> widgets.Combobox:
    """Return a field for the analyst's name; who alone has own rows in the table stands in it already."""
    names = sorted({row[WHO[table]] for row in Store(dossier, table).rows.values()})
    alone = names[0] if len(names) == 1 else ""
    field = {"description": "Your name", "placeholder": hint, "continuous_update": False}
    return named(widgets.Combobox(options=names, value=alone, **field), "akit-field")
