"""Analysis of competing hypotheses: ratings and weights, what speaks against whom, what an order hangs on."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import Absent, unknown
from analystkit.words import capital, listing, lower_label, say

WEIGHTS = {"low": 1 / math.sqrt(2), "medium": 1.0, "high": math.sqrt(2)}
_LEVELS = ("high", "high", "medium", "low", "low", "medium")
RATINGS = ("CC", "C", "N", "I", "II", "NA")
AGAINST = {"I": 1.0, "II": 2.0}
SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
ENOUGH = 1 / 2  # of each rival's cells: with fewer filled in, no order is named
BEARING = [term for term in SCALE if term != "N"]
FEW_AGAINST = 2
FEW_INFORMATIVE = 1 / 4
TOLERANCE = 1e-9
SHOWN = 3
TOO_FEW, LEVEL, TIE, LEADS = "too few ratings", "nothing against anyone", "tie", "leads"


def credibility(reliability: str, item: str) -> str:
    """Return the credibility that PARC's weights (ACH 2.0) ask for, from the two Admiralty grades of an item.

    The rule is the kit's own: A and B, and 1 and 2, are high; C and 3 medium; D and E, and 4 and 5, low; an
    item is as credible as the weaker of its two grades. F and 6 say that there is no basis for a judgment.
    That is not the worst grade, so such a grade counts as medium, the weight that changes nothing.
    """
    levels = []
    for kind, grade, scale in (("reliability", reliability, "ABCDEF"), ("credibility", item, "123456")):
        if grade not in ("", *scale):
            raise unknown(f"{kind} grade", grade, scale)
        levels.append(_LEVELS[scale.index(grade or scale[-1])])
    return min(levels, key=list(WEIGHTS).index)


def item_weights(dossier: Dossier, analyst: str) -> pd.Series:
    r"""Return the weight of each item of evidence, :math:`w = \text{credibility} \times \text{relevance}`.

    Each factor is :math:`1/\sqrt 2` for low, 1 for medium and :math:`\sqrt 2` for high, so that two steps
    apart is a factor of two (PARC ACH 2.0, technical note).
    """
    items, levels = dossier.table("evidence").set_index("id"), pd.Series(dtype=object)
    if dossier.has("relevance"):
        table = dossier.table("relevance")
        levels = table[table["analyst"] == analyst].set_index("evidence")["relevance"].astype(str)
    grades = zip(items["reliability"].astype(str), items["credibility"].astype(str), strict=True)
    credible = pd.Series([WEIGHTS[credibility(*pair)] for pair in grades], index=items.index)
    return credible * levels.reindex(items.index).fillna("medium").map(WEIGHTS).astype(float)


@dataclass(frozen=True, eq=False)
class Matrix:
    """One analyst's ratings of items of evidence against hypotheses."""

    ratings: pd.DataFrame  # a row an item, a column a hypothesis; a term of `RATINGS`, blank where not rated
    questions: pd.Series  # for each hypothesis what it answers; only hypotheses of one question are rivals
    labels: pd.Series  # for each hypothesis its short name
    known: pd.Series  # for each item whether it was known when the treaty was signed
    weights: pd.Series  # for each item credibility times relevance; 1 changes nothing
    statements: pd.Series  # for each item what it says
    asked: Mapping[str, str]  # for each question its words
    analyst: str = ""

    def rivals(self, question: str) -> list[str]:
        """Return the hypotheses that answer a question, in the table's order."""
        return [h for h in self.ratings.columns if self.questions[h] == question]

    @property
    def contested(self) -> list[str]:
        """The questions that have at least two hypotheses."""
        return [q for q in dict.fromkeys(self.questions) if len(self.rivals(q)) > 1]

    @property
    def ranked(self) -> list[str]:
        """The questions that have rivals, each with ratings enough to be ranked."""
        rated = (self.ratings != "").mean()
        return [q for q in self.contested if rated[self.rivals(q)].min() >= ENOUGH]

    def rated(self, questions: Iterable[str]) -> str:
        """Return in words how many cells of some questions are filled in, and of whom too few."""
        filled = self.ratings[[h for question in questions for h in self.rivals(question)]] != ""
        number, few = int(filled.to_numpy().sum()), filled.columns[filled.mean() < ENOUGH]
        said = say("{n} of {m:cell} {n|is|are} rated", n=number, m=filled.size)
        most = len(few) and number >= filled.size * ENOUGH
        return f"{said}, of {self.named(few)} fewer than half" if most else said

    def named(self, hypotheses: Iterable[str]) -> str:
        """Return hypotheses as a sentence names them."""
        return listing(f"“{self.labels[each]}”" for each in hypotheses)

    def told(self, item: str) -> str:
        """Return what an item says, in few words."""
        return f"“{textwrap.shorten(self.statements[item].rstrip('.'), 120, placeholder=' …')}”"

    def only(self, items: Iterable[str]) -> Matrix:
        """Return the matrix with no other items of evidence than these."""
        parts = {name: getattr(self, name).loc[list(items)] for name in ("ratings", "known", "weights")}
        return replace(self, **parts)


