"""Making an exported figure again from its file alone, and saying what changed since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, open_dossier
from analystkit.errors import KitError
from analystkit.figures.carrying import figures_in, kind_of, naming, picture_in, read_file, recipe_in
from analystkit.figures.figure import Figure
from analystkit.figures.names import checked_name
from analystkit.figures.recipe import DrawnRows, Recipe
from analystkit.files import unfinished, write_together
from analystkit.words import count, printable

_BLANK = "(blank)"


@dataclass(frozen=True)
class RowChanges:
    """What became of the rows of one table that a figure drew."""

    table: str
    summary: str  # such as "2 rows changed, 1 row added"; blank for nothing
    lines: list[str]  # one for each row, and for each of its cells, that is another; none for another order


def compare_rows(table: str, then: DrawnRows, now: DrawnRows) -> RowChanges:
    """Compare the rows that a figure drew with those that it would draw now, matched by the table's key."""
    key = then.key or now.key
    if any(rows.columns and not set(key) <= set(rows.columns) for rows in (then, now)):
        key = ()
    old, new = _by_key(then, key), _by_key(now, key)
    both, still = [name for name in old if name in new], [name for name in new if name in old]
    found = {
        "changed": [name for name in both if old[name] != new[name]],
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
    }
    counts = [f"{count(len(names), 'row')} {what}" for what, names in found.items() if names]
    lines = []
    for what, names in found.items():
        for name in names:
            lines.append(f"  {what:<8} {name}")
            was, is_ = (old[name], new[name]) if what == "changed" else ({}, {})
            pairs = [(column, was.get(column, _BLANK), is_.get(column, _BLANK)) for column in {**was, **is_}]
            said = [f"{column}: {one} -> {two}" for column, one, two in pairs if one != two]
            lines += [f"    {' '.join(each.split())}" for each in said]
    order = "rows stand in another order" if both != still else ""
    return RowChanges(table, ", ".join(counts) or order, lines)


