"""Citations in Pandoc's syntax: which source, and where in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

EXPECTED = "citations such as '@doe2020, para. 3; @treaty2020, art. 19'"
_CITATION = re.compile(r"@(?P<key>[\w][\w:.#$%&+?<>~/-]*)(?:,\s*(?P<locator>[^;@]+))?")


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """A source and the place in it.

    Examples
    --------
    >>> print(Citation("doe2020", "para. 3"))
    @doe2020, para. 3
    """

    source: str  #: its id in ``sources.json``
    locator: str = ""  #: the place, such as ``para. 3``; blank for the source as a whole

    def __str__(self) -> str:
        """Return the citation as Pandoc writes it, without brackets."""
        return f"@{self.source}, {self.locator}" if self.locator else f"@{self.source}"


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Parse the citations in a cell.

    Parameters
    ----------
    text : str
        Citations parted by semicolons; blank for none.

    Returns
    -------
    tuple of Citation
        In the order written.

    Raises
    ------
    ValueError
        If a part is not a citation; the message is that part.

    Examples
    --------
    >>> parse_citations("@doe2020, para. 3; @treaty2020")
    (Citation(source='doe2020', locator='para. 3'), Citation(source='treaty2020', locator=''))
    """
    return tuple(_citation(part) for part in map(str.strip, text.split(";")) if part)


@lru_cache(maxsize=65_536)
def _citation(part: str) -> Citation:
    match = _CITATION.fullmatch(part)
    if not match:
        raise ValueError(part)
    return Citation(match["key"], (match["locator"] or "").strip())
