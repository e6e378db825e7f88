"""Comparing wordings: the same but for marks and spaces, the nearest, and what differs."""

from __future__ import annotations

import difflib
import re
import unicodedata

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
