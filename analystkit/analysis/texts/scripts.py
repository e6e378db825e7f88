"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "fa": "Persian",
    "ar": "Arabic",
    "zh": "Chinese",
}
_COMMON = {
    "en": "the of and to in is that for with on as by are be this at from an or shall which any its not each",
    "fr": "le la les de des du et en un une pour que qui dans sur au aux par est ne sont ce se pas ou l d",
    "es": "el la los las de del y en un una por que para con se al su es no lo sus entre o",
    "de": "der die das und in den von zu mit dem des für auf ist im nicht ein eine als auch wird sich oder",
    "it": "il la le di e in un una per che con del della dei delle al alla si non sono gli o nel",
    "pt": "o a os as de do da dos das e em um uma para que com por se ao não no na ou seu",
    "tr": "ve bir bu ile için olarak olan da de veya her taraf tarafından hükümeti ya madde göre",
    "ru": "и в на с по о от для не что к из или как при об их за до а его до то так же",
    "uk": "і в на з по про від для не що до із або як при та їх за є у",
    "fa": "و در به از که این را با است های برای آن یا می هر بر تا شد خود طرف ماده",
    "ar": "في من على إلى أن هذه هذا التي عن أو ما لا بين مع كل الذي و المادة الطرف أي غير",
}
_WORDS = {
    code: frozenset(word for word in words.split() if len(word) > 1 or code in ("ru", "uk", "fa"))
    for code, words in _COMMON.items()
}
_SCRIPTS = {
    "Latin": ["en", "fr", "es", "de", "it", "pt", "tr"],
    "Cyrillic": ["ru", "uk"],
    "Arabic": ["fa", "ar"],
}
_HAN = "\u3400-\u9fff"
_LETTERS = {"Latin": "a-zA-ZÀ-ɏ", "Cyrillic": "\u0400-\u04ff", "Arabic": "\u0600-\u06ff", "Han": _HAN}
_ENOUGH = 0.07
_ODD = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x80-\x9f]|\\(cid:\\d+\\)")


def _told(text: str) -> tuple[str, float]:
    """Return the likeliest language of a text, and what share of its words are common ones of it."""
    counts = {name: len(re.findall(f"[{letters}]", text)) for name, letters in _LETTERS.items()}
    script = max(counts, key=lambda name: counts[name])
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not counts[script] or not words:
        return "und", 0.0
    if script == "Han":
        return "zh", 1.0
    common = {code: sum(word in _WORDS[code] for word in words) for code in _SCRIPTS[script]}
    if script == "Arabic":
        persian, arabic = len(re.findall("[پچژگیک]", text)), len(re.findall("[يكةىأإ]", text))
        common["fa" if persian >= arabic else "ar"] += max(persian, arabic)
        best = "fa" if persian >= arabic else "ar"
    elif script == "Cyrillic" and len(re.findall("[іїєґІЇЄ]", text)) * 2 > len(re.findall("[ыэъёЫЭ]", text)):
        best = "uk"
    else:
        best = max(common, key=lambda code: common[code])
    return best, common[best] / len(words)


def language_of(text: str) -> str:
    """Return the code of a text's language; ``und`` when it is not recognized."""
    best, share = _told(text[:50_000])
    return best if share >= _ENOUGH else "und"


def broken_letters(text: str) -> bool:
    """Tell whether letters are garbled, as where a PDF's font names wrong ones."""
    text = text[:200_000]
    words = re.findall(r"[^\W\d_]+", text)
    letters = sum(map(len, words))
    if len(_ODD.findall(text)) > 0.01 * max(len(text), 1):
        return True
    return len(words) > 60 and letters > 300 and _told(text)[1] < 0.04 and _odd_words(words)


def _odd_words(words: Sequence[str]) -> bool:
    """Tell whether capitals stand amid small letters, scripts mix, or vowels are as in no language."""
    odd = sum(bool(re.search(r"[^\W\d_][A-ZА-ЯЀ-Џ]", word) and not word.isupper()) for word in words)
    latin = "".join(words).lower()
    plain = re.findall("[a-z]", latin)
    vowels = len(re.findall("[aeiouy]", latin)) / len(plain) if plain else 0.4
    kinds = Counter(
        sum(bool(re.search(f"[{letters}]", word)) for letters in _LETTERS.values()) for word in words
    )
    mixed = kinds[2] + kinds[3] + kinds[0]
    capitals = sum(word.isupper() and len(word) > 1 for word in words)
    return (
        odd > 0.1 * len(words)
        or mixed > 0.1 * len(words)
        or not 0.25 < vowels < 0.6
        or capitals > 0.5 * len(words)
    )


def two_languages(blocks: Sequence[str]) -> tuple[str, str] | None:
    """Return the two languages of a text that stands in both."""
    counts: Counter[str] = Counter()
    for block in blocks:
        words = len(re.findall(f"[{_HAN}]{{1,2}}|[^\\s{_HAN}]+", block))
        if words >= 8:
            best, share = _told(block)
            counts[best if share >= 0.12 or best in ("ru", "fa", "ar", "uk", "zh") else ""] += words
    counts.pop("", None)
    most = counts.most_common(2)
    if len(most) == 2 and most[1][1] > 0.25 * sum(counts.values()) and most[1][1] > 60:
        return most[0][0], most[1][0]
    return None
