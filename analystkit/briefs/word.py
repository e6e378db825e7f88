"""The brief as a Word document: real styles, captions that Word counts, footnotes that are footnotes."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from analystkit.briefs.layout import BESIDE, ITEM, LOGO, PAIR, Draft, table_cells
from analystkit.briefs.package import data_address, dated, looks, pack, quoted, unpack
from analystkit.briefs.tree import (
    attr,
    div,
    has_class,
    meta,
    para,
    picture,
    replace_blocks,
    replace_inlines,
    table,
    text,
)
from analystkit.pandoc import Node, text_of

_LETTER = '<w:pgSz w:w="12240" w:h="15840"/>'
_GUTTER = 0.02  # of the text's width, right of a figure that stands beside prose
_KEPT = "<w:trPr><w:cantSplit/></w:trPr>"
_ENTRIES = 4  # of the list of sources, in each of two columns that stay on one page
_LABEL = re.compile(r"(.*?\s)(\d+)(.*)", re.DOTALL)


def docx(draft: Draft) -> bytes:
    """Return a brief as a Word document."""
    header, language = draft.brief.header, draft.brief.language
    tree = draft.tree()
    addresses = {name: data_address(data, name) for name, data in draft.files("png").items()}
    alts: dict[str, str] = {}

    def embedded(node: Node) -> list[Node] | None:
        if node["t"] != "Image" or node["c"][2][0] not in addresses:
            return None
        address = addresses[node["c"][2][0]]
        alts[address] = text_of(node["c"][1])
        return [{"t": "Image", "c": [*node["c"][:2], [address, ""]]}]

    def dressed(block: Node) -> list[Node] | None:
        if has_class(block, BESIDE) or has_class(block, PAIR):
            cells = block["c"][1] if has_class(block, BESIDE) else [div([one]) for one in block["c"][1]]
            inner = [replace_blocks(cell["c"][1], dressed) for cell in cells]
            inner += [[]] * (len(inner) % 2)
            gutter = _GUTTER if has_class(block, BESIDE) else 0
            return [
                _columns([inner[n : n + 2] for n in range(0, len(inner), 2)], [0.5 + gutter, 0.5 - gutter])
            ]
        if has_class(block, "references"):
            entries: list[Node] = block["c"][1]
            rows = []
            for start in range(0, len(entries), 2 * _ENTRIES):
                few = entries[start : start + 2 * _ENTRIES]
                sizes = [len(text_of(entry)) for entry in few]
                half = min(range(1, len(few) + 1), key=lambda n: max(sum(sizes[:n]), sum(sizes[n:])))
                rows.append([[div(part, style="Bibliography")] for part in (few[:half], few[half:])])
            return [_columns(rows, [0.5, 0.5])]
        if has_class(block, "bottom-line"):
            return [div([para(text(language.say("bottom-line")))], style="Bottom Line Head"), block]
        if has_class(block, ITEM):
            kind = "Figure" if has_class(block, "figure") else "Table"
            inside = replace_inlines(block["c"][1], lambda node: _numbered(node, kind))
            return replace_blocks(inside, dressed)
        return [table_cells(block, _styled)] if block["t"] == "Table" else None

    blocks = replace_blocks(tree["blocks"], dressed)
    if header.logo:
        image = picture(f"{LOGO}.{header.logo[1]}", LOGO, 30)
        blocks.insert(0, div([para([image])], style="Logo"))
    more = {"author": text(draft.author), "date": text(draft.day)}
    head = {**tree["meta"], **{key: meta(value) for key, value in more.items() if value}}
    given = replace_inlines({**tree, "meta": head, "blocks": blocks}, embedded)
    options = ["--reference-doc", "reference.docx"]
    files = {"reference.docx": looks(header, "docx")}
    parts = unpack(draft.write(given, "docx", options, files))
    body = parts["word/document.xml"].decode()
    for address, alt in alts.items():
        body = body.replace(f'descr="{address}"', f'descr="{quoted(alt)}"')
    body = "<w:tr>".join(_unbroken(row) for row in body.split("<w:tr>"))
    if header.page == "letter" and "docx" not in header.reference_doc:
        body = re.sub(r"<w:pgSz [^>]*/>", _LETTER, body)
    parts["word/document.xml"] = body.encode()
    for name in parts:
        if name.startswith("word/footer"):
            parts[name] = parts[name].replace(b"{title}", escape(draft.brief.title).encode())
    dated(parts, draft.epoch)
    return pack(parts)


def _unbroken(row: str) -> str:
    """Return a table's row that does not break over two pages, unless it holds the list of sources."""
    if "</w:tr>" not in row or 'w:val="Bibliography"' in row.partition("</w:tr>")[0]:
        return row
    head, there, rest = row.partition("<w:trPr>")
    return f"{head}{there}<w:cantSplit/>{rest}" if there and not head.strip() else f"{_KEPT}{row}"


def _columns(rows: list[list[list[Node]]], widths: list[float]) -> Node:
    """Return blocks side by side, in a table without lines."""
    made = table([], rows, widths, [])
    made["c"][0] = attr(pairs={"custom-style": "SideBySide"})
    return made


def _numbered(node: Node, kind: str) -> list[Node] | None:
    """Return a label whose number Word counts by itself; the later parts of a figure repeat it."""
    if node["t"] != "Span" or "label" not in node["c"][0][1]:
        return None
    match = _LABEL.fullmatch(text_of(node["c"][1]))
    if not match:
        return None
    word, number, rest = (escape(part) for part in match.groups())
    again = r"\c" if rest and not rest.endswith(":") else r"\* ARABIC"
    bold = "<w:rPr><w:b/></w:rPr>"
    code = (
        f'<w:r>{bold}<w:t xml:space="preserve">{word}</w:t></w:r>'
        f'<w:fldSimple w:instr=" SEQ {kind} {again} "><w:r>{bold}<w:t>{number}</w:t></w:r></w:fldSimple>'
        f'<w:r>{bold}<w:t xml:space="preserve">{rest}</w:t></w:r>'
    )
    return [{"t": "RawInline", "c": ["openxml", code]}]


def _styled(blocks: list[Node], head: bool) -> list[Node]:
    """Return the blocks of a cell in the style for cells; a space in a blank one, so that it keeps it."""
    filled = [para(block["c"]) if block["t"] == "Plain" else block for block in blocks]
    if not text_of(blocks).strip():
        filled = [para([{"t": "Str", "c": "\u00a0"}])]
    return [div(filled, style="Cell Head" if head else "Cell Text")]
