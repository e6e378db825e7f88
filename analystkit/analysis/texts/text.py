"""A stored text: numbered passages in a plain file that people can read, and where a citation points."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analystkit.analysis.texts.headings import (
    ARTICLE,
    annex_heading,
    ended,
    from_roman,
    number_at,
    plain_digits,
)
from analystkit.analysis.texts.letters import LANGUAGES, STRAY, clean
from analystkit.errors import KitError
from analystkit.words import count, listing, spans

FIRST_LINE = "analystkit text, version 1"
_PASSAGE = re.compile(r"\[(?P<label>[^\[\]]+)\] (?P<text>.*)")
_HEADER = re.compile(r"(?P<name>[a-z][a-z0-9-]*): (?P<value>.*)")
_LABEL = re.compile(
    r"(?P<annex>(?:annex|protocol)(?: [\w.:-]*\w)?)|(?:(?P<zone>(?:annex|protocol)(?: [\w.:-]*\w)?), )?"
    r"(?:(?P<role>front|back|closing|heading)"
    r"|(?:(?P<preamble>preamble), )?para\. (?P<para>\d+)"
    r"|art\. (?P<article>(?:[A-Z]-)?\d+(?:[.:–‑-]\d+)*[A-Z]?(?: [^\W\d_]+)?)(?:\((?P<sub>\d+)\))?"
    r"(?P<items>(?:\([\w.]+\))*)"
    r"(?P<head>, heading)?)"
)
_PARAGRAPHS = r"(?:para(?:graph)?s?\.?|pars?\.|¶+|абз\.?|п\.|بند)\s*(?P<numbers>\d[\d\s,–—-]*)"
_RANGE = re.compile(r"\d+(?:\s*[–—-]\s*\d+)?(?:\s*,\s*\d+(?:\s*[–—-]\s*\d+)?)*")
_AFTER = re.compile(rf"(?i)\s*(?:\((?P<sub>\d+)\))?(?P<items>(?:\([^\W_]+\))*)(?:,?\s*{_PARAGRAPHS})?")


def _told() -> Any:
    """Return a field that the label tells."""
    return field(init=False, compare=False, repr=False)


@dataclass(frozen=True)
class Passage:
    """One paragraph of a text, with its place.

    The label is written as a citation's locator: ``para. 3``, ``art. 19``, ``art. 5 bis``, ``art. 1.2``,
    ``art. 3(2)(b)``, ``preamble, para. 1``, ``annex I, art. 5``, ``protocol``. Besides those there are
    ``front`` and ``back`` (title, byline, contents, notes), ``heading``, ``art. 3, heading``, ``closing``.
    """

    label: str
    text: str
    article: int | str | None = _told()  # 3, "1.2"; 0 for the preamble
    paragraph: int | None = _told()  # as printed
    items: tuple[str, ...] = _told()  # such as ("b", "ii")
    annex: str = _told()  # such as "annex I"; empty for the treaty itself
    role: str = _told()  # body, front, back, heading or closing

    def __post_init__(self) -> None:
        """Refuse a label that is none."""
        match = _LABEL.fullmatch(self.label)
        if not match:
            raise KitError(f"{self.label!r} is not a place: expected such as 'para. 3' or 'art. 3(2)'")
        part = match.groupdict(default="")
        number = part["sub"] or part["para"]
        told = {
            "article": 0 if part["preamble"] else _whole(part["article"]) or None,
            "paragraph": int(number) if number else None,
            "items": tuple(re.findall(r"[\w.]+", part["items"])),
            "annex": part["annex"] or part["zone"],
            "role": part["role"] or ("heading" if part["head"] else "body"),
        }
        for name, value in told.items():
            object.__setattr__(self, name, value)


def _whole(number: str) -> int | str:
    return int(number) if number.isdecimal() else number


@dataclass(frozen=True)
class Text:
    """One source's text, cut into passages."""

    source: str  # the citekey
    passages: tuple[Passage, ...]
    language: str = "und"  # its code; "und" when it is not recognized
    cut: str = "prose"  # or "treaty": preamble, articles, paragraphs
    origin: Mapping[str, str] = field(default_factory=dict, hash=False)  # where it came from, in words

    @property
    def body(self) -> tuple[Passage, ...]:
        """The passages that are neither above nor below the text itself."""
        return tuple(passage for passage in self.passages if passage.role not in ("front", "back"))

    def article(self, number: int | str) -> tuple[Passage, ...]:
        """Return one article's passages, its heading among them; 0 for the preamble."""
        return tuple(p for p in self.passages if p.article == number and not p.annex)

    def articles(self) -> list[int | str]:
        """Return the numbers of the articles, in the order of the text; the preamble is not one."""
        return list(dict.fromkeys(p.article for p in self.passages if p.article and not p.annex))


