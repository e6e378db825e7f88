"""Cutting a treaty into preamble, articles, paragraphs, items, annexes and closing, and prose."""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
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
    opens,
    stopped,
)
from analystkit.analysis.texts.text import Passage

_FAR = 5
_NEAR = 3
_LIST = 12
_FRONT_WORDS = 45
_LONG = 40
_SENTENCE = 8
_FRONT = 12
_STOPS = (".", "!", "?", "…", "؟", "۔")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|[۱۲][۳۴۰]\d\d")
_BY = re.compile(
    r"(?:by|from|photo|image|picture|published|updated|last modified|автор|фото|نویسنده|عکس)\b", re.I
)
_LONE = re.compile(r"(?:\(\w{1,4}\)|\w{1,2}\)|\d{1,2}(?:\.\d{1,2})*\.|[•▪◦])(?: \(\w{1,4}\))?")
_NOTE = ("*", "†", "©", "http://", "https://", "www.")


def _parts(number: str) -> list[int]:
    """Return the numbers in an article's number: 1 and 2 in 1.2, B-02 and so on."""
    number = re.sub(r"^[A-Z](?=-)", lambda letter: str(ord(letter[0]) - 64), number)
    return [int(part) for part in re.findall(r"\d+", number)]


def _starts(number: str) -> bool:
    parts = _parts(number)
    return len(parts) in (1, 2) and parts[-1] in (1, 101, 1001)


def _chapter(last: str, number: str) -> bool:
    """Tell whether an article is the first of the next chapter: 2.1 after 1.7, 201 after 107."""
    one, two = _parts(last), _parts(number)
    if len(one) == len(two) == 1:
        one, two = list(divmod(one[0], 100)), list(divmod(two[0], 100))
    return len(one) == len(two) == 2 and two == [one[0] + 1, 1]


def _follows(last: str, number: str, far: int = 1) -> bool:
    """Tell whether an article is the very next, or no farther on than that."""
    one, two = _parts(last), _parts(number)
    if not one or not two:
        return not one and _starts(number)
    near = one[:-1] == two[:-1] and one[-1] < two[-1] <= one[-1] + far
    return near or (one == two and last != number) or _chapter(last, number)


def mended(blocks: Sequence[str]) -> Iterator[str]:
    """Give the blocks, a lone mark put to its words, the next article's heading parted from a paragraph."""
    last = mark = ""
    for block in blocks:
        if mark and opens(block):
            yield mark.strip()
            mark = ""
        block, mark = f"{mark}{block}", ""
        if _LONE.fullmatch(block):
            mark = f"{block} "
            continue
        head, (before, *end) = article_heading(block), block.rsplit(maxsplit=2)
        after = article_heading(" ".join(end)) if end and not head else None
        if after and _follows(last, after.number) and (before.endswith((".", ";", ":")) or is_part(before)):
            yield before
            block, head = " ".join(end), after
        yield block
        last = head.number if head else last
    if mark:
        yield mark.strip()


def _find_articles(blocks: Sequence[str]) -> dict[int, Heading]:
    """Return the headings of articles by the places of their blocks; a table of contents has none."""
    found: dict[int, Heading] = {}
    last = ""
    for place, block in enumerate(blocks):
        head = article_heading(block)
        amid = place and block.endswith(".") and not ended(blocks[place - 1])
        on = head and (_follows(last, head.number, _FAR) or _starts(head.number))
        if head and (on or not (head.text or amid)):
            found[place] = head
            last = head.number
    kept, at, places = list[int](), 0, list(found)
    while at < len(places):  # sentences that begin with an article's number are passed over
        here, at = places[at], at + 1
        numbers = [found[place].number for place in places[at : at + _LIST]]
        if not kept and numbers and _starts(numbers[0]) and not _starts(found[here].number):
            continue  # of another law, named above the text
        kept.append(here)
        if numbers and not _follows(found[here].number, numbers[0]):
            begun = next((n for n, number in enumerate(numbers) if _starts(number)), len(numbers))
            skipped = next((n for n in range(begun) if _follows(found[here].number, numbers[n])), 0)
            at += 0 if any(itertools.starmap(_follows, itertools.pairwise(numbers[:skipped]))) else skipped
    order = [found[place].number for place in kept]
    while len(kept) > 3 and order[0] in order[1:]:  # a first run with hardly a sentence that comes again
        again = order.index(order[0], 1)
        texts = sum(len(block.split()) > 5 and ended(block) for block in blocks[kept[0] : kept[again - 1]])
        texts += sum(bool(found[place].text) for place in kept[:again])
        if again < 3 or texts > again // 3:
            break
        kept, order = kept[again:], order[again:]
    return {place: found[place] for place in kept}


