"""How often suggested codes are right, beside the share that the commonest code would get.

python -m benchmarks.suggestions
"""

from __future__ import annotations

import sys

import pandas as pd

from analystkit import open_dossier
from analystkit.analysis.suggest import FIELDS, Suggester, titled
from analystkit.dossier import Dossier, dossier_names


def measure(dossier: Dossier) -> pd.DataFrame:
    """Return how often suggestions are right on the coded provisions, each left out while it is judged.

    The words are those of heading and summary. ``right`` is the share of provisions whose first suggestion
    is their code, ``commonest`` the share that the commonest code would get.
    """
    suggester, tried = Suggester(dossier), []
    for row in suggester.rows:
        suggester.count(row, -1)
        found = suggester.guesses(titled(row["heading"], row["summary"]))
        suggester.count(row)
        coded = [field for field in FIELDS if not pd.isna(row[field])]
        tried += [(field, str(row[field]), found[field].term if field in found else "") for field in coded]
    table = pd.DataFrame(tried, columns=["field", "code", "guess"])
    table["suggested"], table["right"] = table["guess"] != "", table["guess"] == table["code"]
    by = table.groupby("field", sort=False)
    codes = by["code"].value_counts(normalize=True).reset_index().groupby("field", sort=False).first()
    shares = {"coded": by.size(), "suggested": by["suggested"].sum(), "right": by["right"].mean()}
    return pd.DataFrame({**shares, "commonest": codes["proportion"], "code": codes["code"]}).reindex(FIELDS)


def main(names: list[str]) -> int:
    """Print the measure of each dossier: those named, else all that ship."""
    for name in names or dossier_names():
        dossier = open_dossier(name)
        print(f"{dossier.about.title}: suggestions on coded provisions, each left out while it is judged")
        print(f"{'field':<14}{'coded':>6}{'suggested':>11}{'right':>7}{'commonest code alone':>22}")
        for field, row in measure(dossier).iterrows():
            numbers = f"{row['coded']:>6}{row['suggested']:>11}{row['right']:>7.0%}{row['commonest']:>22.0%}"
            print(f"{field:<14}{numbers}  ({row['code']})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
