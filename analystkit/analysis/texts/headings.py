"""The headings and numbers of treaties, in English, Russian and Persian."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NUMBER = r"(?P<number>[0-9]{1,3}|(?-i:[IVXLC]{1,8}))"
_ARTICLE = re.compile(
    rf"(?P<word>article|art\.|статья|ст\.|(?:ماده|مادة|المادة)[\u0654\u06d4ٔ]?(?:[\u200c\s]?ی)?)\s*{_NUMBER}(?!\w)"
    r"(?P<mark>\s*[.:):–—-]+)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"(?:annex|appendix|protocol|приложение|протокол|پیوست|ضمیمه|پروتکل)\b", re.IGNORECASE)
_CHAPTER = re.compile(
    r"(?:chapter|part|section|title|глава|раздел|часть|فصل|بخش)\s+(?:[0-9]{1,3}|[IVXLC]{1,8}|\w+)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:done (?:at|in)\b|in witness whereof|signed (?:at|in)\b|совершено\b|подписано\b|"
    r"در گواهی\b|این معاهده در .{0,60}(?:امضا|تنظیم)|تنظیم شد)",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"\(?(?P<number>[0-9]{1,2})\s?[.)\-–:](?:(?P<second>[0-9]{1,2})[.)]?)?(?=\D)\s*(?P<rest>\S.*)"
)
_TITLE_WORDS = 14
_SHORT_WORDS = 25


@dataclass(frozen=True)
class ArticleHeading:
    """The heading of an article: its number, and what stands after it on the same line."""

    number: int
    title: str = ""
    text: str = ""


def plain_digits(text: str) -> str:
    """Return text with Persian and Arabic digits as 0 to 9."""
    return text.translate(_DIGITS)


def roman(numeral: str) -> int:
    """Return the value of a roman numeral."""
    values = [_ROMAN[c] for c in numeral.upper()]
    return sum(-v if any(v < later for later in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def article_heading(line: str) -> ArticleHeading | None:
    """Return what a line says as the heading of an article, or None when it is none.

    A line is one if it holds no more than the word and the number, or a few more words that are no
    sentence (then a title), or a mark after the number and a sentence (then text). "Article 3 of this
    Treaty applies" is not a heading.
    """
    match = _ARTICLE.fullmatch(plain_digits(line.strip().strip("*_#").strip()))
    if not match:
        return None
    digits = match["number"]
    number = int(digits) if digits.isdecimal() else roman(digits)
    rest = match["rest"].strip()
    if not rest:
        return ArticleHeading(number)
    if not match["mark"] and (rest[0].islower() or rest[0] in ",(" or not _is_title(rest)):
        return None
    if _is_title(rest):
        return ArticleHeading(number, title=line.strip()[-len(rest) :])
    return ArticleHeading(number, text=line.strip()[-len(rest) :])


def _is_title(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS and not text.endswith((".", ";", ":", ",", "؛", "،"))


def starts_article(line: str) -> bool:
    """Tell whether a line is the heading of an article."""
    return article_heading(line) is not None


def numbered(text: str) -> tuple[int, int, str] | None:
    """Return the number before a paragraph, the second one after a point (or 0), and the words."""
    match = _PARAGRAPH.fullmatch(plain_digits(text))
    if not match:
        return None
    return int(match["number"]), int(match["second"] or 0), text[-len(match["rest"]) :]


def is_annex(text: str) -> bool:
    """Tell whether a short line opens an annex or a protocol."""
    return bool(_ANNEX.match(text)) and _is_title(text)


def is_chapter(text: str) -> bool:
    """Tell whether a short line is the heading of a chapter, part or section."""
    return bool(_CHAPTER.match(plain_digits(text))) and _is_title(text)


def is_title(text: str) -> bool:
    """Tell whether a line may be a title: a few words that no mark ends."""
    return _is_title(text)


def is_closing(text: str) -> bool:
    """Tell whether a paragraph is the one that says where and when the treaty was done."""
    return bool(_CLOSING.match(text))
