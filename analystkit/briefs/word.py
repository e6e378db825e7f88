"""The brief as a Word document: real styles, captions that Word counts, footnotes that are footnotes."""

from __future__ import annotations

import base64
import copy
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from xml.sax.saxutils import escape

from analystkit.briefs.header import Header
from analystkit.briefs.layout import BESIDE, ITEM, LOGO, PAIR, Draft
from analystkit.briefs.tree import (
    attr,
    div,
    has_class,
    meta,
    para,
    picture,
    raw,
    replaced,
    rows_of,
    table,
    text,
)
from analystkit.pandoc import Node, text_of

_OLDEST = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
ACCENT, FONT = "1F4E79", "Calibri"  # as they stand in the reference documents
_LETTER = '<w:pgSz w:w="12240" w:h="15840"/>'
_GUTTER = 0.02  # of the text's width, right of a figure that stands beside prose
# A picture, by what it shows and by the address that Pandoc repeats; a row that begins with no source.
_ADDRESS = re.compile(r'(<wp:docPr [^>]*?descr=("[^"]*").*?<pic:cNvPr [^>]*?descr=)"[^"]*"', re.DOTALL)
_ROW = re.compile(r'<w:tr>(<w:trPr>)?(?!(?:(?!</w:p>).)*w:val="Bibliography")', re.DOTALL)
_ENTRIES = 4  # of the list of sources, in each of two columns that stay on one page
_LABEL = re.compile(r"(.*?\s)(\d+)(.*)", re.DOTALL)


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes], epoch: int | None = None) -> bytes:
    """Return a package: parts sorted, times and attributes fixed; its properties say when it was made."""
    out, written, core = io.BytesIO(), dict(parts), "docProps/core.xml"
    if epoch is not None:  # in its sandbox Pandoc has no clock
        when = dt.datetime.fromtimestamp(epoch, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        written[core] = re.sub(
            rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + when, written[core]
        )
    with zipfile.ZipFile(out, "w") as package:
        for name in [*_FIRST, *sorted(set(written).difference(_FIRST))]:
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, written[name], compresslevel=6)
    return out.getvalue()


def looks(header: Header, ending: str) -> bytes:
    """Return the reference document: the author's own, or the kit's in the author's font and color."""
    data = Path(__file__).with_name(f"reference.{ending}").read_bytes()
    own = header.reference_doc or {}
    if ending in own or not (header.font or header.accent):
        return own.get(ending, data)
    parts = unpack(data)
    for name, part in parts.items():
        if name.endswith(".xml"):
            part = part.replace(ACCENT.encode(), header.accent[1:].upper().encode() or ACCENT.encode())
            parts[name] = part.replace(f'"{FONT}"'.encode(), f'"{header.font or FONT}"'.encode())
    return pack(parts)


def embedded(draft: Draft, tree: Node) -> Node:
    """Return a tree in which pictures stand by their contents, so that Pandoc need open no file."""
    files = draft.files("png")

    def embed(node: Node) -> list[Node] | None:
        if node["t"] != "Image" or (name := node["c"][2][0]) not in files:
            return None
        coded = base64.b64encode(files[name]).decode()
        return [{"t": "Image", "c": [*node["c"][:2], [f"data:{guess_type(name)[0]};base64,{coded}", ""]]}]

    made: Node = replaced(tree, embed, True)
    return made


def docx(draft: Draft) -> bytes:
    """Return a brief as a Word document."""
    header, language, tree = draft.brief.header, draft.brief.language, draft.tree()

    def dressed(block: Node) -> list[Node] | None:
        if has_class(block, BESIDE, PAIR):
            beside = has_class(block, BESIDE)
            cells = [part["c"][1] if beside else [part] for part in block["c"][1]]
            inner = [replaced(cell, dressed) for cell in cells] + [[]] * (len(cells) % 2)
            gutter = _GUTTER if beside else 0
            return [_columns(list(zip(inner[::2], inner[1::2], strict=True)), gutter)]
        if has_class(block, "references"):
            entries: list[Node] = block["c"][1]
            rows = []
            for start in range(0, len(entries), 2 * _ENTRIES):
                few = entries[start : start + 2 * _ENTRIES]
                sizes = [len(text_of(entry)) for entry in few]
                half = min(range(1, len(few) + 1), key=lambda n: max(sum(sizes[:n]), sum(sizes[n:])))
                left, right = ([div(part, style="Bibliography")] for part in (few[:half], few[half:]))
                rows.append((left, right))
            return [_columns(rows)]
        if has_class(block, "bottom-line"):
            return [div([para(text(language.say("bottom-line")))], style="Bottom Line Head"), block]
        if has_class(block, ITEM):
            kind = "Figure" if has_class(block, "figure") else "Table"
            inside = replaced(block["c"][1], lambda node: _numbered(node, kind), True)
            return list(replaced(inside, dressed))
        return [_styled(block)] if block["t"] == "Table" else None

    blocks = replaced(tree["blocks"], dressed)
    if header.logo:
        image = picture(f"{LOGO}.{header.logo.ending}", LOGO, 30)
        blocks.insert(0, div([para([image])], style="Logo"))
    more = {"author": text(draft.author), "date": text(draft.day)}
    head = {**tree["meta"], **{key: meta(value) for key, value in more.items() if value}}
    given = embedded(draft, {**tree, "meta": head, "blocks": blocks})
    files = {"reference.docx": looks(header, "docx")}
    parts = unpack(draft.write(given, "docx", ["--reference-doc", "reference.docx"], files))
    body = parts["word/document.xml"].decode()
    body = _ADDRESS.sub(r"\1\2", body)
    body = _ROW.sub(lambda row: f"<w:tr><w:trPr><w:cantSplit/>{'' if row[1] else '</w:trPr>'}", body)
    if header.page == "letter" and "docx" not in (header.reference_doc or {}):
        body = re.sub(r"<w:pgSz [^>]*/>", _LETTER, body)
    parts["word/document.xml"] = body.encode()
    for name in parts:
        if name.startswith("word/footer"):
            parts[name] = parts[name].replace(b"{title}", escape(draft.brief.title).encode())
    return pack(parts, draft.epoch)


def _columns(rows: list[tuple[list[Node], list[Node]]], gutter: float = 0) -> Node:
    """Return blocks side by side, in a table without lines."""
    return table([], rows, [0.5 + gutter, 0.5 - gutter], marked=attr(pairs={"custom-style": "SideBySide"}))


def _numbered(node: Node, kind: str) -> list[Node] | None:
    """Return a label whose number Word counts by itself; the later parts of a figure repeat it."""
    labeled = node["t"] == "Span" and "label" in node["c"][0][1]
    match = _LABEL.fullmatch(text_of(node["c"][1])) if labeled else None
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
    return [raw("openxml", code, "RawInline")]


def _styled(block: Node) -> Node:
    """Return a table with its cells in the styles for cells; a space in a blank one, so that it keeps it."""
    made = copy.deepcopy(block)
    for head, cells in rows_of(made):
        for cell in cells:
            blocks = [para(part["c"]) if part["t"] == "Plain" else part for part in cell[4]]
            filled = blocks if text_of(blocks).strip() else [para([{"t": "Str", "c": "\u00a0"}])]
            cell[4] = [div(filled, style="Cell Head" if head else "Cell Text")]
    return made
