"""Comparing wordings: the same but for marks and spaces, the nearest, and what differs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from analystkit.analysis.texts import Text, load_texts
from analystkit.dossier import Dossier
from analystkit.errors import KitError, unknown

_MARKS = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("يى", "ی"),
    "ك": "ک",
    "ة": "ه",
    "ـ": "",
}
_TABLE = {ord(mark): plain for mark, plain in _MARKS.items()}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ALIKE = 68.0
_SAME_LENGTH = 4.0


def same_words(text: str) -> str:
    """Return text in the one form in which wordings are compared.

    Compatible Unicode characters, quotation marks, dashes, Arabic and Persian forms of a letter, and runs
    of spaces become one each. Characters that are not seen are dropped, and so are hyphens inside words,
    which setting adds and takes. Case stays.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TABLE)
    return re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "", " ".join(plain.split()))


def nearest_words(phrase: str, text: str) -> tuple[str, float]:
    """Return the words of a text that are most like a phrase."""
    from rapidfuzz import fuzz, process

    words = text.split()
    wanted = same_words(phrase)
    size = len(wanted.split())
    spans = [
        (start, start + length)
        for length in range(max(1, size - 1), size + 2)
        for start in range(len(words) - length + 1)
    ]
    windows = [same_words(" ".join(words[start:end])) for start, end in spans]
    near = process.extract(wanted, windows, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=50)
    if not near:
        return "", 0.0
    score, place = max(
        (score + _SAME_LENGTH * (len(window.split()) == size), -n) for window, score, n in near
    )
    start, end = spans[-place]
    return " ".join(words[start:end]).strip(".,;:!?؟،؛ "), min(100.0, score)


def difference(stated: str, found: str) -> str:
    """Return a wording with what another lacks in ``[-…-]`` and what it has instead in ``{+…+}``."""
    parts = []
    for kind, old, new in changes(stated, found):
        if kind == "equal":
            parts.append(old)
        else:
            parts += [f"[-{old}-]"] * bool(old) + [f"{{+{new}+}}"] * bool(new)
    return " ".join(parts)


def changes(stated: str, found: str) -> list[tuple[str, str, str]]:
    """Return how one wording becomes another, word by word: a kind, the old words, the new words."""
    old, new = stated.split(), found.split()
    matcher = difflib.SequenceMatcher(
        None, [same_words(word) for word in old], [same_words(word) for word in new], autojunk=False
    )
    return [(kind, " ".join(old[a:b]), " ".join(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes()]


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
