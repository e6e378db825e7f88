"""The recipe: what was drawn and what was seen, all that is needed to draw a figure again from its file."""

from __future__ import annotations

import hashlib
import json
import platform
import textwrap
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, cast

from analystkit import __version__, charts
from analystkit.dossier import TABLES, Dossier
from analystkit.dossier.faults import Rule, adapter
from analystkit.errors import KitError
from analystkit.figures.rows import Cell, plain_rows
from analystkit.figures.spec import Asked, Spec
from analystkit.words import printable

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.charts import Drawing

SCHEMA = 2
DPI, FINE = "a number from 36 to 1200, of which 300 is print, 144 a screen", range(36, 1201)
_DRAWING = ("words.py", "dossier", "analysis", "charts", "figures")  # all code that a picture comes from
_GONE = ("compress", "detail", "listing")  # options of charts that form 1 could name


@dataclass(frozen=True)
class DrawnRows:
    """The rows of one table that went into a figure, as plain cells."""

    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ()  # the columns that tell rows apart
    cells: tuple[tuple[Cell, ...], ...] = ()


def _fit(rows: DrawnRows) -> bool:
    wide = len(rows.columns)
    return set(rows.key) <= set(rows.columns) and all(len(cells) == wide for cells in rows.cells)


_Fitting = Annotated[DrawnRows, Rule("rows that fit their columns", _fit)]
_Said = Annotated[dict[str, str], Rule("headline and alt", {"headline", "alt"}.issubset)]