def write_text(text: Text) -> str:
    """Return a text as it is stored; the inverse of `read_text`.

    A line that names the form, ``name: value`` lines, a blank one, and one line a passage: ``[place] words``.
    """
    head = {"source": text.source, "language": text.language, "cut": text.cut, **text.origin}
    lines = [FIRST_LINE, *(f"{name}: {clean(value)}" for name, value in head.items())]
    return "\n".join([*lines, "", *(f"[{p.label}] {clean(p.text)}\n" for p in text.passages)])


def read_text(stored: str, name: str = "text") -> Text:
    """Return a text as `write_text` stored it, perhaps mended by hand; an error says which line is wrong."""
    head: dict[str, str] = {}
    passages: list[Passage] = []
    body = False
    for number, line in enumerate(stored.removeprefix("\ufeff").split("\n"), start=1):
        if stray := STRAY.search(line):
            raise KitError(
                f"{name}:{number}: found U+{ord(stray[0]):04X} at letter {stray.start() + 1}, which no text "
                "may hold; delete it"
            )
        line = line.strip()
        if number == 1 and line != FIRST_LINE:
            raise KitError(f"{name}: not a text that the kit stored; bring it in with `analystkit add-text`")
        if not line:
            body = True
        elif body and (match := _PASSAGE.fullmatch(line)) and _LABEL.fullmatch(match["label"]):
            passages.append(Passage(match["label"], match["text"]))
        elif not body and (match := _HEADER.fullmatch(line)):
            head[match["name"]] = match["value"]
        elif number > 1:
            passage = "a place and its words, such as '[para. 3] …'"
            expected = passage if body else "'name: value' or a blank line"
            raise KitError(f"{name}:{number}: found {line[:40]!r}, expected {expected}")
    if "source" not in head:
        raise KitError(f"{name}: no line 'source: …' at its head")
    source, language, cut = head.pop("source"), head.pop("language", "und"), head.pop("cut", "prose")
    return Text(source, tuple(passages), language, cut, head)


def summary(text: Text, expected: int = 0) -> str:
    """Say in one line what a text holds and what looks wrong."""
    language = [LANGUAGES[text.language]] if text.language in LANGUAGES else []
    return "; ".join([*_held(text), *(found for found, _ in _amiss(text, expected)), *language])


def check_list(text: Text, expected: int = 0) -> list[str]:
    """Return what a text holds and what looks wrong, a line each, with what to do."""
    above = (p.text for p in text.passages if p.role == "front" and not re.search(r"(?:\. ?){4}", p.text))
    return [
        f"title:     {next(above, '') or 'none found above the text'}",
        f"language:  {LANGUAGES.get(text.language, 'not recognized')}",
        *(f"holds:     {part}" for part in _held(text)),
        *(f"LOOK AT:   {found} – {remedy}" for found, remedy in _amiss(text, expected)),
    ]


def _held(text: Text) -> Iterator[str]:
    """Give what a text holds, in words."""
    if text.cut == "treaty":
        body = [p for p in text.passages if p.article and p.role == "body" and not p.annex]
        paragraphs = len({(p.article, p.paragraph) for p in body})
        preamble = sum(p.article == 0 for p in text.passages)
        yield f"{count(len(text.articles()), 'article')}, {count(paragraphs, 'paragraph')}"
        yield f"preamble of {count(preamble, 'paragraph')}" if preamble else "no preamble"
        for annex in dict.fromkeys(p.annex for p in text.passages if p.annex):
            own = len({p.article for p in text.passages if p.annex == annex and p.article})
            named = "an annex" if annex == "annex" and own else annex
            yield f"{named} with {count(own, 'article')}" if own else named
    else:
        labels = Counter(passage.label for passage in text.passages)
        numbered = sum(n for label, n in labels.items() if label.startswith("para.") and label != "para. 0")
        yield count(numbered, "paragraph") + " and a standfirst (paragraph 0)" * (labels["para. 0"] > 0)
    roles = Counter(passage.role for passage in text.passages)
    if roles["front"] and text.cut != "treaty":
        yield f"{count(roles['front'], 'line')} above the text"
    if roles["back"]:
        yield f"{count(roles['back'], 'line')} below the text"


