"""Counts made with plain pandas from the rows of a figure, and what its words claim."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pandas as pd
from hypothesis import HealthCheck, Phase, settings

from analystkit import charts
from analystkit.analysis.texts.store import sources_at_hand
from analystkit.dossier import TABLES

# How many selections are tried of each chart and of answers, the same ones in every run.
TRIED = settings(
    max_examples=int(os.environ.get("ANALYSTKIT_TRUTH", "25")),
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NOUN = {"provisions": "provision", "promises": "promise", "motives": "motive", "events": "event"}
NOUN |= {"treaties": "treaty", "indicators": "figure", "evidence": "item of evidence"}
MANY = {
    "treaty": "treaties",
    "item of evidence": "items of evidence",
    "hypothesis": "hypotheses",
    "party": "parties",
}
NOUNS = sorted(
    {*NOUN.values(), "hypothesis", "source", "domain", "article", "hedge", "form", "theme", "party"}
)
LEVELS = {"one-source": "one source", "unverified": "unverified"}
# A number that no count made: a date, a size of an article or a paragraph, a year, a threshold.
_NOT_COUNTS = re.compile(
    r"“[^”]*”|\b(?:[Aa]rticles?|[Aa]rt\.|[Pp]aras?\.|para\.|ICD|session|p <|past|since|in|from|to|of)\s+(?:1[5-9]|20|21)\d\d\b"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
    r"|\b(?:1[5-9]|20|21)\d\d(?:[–-]\d{2,4})?\b|\b[Aa]rt(?:icles?|\.) [\d, –and()]+|\d+\.\d+|\b\w*[A-Za-z]-?\d+\b|\d+ ?%"
)
LEFT_OUT = re.compile(r"and \d+ more ")
_OF = re.compile(r"\b(\d[\d,]*|[Nn]one|[Nn]o) of (?:the )?(\d[\d,]*)\b")


def many(noun: str) -> str:
    """Return a noun's plural, from this short list and not from the kit."""
    return MANY.get(noun, f"{noun}s")


def grammar(text: str) -> list[str]:
    """Return what does not agree: one with many, many with one, doubled words."""
    some, ones = "|".join(map(re.escape, map(many, NOUNS))), "|".join(map(re.escape, NOUNS))
    plain = re.sub(r"“[^”]*”", "“”", text)
    faults = [f[0] for f in re.finditer(rf"(?<![\d,.])(?<!of )\b1 (?:\w+ )?(?:{some})\b", plain)]
    faults += [f[0] for f in re.finditer(rf"\b(?:[2-9]|[1-9]\d+) (?:{ones})\b(?!-)", plain)]
    faults += [f[0] for f in re.finditer(r"(?<!\d )(?<![\d,.])\b1 (?:rest|bind|have|are|do|stand)\b", plain)]
    faults += [
        f[0]
        for f in re.finditer(r"\b(\w+) \1\b", plain)
        if not f[1].isdigit() and f[1] not in ("that", "had")
    ]
    faults += [
        f[0]
        for f in re.finditer(
            r"\bno (?:bind|rest|have|are)\b|\bNone\b of the 0|\bnan\b|\{\w+|  +|\.\.(?!\.)", plain
        )
    ]
    return faults


def keys(rows: pd.DataFrame, table: str) -> pd.Series:
    """Return each row's key as marks have it."""
    cells = [rows[name].astype("string").fillna("") for name in TABLES[table].key]
    joined = cells[0]
    for more in cells[1:]:
        joined = joined + "|" + more
    return joined


def exploded(cells: pd.Series) -> pd.Series:
    """Return the cells of a column one term a row."""
    return cells.explode().dropna() if any(isinstance(c, tuple | list) for c in cells) else cells.dropna()


def verified(rows: pd.DataFrame, level: str) -> int:
    """Return how many rows have a level of verification."""
    return int((rows["verification"] == level).sum()) if "verification" in rows else 0


def drawn(figure, table: str) -> pd.DataFrame:
    """Return the rows of a figure that its marks name; what is told as left out has a mark, and is not drawn."""
    named = {one for mark in figure.marks if not LEFT_OUT.match(mark.words) for one in mark.ids}
    return figure.rows[keys(figure.rows, table).isin(named)] if len(figure.rows) else figure.rows


def wrong_marks(figure, table: str) -> Iterator[str]:
    """Yield what marks say wrong: of rows that are not drawn, or with another number than they have."""
    rows, noun = figure.rows, NOUN.get(table, "")
    of = (
        pd.Series(rows.index, index=keys(rows, table)) if set(TABLES[table].key) <= set(rows) else pd.Series()
    )
    every = set(figure.dossier.table(table).pipe(keys, table))
    for mark in figure.marks:
        mine = [one for one in mark.ids if one in every]
        strange = [one for one in mine if one not in of.index]
        if strange and not charts.get(figure.spec.chart).coverage:
            yield f"mark {mark.words!r} names rows that are not drawn: {strange[:3]}"
        for found in (
            re.finditer(
                rf"(?<![\d.,])(?<!of )\b(\d+) (?:{re.escape(noun)}|{re.escape(many(noun))})\b", mark.words
            )
            if noun
            else ()
        ):
            if int(found[1]) != len(set(mine)):
                yield f"mark {mark.words!r} has {len(set(mine))} rows"
        drawn = (
            rows.loc[[of[one] for one in dict.fromkeys(mine) if one in of.index]]
            if len(of)
            else rows.iloc[:0]
        )
        for level, words in LEVELS.items():
            for found in re.finditer(rf"(\d+) (?:on )?{words}", mark.words):
                if not strange and int(found[1]) != verified(drawn, level):
                    yield f"mark {mark.words!r}: {verified(drawn, level)} {words}"


def wrong_sources(figure, table: str) -> Iterator[str]:
    """Yield a source that a figure credits and no row that is drawn cites."""
    rows = drawn(figure, table)
    columns = [rows[name] for name in ("sources", "corroboration", "counter_sources") if name in rows]
    cited = {item.source for column in columns for cell in column for item in cell}
    if figure.spec.chart in ("obligation-words", "hedges", "word-dispersion", "keyness"):
        cited |= set(sources_at_hand(figure.dossier))  # the text whose words are drawn
    if len(rows):
        yield from (
            f"credits {s.key}, which no row drawn cites" for s in figure.sources if s.key not in cited
        )