@dataclass(frozen=True)
class Recipe:
    """What a figure was made from and with.

    Examples
    --------
    >>> from analystkit.dossier import Selection
    >>> asked, words = Spec("timeline", Selection("events")).to_dict(), {"headline": "a", "alt": "b"}
    >>> recipe = Recipe(asked, "d", "A treaty", "2025", words=words)
    >>> Recipe.from_json(recipe.to_json()) == recipe
    True
    """

    __pydantic_config__: ClassVar = {"strict": True, "extra": "ignore", "validate_default": True}

    asked: Asked  # what was drawn, as `Spec.to_dict` gives it
    dossier: str
    title_of_dossier: str
    as_of: str  # the day up to which the dossier goes
    fingerprints: dict[str, str] = field(default_factory=dict)  # of each table used, codebook and sources
    dpi: Annotated[int, Rule(DPI, FINE.__contains__)] = 300
    words: _Said = field(default_factory=dict)  # the parts of `Said`, and the selection in words
    sources: dict[str, str] = field(default_factory=dict)  # citekey and full reference
    rows: dict[str, _Fitting] = field(default_factory=dict)  # of each table used
    versions: dict[str, str] = field(default_factory=dict)  # of all that decides the bytes

    @property
    def spec(self) -> Spec:
        """What was drawn; fails where the kit has no such table or column any more."""
        return Spec.from_dict(self.asked)

    @property
    def table(self) -> str:
        """The table whose rows the selection chose."""
        return str(self.asked["selection"].get("table", ""))

    def to_json(self) -> str:
        """Return the recipe as JSON, in ASCII, the same for the same recipe."""
        rows = {table: vars(drawn) for table, drawn in self.rows.items()}
        held = {"schema": SCHEMA, **vars(self), "rows": rows}
        return json.dumps(held, ensure_ascii=True, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Return the recipe that a JSON text of this or an earlier form holds; nothing in it is executed."""
        from pydantic import ValidationError

        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or type(found.get("schema")) is not int:
            raise KitError(f"the recipe is damaged: expected JSON with 'schema', found {text[:40]!r}")
        if found["schema"] > SCHEMA:
            made = found.get("versions")
            kit = str(made.get("analystkit", "?"))[:20] if isinstance(made, dict) else "?"
            raise KitError(
                f"the recipe has form {found['schema']}, written by analystkit {kit}; this kit reads up to "
                f"form {SCHEMA}. Update analystkit (git pull, make lab) and try again"
            )
        if found["schema"] == 1:  # had the parts of what was asked beside the rest, and None for no title
            given = {name: found[name] for name in Asked.__annotations__ if found.get(name) is not None}
            found["asked"] = asked = {"title": "", "caption": "", **given}
            if isinstance(asked.get("options"), dict):  # those that forked a layout are gone
                asked["options"] = {k: v for k, v in asked["options"].items() if k not in _GONE}
        try:
            recipe: Recipe = adapter(Recipe).validate_json(json.dumps(found))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place, value = ".".join(map(str, first["loc"])), str(first["input"])[:40]
            said = f"{place} is {value!r}; expected {first['msg'].removeprefix('Input should be ')}"
            said = f"{place} is missing" if first["type"] == "missing" else said
            raise KitError(f"the recipe is damaged: {said}") from error
        return recipe


def make_recipe(dossier: Dossier, spec: Spec, drawing: Drawing, words: dict[str, str]) -> Recipe:
    """Return the recipe of a drawing."""
    chart, book = charts.get(spec.chart), dossier.codebook
    used = {name: dossier.table(name) for name in chart.also if dossier.has(name)} | {
        chart.table: drawing.rows
    }
    sources = [dossier.sources[key] for key in sorted(set(drawing.citekeys))]
    terms = [
        (table, column, term.term, term.label, term.group, term.color)
        for table in sorted(used)
        for column in book.fields(table)
        for term in book.terms(table, column)
    ]
    said = [(source.key, source.short, source.reference, source.reliability) for source in sources]
    fingerprints = {name: dossier.fingerprint([name]) for name in used}
    return Recipe(
        asked=cast("Asked", spec.to_dict()),
        dossier=dossier.about.id,
        title_of_dossier=dossier.about.title,
        as_of=dossier.about.as_of,
        fingerprints={**fingerprints, "codebook": _digest(terms), "sources": _digest(said)},
        dpi=round(drawing.figure.dpi),
        words=words,
        sources={source.key: source.reference for source in sources},
        rows={name: _drawn_rows(name, rows) for name, rows in used.items()},
        versions=versions(),
    )


def _drawn_rows(table: str, rows: pd.DataFrame) -> DrawnRows:
    """Return rows of a table as plain cells, with the columns that tell them apart."""
    columns, cells = plain_rows(rows)
    key = tuple(name for name in TABLES[table].key if name in columns)
    return DrawnRows(tuple(columns), key, tuple(cells))


def _digest(values: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions of all that decides a figure's bytes."""
    from matplotlib import ft2font

    return {
        **{name.lower(): version(name) for name in ("matplotlib", "numpy", "pandas", "Pillow")},
        "analystkit": __version__,
        "drawing code": code_digest(Path(__file__).resolve().parents[1]),
        "freetype": str(ft2font.__freetype_version__),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def code_digest(package: Path) -> str:
    """Return a short hash of all code and data that a picture comes from; they change within a version."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package)
        if name.parts[0] in _DRAWING and path.is_file() and "__pycache__" not in name.parts:
            held = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(name.as_posix().encode() + b"\0" + held + b"\0")
    return digest.hexdigest()[:12]


def describe(recipe: Recipe, file: str) -> str:
    """Return a recipe as a page for people."""
    words, asked, drawn = recipe.words, recipe.asked, recipe.rows.get(recipe.table, DrawnRows())
    named = [drawn.columns.index(name) for name in drawn.key or drawn.columns[:1]]
    names = ["/".join(str(cells[place]) for place in named) for cells in drawn.cells]
    more = f" … and {len(names) - 20} more" if len(names) > 20 else ""
    options = "".join(f", {name}={value!r}" for name, value in sorted(asked["options"].items()))
    entries = {
        "headline": words["headline"],
        "subtitle": words.get("subtitle"),
        "dossier": f"{recipe.title_of_dossier} ({recipe.dossier}), as of {recipe.as_of}",
        "chart": f"{asked['chart']}, {asked['preset']}{options}",
        "selection": words.get("selection") or json.dumps(asked["selection"], ensure_ascii=False),
        "title given": asked["title"],
        "caption given": asked["caption"],
        f"rows ({len(names)})": "; ".join(names[:20]) + more or "none",
        "note": words.get("note"),
        "alt text": words["alt"],
        **{f"@{key}": reference for key, reference in recipe.sources.items()},
        "made with": ", ".join(f"{name} {made}" for name, made in sorted(recipe.versions.items())),
        "tables": ", ".join(f"{name} {mark[:12]}" for name, mark in sorted(recipe.fingerprints.items())),
        "again": f"analystkit reproduce {file}",
    }
    lines = [f"{name:<13} {text}" for name, text in entries.items() if text]
    indent = " " * 14
    wrapped = [textwrap.fill(printable(line), 96, subsequent_indent=indent) for line in lines]
    return "\n".join(wrapped)
