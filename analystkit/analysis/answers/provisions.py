"""What a treaty binds its parties to, what it only encourages, what it leaves out, what is unknown."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.answers.lines import Line, by_group, capital, cited, count, places, spans
from analystkit.dossier import Dossier, Selection, join_words, lower_label

HARD = ("prohibits", "binds")
CONDUCT = ("commits-to-cooperate",)
SOFT = ("promotes", "declares")


def provisions_answer(dossier: Dossier) -> list[Line]:
    """Return in six sentences what the treaty binds to, encourages, leaves out, and what is unknown of it.

    Parameters
    ----------
    dossier : Dossier
        With ``provisions``, and ``promises`` where there is such a table.

    Returns
    -------
    list of Line
        Only provisions that some source confirms are counted in the first three.
    """
    sourced = Selection.make("provisions").rows(dossier)
    coded = sourced[sourced["obligation"].notna()]
    kinds = {name: coded[coded["obligation"].isin(terms)] for name, terms in _KINDS.items()}
    lines = [_hard(dossier, kinds["hard"], len(coded)), _of_conduct(dossier, kinds["conduct"], len(coded))]
    lines.append(_soft(dossier, kinds["soft"], len(coded)))
    if dossier.has("promises"):
        lines.append(_absent(dossier))
    return [*lines, _unknown(dossier), _one_source(sourced)]


_KINDS = {"hard": HARD, "conduct": CONDUCT, "soft": SOFT}


def _hard(dossier: Dossier, rows: pd.DataFrame, coded: int) -> Line:
    bars = rows[rows["obligation"] == "prohibits"]
    demands = rows[rows["obligation"] == "binds"]
    hard = count(len(rows), "binds", "bind")
    text = f"Of {coded} provisions with a source and a code, {hard} the parties hard"
    parts = [f"{count(len(bars), 'forbids', 'forbid')} ({places(bars)})"] if len(bars) else []
    if len(demands):
        parts.append(f"{count(len(demands), 'demands', 'demand')} a result ({places(demands)})")
    return Line(f"{text}: {join_words(parts)}." if parts else f"{text}.", cited(dossier, rows), "What binds")


def _of_conduct(dossier: Dossier, rows: pd.DataFrame, coded: int) -> Line:
    verb = "sets" if len(rows) == 1 else "set"
    text = (
        f"{capital(count(len(rows), 'provision'))} of {coded} {verb} a duty to cooperate, consult or exchange"
    )
    text += " with no result that could be counted"
    return Line(text + _most(dossier, rows), cited(dossier, rows), "What asks for cooperation")


def _soft(dossier: Dossier, rows: pd.DataFrame, coded: int) -> Line:
    verbs = "only encourages or declares" if len(rows) == 1 else "only encourage or declare"
    text = f"{capital(count(len(rows), 'provision'))} of {coded} {verbs}"
    return Line(text + _most(dossier, rows), cited(dossier, rows), "What is only encouraged")


def _most(dossier: Dossier, rows: pd.DataFrame) -> str:
    domains = by_group(dossier, rows, "provisions", "domain")
    parts = [f"{group} ({number})" for group, number in domains]
    return f", by subject: {'; '.join(parts)}." if domains else "."


def _absent(dossier: Dossier) -> Line:
    promises = dossier.table("promises")
    book = dossier.codebook
    parts = []
    for made, words in (("yes", "makes"), ("disputed", "may make"), ("no", "does not make")):
        names = [
            lower_label(book.label("promises", "promise", p))
            for p in promises["promise"][promises["made"] == made]
        ]
        if names:
            disputed = " (sources or schemes differ)" if made == "disputed" else ""
            parts.append(f"{words} {join_words(names, 'or' if made == 'no' else 'and')}{disputed}")
    total = count(len(promises), "promise")
    text = f"Of the {total} that a data set of alliances looks for, the treaty {join_words(parts)}."
    return Line(text, cited(dossier, promises), "What is absent")


def _unknown(dossier: Dossier) -> Line:
    provisions = dossier.table("provisions")
    placed = provisions[(provisions["article"] > 0).fillna(False).astype(bool)]
    has_content = placed["domain"].notna()
    established = set(placed.loc[has_content, "article"])
    empty = [n for n in range(1, dossier.about.articles + 1) if n not in established]
    text = f"What stands in {count(len(empty), 'article')} of {dossier.about.articles} is not established"
    if empty:
        text += f": {spans(empty)}"
    loose = int(provisions["article"].isna().sum())
    if loose:
        topics = count(loose, "more topic is", "more topics are")
        text += f". {capital(topics)} reported in the treaty without an article number"
    memory = int(((provisions["verification"] == "unverified") & provisions["domain"].notna()).sum())
    if memory:
        text += f". {capital(count(memory, 'row has', 'rows have'))} content that no source at hand confirms"
    return Line(text + ".", (), "What is not established")


def _one_source(sourced: pd.DataFrame) -> Line:
    two = int((sourced["verification"] == "two-sources").sum())
    unnumbered = int((sourced["numbering"] == "unverified").sum())
    text = f"Of {len(sourced)} provisions with a source, {two} rest on two of different origin"
    text += f"; the article number of {unnumbered} is not confirmed by a source."
    return Line(text, (), "How sure")
