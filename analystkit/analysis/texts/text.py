"""A stored text: numbered passages in a plain file that people can read and the kit reads back."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analystkit.analysis.texts.headings import ended
from analystkit.analysis.texts.letters import LANGUAGES
from analystkit.errors import KitError
from analystkit.words import count, listing, spans

FIRST_LINE = "analystkit text, version 1"
_PASSAGE = re.compile(r"\[(?P<label>[^\[\]]+)\] (?P<text>.*)")
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_HEADER = re.compile(r"(?P<name>[a-z][a-z0-9-]*): (?P<value>.*)")
_LABEL = re.compile(
    r"(?P<annex>(?:annex|protocol)(?: [\w.:-]*\w)?)|(?:(?P<zone>(?:annex|protocol)(?: [\w.:-]*\w)?), )?"
    r"(?:(?P<role>front|back|closing|heading)"
    r"|(?:(?P<preamble>preamble), )?para\. (?P<para>\d+)"
    r"|art\. (?P<article>(?:[A-Z]-)?\d+(?:[.:–‑-]\d+)*[A-Z]?(?: [^\W\d_]+)?)(?:\((?P<sub>\d+)\))?"
    r"(?P<items>(?:\([\w.]+\))*)"
    r"(?P<head>, heading)?)"
)


@dataclass(frozen=True)
class Passage:
    """One paragraph of a text, with its place.

    The label is written as a citation's locator: ``para. 3``, ``art. 19``, ``art. 5 bis``, ``art. 1.2``,
    ``art. 3(2)(b)``, ``preamble, para. 1``, ``annex I, art. 5``, ``protocol``. Besides those there are
    ``front`` and ``back`` (title, byline, contents, notes), ``heading``, ``art. 3, heading``, ``closing``.
    """

    label: str
    text: str
    article: int | str | None = field(init=False, compare=False, repr=False)  # 3, "1.2"; 0 for the preamble
    paragraph: int | None = field(init=False, compare=False, repr=False)  # as printed
    items: tuple[str, ...] = field(init=False, compare=False, repr=False)  # such as ("b", "ii")
    annex: str = field(
        init=False, compare=False, repr=False
    )  # such as "annex I"; empty for the treaty itself
    role: str = field(init=False, compare=False, repr=False)  # body, front, back, heading or closing

    def __post_init__(self) -> None:
        """Refuse a label that is none."""
        match = _LABEL.fullmatch(self.label)
        if not match:
            raise KitError(f"{self.label!r} is not a place: expected such as 'para. 3' or 'art. 3(2)'")
        part = match.groupdict(default="")
        article, number = part["article"], part["sub"] or part["para"]
        whole = int(article) if article.isdecimal() else article or None
        told = {
            "article": 0 if part["preamble"] else whole,
            "paragraph": int(number) if number else None,
            "items": tuple(part["items"].strip("()").split(")(")) if part["items"] else (),
            "annex": part["annex"] or part["zone"],
            "role": part["role"] or ("heading" if part["head"] else "body"),
        }
        for name, value in told.items():
            object.__setattr__(self, name, value)


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
        numbers = [p.article for p in self.passages if p.article and not p.annex]
        return list(dict.fromkeys(numbers))


def write_text(text: Text) -> str:
    """Return a text as it is stored; the inverse of `read_text`.

    A line that names the form, ``name: value`` lines, a blank one, and one line a passage: ``[place] words``.
    """
    head = {"source": text.source, "language": text.language, "cut": text.cut, **text.origin}
    lines = [FIRST_LINE, *(f"{name}: {_one_line(value)}" for name, value in head.items())]
    return "\n".join([*lines, "", *(f"[{p.label}] {_one_line(p.text)}\n" for p in text.passages)])


def _one_line(value: str) -> str:
    return " ".join(_STRAY.sub("", str(value)).split())


def read_text(stored: str, name: str = "text") -> Text:
    """Return a text as `write_text` stored it, perhaps mended by hand; an error says which line is wrong."""
    lines = list(enumerate(stored.removeprefix("\ufeff").split("\n"), start=1))
    for number, line in lines:
        if stray := _STRAY.search(line):
            raise KitError(
                f"{name}:{number}: found U+{ord(stray[0]):04X} at letter {stray.start() + 1}, which no text "
                "may hold; delete it"
            )
    if not lines or lines[0][1].strip() != FIRST_LINE:
        raise KitError(f"{name}: not a text that the kit stored; bring it in with `analystkit add-text`")
    head: dict[str, str] = {}
    passages: list[Passage] = []
    rest = iter(lines[1:])
    for number, line in rest:
        if not line.strip():
            break
        match = _HEADER.fullmatch(line.strip())
        if not match:
            raise KitError(f"{name}:{number}: found {line[:40]!r}, expected 'name: value' or a blank line")
        head[match["name"]] = match["value"]
    passages.extend(_passages(rest, name))
    try:
        source = head.pop("source")
    except KeyError:
        raise KitError(f"{name}: no line 'source: …' at its head") from None
    language, cut = head.pop("language", "und"), head.pop("cut", "prose")
    return Text(source, tuple(passages), language, cut, head)


def _passages(lines: Iterator[tuple[int, str]], name: str) -> Iterator[Passage]:
    for number, line in lines:
        if not line.strip():
            continue
        match = _PASSAGE.fullmatch(line.strip())
        if not match or not _LABEL.fullmatch(match["label"]):
            raise KitError(
                f"{name}:{number}: found {line[:40]!r}, expected a place and its words, such as '[para. 3] …'"
            )
        yield Passage(match["label"], match["text"])


def summary(text: Text, expected: int = 0) -> str:
    """Say in one line what a text holds and what looks wrong."""
    language = LANGUAGES.get(text.language, "language not recognized")
    return "; ".join([*_held(text), *(found for found, _ in amiss(text, expected)), language])


def check_list(text: Text, expected: int = 0) -> list[str]:
    """Return what a text holds and what looks wrong, a line each, with what to do."""
    title = next(
        (p.text for p in text.passages if p.role == "front" and not re.search(r"(?:\. ?){4}", p.text)), ""
    )
    lines = [
        f"title:     {title or 'none found above the text'}",
        f"language:  {LANGUAGES.get(text.language, 'not recognized')}",
    ]
    lines += [f"holds:     {part}" for part in _held(text)]
    lines += [f"LOOK AT:   {found} – {remedy}" for found, remedy in amiss(text, expected)]
    return lines


def _held(text: Text) -> Iterator[str]:
    """Give what a text holds, in words."""
    if text.cut == "treaty":
        body = [p for p in text.passages if p.article and p.role == "body" and not p.annex]
        preamble = sum(p.article == 0 for p in text.passages)
        paragraphs = len({(p.article, p.paragraph) for p in body})
        yield f"{count(len(text.articles()), 'article')}, {count(paragraphs, 'paragraph')}"
        yield f"preamble of {count(preamble, 'paragraph')}" if preamble else "no preamble"
        for annex in dict.fromkeys(p.annex for p in text.passages if p.annex):
            own = len({p.article for p in text.passages if p.annex == annex and p.article})
            yield (
                f"{'an annex' if annex == 'annex' else annex} with {count(own, 'article')}" if own else annex
            )
    else:
        labels = [passage.label for passage in text.passages]
        numbered = sum(label.startswith("para.") for label in labels) - ("para. 0" in labels)
        standfirst = " and a standfirst (paragraph 0)" if "para. 0" in labels else ""
        yield count(numbered, "paragraph") + standfirst
    for role, words in (("front", "above"), ("back", "below")):
        lines = sum(passage.role == role for passage in text.passages)
        if lines and (text.cut != "treaty" or role == "back"):
            yield f"{count(lines, 'line')} {words} the text"


def amiss(text: Text, expected: int = 0) -> Iterator[tuple[str, str]]:
    """Give what looks wrong in a text, and what to do."""
    if text.language == "und":
        yield "language not recognized", "see whether its letters are right"
    if text.cut != "treaty":
        return
    numbers = text.articles()
    missing = missing_articles(numbers, expected)
    if missing:
        named = [number for number in missing if isinstance(number, int)]
        lacking = spans(named, last="") if named else listing(missing, limit=9)
        yield (
            f"no article {lacking}",
            "look for it in the file, and write its lines into the stored text by hand",
        )
    body = {p.article for p in text.passages if p.role == "body" and not p.annex}
    empty = [number for number in numbers if number not in body]
    if empty:
        yield f"nothing under article {listing(empty, limit=9)}", "see whether its text stands elsewhere"
    heads = Counter(p.article for p in _first_heads(text))
    twice = [number for number, times in heads.items() if times > 1]
    if twice:
        yield (
            f"article {listing(twice, limit=9)} twice",
            "see whether two texts or a contents page were mixed",
        )
    whole = [number for number in numbers if isinstance(number, int)]
    if expected and whole and max(whole) > expected:
        yield (
            f"the dossier says {count(expected, 'article')}",
            "see whether it is the same treaty, or mend dossier.toml",
        )
    torn = [
        p
        for before, p in itertools.pairwise(text.passages)
        if p.article and p.role == "body" and not p.items and p.text[:1].islower() and not ended(before.text)
    ]
    if len(torn) > max(2, 0.04 * len(text.passages)):
        yield (
            f"{count(len(torn), 'passage')} that {'begin' if len(torn) > 1 else 'begins'} amid a sentence",
            "get the text in another format",
        )


def _first_heads(text: Text) -> Iterator[Passage]:
    """Give the first heading of each article, one for each time that it stands in the text."""
    before = ""
    for passage in text.passages:
        if passage.role == "heading" and passage.article and not passage.annex and passage.label != before:
            yield passage
        before = passage.label


def missing_articles(numbers: Iterable[int | str], expected: int = 0) -> list[int] | list[str]:
    """Return the articles that lack before the last, chapter by chapter where numbers tell it."""
    known = list(numbers)
    whole = {number for number in known if isinstance(number, int)}
    if whole and min(whole) <= 100:
        return sorted(set(range(1, max(*whole, expected, 1) + 1)) - whole)
    if whole:
        blocks: dict[int, set[int]] = {}
        for number in whole:
            blocks.setdefault(number // 100, set()).add(number)
        return sorted(
            n for block, has in blocks.items() for n in set(range(block * 100 + 1, max(has) + 1)) - has
        )
    found: dict[str, set[int]] = {}
    for each in known:
        match = re.fullmatch(r"(\w+[.:–‑-])(\d+)", str(each))
        if match:
            found.setdefault(match[1], set()).add(int(match[2]))
    return [f"{chapter}{n}" for chapter, has in found.items() for n in range(1, max(has) + 1) if n not in has]
