"""Analysis of competing hypotheses: the matrix, and what speaks against each hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analystkit.analysis.ach.weights import item_weights
from analystkit.dossier import Dossier
from analystkit.errors import unknown

RATINGS = ("CC", "C", "N", "I", "II", "NA")
AGAINST = {"I": 1.0, "II": 2.0}
SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
ENOUGH = 1 / 2  # of a question's cells: with fewer filled in, no order is named
FEW_AGAINST = 2
FEW_INFORMATIVE = 1 / 4


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

    def rated(self, question: str) -> tuple[int, int]:
        """Return how many cells of a question are filled in, and how many there are."""
        cells = self.ratings[self.rivals(question)]
        return int((cells != "").to_numpy().sum()), int(cells.size)

    @property
    def ranked(self) -> list[str]:
        """The questions that have rivals and ratings enough to rank them."""
        rated = {question: self.rated(question) for question in self.contested}
        return [question for question, (filled, cells) in rated.items() if 0 < cells * ENOUGH <= filled]

    def only(self, items: Iterable[str]) -> Matrix:
        """Return the matrix with no other items of evidence than these."""
        kept = list(items)
        return replace(
            self, ratings=self.ratings.loc[kept], known=self.known.loc[kept], weights=self.weights.loc[kept]
        )


def analysts(dossier: Dossier) -> list[str]:
    """Return everyone who has rated something: whom the dossier names, then who came with it, then others."""
    table = dossier.table("consistency")
    shipped = set(table.loc[~table["mine"], "analyst"])
    order = {name: (name != dossier.about.analyst, name not in shipped, name) for name in table["analyst"]}
    return sorted(order, key=lambda name: order[name])


def matrix(
    dossier: Dossier,
    analyst: str = "",
    evidence: Iterable[str] | None = None,
) -> Matrix:
    """Return one analyst's matrix; without a name that of the first in `analysts`."""
    analyst = analyst or next(iter(analysts(dossier)), "")
    hypotheses = dossier.table("hypotheses").sort_values("question", kind="stable").set_index("id")
    items = dossier.table("evidence").set_index("id")
    given = dossier.table("consistency")
    if analyst not in set(given["analyst"]):
        raise unknown("analyst with ratings", analyst, analysts(dossier))
    own = given[given["analyst"] == analyst]
    cells = own.assign(consistency=own["consistency"].astype(str)).pivot(
        index="evidence", columns="hypothesis", values="consistency"
    )
    ratings = cells.reindex(index=items.index, columns=hypotheses.index).astype(object).fillna("").astype(str)
    ratings.index.name = ratings.columns.name = None
    known = items["known_at_signing"].astype(str) != "no"
    weights = item_weights(dossier, analyst)
    questions = hypotheses["question"].astype(str)
    asked = {name: dossier.codebook.label("hypotheses", "question", name) for name in set(questions)}
    labels, statements = hypotheses["label"], items["statement"]
    whole = Matrix(ratings, questions, labels, known, weights, statements, asked, analyst)
    if evidence is None:
        return whole
    wanted = list(evidence)
    for item in wanted:
        if item not in items.index:
            raise unknown("item of evidence", item, items.index)
    return whole.only(wanted)


def inconsistency(matrix: Matrix, weighted: bool = False) -> pd.Series:
    r"""Return what speaks against each hypothesis.

    .. math:: S_h = \sum_e w_e \, v_{eh}, \quad v = 1 \text{ for I}, 2 \text{ for II}, 0 \text{ otherwise}

    The plain score has :math:`w = 1`; the weighted one :math:`w = \text{credibility} \times \text{relevance}`
    (`weights.credibility`). Both are positive here, and more means more against; the weighted score of PARC's
    ACH 2.0 is the same number with a minus. What is consistent adds nothing, however much of it there is.
    A score is no probability (Heuer 1999, chapter 8; PARC ACH 2.0, technical note).
    """
    values = points_against(matrix)
    return values.mul(matrix.weights, axis=0).sum() if weighted else values.sum()


def points_against(matrix: Matrix) -> pd.DataFrame:
    """Return for each cell what it counts against its hypothesis: 1 for I, 2 for II, else 0."""
    return matrix.ratings.apply(lambda column: column.map(AGAINST)).fillna(0.0).astype(float)


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
            "informative": cells.isin([term for term in SCALE if term != "N"]).sum(),
            "items": len(cells),
        }
    )
    for score, rank in (("plain", "rank"), ("weighted", "weighted_rank")):
        table[rank] = table.groupby("question", sort=False)[score].rank(method="min").astype("Int64")
        table.loc[~table["question"].isin(matrix.ranked), rank] = pd.NA
    table["differs"] = (table["rank"] != table["weighted_rank"]).fillna(False).astype(bool)
    most = table.groupby("question")["against"].transform("max")
    few_against = (table["against"] < FEW_AGAINST) & (most >= FEW_AGAINST)
    table["hard_to_refute"] = few_against | (table["informative"] <= FEW_INFORMATIVE * table["items"])
    order = {question: place for place, question in enumerate(dict.fromkeys(matrix.questions))}
    return table.sort_values(
        ["question", "plain"], key=lambda c: c.map(order) if c.name == "question" else c, kind="stable"
    )


def diagnosticity(matrix: Matrix) -> pd.DataFrame:
    r"""Return how far each item tells the rivals of each question apart.

    The population standard deviation of its ratings across the rivals, with CC = 2, C = 1, N = 0, I = -1,
    II = -2. NA and blank cells are left out; with fewer than two rated rivals it is missing. 0 means that
    the item says the same of all of them, 2 is the most there can be. The measure is that of Open Synthesis
    (`openach/metrics.py`), which counts NA as N and scales 1 to 5.
    """
    values = matrix.ratings.apply(lambda column: column.map(SCALE)).astype(float)
    return pd.DataFrame(
        {
            question: values[rivals].std(axis=1, ddof=0).where(values[rivals].notna().sum(axis=1) > 1)
            for question in matrix.contested
            for rivals in [matrix.rivals(question)]
        },
        index=matrix.ratings.index,
    )
