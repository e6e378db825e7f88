"""Making an exported figure again from its file alone, and saying what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from pathlib import Path

from analystkit.dossier import Dossier, open_dossier
from analystkit.errors import KitError
from analystkit.figures.carrying import kind_of, picture_in, read_file, recipe_in
from analystkit.figures.changes import RowChanges, compare_tables, compare_versions, compare_words
from analystkit.figures.figure import Figure
from analystkit.figures.names import checked_name
from analystkit.figures.recipe import Recipe
from analystkit.figures.saved import figures_in
from analystkit.files import JOURNAL, unfinished, write_together


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
        """What became of the rows, table by table."""
        return compare_tables(self.then, self.now)

    @property
    def stale(self) -> list[str]:
        """Why new data would change the figure, each reason in a line; empty when it would not."""
        moved = self._moved
        if not moved:
            return []
        selected = [change for change in self.changes if change.table == self.then.table]
        reasons = [change.summary for change in selected if change.changed or change.added or change.removed]
        reasons += compare_words(self.then, self.now)
        if reasons:
            return reasons
        if compare_versions(self.then, self.now):
            others = [f"{change.table}: {change.summary}" for change in self.changes]
            return others + (["the codebook changed"] if "codebook" in moved else [])
        return [] if self._same_but_for_the_day() else ["labels, colors or rows of other tables changed"]

    @property
    def _moved(self) -> list[str]:
        """The tables used whose contents are others now, drawn or not."""
        marks = self.now.fingerprints
        return [name for name, mark in self.then.fingerprints.items() if marks.get(name) != mark]

    def _same_but_for_the_day(self) -> bool:
        """Tell whether the picture is the same when the dossier's day, which stands on it, is the old one."""
        dossier = self.figure.dossier
        then = replace(dossier, about=replace(dossier.about, as_of=self.then.as_of))
        drawn = Figure(self.then.spec, then).encoded(kind_of(self.data), recipe=self.then)
        return picture_in(drawn) == picture_in(self.data)

    def report(self) -> str:
        """Return what came out, for people."""
        if self.same:
            return f"{self.file}: made again, the same bytes"
        lines = []
        for change in self.changes:
            of = "" if change.table == self.then.table else f" in {change.table}"
            lines += [f"since this figure{of}: {change.summary}", *change.lines()]
        lines += compare_words(self.then, self.now)
        if self.then.as_of != self.now.as_of:
            lines.append(f"the dossier was as of {self.then.as_of} and is now as of {self.now.as_of}")
        versions = compare_versions(self.then, self.now)
        if versions:
            lines.append("made with other versions: " + "; ".join(versions))
        if self.then.dossier != self.now.dossier:
            lines.append(f"made from the dossier {self.then.dossier!r}, compared with {self.now.dossier!r}")
        if not lines:
            lines.append(self._unseen())
        elif self.same_picture:
            lines.append("the picture is the same; only what the file says about it differs")
        return f"{self.file}: made again, but not the same\n" + "\n".join(lines)

    def _unseen(self) -> str:
        """Return the reason when neither rows nor words nor versions changed."""
        moved = self._moved
        if moved and self.same_picture:
            return f"no row drawn changed, but others in {', '.join(moved)} did; the picture is the same"
        if moved:
            return f"no row drawn changed, but {', '.join(moved)} did (labels, order or colors)"
        said = "rows, words and versions are the same: another program has changed the file since"
        return f"{said}; the picture is the same" if self.same_picture else said


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
    data = read_file(file)
    recipe = recipe_in(data, str(file))
    with naming(str(file)):
        remade = Remade(str(file), data, recipe, Figure(recipe.spec, dossier_of(recipe, dossier)))
        if out is not None:
            target, kind = Path(out), kind_of(data)
            if target.suffix.lower() != f".{kind}":
                raise KitError(f"makes a {kind} file; give out a name that ends in .{kind}")
            checked_name(target.stem)
            write_together(target.parent, {target.name: remade.new_data}, overwrite)
    return remade


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Put a figure's name in front of the errors that its recipe leads to."""
    try:
        yield
    except KitError as error:
        raise KitError(f"{file}: {error}") from error


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
    return [found for found in standings(folder, dossier) if found.reasons or found.fault]


def standings(
    folder: str | PathLike[str], dossier: Dossier | str | PathLike[str] | None = None
) -> Iterator[Standing]:
    """Yield how each figure in a folder stands; see `stale`."""
    given = open_dossier(dossier) if isinstance(dossier, str | PathLike) else dossier
    opened: dict[str, Dossier] = {}  # each dossier is opened once
    known: dict[str, tuple[str, ...]] = {}  # each recipe is drawn once, whatever its formats
    halves = {at.parent / name for at in Path(folder).rglob(JOURNAL) for name in unfinished(at.parent)}
    for path in sorted({*figures_in(folder), *halves}):
        try:
            if path in halves:
                raise KitError("saving was stopped before this file stood there; save the figure again")
            data = read_file(path)
            recipe = recipe_in(data, path.name)
            same_again = recipe.to_json()
            if same_again not in known:
                if recipe.dossier not in opened:
                    opened[recipe.dossier] = dossier_of(recipe, given)
                figure = Figure(recipe.spec, opened[recipe.dossier])
                known[same_again] = tuple(Remade(str(path), data, recipe, figure).stale)
            yield Standing(path, known[same_again])
        except KitError as error:
            yield Standing(path, fault=str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: "))
