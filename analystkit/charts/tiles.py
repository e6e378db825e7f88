"""What is known of each article: its domains, the strongest thing that each asks, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts.view import View

_Row = dict[str, object]


@dataclass(frozen=True)
class Band:
    """One domain in one article: its strongest form ("" for none), and whether it is unverified."""

    domain: str
    form: str
    unsure: bool


@dataclass(frozen=True)
class Tile:
    """One article, or the preamble as article 0.

    Parameters
    ----------
    article : int
        Its number.
    bands : tuple of Band
        Its domains; none where nothing is established.
    chosen : bool
        Whether the selection touches it.
    single : bool
        Whether it rests on one source.
    numbered : bool
        Whether a source gives its number.
    own : bool
        Whether some of it is the analyst's own.
    """

    article: int
    bands: tuple[Band, ...] = ()
    chosen: bool = True
    single: bool = False
    numbered: bool = True
    own: bool = False

    @property
    def name(self) -> str:
        """What stands on it."""
        return str(self.article) if self.article else "P"

    @property
    def known(self) -> bool:
        """Whether a source says something of what it provides."""
        return any(not band.unsure for band in self.bands)


def _bands(rows: Sequence[_Row], order: dict[str, int]) -> tuple[Band, ...]:
    """Return the domains of an article's rows in their order, each with its strongest form."""
    bands = []
    for domain in dict.fromkeys(row["domain"] for row in rows if row["domain"]):
        part = [row for row in rows if row["domain"] == domain]
        forms = sorted(
            (str(row["obligation"]) for row in part if row["obligation"]), key=lambda f: order.get(f, 99)
        )
        unsure = all(row["verification"] == "unverified" for row in part)
        bands.append(Band(str(domain), forms[0] if forms else "", unsure))
    return tuple(bands)


def _tile(article: int, rows: Sequence[_Row], chosen: bool, order: dict[str, int]) -> Tile:
    content = [row for row in rows if row["domain"] and row["verification"] != "unverified"]
    return Tile(
        article,
        _bands(rows, order),
        chosen,
        bool(content) and not any(row["verification"] == "two-sources" for row in content),
        not content or any(row["numbering"] == "sourced" for row in content),
        any(bool(row["mine"]) for row in rows),
    )


def _records(rows: pd.DataFrame) -> dict[int, list[_Row]]:
    """Return rows by article, those without a number left out."""
    columns = ["article", "domain", "obligation", "verification", "numbering", "mine"]
    plain = rows.loc[rows["article"].notna(), columns].astype(object)
    by_article: dict[int, list[_Row]] = {}
    for row in plain.where(plain.notna(), "").to_dict("records"):
        by_article.setdefault(int(row["article"]), []).append({str(key): cell for key, cell in row.items()})
    return by_article


def tiles(view: View) -> list[Tile]:
    """Return the preamble and every article, with what is known of it."""
    chosen, every = _records(view.rows), _records(view.dossier.table(view.table))
    order = {
        term.term: rank for rank, term in enumerate(view.dossier.codebook.terms(view.table, "obligation"))
    }
    last = max([view.dossier.about.articles, *every])
    found = []
    for article in range(last + 1):
        touched = article in chosen or (
            article not in every and len(view.rows) == len(view.dossier.table(view.table))
        )
        found.append(
            _tile(article, (chosen if article in chosen else every).get(article, []), touched, order)
        )
    return found


def ranges(numbers: Sequence[int]) -> str:
    """Return numbers as they are cited, runs of three or more drawn together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
