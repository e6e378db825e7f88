"""A cell in words: for a row in a notebook, a table in a brief, a CSV file and a search alike."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analystkit.dossier.citations import Citation
from analystkit.dossier.dates import say_date

Told = Any  # a dossier, which this module cannot import: what a cell's words and a selection's rows come from


@dataclass(frozen=True)
class Words:
    """What a cell says: `str` and `plain` in words, `raw` as in the file, `html` with links."""

    plain: str  #: labels for terms, dates as prose has them, sources by author or outlet and year
    raw: str = ""  #: as the cell stands in the file
    links: tuple[tuple[str, str, str], ...] = ()  #: of each source: name, address or nothing, what follows
    sort: str = ""  #: what it is sorted by: articles, numbers and dates by their order, all else by its words
    more: str = ""  #: how many sources are not named
    listed: bool = False  #: whether each source has a line of its own

    def __str__(self) -> str:
        """Return the plain words."""
        return self.plain

    def html(self, between: str = "; ") -> str:
        """Return the words as HTML in which nothing from data is markup or mathematics.

        Parameters
        ----------
        between : str
            What stands between two sources.

        Returns
        -------
        str

        Examples
        --------
        >>> Words("a < b").html()
        'a &lt; b'
        """
        if not self.links:
            return safe_html(self.plain)
        said = [_link(*link) for link in self.links]
        if self.listed:
            return f"<ul>{''.join(f'<li>{each}</li>' for each in said)}</ul>"
        return between.join([*said, *([safe_html(self.more)] if self.more else [])])


def safe_html(text: str) -> str:
    """Return text as HTML; what JupyterLab takes for mathematics is put apart."""
    escaped = html.escape(text).replace("\n", "<br>")
    return re.sub(r"[$\\]", lambda mark: f"<span>{mark.group()}</span>", escaped)


def _link(name: str, address: str, rest: str) -> str:
    words = safe_html(name)
    if address:
        words = f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return words + safe_html(rest)


def cell_words(
    table: str, column: str, kind: str, cell: Any, told: Told, *, full: bool = False, most: int = 0
) -> Words:
    """Return what a cell of a typed table says; see `Column.words`."""
    if kind == "citations":
        return _cited(tuple(cell), told, full, most)
    if isinstance(cell, tuple):
        labels = [told.codebook.label(table, column, part) for part in cell]
        return Words(", ".join(labels), "; ".join(map(str, cell)), sort=", ".join(labels))
    if cell is None or cell is pd.NaT or pd.isna(cell) or cell == "":
        return Words("")
    raw = ("yes" if cell else "no") if type(cell).__name__ in ("bool", "bool_") else str(cell)
    if kind == "article":
        return Words("Preamble" if cell == 0 else raw, raw, sort=f"{int(cell):04d}")
    if kind == "date":
        return Words(say_date(raw), raw, sort=raw)
    plain = told.codebook.label(table, column, cell) if kind == "term" else raw
    return Words(plain, raw, sort=plain)


def _cited(citations: tuple[Citation, ...], told: Told, full: bool, most: int) -> Words:
    links = []
    for citation in citations[: most or None]:
        source = told.sources[citation.source]
        rest = f", {citation.locator}" if citation.locator else ""
        rest += f" [reliability {source.reliability}]" if full and source.reliability else ""
        name = source.reference if full else source.short
        links.append((name.rstrip(".") if citation.locator else name, source.url, rest))
    left = len(citations) - len(links)
    more = f"and {left} more" if left > 0 else ""
    plain = "; ".join([*(name + rest for name, _, rest in links), *([more] if more else [])])
    return Words(plain, "; ".join(map(str, citations)), tuple(links), plain, more, full)