def analysts(dossier: Dossier) -> list[str]:
    """Return everyone who has rated something: whom the dossier names, then who came with it, then others."""
    table = dossier.table("consistency")
    shipped = set(table.loc[~table["mine"], "analyst"])
    order = {name: (name != dossier.about.analyst, name not in shipped, name) for name in table["analyst"]}
    return sorted(order, key=lambda name: order[name])


def matrix(dossier: Dossier, analyst: str = "") -> Matrix:
    """Return one analyst's matrix; without a name that of the first in `analysts`."""
    analyst = analyst or next(iter(analysts(dossier)), "")
    hypotheses = dossier.table("hypotheses").sort_values("question", kind="stable").set_index("id")
    items, given = dossier.table("evidence").set_index("id"), dossier.table("consistency")
    if not analyst:
        raise Absent(f"nobody has rated anything in the dossier {dossier.about.id}")
    if analyst not in set(given["analyst"]):
        raise unknown("analyst with ratings", analyst, analysts(dossier))
    own = given[given["analyst"] == analyst]
    cells = own.assign(consistency=own["consistency"].astype(str)).pivot(
        index="evidence", columns="hypothesis", values="consistency"
    )
    ratings = cells.reindex(index=items.index, columns=hypotheses.index).astype(object).fillna("").astype(str)
    ratings.index.name = ratings.columns.name = None
    known = items["known_at_signing"].astype(str) != "no"
    questions, weights = hypotheses["question"].astype(str), item_weights(dossier, analyst)
    asked = {name: dossier.codebook.label("hypotheses", "question", name) for name in set(questions)}
    return Matrix(ratings, questions, hypotheses["label"], known, weights, items["statement"], asked, analyst)


def points_against(matrix: Matrix, weighted: bool = False) -> pd.DataFrame:
    """Return for each cell what it counts against its hypothesis: 1 for I, 2 for II, else 0."""
    points = matrix.ratings.map(lambda cell: AGAINST.get(cell, 0.0)).astype(float)
    return points.mul(matrix.weights, axis=0) if weighted else points


def inconsistency(matrix: Matrix, weighted: bool = False) -> pd.Series:
    r"""Return what speaks against each hypothesis.

    .. math:: S_h = \sum_e w_e \, v_{eh}, \quad v = 1 \text{ for I}, 2 \text{ for II}, 0 \text{ otherwise}

    The plain score has :math:`w = 1`; the weighted one :math:`w = \text{credibility} \times \text{relevance}`
    (`item_weights`). Both are positive here, and more means more against; the weighted score of PARC's
    ACH 2.0 is the same number with a minus. What is consistent adds nothing, however much of it there is.
    A score is no probability (Heuer 1999, chapter 8; PARC ACH 2.0, technical note).
    """
    return points_against(matrix, weighted).sum()


def ranking(matrix: Matrix) -> pd.DataFrame:
    """Return the hypotheses with their scores, ranked within each question that has ratings enough.

    A hypothesis is hard to refute, and may stand low for want of tests, where at most a quarter of the items
    say anything about it (are rated other than N), or where fewer than two items count against it and two or
    more against a rival.
    """
    cells = matrix.ratings
    table = pd.DataFrame(
        {
            "question": matrix.questions.reindex(cells.columns),
            "label": matrix.labels.reindex(cells.columns),
            "plain": inconsistency(matrix),
            "weighted": inconsistency(matrix, weighted=True).round(9),
            "against": cells.isin(list(AGAINST)).sum(),
            "rated": cells.isin(list(SCALE)).sum(),
            "informative": cells.isin(BEARING).sum(),
            "items": len(cells),
        }
    )
    groups, ranked = table.groupby("question", sort=False), table["question"].isin(matrix.ranked)
    for score, rank in (("plain", "rank"), ("weighted", "weighted_rank")):
        table[rank] = groups[score].rank(method="min").astype("Int64").where(ranked)
    table["differs"] = (table["rank"] != table["weighted_rank"]).fillna(False).astype(bool)
    few_against = (table["against"] < FEW_AGAINST) & (groups["against"].transform("max") >= FEW_AGAINST)
    table["hard_to_refute"] = few_against | (table["informative"] <= FEW_INFORMATIVE * table["items"])
    order = list(dict.fromkeys(matrix.questions))
    return table.sort_values(
        ["question", "plain"], key=lambda cells: cells.map(order.index) if cells.name == "question" else cells
    )


def diagnosticity(matrix: Matrix) -> pd.DataFrame:
    r"""Return how far each item tells the rivals of each question apart.

    The population standard deviation of its ratings across the rivals, with CC = 2, C = 1, N = 0, I = -1,
    II = -2. NA and blank cells are left out; with fewer than two rated rivals it is missing. 0 means that
    the item says the same of all of them, 2 is the most there can be. The measure is that of Open Synthesis
    (`openach/metrics.py`), which counts NA as N and scales 1 to 5.
    """
    values = matrix.ratings.apply(lambda column: column.map(SCALE)).astype(float)
    apart = {}
    for question in matrix.contested:
        given = values[matrix.rivals(question)]
        apart[question] = given.std(axis=1, ddof=0).where(given.notna().sum(axis=1) > 1)
    return pd.DataFrame(apart, index=values.index)