def is_treaty(blocks: Sequence[str]) -> bool:
    """Tell whether a text is cut like a treaty: three headings of articles, or two from the first on."""
    numbers = [head.number for head in _find_articles(blocks).values()]
    begun = len(numbers) == 2 and _starts(numbers[0]) and _follows(numbers[0], numbers[1])
    return begun or len(numbers) > 2


@dataclass
class _Article:
    """An article while its blocks are gathered."""

    place: str
    heads: list[str]
    blocks: list[str] = field(default_factory=list)

    def passages(self) -> Iterator[Passage]:
        """Give its passages, once all its blocks are known."""
        yield from (Passage(f"{self.place}, heading", head) for head in self.heads)
        end = len(self.blocks)
        while end > 1 and is_title(self.blocks[end - 1]) and not is_item(self.blocks[end - 1]):
            end -= 1  # a section's title that no word marks as one
        number = _parts(self.place.rpartition("art. ")[2])
        level, paragraph, items = "", "", dict[str, str]()
        for block in self.blocks[:end]:
            text, form = marked(block)
            if len(nested := _parts(text)) > 1 and nested[:-1] == number:
                text, form = str(nested[-1]), "stop"
            whole, lost = text.isdecimal(), items and not any(map(str.isdecimal, items.values()))
            if whole and not level and (int(text) == 1 or lost):
                level = form  # of paragraphs, the first number of which may be lost
            if whole and form == level and 0 < int(text) - int(paragraph or 0) <= _NEAR:
                paragraph, items = text, {}
            elif text and (form != level or not whole):
                before = items.get(form, "")
                next_letter = len(text) == 1 and before and ord(text) == ord(before[-1]) + 1
                if before and re.fullmatch("[ivx]+", text) and not next_letter:
                    form = f"{form} roman"  # below letters
                while form in items:
                    items.popitem()
                items[form] = text
            elif not text and not re.match(r"[•·▪◦‣–—-]", block):
                items = {}
            marks = [f"({part})" for part in (paragraph, *items.values()) if part]
            yield Passage(self.place + "".join(marks), block)
        yield from (Passage("heading", block) for block in self.blocks[end:])


def cut_treaty(blocks: Sequence[str]) -> list[Passage]:
    """Cut a treaty's blocks into front matter, preamble, articles, their paragraphs and items, and closing.

    A paragraph with a printed number is ``art. 3(2)``, an item of it ``art. 3(2)(b)``; what has no number
    has the article's place. What follows the items belongs to their paragraph.
    """
    heads = _find_articles(blocks)
    order = [*heads, len(blocks)]
    cut: list[Passage | _Article] = [*_opening(blocks[: order[0]])]
    article: _Article | None = None
    zone, role, last, main = "", "", "", ""
    title_may_follow = False
    for place, block in enumerate(blocks[order[0] :], start=order[0]):
        head, annex = heads.get(place), annex_heading(block)
        coming = order[bisect.bisect_left(order, place)]  # the next heading of an article, or this
        number = heads[coming].number if coming in heads else ""
        if zone and (head or is_part(block)) and _goes_on(main, last, number):
            article, zone, last = None, "", main
        inside = f"{zone}, " if zone else ""
        amid = bool(number and last) and _follows(last, number)  # with the next article of the chapter
        if head is None and annex and (not amid or _starts(number) or _chapter(last, number)):
            cut.append(Passage(f"{annex}, heading", block))
            article, zone, role, last = None, annex, "", ""
            title_may_follow = True
        elif head is not None:
            opened = any(is_part(before) for before in blocks[max(0, place - 2) : place])
            if not zone and last and head.number == heads[order[0]].number and not opened:
                zone, inside = "annex", "annex, "
            role, last = "", head.number
            main = main if zone else last
            line = block[: -len(head.text)].strip() if head.text else block
            article = _Article(f"{inside}art. {last}", [line], [head.text] if head.text else [])
            cut.append(article)
            title_may_follow = not head.title and not head.text
        elif is_part(block):
            cut.append(Passage(f"{inside}heading", block))
            article, title_may_follow = None, len(block.split()) <= 3
        elif title_may_follow and is_title(block) and not is_item(block) and place + 1 < len(blocks):
            if article:
                article.heads.append(block)
                title_may_follow = place + 2 < len(blocks) and coming > place + 1 and len(article.heads) < 3
            else:
                cut.append(Passage(f"{inside}heading", block))
        elif role or (
            CLOSING.match(block)
            and (not number or _starts(number) or any(map(annex_heading, blocks[place:coming])))
        ):
            cut.append(Passage("closing", block))
            article, role = None, "closing"
        elif article:
            article.blocks.append(block)
            title_may_follow = False
        elif zone:
            mark, _ = marked(block)
            cut.append(Passage(f"{zone}, para. {mark}" if mark.isdecimal() else zone, block))
            title_may_follow = False
        else:
            cut.append(Passage("heading" if is_title(block) else "closing", block))
    return [p for each in cut for p in (each.passages() if isinstance(each, _Article) else [each])]


