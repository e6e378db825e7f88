"""The fixed words of a document, and its dates, in the languages of one catalogue."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analystkit import words

_CATALOGUE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fixed.toml").read_text("utf-8")
)
LANGUAGES: dict[str, str] = {code: str(said["name"]) for code, said in _CATALOGUE.items()}
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Language:
    """What a document says by itself, in its own language; `code` is such as ``en-GB``."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._words = _CATALOGUE[code.split("-")[0]]

    @property
    def is_english(self) -> bool:
        """Whether what a chart says by itself is in the document's language."""
        return self.code.startswith("en")

    def say(self, name: str, **values: Any) -> str:
        """Return a fixed word or sentence with its values filled in."""
        template = str(self._words[name])
        return words.say(template, **values) if values else template

    def day(self, iso: str) -> str:
        """Return an ISO date, as exact as it is, in words; anything else as it stands."""
        match = _ISO.fullmatch(iso)
        if not match:
            return iso
        year, month, day = match.groups()
        if not month:
            return year
        name = self._words["months"][int(month) - 1]
        return self.say("day", day=str(int(day)), month=name, year=year) if day else f"{name} {year}"
