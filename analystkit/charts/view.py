"""What a chart is given to draw, and the words that it answers with."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from analystkit.charts.style import LINE, MINE, Preset, Sizes
from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.words import capital, listing, lower_label, say

NOT_CODED = "not coded"


@dataclass(frozen=True)
class Words:
    """What a chart says in words."""

    headline: str  #: what the rows show; computed from them, and true of them
    subtitle: str  #: what is drawn, and how to read it
    alt: str  #: the figure for someone who cannot see it
    note: str = ""  #: what the reader must mind; stands in the footer
    verified: str | None = None  #: how well rows are verified, where the usual sentence would not fit
    cites: tuple[str, ...] | None = None  #: sources of what is drawn and is no row, such as a text


class Group(NamedTuple):
    """The rows that have a term."""

    term: str  #: "" for not coded
    label: str  #: as a row of a chart has it, marked where some of them are the analyst's own
    ids: tuple[str, ...]


@dataclass(eq=False)
class View:
    """The rows to draw, where they come from, and how large."""

    dossier: Dossier
    selection: Selection  #: which rows were asked for
    rows: pd.DataFrame  #: those rows; a chart of coverage gets the unverified ones too
    preset: Preset
    options: Mapping[str, Any] = field(default_factory=dict)  #: the chart's options, each with its value
    room: float = math.inf  #: height of the plot area, in inches; without end until the words are known
    colored: set[str] = field(default_factory=set)  #: the columns whose terms have been told apart by color

    def __post_init__(self) -> None:
        """Take over from the preset what is asked for often."""
        self.table: str = self.selection.table
        self.sizes: Sizes = self.preset.sizes
        self.width = self.preset.inner_width  #: of the plot area, in inches
        self.narrow = self.width < 4.0  #: whether there is room for one column of text only
        self.slide = self.preset.height_mm is not None
        self.tight = self.narrow or self.slide
        self._values: dict[str, list[str]] = {}

    def page(self, column: float, full: float) -> float:
        """Return the height of a plot that fills its page, in inches; on a slide what is left of it."""
        asked = {"column": column, "full": full}
        return min(self.room, asked.get(self.preset.name, 3.4 if self.room > 99 else self.room))

    def terms(self, column: str) -> list[str]:
        """Return the terms that occur in a column, in the codebook's order; "" stands last for not coded."""
        present = set(self.values(column))
        order = [term.term for term in self.dossier.codebook.terms(self.table, column)]
        known = [term for term in order if term in present] + sorted(present - {*order, ""})
        return known + ([""] if "" in present else [])

    def values(self, column: str) -> list[str]:
        """Return a column's cells as text, blank ones as "": faster to count than a frame is to filter."""
        if column not in self._values:
            cells = self.rows[column]
            self._values[column] = cells.astype(object).where(cells.notna(), "").map(str).tolist()
        return self._values[column]

    @cached_property
    def ids(self) -> list[str]:
        """The key of each row, in the order of the rows."""
        parts = [self.values(column) for column in TABLES[self.table].key]
        return ["|".join(key) for key in zip(*parts, strict=True)]

    @cached_property
    def _levels(self) -> dict[str, str]:
        """Level of verification of each row, by its key; none where the table has none."""
        graded = "verification" in self.rows
        return dict(zip(self.ids, self.values("verification"), strict=True)) if graded else {}

    def at(self, level: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of some rows that have a level of verification."""
        return tuple(one for one in ids if self._levels.get(one) == level)

    def unverified(self, ids: Sequence[str]) -> bool:
        """Tell whether there are rows and no source confirms any of them: what stands for them is hatched."""
        return bool(ids) and len(self.at("unverified", ids)) == len(ids)

    def held(self, *columns: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Return the rows that have each combination of terms of some columns."""
        found = defaultdict[tuple[str, ...], list[str]](list)
        for one, *terms in zip(self.ids, *map(self.values, columns), strict=True):
            found[*terms].append(one)
        return defaultdict(tuple, {terms: tuple(ids) for terms, ids in found.items()})

    def tally(self, column: str) -> str:
        """Return in words how many rows have each term."""
        held = self.held(column)
        return listing([f"{lower_label(self.label(column, t))} {len(held[t,])}" for t in self.terms(column)])

    def groups(self, column: str, largest_first: bool = True, blank: str = NOT_CODED) -> list[Group]:
        """Return the rows of each term, those without one last; as in the codebook where none is larger."""
        held, mine = self.held(column), zip(self.values(column), self.rows["mine"], strict=True)
        own = {term for term, own in mine if own}
        groups = []
        for term in self.terms(column):
            label = capital(self.label(column, term) if term else blank)
            groups.append(Group(term, f"{label} {MINE}" if term in own else label, held[term,]))
        return sorted(groups, key=lambda group: (not group.term, -len(group.ids) * largest_first))

    def told(self, lead: str, ids: Sequence[str]) -> str:
        """Return what is said of a mark: what it is, how many rows, and how well they are verified."""
        held = [self._levels.get(one, "") for one in ids]
        parts = [
            f"{held.count(level)} {words}" if len(ids) > 1 else words
            for level, words in (("one-source", "on one source"), ("unverified", "unverified"))
            if level in held
        ]
        return ", ".join([f"{lead}: {say(f'{{n:{TABLES[self.table].one}}}', n=len(ids))}", *parts])

    def verified(self, ids: Iterable[str]) -> str:
        """Return in a sentence how many of some rows rest on one source, and how many on none."""
        levels, one = [self._levels.get(each) for each in ids], TABLES[self.table].one
        single, unsure, total = levels.count("one-source"), levels.count("unverified"), len(levels)
        parts = []
        if single and single == total:
            parts.append(f"{'This' if total == 1 else 'Each'} {one} rests on one source.")
        elif single:
            parts.append(say(f"{{n}} of {{all:{one}}} {{n|rests|rest}} on one source.", n=single, all=total))
        if unsure:
            parts.append(say(f"Includes {{n:unverified {one}}} (hatched).", n=unsure))
        return " ".join(parts)

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
