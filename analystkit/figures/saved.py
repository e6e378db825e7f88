"""The figures that were saved in a folder, and what one of them says about itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import textwrap
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path

from analystkit.errors import KitError
from analystkit.figures.carrying import read_recipe
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import DrawnRows, Recipe
from analystkit.figures.spec import Spec

DOCUMENTS = ".brief.json"  # stands where a brief keeps its documents and their figures
_WIDTH = 96
_LABEL = 14
_MOST_ROWS = 20
_STEERING = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Saved:
    """A figure that was saved, in one format or several of the same name."""

    path: Path  # the PNG, else the SVG or PDF
    date: dt.datetime  # when it was saved
    recipe: Recipe

    @property
    def headline(self) -> str:
        """What it shows."""
        return self.recipe.words["headline"]

    @property
    def spec(self) -> Spec:
        """What was drawn."""
        return self.recipe.spec


def saved_figures(folder: str | PathLike[str]) -> list[Saved]:
    """Return the figures saved in a folder and its subfolders, the newest first; strangers are passed over.

    Parameters
    ----------
    folder : str or path
        Such as ``exports/``; one that is not there holds none.

    Returns
    -------
    list of Saved

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     [(saved.path.name, saved.spec.chart) for saved in saved_figures(folder)]
    [('absent.png', 'what-is-absent')]
    """
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
    """Return the PNG, SVG and PDF files in a folder and its subfolders, hidden ones left out."""
    place = Path(folder)
    if place.is_file():
        raise KitError(f"{place}: this is a file; give its folder (or use `analystkit reproduce {place}`)")
    if not place.is_dir():
        raise KitError(f"{place}: no such folder; give one with exported figures, such as exports/")
    found = (path for path in place.rglob("*") if path.suffix[1:].lower() in FORMATS and path.is_file())
    return sorted(path for path in found if not any(p.startswith(".") for p in path.relative_to(place).parts))


def inspect(file: str | PathLike[str], as_json: bool = False) -> str:
    """Return what a figure was made from, as its file says: a page for people, or the recipe as JSON."""
    recipe = read_recipe(file)
    if as_json:
        return json.dumps(json.loads(recipe.to_json()), ensure_ascii=False, indent=2, sort_keys=True)
    return describe(recipe, str(file))


def describe(recipe: Recipe, file: str) -> str:
    """Return a recipe as a page for people."""
    words = recipe.words
    drawn = recipe.rows.get(recipe.table, DrawnRows((), (), ()))
    named = [drawn.columns.index(name) for name in drawn.key or drawn.columns[:1]]
    names = ["/".join(str(cells[place]) for place in named) for cells in drawn.cells]
    more = f" … and {len(names) - _MOST_ROWS} more" if len(names) > _MOST_ROWS else ""
    asked = recipe.asked
    overrides = {"title given": asked["title"], "caption given": asked["caption"]}
    options = "".join(f", {name}={value!r}" for name, value in sorted(asked["options"].items()))
    entries = {
        "headline": words.get("headline", ""),
        "subtitle": words.get("subtitle", ""),
        "dossier": f"{recipe.title_of_dossier} ({recipe.dossier}), as of {recipe.as_of}",
        "chart": f"{asked['chart']}, {asked['preset']}{options}",
        "selection": words.get("selection") or json.dumps(asked["selection"], ensure_ascii=False),
        **{name: text for name, text in overrides.items() if text},
        f"rows ({len(names)})": "; ".join(names[:_MOST_ROWS]) + more,
        "note": words.get("note", ""),
        "alt text": words.get("alt", ""),
        f"sources ({len(recipe.sources)})": "",
    }
    lines = [line for name, text in entries.items() for line in _entry(name, text)]
    lines += [f"  @{key}: {reference}" for key, reference in recipe.sources.items()]
    made = ", ".join(f"{name} {recipe.versions[name]}" for name in sorted(recipe.versions))
    tables = ", ".join(f"{name} {mark[:12]}" for name, mark in sorted(recipe.fingerprints.items()))
    lines += [*_entry("made with", made), *_entry("tables", tables)]
    lines += _entry("again", f"analystkit reproduce {file}")
    return "\n".join(map(printable, lines))


def _entry(name: str, text: str) -> list[str]:
    """Return a label and its text, wrapped beside it."""
    if not text and not name.startswith(("rows", "sources")):
        return []
    indent = " " * _LABEL
    head = f"{name:<{_LABEL - 1}} "
    return textwrap.wrap(printable(text), _WIDTH, initial_indent=head, subsequent_indent=indent) or [
        head.rstrip()
    ]


def printable(text: str) -> str:
    r"""Return text without the characters that steer a terminal or turn its writing round."""
    return "".join(" " if unicodedata.category(c) in _STEERING and c not in _JOINERS else c for c in text)
