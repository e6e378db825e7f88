"""What a figure's file says about itself, for people and for programs."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Mapping
from os import PathLike
from typing import Any

from analystkit.figures.carried import read_recipe
from analystkit.figures.recipe import Recipe

_WIDTH = 96
_LABEL = 14
_MOST_ROWS = 20
_STEERING = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"


def inspect(file: str | PathLike[str], as_json: bool = False) -> str:
    """Return what a figure was made from, as its file says.

    Parameters
    ----------
    file : str or path
        A figure that analystkit exported.
    as_json : bool
        Whether to return the whole recipe as JSON instead of a page for people.

    Returns
    -------
    str

    Raises
    ------
    KitError
        If the file is not ours, is damaged, or comes from a newer kit.

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     json.loads(inspect(path, as_json=True))["chart"]
    'what-is-absent'
    """
    recipe = read_recipe(file)
    if as_json:
        return json.dumps(json.loads(recipe.to_json()), ensure_ascii=False, indent=2, sort_keys=True)
    return describe(recipe, str(file))


def describe(recipe: Recipe, file: str) -> str:
    """Return a recipe as a page for people."""
    words = recipe.words
    names = [_row_name(recipe, cells) for cells in _drawn(recipe)]
    more = f" … and {len(names) - _MOST_ROWS} more" if len(names) > _MOST_ROWS else ""
    overrides = {"title given": recipe.title or "", "caption given": recipe.caption or ""}
    entries = {
        "headline": words.get("headline", ""),
        "subtitle": words.get("subtitle", ""),
        "dossier": f"{recipe.title_of_dossier} ({recipe.dossier}), as of {recipe.as_of}",
        "chart": f"{recipe.chart}, {recipe.preset}{_options(recipe.options)}",
        "selection": words.get("selection") or json.dumps(recipe.selection, ensure_ascii=False),
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


def _drawn(recipe: Recipe) -> tuple[tuple[Any, ...], ...]:
    """Return the rows that the selection chose."""
    rows = recipe.rows.get(recipe.table)
    return rows.cells if rows else ()


def _row_name(recipe: Recipe, cells: tuple[Any, ...]) -> str:
    """Return what tells a row apart."""
    rows = recipe.rows[recipe.table]
    row = dict(zip(rows.columns, cells, strict=True))
    return "/".join(str(row[name]) for name in rows.key or rows.columns[:1])


def _options(options: Mapping[str, Any]) -> str:
    """Return a chart's options as they are written in a call."""
    return "".join(f", {name}={value!r}" for name, value in sorted(options.items()))


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
