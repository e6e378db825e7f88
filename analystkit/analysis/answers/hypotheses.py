"""Which hypothesis has least against it, what that hangs on, and which stand low for want of tests."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.ach import KIT, Matrix, matrix, ranking
from analystkit.analysis.answers.lines import Line, capital, cited, count
from analystkit.analysis.diagnosis import diagnosticity
from analystkit.analysis.sensitivity import order_phrase, sentences
from analystkit.dossier import Dossier, join_words

_MOST = 3


def hypotheses_answer(dossier: Dossier, analyst: str = KIT) -> list[Line]:
    """Return for each question which hypothesis stands first, and what to mind of that."""
    whole = matrix(dossier, analyst)
    early = whole.only([item for item in whole.ratings.index if whole.known[item]])
    lines = [_order(dossier, whole, early, question) for question in whole.contested]
    lines.append(Line(" ".join(sentences(whole)), (), "What it hangs on"))
    lines.append(_separating(dossier, whole))
    return [*lines, *_weak(whole)]


def _label(dossier: Dossier, question: str) -> str:
    return dossier.codebook.label("hypotheses", "question", question)


def _order(dossier: Dossier, whole: Matrix, early: Matrix, question: str) -> Line:
    table = ranking(whole)
    first = table[(table["question"] == question) & (table["rank"] == 1)]
    names = join_words([f"{label} ({name})" for name, label in first["label"].items()])
    text = f"Least speaks against {names}. Points against: {order_phrase(whole, question)}"
    before, after = order_phrase(early, question), order_phrase(whole, question)
    text += "." if before == after else f"; without hindsight: {before}."
    items = dossier.table("evidence")
    against = whole.ratings[whole.rivals(question)].isin(["I", "II"]).any(axis=1)
    return Line(
        text, cited(dossier, items[items["id"].isin(against.index[against])]), _label(dossier, question)
    )


def _separating(dossier: Dossier, whole: Matrix) -> Line:
    apart, parts = diagnosticity(whole), []
    for question in apart.columns:
        best = apart[question].sort_values(ascending=False, kind="stable")[:_MOST]
        parts.append(f"on “{_label(dossier, question)}” {join_words([str(item) for item in best.index])}")
    idle = int((apart.fillna(0) == 0).all(axis=1).sum())
    text = f"The items that tell rivals apart most are {'; '.join(parts)}"
    say = "item says" if idle == 1 else "items say"
    return Line(
        f"{text}. {capital(count(idle, say, say))} the same of all rivals.", (), "What tells them apart"
    )


def _weak(whole: Matrix) -> list[Line]:
    table = ranking(whole)
    weak, lines = table[table["hard_to_refute"]], []
    if len(weak):
        said = [_tested(str(name), row) for name, row in weak.iterrows()]
        lines.append(Line(f"Hard to refute as things stand: {'; '.join(said)}.", (), "What to mind"))
    differ = table[table["differs"]]
    if len(differ):
        names = join_words([str(name) for name in differ.index])
        lines.append(Line(f"Plain and weighted scores rank {names} differently.", (), "By weight"))
    return lines


def _tested(name: str, row: pd.Series) -> str:
    against = count(int(row["against"]), "item counts", "items count")
    tested = f"{row['informative']} of {row['items']} items say anything of it"
    return f"{row['label']} ({name}): {tested}, {against} against it"
