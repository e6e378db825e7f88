"""The recipe: what was drawn and what was seen, all that is needed to draw a figure again from its file."""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from analystkit import __version__, charts
from analystkit.dossier import TABLES, Dossier
from analystkit.errors import KitError
from analystkit.figures.rows import Cell, plain_rows
from analystkit.figures.spec import Spec

if TYPE_CHECKING:
    import pandas as pd

    from analystkit.charts import Drawing

SCHEMA = 2
_DRAWING = ("words.py", "dossier", "analysis", "charts", "figures")  # all code that a picture comes from
_GONE = ("compress", "detail", "listing")  # options of charts that form 1 could name
_ASKED = ("chart", "selection", "preset", "title", "caption", "options")


@dataclass(frozen=True)
class DrawnRows:
    """The rows of one table that went into a figure, as plain cells."""

    columns: tuple[str, ...]
    key: tuple[str, ...]  # the columns that tell rows apart
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Recipe:
    """What a figure was made from and with.

    Examples
    --------
    >>> from analystkit.dossier import Selection
    >>> recipe = Recipe(Spec("timeline", Selection("events")).to_dict(), "d", "A treaty", "2025")
    >>> Recipe.from_json(recipe.to_json()) == recipe
    True
    """

    asked: dict[str, Any]  # what was drawn, as `Spec.to_dict` gives it
    dossier: str
    title_of_dossier: str
    as_of: str  # the day up to which the dossier goes
    fingerprints: dict[str, str] = field(default_factory=dict)  # of each table used, codebook and sources
    dpi: int = 300
    words: dict[str, str] = field(default_factory=dict)  # the parts of `Said`, and the selection in words
    sources: dict[str, str] = field(default_factory=dict)  # citekey and full reference
    rows: dict[str, DrawnRows] = field(default_factory=dict)  # of each table used
    versions: dict[str, str] = field(default_factory=dict)  # of all that decides the bytes

    @property
    def spec(self) -> Spec:
        """What was drawn; fails where the kit has no such table or column any more."""
        return Spec.from_dict(self.asked)

    @property
    def chart(self) -> str:
        """Name of the chart, which may be gone."""
        return str(self.asked["chart"])

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
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise KitError(f"the recipe is damaged: expected JSON, found {text[:40]!r}") from error
        if not isinstance(found, dict) or type(found.get("schema")) is not int:
            raise KitError(f"the recipe is damaged: expected a mapping with 'schema', found {text[:40]!r}")
        if found["schema"] > SCHEMA:
            made = found.get("versions")
            kit = str(made.get("analystkit", "?"))[:20] if isinstance(made, dict) else "?"
            raise KitError(
                f"the recipe has form {found['schema']}, written by analystkit {kit}; this kit reads up to "
                f"form {SCHEMA}. Update analystkit (git pull, make lab) and try again"
            )
        if found["schema"] == 1:  # had the parts of what was asked beside the rest, and None for no title
            asked = {name: found[name] for name in _ASKED if found.get(name) is not None}
            found = {**found, "asked": {"title": "", "caption": "", **asked}}
            options = found["asked"].get("options")
            if isinstance(options, dict):  # options that forked a layout are gone, and what they forked
                found["asked"]["options"] = {k: v for k, v in options.items() if k not in _GONE}
        return cls(**_checked(found))


