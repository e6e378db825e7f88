"""A text's letters: which encoding they are in, of which language they are, and how they are mended."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from analystkit.errors import KitError

LANGUAGES = dict(
    re.findall(
        r"(\w+)=(\w+)",
        "en=English fr=French es=Spanish de=German it=Italian pt=Portuguese tr=Turkish ru=Russian "
        "uk=Ukrainian fa=Persian ar=Arabic zh=Chinese",
    )
)
_COMMON = {
    "en": "the of and to in is that for with on as by are be this at from an or shall which any its not each",
    "fr": "le la les de des du et en un une pour que qui dans sur au aux par est ne sont ce se pas ou",
    "es": "el la los las de del en un una por que para con se al su es no lo sus entre",
    "de": "der die das und in den von zu mit dem des für auf ist im nicht ein eine als auch wird sich oder",
    "it": "il la le di in un una per che con del della dei delle al alla si non sono gli nel",
    "pt": "os as de do da dos das em um uma para que com por se ao não no na ou seu",
    "tr": "ve bir bu ile için olarak olan da de veya her taraf tarafından hükümeti ya madde göre",
    "ru": "и в на с по о от для не что к из или как при об их за до а его до то так же",
    "uk": "і в на з по про від для не що до із або як при та їх за є у",
    "fa": "و در به از که این را با است های برای آن یا می هر بر تا شد خود طرف ماده",
    "ar": "في من على إلى أن هذه هذا التي عن أو ما لا بين مع كل الذي المادة الطرف أي غير",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_HAN = "\u3400-\u9fff"
_CODES = {"a-zA-ZÀ-ɏ": "en fr es de it pt tr", "\u0400-\u04ff": "ru uk", "\u0600-\u06ff": "fa ar", _HAN: "zh"}
_TELLING = {"fa": "پچژگیک", "ar": "يكةىأإ", "uk": "іїєґІЇЄ", "ru": "ыэъёЫЭ"}  # letters of no neighbor
_TOLD = 0.07
_ODD = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x80-\x9f]|\\(cid:\\d+\\)|[ÃÂ][\xa0-\xbf]|â€")


def _told(text: str) -> tuple[str, float]:
    """Return the likeliest language of a text, and what share of its words are common ones of it."""
    counts = {letters: len(re.findall(f"[{letters}]", text)) for letters in _CODES}
    script = max(counts, key=lambda letters: counts[letters])
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not counts[script] or not words:
        return "und", 0.0
    if script == _HAN:
        return "zh", 1.0
    common = {code: sum(map(_WORDS[code].__contains__, words)) for code in _CODES[script].split()}
    telling = {code: sum(map(text.count, _TELLING.get(code, ""))) for code in common}
    best = max(common, key=lambda code: (telling[code], common[code]))
    return best, (common[best] + telling[best] * (best in ("fa", "ar"))) / len(words)


def language_of(text: str) -> str:
    """Return the code of a text's language; ``und`` when it is not recognized."""
    best, share = _told(text[:50_000])
    return best if share >= _TOLD else "und"


def broken_letters(text: str) -> bool:
    """Tell whether letters are garbled, as where a PDF's font names wrong ones."""
    text = text[:200_000]
    if len(_ODD.findall(text)) > 0.01 * max(len(text), 1):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    letters = "".join(words).lower()
    if len(words) <= 60 or len(letters) <= 300 or _told(text)[1] >= 0.04:
        return False
    plain = len(re.findall("[a-z]", letters))
    vowels = len(re.findall("[aeiouy]", letters)) / plain if plain else 0.4
    humps = sum(bool(re.search(r"[^\W\d_][A-ZА-ЯЀ-Џ]", word)) and not word.isupper() for word in words)
    mixed = sum(sum(bool(re.search(f"[{script}]", word)) for script in _CODES) != 1 for word in words)
    capitals = sum(word.isupper() and len(word) > 1 for word in words)
    share = max(humps, mixed, capitals / 5) / len(words)
    return share > 0.1 or not 0.25 < vowels < 0.6


