"""What a chart is given to draw, and the words that it answers with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analystkit.charts.presets import Preset, Sizes
from analystkit.charts.style import LINE
from analystkit.dossier.tables import TABLES
from analystkit.words import say

if TYPE_CHECKING:
    from analystkit.dossier import Dossier, Selection

NOT_CODED = "not coded"


def _texts(cells: pd.Series) -> list[str]:
    return cells.astype(object).where(cells.notna(), "").map(str).tolist()


@dataclass(frozen=True)
class Words:
    """What a chart says in words.

    Parameters
    ----------
    headline : str
        What the rows show; computed from them, and true of them.
    subtitle : str
        What is drawn, and how to read it.
    alt : str
        The figure for someone who cannot see it.
    note : str
        What the reader must mind; stands in the footer.
    cites : tuple of str, optional
        Sources of what is drawn and is no row, such as a text; none where nothing is.
    verified : str, optional
        How well the rows are verified, where the sentence that every chart gets would not fit.
    """

    headline: str
    subtitle: str
    alt: str
    note: str = ""
    verified: str | None = None
    cites: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class View:
    """The rows to draw, where they come from, and how large.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    selection : Selection
        Which rows were asked for.
    rows : pandas.DataFrame
        Those rows. A chart of coverage gets the unverified ones too.
    preset : Preset
        The size.
    options : mapping
        The chart's options, each with its value.
    room : float
        Height that the plot area can have, in inches; without end until the words around it are known.
    """

    dossier: Dossier
    selection: Selection
    rows: pd.DataFrame
    preset: Preset
    options: Mapping[str, Any] = field(default_factory=dict)
    room: float = math.inf
    colored: set[str] = field(default_factory=set)  # the columns whose terms have been told apart by color
    _memo: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def table(self) -> str:
        """Name of the table that the rows come from."""
        return self.selection.table

    @property
    def sizes(self) -> Sizes:
        """Type sizes of the preset."""
        return self.preset.sizes

    @property
    def width(self) -> float:
        """Width of the plot area, in inches."""
        return self.preset.inner_width

    def terms(self, column: str, rows: pd.DataFrame | None = None) -> list[str]:
        """Return the terms that occur in a column, in the codebook's order; "" stands last for not coded."""
        present = set(self.values(column, rows))
        order = [term.term for term in self.dossier.codebook.terms(self.table, column)]
        known = [term for term in order if term in present] + sorted(present - {*order, ""})
        return known + ([""] if "" in present else [])

    def values(self, column: str, rows: pd.DataFrame | None = None) -> list[str]:
        """Return a column's cells as text, blank ones as "": faster to count than a frame is to filter."""
        if rows is not None:
            return _texts(rows[column])
        if column not in self._memo:
            self._memo[column] = _texts(self.rows[column])
        return self._memo[column]

    @property
    def ids(self) -> list[str]:
        """The key of each row, in the order of the rows."""
        if "" not in self._memo:
            parts = [self.values(column) for column in TABLES[self.table].key]
            self._memo[""] = ["|".join(key) for key in zip(*parts, strict=True)]
        return self._memo[""]

    def told(self, lead: str, ids: Sequence[str]) -> str:
        """Return what is said of a mark: what it is, how many rows, and how well they are verified."""
        noun = TABLES[self.table].one
        held = [self._levels.get(one, "") for one in ids]
        parts = [
            f"{held.count(level)} {words}" if len(ids) > 1 else words
            for level, words in (("one-source", "on one source"), ("unverified", "unverified"))
            if held.count(level)
        ]
        return ", ".join([f"{lead}: {say(f'{{n:{noun}}}', n=len(ids))}", *parts])

    @cached_property
    def _levels(self) -> dict[str, str]:
        """Level of verification of each row, by its key."""
        return dict(zip(self.ids, self.values("verification"), strict=True)) if self._graded else {}

    @property
    def _graded(self) -> bool:
        return "verification" in self.rows

    @property
    def unsure(self) -> int:
        """How many rows are unverified."""
        return self.values("verification").count("unverified") if self._graded else 0

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column of text only."""
        return self.width < 4.0

    @property
    def slide(self) -> bool:
        """Whether it is drawn on a slide."""
        return self.preset.height_mm is not None

    def label(self, column: str, term: str) -> str:
        """Return a term's label; for the blank term, that it is not coded."""
        return self.dossier.codebook.label(self.table, column, term) if term else NOT_CODED

    def role(self, column: str, role: str) -> tuple[str, ...]:
        """Return the terms to which the codebook gives a role; none where it does not say."""
        return self.dossier.codebook.with_role(self.table, column, role)

    def color(self, column: str, term: str) -> str:
        """Return a term's color; grey where the codebook names none."""
        self.colored.add(column)
        return (self.dossier.codebook.color(self.table, column, term) if term else "") or LINE

    def group(self, column: str, term: str) -> str:
        """Return the group that a term belongs to, or the term's label where it has none."""
        for entry in self.dossier.codebook.terms(self.table, column):
            if entry.term == term:
                return entry.group or entry.label
        return NOT_CODED
