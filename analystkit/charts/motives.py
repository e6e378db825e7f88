"""What charts of motives share: rows grouped by a column, and who stands on which side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.style import LINE, MINE
from analystkit.charts.text import clean
from analystkit.charts.view import View
from analystkit.charts.wording import capital

SHARED = "both"  # the term for what is ascribed to the parties together
GAP = 0.14  # part of a square that is left free between two of them


@dataclass(frozen=True, eq=False)
class Group:
    """Rows that have something in common, with what they are called."""

    label: str
    rows: pd.DataFrame

    def __len__(self) -> int:
        return len(self.rows)


def having(rows: pd.DataFrame, column: str, term: str) -> pd.DataFrame:
    """Return the rows that have a term in a column; the blank term stands for none."""
    return rows[rows[column].isna() | rows[column].eq("")] if term == "" else rows[rows[column] == term]


def grouped(view: View, column: str) -> list[Group]:
    """Return the rows of each term of a column, the largest group first, else in the codebook's order."""
    groups = []
    for term in view.terms(column):
        rows = having(view.rows, column, term)
        groups.append(Group(view.starred(capital(view.label(column, term)), rows), rows))
    return sorted(groups, key=lambda group: -len(group))


def folded(groups: Sequence[Group], room: int, noun: str) -> list[Group]:
    """Return as many groups as there is room for, the smallest drawn together into one that says so."""
    if len(groups) <= room:
        return list(groups)
    kept, rest = list(groups[: max(room - 1, 0)]), groups[max(room - 1, 0) :]
    rows = pd.concat([group.rows for group in rest])
    return [*kept, Group(f"{len(rest)} {'other ' if kept else ''}{noun}", rows)]


@dataclass(frozen=True)
class Sides:
    """The terms for actors, by where they stand: first party, both, second party, and whoever else."""

    first: str
    shared: str
    second: str
    others: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """The terms in the order in which they are drawn; "" where the rows name nobody for a place."""
        return (self.first, self.shared, self.second, *self.others)


def sides(view: View) -> Sides:
    """Return who stands where: the parties of the dossier left and right, what they share between them.

    An actor is a party if the dossier's parties name it, by term or label; where they name none, the first
    two actors of the codebook stand in their places.
    """
    book = view.dossier.codebook
    actors = [entry.term for entry in book.terms(view.table, "actor")]
    actors += [term for term in view.terms("actor") if term not in actors and term]
    names = {name.casefold(): place for place, name in enumerate(view.dossier.about.parties)}
    found = {
        names[name.casefold()]: actor
        for actor in actors
        for name in (actor, book.label(view.table, "actor", actor))
        if name.casefold() in names
    }
    rest = [actor for actor in actors if actor != SHARED and actor not in found.values()]
    for place in (0, 1):
        if place not in found and rest and len(found) < 2:
            found[place] = rest.pop(0)
    present = set(view.terms("actor"))
    parties = [found.get(0, ""), found.get(1, "")]
    others = tuple(actor for actor in actors if actor in present and actor not in (*parties, SHARED))
    return Sides(parties[0], SHARED, parties[1], others)


def squares(
    canvas: Canvas, rows: pd.DataFrame, x: float, y: float, side: float, colors: Sequence[str], per_line: int
) -> None:
    """Draw one square a row, hatched where it is unverified, in lines from the left."""
    boxes, inner = [], side * (1 - GAP)
    for place, (level, color) in enumerate(zip(rows["verification"], colors, strict=True)):
        left, top = x + side * (place % per_line), y + side * (place // per_line)
        unsure = level == "unverified"
        boxes.append(
            Box(
                left + side * GAP / 2,
                top + side * GAP / 2,
                inner,
                inner,
                color,
                LINE if unsure else "",
                unsure,
            )
        )
    canvas.boxes(boxes)


def lines_of(count: int, per_line: int) -> int:
    """Return in how many lines so many squares stand."""
    return -(-count // max(per_line, 1))


def statement(row: pd.Series) -> str:
    """Return a motive's statement as one line, with an asterisk where it is the analyst's own."""
    return clean(row["statement"]) + (f" {MINE}" if bool(row["mine"]) else "")
