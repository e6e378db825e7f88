"""The analyst's own rows: reading and writing ``<table>.mine.csv`` so that nothing is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from analystkit.dossier.checking import check_rows
from analystkit.dossier.dossier import Dossier
from analystkit.dossier.faults import STRAY, DossierError
from analystkit.dossier.finding import MINE, Rows
from analystkit.dossier.reading import read_table
from analystkit.dossier.tables import TABLES, Table
from analystkit.errors import Changed, KitError, unknown
from analystkit.files import saving

Key = tuple[str, ...]
Cells = dict[str, str]


class OwnRows:
    """The rows of the analyst's own in one table, in step with their file.

    Parameters
    ----------
    dossier : Dossier
        Whose rows they are.
    table : str
        Such as ``"events"``.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    rows : dict of tuple to dict
        What was last seen in it: for each row's key its cells, as text.

    Examples
    --------
    >>> from analystkit.dossier import open_dossier
    >>> OwnRows(open_dossier("russia-iran-2025"), "events").path.name
    'events.mine.csv'
    """

    def __init__(self, dossier: Dossier, table: str) -> None:
        if table not in TABLES:
            raise unknown("table", table, TABLES)
        self._dossier, self._table = dossier, TABLES[table]
        self.path = dossier.path / f"{table}{MINE}.csv"
        self.rows = self._read()

    def load(self) -> None:
        """See again what is in the file."""
        self.rows = self._read()

    def put(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Add rows, or change those with their keys; see `change`."""
        self.change(rows)

    def drop(self, keys: Iterable[Key]) -> None:
        """Take rows out; see `change`."""
        self.change(drop=keys)

    def change(self, rows: Iterable[Mapping[str, object]] = (), drop: Iterable[Key] = ()) -> None:
        """Add, change and take out rows in one step, all others of whoever staying as they are.

        Parameters
        ----------
        rows : iterable of mapping
            Cells by column; those left out are blank.
        drop : iterable of tuple of str
            The keys of rows to take out.

        Raises
        ------
        DossierError
            If a row would be a fault in the dossier; nothing is written.
        Changed
            If someone has changed some of these rows since they were seen; the others are written, `rows`
            shows what stands now, and `clashes` has for each key what stands and what was wanted.
        """
        wanted: dict[Key, Cells | None] = dict.fromkeys(map(tuple, drop))
        for cells in self._checked(rows):
            wanted[tuple(cells[name] for name in self._table.key)] = cells
        if not self._dossier.has(self._table.name):
            there = f"{self._table.name}.csv that own rows could be added to"
            raise KitError(f"{self._dossier.path.name} has no {there}")
        path = self.path.resolve()  # a link stays a link
        with saving(path.parent) as put:
            held = self._read()
            clashes = {
                key: (held.get(key), row)
                for key, row in wanted.items()
                if held.get(key) != self.rows.get(key) and held.get(key) != row
            }
            after = {key: row for key, row in {**held, **wanted}.items() if row is not None or key in clashes}
            kept: dict[Key, Cells] = {}
            for key, row in after.items():
                stands = held.get(key) if key in clashes else row
                if stands is not None:
                    kept[key] = stands
            if kept != held:
                put({path.name: _as_csv(self._table, kept.values())}, True)
            self.rows = kept
        if clashes:
            raise Changed(
                f"{self.path.name}: another notebook has changed {len(clashes)} of these rows", clashes
            )

    def _read(self) -> dict[Key, Cells]:
        if not self.path.exists():
            return {}
        rows, faults = read_table(self.path, self._table)
        if faults:
            raise DossierError(self.path.name, faults)
        return dict(zip(rows.keys(self._table.key), rows.cells(), strict=True))

    def _checked(self, rows: Iterable[Mapping[str, object]]) -> list[Cells]:
        """Return rows as cells that are read back as they were written, if they are sound."""
        table, sound = self._table, list[Cells]()
        for row in rows:
            for name in row:
                if name not in table.by_name:
                    raise unknown(f"column of {table.name}", str(name), table.by_name)
            cells = {name: re.sub("\r\n?", "\n", str(row.get(name, ""))) for name in table.by_name}
            sound.append({name: STRAY.sub("", cell).strip() for name, cell in cells.items()})
        if sound:
            columns = {name: [cells[name] for cells in sound] for name in table.by_name}
            found = Rows(columns, [0] * len(sound), [True] * len(sound), (self.path.name,) * 2)
            _, faults = check_rows(table, found, self._dossier.context(table.name))
            faults = [fault for fault in faults if fault.stops]
            if faults:
                raise DossierError(f"{self._dossier.path.name}: not written", faults)
        return sound


def _as_csv(table: Table, rows: Iterable[Cells]) -> bytes:
    """Return rows as the bytes of a file; the byte-order mark lets Excel read names in every script."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in table.columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