def two_languages(blocks: Sequence[str]) -> tuple[str, str] | None:
    """Return the names of the two languages of a text that stands in both."""
    counts: Counter[str] = Counter()
    for block in blocks[:: len(blocks) // 2000 + 1]:
        words = len(re.findall(f"[{_HAN}]{{1,2}}|[^\\s{_HAN}]+", block))
        if words >= 8:
            best, share = _told(block)
            counts[best if share >= 0.12 or best in ("ru", "fa", "ar", "uk", "zh") else ""] += words
    counts.pop("", None)
    most = counts.most_common(2)
    if len(most) == 2 and most[1][1] > 0.25 * sum(counts.values()) and most[1][1] > 60:
        return LANGUAGES[most[0][0]], LANGUAGES[most[1][0]]
    return None


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DEFAULT_CHARSETS = ("", "iso-8859-1", "latin1", "us-ascii", "utf-8")  # what programs declare of any text
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{3,24})", re.IGNORECASE)
# The commonest letters in each: accented ones of western languages, Russian, Persian and Arabic. On a dozen
# words charset-normalizer took KOI8-R for Arabic or Japanese; these did not.
_LETTERS_OF = {
    "cp1252": "éèêëàâäáãåæçíîïñóôöõøúûüßÉÖÜÄÅ",
    "cp1251": "оеаинтсрвлкмдпу",
    "koi8-r": "оеаинтсрвлкмдпу",
    "cp1256": "اليمونرتبةعدسفهكپچگ",
}
_TYPOGRAPHIC = "–—‘’“”«»…•©®°§¶·№\u00a0\u200c\u200d\u200e\u200f€£،؛؟"
_SURE = 0.6


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return a text and its encoding: named, marked, UTF-8, declared, or what reads like a language."""
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    wide = max(even, odd) > 0.02 * len(data[:4096:2]) and min(even, odd) == 0  # UTF-16 without a mark
    marked = next((found for mark, found in _MARKS if data.startswith(mark)), "")
    told = encoding or marked or (("utf-16-le" if odd else "utf-16-be") if wide else "")
    try:
        return data.decode(told or "utf-8"), (told or "utf-8").removesuffix("-sig")
    except LookupError:
        known = ", ".join(_LETTERS_OF)
        raise KitError(f"Python knows no encoding {told!r}; try utf-8 or {known}") from None
    except UnicodeError as error:
        if told:
            raise KitError(f"not {told} ({error}); name the right encoding") from None
    sound = data.decode("utf-8", "ignore").encode()
    if sum(byte >= 0x80 for byte in sound) > 0.2 * sum(byte >= 0x80 for byte in data):
        line = data.decode("utf-8", "replace").partition("\ufffd")[0].count("\n") + 1
        raise KitError(f"UTF-8 that is damaged in line {line}; mend or save the file again as UTF-8")
    declared = _DECLARED.search(data[:2048])
    named = declared[1].decode("ascii").lower() if declared else ""
    if named not in DEFAULT_CHARSETS:
        with contextlib.suppress(LookupError, UnicodeError):
            return data.decode(named), named
    scores = {encoding: _score(data, encoding) for encoding in _LETTERS_OF}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _SURE:
        raise KitError(
            f"a text in an unknown encoding (not UTF-8, UTF-16, {', '.join(_LETTERS_OF)}); "
            "open it in its own program and save it as UTF-8, or name the encoding"
        )
    return data.decode(best), best


def _score(data: bytes, encoding: str) -> float:
    """Return how much text in a single-byte encoding reads like a language, from 0 to 1."""
    text = data[:200_000].decode(encoding, "replace")
    if re.search("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x80-\x9f\ufffd]", text):
        return 0.0
    counts = Counter(c for c in text if ord(c) > 127)
    letters, marks = (sum(counts[c] for c in known) for known in (_LETTERS_OF[encoding], _TYPOGRAPHIC))
    total = sum(counts.values())
    if encoding == "cp1252":
        plain = not letters and 0 < marks == total
        latin = len(re.findall("[a-zA-Z]", text)) >= 4 * letters > 0
        return 0.7 if plain else (letters + marks) / total if latin else 0.0
    words = re.findall(r"[^\W\d_]+", text)
    mixed = sum(bool(re.search(r"[^\W\d_a-zA-Z]", w) and re.search(r"[a-z]", w)) for w in words)
    return max(0.0, (letters + marks) / total - mixed / len(words)) if letters else 0.0


_DROPPED = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]")
_EMBEDDED = re.compile("\u202a([^\u202a-\u202e\n]*)\u202c")
_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06ef]")
_JOINED = re.compile("[\ufb00-\ufb06\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def clean_controls(text: str) -> str:
    """Return text in the order of reading, without marks of direction and other letters that nobody sees."""

    def turned(match: re.Match[str]) -> str:
        runs = re.findall(r"[^\W_](?:[^\W_]|[.,:/-](?=[^\W_]))*|[\W_]", match[1])
        return "".join(reversed(runs)) if not _ARABIC.search(match[1]) and len(match[1]) < 20 else match[1]

    return _DROPPED.sub("", _EMBEDDED.sub(turned, text))


def clean(text: str) -> str:
    """Return a paragraph on one line, without soft hyphens, ligatures, or what is no letter."""
    text = STRAY.sub("", _CONTROL.sub(" ", _DROPPED.sub("", text).replace("\u00ad", "")))
    return " ".join(_JOINED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text).split())


class Hyphens:
    """Tells by the other words of a text whether a hyphen at the end of a line belongs to the word."""

    def __init__(self, lines: Iterable[str]):
        lines = [line.strip() for line in lines]
        text = " ".join(lines).casefold().replace("‐", "-")
        self._words = frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\w+-\s\w+", " ", text)))
        self._compounds = frozenset(re.findall(r"\w+-\w+", text))
        told = [self._told(line, after) for line, after in itertools.pairwise(lines)]
        self._keep = told.count(False) <= told.count(True)

    def _told(self, line: str, after: str) -> bool | None:
        """Return what the text tells of one hyphen; None when nothing."""
        parted = re.search(r"(\w+)[-‐]$", line[-80:]), re.match(r"\w+", after)
        if not parted[0] or not parted[1]:
            return None
        start, end = parted[0][1].casefold(), parted[1][0].casefold()
        if not after[0].islower() or start[-1].isdigit() or f"{start}-{end}" in self._compounds:
            return True
        return False if start + end in self._words else {start, end} <= self._words or None

    def join(self, lines: Iterable[str]) -> str:
        """Return wrapped lines as one, words that a hyphen parts at a line's end joined."""
        joined = ""
        for line in map(str.strip, lines):
            parted = re.fullmatch(r"\w[-‐]", joined[-2:]) and re.match(r"\w", line)
            told = self._told(joined, line) if parted else None
            stays = self._keep if told is None else told
            if joined.endswith("\u00ad") or (parted and not stays):
                joined = joined[:-1] + line
            else:
                joined = joined + line if parted else f"{joined} {line}".strip()
        return joined
