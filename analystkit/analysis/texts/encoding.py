"""Which encoding a text is in: by its marks, else by what reads like a language."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from analystkit.errors import KitError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{3,24})", re.IGNORECASE)
_SINGLE_BYTE = (
    "cp1252",
    "cp1251",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "cp1256",
    "cp1250",
    "cp1254",
)
# The commonest letters of Russian, of Persian and Arabic, and the accented ones of western languages.
_COMMON = {
    "cp1251": "оеаинтсрвлкмдпу",
    "cp1256": "اليمونرتبةعدسفهكپچگ",
    "cp1252": "éèêëàâäáãåæçíîïñóôöõøúûüßÉÖÜÄÅ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșț",
    "cp1254": "ğışçöüİŞĞâ",
}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_TYPOGRAPHIC = frozenset("–—‘’“”«»…•©®°§¶·№\u00a0\u200c\u200d\u200e\u200f€£،؛؟")
_ENOUGH = 0.6


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return a text and the encoding that it was in.

    A byte-order mark decides, then UTF-8 where every byte fits, then what the file declares of itself,
    then UTF-16 by its zero bytes, then the single-byte encoding in which the letters above ASCII are
    those that a language uses most.
    """
    if encoding:
        return _decode_as(data, name, encoding), encoding
    for mark, found in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, found), found.removesuffix("-sig")
    found = _wide(data)
    if found:
        return _decode_as(data, name, found), found
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _other(data, name, error)


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise KitError(
            f"{name}: Python knows no encoding {encoding!r}; try utf-8 or {', '.join(_SINGLE_BYTE)}"
        ) from None
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1].hex()
        raise KitError(
            f"{name}: byte {error.start} (0x{byte}) is not {encoding}; name the right encoding"
        ) from None


def _wide(data: bytes) -> str:
    """Return UTF-16 or UTF-32 without a mark, told by where the zero bytes are."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if sample.count(0) > 0.6 * len(sample):
        return "utf-32-le" if sample[3] == 0 else "utf-32-be"
    if max(even, odd) > 0.02 * half and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def _other(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Return text in an encoding that is neither marked nor UTF-8."""
    high = sum(byte >= 0x80 for byte in data)
    damaged = len(re.findall("\ufffd", data.decode("utf-8", "replace")))
    if damaged * 20 < high:
        line = data[: error.start].count(b"\n") + 1
        raise KitError(f"{name}: UTF-8 that is damaged in line {line}; mend or save the file again as UTF-8")
    declared = _DECLARED.search(data[:2048])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")), declared[1].decode("ascii").lower()
        except (LookupError, UnicodeDecodeError):
            pass
    scores = {encoding: score(data, encoding) for encoding in _SINGLE_BYTE}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _ENOUGH:
        raise KitError(
            f"{name}: a text in an unknown encoding (not UTF-8, UTF-16, {', '.join(_SINGLE_BYTE)}); "
            "open it in its own program and save it as UTF-8, or name the encoding"
        )
    return data.decode(best), best


def score(data: bytes, encoding: str) -> float:
    """Return how much text in a single-byte encoding reads like a language, from 0 to 1."""
    sample = data[:200_000]
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    if any(ord(c) < 32 and c not in "\t\n\r\f\x1a" for c in text) or re.search("[\x80-\x9f]", text):
        return 0.0
    counts = Counter(c for c in text if ord(c) > 127)
    common = _COMMON["cp1251" if encoding in _CYRILLIC else encoding]
    letters = sum(count for c, count in counts.items() if c in common)
    marks = sum(count for c, count in counts.items() if c in _TYPOGRAPHIC)
    rare = sum(counts.values()) - letters - marks
    latin = len(re.findall(r"[a-zA-Z]", text))
    if encoding in ("cp1252", "cp1250", "cp1254") and latin < 4 * letters:
        return 0.0
    if not letters:
        return 0.7 if marks and not rare and encoding == "cp1252" else 0.0
    words = re.findall(r"[^\W\d_]+", text)
    mixed = sum(bool(re.search(r"[^\W\d_a-zA-Z]", w) and re.search(r"[a-z]", w)) for w in words)
    penalty = mixed / len(words) if encoding in (*_CYRILLIC, "cp1256") and words else 0.0
    return max(0.0, (letters + marks) / (letters + marks + rare) - penalty)
