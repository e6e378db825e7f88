"""The columns of every table that a dossier may hold, what kind of cell each has, and a cell in words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analystkit.dossier.dates import say_date
from analystkit.words import plural

Told = Any  # a dossier, which this module cannot import: what a cell's words and a selection's rows come from


@dataclass(frozen=True)
class Words:
    """What a cell says: `str` and `plain` in words, `raw` as in the file, `html` with links.

    Examples
    --------
    >>> Words("a < b").html()
    'a &lt; b'
    """

    plain: str  #: labels for terms, dates as prose has them, sources by author or outlet and year
    raw: str = ""  #: as the cell stands in the file
    sort: str = ""  #: what it is sorted by: articles, numbers and dates by their order, all else by its words
    links: tuple[tuple[str, str, str], ...] = ()  #: of each source: name, address or nothing, what follows
    listed: bool = False  #: whether each source has a line of its own

    def __str__(self) -> str:
        """Return the plain words."""
        return self.plain

    def html(self, between: str = "; ") -> str:
        """Return the words as HTML in which nothing from data is markup; `between` parts two sources."""
        said = []
        for name, address, rest in self.links or ((self.plain, "", ""),):
            opening = f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">'
            words = f"{opening}{safe_html(name)}</a>" if address else safe_html(name)
            said.append(words + safe_html(rest))
        if self.listed:
            return f"<ul>{''.join(f'<li>{each}</li>' for each in said)}</ul>"
        return between.join(said)


def safe_html(text: str) -> str:
    """Return text as HTML; what JupyterLab takes for mathematics is put apart."""
    escaped = html.escape(text).replace("\n", "<br>")
    return re.sub(r"[$\\]", lambda mark: f"<span>{mark.group()}</span>", escaped)


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its cells, and what they must hold."""

    table: str
    name: str
    #: ``id`` (a slug), ``key``, ``text``, ``phrase`` (at most six words), ``term``, ``article``, ``integer``,
    #: ``number``, ``date``, ``color``; of several values ``terms``, ``list``, ``articles``, ``citations``.
    kind: str = "text"
    required: bool = False  #: whether a blank cell is a fault
    refers: str = ""  #: of a ``key``: the table whose ids are meant
    optional: bool = False  #: whether a file may lack the column; then all its cells are blank

    def words(self, cell: Any, told: Told, *, full: bool = False, most: int = 0) -> Words:
        """Return what a cell of this column says, as the dossier's table holds it.

        Parameters
        ----------
        cell : object
            As the dossier's table holds it.
        told : Dossier
            Whose labels and sources are meant.
        full : bool
            Whether sources are described in full, each on a line of its own.
        most : int
            How many sources are named before "and n more"; 0 for all.

        Examples
        --------
        >>> from analystkit.dossier import open_dossier
        >>> TABLES["events"].by_name["date"].words("2022-11~", open_dossier("russia-iran-2025")).plain
        'about November 2022'
        """
        if self.kind == "citations":
            return _cited(cell, told, full, most)
        if isinstance(cell, tuple):
            labels = ", ".join(told.codebook.label(self.table, self.name, part) for part in cell)
            return Words(labels, "; ".join(cell), labels)
        if cell is None or cell is pd.NaT or pd.isna(cell) or cell == "":
            return Words("")
        raw = ("yes" if cell else "no") if type(cell).__name__ in ("bool", "bool_") else str(cell)
        if self.kind == "article":
            return Words("Preamble" if cell == 0 else raw, raw, f"{int(cell):04d}")
        if self.kind == "date":
            return Words(say_date(raw), raw, raw)
        plain = told.codebook.label(self.table, self.name, cell) if self.kind == "term" else raw
        return Words(plain, raw, plain)


def _cited(citations: Any, told: Told, full: bool, most: int) -> Words:
    links = []
    for citation in citations[: most or None]:
        source = told.sources[citation.source]
        rest = f", {citation.locator}" if citation.locator else ""
        rest += f" [reliability {source.reliability}]" if full and source.reliability else ""
        name = source.reference if full else source.short
        links.append((name.rstrip(".") if citation.locator else name, source.url, rest))
    if len(links) < len(citations):
        links.append((f"and {len(citations) - len(links)} more", "", ""))
    plain = "; ".join(name + rest for name, _, rest in links)
    return Words(plain, "; ".join(map(str, citations)), plain, tuple(links), full and bool(links))


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a dossier."""

    name: str  #: the file's stem
    one: str  #: what one of its rows is called
    noun: str  #: the plural of that
    by_name: dict[str, Column]
    key: tuple[str, ...]  #: the columns that together tell rows apart
    lead: str  #: the column that names rows best; its term stands before the noun in a sentence
    brief: tuple[str, ...]  #: the columns that are scanned first; all but ids where none are named

    @property
    def columns(self) -> list[Column]:
        """The columns in order."""
        return list(self.by_name.values())

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the names of the columns of these kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, parted by semicolons."""
    return tuple(part for part in map(str.strip, text.split(";")) if part)


