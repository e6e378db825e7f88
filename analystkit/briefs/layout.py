"""What a document holds, laid out once for all formats: figures, tables, what stands beside them, sources."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analystkit import pandoc
from analystkit.briefs.cites import resolve, source_line, sources_section
from analystkit.briefs.content import PAGES
from analystkit.briefs.header import first_day
from analystkit.briefs.reading import CROSS, SECONDS, Brief, Item, images_of
from analystkit.briefs.tree import (
    attr,
    div,
    has_class,
    link,
    meta,
    para,
    picture,
    plain,
    replaced,
    rows_of,
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
ITEM, BESIDE, PAIR, NARROW, LOGO = "item", "beside", "pair", "narrow", "logo"
COLUMN_MM, _HIGHEST_MM = 85.0, 200
_LONG_AGO = dt.date(2000, 1, 1)


def shown_columns(item: Item, name: str) -> list[str]:
    """Return the columns of a table of rows: those asked for, else the short ones.

    A column that says which rows are unverified is added when there are any and none would say so.
    """
    columns, rows, known = list(item.columns), item.rows, TABLES[name].columns
    if not columns:
        first = next((c.name for c in known if c.kind == "text" and c.required), "")
        columns = [c.name for c in known if (c.kind in _SCANNED or c.name == first) and c.name in rows]
    unsure = "verification" in rows and "unverified" in set(rows["verification"])
    return list(dict.fromkeys([*columns, "verification"])) if unsure else columns


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


def shares(lines: Sequence[Sequence[str]]) -> list[float]:
    """Return each column's share of the width: by its longest word and by how much stands in it."""
    needs = []
    for column in zip(*lines, strict=False):
        word = max((len(part) for cell in column for part in cell.split()), default=1)
        needs.append(max(min(word, _LONGEST_WORD) + 2, min(max(map(len, column)) + 3, _WIDEST)))
    return [round(need / sum(needs), 4) for need in needs]


def own_table(block: Node) -> Node:
    """Return an author's table in which columns without a width of their own get one."""
    specs, *rest = block["c"][2:]
    lines = [[text_of(cell[4]) for cell in cells] for _, cells in rows_of(block)]
    sized = any(width["t"] == "ColWidth" for _, width in specs)
    if not sized and {len(line) for line in lines} == {len(specs)}:
        widths = [{"t": "ColWidth", "c": share} for share in shares(lines)]
        specs = [[align, width] for (align, _), width in zip(specs, widths, strict=True)]
    return {"t": "Table", "c": [*block["c"][:2], specs, *rest]}


