"""The brief as PowerPoint slides: a figure or a table a slide, prose in full, nothing under 18 points."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from analystkit.briefs.cites import listed, names_of, source_line
from analystkit.briefs.layout import ITEM, Draft
from analystkit.briefs.lines import (
    Line,
    cell_text,
    fill,
    flat,
    grouped,
    height_of,
    lines_of,
    packed,
    said,
    sections,
    table_pages,
)
from analystkit.briefs.tree import caption_of, has_class, para, replaced, rows_of, strong, text
from analystkit.briefs.word import looks, pack, unpack
from analystkit.pandoc import Node, nodes, text_of

SIZES = (24, 20, 18)  # the largest in which what is said fits
_INSET = 0.25  # inches of a box that words do not take


def pptx(draft: Draft) -> bytes:
    """Return a brief as PowerPoint slides."""
    deck, tree = Deck(draft), draft.tree("author-date")
    deck.first(tree)
    spoken = False
    body = [block for block in tree["blocks"] if not has_class(block, "bottom-line", "contents", "sources")]
    for title, blocks in sections(flat(body)):
        shown = [block for block in blocks if has_class(block, ITEM)]
        prose = [block for block in blocks if not has_class(block, ITEM)]
        if not shown:
            deck.prose(text_of(title).strip(), prose)
        spoken = spoken or bool(shown and prose)
        head = [para(title)] if title else []
        for number, block in enumerate(shown):
            deck.item(block, [*head, *prose] if number == 0 else [])
    if spoken:
        where = f"{draft.brief.path}: a section with figures or tables is shown on slides by these"
        draft.remarks.append(f"{where}; its prose stands in full in their notes")
    deck.sources(tree)
    return deck.saved()


def inches(*sides: float) -> list[Any]:
    """Return inches in PowerPoint's units."""
    from pptx.util import Inches

    return [Inches(side) for side in sides]


