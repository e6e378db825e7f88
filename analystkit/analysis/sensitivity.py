"""How much the order of the hypotheses hangs on single items of evidence, and on the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from analystkit.analysis.ach import Matrix, inconsistency, points_against
from analystkit.dossier import join_words

TOLERANCE = 1e-9
SHOWN = 3


@dataclass(frozen=True)
class Lead:
    """What the first place among the rivals of one question hangs on.

    Parameters
    ----------
    question : str
        The question.
    leaders : tuple of str
        The hypotheses with least against them; more than one where they share it.
    sets : tuple of tuple of str
        The smallest sets of items that would change who leads if they fell, all of one size; empty where
        no set of at most `tried` items would.
    tried : int
        How many items were left out together at the most.
    """

    question: str
    leaders: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...]
    tried: int


def leaders(matrix: Matrix, question: str, weighted: bool = False) -> tuple[str, ...]:
    """Return the hypotheses of a question with least against them, all that share that score."""
    scores = inconsistency(matrix, weighted)[matrix.rivals(question)]
    return tuple(scores.index[scores <= scores.min() + TOLERANCE])


def lead(matrix: Matrix, question: str, weighted: bool = False, most: int = 2) -> Lead:
    """Find the fewest items of evidence whose loss would change who leads.

    Every set of one item is left out, then every set of two, and so on, until one changes the leaders; a tie
    that opens or closes at the top is a change. Only items rated I or II against a rival are tried, since no
    other moves a score.
    """
    rivals = matrix.rivals(question)
    points = points_against(matrix)[rivals]
    points = points.mul(matrix.weights, axis=0) if weighted else points
    moving = points[(points > 0).any(axis=1)]
    total, now = points.sum(), leaders(matrix, question, weighted)
    for size in range(1, most + 1):
        found = []
        for items in combinations(moving.index, size):
            scores = total - moving.loc[list(items)].sum()
            if tuple(scores.index[scores <= scores.min() + TOLERANCE]) != now:
                found.append(items)
        if found:
            return Lead(question, now, tuple(found), most)
    return Lead(question, now, (), most)


def margins(matrix: Matrix, question: str, weighted: bool = False) -> pd.DataFrame:
    """Return by how much each rival stands behind the leader, as it is and with each item left out."""
    rivals = matrix.rivals(question)
    points = points_against(matrix)[rivals]
    points = points.mul(matrix.weights, axis=0) if weighted else points
    total = points.sum()
    first = leaders(matrix, question, weighted)[0]
    left = pd.concat([total.to_frame("").T, total - points])
    behind = left.drop(columns=first).sub(left[first], axis=0).round(9)
    nearest = sorted((float(behind[rival].iloc[0]), place) for place, rival in enumerate(behind.columns))
    return behind.iloc[:, [place for _, place in nearest]]


def weight_changes(matrix: Matrix, question: str) -> dict[str, tuple[str, ...]]:
    """Return which items would change who leads by the weighted score if they weighed twice or half as much.

    Two steps of one factor, from low to high or back, double or halve an item's weight.
    """
    rivals = matrix.rivals(question)
    points = points_against(matrix)[rivals].mul(matrix.weights, axis=0)
    now = leaders(matrix, question, weighted=True)
    changes = {}
    for word, share in (("double", 1.0), ("half", -0.5)):
        scores = points.sum() + share * points
        led = scores.le(scores.min(axis=1) + TOLERANCE, axis=0)
        same = led.apply(lambda row: tuple(row.index[row]) == now, axis=1)
        changes[word] = tuple(points.index[~same])
    return changes


def sentences(matrix: Matrix, weighted: bool = False, most: int = 2) -> list[str]:
    """Return what the order hangs on, in plain sentences."""
    said, tested = [], []
    for question in dict.fromkeys(matrix.questions[matrix.ratings.columns]):
        rivals = matrix.rivals(question)
        if len(rivals) < 2:
            said.append(f"{_names(matrix, rivals)} has no rival, so it has no rank.")
        elif not points_against(matrix)[rivals].to_numpy().any():
            said.append(f"Nothing counts against {_names(matrix, rivals)}, so there is no order.")
        else:
            said.append(_lead_sentence(matrix, lead(matrix, question, weighted, most)))
            said += _weight_sentence(matrix, question)
            tested.append(question)
    if tested and not any(_weight_sentence(matrix, question) for question in tested):
        one = "does not change that" if len(tested) == 1 else "changes none of this"
        said.append(f"Counting any one item double or half {one}.")
    return said


def _lead_sentence(matrix: Matrix, found: Lead) -> str:
    names = _names(matrix, found.leaders)
    verb = "stands first alone" if len(found.leaders) == 1 else "share the first place"
    if not found.sets:
        words = {2: "two", 3: "three", 4: "four"}
        many = f"{words.get(found.tried, found.tried)} items fall"
        what = "whichever item falls" if found.tried == 1 else f"whichever {many}"
        return f"{names} {verb}, and that holds {what}."
    size = len(found.sets[0])
    if size == 1:
        return f"{names} {verb} unless {join_words([each[0] for each in found.sets], 'or')} falls."
    both = "both" if size == 2 else "all"
    ways = [f"{join_words(list(each), 'and')} {both} fall" for each in found.sets[:SHOWN]]
    more = len(found.sets) - len(ways)
    others = f" ({more} more such set{'s' if more > 1 else ''})" if more > 0 else ""
    return f"{names} {verb}: no single item changes that; it holds unless {', or '.join(ways)}{others}."


def _weight_sentence(matrix: Matrix, question: str) -> list[str]:
    """Return what the weights do to the lead, where they do anything."""
    plain, weighted = leaders(matrix, question), leaders(matrix, question, weighted=True)
    if plain != weighted:
        return [f"By weight {_names(matrix, weighted)} would stand first instead."]
    moved = weight_changes(matrix, question)
    if not any(moved.values()):
        return []
    ways = [f"{join_words(list(items), 'or')} counted {word}" for word, items in moved.items() if items]
    return [f"By weight that would change if {', or if '.join(ways)}."]


def _names(matrix: Matrix, hypotheses: Sequence[str]) -> str:
    return join_words([f"{matrix.labels[each]} ({each})" for each in hypotheses], "and")


def order_phrase(matrix: Matrix, question: str) -> str:
    """Return a question's hypotheses from least to most against them, such as "h5 (2), h4 and h7 (4)"."""
    scores = inconsistency(matrix)[matrix.rivals(question)]
    groups = scores.groupby(scores).groups
    return ", ".join(f"{join_words(list(names), 'and')} ({score:g})" for score, names in groups.items())
