"""What was found in a text: a check list for the reader, what looks wrong, and what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from analystkit.analysis.texts.letters import LANGUAGES
from analystkit.analysis.texts.text import Passage, Text
from analystkit.words import count, listing, spans


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
        p for p in text.passages if p.article and p.role == "body" and not p.items and p.text[:1].islower()
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
