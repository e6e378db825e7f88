"""Treaties beside one another: their clauses, how alike they are, and what the data sets would call them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analystkit.dossier import Dossier
from analystkit.errors import unknown
from analystkit.words import lower_label

UNKNOWN, NO, IMPLICIT = "unknown", "no", "implicit"
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


def own_treaty(dossier: Dossier) -> str:
    """Return which row of ``treaties`` is the dossier's own: signed that day by those parties; else blank."""
    table, about = dossier.table("treaties"), dossier.about
    parties = table["parties"].map(lambda names: set(names) == set(about.parties))
    same = table.loc[(table["signed"] == about.signed) & parties, "id"]
    return str(same.iloc[0]) if len(same) and about.signed and about.parties else ""


@dataclass(frozen=True)
class Likeness:
    """How alike two treaties are, in the clauses that are known of both and that one of them has."""

    treaty: str  # the other treaty
    same: int  # clauses with the same value
    known: int  # clauses that are compared: known of both, and not lacking in both
    of: int  # clauses asked
    differ: tuple[str, ...] = ()  # those compared whose values are not the same

    @property
    def share(self) -> float:
        """The same among those compared; NaN where there is none."""
        return self.same / self.known if self.known else float("nan")

    @property
    def enough(self) -> bool:
        """Whether at least five clauses are compared; with fewer the share says little."""
        return self.known >= ENOUGH


def likeness(dossier: Dossier, treaty: str) -> list[Likeness]:
    """Return how alike each other treaty is to one, the most alike first.

    Only clauses that are known of both count, and only those that one of the two has: that both lack a clause
    makes them no more alike than any two treaties. An implicit duty is not the same as an explicit one.
    """
    table = clauses(dossier)
    if treaty not in table.index:
        raise unknown("treaty", treaty, table.index)
    own = table.loc[treaty]
    found = []
    for other, values in table.drop(treaty).iterrows():
        pairs = [*zip(table.columns, own, values, strict=True)]
        known = [each for each in pairs if UNKNOWN not in each[1:] and each[1:] != (NO, NO)]
        differ = tuple(name for name, one, two in known if one != two)
        found.append(Likeness(str(other), len(known) - len(differ), len(known), len(own), differ))
    return sorted(found, key=lambda each: (not each.enough, -each.share if each.known else 2, -each.known))


SCHEMES = {
    "ATOP": ("defense", "offense", "neutrality", "nonaggression", "consultation"),
    "COW Type I": ("defense",),
    "COW Type II": ("neutrality", "nonaggression"),
    "COW Type III": ("consultation",),
}


def schemes(dossier: Dossier) -> pd.DataFrame:
    """Return whether the treaty is an alliance as ATOP and the Correlates of War define it, a row a scheme.

    ATOP calls any one of its five promises an alliance (Leeds et al. 2002); the Correlates of War has three
    types: defense pact, neutrality or nonaggression pact, entente (Gibler 2009). The answers follow from
    ``promises.csv``: they are the kit's reading in the schemes' terms, not what the data sets' coders found.
    A promise that only follows from another clause (``implicit`` in ``treaty_features.csv``) is disputed in
    the terms of the Correlates of War, which ask for the promise itself; where one that is asked for is not
    coded, the answer is not no.
    """
    table, rows, book = dossier.table("promises"), [], dossier.codebook
    made = dict(zip(table["promise"].astype(str), table["made"].astype(str), strict=True))
    implied: set[str] = set()  # of the dossier's own treaty: promises that only follow from another clause
    if dossier.has("treaties") and dossier.has("treaty_features") and (own := own_treaty(dossier)):
        known = clauses(dossier)
        implied = {str(name) for name in known.columns if known.at[own, name] == IMPLICIT}
    for scheme, wanted in SCHEMES.items():
        said: dict[str, list[str]] = {
            "yes": [],
            "disputed": [],
            UNKNOWN: [],
            NO: [],
        }  # what decides comes first
        for promise in wanted:
            answer = made.get(promise, UNKNOWN)
            words = {"yes": "made", NO: "not made", UNKNOWN: "not coded"}.get(answer)
            if answer == "yes" and scheme != "ATOP" and promise in implied:
                answer, words = "disputed", "disputed, since it only follows from another clause"
            words = words or lower_label(book.label("promises", "made", answer))
            label = lower_label(book.label("promises", "promise", promise))
            said[answer if answer in said else "disputed"].append(f"{label} {words}")
        answer = next(each for each, parts in said.items() if parts)
        because = "; ".join(part for parts in said.values() for part in parts)
        rows.append({"scheme": scheme, "answer": answer, "because": because})
    return pd.DataFrame(rows)
