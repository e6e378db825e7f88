"""The analyst's own rows: reading and writing ``<table>.mine.csv`` so that nothing is lost."""

from __future__ import annotations

import csv
import dataclasses
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analystkit.dossier.dossier import Dossier
from analystkit.dossier.faults import DossierError, Fault
from analystkit.dossier.loading import MINE, duplicates, row_key, with_own
from analystkit.dossier.owncells import Cells, checked_cells, referred_ids
from analystkit.dossier.reading import read_table
from analystkit.dossier.schema import Context, check_table
from analystkit.dossier.tables import TABLES, Table
from analystkit.dossier.typed import typed_frame
from analystkit.errors import KitError, unknown
from analystkit.files import locked, write

Key = tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """A row that was not written, since another writer changed it meanwhile.

    Parameters
    ----------
    key : tuple of str
        The row's key.
    ours, theirs : dict or None
        The row that was to be written and the one that stands; None for no row.
    """

    key: Key
    ours: Cells | None
    theirs: Cells | None


@dataclass(frozen=True)
class Written:
    """What a file of own rows holds after writing.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    rows : dict
        All its rows by key, other writers' among them.
    clashes : tuple of Clash
        What was left as the other writer had it.
    """

    path: Path
    rows: dict[Key, Cells]
    clashes: tuple[Clash, ...] = ()


def read_mine(folder: str | os.PathLike[str], table: str) -> dict[Key, Cells]:
    """Return the analyst's own rows of a table as they stand in the file now."""
    shape = _shape(table)
    path = _path(folder, table)
    if not path.exists():
        return {}
    rows, faults = read_table(path, shape)
    faults += duplicates(shape, rows)
    if faults:
        raise DossierError(path.name, faults)
    return {row_key(shape, row): row.cells for row in rows}


def write_mine(
    folder: str | os.PathLike[str],
    table: str,
    rows: Iterable[Mapping[str, str]] = (),
    remove: Iterable[Key] = (),
    seen: Mapping[Key, Cells] | None = None,
) -> Written:
    """Write rows of the analyst's own into ``<table>.mine.csv``.

    The file is read again first. Rows merge into it by key, all others stay, and the new file takes the
    old one's place in one step.
    """
    shape = _shape(table)
    wanted: dict[Key, Cells | None] = dict.fromkeys(tuple(key) for key in remove)
    for cells in checked_cells(folder, shape, rows):
        wanted[tuple(cells[name] for name in shape.key)] = cells
    path = _path(folder, table)
    if not (path.parent / f"{table}.csv").exists():
        raise KitError(f"{path.parent.name} has no {table}.csv that own rows could be added to")
    with locked(path):
        held = read_mine(folder, table)
        clashes = _clashes(wanted, held, seen)
        refused = {clash.key for clash in clashes}
        after: dict[Key, Cells] = dict(held)
        for key, row in wanted.items():
            if key not in refused and row is None:
                after.pop(key, None)
            elif key not in refused and row is not None:
                after[key] = row
        if after != held:
            write(path, _as_csv(shape, after.values()))
    return Written(path, after, clashes)


def reread(dossier: Dossier, table: str) -> Dossier:
    """Return a dossier with one table as its files are now, all else as it was."""
    shape, faults = _shape(table), list[Fault]()
    rows, mine = with_own(dossier.path, shape, faults)
    context = Context(
        dossier.codebook, dossier.sources, dossier.about.articles, referred_ids(dossier.path, shape)
    )
    faults += check_table(shape, rows, context)
    if faults:
        raise DossierError(dossier.about.id, faults)
    frame = typed_frame(shape, rows, mine, dossier.codebook)
    cells = [tuple(row.cells[column.name] for column in shape.columns) for row in rows]
    return dataclasses.replace(
        dossier,
        tables={**dossier.tables, table: frame},
        _cells={**dossier._cells, table: cells},
        search_cache={name: texts for name, texts in dossier.search_cache.items() if name != table},
    )


def _shape(table: str) -> Table:
    if table not in TABLES:
        raise unknown("table", table, TABLES)
    return TABLES[table]


def _path(folder: str | os.PathLike[str], table: str) -> Path:
    return Path(folder) / f"{table}{MINE}.csv"


def _clashes(
    wanted: Mapping[Key, Cells | None], held: Mapping[Key, Cells], seen: Mapping[Key, Cells] | None
) -> tuple[Clash, ...]:
    """Return the rows that another writer has changed since they were seen, and not to what is wanted."""
    if seen is None:
        return ()
    return tuple(
        Clash(key, ours, held.get(key))
        for key, ours in wanted.items()
        if held.get(key) != seen.get(key) and held.get(key) != ours
    )


def _as_csv(table: Table, rows: Iterable[Cells]) -> bytes:
    """Return rows as the bytes of a file; the byte-order mark lets Excel read names in every script."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in table.columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
