"""Cutting a treaty into preamble, articles and paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analystkit.analysis.texts.headings import (
    ArticleHeading,
    article_heading,
    is_annex,
    is_chapter,
    is_closing,
    is_title,
    numbered,
)
from analystkit.analysis.texts.text import Passage, Text

_ITEM = re.compile(
    r"(?:\(?(?:[a-z]{1,2}|[ivx]{1,4}|[а-я]|[\u0600-\u06ff]{1,3})\)|[•–—\-*])\s?\S", re.IGNORECASE
)
_FAR = 6
_TITLE_WORDS = 40


@dataclass
class _Article:
    """An article while its blocks are gathered."""

    number: int
    annex: bool
    heads: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def find_articles(blocks: Sequence[str]) -> dict[int, ArticleHeading]:
    """Return the headings of articles by the places of their blocks; a table of contents has none."""
    found: dict[int, ArticleHeading] = {}
    last = 0
    for place, block in enumerate(blocks):
        head = article_heading(block)
        if head is None or (head.text and not last < head.number < last + _FAR and head.number != 1):
            continue
        found[place] = head
        last = head.number
    return _without_contents(found, len(blocks))


def _without_contents(found: dict[int, ArticleHeading], count: int) -> dict[int, ArticleHeading]:
    """Leave out a first run of headings with hardly a paragraph between them, when another follows."""
    places = list(found)
    starts = [n for n, place in enumerate(places) if n == 0 or found[place].number == 1]
    while len(starts) > 1:
        first, after = places[starts[0]], places[starts[1]]
        heads = starts[1] - starts[0]
        texts = sum(bool(found[place].text) for place in places[starts[0] : starts[1]])
        if heads < 3 or after - first - heads + texts > heads // 2:
            break
        del starts[0]
    return {place: found[place] for place in places[starts[0] if starts else 0 :] if place < count}


def is_treaty(blocks: Sequence[str]) -> bool:
    """Tell whether a text is cut like a treaty: three headings of articles, or two from the first on."""
    numbers = [head.number for head in find_articles(blocks).values()]
    return len(numbers) >= 3 or numbers[:2] == [1, 2]


def cut_treaty(blocks: Sequence[str]) -> list[Passage]:
    """Cut a treaty's paragraphs into front matter, preamble, articles and their paragraphs, and closing.

    A paragraph with a number of its own keeps it (``art. 3(2)``); where none has one, paragraphs are
    counted, unless the article is a single one (``art. 19``). Items and further sentences share the place
    of the paragraph that they belong to.
    """
    heads = find_articles(blocks)
    first = next(iter(heads), len(blocks))
    passages = _opening(blocks[:first])
    article: _Article | None = None
    annex = closing = False
    for place, block in enumerate(blocks[first:], start=first):
        head = heads.get(place)
        if head is not None:
            passages += _settle(article)
            annex = annex or (head.number == 1 and article is not None)
            closing = False
            article = _Article(head.number, annex, *_head_line(block, head))
        elif is_chapter(block) or is_annex(block):
            passages += _settle(article)
            article, annex = None, annex or is_annex(block)
            passages.append(Passage("annex, heading" if annex else "heading", block))
        elif closing or (is_closing(block) and not any(later > place for later in heads)):
            passages += [*_settle(article), Passage("closing", block)]
            article, closing = None, True
        elif article is None:
            passages.append(
                Passage(f"annex, para. {_count(passages, 'annex, para.') + 1}" if annex else "closing", block)
            )
        elif not article.blocks and len(article.heads) == 1 and _titles(blocks, place, heads):
            article.heads.append(block)
        else:
            article.blocks.append(block)
    return passages + _settle(article)


def _head_line(block: str, head: ArticleHeading) -> tuple[list[str], list[str]]:
    """Return the heading, and the text that stands on its line."""
    if not head.text:
        return [block], []
    return [block[: -len(head.text)].strip()], [head.text]


def _titles(blocks: Sequence[str], place: int, heads: dict[int, ArticleHeading]) -> bool:
    """Tell whether the block below an article's number is its title."""
    follows = place + 1 < len(blocks) and place + 1 not in heads
    return follows and is_title(blocks[place]) and numbered(blocks[place]) is None


def _count(passages: Sequence[Passage], start: str) -> int:
    return sum(passage.label.startswith(start) for passage in passages)


def _opening(blocks: Sequence[str]) -> list[Passage]:
    """Cut what stands before the first article."""
    passages: list[Passage] = []
    number = 0
    for block in blocks:
        ended = block.endswith((",", ";", ":", ".", "،", "؛"))
        if is_chapter(block):
            passages.append(Passage("heading", block))
        elif not number and not ended and len(block.split()) <= _TITLE_WORDS:
            passages.append(Passage("front", block))
        else:
            number += 1
            passages.append(Passage(f"preamble, para. {number}", block))
    return passages


def _settle(article: _Article | None) -> list[Passage]:
    """Return the passages of an article once all its blocks are known."""
    if article is None:
        return []
    place = f"{'annex, ' if article.annex else ''}art. {article.number}"
    heads = [Passage(f"{place}, heading", head) for head in article.heads]
    numbers = _numbers(article)
    return heads + [
        Passage(f"{place}({number})" if number else place, block)
        for number, block in zip(numbers, article.blocks, strict=True)
    ]


def _numbers(article: _Article) -> list[int]:
    """Return the number of the paragraph that each block belongs to; 0 for the article as a whole."""
    given, last = [], 0
    for block in article.blocks:
        found = numbered(block)
        number = 0
        if found:
            number = found[1] if found[1] and found[0] == article.number else found[0] if not found[1] else 0
        if number == last + 1:
            last = number
        given.append(last)
    if last:
        return given
    whole = [not _ITEM.match(block) for block in article.blocks]
    if sum(whole) <= 1:
        return [0] * len(given)
    counted = [sum(whole[: place + 1]) for place in range(len(whole))]
    return [max(number, 1) for number in counted]


def treaty_report(text: Text, expected: int = 0) -> str:
    """Say what was found in a treaty: how many articles, which are lacking, which stand twice."""
    numbers = text.articles()
    if not numbers:
        return "no headings of articles found: its paragraphs are numbered instead"
    body = [p for p in text.passages if p.article and p.role == "body" and not p.annex]
    preamble = sum(p.article == 0 for p in text.passages)
    parts = [f"{_some(len(numbers), 'article')}, {_some(len({p.label for p in body}), 'paragraph')}"]
    parts.append(f"preamble of {_some(preamble, 'paragraph')}" if preamble else "no preamble")
    missing = sorted(set(range(1, max(*numbers, expected) + 1)) - set(numbers))
    if missing:
        parts.append(f"no article {_ranges(missing)}")
    empty = sorted(set(numbers) - {p.article for p in body if p.article})
    if empty:
        parts.append(f"nothing under article {_ranges(empty)}")
    heads = [n for n, p in itertools.pairwise(numbers) if p < n]
    if heads:
        parts.append(f"out of order after article {_ranges(heads)}")
    if expected and max(numbers) > expected:
        parts.append(f"the dossier says {expected} articles")
    annexed = len({p.article for p in text.passages if p.annex and p.article})
    if annexed:
        parts.append(f"an annex with {_some(annexed, 'article')}")
    return "; ".join(parts)


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers with runs shortened, such as ``3, 7–9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
