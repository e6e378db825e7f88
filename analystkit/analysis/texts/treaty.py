"""Cutting a treaty into preamble, articles, paragraphs and items, annexes and protocols, and closing."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analystkit.analysis.texts.headings import (
    CLOSING,
    CONTENTS,
    Heading,
    annex_heading,
    article_heading,
    ended,
    is_item,
    is_part,
    is_title,
    marked,
)
from analystkit.analysis.texts.text import Passage

_FAR = 6
_NEAR = 3
_LIST = 12
_FRONT_WORDS = 45


@dataclass
class _Article:
    """An article while its blocks are gathered."""

    place: str
    heads: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


def part_stuck(blocks: Sequence[str]) -> Iterator[str]:
    """Give the blocks, the heading of the next article parted from a paragraph that it was run into."""
    last = ""
    for block in blocks:
        head, stuck = article_heading(block), re.fullmatch(r"(.+[.;:])\s+(\S+\s\S{1,8})", block)
        after = article_heading(stuck[2]) if stuck and not head else None
        if stuck and after and _step(last, after.number):
            yield stuck[1]
            block, head = stuck[2], after
        yield block
        last = head.number if head else last


def find_articles(blocks: Sequence[str]) -> dict[int, Heading]:
    """Return the headings of articles by the places of their blocks; a table of contents has none."""
    found: dict[int, Heading] = {}
    last = ""
    for place, block in enumerate(blocks):
        head = article_heading(block)
        amid = place and block.endswith(".") and not ended(blocks[place - 1])
        if head and (follows(last, head.number) or not (head.text or amid)):
            found[place] = head
            last = head.number
    kept, at, places = list[int](), 0, list(found)
    while at < len(places):  # sentences that begin with an article's number are passed over
        here, at = places[at], at + 1
        kept.append(here)
        numbers = [found[place].number for place in places[at : at + _LIST]]
        if numbers and not _step(found[here].number, numbers[0]):
            begun = next((n for n, number in enumerate(numbers) if _starts(number)), len(numbers))
            on = next((n for n in range(begun) if _step(found[here].number, numbers[n])), 0)
            at += 0 if any(itertools.starmap(_step, itertools.pairwise(numbers[:on]))) else on
    found = {place: found[place] for place in kept}
    return _without_contents(found, blocks)


def _parts(number: str) -> list[int]:
    number = re.sub(r"^[A-Z](?=-)", lambda letter: str(ord(letter[0]) - 64), number)
    return [int(part) for part in re.findall(r"\d+", number)]


def _starts(number: str) -> bool:
    parts = _parts(number)
    return len(parts) in (1, 2) and parts[-1] in (1, 101, 1001)


def _step(last: str, number: str) -> bool:
    """Tell whether an article is the very next."""
    one, two = _parts(last), _parts(number)
    if not one:
        return _starts(number)
    return bool(two) and (
        two == [*one[:-1], one[-1] + 1] or (one == two and last != number) or _chapter(one, two)
    )


def _chapter(one: list[int], two: list[int]) -> bool:
    """Tell whether a number is the first of the next chapter: 2.1 after 1.7, 201 after 107."""
    if len(two) > 1:
        return len(one) == len(two) == 2 and two == [one[0] + 1, 1]
    return len(one) == 1 and two[0] > 100 and two[0] % 100 == 1 and two[0] // 100 == one[0] // 100 + 1


def follows(last: str, number: str) -> bool:
    """Tell whether an article may come after another, a few between them being lost."""
    one, two = _parts(last), _parts(number)
    near = one[:-1] == two[:-1] and one[-1:] < two[-1:] and two[-1] < one[-1] + _FAR if one and two else False
    return near or _starts(number) or _step(last, number)


def _without_contents(found: dict[int, Heading], blocks: Sequence[str]) -> dict[int, Heading]:
    """Leave out a first run of headings with hardly a sentence below them, when the same come again."""
    places = list(found)
    numbers = [found[place].number for place in places]
    while len(places) > 3 and numbers[0] in numbers[1:]:
        again = numbers.index(numbers[0], 1)
        texts = sum(_reads(block) for block in blocks[places[0] : places[again - 1]])
        texts += sum(bool(found[place].text) for place in places[:again])
        if again < 3 or texts > again // 3:
            break
        places, numbers = places[again:], numbers[again:]
    return {place: found[place] for place in places}


def _reads(block: str) -> bool:
    """Tell whether a block reads like a sentence of a treaty."""
    return len(block.split()) > 5 and ended(block)


def is_treaty(blocks: Sequence[str]) -> bool:
    """Tell whether a text is cut like a treaty: three headings of articles, or two from the first on."""
    numbers = [head.number for head in find_articles(blocks).values()]
    return len(numbers) >= 3 or (len(numbers) == 2 and _starts(numbers[0]) and _step(*numbers))


def cut_treaty(blocks: Sequence[str]) -> list[Passage]:
    """Cut a treaty's blocks into front matter, preamble, articles, their paragraphs and items, and closing.

    A paragraph with a printed number is ``art. 3(2)``, an item of it ``art. 3(2)(b)``; what has no number
    has the article's place. What follows the items belongs to their paragraph.
    """
    heads = find_articles(blocks)
    order = [*heads, len(blocks)]
    passages = _opening(blocks[: order[0]])
    article: _Article | None = None
    zone, role, last, main = "", "", "", ""
    title_may_follow = False
    for place, block in enumerate(blocks[order[0] :], start=order[0]):
        head, annex = heads.get(place), annex_heading(block)
        coming = order[bisect.bisect_left(order, place)]  # the next heading of an article, or this
        number = heads[coming].number if coming in heads else ""
        if zone and (head or is_part(block)) and _goes_on(main, last, number):
            passages += _settle(article)
            article, zone, last = None, "", main
        if head is None and annex and (not number or not last or _apart(last, number)):
            passages += [*_settle(article), Passage(f"{annex}, heading", block)]
            article, zone, role, last = None, annex, "", ""
            title_may_follow = True
        elif head is not None:
            passages += _settle(article)
            opened = any(is_part(before) for before in blocks[max(0, place - 2) : place])
            if not zone and last and head.number == heads[order[0]].number and not opened:
                zone = "annex"
            role, last = "", head.number
            main = main if zone else last
            line = block[: -len(head.text)].strip() if head.text else block
            article = _Article(
                f"{zone}, art. {last}" if zone else f"art. {last}", [line], [head.text] if head.text else []
            )
            title_may_follow = not head.title and not head.text
        elif is_part(block):
            passages += [*_settle(article), Passage(f"{zone}, heading" if zone else "heading", block)]
            article, title_may_follow = None, len(block.split()) <= 3
        elif title_may_follow and is_title(block) and not is_item(block) and place + 1 < len(blocks):
            if article:
                article.heads.append(block)
                title_may_follow = place + 2 < len(blocks) and coming > place + 1 and len(article.heads) < 3
            else:
                passages.append(Passage(f"{zone}, heading" if zone else "heading", block))
        elif role or (
            CLOSING.match(block)
            and (not number or _starts(number) or any(map(annex_heading, blocks[place:coming])))
        ):
            passages += [*_settle(article), Passage("closing", block)]
            article, role = None, "closing"
        elif article:
            article.blocks.append(block)
            title_may_follow = False
        elif zone:
            mark = marked(block)
            numbered = f", para. {mark.mark}" if mark and mark.mark.isdecimal() else ""
            passages.append(Passage(zone + numbered, block))
            title_may_follow = False
        else:
            passages.append(Passage("heading" if is_title(block) else "closing", block))
    return [*passages, *_settle(article)]


def _apart(last: str, number: str) -> bool:
    """Tell whether an article is not the next of its chapter, so that an annex may stand before it."""
    return not _step(last, number) or _starts(number) or _chapter(_parts(last), _parts(number))


def _goes_on(main: str, last: str, number: str) -> bool:
    """Tell whether an article goes on with the treaty's own after an annex amid them."""
    same = len(_parts(main)) == len(_parts(number))
    return same and _step(main, number) and number != main and not (last and _step(last, number))