def _by_key(rows: DrawnRows, key: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return what rows hold in words, by what tells them apart; without a key, by all of it."""
    found: dict[str, dict[str, str]] = {}
    times: Counter[str] = Counter()
    for cells in rows.cells:
        said = [{True: "yes", False: "no"}[cell] if isinstance(cell, bool) else cell for cell in cells]
        pairs = zip(rows.columns, said, strict=True)
        row = {column: str(words) for column, words in pairs if words is not None and words != ""}
        name = " / ".join(row.get(part, _BLANK) for part in key or rows.columns)
        times[name] += 1
        found[name if times[name] == 1 else f"{name} ({times[name]})"] = row
    return found


@dataclass(frozen=True)
class Remade:
    """A figure made again, and how it compares with the file."""

    file: str
    data: bytes  # what the file holds
    then: Recipe  # the recipe in it
    figure: Figure  # the same chart and selection, drawn from the dossier as it is now

    @cached_property
    def now(self) -> Recipe:
        """The recipe that the figure would have today."""
        return replace(self.figure.recipe, dpi=self.then.dpi)

    @cached_property
    def new_data(self) -> bytes:
        """The file's bytes as they would be today."""
        return self.figure.encoded(kind_of(self.data), recipe=self.now)

    @property
    def same(self) -> bool:
        """Whether they are the same bytes."""
        return self.new_data == self.data

    @cached_property
    def same_picture(self) -> bool:
        """Whether at least the picture is the same."""
        return picture_in(self.new_data) == picture_in(self.data)

    @cached_property
    def changes(self) -> list[RowChanges]:
        """What became of the rows, table by table; the selected table comes first."""
        then, now, nothing = self.then.rows, self.now.rows, DrawnRows()
        tables = sorted({*then, *now}, key=lambda name: (name != self.then.table, name))
        changes = [compare_rows(name, then.get(name, nothing), now.get(name, nothing)) for name in tables]
        return [change for change in changes if change.summary]

    @property
    def _words(self) -> list[str]:
        """What the figure says otherwise now, a line for each part."""
        lines = []
        for part in ("headline", "subtitle", "note", "source_line", "alt"):
            old, new = self.then.words.get(part, ""), self.now.words.get(part, "")
            if old != new:
                name = {"source_line": "source line", "alt": "alt text"}.get(part, part)
                lines.append(f"the {name} was {old or _BLANK!r} and is now {new or _BLANK!r}")
        return lines

    @property
    def _versions(self) -> list[str]:
        """The programs that differ between when the figure was made and now."""
        names = sorted({*self.then.versions, *self.now.versions})
        then, now = ({**dict.fromkeys(names, "unknown"), **made.versions} for made in (self.then, self.now))
        return [f"{name} {then[name]} then, {now[name]} now" for name in names if then[name] != now[name]]

    @property
    def _moved(self) -> list[str]:
        """The tables used whose contents are others now, drawn or not."""
        marks = self.now.fingerprints
        return [name for name, mark in self.then.fingerprints.items() if marks.get(name) != mark]

    @property
    def stale(self) -> list[str]:
        """Why new data would change the figure, each reason in a line; empty when it would not."""
        if not self._moved:
            return []
        reasons = [each.summary for each in self.changes if each.table == self.then.table and each.lines]
        reasons += self._words
        if reasons:
            return reasons
        if self._versions:
            others = [f"{change.table}: {change.summary}" for change in self.changes]
            return others + (["the codebook changed"] if "codebook" in self._moved else [])
        dossier = self.figure.dossier  # the day up to which it goes stands on the picture, and does not count
        then = replace(dossier, about=replace(dossier.about, as_of=self.then.as_of))
        drawn = Figure(self.then.spec, then).encoded(kind_of(self.data), recipe=self.then)
        same = picture_in(drawn) == picture_in(self.data)
        return [] if same else ["labels, colors or rows of other tables changed"]

    def report(self) -> str:
        """Return what came out, for people."""
        if self.same:
            return f"{self.file}: made again, the same bytes"
        then, now, lines = self.then, self.now, []
        for change in self.changes:
            of = "" if change.table == then.table else f" in {change.table}"
            lines += [f"since this figure{of}: {change.summary}", *change.lines]
        lines += self._words
        if then.as_of != now.as_of:
            lines.append(f"the dossier was as of {then.as_of} and is now as of {now.as_of}")
        if self._versions:
            lines.append("made with other versions: " + "; ".join(self._versions))
        if then.dossier != now.dossier:
            lines.append(f"made from the dossier {then.dossier!r}, compared with {now.dossier!r}")
        if not lines and self._moved:
            other = "other rows" if self.same_picture else "labels, order or colors"
            lines.append(f"no row drawn changed, but {other} in {', '.join(self._moved)} did")
        elif not lines:
            lines.append("rows, words and versions are the same: another program has changed the file since")
        if self.same_picture:
            lines.append("the picture is the same; only what the file holds beside it differs")
        return printable("\n".join([f"{self.file}: made again, but not the same", *lines]))


def reproduce(
    file: str | PathLike[str],
    dossier: Dossier | str | PathLike[str] | None = None,
    out: str | PathLike[str] | None = None,
    overwrite: bool = False,
) -> Remade:
    """Make an exported figure again.

    Parameters
    ----------
    file : str or path
        A figure that analystkit exported.
    dossier : Dossier, str or path, optional
        Where its rows come from; the recipe names it unless given.
    out : str or path, optional
        Where to write what was made; nothing is written unless given.
    overwrite : bool
        Whether `out` may be replaced.

    Returns
    -------
    Remade
        `same` tells whether the bytes are the same, `report()` what changed.

    Raises
    ------
    KitError
        If the file is not ours or is damaged, or the chart, column or dossier no longer exists.

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     reproduce(path).same
    True
    """
    with naming(file):
        data = read_file(file)
        recipe = recipe_in(data)
        remade = Remade(str(file), data, recipe, Figure(recipe.spec, dossier_of(recipe, dossier)))
        if out is not None:
            target, kind = Path(out), kind_of(data)
            if target.suffix.lower() != f".{kind}":
                raise KitError(f"makes a {kind} file; give out a name that ends in .{kind}")
            checked_name(target.stem)
            write_together(target.parent, {target.name: remade.new_data}, overwrite)
    return remade


def dossier_of(recipe: Recipe, given: Dossier | str | PathLike[str] | None = None) -> Dossier:
    """Return the dossier that a recipe names, or the one given instead."""
    if isinstance(given, Dossier):
        return given
    if given is not None:
        return open_dossier(given)
    try:
        return open_dossier(Path(recipe.dossier).name)
    except KitError as error:
        raise KitError(
            f"made from the dossier {recipe.dossier!r} ({recipe.title_of_dossier}), which cannot be opened; "
            f"say where it is with dossier=… (--dossier). {error}"
        ) from error


@dataclass(frozen=True)
class Standing:
    """How one file of a folder stands."""

    file: Path
    reasons: tuple[str, ...] = ()  # why new data would change it
    fault: str = ""  # why that cannot be told: damaged, not ours, a chart or dossier that is gone


def stale(
    folder: str | PathLike[str], dossier: Dossier | str | PathLike[str] | None = None
) -> list[Standing]:
    """Return every figure in a folder that new data would change, or of which that cannot be told.

    Each figure's rows are selected and its words written anew, and compared with those in the file; a
    change in rows that it does not draw does not count.

    Parameters
    ----------
    folder : str or path
        Looked through with its subfolders.
    dossier : Dossier, str or path, optional
        In place of the dossiers that the figures name.

    Returns
    -------
    list of Standing
        In alphabetical order of the files.

    Raises
    ------
    KitError
        If there is no such folder.

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     stale(folder)
    []
    """
    given = open_dossier(dossier) if isinstance(dossier, str | PathLike) else dossier
    opened: dict[str, Dossier] = {}  # each dossier is opened once
    known: dict[str, tuple[str, ...]] = {}  # each recipe is drawn once, whatever its formats
    found = []
    for path in figures_in(folder):
        try:
            if path.name in unfinished(path.parent):
                raise KitError("saving was stopped before this file stood there; save the figure again")
            data = read_file(path)
            recipe = recipe_in(data)
            same_again = recipe.to_json()
            if same_again not in known:
                if recipe.dossier not in opened:
                    opened[recipe.dossier] = dossier_of(recipe, given)
                figure = Figure(recipe.spec, opened[recipe.dossier])
                known[same_again] = tuple(Remade(str(path), data, recipe, figure).stale)
            if known[same_again]:
                found.append(Standing(path, known[same_again]))
        except KitError as error:
            found.append(Standing(path, fault=str(error)))
    return found
