"""A sentence with the citations that it rests on, and the words to make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analystkit.dossier import Citation, Dossier, join_words, lower_label
from analystkit.dossier.sentence import capital as capital

_SMALL = ["no", "one", "two", "three", "four", "five", "six"]
_SMALL += ["seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True)
class Line:
    """One sentence of an answer.

    Parameters
    ----------
    text : str
        Plain words; computed, never markup.
    citations : tuple of Citation
        The sources of the rows that it speaks of, the most reliable first.
    head : str
        A word or two that say what the sentence is about.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    head: str = ""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, the number in words up to twelve as prose has it."""
    words = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{words} {one if number == 1 else many or one + 's'}"


def cited(dossier: Dossier, rows: pd.DataFrame, column: str = "sources") -> tuple[Citation, ...]:
    """Return the sources that some rows cite, each once, the most reliable and most cited first."""
    times: dict[str, int] = {}
    for cell in rows[column]:
        for citation in cell:
            times[citation.source] = times.get(citation.source, 0) + 1
    order = sorted(times, key=lambda key: (dossier.sources[key].reliability or "F", -times[key], key))
    return tuple(Citation(key) for key in order)


def by_term(dossier: Dossier, rows: pd.DataFrame, table: str, field: str) -> list[tuple[str, int]]:
    """Return the labels of a field's terms with how many rows have each, most first; blanks are left out."""
    counts = rows[field].value_counts(sort=False)
    counts = counts[counts > 0].sort_values(ascending=False, kind="stable")
    return [(lower_label(dossier.codebook.label(table, field, term)), int(n)) for term, n in counts.items()]


def by_group(dossier: Dossier, rows: pd.DataFrame, table: str, field: str) -> list[tuple[str, int]]:
    """Return the groups of a field's terms with how many rows fall in each, most first."""
    counts: dict[str, int] = {}
    for term in rows[field].dropna():
        group = dossier.codebook.term(table, field, term).group or dossier.codebook.label(table, field, term)
        counts[lower_label(group)] = counts.get(lower_label(group), 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def listing(pairs: Iterable[tuple[str, int]], most: int = 3) -> str:
    """Return labels with their counts as prose, such as "security (9), energy (4) and 12 others (30)"."""
    pairs = list(pairs)
    shown = [f"{label} ({number})" for label, number in pairs[:most]]
    rest = pairs[most:]
    if len(rest) == 1:
        shown.append(f"{rest[0][0]} ({rest[0][1]})")
    elif rest:
        shown.append(f"{len(rest)} others ({sum(number for _, number in rest)})")
    return join_words(shown)


def places(rows: pd.DataFrame) -> str:
    """Return where provisions stand: "articles 3(3), 3(4) and 19", topics without a number told apart."""
    placed = [
        f"{article}({paragraph})" if paragraph else str(article)
        for article, paragraph in zip(rows["article"], rows["paragraph"], strict=True)
        if not pd.isna(article) and article > 0
    ]
    parts = []
    if (rows["article"] == 0).fillna(False).any():
        parts.append("the preamble")
    if placed:
        parts.append(f"{'article' if len(placed) == 1 else 'articles'} {join_words(placed)}")
    loose = int(rows["article"].isna().sum())
    if loose:
        parts.append(count(loose, "topic without a number", "topics without a number"))
    return join_words(parts)


def spans(numbers: Iterable[int]) -> str:
    """Return numbers with runs drawn together, such as "17, 24–32 and 34"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs]
    return join_words(words)
