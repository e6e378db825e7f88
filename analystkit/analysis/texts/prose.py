"""Numbering the paragraphs of an article, report or page, its standfirst as paragraph 0."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from analystkit.analysis.texts.text import Passage

_LONG = 40
_SENTENCE = 8
_FRONT = 12
_STOPS = (".", "!", "?", "…", "؟", "۔", ".”", ".’", '."', ".'", ".»", "!”", "?”", ".)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|[۱۲][۳۴۰]\d\d")
_BY = re.compile(
    r"(?:by|from|photo|image|picture|published|updated|last modified|автор|фото|نویسنده|عکس)\b", re.I
)
_NOTE = ("*", "†", "©", "http://", "https://", "www.")


def cut_prose(blocks: Sequence[str], title: str = "") -> list[Passage]:
    """Cut prose into paragraphs numbered from 1, and the lines above and below it.

    The text starts with its first long paragraph (40 words, or two sentences), or with the first of the
    sentences that stand right above it. Short lines before are front matter: title, byline, date. Of
    these, the last that reads like a sentence and is not the title is the standfirst: paragraph 0. A
    heading that is repeated is not numbered. Lines after the last full stop are back matter.
    """
    start, end = _start(blocks), len(blocks)
    while (
        end > start + 1
        and len(blocks[end - 1].split()) < _LONG
        and (blocks[end - 1].startswith(_NOTE) or not blocks[end - 1].endswith(_STOPS))
    ):
        end -= 1
    standfirst = _standfirst(blocks[:start], title)
    front = [
        Passage("front" if n != standfirst else "para. 0", block) for n, block in enumerate(blocks[:start])
    ]
    body = [Passage(f"para. {n}", block) for n, block in enumerate(blocks[start:end], start=1)]
    return [*front, *body, *(Passage("back", block) for block in blocks[end:])]


def _start(blocks: Sequence[str]) -> int:
    """Return the place of the first paragraph of the text."""
    sentences = [
        block.endswith(_STOPS)
        and len(block.split()) >= 3
        and not _is_credit(block)
        and not block.startswith(_NOTE)
        for block in blocks
    ]
    long = next((n for n, block in enumerate(blocks) if _is_long(block)), None)
    if long is None:
        long = next((n for n, sentence in enumerate(sentences) if sentence), 0)
        return long if long <= _FRONT else 0
    if long > _FRONT:
        return 0
    while long > 1 and sentences[long - 1]:
        long -= 1
    return long


def _is_long(block: str) -> bool:
    stops = len(re.findall(r"[.!?؟۔]['\"”’»)]*(?=\s+[^\W\d_a-zа-я]|$)", block))
    return len(block.split()) >= _LONG or (stops >= 2 and block.endswith(_STOPS) and len(block.split()) >= 5)


def _is_credit(block: str) -> bool:
    return bool(_BY.match(block)) or (bool(_DATED.search(block)) and len(block.split()) < 15)


def _standfirst(front: Sequence[str], title: str) -> int | None:
    """Return the place of the standfirst among the lines above the text."""
    titles = {_plain(title), *(_plain(block) for block in front[:1])} - {""}
    for place in range(len(front) - 1, -1, -1):
        block, words = front[place], front[place].split()
        named = sum(word[:1].isupper() for word in words)
        reads = len(words) >= _SENTENCE and named <= 0.6 * len(words) and not _is_credit(block)
        known = any(_plain(block) in t or t in _plain(block) for t in titles)
        if reads and not block.startswith(_NOTE) and not known:
            return place
    return None


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
