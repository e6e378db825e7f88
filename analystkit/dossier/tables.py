"""The columns of every table that a dossier may hold, and what kind of cell each has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from analystkit.dossier.cells import Told, Words, cell_words
from analystkit.words import plural

Kind = Literal[
    "id",
    "text",
    "term",
    "terms",
    "list",
    "articles",
    "article",
    "integer",
    "number",
    "date",
    "phrase",
    "citations",
    "key",
]


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its cells, and what they must hold.

    Parameters
    ----------
    name : str
        The header.
    kind : str
        ``id`` (a slug), ``text``, ``term`` (one term of the codebook), ``terms`` (several, parted by
        semicolons), ``list`` (free words, parted by semicolons), ``articles``, ``article``, ``integer``,
        ``number``, ``date`` (EDTF), ``phrase`` (at most six words), ``citations``, ``key`` (see `refers`).
    required : bool
        Whether a blank cell is a fault.
    refers : str
        For ``key``: the table whose ids are meant.
    optional : bool
        Whether a file may lack the column; then all its cells are blank.
    table : str
        The table that it is in.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    refers: str = ""
    optional: bool = False
    table: str = ""

    def words(self, cell: Any, told: Told, *, full: bool = False, most: int = 0) -> Words:
        """Return what a cell of this column says.

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

        Returns
        -------
        Words
            With `plain` text, `html()`, and `raw` as it stands in the file.

        Examples
        --------
        >>> from analystkit.dossier import open_dossier
        >>> TABLES["events"].by_name["date"].words("2022-11~", open_dossier("russia-iran-2025")).plain
        'about November 2022'
        """
        return cell_words(self.table, self.name, self.kind, cell, told, full=full, most=most)


@dataclass(frozen=True)
class Table:
    """One table of a dossier.

    Parameters
    ----------
    name, one : str
        The file's stem, and what one of its rows is called; `noun` is the plural of that.
    columns : tuple of Column
        In the order of the file.
    key : tuple of str
        The columns that together tell rows apart.
    lead : str
        The categorical column that names rows best; it stands before the noun in a sentence.
    brief : tuple of str
        The columns that are scanned first; all but ids where none are named.
    """

    name: str
    one: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    lead: str = ""
    brief: tuple[str, ...] = ()
    noun: str = field(init=False, default="")
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Tell the columns where they are, and index them by name."""
        columns = tuple(replace(column, table=self.name) for column in self.columns)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "noun", plural(self.one))
        self.by_name.update({column.name: column for column in columns})
        if not self.brief:
            brief = tuple(column.name for column in columns if column.kind != "id")
            object.__setattr__(self, "brief", brief)

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the names of the columns of these kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, parted by semicolons."""
    return tuple(part for part in (piece.strip() for piece in text.split(";")) if part)


def _columns(text: str) -> tuple[Column, ...]:
    """Read ``name:kind`` words: ``!`` required, ``?`` a column that may be absent, ``>x`` a key of x."""
    columns = []
    for word in text.split():
        name, _, kind = word.partition(":")
        kind, _, refers = kind.rstrip("!?").partition(">")
        columns.append(
            Column(name, cast(Kind, kind or "text"), word.endswith("!"), refers, word.endswith("?"))
        )
    return tuple(columns)


_TABLES = (
    Table(
        "codebook",
        "term",
        _columns(
            "table:text! field:text! term:text! label:text! group definition:text! "
            "order:integer! colour reference role:text?"
        ),
        key=("table", "field", "term"),
    ),
    Table(
        "provisions",
        "provision",
        _columns(
            "id:id! article:article paragraph heading:text! summary domain:term obligation:term "
            "precision:term delegation:term verification:term! numbering:term! "
            "sources:citations note"
        ),
        lead="domain",
        brief=("article", "heading", "summary", "domain", "obligation", "verification", "sources"),
    ),
    Table(
        "promises",
        "promise",
        _columns(
            "promise:term! made:term! confidence:term article:articles reason would_change_it "
            "sources:citations"
        ),
        key=("promise",),
        lead="made",
        brief=("promise", "made", "confidence", "article", "sources"),
    ),
    Table(
        "motives",
        "motive",
        _columns(
            "id:id! actor:term! kind:term! theme:term! statement:text! hedge:terms "
            "articles:articles key_phrase:phrase sources:citations! corroboration:citations "
            "counter counter_sources:citations verification:term! note "
            "corroborates:term? contests:term? hedge_kind:terms?"
        ),
        lead="actor",
        brief=("actor", "kind", "theme", "statement", "hedge", "verification", "sources"),
    ),
    Table(
        "events",
        "event",
        _columns(
            "id:id! date:date! title:text! description category:term! actors:list "
            "verification:term! sources:citations note"
        ),
        lead="category",
        brief=("date", "title", "category", "actors", "verification", "sources"),
    ),
    Table(
        "statements",
        "statement",
        _columns(
            "id:id! statement:text! key_phrase:phrase articles:articles fidelity:term! "
            "sources:citations! note"
        ),
        lead="fidelity",
        brief=("statement", "articles", "fidelity", "sources"),
    ),
    Table(
        "discrepancies",
        "point of disagreement",
        _columns(
            "id:id! subject:text! claim:text! sources:citations counterclaim:text! "
            "counter_sources:citations resolution"
        ),
        brief=("subject", "claim", "counterclaim", "resolution"),
    ),
    Table(
        "treaties",
        "treaty",
        _columns(
            "id:id! title:text! parties:list signed:date in_force:date status articles:integer "
            "term_years renewal termination_notice defence_article verification:term! "
            "sources:citations note"
        ),
        brief=("title", "signed", "in_force", "status", "verification", "sources"),
    ),
    Table(
        "treaty_features",
        "feature",
        _columns("treaty:key>treaties! feature:term! value:term!"),
        key=("treaty", "feature"),
        lead="feature",
    ),
    Table(
        "hypotheses", "hypothesis", _columns("id:id! label:text! claim:text! question:term!"), lead="question"
    ),
    Table(
        "evidence",
        "item of evidence",
        _columns(
            "id:id! date:date statement:text! reliability:term! credibility:term! "
            "known_at_signing:term! diagnostic_note sources:citations"
        ),
        lead="known_at_signing",
        brief=("date", "statement", "reliability", "credibility", "known_at_signing", "sources"),
    ),
    Table(
        "consistency",
        "rating",
        _columns("hypothesis:key>hypotheses! evidence:key>evidence! analyst:text! consistency:term!"),
        key=("hypothesis", "evidence", "analyst"),
        lead="consistency",
    ),
    Table(
        "relevance",
        "weight",
        _columns("evidence:key>evidence! analyst:text! relevance:term!"),
        key=("evidence", "analyst"),
        lead="relevance",
    ),
    Table(
        "indicators",
        "figure",
        _columns(
            "id:id! series:term! label date:date! value:number! unit:term bound:term! "
            "verification:term! sources:citations note"
        ),
        lead="series",
        brief=("label", "date", "value", "unit", "bound", "verification", "sources"),
    ),
    Table(
        "codings",
        "coding",
        _columns("coder:text! provision:key>provisions! field:text! term:text! reason"),
        key=("coder", "provision", "field"),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
REQUIRED = ("codebook", "provisions")
VERIFICATION = ("unverified", "one-source", "two-sources")