class Deck:
    """Slides being made from the layouts of a reference document."""

    def __init__(self, draft: Draft) -> None:
        from pptx import Presentation

        self.draft, self.language = draft, draft.brief.language
        self.deck = Presentation(io.BytesIO(looks(draft.brief.header, "pptx")))
        for entry in list(self.deck.slides._sldIdLst):
            self.deck.part.drop_rel(entry.rId)
            self.deck.slides._sldIdLst.remove(entry)
        sides = self.deck.slide_width or 9144000, self.deck.slide_height or 5486400
        self.width, self.height = (side / 914400 for side in sides)
        self.notes: list[Node] = []  # footnotes of the slide in hand
        self.items = {item.mark: item for item in draft.brief.items}

    def _new(self, layout: str, title: str, sizes: Sequence[int] = SIZES) -> tuple[Any, dict[int, Any]]:
        """Return a new slide with title and number, and its boxes by their place in the layout."""
        named = {found.name: found for found in self.deck.slide_layouts}
        slide = self.deck.slides.add_slide(named.get(layout) or self.deck.slide_layouts[0])
        boxes = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        if 0 in boxes:
            room = boxes[0].width.inches - _INSET
            fit = (s for s in sizes if lines_of(title, room, s, True) <= (2 if s > SIZES[-1] else 3))
            self._fill(boxes[0], [Line([(title, {"b": "1"})])], next(fit, SIZES[-1]))
        for shape in slide.slide_layout.placeholders:
            if shape.placeholder_format.idx == 12:
                slide.shapes._spTree.append(copy.deepcopy(shape._element))
        return slide, boxes

    def _fill(self, box: Any, lines: Sequence[Line], size: int) -> None:
        """Write lines into a box, or take it away where there are none."""
        if lines:
            fill(box, lines, size, self.language.code)
        else:
            box._element.getparent().remove(box._element)

    def first(self, tree: Node) -> None:
        """Make the title slide, with the bottom line on it where there is room."""
        brief, label = self.draft.brief, self.language.say("bottom-line")
        slide, boxes = self._new("Title Slide", brief.title, (32, 26, *SIZES))
        words = [text_of(brief.subtitle).strip(), self.draft.author, self.draft.day]
        blocks = [b for block in tree["blocks"] if has_class(block, "bottom-line") for b in block["c"][1]]
        lines = [Line([(label, {"b": "1"})]), *said(blocks, self.notes)] if blocks else []
        fit = [size for size in SIZES[1:] if lines and 13 in boxes and self._fits(lines, size, boxes[13])]
        if 13 in boxes:
            self._fill(boxes[13], lines if fit else [], max(fit, default=SIZES[-1]))
        if 1 in boxes:
            self._fill(boxes[1], [Line([(part, {})]) for part in words if part], SIZES[-1])
        if logo := brief.header.logo:
            left, top, high = inches(self.width - 1.5, 1 / 6, 0.5)
            slide.shapes.add_picture(io.BytesIO(logo.data), left, top, height=high)
        if lines and not fit:
            self.prose(label, blocks)
        else:
            self._note(slide, [])

    def _fits(self, lines: Sequence[Line], size: int, box: Any) -> bool:
        return height_of(lines, box.width.inches - _INSET, size) <= box.height.inches - _INSET / 2

    def prose(self, title: str, blocks: list[Node]) -> None:
        """Put prose on one slide, or on as many as it needs, in full; its tables on slides of their own."""
        tables = [node for node in nodes(blocks) if node["t"] == "Table"]
        bare = replaced(blocks, lambda block: [] if block["t"] == "Table" else None)
        title, lines = title or self.draft.brief.title, list(said(bare, self.notes))
        edges = (self.width / 20, self.height / 5, self.width * 0.9, self.height * 0.7)
        width, room = edges[2] - _INSET, edges[3] - _INSET / 2
        size = next((s for s in SIZES if height_of(lines, width, s) <= room), SIZES[-1])
        groups = grouped(lines, width, room, size) or ([] if tables else [[]])
        even = grouped(lines, width, height_of(lines, width, size) / max(len(groups), 1) * 1.1, size)
        groups = even if 1 < len(even) == len(groups) else groups
        for number, group in enumerate(groups, 1):
            part = self.language.say("part", n=number, total=len(groups))
            slide, boxes = self._new("Title and Content", f"{title} ({part})" if len(groups) > 1 else title)
            body = boxes.get(1) or slide.shapes.add_textbox(*inches(*edges))
            self._fill(body, group, size)
            self._note(slide, blocks if number == 1 else [])
        for table in tables:
            self.table(table, title, [])

    def item(self, block: Node, notes: list[Node]) -> None:
        """Put a figure, a picture or a table on a slide."""
        shown, *under = block["c"][1]
        caption = [para(words)] if (words := caption_of(shown)) else []
        title, mark = text_of(words).strip(), shown["c"][0][0]
        if has_class(block, "table"):
            self.table(shown, title, [*caption, *under, *notes])
            return
        if mark not in self.items:  # a later part of a figure that is split on paper is whole on its slide
            return
        item = self.items[mark]
        whole = item.slide or item.parts[0]
        top, high = (0.0, self.height) if item.spec else (self.height / 5, self.height * 0.72)
        if item.spec:
            notes = [para(text(source_line(self.draft.brief, item.sources))), *notes]
        title, shape = whole.headline or title, whole.width_mm / whole.height_mm
        slide, _ = self._new("Title Only", title)
        wide = min(self.width, high * shape)
        if item.spec and abs(wide - self.width) < 0.02:  # the whole slide, whatever was rounded
            wide, shape = self.width, self.width / high
        edges = inches((self.width - wide) / 2, top, wide, wide / shape)
        made = slide.shapes.add_picture(io.BytesIO(whole.data), *edges)
        made._element.nvPicPr.cNvPr.set("descr", whole.alt or item.alt or title)
        for number in [s._element for s in slide.placeholders if s.placeholder_format.idx == 12]:
            slide.shapes._spTree.append(number)  # above the picture
        self._note(slide, [*caption, *notes])

    def table(self, table: Node, title: str, notes: list[Node]) -> None:
        """Put a table on as many slides as its rows and columns need; one with huge cells as prose."""
        width, room = self.width * 0.9, self.height * 0.73
        wide, heads = len(table["c"][2]), len(table["c"][3][1])
        rows = [(head, [cell[4] for cell in cells]) for head, cells in rows_of(table)]
        rows = [(head, [*cells, *[[]] * (wide - len(cells))]) for head, cells in rows]
        pages = table_pages(rows, width)
        if any(sum(tall[:heads]) + high > room for _, _, tall in pages for high in tall[heads:]):
            names = [f"{cell_text(cell)}: " for cell in rows[0][1]] if heads else [""] * wide
            said_rows = [
                para([strong(name), {"t": "Space"}, *text(cell_text(cell))])
                for _, cells in rows[heads:]
                for name, cell in zip(names, cells, strict=True)
                if cell
            ]
            self.prose(title, [*said_rows, *notes])
            return
        for columns, shares, tall in pages:
            under = range(heads, len(rows))
            for group in list(packed(under, tall.__getitem__, room - sum(tall[:heads]))) or [[]]:
                slide, _ = self._new("Title Only", title or self.draft.brief.title)
                shown = [*range(heads), *group]
                edges = inches(self.width / 20, self.height / 5, width, sum(tall[n] for n in shown))
                frame = slide.shapes.add_table(len(shown), len(columns), *edges).table
                frame.first_row = bool(heads)
                for place, share in enumerate(shares):
                    (frame.columns[place].width,) = inches(share)
                for at, n in enumerate(shown):
                    (frame.rows[at].height,) = inches(tall[n])
                    for place, column in enumerate(columns):
                        lines = list(said(rows[n][1][column], self.notes)) or [Line([("", {})])]
                        fill(frame.cell(at, place), lines, SIZES[-1], self.language.code, gap=0)
                self._note(slide, notes)
                notes = []

    def sources(self, tree: Node) -> None:
        """Name the sources in short on a slide; its notes have the full list."""
        section = next((block for block in tree["blocks"] if has_class(block, "sources")), None)
        if section is None:
            return
        behind = dict.fromkeys(key for item in self.draft.brief.items for key in item.sources)
        keys = listed(self.draft.brief) or list(behind)
        slide, boxes = self._new("Title and Content", self.language.say("sources"))
        for most in range(len(keys), 0, -1) if 1 in boxes else ():
            lines = [Line([(f"{names_of(self.draft.brief, keys, most)}.", {})])]
            if most == 1 or self._fits(lines, SIZES[-1], boxes[1]):
                self._fill(boxes[1], lines, SIZES[-1])
                break
        order = ("references", "grades", "data")
        self._note(slide, [b for name in order for b in section["c"][1] if has_class(b, name)])

    def _note(self, slide: Any, blocks: Sequence[Node]) -> None:
        """Write what the speaker reads into a slide's notes, footnotes at the end."""
        footnotes, self.notes = self.notes, []
        words = [line.text for line in said(blocks, footnotes)]
        words += [line.text for line in said(footnotes, [])]
        if any(words):
            slide.notes_slide.notes_text_frame.text = "\n".join(dict.fromkeys(filter(None, words)))

    def saved(self) -> bytes:
        """Return the deck, with the same bytes each time."""
        properties = self.deck.core_properties
        properties.title, properties.author = self.draft.brief.title[:255], self.draft.author[:255]
        properties.language, properties.last_modified_by, properties.revision = self.language.code, "", 1
        out = io.BytesIO()
        self.deck.save(out)
        return pack(unpack(out.getvalue()), self.draft.epoch)
