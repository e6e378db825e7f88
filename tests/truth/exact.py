"""What headlines claim, beside the same counts made with plain pandas from the rows of the figure."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

Pairs = list[tuple[int, int]]


def _claimed(pattern: str, headline: str) -> list[int]:
    """Return the numbers that a pattern finds in a headline; none where it speaks otherwise."""
    found = re.search(pattern, headline)
    words = {"none": 0, "no": 0, "all": -1}
    return (
        [words.get(n.casefold(), -2) if not n[0].isdigit() else int(n) for n in found.groups()]
        if found
        else []
    )


def _with(figure, column: str, role: str) -> pd.Series:
    table = figure.spec.selection.table
    return figure.rows[column].isin(figure.dossier.codebook.with_role(table, column, role))


def by_domain(figure) -> Pairs:
    """The provisions that bind, of those coded."""
    claimed = _claimed(r"^(\d+|None) of (?:the )?(\d+) (?:coded )?provisions? ", figure.said.headline)
    return list(
        zip(
            claimed,
            [_with(figure, "obligation", "binding").sum(), figure.rows["obligation"].notna().sum()],
            strict=False,
        )
    )


def commonest_form(figure) -> Pairs:
    """How often the commonest form stands, of those coded."""
    claimed = _claimed(r"(\d+) of (\d+) (?:coded )?provisions", figure.said.headline)
    forms = figure.rows["obligation"].dropna()
    return list(zip(claimed, [forms.value_counts().max(), len(forms)], strict=False)) if len(forms) else []


def legalization(figure) -> Pairs:
    """The provisions that bind, of those coded on three dimensions."""
    claimed = _claimed(r"^(\d+|None) of (\d+) provisions? bind", figure.said.headline)
    coded = figure.rows.dropna(subset=["obligation", "precision", "delegation"])
    binding = figure.dossier.codebook.with_role("provisions", "obligation", "binding")
    return list(zip(claimed, [coded["obligation"].isin(binding).sum(), len(coded)], strict=False))


def around_signature(figure) -> Pairs:
    """Events before and after the signature, where no date leaves that open."""
    rows, day = figure.rows, pd.Timestamp(figure.dossier.about.signed)
    before, after = (rows["date_to"] < day).sum(), (rows["date_from"] >= day).sum()
    claimed = _claimed(r"^(\d+) events: (\d+) before the signature and (\d+) from", figure.said.headline)
    return list(zip(claimed, [len(rows), before, after], strict=False)) if before + after == len(rows) else []


def timeline(figure) -> Pairs:
    """Events before, on and after the day of signature, where no date leaves that open."""
    rows, day = figure.rows, pd.Timestamp(figure.dossier.about.signed)
    before, after = (rows["date_to"] < day).sum(), (rows["date_from"] > day).sum()
    on = ((rows["date_from"] == day) & (rows["date_to"] == day)).sum()
    claimed = _claimed(
        r"^(\d+) events: (\d+) before, (\d+) on the day of and (\d+) after", figure.said.headline
    )
    counted = [len(rows), before, on, after]
    return list(zip(claimed, counted, strict=False)) if before + on + after == len(rows) else []


def borne_out(figure) -> Pairs:
    """Motives that another source ascribes too, of all; with a fact only; contested."""
    rows = figure.rows
    if not {"corroborates", "contests"} <= set(rows):
        return []
    motive, fact = _with(figure, "corroborates", "motive"), _with(figure, "corroborates", "fact")
    pairs = list(
        zip(
            _claimed(r"ascribe (\d+|none) of (\d+) motives", figure.said.headline),
            [motive.sum(), len(rows)],
            strict=False,
        )
    )
    pairs += list(
        zip(_claimed(r"for (\d+) more they report", figure.said.headline), [fact.sum()], strict=False)
    )
    return pairs + list(
        zip(
            _claimed(r"; (\d+) (?:is|are) contested", figure.said.headline),
            [_with(figure, "contests", "motive").sum()],
            strict=False,
        )
    )


def shared(figure) -> Pairs:
    """Motives ascribed to the parties together, of all."""
    claimed = _claimed(
        r"^(\d+|None) of (\d+) motives (?:is|are) ascribed to the parties together", figure.said.headline
    )
    return list(zip(claimed, [_with(figure, "actor", "shared").sum(), len(figure.rows)], strict=False))


def served_by_none(figure) -> Pairs:
    """Motives that no article would serve, of all."""
    claimed = _claimed(r"^(\d+) of (\d+) motives (?:is|are) served by no article", figure.said.headline)
    return list(zip(claimed, [(figure.rows["articles"].map(len) == 0).sum(), len(figure.rows)], strict=False))


def hedged(figure) -> Pairs:
    """Motives that their source weakens, strengthens, or both."""
    if "hedge_kind" not in figure.rows:
        return []
    codebook, cells = figure.dossier.codebook, figure.rows["hedge_kind"]
    kinds = {
        role: set(codebook.with_role("motives", "hedge_kind", role)) for role in ("weakens", "strengthens")
    }
    weak, strong = (pd.Series([bool(terms & set(cell)) for cell in cells]) for terms in kinds.values())
    pairs = list(zip(_claimed(r"^Of (\d+) motives", figure.said.headline), [len(cells)], strict=False))
    pairs += list(
        zip(
            _claimed(r"the source weakens (\d+|none)", figure.said.headline),
            [(weak & ~strong).sum()],
            strict=False,
        )
    )
    return pairs + list(
        zip(_claimed(r"strengthens (\d+|none)", figure.said.headline), [(strong & ~weak).sum()], strict=False)
    )


def treaties(figure) -> Pairs:
    """How many treaties are drawn."""
    ids = {one for mark in figure.marks for one in mark.ids}
    drawn = figure.rows["id"].isin(ids).sum()
    return list(zip(_claimed(r"^(\d+) treat(?:y|ies):", figure.said.headline), [drawn], strict=False))


def articles(figure) -> Pairs:
    """Articles with content that a source gives."""
    claimed = _claimed(r"^(\d+) of (\d+) articles ha", figure.said.headline)
    rows = figure.rows[figure.rows["domain"].notna() & (figure.rows["verification"] != "unverified")]
    numbers = rows["article"].dropna()
    return list(zip(claimed, [numbers[numbers > 0].nunique(), figure.dossier.about.articles], strict=False))


EXACT: dict[str, Callable[..., Pairs]] = {
    "provisions-by-domain": by_domain,
    "obligation-by-domain": commonest_form,
    "legalization": legalization,
    "articles-at-a-glance": articles,
    "events-before-and-after": around_signature,
    "timeline": timeline,
    "motives-and-evidence": borne_out,
    "motives-by-theme": shared,
    "who-wants-what": shared,
    "motives-to-articles": served_by_none,
    "how-sure-it-sounds": hedged,
    "term-and-exit": treaties,
}
