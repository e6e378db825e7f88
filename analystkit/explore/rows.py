"""Rows as people read them: labels for terms, dates in words, sources as links; all of it safe HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analystkit.dossier import TABLES, Citation, Dossier, say_date

_BRIEF = {
    "provisions": "article heading domain obligation verification sources",
    "promises": "promise made confidence article sources",
    "motives": "actor kind theme statement hedge verification sources",
    "events": "date title category actors verification sources",
    "statements": "statement articles fidelity sources",
    "discrepancies": "subject claim counterclaim resolution",
    "treaties": "title signed in_force status verification sources",
    "evidence": "date statement reliability credibility known_at_signing sources",
    "indicators": "label date value unit bound verification sources",
}
_MOST_CITED = 3


def readable(dossier: Dossier, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows to scan: labels for terms, dates in words, sources as links, all of it safe HTML."""
    columns = [name for name in briefly(table) if name in rows.columns]
    cells = {
        _heading(name): [cell_html(dossier, table, name, cell, most=_MOST_CITED) for cell in rows[name]]
        for name in columns
    }
    if {"article", "paragraph"} <= set(rows.columns):
        paragraphs = rows["paragraph"].map(lambda number: f"({html.escape(number)})" if number else "")
        cells["Article"] = [f"{a}{p}" for a, p in zip(cells["Article"], paragraphs, strict=True)]
    frame = pd.DataFrame(cells, dtype=object)
    if rows["mine"].any():
        frame["Whose"] = ["analyst’s own" if own else "" for own in rows["mine"]]
    return frame


def reading(dossier: Dossier, table: str, row: pd.Series) -> str:
    """Return all of one row as safe HTML: every field that is not blank, with full references."""
    shown = [column.name for column in TABLES[table].columns if column.name in row.index]
    cells = [(name, cell_html(dossier, table, name, row[name], full=True)) for name in shown]
    items = "".join(f"<dt>{_heading(name)}</dt><dd>{cell}</dd>" for name, cell in cells if cell)
    own = "<dt>Whose</dt><dd>the analyst’s own row</dd>" if row["mine"] else ""
    return f"<dl>{items}{own}</dl>"


def briefly(table: str) -> list[str]:
    """Return the columns that a table of rows shows, in order: those short enough to scan."""
    if table in _BRIEF:
        return _BRIEF[table].split()
    return [column.name for column in TABLES[table].columns if column.kind != "id"]


def cell_html(
    dossier: Dossier, table: str, column: str, cell: Any, *, full: bool = False, most: int | None = None
) -> str:
    """Return one cell as HTML in which nothing from data is markup."""
    kind = TABLES[table].by_name[column].kind
    if kind == "citations":
        return _cited(dossier, cell, full=full, most=most)
    if isinstance(cell, tuple):
        return html.escape(", ".join(dossier.codebook.label(table, column, term) for term in cell))
    if cell is None or pd.isna(cell) or cell == "":
        return ""
    if kind == "article":
        words = "preamble" if cell == 0 else str(cell)
        return words if full else _sorted_as(f"{cell:04d}") + words
    if kind == "date":
        return ("" if full else _sorted_as(str(cell))) + html.escape(say_date(str(cell)))
    words = dossier.codebook.label(table, column, cell) if kind == "term" else str(cell)
    return html.escape(words).replace("\n", "<br>")


def _sorted_as(key: str) -> str:
    """Return a hidden key that comes before the words, so that the table sorts by it."""
    return f"<span hidden>{html.escape(key)}</span>"


def _cited(dossier: Dossier, citations: Sequence[Citation], *, full: bool, most: int | None) -> str:
    shown = [_source_link(dossier, citation, full=full) for citation in citations[:most]]
    if full:
        return f"<ul>{''.join(f'<li>{each}</li>' for each in shown)}</ul>" if shown else ""
    more = len(citations) - len(shown)
    return "; ".join(shown) + (f" and {more} more" if more > 0 else "")


def _source_link(dossier: Dossier, citation: Citation, *, full: bool) -> str:
    """Return a source as a link that opens in a new tab; as plain words where it has no web address."""
    source = dossier.sources[citation.source]
    words = html.escape(source.reference if full else source.short)
    url = source.url
    if url.startswith(("https://", "http://")):
        words = f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'
    grade = f" [reliability {html.escape(source.reliability)}]" if full and source.reliability else ""
    return words + (f", {html.escape(citation.locator)}" if citation.locator else "") + grade


def _heading(column: str) -> str:
    return {"id": "Name"}.get(column, column.replace("_", " ").capitalize())
