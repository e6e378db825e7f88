"""The brief as a Word document: real styles, captions that Word counts, footnotes that are footnotes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from analystkit.export.brief import pandoc
from analystkit.export.brief.content import Item
from analystkit.export.brief.document import Draft
from analystkit.export.brief.package import data_address, pack, quoted, unpack
from analystkit.export.brief.rows import table_of
from analystkit.export.brief.tree import Node, attr, div, meta, para, picture, plain, text
from analystkit.export.brief.wordstyles import reference

_BODY = "word/document.xml"


def docx(draft: Draft) -> bytes:
    """Return a brief as a Word document.

    Parameters
    ----------
    draft : Draft
        With all figures drawn.

    Returns
    -------
    bytes
        The same for the same brief, dossier and versions.
    """
    tree = draft.tree(_place)
    for key in ("author", "date"):
        said = draft.brief.said("author") if key == "author" else draft.day
        if said:
            tree["meta"][key] = meta(text(said))
    with tempfile.TemporaryDirectory() as folder:
        looks = Path(folder, "reference.docx")
        looks.write_bytes(reference(draft.brief.title))
        options = ["--reference-doc", str(looks)]
        data = pandoc.write(tree, "docx+native_numbering", str(draft.brief.path), options, draft.epoch)
    parts = unpack(data)
    body = parts[_BODY].decode()
    for item in draft.content.figures:
        body = body.replace(f'descr="{_address(item)}"', f'descr="{quoted(item.figure.alt_text)}"')
    parts[_BODY] = body.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>").encode()
    return pack(parts)


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
    table = table_of(item.dossier, item.reference, item.rows, item.caption, cell_style="Cell Text")
    return [table, _source(item)]


def _source(item: Item) -> Node:
    return div([para(text(item.source_line))], style="Source Line")


def _beside(placed: list[list[Node]]) -> list[Node]:
    """Return figures side by side, in a table without lines."""
    cells = [[attr(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in placed]
    specs = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": 1 / len(placed)}] for _ in placed]
    body = [attr(), 0, [], [[attr(), cells]]]
    looks = attr(pairs={"custom-style": "Side By Side"})
    return [{"t": "Table", "c": [looks, [None, []], specs, [attr(), []], [body], [attr(), []]]}]
