"""Two treaty texts side by side: which articles resemble one another, and where their words differ."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

import pandas as pd

from analystkit.analysis.texts import Text, load_texts
from analystkit.dossier import Dossier
from analystkit.errors import KitError, unknown

SAME, GONE, NEW = "same", "only in the first", "only in the second"
_WORD = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]")
_LEAST = 30.0


@dataclass(frozen=True)
class Stretch:
    """A run of words that two texts share, or that only one of them has; `where` says which."""

    where: str
    words: str


def treaty_texts(dossier: Dossier) -> dict[str, Text]:
    """Return the texts at hand that are cut into articles, by citekey."""
    return {text.source: text for text in load_texts(dossier) if text.articles()}


def article_words(text: Text, number: int | str) -> str:
    """Return the words of one article, its heading left out; 0 for the preamble."""
    return " ".join(passage.text for passage in text.article(number) if passage.role == "body")


def closest_articles(one: Text, other: Text) -> pd.DataFrame:
    """Return for each article of one treaty the article of another that is most like it.

    Likeness is the share of words, taken in any order and counted once, that the two have in common
    (RapidFuzz's token-sort ratio, 0 to 100). It compares words, not sense, and only texts in one language.
    """
    from rapidfuzz import fuzz, process, utils

    for text in (one, other):
        if not text.articles():
            raise KitError(f"{text.source} is not cut into articles, so there is nothing to set side by side")
    if one.language != other.language:
        raise KitError(
            f"{one.source} is in {one.language!r} and {other.source} in {other.language!r}: "
            "words can only be compared in one language"
        )
    choices = {number: article_words(other, number) for number in other.articles()}
    rows = []
    for number in one.articles():
        words = article_words(one, number)
        scorer, clean = fuzz.token_sort_ratio, utils.default_process
        found = process.extractOne(words, choices, scorer=scorer, processor=clean, score_cutoff=_LEAST)
        closest, score = (found[2], found[1]) if found else (None, float("nan"))
        rows.append({"article": number, "closest": closest, "likeness": round(score, 1)})
    return pd.DataFrame(rows).astype({"article": object, "closest": object})


def word_diff(one: str, other: str) -> list[Stretch]:
    """Return two passages as runs of words: shared, only in the first, only in the second."""
    first, second = _WORD.findall(one), _WORD.findall(other)
    matcher = difflib.SequenceMatcher(
        None, [w.casefold() for w in first], [w.casefold() for w in second], False
    )
    stretches = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            stretches.append(Stretch(SAME, _joined(first[a:b])))
            continue
        stretches += [Stretch(GONE, _joined(first[a:b]))] if b > a else []
        stretches += [Stretch(NEW, _joined(second[c:d]))] if d > c else []
    return stretches


def _joined(words: list[str]) -> str:
    """Return words as prose, without a space before a stop."""
    return re.sub(r"\s+([.,;:!?)\]»”])", r"\1", re.sub(r"([(\[«“])\s+", r"\1", " ".join(words)))


def pair(dossier: Dossier, one: str, other: str) -> tuple[Text, Text]:
    """Return two treaty texts by citekey."""
    texts = treaty_texts(dossier)
    for key in (one, other):
        if key not in texts:
            raise unknown("treaty text at hand", key, texts)
    return texts[one], texts[other]