def _opening(blocks: Sequence[str]) -> list[Passage]:
    """Cut what stands before the first article."""
    passages: list[Passage] = []
    number = title = 0
    for place, block in enumerate(blocks):
        if is_part(block) or (title and is_title(block)) or (number and CONTENTS.fullmatch(block)):
            passages.append(Passage("heading", block))
            title = is_part(block) and len(block.split()) <= 3
        elif (
            not number
            and len(block.split()) <= _FRONT_WORDS
            and not ended(block)
            and not block.endswith((",", "،"))
        ):
            passages.append(Passage("front", block))
        elif number and is_title(block) and place == len(blocks) - 1:
            passages.append(Passage("heading", block))
        else:
            number += 1
            passages.append(Passage(f"preamble, para. {number}", block))
    return passages


def _settle(article: _Article | None) -> Iterator[Passage]:
    """Give the passages of an article once all its blocks are known."""
    if article is None:
        return
    yield from (Passage(f"{article.place}, heading", head) for head in article.heads)
    tail: list[str] = []
    while len(article.blocks) > 1 and is_title(article.blocks[-1]) and not is_item(article.blocks[-1]):
        tail.insert(0, article.blocks.pop())  # a section's title that no word marks as one
    number = _parts(article.place.rpartition("art. ")[2])
    level, paragraph, items = "", "", dict[str, str]()
    for block in article.blocks:
        mark = marked(block)
        text = mark.mark if mark else ""
        nested = _parts(text)
        if mark and len(nested) > 1 and nested[: len(number)] == number and len(nested) == len(number) + 1:
            mark, text = type(mark)(text, "stop", mark.rest), str(nested[-1])
        level = level or (mark.form if mark and text.isdecimal() and int(text) == 1 else "")
        if (
            not level
            and mark
            and text.isdecimal()
            and items
            and not any(item.isdecimal() for item in items.values())
        ):
            level = mark.form  # the first number was lost
        if mark and text.isdecimal() and mark.form == level and 0 < int(text) - int(paragraph or 0) <= _NEAR:
            paragraph, items = text, {}
        elif mark and (mark.form != level or not text.isdecimal()):
            form, kept = _level(mark.form, text, items), list(items)
            items = {f: items[f] for f in (kept[: kept.index(form)] if form in kept else kept)} | {form: text}
        elif not (mark or re.match(r"[•·▪◦‣–—-]", block)):
            items = {}
        place = (
            article.place
            + (f"({paragraph})" if paragraph else "")
            + "".join(f"({item})" for item in items.values())
        )
        yield Passage(place, block)
    yield from (Passage("heading", block) for block in tail)


def _level(form: str, text: str, items: Mapping[str, str]) -> str:
    """Return the level of an item: its form, and apart from letters the roman numerals below them."""
    before = items.get(form, "")
    roman = (
        re.fullmatch("[ivx]+", text) and before and not (len(text) == 1 and ord(text) == ord(before[-1]) + 1)
    )
    return f"{form} roman" if roman else form