def _checked(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a recipe, each of its kind, or say which one is not."""
    known: dict[str, type] = {"str": str, "int": int}
    kinds = {item.name: known.get(str(item.type), dict) for item in fields(Recipe)}
    _check_kinds(found, kinds)
    _check_kinds(found["asked"], dict.fromkeys(_ASKED, str) | {"selection": dict, "options": dict})
    for name in ("fingerprints", "words", "sources", "versions"):
        _check_kinds(found[name], dict.fromkeys(found[name], str), f"{name} of ")
    _check_kinds(found["words"], {"headline": str, "alt": str}, "words of ")
    checked_dpi(found["dpi"], "the recipe is damaged: dpi")
    rows = {table: _drawn(table, value) for table, value in found["rows"].items()}
    return {**{name: found[name] for name in kinds}, "rows": rows}


def checked_dpi(dpi: Any, what: str = "dpi") -> int:
    """Return dots per inch for which there is memory, or say what was expected."""
    if isinstance(dpi, bool) or not isinstance(dpi, int | float) or not 36 <= dpi <= 1200:
        raise KitError(
            f"{what} is {dpi!r:.40}; expected a number from 36 to 1200, of which 300 is print, 144 a screen"
        )
    return int(dpi)


def _check_kinds(found: Mapping[str, Any], kinds: Mapping[str, type], what: str = "") -> None:
    """Raise the error for a part that is missing or of another kind."""
    for name, kind in kinds.items():
        if name not in found:
            raise KitError(f"the recipe is damaged: {name!r} is missing")
        if type(found[name]) is not kind:
            shown = f"{what}{name!r} is {str(found[name])[:40]!r}"
            raise KitError(f"the recipe is damaged: {shown}, expected {kind.__name__}")


def _drawn(table: str, found: Any) -> DrawnRows:
    """Return the rows of one table, or say that they are damaged."""
    try:
        columns, key = tuple(found["columns"]), tuple(found["key"])
        cells = tuple(tuple(row) for row in found["cells"])
    except (KeyError, TypeError) as error:
        raise KitError(f"the recipe is damaged: rows of {table!r} are not columns, key and cells") from error
    sound = all(isinstance(name, str) for name in (*columns, *key)) and set(key) <= set(columns)
    cell_types = get_args(Cell)
    if not sound or any(len(row) != len(columns) for row in cells):
        raise KitError(f"the recipe is damaged: rows of {table!r} do not fit their columns")
    if not all(isinstance(cell, cell_types) for row in cells for cell in row):
        raise KitError(f"the recipe is damaged: rows of {table!r} hold more than text and numbers")
    return DrawnRows(columns, key, cells)


def make_recipe(dossier: Dossier, spec: Spec, drawing: Drawing, words: dict[str, str]) -> Recipe:
    """Return the recipe of a drawing."""
    chart = charts.get(spec.chart)
    used = [chart.table, *(name for name in chart.also if dossier.has(name) and name != chart.table)]
    rows = {name: _drawn_rows(name, dossier.table(name)) for name in used[1:]}
    sources = {key: dossier.sources[key] for key in sorted(set(drawing.citekeys))}
    book = dossier.codebook
    terms = [
        (table, column, term.term, term.label, term.group, term.color)
        for table in sorted(used)
        for column in book.fields(table)
        for term in book.terms(table, column)
    ]
    said = [(source.key, source.short, source.reference, source.reliability) for source in sources.values()]
    fingerprints = {name: dossier.fingerprint([name]) for name in used}
    return Recipe(
        asked=spec.to_dict(),
        dossier=dossier.about.id,
        title_of_dossier=dossier.about.title,
        as_of=dossier.about.as_of,
        fingerprints={**fingerprints, "codebook": _digest(terms), "sources": _digest(said)},
        dpi=round(drawing.figure.dpi),
        words=words,
        sources={key: source.reference for key, source in sources.items()},
        rows={**rows, chart.table: _drawn_rows(chart.table, drawing.rows)},
        versions=versions(),
    )


def _drawn_rows(table: str, rows: pd.DataFrame) -> DrawnRows:
    """Return rows of a table as plain cells, with the columns that tell them apart."""
    columns, cells = plain_rows(rows)
    key = tuple(name for name in TABLES[table].key if name in columns)
    return DrawnRows(tuple(columns), key, tuple(map(tuple, cells)))


def _digest(values: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(values)).encode()).hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of all that decides a figure's bytes."""
    import matplotlib as mpl
    from matplotlib import ft2font

    return {
        "analystkit": __version__,
        "drawing code": code_digest(Path(__file__).resolve().parents[1]),
        "freetype": str(ft2font.__freetype_version__),
        "machine": platform.machine(),
        "matplotlib": mpl.__version__,
        "numpy": version("numpy"),
        "pandas": version("pandas"),
        "pillow": version("Pillow"),
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def code_digest(package: Path) -> str:
    """Return a short hash of all code and data that a picture comes from; they change within a version."""
    digest = hashlib.sha256()
    for room in _DRAWING:
        place = package / room
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(package).as_posix()
                digest.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
