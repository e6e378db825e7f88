"""One analyst's ratings and weights: read, changed and kept in the dossier's folder."""

from __future__ import annotations

from collections.abc import Iterable

from analystkit.analysis.ach import RATINGS, WEIGHTS
from analystkit.dossier import Dossier
from analystkit.dossier.mine import Clash, Key, Written, read_mine, write_mine
from analystkit.errors import KitError, unknown

Cell = tuple[str, str]
MOST = 80


def clean_name(name: str) -> str:
    """Return an analyst's name as a cell holds it: one line, no more than eighty characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST].strip()


class Store:
    """What one analyst has rated, in step with the files.

    Parameters
    ----------
    dossier : Dossier
        Whose folder holds the files.
    analyst : str
        The analyst's name, already clean.
    """

    def __init__(self, dossier: Dossier, analyst: str) -> None:
        table = dossier.table("consistency")
        taken = {name.casefold() for name in table.loc[~table["mine"], "analyst"]}
        if not analyst:
            raise KitError("Type your name, so that your ratings are kept as yours.")
        if analyst.casefold() in taken:
            raise KitError(f"“{analyst}” is the name of ratings that came with the dossier; type your own.")
        self.analyst = analyst
        self._dossier = dossier
        self._seen: dict[str, dict[Key, dict[str, str]]] = {}
        self.load()

    def load(self) -> None:
        """Read again what is in the files."""
        self._seen = {
            name: read_mine(self._dossier.path, name)
            for name in ("consistency", "relevance")
            if self._dossier.has(name)
        }

    @property
    def ratings(self) -> dict[Cell, str]:
        """The analyst's ratings, by item and hypothesis."""
        rows = self._seen["consistency"].values()
        own = (row for row in rows if row["analyst"] == self.analyst)
        return {(row["evidence"], row["hypothesis"]): row["consistency"] for row in own}

    @property
    def relevance(self) -> dict[str, str]:
        """The relevance that the analyst has set, by item."""
        rows = self._seen.get("relevance", {}).values()
        return {row["evidence"]: row["relevance"] for row in rows if row["analyst"] == self.analyst}

    def rate(self, item: str, hypothesis: str, rating: str) -> str:
        """Keep one rating, blank for none; return what to tell the analyst, blank when all is well."""
        return self.rate_all({(item, hypothesis): rating})

    def rate_all(self, ratings: dict[Cell, str]) -> str:
        """Keep several ratings at once; return what to tell the analyst."""
        rows, gone = [], []
        for (item, hypothesis), rating in ratings.items():
            if rating and rating not in RATINGS:
                raise unknown("rating", rating, RATINGS)
            if rating:
                row = {"hypothesis": hypothesis, "evidence": item, "analyst": self.analyst}
                rows.append({**row, "consistency": rating})
            else:
                gone.append((hypothesis, item, self.analyst))
        return self._write("consistency", rows, gone)

    def weigh(self, item: str, level: str) -> str:
        """Keep the relevance of one item; return what to tell the analyst."""
        if level not in WEIGHTS:
            raise unknown("relevance", level, WEIGHTS)
        return self._write("relevance", [{"evidence": item, "analyst": self.analyst, "relevance": level}], [])

    def _write(self, table: str, rows: list[dict[str, str]], gone: Iterable[Key]) -> str:
        seen = self._seen.get(table, {})
        written = write_mine(self._dossier.path, table, rows, gone, seen)
        self._seen[table] = written.rows
        return _clash_words(written)


def _clash_words(written: Written) -> str:
    if not written.clashes:
        return ""
    first = written.clashes[0]
    more = f" (and {len(written.clashes) - 1} more)" if len(written.clashes) > 1 else ""
    return (
        f"Another notebook has changed {' / '.join(first.key[:2])}{more} to {_value(first)} meanwhile: "
        f"that is shown now, and your change to {_value(first, ours=True)} was not saved. "
        "Set it again to keep yours."
    )


def _value(clash: Clash, ours: bool = False) -> str:
    row = clash.ours if ours else clash.theirs
    return (row or {}).get("consistency") or (row or {}).get("relevance") or "blank"
