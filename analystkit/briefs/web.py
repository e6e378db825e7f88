"""The brief as one HTML file that needs nothing else: style and pictures are inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analystkit import pandoc
from analystkit.briefs.content import Item
from analystkit.briefs.document import BESIDE, Draft, beside
from analystkit.briefs.package import data_address
from analystkit.briefs.rows import table_of
from analystkit.briefs.tree import attr, div, meta, picture, plain, raw, replace_blocks, span, strong, text
from analystkit.pandoc import Node

_DPI = 200  # twice a screen's; a page of HTML is for screens
_NOTES = re.compile(rb'<section id="footnotes".*?</section>\s*', re.DOTALL)
_LIST = re.compile(rb'<(?:div|section) [^>]*class="[^"]*\bsources"')


def html(draft: Draft) -> bytes:
    """Return a brief as HTML."""
    tree = draft.tree(_place)
    tree["blocks"] = replace_blocks(tree["blocks"], _beside)
    style = Path(__file__).with_name("brief.css").read_text("utf-8")
    tree["meta"]["header-includes"] = {"t": "MetaBlocks", "c": [raw("html", f"<style>\n{style}</style>")]}
    tree["meta"]["title-meta"] = meta(text(draft.brief.title))
    if draft.dateline:
        tree["meta"]["date"] = meta(text(draft.dateline))
    options = ["--standalone", "--wrap", "none", "--section-divs", "-V", "document-css=false"]
    page = pandoc.write(tree, "html5", str(draft.brief.path), options, epoch=draft.epoch)
    return _notes_before_sources(page)


def _notes_before_sources(page: bytes) -> bytes:
    """Move the footnotes, which Pandoc puts last, before the list of sources."""
    notes, listed = _NOTES.search(page), _LIST.search(page)
    if not notes or not listed or notes.start() < listed.start():
        return page
    at = listed.start()
    return page[:at] + notes[0] + page[at : notes.start()] + page[notes.end() :]


def _beside(block: Node) -> list[Node] | None:
    parts = beside(block)
    return None if parts is None else [div([*parts[0], div(parts[1], "prose")], BESIDE)]


def _place(items: Sequence[Item]) -> list[Node]:
    blocks = [_figure(item) if item.is_figure else _table(item) for item in items]
    return [div(blocks, "pair")] if len(blocks) > 1 else blocks


def _words(item: Item) -> list[Node]:
    return [strong(f"{item.label}:"), {"t": "Space"}, *item.caption]


def _figure(item: Item) -> Node:
    image = picture(data_address(item.figure.png(_DPI)), item.figure.alt_text, item.width_mm)
    caption = [plain([span(_words(item), "words")]), plain([span(text(item.source_line), "source")])]
    return {"t": "Figure", "c": [attr("", [item.reference.preset]), [None, caption], [plain([image])]]}


def _table(item: Item) -> Node:
    table = table_of(item.dossier, item.reference, item.rows, _words(item))
    return div([table, div([plain(text(item.source_line))], "source")], "rows")
