"""A brief's prose as slides: each section's points, or the first sentence of each of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from analystkit.briefs.tree import div, header, plain
from analystkit.pandoc import Node, text_of

ROOM = 880  # characters that a slide holds at a size that can be read
SHORT = 50  # characters below which a sentence says too little by itself
_STOP = re.compile(r"[.!?…][”’)\]]*")
_SHORTENED = re.compile(
    r"(?:^|\W)(?:art|arts|para|paras|no|nos|cf|e\.g|i\.e|p|pp|vs|approx|c|dr|mr|mrs|ms|st)\.$", re.I
)


@dataclass
class Section:
    """A heading with what stands under it, up to the next.

    Parameters
    ----------
    title : list of dict
        Inlines; empty for what stands before the first heading.
    blocks : list of dict
        Prose, figures and tables in order.
    """

    title: list[Node]
    blocks: list[Node] = field(default_factory=list)


def sections(blocks: Sequence[Node]) -> Iterator[Section]:
    """Yield the sections of a document, at headings of whatever level."""
    section = Section([])
    for block in blocks:
        if block["t"] == "Header":
            if section.blocks:
                yield section
            section = Section(block["c"][2])
        else:
            section.blocks.append(block)
    if section.blocks:
        yield section


def first_sentence(inlines: Sequence[Node]) -> list[Node]:
    """Return the inlines up to the end of the first sentence; of the next as well when that is short."""
    for place, inline in enumerate(inlines[:-1]):
        ends = inline["t"] == "Str" and _STOP.search(inline["c"][-3:]) and _stops(inline["c"])
        if ends and inlines[place + 1]["t"] in ("Space", "SoftBreak") and _enough(inlines[: place + 1]):
            return list(inlines[: place + 1])
    return list(inlines)


def _enough(inlines: Sequence[Node]) -> bool:
    return len(text_of(list(inlines))) >= SHORT


def _stops(word: str) -> bool:
    return bool(_STOP.fullmatch(word[-1:]) or _STOP.search(word[-2:])) and not _SHORTENED.search(word)


def points(blocks: Sequence[Node]) -> list[list[Node]]:
    """Return what a slide says for some prose: its list's items, and each paragraph's first sentence."""
    found: list[list[Node]] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            found.append(first_sentence(block["c"]))
        elif block["t"] in ("BulletList", "OrderedList"):
            items = block["c"] if block["t"] == "BulletList" else block["c"][1]
            found += [item[0]["c"] for item in items if item and item[0]["t"] in ("Para", "Plain")]
        elif block["t"] in ("BlockQuote", "Div"):
            found += points(block["c"] if block["t"] == "BlockQuote" else block["c"][1])
    return found


def slides(
    blocks: Sequence[Node], is_item: Callable[[Node], bool], place: Callable[[Node], list[Node]]
) -> list[Node]:
    """Return a document as slides: the prose of each section, then its figures and tables."""
    result: list[Node] = []
    for section in sections(blocks):
        prose = [block for block in section.blocks if not is_item(block)]
        result += text_slides(section.title, points(prose), prose)
        for block in section.blocks:
            if is_item(block):
                result += place(block)
    return result


def text_slides(title: list[Node], said: list[list[Node]], notes: list[Node]) -> list[Node]:
    """Return points as a list on one slide, or on as many as they need."""
    result: list[Node] = []
    for number, group in enumerate(grouped(said, ROOM)):
        items = [[plain(point)] for point in group]
        result += [header(2, title), {"t": "BulletList", "c": items}]
        if number == 0:
            result.append(div(list(notes), "notes"))
    return result


def grouped(said: Sequence[list[Node]], room: int) -> Iterator[list[list[Node]]]:
    """Yield points in groups that a slide has room for, each about as full as the others."""
    lengths = [len(text_of(point)) + 40 for point in said]
    count = -(-sum(lengths) // room)
    fill = sum(lengths) / max(count, 1)
    group: list[list[Node]] = []
    used, begun = 0, 0
    for point, length in zip(said, lengths, strict=True):
        if group and (used + length > room or begun + used + length / 2 > fill * _slides_for(begun, fill)):
            yield group
            begun += used
            group, used = [], 0
        group.append(point)
        used += length
    if group:
        yield group


def _slides_for(begun: float, fill: float) -> int:
    """Return how many slides there are once the next is full."""
    return round(begun / fill) + 1
