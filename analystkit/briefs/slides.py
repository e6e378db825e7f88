"""The brief as PowerPoint slides: a figure or a table a slide, prose in full, nothing under 18 points."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from analystkit.briefs.cites import listed, names_of, references_of, source_line
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
    with_tables,
)
from analystkit.briefs.tree import has_class, para, text
from analystkit.briefs.word import dated, looks, pack, unpack
from analystkit.pandoc import Node, nodes, text_of

SIZES = (24, 20, 18)  # the largest in which what is said fits
_INCH, _INSET = 914400, 0.25


def pptx(draft: Draft) -> bytes:
    """Return a brief as PowerPoint slides."""
    deck, tree = Deck(draft), draft.tree("author-date")
    deck.first(tree)
    spoken = False
    apart = ("bottom-line", "contents", "sources")
    body = [block for block in tree["blocks"] if not any(has_class(block, name) for name in apart)]
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


class Deck:
    """Slides being made from the layouts of a reference document."""

    def __init__(self, draft: Draft) -> None:
        from pptx import Presentation

        self.draft, self.language = draft, draft.brief.language
        self.deck = Presentation(io.BytesIO(looks(draft.brief.header, "pptx")))
        for entry in list(self.deck.slides._sldIdLst):
            self.deck.part.drop_rel(entry.rId)
            self.deck.slides._sldIdLst.remove(entry)
        self.width = (self.deck.slide_width or 10 * _INCH) / _INCH
        self.height = (self.deck.slide_height or 6 * _INCH) / _INCH
        self.notes: list[Node] = []  # footnotes of the slide in hand
        self.items = {item.mark: item for item in draft.content}

    def _new(self, layout: str, title: str, sizes: Sequence[int] = SIZES) -> tuple[Any, dict[int, Any]]:
        """Return a new slide with title and number, and its boxes by their place in the layout."""
        named = {found.name: found for found in self.deck.slide_layouts}
        slide = self.deck.slides.add_slide(named.get(layout) or self.deck.slide_layouts[0])
        boxes = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        if 0 in boxes:
            room = boxes[0].width / _INCH - _INSET
            fit = (s for s in sizes if lines_of(title, room, s, True) <= (2 if s > SIZES[-1] else 3))
            fill(boxes[0], [Line([(title, {"b": "1"})])], next(fit, SIZES[-1]), self.language.code)
        for shape in slide.slide_layout.placeholders:
            if shape.placeholder_format.idx == 12:
                slide.shapes._spTree.append(copy.deepcopy(shape._element))
        return slide, boxes

    def first(self, tree: Node) -> None:
        """Make the title slide, with the bottom line on it where there is room."""
        brief, header, code = self.draft.brief, self.draft.brief.header, self.language.code
        slide, boxes = self._new("Title Slide", brief.title, (32, 26, *SIZES))
        words = [text_of(brief.subtitle).strip(), self.draft.author, self.draft.day]
        blocks = [b for block in tree["blocks"] if has_class(block, "bottom-line") for b in block["c"][1]]
        label = self.language.say("bottom-line")
        lines = [Line([(label, {"b": "1"})]), *said(blocks, self.notes)] if blocks else []
        under = [Line([(part, {})]) for part in words if part]
        fit = [s for s in SIZES[1:] if 13 in boxes and self._fits(lines, s, boxes[13])]
        if lines and fit:
            fill(boxes[13], lines, fit[0], code)
        if under and 1 in boxes:
            fill(boxes[1], under, SIZES[-1], code)
        for place, used in ((1, under), (13, lines and fit)):
            if place in boxes and not used:
                boxes[place]._element.getparent().remove(boxes[place]._element)
        if header.logo:
            left, high = int((self.width - 1.5) * _INCH), _INCH // 2
            slide.shapes.add_picture(io.BytesIO(header.logo.data), left, high // 3, height=high)
        if lines and not fit:
            self.prose(label, blocks)
        else:
            self._note(slide, [])

    def _fits(self, lines: Sequence[Line], size: int, box: Any) -> bool:
        width, height = box.width / _INCH - _INSET, box.height / _INCH - _INSET / 2
        return sum(height_of(line, width, size) for line in lines) <= height

    def prose(self, title: str, blocks: list[Node]) -> None:
        """Put prose on one slide, or on as many as it needs, in full; its tables on slides of their own."""
        title, lines = title or self.draft.brief.title, list(said(blocks, self.notes))
        width, room = self.width * 0.9 - _INSET, self.height * 0.7 - _INSET / 2
        tall = {size: sum(height_of(line, width, size) for line in lines) for size in SIZES}
        size = next((s for s in SIZES if tall[s] <= room), SIZES[-1])
        tables = [node for node in nodes(blocks) if node["t"] == "Table"]
        groups = list(grouped(lines, width, room, size)) or ([] if tables else [[]])
        even = list(grouped(lines, width, tall[size] / max(len(groups), 1) * 1.1, size))
        groups = even if 1 < len(even) == len(groups) else groups
        for number, group in enumerate(groups, 1):
            part = self.language.say("part", n=number, total=len(groups))
            slide, boxes = self._new("Title and Content", f"{title} ({part})" if len(groups) > 1 else title)
            edges = (self.width / 20, self.height / 5, self.width * 0.9, self.height * 0.7)
            body = boxes.get(1) or slide.shapes.add_textbox(*(int(edge * _INCH) for edge in edges))
            if group:
                fill(body, group, size, self.language.code)
            else:
                body._element.getparent().remove(body._element)
            self._note(slide, blocks if number == 1 else [])
        for table in tables:
            self.table(table, title, [])

    def item(self, block: Node, notes: list[Node]) -> None:
        """Put a figure, a picture or a table on a slide."""
        inside = block["c"][1][0]
        if has_class(block, "table"):
            caption = inside["c"][1][1]
            self.table(inside, text_of(caption).strip(), [*caption, *block["c"][1][1:], *notes])
            return
        (mark, _, _), (_, caption), _ = inside["c"]
        if mark not in self.items:  # a later part of a figure that is split on paper is whole on its slide
            return
        item = self.items[mark]
        if item.asked.picture:
            own, title = item.asked.picture, text_of(caption).strip()
            data, alt = own.data, item.asked.alt
            shape, top, high = own.width / own.height, self.height / 5, self.height * 0.72
        else:
            data, alt, title = item.slide.png, item.slide.alt, item.slide.headline
            shape, top, high = item.slide.width_mm / item.slide.height_mm, 0.0, self.height
            notes = [para(text(source_line(self.draft.brief, item.sources))), *notes]
        slide, _ = self._new("Title Only", title)
        wide = min(self.width, high * shape)
        if abs(wide - self.width) < 0.02:
            wide, shape = self.width, shape if item.asked.picture else self.width / high
        sides = ((self.width - wide) / 2, top, wide, wide / shape)
        made = slide.shapes.add_picture(io.BytesIO(data), *(round(side * _INCH) for side in sides))
        made._element.nvPicPr.cNvPr.set("descr", alt or title)
        for number in [s._element for s in slide.placeholders if s.placeholder_format.idx == 12]:
            slide.shapes._spTree.append(number)  # above the picture
        self._note(slide, [*caption, *notes])

    def table(self, table: Node, title: str, notes: list[Node]) -> None:
        """Put a table on as many slides as its rows and columns need; one with huge cells as prose."""
        width, room = self.width * 0.9, self.height * 0.73
        rows, heads, pages = table_pages(table, width)
        if any(sum(tall[:heads]) + high > room for _, _, tall in pages for high in tall[heads:]):
            names = [f"{cell_text(cell)}: " for cell in rows[0]] if heads else [""] * len(rows[0])
            said_rows = [
                para([{"t": "Strong", "c": text(name)}, {"t": "Space"}, *text(cell_text(cell))])
                for row in rows[heads:]
                for name, cell in zip(names, row, strict=True)
                if cell
            ]
            self.prose(title, [*said_rows, *notes])
            return
        for columns, shares, tall in pages:
            under = range(heads, len(rows))
            for group in list(packed(under, tall.__getitem__, room - sum(tall[:heads]))) or [[]]:
                slide, _ = self._new("Title Only", title or self.draft.brief.title)
                shown = [*range(heads), *group]
                edges = (self.width / 20, self.height / 5, width, sum(tall[n] for n in shown))
                frame = slide.shapes.add_table(
                    len(shown), len(columns), *(int(edge * _INCH) for edge in edges)
                ).table
                frame.first_row = bool(heads)
                for place, share in enumerate(shares):
                    frame.columns[place].width = int(share * _INCH)
                for at, n in enumerate(shown):
                    frame.rows[at].height = int(tall[n] * _INCH)
                    for place, column in enumerate(columns):
                        lines = list(said(rows[n][column], self.notes)) or [Line([("", {})])]
                        fill(frame.cell(at, place), lines, SIZES[-1], self.language.code, gap=0)
                self._note(slide, notes)
                notes = []

    def sources(self, tree: Node) -> None:
        """Name the sources in short on a slide; its notes have the full list."""
        section = next((block for block in tree["blocks"] if has_class(block, "sources")), None)
        if section is None:
            return
        behind = dict.fromkeys(key for item in self.draft.content for key in item.sources)
        names = names_of(self.draft.brief, listed(self.draft.brief, self.draft.content) or behind)
        kept, words = names.split("; "), f"{names}."
        slide, boxes = self._new("Title and Content", self.language.say("sources"))
        while 1 in boxes and not self._fits([Line([(words, {})])], SIZES[-1], boxes[1]) and len(kept) > 1:
            kept.pop()
            words = f"{'; '.join(kept)} {self.language.say('more', n=names.count('; ') + 1 - len(kept))}."
        if 1 in boxes:
            fill(boxes[1], [Line([(words, {})])], SIZES[-1], self.language.code)
        full = [para(entry) for entry in references_of(tree)]
        self._note(
            slide, [*full, *(b for b in section["c"][1] if has_class(b, "grades") or has_class(b, "data"))]
        )

    def _note(self, slide: Any, blocks: Sequence[Node]) -> None:
        """Write what the speaker reads into a slide's notes, footnotes at the end."""
        footnotes, self.notes = self.notes, []
        words = [line.text for line in said(with_tables(blocks), footnotes)]
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
        parts = unpack(out.getvalue())
        dated(parts, self.draft.epoch)
        return pack(parts)
