"""Analysis of competing hypotheses: the matrix, and what speaks against each hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analystkit.analysis.weights import item_weights
from analystkit.dossier import Dossier
from analystkit.errors import unknown

RATINGS = ("CC", "C", "N", "I", "II", "NA")
AGAINST = {"I": 1.0, "II": 2.0}
SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
KIT = "kit"
FEW_AGAINST = 2
FEW_INFORMATIVE = 1 / 4


@dataclass(frozen=True, eq=False)
class Matrix:
    """One analyst's ratings of items of evidence against hypotheses.

    Parameters
    ----------
    ratings : pandas.DataFrame
        A row an item, a column a hypothesis, those of one question side by side; a cell is a term of
        `RATINGS`, or blank where it was not rated.
    questions : pandas.Series
        For each hypothesis the question that it answers. Only hypotheses of one question are rivals.
    labels : pandas.Series
        For each hypothesis its short name.
    known : pandas.Series
        For each item whether it was known when the treaty was signed.
    weights : pandas.Series
        For each item its weight, credibility times relevance; 1 changes nothing.
    analyst : str
        Whose ratings they are.
    """

    ratings: pd.DataFrame
    questions: pd.Series
    labels: pd.Series
    known: pd.Series
    weights: pd.Series
    analyst: str = KIT

    def rivals(self, question: str) -> list[str]:
        """Return the hypotheses that answer a question, in the table's order."""
        return [h for h in self.ratings.columns if self.questions[h] == question]

    @property
    def contested(self) -> list[str]:
        """The questions that have at least two hypotheses."""
        return [q for q in dict.fromkeys(self.questions) if len(self.rivals(q)) > 1]

    def without(self, items: Iterable[str]) -> Matrix:
        """Return the matrix with some items of evidence left out."""
        return self.only([item for item in self.ratings.index if item not in set(items)])

    def only(self, items: Iterable[str]) -> Matrix:
        """Return the matrix with no other items of evidence than these."""
        kept = list(items)
        return replace(
            self, ratings=self.ratings.loc[kept], known=self.known.loc[kept], weights=self.weights.loc[kept]
        )


def analysts(dossier: Dossier) -> list[str]:
    """Return everyone who has rated something, the kit first."""
    found = sorted(set(dossier.table("consistency")["analyst"]))
    return [name for name in found if name == KIT] + [name for name in found if name != KIT]


def matrix(
    dossier: Dossier,
    analyst: str = KIT,
    evidence: Iterable[str] | None = None,
    relevance: Mapping[str, str] | None = None,
) -> Matrix:
    """Return one analyst's matrix."""
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
    weights = item_weights(dossier, analyst, relevance)
    whole = Matrix(ratings, hypotheses["question"].astype(str), hypotheses["label"], known, weights, analyst)
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
    A score is no probability.

    References
    ----------
    Heuer 1999, chapter 8 (plain); PARC ACH 2.0 technical note (weights and values).
    """
    values = points_against(matrix)
    return values.mul(matrix.weights, axis=0).sum() if weighted else values.sum()


def points_against(matrix: Matrix) -> pd.DataFrame:
    """Return for each cell what it counts against its hypothesis: 1 for I, 2 for II, else 0."""
    return matrix.ratings.apply(lambda column: column.map(AGAINST)).fillna(0.0).astype(float)


def ranking(matrix: Matrix) -> pd.DataFrame:
    """Return the hypotheses with their scores, ranked within each question by what speaks against them."""
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
        table.loc[~table["question"].isin(matrix.contested), rank] = pd.NA
    table["differs"] = (table["rank"] != table["weighted_rank"]).fillna(False).astype(bool)
    table["hard_to_refute"] = hard_to_refute(table)
    order = {question: place for place, question in enumerate(dict.fromkeys(matrix.questions))}
    return table.sort_values(
        ["question", "plain"], key=lambda c: c.map(order) if c.name == "question" else c, kind="stable"
    )


def hard_to_refute(table: pd.DataFrame) -> pd.Series:
    """Return for each hypothesis whether it stands low for want of tests rather than for passing them.

    It does where at most a quarter of the items say anything about it (are rated other than N), or where
    fewer than two items count against it and two or more against a rival: hardly anything in the table could
    bring it down.
    """
    most = table.groupby("question")["against"].transform("max")
    few_against = (table["against"] < FEW_AGAINST) & (most >= FEW_AGAINST)
    return few_against | (table["informative"] <= FEW_INFORMATIVE * table["items"])
