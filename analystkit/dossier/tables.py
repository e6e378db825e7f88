"""The columns of every table that a dossier may hold, and what kind of cell each has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

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
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    refers: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a dossier.

    Parameters
    ----------
    name, noun : str
        The file's stem, and the plural word for its rows.
    columns : tuple of Column
        In the order of the file.
    key : tuple of str
        The columns that together tell rows apart.
    lead : str
        The categorical column that names rows best; it stands before the noun in a sentence.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    lead: str = ""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the columns by name."""
        self.by_name.update({column.name: column for column in self.columns})

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the names of the columns of these kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]


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
        "terms",
        _columns(
            "table:text! field:text! term:text! label:text! group definition:text! "
            "order:integer! colour reference"
        ),
        key=("table", "field", "term"),
    ),
    Table(
        "provisions",
        "provisions",
        _columns(
            "id:id! article:article paragraph heading:text! summary domain:term obligation:term "
            "precision:term delegation:term verification:term! numbering:term! "
            "sources:citations note"
        ),
        lead="domain",
    ),
    Table(
        "promises",
        "promises",
        _columns(
            "promise:term! made:term! confidence:term article:articles reason would_change_it "
            "sources:citations"
        ),
        key=("promise",),
        lead="made",
    ),
    Table(
        "motives",
        "motives",
        _columns(
            "id:id! actor:term! kind:term! theme:term! statement:text! hedge:terms "
            "articles:articles key_phrase:phrase sources:citations! corroboration:citations "
            "counter counter_sources:citations verification:term! note "
            "corroborates:term? contests:term? hedge_kind:terms?"
        ),
        lead="actor",
    ),
    Table(
        "events",
        "events",
        _columns(
            "id:id! date:date! title:text! description category:term! actors:list "
            "verification:term! sources:citations note"
        ),
        lead="category",
    ),
    Table(
        "statements",
        "statements",
        _columns(
            "id:id! statement:text! key_phrase:phrase articles:articles fidelity:term! "
            "sources:citations! note"
        ),
        lead="fidelity",
    ),
    Table(
        "discrepancies",
        "points of disagreement",
        _columns(
            "id:id! subject:text! claim:text! sources:citations counterclaim:text! "
            "counter_sources:citations resolution"
        ),
    ),
    Table(
        "treaties",
        "treaties",
        _columns(
            "id:id! title:text! parties:list signed:date in_force:date status articles:integer "
            "term_years renewal termination_notice defence_article verification:term! "
            "sources:citations note"
        ),
    ),
    Table(
        "treaty_features",
        "features",
        _columns("treaty:key>treaties! feature:term! value:term!"),
        key=("treaty", "feature"),
        lead="feature",
    ),
    Table(
        "hypotheses", "hypotheses", _columns("id:id! label:text! claim:text! question:term!"), lead="question"
    ),
    Table(
        "evidence",
        "items of evidence",
        _columns(
            "id:id! date:date statement:text! reliability:term! credibility:term! "
            "known_at_signing:term! diagnostic_note sources:citations"
        ),
        lead="known_at_signing",
    ),
    Table(
        "consistency",
        "ratings",
        _columns("hypothesis:key>hypotheses! evidence:key>evidence! analyst:text! consistency:term!"),
        key=("hypothesis", "evidence", "analyst"),
        lead="consistency",
    ),
    Table(
        "relevance",
        "weights",
        _columns("evidence:key>evidence! analyst:text! relevance:term!"),
        key=("evidence", "analyst"),
        lead="relevance",
    ),
    Table(
        "indicators",
        "figures",
        _columns(
            "id:id! series:term! label date:date! value:number! unit:term bound:term! "
            "verification:term! sources:citations note"
        ),
        lead="series",
    ),
    Table(
        "codings",
        "codings",
        _columns("coder:text! provision:key>provisions! field:text! term:text! reason"),
        key=("coder", "provision", "field"),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
REQUIRED = ("codebook", "provisions")
VERIFICATION = ("unverified", "one-source", "two-sources")
