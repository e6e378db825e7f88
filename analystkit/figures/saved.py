"""The figures that were saved in a folder."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path

from analystkit.errors import KitError
from analystkit.figures.carrying import read_recipe
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import Recipe
from analystkit.figures.spec import Spec
from analystkit.files import JOURNAL, unfinished

DOCUMENTS = ".brief.json"  # stands where a brief keeps its documents and their figures


@dataclass(frozen=True)
class Saved:
    """A figure that was saved, in one format or several of the same name."""

    path: Path  # the PNG, else the SVG or PDF
    date: dt.datetime  # when it was saved
    recipe: Recipe

    @property
    def spec(self) -> Spec:
        """What was drawn."""
        return self.recipe.spec


def saved_figures(folder: str | PathLike[str]) -> list[Saved]:
    """Return the figures saved in a folder and its subfolders, newest first; strangers are passed over."""
    found: dict[Path, Saved] = {}
    paths = figures_in(folder) if Path(folder).is_dir() else []
    for path in sorted(paths, key=lambda path: FORMATS.index(path.suffix[1:].lower())):
        stem = path.with_suffix("")
        if stem not in found and not (path.parent / DOCUMENTS).exists():
            with contextlib.suppress(KitError, OSError):
                changed = path.stat().st_mtime
                found[stem] = Saved(path, dt.datetime.fromtimestamp(changed), _recipe(path, changed))
    return sorted(found.values(), key=lambda saved: (-saved.date.timestamp(), saved.path))


@lru_cache(maxsize=512)
def _recipe(path: Path, changed: float) -> Recipe:
    """Return a file's recipe, sound in all its parts, read once as long as nobody changes the file."""
    recipe = read_recipe(path)
    assert recipe.spec  # says what in it is not sound
    return recipe


def figures_in(folder: str | PathLike[str]) -> list[Path]:
    """Return the figures in a folder and its subfolders, hidden ones left out, and those half saved."""
    place = Path(folder)
    if place.is_file():
        raise KitError(f"{place}: this is a file; give its folder (or use `analystkit reproduce {place}`)")
    if not place.is_dir():
        raise KitError(f"{place}: no such folder; give one with exported figures, such as exports/")
    found = set(place.rglob("*"))
    found |= {at.parent / name for at in found if at.name == JOURNAL for name in unfinished(at.parent)}
    figures = [path for path in found if path.suffix[1:].lower() in FORMATS and not path.is_dir()]
    return sorted(
        path for path in figures if not any(p.startswith(".") for p in path.relative_to(place).parts)
    )
