"""What a figure's file says about itself, for people and for programs."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from os import PathLike

from analystkit.figures.carrying import read_recipe
from analystkit.figures.recipe import DrawnRows, Recipe

_WIDTH = 96
_LABEL = 14
_MOST_ROWS = 20
_STEERING = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"


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
