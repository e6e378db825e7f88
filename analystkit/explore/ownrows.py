"""A panel that keeps what one person chooses in it: read, put, taken back, in step with other notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from analystkit.dossier import TABLES, Dossier, OwnRows
from analystkit.errors import Changed, KitError
from analystkit.explore.base import Shell, button, field

MOST = 80
WHO = {"consistency": "analyst", "relevance": "analyst", "codings": "coder"}

Row = Mapping[str, str]
Key = tuple[str, ...]


class Signed(Shell):
    """A panel whose choices go into ``<table>.mine.csv`` under a name that did not come with the dossier."""

    hello = ""  # said until there is a name

    def __init__(self, dossier: Dossier, tables: Sequence[str], hint: str, *looks: str, words: str) -> None:
        super().__init__("akit-stack", *looks, words=words)
        self.dossier, self.who = dossier, ""
        self._stores = {table: OwnRows(dossier, table) for table in tables if dossier.has(table)}
        self._steps: list[tuple[str, dict[Key, Row | None]]] = []  # a table, and its rows before
        names = sorted({row[WHO[tables[0]]] for row in self._stores[tables[0]].rows.values()})
        alone = names[0] if len(names) == 1 else ""
        self.name = signature(self.sign, hint, widgets.Combobox, options=names, value=alone)
        self.undoing = button("Undo", self.undo)

    def told(self) -> str:
        """Return how far the person is."""
        raise NotImplementedError

    def show(self) -> None:
        """Show what is kept now."""
        raise NotImplementedError

    def sign(self) -> None:
        """Take the name that was typed, and read the files again."""
        who, before, self.who = clean_name(self.name.value), self.who, ""
        self._steps = self._steps if who == before else []
        self.message.say(self.hello)
        with self.message.trying():
            for table, store in self._stores.items():
                shipped = self.dossier.table(table)
                taken = shipped.loc[~shipped["mine"], WHO[table]].astype(str)
                if who.casefold() in set(taken.str.casefold()):
                    raise KitError(f"“{who}” is a name that came with the dossier; type your own.")
                store.load()
            self.who = who
        if self.who:
            self.message.say(self.told())
        self.show()

    def rows(self, table: str) -> dict[Key, dict[str, str]]:
        """Return the person's rows of a table, by key."""
        kept = self._stores[table].rows if table in self._stores else {}
        return {key: row for key, row in kept.items() if self.who and row[WHO[table]] == self.who}

    def keep(self, table: str, rows: Iterable[Row] = (), drop: Iterable[Key] = (), said: str = "") -> None:
        """Keep rows and drop others, as one step that can be taken back."""
        wanted: list[Row] = [{**row, WHO[table]: self.who} for row in rows]
        gone, held = list(drop), self._stores[table]
        keys = [tuple(row[name] for name in TABLES[table].key) for row in wanted] + gone
        before: dict[Key, Row | None] = {key: held.rows.get(key) for key in keys}
        clash = self._write(table, wanted, gone)
        if any(held.rows.get(key) != row for key, row in before.items()):
            self._steps.append((table, before))
        self.message.say(clash or said + self.told())
        self.show()

    def undo(self) -> None:
        """Take back the last step."""
        if self._steps:
            table, before = self._steps.pop()
            gone = [key for key, row in before.items() if row is None]
            clash = self._write(table, [row for row in before.values() if row], gone)
            self.message.say(clash or self.told())
            self.show()

    def _write(self, table: str, rows: Iterable[Row], gone: Iterable[Key]) -> str:
        """Write rows; return what to tell of it, blank when all is well."""
        try:
            self._stores[table].change(rows, gone)
        except Changed as error:
            clashes = error.clashes
        except KitError as error:
            return str(error)
        else:
            return ""
        changed, (stands, wanted) = next(iter(clashes.items()))
        ours, theirs = wanted or {}, stands or {}
        what = next((name for name in {**theirs, **ours} if ours.get(name) != theirs.get(name)), "")
        key = [part for name, part in zip(TABLES[table].key, changed, strict=True) if name != WHO[table]]
        more = f" (and {len(clashes) - 1} more)" if len(clashes) > 1 else ""
        return (
            f"Another notebook has changed {' / '.join(key)}{more} to {theirs.get(what) or 'blank'} "
            f"meanwhile: that is shown now, and your change to {ours.get(what) or 'blank'} was not saved. "
            "Set it again to keep yours."
        )


def signature(act: Callable[[], object], hint: str, kind: type = widgets.Text, **more: Any) -> Any:
    """Return a field for the name of who works here, taken when it is whole."""
    return field(kind, "Your name", act, placeholder=hint, continuous_update=False, **more)


def clean_name(name: str) -> str:
    """Return a name as a cell holds it: one line, no more than eighty characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST].strip()