def _table(name: str, one: str, columns: str, key: str = "id", lead: str = "", brief: str = "") -> Table:
    """Return a table; ``!`` marks a required column, ``?`` one that may be absent, ``>x`` a key of x."""
    made = {}
    for word in columns.split():
        column, _, kind = word.rstrip("!?").partition(":")
        kind, _, refers = kind.partition(">")
        made[column] = Column(name, column, kind or "text", word[-1] == "!", refers, word[-1] == "?")
    scanned = brief.split() or [column.name for column in made.values() if column.kind != "id"]
    return Table(name, one, plural(one), made, tuple(key.split()), lead, tuple(scanned))


_TABLES = (
    _table(
        "codebook",
        "term",
        "table:text! field:text! term:text! label:text! group definition:text! order:integer! colour:color "
        "reference role:text?",
        key="table field term",
    ),
    _table(
        "provisions",
        "provision",
        "id:id! article:article paragraph heading:text! summary domain:term obligation:term "
        "precision:term delegation:term verification:term! numbering:term! sources:citations note",
        lead="domain",
        brief="article heading summary domain obligation verification sources",
    ),
    _table(
        "promises",
        "promise",
        "promise:term! made:term! confidence:term article:articles reason would_change_it sources:citations",
        key="promise",
        lead="made",
        brief="promise made confidence article sources",
    ),
    _table(
        "motives",
        "motive",
        "id:id! actor:term! kind:term! theme:term! statement:text! hedge:terms articles:articles "
        "key_phrase:phrase sources:citations! corroboration:citations counter counter_sources:citations "
        "verification:term! note corroborates:term? contests:term? hedge_kind:terms?",
        lead="actor",
        brief="actor kind theme statement hedge verification sources",
    ),
    _table(
        "events",
        "event",
        "id:id! date:date! title:text! description category:term! actors:list verification:term! "
        "sources:citations note",
        lead="category",
        brief="date title category actors verification sources",
    ),
    _table(
        "statements",
        "statement",
        "id:id! statement:text! key_phrase:phrase articles:articles fidelity:term! sources:citations! note",
        lead="fidelity",
        brief="statement articles fidelity sources",
    ),
    _table(
        "discrepancies",
        "point of disagreement",
        "id:id! subject:text! claim:text! sources:citations counterclaim:text! "
        "counter_sources:citations resolution",
        brief="subject claim counterclaim resolution",
    ),
    _table(
        "treaties",
        "treaty",
        "id:id! title:text! parties:list signed:date in_force:date status articles:integer term_years "
        "renewal termination_notice defence_article verification:term! sources:citations note",
        brief="title signed in_force status verification sources",
    ),
    _table(
        "treaty_features",
        "feature",
        "treaty:key>treaties! feature:term! value:term!",
        key="treaty feature",
        lead="feature",
    ),
    _table(
        "hypotheses",
        "hypothesis",
        "id:id! label:text! claim:text! question:term!",
        lead="question",
    ),
    _table(
        "evidence",
        "item of evidence",
        "id:id! date:date statement:text! reliability:term! credibility:term! known_at_signing:term! "
        "diagnostic_note sources:citations",
        lead="known_at_signing",
        brief="date statement reliability credibility known_at_signing sources",
    ),
    _table(
        "consistency",
        "rating",
        "hypothesis:key>hypotheses! evidence:key>evidence! analyst:text! consistency:term!",
        key="hypothesis evidence analyst",
        lead="consistency",
    ),
    _table(
        "relevance",
        "weight",
        "evidence:key>evidence! analyst:text! relevance:term!",
        key="evidence analyst",
        lead="relevance",
    ),
    _table(
        "indicators",
        "figure",
        "id:id! series:term! label date:date! value:number! unit:term bound:term! verification:term! "
        "sources:citations note",
        lead="series",
        brief="label date value unit bound verification sources",
    ),
    _table(
        "codings",
        "coding",
        "coder:text! provision:key>provisions! field:text! term:text! reason",
        key="coder provision field",
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
REQUIRED = ("codebook", "provisions")
VERIFICATION = ("unverified", "one-source", "two-sources")
