"""Which encoding a text is in: by its marks, else by what reads like a language."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections import Counter

from analystkit.errors import KitError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{3,24})", re.IGNORECASE)
# The commonest letters in each: accented ones of western languages, Russian, Persian and Arabic. On a dozen
# words charset-normalizer took KOI8-R for Arabic or Japanese; these did not.
_COMMON = {
    "cp1252": "éèêëàâäáãåæçíîïñóôöõøúûüßÉÖÜÄÅ",
    "cp1251": "оеаинтсрвлкмдпу",
    "koi8-r": "оеаинтсрвлкмдпу",
    "cp1256": "اليمونرتبةعدسفهكپچگ",
}
_TYPOGRAPHIC = frozenset("–—‘’“”«»…•©®°§¶·№\u00a0\u200c\u200d\u200e\u200f€£،؛؟")
_ENOUGH = 0.6


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return a text and the encoding that it was in.

    A byte-order mark decides, then UTF-8 where every byte fits, then what the file declares of itself,
    then UTF-16 by its zero bytes, then the single-byte encoding in which the letters above ASCII are
    those that a language uses most.
    """
    found = encoding or next((found for mark, found in _MARKS if data.startswith(mark)), "") or _wide(data)
    if found:
        return _decode_as(data, name, found), found.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _other(data, name, error)


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise KitError(
            f"{name}: Python knows no encoding {encoding!r}; try utf-8 or {', '.join(_COMMON)}"
        ) from None
    except UnicodeError as error:
        where = (
            f"byte {error.start} (0x{data[error.start]:02x})"
            if isinstance(error, UnicodeDecodeError)
            else "it"
        )
        raise KitError(f"{name}: {where} is not {encoding}; name the right encoding") from None


def _wide(data: bytes) -> str:
    """Return UTF-16 without a mark, told by where the zero bytes are."""
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) > 0.02 * len(data[:4096:2]) and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def _other(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Return text in an encoding that is neither marked nor UTF-8."""
    high = sum(byte >= 0x80 for byte in data)
    damaged = data.decode("utf-8", "replace").count("\ufffd")
    if damaged * 20 < high:
        line = data[: error.start].count(b"\n") + 1
        raise KitError(f"{name}: UTF-8 that is damaged in line {line}; mend or save the file again as UTF-8")
    declared = _DECLARED.search(data[:2048])
    named = declared[1].decode("ascii").lower() if declared else ""
    if named and named not in ("iso-8859-1", "latin1", "us-ascii"):  # what programs declare by default
        with contextlib.suppress(LookupError, UnicodeError):
            return data.decode(named), named
    scores = {encoding: score(data, encoding) for encoding in _COMMON}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] < _ENOUGH:
        raise KitError(
            f"{name}: a text in an unknown encoding (not UTF-8, UTF-16, {', '.join(_COMMON)}); "
            "open it in its own program and save it as UTF-8, or name the encoding"
        )
    return data.decode(best), best


def score(data: bytes, encoding: str) -> float:
    """Return how much text in a single-byte encoding reads like a language, from 0 to 1."""
    try:
        text = data[:200_000].decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    if re.search("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x80-\x9f]", text):
        return 0.0
    counts = Counter(c for c in text if ord(c) > 127)
    letters = sum(count for c, count in counts.items() if c in _COMMON[encoding])
    marks = sum(count for c, count in counts.items() if c in _TYPOGRAPHIC)
    rare = sum(counts.values()) - letters - marks
    western = encoding == "cp1252"
    if western and len(re.findall(r"[a-zA-Z]", text)) < 4 * letters:
        return 0.0
    if not letters:
        return 0.7 if marks and not rare and western else 0.0
    words = re.findall(r"[^\W\d_]+", text)
    mixed = sum(bool(re.search(r"[^\W\d_a-zA-Z]", w) and re.search(r"[a-z]", w)) for w in words)
    return max(
        0.0, (letters + marks) / (letters + marks + rare) - (0 if western else mixed / max(1, len(words)))
    )
