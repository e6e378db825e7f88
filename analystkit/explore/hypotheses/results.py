"""What the ratings come to, in words and a small table."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.ach import Matrix, diagnosticity, ranking, sentences
from analystkit.charts.hypotheses.common import points
from analystkit.dossier import Dossier, join_words, safe_html
from analystkit.words import ordinal

_MOST = 3
_CAUTION = (
    "A score counts what speaks against a hypothesis; it is no probability, and only rivals are ranked."
)


def results_html(dossier: Dossier, matrix: Matrix, other: Matrix | None = None) -> str:
    """Return ranks, what they hang on and which items tell rivals apart, as safe HTML."""
    said = [*sentences(matrix), *_separating(dossier, matrix)]
    lines = "".join(f"<li>{safe_html(line)}</li>" for line in said)
    return f"{_table(dossier, matrix, other)}<ul>{lines}</ul><small>{_CAUTION}</small>"


def _table(dossier: Dossier, matrix: Matrix, other: Matrix | None) -> str:
    own = ranking(matrix)
    beside = ranking(other) if other is not None else None
    heads = ["Hypothesis", "Rank", "Plain", "Weighted", "Tested by"]
    heads += [f"Plain, {other.analyst}"] if other is not None else []
    numeric = {"Rank", "Plain", "Weighted", "Tested by", heads[-1]} if len(heads) > 5 else set(heads[1:])
    cells = ["".join(f"<th{_n(head in numeric)} scope='col'>{safe_html(head)}</th>" for head in [*heads, ""])]
    asked = ""
    for name, row in own.iterrows():
        if row["question"] != asked:
            asked = row["question"]
            label = dossier.codebook.label("hypotheses", "question", asked)
            cells.append(f"<td colspan='{len(heads) + 1}'>{safe_html(label)}</td>")
        rank = "–" if pd.isna(row["rank"]) else str(row["rank"])
        numbers = [rank, points(row["plain"]), points(row["weighted"])]
        numbers.append(f"{row['informative']} of {row['items']}")
        if beside is not None:
            numbers.append(points(float(beside["plain"][str(name)])))
        body = f"<td>{safe_html(row['label'])} ({safe_html(str(name))})</td>"
        body += "".join(f"<td class='n'>{number}</td>" for number in numbers)
        cells.append(f"{body}<td><small>{_flags(row)}</small></td>")
    marks = [" class='akit-asked'" if line.startswith("<td colspan") else "" for line in cells]
    rows = "".join(f"<tr{mark}>{line}</tr>" for mark, line in zip(marks, cells, strict=True))
    return f"<table>{rows}</table>"


def _n(numeric: bool) -> str:
    return " class='n'" if numeric else ""


def _flags(row: pd.Series) -> str:
    flags = []
    if row["rated"] < row["items"]:
        flags.append(f"{row['items'] - row['rated']} not rated")
    if row["differs"]:
        flags.append(f"{ordinal(int(row['weighted_rank']))} by weight")
    if row["hard_to_refute"]:
        flags.append("hard to refute")
    return "; ".join(flags)


def _separating(dossier: Dossier, matrix: Matrix) -> list[str]:
    """Return for each question the items that tell its hypotheses apart best."""
    apart, said = diagnosticity(matrix), []
    for question in apart.columns:
        best = apart[question].dropna().sort_values(ascending=False, kind="stable")
        best = best[best > 0][:_MOST]
        label = dossier.codebook.label("hypotheses", "question", question)
        if len(best):
            items = [f"{item} ({value:.2f})" for item, value in best.items()]
            said.append(f"{label} What tells the rivals apart most: {join_words(items)}.")
        else:
            said.append(f"{label} No item tells the rivals apart.")
    return said
