"""Comparing wordings: the same but for marks and spaces, the nearest, and what differs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable

from analystkit.analysis.texts import Text, load_text, sources_at_hand
from analystkit.dossier import Dossier, safe_html
from analystkit.errors import KitError, unknown

_UNSEEN = [0xAD, 0x640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
# One form for marks that look alike and for the forms of a letter; None for what is not seen.
FORMS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("يى", "ی"),
        **dict.fromkeys("ةۀ", "ه"),
        **dict.fromkeys("أإٱ", "ا"),
        "ك": "ک",
        "ё": "е",
        "Ё": "Е",
    }
    | dict.fromkeys(map(chr, _UNSEEN))
)
_TOKEN = re.compile(r"[^\s.,;:!?()\[\]“”«»\"،؛؟]+|\S")
_ALIKE = 68.0
_SAME_LENGTH = 4.0
_LEAST = 30.0


def same_words(text: str) -> str:
    """Return text in the one form in which wordings are compared.

    Compatible Unicode characters, quotation marks, dashes, Arabic and Persian forms of a letter, and runs
    of spaces become one each. Characters that are not seen are dropped, and so are hyphens inside words,
    which setting adds and takes. Case stays.
    """
    plain = unicodedata.normalize("NFKC", text).translate(FORMS)
    return re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "", " ".join(plain.split()))


def nearest_words(phrase: str, text: str) -> tuple[str, float]:
    """Return the words of a text that are most like a phrase."""
    from rapidfuzz import fuzz, process

    words, wanted = text.split(), same_words(phrase)
    alike, size = [same_words(word) for word in words], len(wanted.split())
    windows = [
        slice(start, start + length)
        for length in range(max(1, size - 1), size + 2)
        for start in range(len(words) - length + 1)
    ]
    plain = [" ".join(alike[window]) for window in windows]
    near = process.extract(wanted, plain, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=50)
    scores = [(score + _SAME_LENGTH * (len(found.split()) == size), -at) for found, score, at in near]
    score, place = max(scores, default=(0.0, 0))
    return (" ".join(words[windows[-place]]).strip(".,;:!?؟،؛ "), min(100.0, score)) if near else ("", 0.0)


def changes(stated: str, found: str, alike: Callable[[str], str] = same_words) -> list[tuple[str, str]]:
    """Return how one wording becomes another: runs of words, shared (""), gone ("del") or new ("ins")."""
    old, new = ([*_TOKEN.finditer(text)] for text in (stated, found))
    one, other = ([alike(token[0]) for token in tokens] for tokens in (old, new))
    runs = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if b > a:
            runs.append(("" if kind == "equal" else "del", stated[old[a].start() : old[b - 1].end()]))
        if d > c and kind != "equal":
            runs.append(("ins", found[new[c].start() : new[d - 1].end()]))
    return runs


def difference(runs: list[tuple[str, str]]) -> str:
    """Return changes in a line: ``[-…-]`` what one wording lacks, ``{+…+}`` what it has instead."""
    marks = {"": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return " ".join(marks[kind].format(words) for kind, words in runs)


def difference_html(runs: list[tuple[str, str]]) -> str:
    """Return changes as safe HTML."""
    safe = [(kind, safe_html(words)) for kind, words in runs]
    return " ".join(f"<{kind}>{words}</{kind}>" if kind else words for kind, words in safe)


def treaty_texts(dossier: Dossier) -> dict[str, Text]:
    """Return the texts at hand that are cut into articles, by citekey."""
    texts = (load_text(dossier, key) for key in sources_at_hand(dossier))
    return {text.source: text for text in texts if text.articles()}


def pair(dossier: Dossier, one: str, other: str) -> tuple[Text, Text]:
    """Return two treaty texts by citekey."""
    texts = treaty_texts(dossier)
    for key in (one, other):
        if key not in texts:
            raise unknown("treaty text at hand", key, texts)
    return texts[one], texts[other]


def article_words(text: Text, number: int | str) -> str:
    """Return the words of one article, its heading left out; 0 for the preamble."""
    return " ".join(passage.text for passage in text.article(number) if passage.role == "body")


def closest_articles(one: Text, other: Text) -> list[tuple[int | str, int | str | None, float]]:
    """Return each article of one treaty, the article of another that is most like it, if any, and how alike.

    Likeness is the share of words, taken in any order and counted once, that the two have in common
    (RapidFuzz's token-sort ratio, 0 to 100). It compares words, not sense, and only texts in one language.
    """
    from rapidfuzz import fuzz, process, utils

    if one.language != other.language:
        raise KitError(
            f"{one.source} is in {one.language!r} and {other.source} in {other.language!r}: "
            "words can only be compared in one language"
        )
    choices = {number: article_words(other, number) for number in other.articles()}
    scorer, clean = fuzz.token_sort_ratio, utils.default_process
    rows = []
    for number in one.articles():
        words = article_words(one, number)
        found = process.extractOne(words, choices, scorer=scorer, processor=clean, score_cutoff=_LEAST)
        rows.append((number, found[2] if found else None, round(found[1], 1) if found else 0.0))
    return rows
