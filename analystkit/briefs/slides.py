"""The brief as PowerPoint slides: one figure a slide, with its words beside it in the notes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analystkit import pandoc
from analystkit.briefs.cites import HEADING, references_of
from analystkit.briefs.content import Item
from analystkit.briefs.document import BESIDE, ITEM, Draft
from analystkit.briefs.outline import grouped, slides
from analystkit.briefs.package import data_address, dated, pack, unpack
from analystkit.briefs.rows import table_of
from analystkit.briefs.slidelooks import mended, reference
from analystkit.briefs.tree import div, has_class, header, meta, para, picture, plain, strong, text
from analystkit.pandoc import Node, text_of

WIDTH_MM = 254
SOURCES_ROOM = 2300  # characters of the list of sources on one slide
TABLE_ROWS = 9
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


def pptx(draft: Draft) -> bytes:
    """Return a brief as PowerPoint slides."""
    tree = draft.tree(_place, style="author-date")
    references = references_of(tree)
    tree["blocks"] = [*_deck(tree["blocks"]), *_sources(references)]
    if draft.dateline:
        tree["meta"]["author"] = meta(text(draft.dateline))
    with tempfile.TemporaryDirectory() as folder:
        looks = Path(folder, "reference.pptx")
        looks.write_bytes(reference())
        options = ["--reference-doc", str(looks), "--slide-level", "2"]
        data = pandoc.write(tree, "pptx", str(draft.brief.path), options, epoch=draft.epoch)
    alts = {data_address(item.slide_png): item.slide.alt_text for item in draft.content.figures}
    parts = unpack(data)
    for name in parts:
        if _SLIDE.fullmatch(name):
            parts[name] = mended(parts[name].decode(), alts, draft.language).encode()
    dated(parts, draft.epoch)
    return pack(parts)


def _deck(blocks: list[Node]) -> list[Node]:
    """Return the slides without the list of sources; the bottom line comes first."""
    made: list[Node] = []
    rest = []
    for block in blocks:
        classes = block["c"][0][1] if block["t"] == "Div" else []
        if "bottom-line" in classes:
            made += [header(2, text("Bottom line")), *block["c"][1]]
        elif BESIDE in classes:
            rest += block["c"][1]
        elif "sources" not in classes:
            rest.append(block)
    return made + slides(rest, lambda block: has_class(block, ITEM), lambda block: list(block["c"][1]))


def _place(items: Sequence[Item]) -> list[Node]:
    blocks = []
    for item in items:
        blocks += _figure(item) if item.is_figure else _table(item)
    return blocks


def _notes(item: Item, whole: bool = True) -> Node:
    words = [strong(f"{item.label}:"), {"t": "Space"}, *item.caption]
    return div([para(words), para(text(item.source_line))] if whole else [para(words)], "notes")


def _figure(item: Item) -> list[Node]:
    """Return a slide that a figure fills; its title is for screen readers and lists of slides."""
    image = picture(data_address(item.slide_png), "", WIDTH_MM)
    image["c"][0][2] = [pair for pair in image["c"][0][2] if pair[0] == "width"]
    return [header(2, text(item.slide.headline)), para([image]), _notes(item)]


def _table(item: Item) -> list[Node]:
    """Return a table on one slide, or on as many as its rows need."""
    made: list[Node] = []
    title = text(text_of(item.caption).strip().rstrip("."))
    for start in range(0, len(item.rows), TABLE_ROWS):
        rows = item.rows.iloc[start : start + TABLE_ROWS]
        made += [header(2, title), table_of(item.dossier, item.reference, rows, []), _notes(item)]
    return made


def _sources(entries: list[list[Node]]) -> list[Node]:
    """Return the list of sources on as many slides as it takes."""
    made: list[Node] = []
    for group in grouped(entries, SOURCES_ROOM):
        made += [header(2, text(HEADING)), {"t": "BulletList", "c": [[plain(entry)] for entry in group]}]
    return made
