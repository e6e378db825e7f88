"""The columns of every table that a dossier may hold, and what kind of cell each has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from analystkit.dossier.cells import Told, Words, cell_words
from analystkit.words import plural

# `id` is a slug, `terms` and `list` hold several values parted by semicolons, a `phrase` at most six words.
Kind = Literal[
    "id", "text", "term", "terms", "list", "articles", "article", "integer", "number", "date", "phrase",
    "citations", "key",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its cells, and what they must hold."""

    name: str
    kind: Kind = "text"
    required: bool = False  #: whether a blank cell is a fault
    refers: str = ""  #: of a ``key``: the table whose ids are meant
    optional: bool = False  #: whether a file may lack the column; then all its cells are blank
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
    """One table of a dossier."""

    name: str  #: the file's stem
    one: str  #: what one of its rows is called; `noun` is the plural of that
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)  #: the columns that together tell rows apart
    lead: str = ""  #: the column that names rows best; its term stands before the noun in a sentence
    brief: tuple[str, ...] = ()  #: the columns that are scanned first; all but ids where none are named
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


def _table(name: str, one: str, columns: str, key: str = "id", lead: str = "", brief: str = "") -> Table:
    """Return a table whose columns, keys and brief columns are parted by spaces."""
    return Table(name, one, _columns(columns), tuple(key.split()), lead, tuple(brief.split()))


_TABLES = (
    _table(
        "codebook",
        "term",
        "table:text! field:text! term:text! label:text! group definition:text! order:integer! colour "
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
