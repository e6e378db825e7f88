"""What is wrong with a brief, where: all of it in one message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from analystkit.errors import KitError

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
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"{count} things to mend in the brief:\n" if count > 1 else ""
        super().__init__(head + "\n".join(self.faults))


class Places:
    """Finds on which line of a Markdown file something stands.

    Pandoc's tree has no line numbers, so what is looked for is found again in the text, each time
    one place further on.

    Parameters
    ----------
    file : str
        The file's name in messages.
    text : str
        What stands in it.
    """

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
        number = self._next(f"target {target}", len(lines))
        return self._say(lines[number] if lines else 0)

    def of_citekey(self, key: str) -> str:
        """Return file and line where a source is first cited."""
        match = re.search(rf"@\{{?{re.escape(key)}(?![\w])", self._text)
        return self._say(self._text.count("\n", 0, match.start()) + 1 if match else 0)

    def of_key(self, name: str) -> str:
        """Return file and line of a key in the metadata."""
        match = re.search(rf"^['\"]?{re.escape(name)}['\"]?\s*:", self._text, re.MULTILINE)
        return self._say(self._text.count("\n", 0, match.start()) + 1 if match else 0)

    def _next(self, what: str, count: int) -> int:
        place = self._seen.get(what, -1) + 1
        self._seen[what] = place
        return min(place, max(count - 1, 0))

    def _say(self, line: int) -> str:
        return f"{self.file}:{line}" if line else self.file