@dataclass(eq=False)
class Draft:
    """A brief whose figures and tables are drawn, ready to be set in any format."""

    brief: Brief
    remarks: list[str] = field(default_factory=list)
    _trees: dict[str, Node] = field(default_factory=dict)

    @cached_property
    def _items(self) -> dict[int, Item]:
        return {id(item.node): item for item in self.brief.items}

    @property
    def epoch(self) -> int:
        """The time that documents say they were made at: the brief's date, else the dossier's."""
        day = first_day(self.brief.header.date) or first_day(self.brief.dossier.about.as_of) or _LONG_AGO
        return calendar.timegm(day.timetuple())

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
        shown = {name: part for item in self.brief.items for name, part in item.files.items()}
        shown |= {LOGO: self.brief.header.logo} if self.brief.header.logo else {}
        files = {}
        for name, part in shown.items():
            svg = part.svg if ending == "svg" else b""
            files[f"{name}.{'svg' if svg else part.ending}"] = svg or part.data
        return files

    def tree(self, style: str = "") -> Node:
        """Return the whole document with its citations written out."""
        brief, style = self.brief, style or self.brief.header.citations
        if style not in self._trees:
            bottom = [div(brief.bottom_line, "bottom-line", style="Bottom Line")] if brief.bottom_line else []
            blocks = [*bottom, *self._contents(), *replaced(brief.blocks, self._place)]
            if brief.cited or brief.header.sources != "cited":
                blocks += sources_section(brief)
            head = {"title": meta(brief.title_inlines), "lang": meta([{"t": "Str", "c": brief.header.lang}])}
            if brief.subtitle:
                head["subtitle"] = meta(brief.subtitle)
            tree = replaced({"pandoc-api-version": API, "meta": head, "blocks": blocks}, self._crossing, True)
            self._trees[style] = replaced(resolve(tree, brief, style), _bare, True)
        return self._trees[style]

    def write(self, tree: Node, form: str, options: Sequence[str], files: Mapping[str, bytes]) -> bytes:
        """Return a tree as Pandoc writes it."""
        clock = {"epoch": self.epoch, "seconds": SECONDS}
        return pandoc.write(tree, form, str(self.brief.path), options, files, **clock)

    def _contents(self) -> list[Node]:
        """Return the headings of the first two levels as links."""
        heads = [block["c"] for block in self.brief.blocks if block["t"] == "Header" and block["c"][0] < 3]
        if self.brief.header.toc not in ("yes", "true") or not heads:
            return []
        listed = {"t": "BulletList", "c": [[plain([link(words, mark[0])])] for _, mark, words in heads]}
        head = div([para([strong(self.brief.language.say("contents"))])], style="TOC Heading")
        return [div([head, listed], "contents")]

    def _crossing(self, node: Node) -> list[Node] | None:
        """Return links to figures and tables in place of references to them."""
        keys = [citation["citationId"] for citation in node["c"][0]] if node["t"] == "Cite" else []
        labels = {item.mark: item.label for item in self.brief.items if CROSS.fullmatch(item.mark)}
        if not keys or not labels.keys() >= set(keys):
            return None
        return [part for key in keys for part in ({"t": "Str", "c": ", "}, link(text(labels[key]), key))][1:]

    def _place(self, block: Node) -> list[Node] | None:
        """Return what stands in the place of a block: its figures and tables, or those beside prose."""
        if has_class(block, BESIDE):
            inside = replaced(block["c"][1], self._place)
            left = [b for b in inside if has_class(b, ITEM)]
            right = [b for b in inside if not has_class(b, ITEM)]
            if left and right and all(has_class(b, NARROW) for b in left):
                return [div([div(left, "left"), div(right, "right")], BESIDE)]
            return inside
        if block["t"] == "Table":
            item = self._items.get(id(block))
            return [self._table(item) if item else div([own_table(block)], ITEM, "table")]
        images = images_of(block)
        if images is None:
            return None
        placed = [made for image in images for made in self._shown(self._items[id(image)])]
        return (
            [div(placed, PAIR)] if len(placed) > 1 and all(has_class(b, NARROW) for b in placed) else placed
        )

    def _shown(self, item: Item) -> list[Node]:
        if not item.is_figure:
            return [self._table(item)]
        made = []
        for number, (name, part) in enumerate(item.files.items(), 1):
            words = self.brief.language.say("part", n=number, total=len(item.files))
            label = f"{item.label} ({words})" if len(item.files) > 1 else item.label
            width = part.width_mm
            if not item.spec:
                width = min(width, PAGES[self.brief.header.page][0], _HIGHEST_MM * width / part.height_mm)
            caption = self._captioned(item, label) if number == 1 else _label(label)
            image = [plain([picture(f"{name}.{part.ending}", part.alt or item.alt or label, width)])]
            figure = [attr(item.mark if number == 1 else ""), [None, [plain(caption)]], image]
            narrow = [NARROW] if width <= COLUMN_MM + 1 else []
            made.append(div([{"t": "Figure", "c": figure}], ITEM, "figure", *narrow))
        return made

    def _table(self, item: Item) -> Node:
        """Return an author's table, or rows as one, with caption and header row."""
        caption = self._captioned(item, item.label)
        if not item.selection:
            parts = own_table(item.node)["c"][2:]
            return div(
                [{"t": "Table", "c": [attr(item.mark), [None, [plain(caption)]], *parts]}], ITEM, "table"
            )
        name = item.selection.table
        columns = shown_columns(item, name)
        lines = [
            [cell_text(self.brief, name, column, row) for column in columns]
            for _, row in item.rows.iterrows()
        ]
        for line, own in zip(lines, item.rows["mine"], strict=True):
            line[0] += f" {MINE}" if own else ""
        heads = [column.replace("_", " ").capitalize() for column in columns]
        head, *cells = [[[plain(text(cell))] for cell in line] for line in [heads, *lines]]
        made = table(head, cells, shares([heads, *lines]), caption, attr(item.mark))
        sources = para(text(source_line(self.brief, item.sources)))
        return div([made, div([sources], "source", style="Source Line")], ITEM, "table")

    def _captioned(self, item: Item, label: str) -> list[Node]:
        return [*_label(f"{label}:"), {"t": "Space"}, *item.caption]


def _bare(node: Node) -> list[Node] | None:
    """Return what a citation says without the citation around it."""
    return list(replaced(node["c"][1], _bare, True)) if node["t"] == "Cite" else None


def _label(words: str) -> list[Node]:
    return [{"t": "Span", "c": [attr(classes=["label"]), [strong(words)]]}]
