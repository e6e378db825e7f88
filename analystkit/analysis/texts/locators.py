"""What a citation's locator points to in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analystkit.analysis.texts.headings import plain_digits
from analystkit.analysis.texts.text import Passage

_PARAGRAPHS = re.compile(
    r"(?:para(?:graph)?s?\.?|pars?\.|¶+|абз\.?|بند)\s*(?P<numbers>\d[\d\s,–—-]*)", re.IGNORECASE
)
_ARTICLES = re.compile(
    r"(?:art(?:icle)?s?\.?|ст\.?|статья|ماده)\s*(?P<numbers>\d[\d\s,–—-]*?)\s*(?:\((?P<sub>\d+)\))?(?:\([a-zа-я]\))?"
    r"(?:,?\s*(?P<para>(?:para|par|¶).*))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """What part of a text a locator names.

    Parameters
    ----------
    articles : frozenset of int or None
        The articles, 0 for the preamble; None when no article is named.
    paragraphs : frozenset of int or None
        The paragraphs; None for all.
    role : str
        ``front`` for the title.
    annex : bool
        Whether it is in an annex.

    Examples
    --------
    >>> parse_locator("art. 3(2)").holds(Passage("art. 3(2)", "Peace."))
    True
    """

    articles: frozenset[int] | None = None
    paragraphs: frozenset[int] | None = None
    role: str = ""
    annex: bool = False

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is in this place."""
        if self.role:
            return passage.role == self.role
        if self.annex != passage.annex or passage.role in ("front", "back", "closing"):
            return False
        if self.articles is None and passage.article is not None:
            return False
        if self.articles is not None and passage.article not in self.articles:
            return False
        return self.paragraphs is None or passage.paragraph in self.paragraphs


def parse_locator(locator: str) -> Place | None:
    """Return the place that a locator names, or None when it is of a kind that a stored text does not have.

    Parameters
    ----------
    locator : str
        Such as ``para. 3``, ``paras 3-5``, ``art. 19``, ``art. 3(2)``, ``preamble``, ``preamble, para. 2``,
        ``annex, art. 1`` or ``title``. Pages and figures name no place in a stored text.

    Returns
    -------
    Place or None

    Examples
    --------
    >>> parse_locator("paras 2-3").paragraphs == {2, 3}
    True
    >>> parse_locator("p. 12") is None
    True
    """
    text = plain_digits(" ".join(locator.split())).strip(" ,.")
    annex = bool(re.match(r"annex\b", text, re.IGNORECASE))
    text = re.sub(r"annex\b,?\s*", "", text, count=1, flags=re.IGNORECASE) if annex else text
    if text.casefold() in ("title", "headline"):
        return Place(role="front")
    if text.casefold() == "standfirst":
        return Place(paragraphs=frozenset({0}))
    if re.match(r"preamble\b", text, re.IGNORECASE):
        rest = re.sub(r"preamble\b,?\s*", "", text, count=1, flags=re.IGNORECASE)
        match = _PARAGRAPHS.fullmatch(rest)
        if rest and not match:
            return None
        return Place(frozenset({0}), _numbers(match["numbers"]) if match else None)
    match = _PARAGRAPHS.fullmatch(text)
    if match:
        return Place(None, _numbers(match["numbers"]), annex=annex)
    return _article_place(text, annex)


def _article_place(text: str, annex: bool) -> Place | None:
    match = _ARTICLES.fullmatch(text)
    if not match:
        return None
    paragraphs = frozenset({int(match["sub"])}) if match["sub"] else None
    if match["para"]:
        inner = _PARAGRAPHS.fullmatch(match["para"])
        if not inner:
            return None
        paragraphs = _numbers(inner["numbers"])
    return Place(_numbers(match["numbers"]), paragraphs, annex=annex)


def _numbers(text: str) -> frozenset[int]:
    """Return the numbers of a list with ranges, such as ``3, 5-7``."""
    numbers: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*[–—-]\s*", "-", text).strip(" ,-")):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), min(int(last or first), int(first) + 500) + 1))
    return frozenset(numbers)