@dataclass(frozen=True)
class Standing:
    """How the rivals of one question stand, and the fewest items whose loss would change that."""

    question: str
    state: str  # TOO_FEW, LEVEL, TIE or LEADS
    leaders: tuple[str, ...]  # those with least against them; none where there are too few ratings
    sets: tuple[tuple[str, ...], ...] = ()  # of items, all of one size; none where no set tried would


def standing(matrix: Matrix, question: str, weighted: bool = False) -> Standing:
    """Return how the rivals of a question stand.

    Every item is left out, then every pair unless one alone changes who has least against it; a tie that
    opens or closes at the top is a change. Only items rated I or II against a rival move a score.
    """
    if question not in matrix.ranked:
        return Standing(question, TOO_FEW, ())
    points = points_against(matrix, weighted)[matrix.rivals(question)]
    moving = points[(points > 0).any(axis=1)]
    total, values = points.sum().to_numpy(), moving.to_numpy()
    leading = total <= total.min() + TOLERANCE
    now = tuple(points.columns[leading])
    if moving.empty:
        return Standing(question, LEVEL, now)

    def turned(scores: np.ndarray) -> Iterator[int]:
        least = scores <= scores.min(axis=1, keepdims=True) + TOLERANCE
        yield from np.flatnonzero((least != leading).any(axis=1)).tolist()

    sets: list[tuple[int, ...]] = [(one,) for one in turned(total - values)]
    for one in range(0 if sets else len(values) - 1):  # row by row: all pairs at once would not fit in memory
        sets += [(one, one + 1 + other) for other in turned(total - values[one] - values[one + 1 :])]
    found = tuple(tuple(moving.index[list(each)]) for each in sets)
    return Standing(question, LEADS if len(now) == 1 else TIE, now, found)


def headline(matrix: Matrix, weighted: bool = False) -> str:
    """Return in one line who has least against it, question by question, and where nobody can be named."""
    found = [standing(matrix, question, weighted) for question in matrix.contested]
    if not found:
        return "No two hypotheses answer one question, so there is nothing to rank"
    if all(each.state == TOO_FEW for each in found):
        return f"Too few ratings to rank: {matrix.rated(matrix.contested)}"
    leads, parts = [], []
    for each in found:
        asked, names = lower_label(matrix.asked[each.question]).rstrip("?"), matrix.named(each.leaders)
        if each.state == LEADS:
            thin = "; one item decides" if each.sets and len(each.sets[0]) == 1 else ""
            leads.append(f"{names} ({asked}{thin})")
        else:
            states = {TIE: f"{names} are tied", LEVEL: "nothing counts against anyone"}
            parts.append(f"{states.get(each.state, 'too few ratings to rank')} ({asked})")
    return capital("; ".join(([f"least speaks against {listing(leads)}"] if leads else []) + parts))


def sentences(matrix: Matrix, weighted: bool = False) -> list[str]:
    """Return for each question how its rivals stand and what that hangs on, in plain sentences."""
    said = []
    for question in dict.fromkeys(matrix.questions[matrix.ratings.columns]):
        names, found = matrix.named(matrix.rivals(question)), standing(matrix, question, weighted)
        if question not in matrix.contested:
            said.append(f"{names} has no rival, so it has no rank.")
        elif found.state == TOO_FEW:
            said.append(f"Too few ratings to rank {names}: {matrix.rated([question])}.")
        elif found.state == LEVEL:
            said.append(f"Nothing counts against {names}, so there is no order.")
        else:
            said.append(_hangs_on(matrix, found))
        if found.state == LEADS:
            cells, name = matrix.ratings[found.leaders[0]], matrix.named(found.leaders)
            bearing = int(cells.isin(BEARING).sum())
            said.append(say("{n} of {m:item} {n|bears|bear} on {name}.", n=bearing, m=len(cells), name=name))
            plain, heavy = (standing(matrix, question, weigh).leaders for weigh in (False, True))
            said += [f"By weight {matrix.named(heavy)} would stand first."] if heavy != plain else []
    return said


def _hangs_on(matrix: Matrix, found: Standing) -> str:
    text = "stands first alone" if found.state == LEADS else "are tied, so that none leads"
    text = f"{matrix.named(found.leaders)} {text}"
    if not found.sets:
        return f"{text}, and that holds whichever two items fall."
    ways = [listing(f"{matrix.told(item)} ({item})" for item in each) for each in found.sets[:SHOWN]]
    more = len(found.sets) - len(ways)
    if len(found.sets[0]) == 1:
        ways += [f"any of {more} others" if more > 1 else "one other"] if more else []
        return f"{text}; without {listing(ways, 'or')} that would change."
    others = say(" ({n:more such pair})", n=more) if more else ""
    way = ", or without ".join(ways)
    return f"{text}: no single item changes that; it would change without {way}{others}."
