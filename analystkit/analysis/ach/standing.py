"""How the rivals of a question stand, in words, and how much that hangs on single items of evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from analystkit.analysis.ach.ratings import SCALE, Matrix, inconsistency, points_against
from analystkit.words import capital, listing, lower_label, number, say

TOLERANCE = 1e-9
SHOWN = 3
TOO_FEW, LEVEL, TIE, LEADS = "too few ratings", "nothing against anyone", "tie", "leads"


@dataclass(frozen=True)
class Standing:
    """How the rivals of one question stand, and the fewest items whose loss would change that."""

    question: str
    state: str  # TOO_FEW, LEVEL, TIE or LEADS
    leaders: tuple[str, ...]  # those with least against them; none where there are too few ratings
    sets: tuple[tuple[str, ...], ...]  # of items, all of one size; none where no set that was tried would
    rated: int
    cells: int


def leaders(matrix: Matrix, question: str, weighted: bool = False) -> tuple[str, ...]:
    """Return the hypotheses of a question with least against them, all that share that score."""
    scores = inconsistency(matrix, weighted)[matrix.rivals(question)]
    return tuple(scores.index[scores <= scores.min() + TOLERANCE])


def standing(matrix: Matrix, question: str, weighted: bool = False, most: int = 2) -> Standing:
    """Return how the rivals of a question stand.

    Every set of one item is left out, then every set of two, up to `most`, until one changes who has least
    against it; a tie that opens or closes at the top is a change. Only items rated I or II against a rival
    are tried, since no other moves a score.
    """
    rivals = matrix.rivals(question)
    rated, size = matrix.rated(question)
    if question not in matrix.ranked:
        return Standing(question, TOO_FEW, (), (), rated, size)
    points = points_against(matrix)[rivals]
    points = points.mul(matrix.weights, axis=0) if weighted else points
    moving = points[(points > 0).any(axis=1)]
    now = leaders(matrix, question, weighted)
    if moving.empty:
        return Standing(question, LEVEL, now, (), rated, size)
    total, found = points.sum(), list[tuple[str, ...]]()
    for together in range(1, most + 1):
        for items in combinations(moving.index, together):
            scores = total - moving.loc[list(items)].sum()
            if tuple(scores.index[scores <= scores.min() + TOLERANCE]) != now:
                found.append(items)
        if found:
            break
    return Standing(question, LEADS if len(now) == 1 else TIE, now, tuple(found), rated, size)


def headline(matrix: Matrix, weighted: bool = False) -> str:
    """Return in one line who has least against it, question by question, and where nobody can be named."""
    found = [standing(matrix, question, weighted) for question in matrix.contested]
    if not found:
        return "No two hypotheses answer one question, so there is nothing to rank"
    if all(each.state == TOO_FEW for each in found):
        rated, cells = sum(each.rated for each in found), sum(each.cells for each in found)
        return say("Too few ratings to rank: {n} of {m:cell} {n|is|are} rated", n=rated, m=cells)
    leads, parts = [], []
    for each in found:
        asked, names = lower_label(matrix.asked[each.question]).rstrip("?"), _names(matrix, each.leaders)
        if each.state == LEADS:
            thin = "; one item decides" if each.sets and len(each.sets[0]) == 1 else ""
            leads.append(f"{names} ({asked}{thin})")
        else:
            states = {TIE: f"{names} are tied", LEVEL: "nothing counts against anyone"}
            parts.append(f"{states.get(each.state, 'too few ratings to rank')} ({asked})")
    parts = [f"least speaks against {listing(leads)}", *parts] if leads else parts
    return capital("; ".join(parts))


def sentences(matrix: Matrix, weighted: bool = False) -> list[str]:
    """Return for each question how its rivals stand and what that hangs on, in plain sentences."""
    said = []
    for question in dict.fromkeys(matrix.questions[matrix.ratings.columns]):
        rivals = matrix.rivals(question)
        names = _names(matrix, rivals)
        if len(rivals) < 2:
            said.append(f"{names} has no rival, so it has no rank.")
            continue
        found = standing(matrix, question, weighted)
        if found.state == TOO_FEW:
            words = "Too few ratings to rank {names}: {n} of {m:cell} {n|is|are} rated."
            said.append(say(words, names=names, n=found.rated, m=found.cells))
        elif found.state == LEVEL:
            said.append(f"Nothing counts against {names}, so there is no order.")
        else:
            said.append(_lead_sentence(matrix, found))
            said += _tested(matrix, found)
            by_weight = leaders(matrix, question, weighted=True)
            if found.state == LEADS and by_weight != leaders(matrix, question):
                said.append(f"By weight {_names(matrix, by_weight)} would stand first.")
    return said


def _lead_sentence(matrix: Matrix, found: Standing) -> str:
    names = _names(matrix, found.leaders)
    alone = len(found.leaders) == 1
    text = f"{names} {'stands first alone' if alone else 'are tied, so that none leads'}"
    if not found.sets:
        return f"{text}, and that holds whichever two items fall."
    ways = [listing([_item(matrix, item) for item in each]) for each in found.sets[:SHOWN]]
    more = len(found.sets) - len(ways)
    if len(found.sets[0]) == 1:
        others = say(" or any of {n} more", n=more) if more else ""
        return f"{text}; without {listing(ways, 'or')}{others} that would change."
    others = say(" ({n:more such pair})", n=more) if more else ""
    pairs = ", or without ".join(ways)
    return f"{text}: no single item changes that; it would change without {pairs}{others}."


def _tested(matrix: Matrix, found: Standing) -> list[str]:
    """Return how many items bear on the hypothesis that leads."""
    if found.state != LEADS:
        return []
    cells = matrix.ratings[found.leaders[0]]
    bearing = int(cells.isin([term for term in SCALE if term != "N"]).sum())
    name = _names(matrix, found.leaders)
    return [say("{n} of {m:item} {n|bears|bear} on {name}.", n=bearing, m=len(cells), name=name)]


def _item(matrix: Matrix, item: str) -> str:
    """Return an item of evidence by its words, with the id that leads to its row."""
    words = textwrap.shorten(str(matrix.statements[item]).rstrip("."), 120, placeholder=" …")
    return f"“{words}” ({item})"


def _names(matrix: Matrix, hypotheses: Sequence[str]) -> str:
    return listing(f"“{matrix.labels[each]}”" for each in hypotheses)


def order_phrase(matrix: Matrix, question: str) -> str:
    """Return a question's hypotheses from least to most against them, each with its points."""
    scores = inconsistency(matrix)[matrix.rivals(question)]
    groups = scores.groupby(scores).groups.items()
    return ", ".join(f"{_names(matrix, list(names))} {number(float(str(score)))}" for score, names in groups)
