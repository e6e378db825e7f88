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
    """Return text as HTML: what JupyterLab takes for mathematics is put apart, marks of direction go."""
    escaped = re.sub("[\u202a-\u202e\u2066-\u2069]", "", html.escape(text)).replace("\n", "<br>")
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
        """Return what a cell of the typed table says; of more than `most` sources the rest are counted.

        With `full`, sources are described in full, each on a line of its own.
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


def _table(name: str, words: str) -> Table:
    """Return a table from what a row is called, its columns, and those scanned first where no mark says it.

    A column is ``name:kind``, or ``name`` of text, with marks after it: ``>x`` a key of the table x, ``!``
    required, ``?`` may be absent, ``#`` of the table's own key, ``^`` leads a sentence, ``*`` scanned first.
    """
    one, listed, brief, *_ = f"{words} = ".split(" = ")
    columns, marked = dict[str, Column](), {mark: list[str]() for mark in "#^*"}
    for word in listed.split():
        column, kind, refers, marks = re.fullmatch(r"(\w+):?(\w*)>?(\w*)(\W*)", word).groups()  # type: ignore
        columns[column] = Column(name, column, kind or "text", "!" in marks, refers, "?" in marks)
        for mark in marked.keys() & set(marks):
            marked[mark].append(column)
    scanned = brief.split() or marked["*"] or [each.name for each in columns.values() if each.kind != "id"]
    return Table(name, one, plural(one), columns, tuple(marked["#"]), "".join(marked["^"]), tuple(scanned))


_TABLES = {
    "codebook": "term = table:text!# field:text!# term:text!# label:text! group definition:text! "
    "order:integer! colour:color reference role:text?",
    "provisions": "provision = id:id!# article:article* paragraph heading:text!* summary* domain:term^* "
    "obligation:term* precision:term delegation:term verification:term!* numbering:term! sources:citations* "
    "note",
    "promises": "promise = promise:term!#* made:term!^* confidence:term* article:articles* reason "
    "would_change_it sources:citations*",
    "motives": "motive = id:id!# actor:term!^ kind:term! theme:term! statement:text! hedge:terms "
    "articles:articles key_phrase:phrase sources:citations! corroboration:citations counter "
    "counter_sources:citations verification:term! note corroborates:term? contests:term? hedge_kind:terms? "
    "= actor kind theme statement hedge verification sources",
    "events": "event = id:id!# date:date!* title:text!* description category:term!^* actors:list* "
    "verification:term!* sources:citations* note",
    "statements": "statement = id:id!# statement:text!* key_phrase:phrase articles:articles* "
    "fidelity:term!^* sources:citations!* note",
    "discrepancies": "point of disagreement = id:id!# subject:text!* claim:text!* sources:citations "
    "counterclaim:text!* counter_sources:citations resolution*",
    "treaties": "treaty = id:id!# title:text!* parties:list signed:date* in_force:date* status* "
    "articles:integer term_years renewal termination_notice defence_article verification:term!* "
    "sources:citations* note",
    "treaty_features": "feature = treaty:key>treaties!# feature:term!#^ value:term!",
    "hypotheses": "hypothesis = id:id!# label:text! claim:text! question:term!^",
    "evidence": "item of evidence = id:id!# date:date* statement:text!* reliability:term!* "
    "credibility:term!* known_at_signing:term!^* diagnostic_note sources:citations*",
    "consistency": "rating = hypothesis:key>hypotheses!# evidence:key>evidence!# analyst:text!# "
    "consistency:term!^",
    "relevance": "weight = evidence:key>evidence!# analyst:text!# relevance:term!^",
    "indicators": "figure = id:id!# series:term!^ label* date:date!* value:number!* unit:term* bound:term!* "
    "verification:term!* sources:citations* note",
    "codings": "coding = coder:text!# provision:key>provisions!# field:text!# term:text! reason",
}
TABLES: dict[str, Table] = {name: _table(name, words) for name, words in _TABLES.items()}
REQUIRED = ("codebook", "provisions")
VERIFICATION = ("unverified", "one-source", "two-sources")
