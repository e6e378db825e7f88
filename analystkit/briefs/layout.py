"""What a document holds, laid out once for all formats: figures, tables, what stands beside them, sources."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analystkit import pandoc
from analystkit.briefs.cites import resolve, source_line, sources_section
from analystkit.briefs.content import PAGES, Content, Drawn, Item
from analystkit.briefs.own import Reference
from analystkit.briefs.reading import CROSS, SECONDS, Brief, images_of
from analystkit.briefs.tree import (
    attr,
    div,
    has_class,
    meta,
    para,
    picture,
    plain,
    replace_blocks,
    replace_inlines,
    strong,
    table,
    text,
)
from analystkit.charts.style import MINE
from analystkit.dossier import TABLES
from analystkit.pandoc import Node, text_of

_WIDEST, _LONGEST_WORD = 46, 22  # characters that a column, and a word in it, is given at the most
_SCANNED = ("article", "date", "term", "number")
API = [1, 23, 1]
ITEM, BESIDE, PAIR, LOGO = "item", "beside", "pair", "logo"
COLUMN_MM = 85.0
_PER_PIXEL = 25.4 / 144
_BEFORE = "2000-01-01"


def shown_columns(reference: Reference, rows: pd.DataFrame) -> list[str]:
    """Return the columns of a table: those asked for, else the short ones.

    A column that says which rows are unverified is added when there are any and none would say so.
    """
    columns = list(reference.columns)
    if not columns:
        known = TABLES[reference.name]
        first = next((c.name for c in known.columns if c.kind == "text" and c.required), "")
        columns = [c.name for c in known.columns if c.kind in _SCANNED or c.name == first]
        columns = [name for name in columns if name in rows]
    if "verification" in rows and "verification" not in columns and "unverified" in set(rows["verification"]):
        columns.append("verification")
    return columns


def cell_text(brief: Brief, name: str, column: str, row: pd.Series) -> str:
    """Return one cell in words; an article with its paragraph, a date in the document's language."""
    known, cell = TABLES[name].by_name[column], row[column]
    if column == "article" and pd.notna(cell) and cell == 0:
        return brief.language.say("preamble")
    if known.kind == "date" and not brief.header.lang.startswith("en"):
        return brief.language.day(str(cell))
    words, paragraph = known.words(cell, brief.dossier).plain, row.get("paragraph")
    beside = column == "article" and pd.notna(paragraph) and paragraph
    return f"{words}({paragraph})" if beside else words


def table_of(brief: Brief, reference: Reference, rows: pd.DataFrame, caption: list[Node]) -> Node:
    """Return rows as Pandoc's table, with caption and header row."""
    columns = shown_columns(reference, rows)
    cells = [[cell_text(brief, reference.name, name, row) for name in columns] for _, row in rows.iterrows()]
    for line, own in zip(cells, rows["mine"], strict=True):
        line[0] += f" {MINE}" if own else ""
    heads = [name.replace("_", " ").capitalize() for name in columns]
    lines = [[[plain(text(cell))] for cell in line] for line in cells]
    return table([[plain(text(head))] for head in heads], lines, shares([heads, *cells]), caption)


