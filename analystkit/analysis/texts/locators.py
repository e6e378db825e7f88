"""What a citation's locator points to in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analystkit.analysis.texts.headings import annex_heading, from_roman, number_at, plain_digits
from analystkit.analysis.texts.text import Passage

_PARAGRAPHS = re.compile(
    r"(?:para(?:graph)?s?\.?|pars?\.|¶+|абз\.?|п\.|بند)\s*(?P<numbers>\d[\d\s,–—-]*)", re.IGNORECASE
)
_ARTICLES = re.compile(
    r"(?:art(?:[íi]c(?:le|ulo)|icle)?s?\.?|ст\.?|статья|ماده|المادة|مادة)\s*(?P<rest>\S.*)", re.IGNORECASE
)
_RANGE = re.compile(r"\d+(?:\s*[–—-]\s*\d+)?(?:\s*,\s*\d+(?:\s*[–—-]\s*\d+)?)*")
_AFTER = re.compile(
    r"\s*(?:\((?P<sub>\d+)\))?(?P<items>(?:\([^\W_]+\))*)(?:,?\s*(?P<para>(?:para|par|¶|п\.|абз).*))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """What part of a text a locator names.

    >>> parse_locator("art. 3(2)").holds(Passage("art. 3(2)(b)", "Peace."))
    True
    >>> parse_locator("annex I, art. 5").holds(Passage("art. 5", "Peace."))
    False
    """

    articles: frozenset[int | str] | None = None  # 0 is the preamble; None where no article is named
    paragraphs: frozenset[int] | None = None  # None for all
    role: str = ""  # "front" for the title
    annex: str = ""  # the annex or protocol; "annex" alone for any annex
    items: tuple[str, ...] = ()  # such as ("b",)

    def holds(self, passage: Passage) -> bool:
        """Tell whether a passage is in this place."""
        if self.role:
            return passage.role == self.role
        if passage.role in ("front", "back", "closing") or not self._same_annex(passage.annex):
            return False
        if self.articles is None and self.paragraphs is not None and passage.article is not None:
            return False
        if self.articles is not None and passage.article not in self.articles:
            return False
        if self.items and passage.items[: len(self.items)] != self.items:
            return False
        return self.paragraphs is None or passage.paragraph in self.paragraphs

    def _same_annex(self, annex: str) -> bool:
        if not self.annex or not annex:
            return self.annex == annex
        (kind, _, number), (other, _, its) = self.annex.partition(" "), annex.partition(" ")
        same = (
            number.casefold() == its.casefold()
            or str(from_roman(number)) == its
            or str(from_roman(its)) == number
        )
        return kind == other and (not number or same)


def parse_locator(locator: str) -> Place | None:
    """Return the place that a locator names; None for a page, say, which no stored text has.

    >>> parse_locator("paras 2-3").paragraphs == {2, 3}
    True
    >>> parse_locator("p. 12") is None
    True
    """
    text = plain_digits(" ".join(locator.split())).strip(" ,.")
    head, _, rest = text.partition(",")
    annex = annex_heading(head)
    text = rest.strip() if annex else text
    if text.casefold() in ("title", "headline"):
        return Place(role="front")
    if text.casefold() == "standfirst":
        return Place(paragraphs=frozenset({0}))
    if annex and not text:
        return Place(annex=annex)
    if re.match(r"preamble\b", text, re.IGNORECASE):
        rest = re.sub(r"preamble\b,?\s*", "", text, count=1, flags=re.IGNORECASE)
        match = _PARAGRAPHS.fullmatch(rest)
        if rest and not match:
            return None
        return Place(frozenset({0}), _numbers(match["numbers"]) if match else None, annex=annex)
    match = _PARAGRAPHS.fullmatch(text)
    if match:
        return Place(None, _numbers(match["numbers"]), annex=annex)
    match = _ARTICLES.fullmatch(text)
    return _article_place(match["rest"], annex) if match else None


def _article_place(text: str, annex: str) -> Place | None:
    """Return the place of ``5 bis``, ``1.2, 1.3``, ``4–6``, ``3, para. 2`` or ``2(1)(b)``."""
    articles: set[int | str] = set()
    while found := number_at(text):
        listed = _RANGE.match(text)
        if listed and listed.end() >= found[1]:
            articles |= _numbers(listed[0])
        if not listed or listed.end() <= found[1]:
            articles.add(int(found[0]) if found[0].isdecimal() else found[0])
        text = text[max(found[1], listed.end() if listed else 0) :]
        if not re.match(r"\s*,\s*\d", text):
            break
        text = text.lstrip(" ,")
    match = _AFTER.fullmatch(text)
    inner = _PARAGRAPHS.fullmatch(match["para"]) if match and match["para"] else None
    if not articles or not match or (match["para"] and not inner):
        return None
    items = tuple(match["items"].strip("()").split(")(")) if match["items"] else ()
    paragraphs = (
        _numbers(inner["numbers"]) if inner else frozenset({int(match["sub"])}) if match["sub"] else None
    )
    return Place(frozenset(articles), paragraphs, annex=annex, items=items)


def _numbers(text: str) -> frozenset[int]:
    """Return the numbers of a list with ranges, such as ``3, 5-7``."""
    numbers: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*[–—-]\s*", "-", text).strip(" ,-")):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), min(int(last or first), int(first) + 500) + 1))
    return frozenset(numbers)
