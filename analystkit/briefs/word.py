"""The brief as a Word document: real styles, captions that Word counts, footnotes that are footnotes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analystkit import pandoc
from analystkit.briefs.content import Item
from analystkit.briefs.document import ITEM, Draft, beside
from analystkit.briefs.package import data_address, dated, pack, quoted, unpack
from analystkit.briefs.rows import table_of
from analystkit.briefs.tree import attr, div, has_class, meta, para, picture, plain, raw, replace_blocks, text
from analystkit.briefs.wordstyles import reference
from analystkit.pandoc import Node  # fmt: skip

_BODY = "word/document.xml"
_PAGE = re.compile(r"<w:sectPr>(?:(?!<w:sectPr>).)*</w:sectPr>", re.DOTALL)
_MARKS = ("<!-- two columns -->", "<!-- one column -->")
_FLOWING = '<w:type w:val="continuous"/>'
_TWO = '<w:cols w:num="2" w:space="340"/></w:sectPr>'
_GUTTER = 0.02  # of the text's width, right of a figure that stands beside prose


def docx(draft: Draft) -> bytes:
    """Return a brief as a Word document."""
    tree = draft.tree(_place)
    tree["blocks"] = replace_blocks(tree["blocks"], _dressed)
    for key in ("author", "date"):
        said = draft.brief.said("author") if key == "author" else draft.day
        if said:
            tree["meta"][key] = meta(text(said))
    with tempfile.TemporaryDirectory() as folder:
        looks = Path(folder, "reference.docx")
        looks.write_bytes(reference(draft.brief.title))
        options = ["--reference-doc", str(looks)]
        data = pandoc.write(tree, "docx+native_numbering", str(draft.brief.path), options, epoch=draft.epoch)
    parts = unpack(data)
    body = parts[_BODY].decode()
    for item in draft.content.figures:
        body = body.replace(f'descr="{_address(item)}"', f'descr="{quoted(item.figure.alt_text)}"')
    parts[_BODY] = _two_columns(_whole_rows(body)).encode()
    dated(parts, draft.epoch)
    return pack(parts)


def _whole_rows(body: str) -> str:
    """Keep the rows of tables from breaking over two pages."""
    body = re.sub(r"<w:tr>(\s*)<w:trPr>", r"<w:tr>\1<w:trPr><w:cantSplit/>", body)
    return re.sub(r"<w:tr>(?!\s*<w:trPr>)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", body)


def _two_columns(body: str) -> str:
    """Set what stands between the marks, the list of sources, in two columns of about the same length."""
    page = _PAGE.search(body)
    if not page or not all(mark in body for mark in _MARKS):
        return body
    flowing = re.sub(r"<w:footerReference[^>]*/>", _FLOWING, page[0])
    body = body[: page.start()] + flowing + body[page.end() :]
    for mark, section in zip(_MARKS, (page[0], flowing.replace("</w:sectPr>", _TWO)), strict=True):
        body = body.replace(mark, f'<w:p><w:pPr><w:pStyle w:val="SourceLine"/>{section}</w:pPr></w:p>')
    return body


def _address(item: Item) -> str:
    return data_address(item.png)


def _place(items: Sequence[Item]) -> list[Node]:
    placed = [_figure(item) if item.is_figure else _table(item) for item in items]
    return _beside(placed) if len(placed) > 1 else placed[0]


def _figure(item: Item) -> list[Node]:
    image = picture(_address(item), item.figure.alt_text, item.width_mm)
    figure = {"t": "Figure", "c": [attr(), [None, [plain(item.caption)]], [plain([image])]]}
    return [figure, _source(item)]


def _table(item: Item) -> list[Node]:
    table = table_of(item.dossier, item.reference, item.rows, item.caption, styles=("Cell Head", "Cell Text"))
    return [table, _source(item)]


def _source(item: Item) -> Node:
    return div([para(text(item.source_line))], style="Source Line")


def _dressed(block: Node) -> list[Node] | None:
    """Put figures and prose that stand side by side into a table, and take items out of their divisions."""
    parts = beside(block)
    if parts is not None:
        return _beside([[b for item in parts[0] for b in item["c"][1]], parts[1]], _GUTTER)
    if has_class(block, "bottom-line"):
        return [div([para(text("Bottom line"))], style="Bottom Line Head"), block]
    if has_class(block, "references"):
        return [raw("openxml", _MARKS[0]), block, raw("openxml", _MARKS[1])]
    return list(block["c"][1]) if has_class(block, ITEM) else None


def _beside(placed: list[list[Node]], gutter: float = 0) -> list[Node]:
    """Return columns side by side, in a table without lines."""
    cells = [[attr(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in placed]
    share = 1 / len(placed)
    widths = [share + gutter, *[share - gutter / (len(placed) - 1)] * (len(placed) - 1)]
    specs = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [attr(), 0, [], [[attr(), cells]]]
    looks = attr(pairs={"custom-style": "Side By Side"})
    return [{"t": "Table", "c": [looks, [None, []], specs, [attr(), []], [body], [attr(), []]]}]
