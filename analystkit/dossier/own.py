"""The analyst's own rows: reading and writing ``<table>.mine.csv`` so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analystkit.dossier.checking import check_rows
from analystkit.dossier.dossier import Dossier
from analystkit.dossier.faults import STRAY, DossierError, Fault
from analystkit.dossier.reading import Rows, read_bytes, rows_of
from analystkit.dossier.tables import TABLES
from analystkit.dossier.workbook import MINE, as_csv
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
        self.load()

    def load(self) -> None:
        """See again what is in the file."""
        self.rows = self._read()

    def change(self, rows: Iterable[Mapping[str, object]] = (), drop: Iterable[Key] = ()) -> None:
        """Add rows, change those with their keys and take out others by theirs, in one step; all else stays.

        Columns that a row leaves out are blank. A row that would be a fault raises a `DossierError`, and
        nothing is written. `Changed` says that someone has changed some of these rows since they were seen:
        the others are written, `rows` shows what stands now, and `clashes` what stands and what was wanted.
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
                if held.get(key) not in (self.rows.get(key), row)
            }
            kept = {key: held.get(key) if key in clashes else row for key, row in {**held, **wanted}.items()}
            self.rows = {key: row for key, row in kept.items() if row is not None}
            if self.rows != held:
                # the byte-order mark lets Excel read names in every script
                text = as_csv(
                    [list(self._table.by_name), *(list(row.values()) for row in self.rows.values())]
                )
                put({path.name: text.encode("utf-8-sig")}, True)
        if clashes:
            raise Changed(
                f"{self.path.name}: another notebook has changed {len(clashes)} of these rows", clashes
            )

    put = change

    def drop(self, keys: Iterable[Key]) -> None:
        """Take rows out; see `change`."""
        self.change(drop=keys)

    def _read(self) -> dict[Key, Cells]:
        faults = list[Fault]()
        if not self.path.exists():
            return {}
        rows = rows_of(self.path.name, read_bytes(self.path, faults), self._table, faults, mine=True)
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