def shares(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return each column's share of the width: by its longest word and by how much stands in it."""
    needs = []
    for column in zip(*lines, strict=False):
        word = max((len(part) for cell in column for part in cell.split()), default=1)
        needs.append(max(min(word, _LONGEST_WORD) + 2, min(max(map(len, column)) + 3, _WIDEST)))
    return [round(need / sum(needs), 4) for need in needs]


def own_shares(block: Node) -> Node:
    """Return an author's table in which columns without a width of their own get one."""
    parts = list(block["c"])
    specs, head, bodies = parts[2], parts[3], parts[4]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    lines = [[text_of(cell[4]) for cell in cells] for _, cells in rows]
    if any(width["t"] == "ColWidth" for _, width in specs) or {len(line) for line in lines} != {len(specs)}:
        return block
    widths = [{"t": "ColWidth", "c": share} for share in shares(lines)]
    parts[2] = [[align, width] for (align, _), width in zip(specs, widths, strict=True)]
    return {"t": "Table", "c": parts}


@dataclass(eq=False)
class Draft:
    """A brief with its figures and tables, ready to be set in any format."""

    brief: Brief
    content: Content
    remarks: list[str] = field(default_factory=list)
    _trees: dict[str, Node] = field(default_factory=dict)

    @property
    def epoch(self) -> int:
        """The time that documents say they were made at: the brief's date, else the dossier's."""
        for said in (self.brief.header.date, self.brief.dossier.about.as_of, _BEFORE):
            with_day = (said + _BEFORE[len(said) :]) if said else ""
            try:
                return calendar.timegm(dt.date.fromisoformat(with_day).timetuple())
            except ValueError:
                continue
        return 0

    @property
    def day(self) -> str:
        """The brief's date in words."""
        return self.brief.language.day(self.brief.header.date)

    @property
    def author(self) -> str:
        """The authors' names."""
        return "; ".join(self.brief.header.author)

    def files(self, ending: str) -> dict[str, bytes]:
        """Return every picture of the document by its name in the tree; drawn ones as ``png`` or ``svg``."""
        found: dict[str, bytes] = {}
        for item in self.content:
            if item.asked.picture:
                found[f"{item.file_name}.{item.asked.picture.ending}"] = item.asked.picture.data
            elif item.is_figure:
                for name, drawn in named_parts(item):
                    found[f"{name}.{ending}"] = getattr(drawn, ending)
        if self.brief.header.logo:
            found[f"{LOGO}.{self.brief.header.logo.ending}"] = self.brief.header.logo.data
        return found

    def tree(self, style: str = "") -> Node:
        """Return the whole document with its citations written out."""
        style = style or self.brief.header.citations
        if style not in self._trees:
            brief = self.brief
            bottom = [div(brief.bottom_line, "bottom-line", style="Bottom Line")] if brief.bottom_line else []
            blocks = [*bottom, *self._contents(), *replace_blocks(brief.blocks, self._place)]
            if brief.cited or brief.header.sources != "cited":
                blocks += sources_section(brief, self.content)
            head = {"title": meta(brief.title_inlines), "lang": meta([{"t": "Str", "c": brief.header.lang}])}
            if brief.subtitle:
                head["subtitle"] = meta(brief.subtitle)
            tree = {"pandoc-api-version": API, "meta": head, "blocks": blocks}
            tree = replace_inlines(tree, self._crossing)
            self._trees[style] = replace_inlines(
                resolve(tree, brief, style, self.content),
                lambda node: list(node["c"][1]) if node["t"] == "Cite" else None,
            )
        return self._trees[style]

    def write(self, tree: Node, form: str, options: Sequence[str], files: Mapping[str, bytes]) -> bytes:
        """Return a tree as Pandoc writes it."""
        return pandoc.write(tree, form, str(self.brief.path), options, files, self.epoch, SECONDS)

    def _contents(self) -> list[Node]:
        """Return the headings of the first two levels as links."""
        heads = [block["c"] for block in self.brief.blocks if block["t"] == "Header" and block["c"][0] < 3]
        if not self.brief.header.toc or not heads:
            return []
        links = [{"t": "Link", "c": [attr(), words, [f"#{mark[0]}", ""]]} for _, mark, words in heads]
        listed = {"t": "BulletList", "c": [[plain([link])] for link in links]}
        head = div([para([strong(self.brief.language.say("contents"))])], style="TOC Heading")
        return [div([head, listed], "contents")]

    def _crossing(self, node: Node) -> list[Node] | None:
        """Return links to figures and tables in place of references to them."""
        if node["t"] != "Cite":
            return None
        items = {item.mark: item for item in self.content}
        keys = [citation["citationId"] for citation in node["c"][0]]
        if not all(CROSS.fullmatch(key) and key in items for key in keys):
            return None
        links: list[Node] = []
        for key in keys:
            links += [{"t": "Str", "c": ", "}] if links else []
            links.append({"t": "Link", "c": [attr(), text(items[key].label), [f"#{key}", ""]]})
        return links

    def _place(self, block: Node) -> list[Node] | None:
        """Return what stands in the place of a block: its figures and tables, or those beside prose."""
        if has_class(block, BESIDE):
            inside = replace_blocks(block["c"][1], self._place)
            left = [b for b in inside if has_class(b, ITEM)]
            right = [b for b in inside if not has_class(b, ITEM)]
            if left and right and all(has_class(b, "narrow") for b in left):
                return [div([div(left, "left"), div(right, "right")], BESIDE)]
            return inside
        item = self.content.of(block)
        if item is not None:
            return [self._table(item)]
        if block["t"] == "Table":
            return [div([own_shares(block)], ITEM, "table")]
        images = images_of(block)
        if images is None:
            return None
        placed = [
            made for image in images if (item := self.content.of(image)) for made in self._of_item(item)
        ]
        narrow = len(placed) > 1 and all(has_class(b, "narrow") for b in placed)
        return [div(placed, PAIR)] if narrow else placed

    def _of_item(self, item: Item) -> list[Node]:
        if not item.is_figure:
            return [self._table(item)]
        if item.asked.picture:
            shown = item.asked.picture
            width = min(shown.width * _PER_PIXEL, PAGES[self.brief.header.page][0])
            width *= min(1, 200 / (width * shown.height / shown.width))
            name = f"{item.file_name}.{shown.ending}"
            return [self._figure(item, name, item.asked.alt or item.label, width, item.mark, item.label)]
        made = []
        parts = named_parts(item)
        for number, (name, drawn) in enumerate(parts, 1):
            words = self.brief.language.say("part", n=number, total=len(parts))
            label = f"{item.label} ({words})" if len(parts) > 1 else item.label
            mark = item.mark if number == 1 else ""
            made.append(self._figure(item, f"{name}.png", drawn.alt, drawn.width_mm, mark, label))
        return made

    def _figure(self, item: Item, name: str, alt: str, width: float, mark: str, label: str) -> Node:
        narrow = ["narrow"] if width <= COLUMN_MM + 1 else []
        words = [*_label(f"{label}:"), {"t": "Space"}, *item.caption] if mark else _label(label)
        figure = [attr(mark), [None, [plain(words)]], [plain([picture(name, alt, width)])]]
        return div([{"t": "Figure", "c": figure}], ITEM, "figure", *narrow)

    def _table(self, item: Item) -> Node:
        words = [*_label(f"{item.label}:"), {"t": "Space"}, *item.caption]
        if not item.asked.reference:
            parts = list(own_shares(item.asked.node)["c"])
            parts[0], parts[1] = attr(item.mark), [None, [plain(words)]]
            return div([{"t": "Table", "c": parts}], ITEM, "table")
        made = table_of(self.brief, item.asked.reference, item.rows, words)
        made["c"][0] = attr(item.mark)
        line = div([para(text(source_line(self.brief, item.sources)))], "source", style="Source Line")
        return div([made, line], ITEM, "table")


def named_parts(item: Item) -> list[tuple[str, Drawn]]:
    """Return the parts of a figure, each with the name of its file."""
    parts = item.parts
    return [
        (item.file_name if len(parts) == 1 else f"{item.file_name}-{n}", p) for n, p in enumerate(parts, 1)
    ]


def _label(words: str) -> list[Node]:
    return [{"t": "Span", "c": [attr(classes=["label"]), [strong(words)]]}]


def table_cells(block: Node, change: Any) -> Node:
    """Return a table in which each cell's blocks are changed; `change` is told whether it is a head."""
    parts = list(block["c"])

    def rows(found: Sequence[Any], head: bool) -> list[Any]:
        return [[mark, [[*cell[:4], change(cell[4], head)] for cell in cells]] for mark, cells in found]

    parts[3] = [parts[3][0], rows(parts[3][1], True)]
    parts[4] = [[a, n, rows(h, True), rows(b, False)] for a, n, h, b in parts[4]]
    parts[5] = [parts[5][0], rows(parts[5][1], False)]
    return {"t": "Table", "c": parts}
