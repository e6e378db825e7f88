"""Treaties beside one another: their clauses, how alike they are, and what the data sets would call them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analystkit.dossier import Dossier, join_words, lower_label
from analystkit.errors import unknown

UNKNOWN = "unknown"
ENOUGH = 5


def clauses(dossier: Dossier) -> pd.DataFrame:
    """Return what is known of each treaty's clauses: a row a treaty, a column a feature."""
    table = dossier.table("treaty_features")
    wide = table.assign(value=table["value"].astype(str), feature=table["feature"].astype(str)).pivot(
        index="treaty", columns="feature", values="value"
    )
    order = [term.term for term in dossier.codebook.terms("treaty_features", "feature")]
    wide = wide.reindex(index=list(dossier.table("treaties")["id"]), columns=order).astype(object)
    wide.index.name = wide.columns.name = None
    return wide.where(wide.notna(), UNKNOWN)


@dataclass(frozen=True)
class Likeness:
    """How alike two treaties are in what is known of both.

    Parameters
    ----------
    treaty : str
        The other treaty.
    same, known, of : int
        On how many clauses the two have the same value, how many are known in both, and how many are asked.
    """

    treaty: str
    same: int
    known: int
    of: int

    @property
    def share(self) -> float:
        """The same among those known in both; NaN where nothing is."""
        return self.same / self.known if self.known else float("nan")

    @property
    def enough(self) -> bool:
        """Whether at least five clauses are known in both; with fewer the share says little."""
        return self.known >= ENOUGH

    def __str__(self) -> str:
        """Return it in words, such as "5 of 6 the same (14 asked)"."""
        return (
            f"{self.same} of {self.known} the same ({self.of} asked)" if self.known else "nothing to compare"
        )


def likeness(dossier: Dossier, treaty: str) -> list[Likeness]:
    """Return how alike each other treaty is to one, the most alike first.

    Only clauses that are known in both count; values are the same or not, so that an implicit duty is not
    the same as an explicit one. Treaties with fewer than five clauses known in both come last, since a share
    of so few says little.

    Parameters
    ----------
    dossier : Dossier
        With ``treaties`` and ``treaty_features``.
    treaty : str
        The treaty to compare with.

    Returns
    -------
    list of Likeness

    Raises
    ------
    KitError
        If there is no such treaty.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> str(likeness(open_dossier("russia-iran-2025"), "ru-ir-2025")[0])
    '5 of 6 the same (14 asked)'
    """
    table = clauses(dossier)
    if treaty not in table.index:
        raise unknown("treaty", treaty, table.index)
    own = table.loc[treaty]
    found = []
    for other in table.index.drop(treaty):
        both = (own != UNKNOWN) & (table.loc[other] != UNKNOWN)
        same = int((own[both] == table.loc[other][both]).sum())
        found.append(Likeness(str(other), same, int(both.sum()), len(own)))
    return sorted(found, key=lambda each: (not each.enough, -each.share if each.known else 2, -each.known))


SCHEMES = {
    "ATOP": ("defense", "offense", "neutrality", "nonaggression", "consultation"),
    "COW Type I": ("defense",),
    "COW Type II": ("neutrality", "nonaggression"),
    "COW Type III": ("consultation",),
}


def schemes(dossier: Dossier) -> pd.DataFrame:
    """Return whether the treaty is an alliance as ATOP and the Correlates of War define it.

    ATOP calls any one of its five promises an alliance (Leeds et al. 2002); the Correlates of War has three
    types: defense pact, neutrality or nonaggression pact, entente (Gibler 2009). The answers follow from
    ``promises.csv``: they are the kit's reading in the schemes' terms, not what the data sets' coders found.

    Parameters
    ----------
    dossier : Dossier
        With ``promises``.

    Returns
    -------
    pandas.DataFrame
        A row a scheme: ``scheme``, ``answer`` (yes, disputed, no) and ``because``, in words.

    Examples
    --------
    >>> from analystkit import open_dossier
    >>> schemes(open_dossier("russia-iran-2025")).set_index("scheme")["answer"]["ATOP"]
    'yes'
    """
    table = dossier.table("promises")
    made = dict(zip(table["promise"].astype(str), table["made"].astype(str), strict=True))
    rows = []
    for scheme, wanted in SCHEMES.items():
        by_answer = {
            answer: [name for name in wanted if made.get(name) == answer]
            for answer in ("yes", "disputed", "no")
        }
        answer = next((answer for answer in ("yes", "disputed") if by_answer[answer]), "no")
        if not any(by_answer.values()):
            answer = UNKNOWN
        rows.append({"scheme": scheme, "answer": answer, "because": _because(dossier, by_answer)})
    return pd.DataFrame(rows)


def _because(dossier: Dossier, by_answer: dict[str, list[str]]) -> str:
    words = {"yes": "made", "disputed": "disputed", "no": "not made"}
    parts = []
    for answer, names in by_answer.items():
        labels = [lower_label(dossier.codebook.label("promises", "promise", name)) for name in names]
        if labels:
            parts.append(f"{join_words(labels)} {words[answer]}")
    return "; ".join(parts) or "none of these promises is coded"


def profile(dossier: Dossier, rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the legalization profile: how many provisions have each obligation, precision and delegation.

    References
    ----------
    Abbott, Keohane, Moravcsik, Slaughter and Snidal 2000: three dimensions, each a matter of degree and
    independent of the others; hence a count of combinations and no grade.
    """
    table = dossier.table("provisions") if rows is None else rows
    names = ["obligation", "precision", "delegation"]
    coded = table.dropna(subset=names)
    counts = coded.groupby(names, observed=True).size()
    return counts.rename("provisions").reset_index().astype({"provisions": int})
