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
LONGEST = 120
_FORBIDDEN = set('<>:"/\\|?*')
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINER = "\u200c"  # Persian words need it
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def checked_name(name: str, formats: Iterable[str] = ()) -> str:
    """Return a file's name without its extension, or say why it cannot be one.

    What passes is a plain name on Windows, macOS and Linux alike; any script may be used.

    Parameters
    ----------
    name : str
        What the analyst typed; an extension that is among `formats` is dropped.
    formats : iterable of str
        Extensions, without the dot.

    Returns
    -------
    str
        The stem, in Unicode's composed form (NFC).

    Raises
    ------
    KitError
        If the name has a folder in it, is reserved, too long, empty, or holds characters that some
        system refuses.

    Examples
    --------
    >>> checked_name("sanctions.png", ["png"])
    'sanctions'
    """
    if not isinstance(name, str):
        raise KitError(f"a figure's name is text, not {type(name).__name__}: name='sanctions'")
    stem = unicodedata.normalize("NFC", name)
    for extension in sorted(formats):
        stem = stem.removesuffix(f".{extension}")
    fault = _fault(stem)
    if fault:
        shown = name if len(name) <= 60 else name[:59] + "…"
        raise KitError(
            f"{shown!r} cannot name a figure: {fault}. "
            "Use letters, digits, spaces, '-' and '_', such as 'sanctions-2025'"
        )
    return stem


def _fault(stem: str) -> str:
    """Return what is wrong with a stem, or an empty string."""
    if not stem.strip():
        return "it is empty"
    if {"/", "\\"} & set(stem):
        return "it holds a folder; give the name alone (in code, folder=… says where)"
    bad = sorted({c for c in stem if c in _FORBIDDEN or unicodedata.category(c) in _UNSEEN} - {_JOINER})
    if bad:
        return f"it holds {', '.join(map(repr, bad))}"
    if len(stem) > LONGEST or len(stem.encode()) > 2 * LONGEST:
        return f"it is {len(stem)} characters long, and {LONGEST} is the most"
    if stem[-1] in ". ":
        return "it ends with a dot or a space, which Windows drops"
    if not stem[0].isalnum():
        return "it must begin with a letter or a digit"
    if _RESERVED.fullmatch(stem.split(".")[0].rstrip()):
        return "Windows keeps that name for a device"
    return ""


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


def checked_formats(formats: Iterable[str]) -> list[str]:
    """Return the formats, each once, or say which does not exist."""
    asked = [formats] if isinstance(formats, str) else list(formats)
    wanted = list(dict.fromkeys(str(name).lower().removeprefix(".") for name in asked))
    for name in wanted:
        if name not in FORMATS:
            raise unknown("format", name, FORMATS)
    if not wanted:
        raise KitError(f"no format given; expected some of {', '.join(FORMATS)}")
    return wanted
