"""Which hypothesis has least against it, what that hangs on, and which stand low for want of tests."""

from __future__ import annotations

import textwrap

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.answers.lines import Line, cited
from analystkit.dossier import Dossier
from analystkit.words import capital, listing, say

_MOST = 3


def hypotheses_answer(dossier: Dossier, analyst: str = "") -> list[Line]:
    """Return for each question which hypothesis stands first, and what to mind of that."""
    whole = ach.matrix(dossier, analyst)
    early = whole.only([item for item in whole.ratings.index if whole.known[item]])
    lines = [_order(dossier, whole, early, question) for question in whole.contested]
    lines.append(Line(" ".join(ach.sentences(whole)), (), "What it hangs on"))
    return [*lines, *_separating(whole), *_weak(whole)]


def _order(dossier: Dossier, whole: ach.Matrix, early: ach.Matrix, question: str) -> Line:
    found = ach.standing(whole, question)
    if not found.leaders:
        text = say("Too few ratings to rank: {n} of {m:cell} {n|is|are} rated.", n=found.rated, m=found.cells)
        return Line(text, (), whole.asked[question])
    names = listing(f"“{whole.labels[name]}”" for name in found.leaders)
    text = {
        ach.LEADS: f"Least speaks against {names}.",
        ach.TIE: f"No one leads: {names} are tied.",
        ach.LEVEL: "Nothing counts against any hypothesis.",
    }[found.state]
    before, after = ach.order_phrase(early, question), ach.order_phrase(whole, question)
    text += f" Points against: {after}" + ("." if before == after else f"; without hindsight: {before}.")
    items = dossier.table("evidence")
    against = whole.ratings[whole.rivals(question)].isin(list(ach.AGAINST)).any(axis=1)
    rows = items[items["id"].isin(against.index[against])]
    return Line(text, cited(dossier, rows), whole.asked[question])


def _separating(whole: ach.Matrix) -> list[Line]:
    apart, parts = ach.diagnosticity(whole)[whole.ranked], []
    for question in apart.columns:
        best = apart[question].sort_values(ascending=False, kind="stable")
        names = [
            f"“{textwrap.shorten(str(whole.statements[item]).rstrip('.'), 120, placeholder=' …')}”"
            for item in best[best > 0].index[:_MOST]
        ]
        parts += [f"On “{whole.asked[question]}”: {listing(names)}."] if names else []
    if not parts:
        return []
    idle = int((apart.fillna(0) == 0).all(axis=1).sum())
    parts.append(capital(say("{n!w:item says/items say} the same of all rivals.", n=idle)))
    return [Line(" ".join(parts), (), "What tells them apart")]


def _weak(whole: ach.Matrix) -> list[Line]:
    table = ach.ranking(whole)
    table = table[table["question"].isin(whole.ranked)]
    weak, lines = table[table["hard_to_refute"]], []
    if len(weak):
        said = "; ".join(_tested(row) for _, row in weak.iterrows())
        lines.append(Line(f"Hard to refute as things stand: {said}.", (), "What to mind"))
    differ = table[table["differs"]]
    if len(differ):
        names = listing(f"“{label}”" for label in differ["label"])
        lines.append(Line(f"Plain and weighted scores rank {names} differently.", (), "By weight"))
    return lines


def _tested(row: pd.Series) -> str:
    words = (
        "“{label}” ({n} of {m:item} {n|says|say} anything of it, {k!w:item counts/items count} against it)"
    )
    counts = {"n": int(row["informative"]), "m": int(row["items"]), "k": int(row["against"])}
    return say(words, label=row["label"], **counts)
