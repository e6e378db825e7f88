"""How often suggested codes are right, beside the share that the commonest code would get.

python -m benchmarks.suggestions
"""

from __future__ import annotations

import sys

from analystkit import open_dossier
from analystkit.analysis.suggest import measure
from analystkit.dossier import dossier_names


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
