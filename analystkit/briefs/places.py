"""What is wrong with a brief, and on which line: all of it in one message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from analystkit.errors import KitError
from analystkit.words import say

_PART = r"(?:[^()\s]|\([^()]*\))"
_TARGET = re.compile(rf"\]\(\s*(<[^>\n]*>|{_PART}*(?:[ ](?![\"']){_PART}+)*)")


class BriefError(KitError):
    """A brief that cannot be built.

    Parameters
    ----------
    faults : iterable of str
        One line each: file, line, what was found and what to do.

    Examples
    --------
    >>> print(BriefError(["a.md:3: no chart named 'x'"]))
    a.md:3: no chart named 'x'
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        count = len(self.faults)
        head = say("{n:thing} to mend in the brief:\n", n=count) if count > 1 else ""
        super().__init__(head + "\n".join(self.faults))


class Places:
    """Finds on which line of a file something stands; Pandoc's tree has no line numbers."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._seen: dict[str, int] = {}
        self._targets = [
            (unquote(re.sub(r"^<(.*)>$", r"\1", match[1].strip())), text.count("\n", 0, match.start()) + 1)
            for match in _TARGET.finditer(text)
        ]

    def of_target(self, target: str) -> str:
        """Return file and line of the next link or picture with this target."""
        lines = [line for found, line in self._targets if found == unquote(target)]
        if not lines:
            return self.of_text(target)
        number = self._seen[target] = self._seen.get(target, -1) + 1
        return self.line(lines[min(number, len(lines) - 1)])

    def of_citekey(self, key: str) -> str:
        """Return file and line where a source is first cited."""
        return self._of(rf"@\{{?{re.escape(key)}(?![\w])")

    def of_text(self, *words: str) -> str:
        """Return file and line of the first of some words that stands in the file."""
        for word in words:
            place = self._of(re.escape(word)) if word else self.file
            if place != self.file:
                return place
        return self.file

    def line(self, number: int) -> str:
        """Return the file with a line's number."""
        return f"{self.file}:{number}" if number else self.file

    def _of(self, pattern: str) -> str:
        match = re.search(pattern, self._text)
        return self.line(self._text.count("\n", 0, match.start()) + 1 if match else 0)