def _amiss(text: Text, expected: int = 0) -> Iterator[tuple[str, str]]:
    """Give what looks wrong in a text, and what to do."""
    if text.language == "und":
        yield "language not recognized", "see whether its letters are right"
    if text.cut != "treaty":
        return
    numbers = text.articles()
    whole = [number for number in numbers if isinstance(number, int)]
    lacking = _missing(numbers, expected)
    missing = spans(lacking, last="") if whole else listing(lacking, limit=9)
    body = {p.article for p in text.passages if p.role == "body" and not p.annex}
    empty = listing((number for number in numbers if number not in body), limit=9)
    runs = (next(run) for _, run in itertools.groupby(text.passages, key=lambda p: p.label))
    heads = Counter(p.article for p in runs if p.role == "heading" and p.article and not p.annex)
    twice = listing((number for number, times in heads.items() if times > 1), limit=9)
    torn = sum(
        bool(p.article) and p.role == "body" and not p.items and p.text[:1].islower() and not ended(last.text)
        for last, p in itertools.pairwise(text.passages)
    )
    more = expected and max(whole, default=0) > expected
    said = f"{count(torn, 'passage')} that {'begin' if torn > 1 else 'begins'} amid a sentence"
    for wrong, found, remedy in (
        (missing, f"no article {missing}", "look for it in the file, and add its lines to the stored text"),
        (empty, f"nothing under article {empty}", "see whether its text stands elsewhere"),
        (twice, f"article {twice} twice", "see whether two texts or a contents page were mixed"),
        (more, f"the dossier says {count(expected, 'article')}", "see whether it is the same treaty"),
        (torn > max(2, 0.04 * len(text.passages)), said, "get the text in another format"),
    ):
        if wrong:
            yield found, remedy


def _missing(numbers: Iterable[int | str], expected: int) -> list[Any]:
    """Return the articles that lack before the last, chapter by chapter where numbers tell it."""
    whole = {number for number in numbers if isinstance(number, int)}
    chapters: dict[Any, set[int]] = defaultdict(set)
    if whole and min(whole) <= 100:
        return sorted(set(range(1, max(*whole, expected) + 1)) - whole)
    for number in whole:
        chapters[number // 100 * 100].add(number % 100)
    for each in [] if whole else numbers:
        if match := re.fullmatch(r"(\w+[.:–‑-])(\d+)", str(each)):
            chapters[match[1]].add(int(match[2]))
    lacking = [(chapter, n) for chapter, has in chapters.items() for n in range(1, max(has)) if n not in has]
    return sorted(a + n for a, n in lacking) if whole else [f"{a}{n}" for a, n in lacking]


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
        inside = self.articles is None or passage.article in self.articles
        listed = self.paragraphs is None or passage.paragraph in self.paragraphs
        return inside and listed and passage.items[: len(self.items)] == self.items

    def _same_annex(self, annex: str) -> bool:
        (kind, _, number), (other, _, its) = self.annex.partition(" "), annex.partition(" ")
        same = str(from_roman(number) or number).casefold() == str(from_roman(its) or its).casefold()
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
    preamble = re.match(r"preamble\b,?\s*", text, re.IGNORECASE)
    rest = text[preamble.end() :] if preamble else text
    match = re.fullmatch(_PARAGRAPHS, rest, re.IGNORECASE)
    if match or (preamble and not rest):
        paragraphs = _numbers(match["numbers"]) if match else None
        return Place(frozenset({0}) if preamble else None, paragraphs, annex=annex)
    match = None if preamble else ARTICLE.match(text)
    return _article_place(text[match.end() :], annex) if match else None


def _article_place(text: str, annex: str) -> Place | None:
    """Return the place of ``5 bis``, ``1.2, 1.3``, ``4–6``, ``3, para. 2`` or ``2(1)(b)``."""
    articles: set[int | str] = set()
    while found := number_at(text):
        listed = _RANGE.match(text)
        end = listed.end() if listed else 0
        if listed and end >= found[1]:
            articles |= _numbers(listed[0])
        if end <= found[1]:
            articles.add(_whole(found[0]))
        text = text[max(found[1], end) :]
        if not re.match(r"\s*,\s*\d", text):
            break
        text = text.lstrip(" ,")
    match = _AFTER.fullmatch(text)
    if not articles or not match:
        return None
    numbers = match["numbers"] or match["sub"]
    items = tuple(re.findall(r"[^\W_]+", match["items"]))
    return Place(frozenset(articles), _numbers(numbers) if numbers else None, annex=annex, items=items)


def _numbers(text: str) -> frozenset[int]:
    """Return the numbers of a list with ranges, such as ``3, 5-7``."""
    numbers: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*[–—-]\s*", "-", text).strip(" ,-")):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), min(int(last or first), int(first) + 500) + 1))
    return frozenset(numbers)
