"""What became of a figure's rows and words since it was exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analystkit.dossier import TABLES
from analystkit.figures.recipe import DrawnRows, Recipe
from analystkit.figures.rows import Cell

_SAID = {
    "headline": "headline",
    "subtitle": "subtitle",
    "note": "note",
    "source_line": "source line",
    "alt": "alt text",
}
_SHOWN = 40
_BLANK = "(blank)"

Row = Mapping[str, Cell]
Cells = tuple[tuple[str, str, str], ...]  # a column, what was there, what is there


@dataclass(frozen=True)
class RowChanges:
    """What became of the rows of one table that a figure drew."""

    table: str
    changed: tuple[tuple[str, Cells], ...] = ()  # drawn then and now, with other cells
    added: tuple[str, ...] = ()  # drawn only now
    removed: tuple[str, ...] = ()  # drawn only then
    reordered: bool = False  # whether those drawn both times stand in another order

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.changed or self.added or self.removed or self.reordered)

    @property
    def summary(self) -> str:
        """The counts, such as "2 rows changed, 1 added"."""
        counts = [(len(self.changed), "changed"), (len(self.added), "added"), (len(self.removed), "removed")]
        said = [(number, what) for number, what in counts if number]
        if not said:
            return "rows stand in another order" if self.reordered else "no row changed"
        number, what = said[0]
        first = f"{number} {'row' if number == 1 else 'rows'} {what}"
        return ", ".join([first, *(f"{number} {what}" for number, what in said[1:])])

    def lines(self) -> list[str]:
        """Return one line for each row, and one for each of its cells that changed."""
        lines = []
        for row, cells in self.changed:
            lines.append(f"  changed  {row}")
            lines += [f"    {name}: {_short(old)} -> {_short(new)}" for name, old, new in cells]
        lines += [f"  added    {row}" for row in self.added]
        return lines + [f"  removed  {row}" for row in self.removed]


def compare_rows(table: str, then: DrawnRows, now: DrawnRows) -> RowChanges:
    """Compare the rows that a figure drew with those that it would draw now, matched by the table's key."""
    key = then.key if set(then.key) <= set(now.columns) else ()
    old, new = _by_key(then, key), _by_key(now, key)
    both = [name for name in old if name in new]
    added = tuple(name for name in new if name not in old)
    removed = tuple(name for name in old if name not in new)
    changed = tuple((name, cells) for name in both if (cells := _cells(old[name], new[name])))
    return RowChanges(table, changed, added, removed, both != [name for name in new if name in old])


def _by_key(rows: DrawnRows, key: tuple[str, ...]) -> dict[str, Row]:
    """Return rows by what tells them apart; without a key, by all that they hold."""
    found: dict[str, Row] = {}
    times: Counter[str] = Counter()
    for cells in rows.cells:
        row = dict(zip(rows.columns, cells, strict=True))
        name = " / ".join(str(row[part]) for part in key or rows.columns)
        times[name] += 1
        found[name if times[name] == 1 else f"{name} ({times[name]})"] = row
    return found


def _cells(old: Row, new: Row) -> Cells:
    """Return the cells of a row that changed."""
    names = dict.fromkeys([*old, *new])
    pairs = [(name, _words(old.get(name)), _words(new.get(name))) for name in names]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _words(cell: Cell) -> str:
    """Return a cell for reading."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return _BLANK if cell is None or cell == "" else str(cell)


def _short(text: str) -> str:
    """Return text on one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def compare_words(then: Recipe, now: Recipe) -> list[str]:
    """Return what the figure says otherwise now, a line for each part."""
    lines = []
    for part, name in _SAID.items():
        old, new = then.words.get(part, ""), now.words.get(part, "")
        if old != new:
            lines.append(f"the {name} was {old or _BLANK!r} and is now {new or _BLANK!r}")
    return lines


def compare_tables(then: Recipe, now: Recipe) -> list[RowChanges]:
    """Return for each table that the figure drew what became of its rows; the selected table comes first."""
    nothing = DrawnRows((), (), ())
    tables = sorted(set(then.rows) | set(now.rows), key=lambda name: (name != then.table, name))
    changes = []
    for table in tables:
        old, new = then.rows.get(table, nothing), now.rows.get(table, nothing)
        key = TABLES[table].key if table in TABLES else ()
        changes.append(compare_rows(table, old if old.columns else DrawnRows(new.columns, key, ()), new))
    return [change for change in changes if change]


def compare_versions(then: Recipe, now: Recipe) -> list[str]:
    """Return which programs differ between when the figure was made and now."""
    names = sorted(set(then.versions) | set(now.versions))
    pairs = [(name, then.versions.get(name, "unknown"), now.versions.get(name, "unknown")) for name in names]
    return [f"{name} {old} then, {new} now" for name, old, new in pairs if old != new]
