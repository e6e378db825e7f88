"""Making the recipe of a figure that was drawn."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import pandas as pd
from matplotlib import ft2font

from analystkit import __version__, charts
from analystkit.dossier import TABLES, Dossier
from analystkit.figures.cells import plain_rows
from analystkit.figures.recipe import DrawnRows, Recipe

if TYPE_CHECKING:
    from analystkit.charts import Drawing
    from analystkit.figures.spec import Spec


def make_recipe(dossier: Dossier, spec: Spec, drawing: Drawing, words: dict[str, str]) -> Recipe:
    """Return the recipe of a drawing."""
    chart = charts.get(spec.chart)
    used = [chart.table, *(name for name in chart.also if dossier.has(name) and name != chart.table)]
    rows = {name: drawn_rows(name, dossier.table(name)) for name in used[1:]}
    fingerprints = {name: dossier.fingerprint([name]) for name in used}
    return Recipe(
        dossier=dossier.about.id,
        title_of_dossier=dossier.about.title,
        as_of=dossier.about.as_of,
        fingerprints=fingerprints
        | {"codebook": codebook_digest(dossier, used), "sources": sources_digest(dossier, drawing.citekeys)},
        chart=spec.chart,
        preset=spec.preset,
        selection=spec.selection.to_dict(),
        title=spec.title or None,
        caption=spec.caption or None,
        options=dict(spec.options),
        dpi=round(drawing.figure.dpi),
        words=words,
        sources={key: dossier.sources[key].reference for key in sorted(set(drawing.citekeys))},
        rows=rows | {chart.table: drawn_rows(chart.table, drawing.rows)},
        versions=versions(),
    )


def drawn_rows(table: str, rows: pd.DataFrame) -> DrawnRows:
    """Return rows of a table as plain cells, with the columns that tell them apart."""
    columns, cells = plain_rows(rows)
    key = tuple(name for name in TABLES[table].key if name in columns)
    return DrawnRows(tuple(columns), key, tuple(map(tuple, cells)))


def codebook_digest(dossier: Dossier, tables: Iterable[str]) -> str:
    """Return a hash of the labels, groups, order and colors that charts of these tables use."""
    book = dossier.codebook
    terms = [
        (table, field, term.term, term.label, term.group, term.colour)
        for table in sorted(set(tables))
        for field in book.fields(table)
        for term in book.terms(table, field)
    ]
    return hashlib.sha256(repr(terms).encode()).hexdigest()


def sources_digest(dossier: Dossier, keys: Iterable[str]) -> str:
    """Return a hash of what a figure may say of its sources."""
    found = [dossier.sources[key] for key in sorted(set(keys))]
    said = [(source.key, source.short, source.reference, source.reliability) for source in found]
    return hashlib.sha256(repr(said).encode()).hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of all that decides a figure's bytes."""
    return {
        "analystkit": __version__,
        "drawing code": code_digest(),
        "freetype": str(ft2font.__freetype_version__),
        "machine": platform.machine(),
        "matplotlib": mpl.__version__,
        "numpy": version("numpy"),
        "pandas": version("pandas"),
        "pillow": version("Pillow"),
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def code_digest() -> str:
    """Return a short hash of the code that draws, which may change while the kit's version stays."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in [*sorted(here.parent.joinpath("charts").glob("*.py")), here / "carry.py"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
