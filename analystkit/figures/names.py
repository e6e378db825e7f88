"""File names that work on every machine, and the names that figures get by themselves."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analystkit.dossier.selection import DEFAULT_FLOOR
from analystkit.errors import KitError, unknown

if TYPE_CHECKING:
    from analystkit.figures.spec import Spec

FORMATS = ("png", "svg", "pdf")
SAVED = (*FORMATS, "xlsx")
LONGEST = 120
_FORBIDDEN = set('<>:"/\\|?*')
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINER = "\u200c"  # Persian words need it
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def clean_name(name: str, formats: Iterable[str] = ()) -> str:
    """Return a file name without extension for Windows, macOS and Linux; "" when nothing is left of it."""
    if not isinstance(name, str):
        raise KitError(f"a figure's name is text, not {type(name).__name__}: name='sanctions'")
    stem = unicodedata.normalize("NFC", name)
    for extension in sorted(formats):
        stem = stem.removesuffix(f".{extension}")
    odd = {c for c in stem if c in _FORBIDDEN or unicodedata.category(c) in _UNSEEN} - {_JOINER}
    stem = "".join("-" if c in odd else c for c in stem)
    stem = re.sub(r"^[\W_]+", "", stem)
    while len(stem) > LONGEST or len(stem.encode()) > 2 * LONGEST:
        stem = stem[:-1]
    stem = stem.rstrip(". -\u200c")
    first, dot, rest = stem.partition(".")
    return f"{first}-{dot}{rest}" if _RESERVED.fullmatch(first.rstrip()) else stem


def checked_name(name: str) -> str:
    """Return the name of a file that the analyst has named already, or say which one would do."""
    cleaned = clean_name(name)
    if not cleaned or unicodedata.normalize("NFC", name) != cleaned:
        shown = name if len(name) <= 60 else name[:59] + "…"
        raise KitError(f"{shown!r} is no file name on every system; {cleaned or 'by-domain'!r} would be one")
    return cleaned


def slug(words: Iterable[str], limit: int = 70) -> str:
    """Return words as one lower-case name of letters, digits and hyphens, cut at a word."""
    joined = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", " ".join(words)).casefold()).strip("-")
    if len(joined) <= limit:
        return joined
    return joined[: limit + 1].rpartition("-")[0] or joined[:limit]


def figure_name(spec: Spec) -> str:
    """Return the name that a figure's files get by themselves; other choices, other name."""
    selection, chosen = spec.selection, spec.selection.to_dict()
    overrides = [dict(spec.options), spec.title or None, spec.caption or None]
    terms = [term for _, terms in selection.where for term in (term or "blank" for term in terms)]
    words, whole = slug([spec.chart, *terms]), slug([spec.chart, *terms], 10_000)
    unsaid = any([*overrides, chosen["text"], chosen["dates"]]) or len(selection.where) > 1 or words != whole
    size = "" if spec.preset == "full" else f"-{spec.preset}"
    floor = "" if selection.floor == DEFAULT_FLOOR else f"-{selection.floor}"
    mark = hashlib.sha256(json.dumps([chosen, *overrides], sort_keys=True).encode()).hexdigest()[:6]
    return f"{words}{floor}{size}" + (f"-{mark}" if unsaid else "")


def checked_formats(formats: Iterable[str], known: Iterable[str] = SAVED) -> list[str]:
    """Return the formats, each once, or say which does not exist."""
    asked = [formats] if isinstance(formats, str) else formats
    wanted = list(dict.fromkeys(str(name).lower().removeprefix(".") for name in asked))
    for name in wanted:
        if name not in known:
            raise unknown("format", name, known)
    if not wanted:
        raise KitError(f"no format given; expected some of {', '.join(known)}")
    return wanted
