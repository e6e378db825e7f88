"""What a chart is given to draw, and the words that it answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from analystkit.charts.presets import Preset, Sizes
from analystkit.charts.style import LINE, MINE

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
    verified : str, optional
        How well the rows are verified, where the sentence that every chart gets would not fit.
    """

    headline: str
    subtitle: str
    alt: str
    note: str = ""
    verified: str | None = None


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
    """

    dossier: Dossier
    selection: Selection
    rows: pd.DataFrame
    preset: Preset
    options: Mapping[str, Any] = field(default_factory=dict)
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

    def label(self, column: str, term: str) -> str:
        """Return a term's label; for the blank term, that it is not coded."""
        return self.dossier.codebook.label(self.table, column, term) if term else NOT_CODED

    def color(self, column: str, term: str) -> str:
        """Return a term's color; grey where the codebook names none."""
        return (self.dossier.codebook.colour(self.table, column, term) if term else "") or LINE

    def group(self, column: str, term: str) -> str:
        """Return the group that a term belongs to, or the term's label where it has none."""
        for entry in self.dossier.codebook.terms(self.table, column):
            if entry.term == term:
                return entry.group or entry.label
        return NOT_CODED

    def starred(self, label: str, rows: pd.DataFrame) -> str:
        """Return a label with an asterisk where rows of the analyst's own are behind it."""
        return f"{label} {MINE}" if "mine" in rows and bool(rows["mine"].any()) else label