def _goes_on(main: str, last: str, number: str) -> bool:
    """Tell whether an article goes on with the treaty's own after an annex amid them."""
    same = len(_parts(main)) == len(_parts(number)) and number != main
    return same and _follows(main, number) and not (last and _follows(last, number))


def _opening(blocks: Sequence[str]) -> Iterator[Passage]:
    """Cut what stands before the first article."""
    number = 0
    title = False
    for place, block in enumerate(blocks):
        if is_part(block) or (title and is_title(block)) or (number and CONTENTS.fullmatch(block)):
            yield Passage("heading", block)
            title = is_part(block) and len(block.split()) <= 3
        elif not number and len(block.split()) <= _FRONT_WORDS and not stopped(block):
            yield Passage("front", block)
        elif number and is_title(block) and place == len(blocks) - 1:
            yield Passage("heading", block)
        else:
            number += 1
            yield Passage(f"preamble, para. {number}", block)


def cut_prose(blocks: Sequence[str], title: str = "") -> list[Passage]:
    """Cut prose into paragraphs numbered from 1, and the lines above and below it.

    The text starts with its first long paragraph, or the sentences right above it. Of the lines before, the
    last that reads like a sentence and is not the title is the standfirst: paragraph 0.
    """
    reads = [ended(block, _STOPS) and len(block.split()) >= 3 and not _is_credit(block) for block in blocks]
    long = [n for n, block in enumerate(blocks) if _is_long(block)]
    start = next(iter(long or itertools.compress(itertools.count(), reads)), 0)
    start = start if start <= _FRONT else 0
    while start > 1 and reads[start - 1]:
        start -= 1
    end = len(blocks)
    while end > start + 1 and len(blocks[end - 1].split()) < _LONG:
        if ended(blocks[end - 1], _STOPS) and not blocks[end - 1].startswith(_NOTE):
            break
        end -= 1
    titles = {_plain(title), *map(_plain, blocks[: min(1, start)])} - {""}
    lead = next((n for n in reversed(range(start)) if _is_lead(blocks[n], titles)), None)
    front = [Passage("para. 0" if n == lead else "front", block) for n, block in enumerate(blocks[:start])]
    body = [Passage(f"para. {n}", block) for n, block in enumerate(blocks[start:end], start=1)]
    return [*front, *body, *(Passage("back", block) for block in blocks[end:])]


def _is_long(block: str) -> bool:
    stops = len(re.findall(r"[.!?؟۔]['\"”’»)]*(?=\s+[^\W\d_a-zа-я]|$)", block))
    return len(block.split()) >= _LONG or (stops >= 2 and ended(block, _STOPS) and len(block.split()) >= 5)


def _is_credit(block: str) -> bool:
    """Tell whether a line says who wrote or when, or is a note."""
    dated = bool(_DATED.search(block)) and len(block.split()) < 15
    return dated or bool(_BY.match(block)) or block.startswith(_NOTE)


def _is_lead(block: str, titles: set[str]) -> bool:
    """Tell whether a line above the text reads like a sentence and is not the title."""
    words = block.split()
    named = sum(word[:1].isupper() for word in words)
    known = any(_plain(block) in title or title in _plain(block) for title in titles)
    return len(words) >= _SENTENCE and named <= 0.6 * len(words) and not _is_credit(block) and not known


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
