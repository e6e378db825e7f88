"""The brief as a Word document: real styles, captions that Word counts, footnotes that are footnotes."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from xml.sax.saxutils import escape

from analystkit.briefs.header import Header
from analystkit.briefs.layout import BESIDE, ITEM, LOGO, PAIR, Draft, table_cells
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
from analystkit.errors import KitError
from analystkit.pandoc import Node, nodes, text_of

_OLDEST = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
ACCENT, FONT = "1F4E79", "Calibri"  # as they stand in the reference documents
_LETTER = '<w:pgSz w:w="12240" w:h="15840"/>'
_GUTTER = 0.02  # of the text's width, right of a figure that stands beside prose
_KEPT = "<w:trPr><w:cantSplit/></w:trPr>"
_ENTRIES = 4  # of the list of sources, in each of two columns that stay on one page
_LABEL = re.compile(r"(.*?\s)(\d+)(.*)", re.DOTALL)


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package: parts sorted, times and attributes fixed."""
    out = io.BytesIO()
    order = sorted(parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    with zipfile.ZipFile(out, "w") as package:
        for name in order:
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            package.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()


def dated(parts: dict[str, bytes], epoch: int) -> None:
    """Write into a package's properties when it was made; in its sandbox Pandoc has no clock."""
    name = "docProps/core.xml"
    when = dt.datetime.fromtimestamp(epoch, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[name] = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + when, parts[name])


def looks(header: Header, ending: str) -> bytes:
    """Return the reference document: the author's own, or the kit's in the author's font and color."""
    if ending in header.reference_doc:
        own = header.reference_doc[ending]
        try:
            with zipfile.ZipFile(io.BytesIO(own)) as package:
                if sum(member.file_size for member in package.infolist()) > 200 * 2**20:
                    raise KitError(f"the reference-doc {ending} unpacks to more than 200 MB")
            import_module(ending).__dict__["Document" if ending == "docx" else "Presentation"](
                io.BytesIO(own)
            )
        except KitError:
            raise
        except Exception:
            raise KitError(f"the reference-doc for {ending} is no such file, or a damaged one") from None
        return own
    data = Path(__file__).with_name(f"reference.{ending}").read_bytes()
    if not header.font and not header.accent:
        return data
    parts = unpack(data)
    for name, part in parts.items():
        if name.endswith(".xml"):
            part = part.replace(ACCENT.encode(), header.accent[1:].upper().encode() or ACCENT.encode())
            parts[name] = part.replace(f'"{FONT}"'.encode(), f'"{header.font or FONT}"'.encode())
    return pack(parts)


def data_address(data: bytes, name: str) -> str:
    """Return a picture as an address that holds it whole, so that Pandoc need open no file."""
    kind = "jpeg" if name.endswith("jpg") else "png"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def quoted(words: str) -> str:
    """Return words as they stand in an attribute of XML."""
    return escape(words, {'"': "&quot;", "\n": " "})


def docx(draft: Draft) -> bytes:
    """Return a brief as a Word document."""
    header, language = draft.brief.header, draft.brief.language
    tree = draft.tree()
    addresses = {name: data_address(data, name) for name, data in draft.files("png").items()}

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
        image = picture(f"{LOGO}.{header.logo.ending}", LOGO, 30)
        blocks.insert(0, div([para([image])], style="Logo"))
    more = {"author": text(draft.author), "date": text(draft.day)}
    head = {**tree["meta"], **{key: meta(value) for key, value in more.items() if value}}
    whole = {**tree, "meta": head, "blocks": blocks}
    images = (node["c"] for node in nodes(blocks) if node["t"] == "Image")
    alts = {addresses[at]: text_of(words) for _, words, (at, _) in images if at in addresses}
    given = embedded(whole, addresses)
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


def embedded(tree: Node, addresses: Mapping[str, str]) -> Node:
    """Return a tree in which pictures stand by their contents."""

    def embed(node: Node) -> list[Node] | None:
        if node["t"] != "Image" or node["c"][2][0] not in addresses:
            return None
        return [{"t": "Image", "c": [*node["c"][:2], [addresses[node["c"][2][0]], ""]]}]

    made: Node = replace_inlines(tree, embed)
    return made


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
