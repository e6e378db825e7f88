"""The brief as PDF, set by Typst from a template of ours, with the fonts that the kit brings along."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

from analystkit import pandoc
from analystkit.briefs.content import Item
from analystkit.briefs.document import ITEM, Draft, beside
from analystkit.briefs.rows import table_of
from analystkit.briefs.tree import has_class, plain, raw, replace_blocks, text
from analystkit.errors import KitError
from analystkit.pandoc import Node, text_of

_HALF_MM = 100  # narrower figures may stand side by side
_SHORT_TABLE = 14  # rows that must stay on one page


def pdf(draft: Draft) -> bytes:
    """Return a brief as PDF."""
    tree = draft.tree(_place)
    tree["blocks"] = replace_blocks(tree["blocks"], _dressed)
    for key in ("title", "author"):
        tree["meta"][f"{key}-meta"] = {"t": "MetaString", "c": draft.brief.said(key)}
    language, _, region = draft.language.partition("-")
    template = Path(__file__).with_name("brief.typ")
    options = [
        "--template",
        str(template),
        "-V",
        f"lang-code={language}",
        "-V",
        f"lang-region={region or 'GB'}",
    ]
    code = pandoc.write(tree, "typst-citations-smart", str(draft.brief.path), options, epoch=draft.epoch)
    with tempfile.TemporaryDirectory() as folder:
        for item in draft.content.figures:
            Path(folder, f"{item.file_name}.svg").write_bytes(item.figure.svg())
        return _compiled(Path(folder), code, draft)


def _compiled(folder: Path, code: bytes, draft: Draft) -> bytes:
    """Return what Typst makes of the code, from these files and fonts only."""
    import typst

    main = folder / "brief.typ"
    main.write_bytes(code)
    fonts = Path(mpl.get_data_path(), "fonts", "ttf")
    try:
        compiler = typst.Compiler(
            str(main), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True
        )
        made: Any = compiler.compile(format="pdf", timestamp=draft.epoch)
        return bytes(made)
    except (RuntimeError, typst.TypstError) as error:
        raise KitError(f"{draft.brief.path}: the PDF cannot be set: {error}") from error


def _place(items: Sequence[Item]) -> list[Node]:
    """Return the blocks for figures side by side, one figure, or a table."""
    if len(items) == 1:
        item = items[0]
        return _figure(item, "#kit-figure") if item.is_figure else _table(item)
    if not all(item.is_figure and item.width_mm < _HALF_MM for item in items):
        return [block for item in items for block in _place([item])]
    blocks = [block for item in items for block in _figure(item, "kit-half")]
    return [raw("typst", "#kit-pair("), *_parted(blocks), raw("typst", ")")]


def _parted(blocks: list[Node]) -> list[Node]:
    """Return the calls of several figures with commas between them."""
    return [{**b, "c": ["typst", f"{b['c'][1]},"]} if _ends(b) else b for b in blocks]


def _ends(block: Node) -> bool:
    return bool(block["t"] == "RawBlock" and block["c"][1] == "])")


def _figure(item: Item, call: str) -> list[Node]:
    alt = item.figure.alt_text.replace("\\", "\\\\").replace('"', '\\"')
    opening = f'{call}("{item.file_name}.svg", {item.width_mm:g}mm, "{alt}", ['
    return [
        raw("typst", opening),
        plain(item.caption),
        raw("typst", "], ["),
        plain(text(item.source_line)),
        raw("typst", "])"),
    ]


def _table(item: Item) -> list[Node]:
    short = "true" if len(item.rows) <= _SHORT_TABLE else "false"
    table = table_of(item.dossier, item.reference, item.rows, item.caption)
    return [
        raw("typst", f"#kit-table({short}, ["),
        plain(text(item.source_line)),
        raw("typst", "], ["),
        table,
        raw("typst", "])"),
    ]


def _dressed(block: Node) -> list[Node] | None:
    """Put the bottom line and the list of sources into the template's functions."""
    parts = beside(block)
    if parts is not None:
        return _beside(*parts)
    if has_class(block, ITEM):
        return list(block["c"][1])
    if has_class(block, "bottom-line"):
        return [raw("typst", "#bottom-line["), *block["c"][1], raw("typst", "]")]
    if has_class(block, "sources"):
        return _sources(block["c"][1])
    return None


def _beside(figures: list[Node], prose: list[Node]) -> list[Node]:
    """Return figures at the left, their captions below them, and prose at the right."""
    left = [inner for figure in figures for inner in figure["c"][1]]
    half = [_called(block, "#kit-figure(", "#kit-half(") for block in left]
    return [raw("typst", "#kit-beside(["), *half, raw("typst", "], ["), *prose, raw("typst", "])")]


def _called(block: Node, old: str, new: str) -> Node:
    """Return raw code that begins with a call of another function."""
    if block["t"] != "RawBlock" or not block["c"][1].startswith(old):
        return block
    return raw("typst", new + block["c"][1].removeprefix(old))


def _sources(inside: list[Node]) -> list[Node]:
    """Return the list of sources in two columns of about the same length."""
    head, *key, refs = inside
    entries: list[Any] = refs["c"][1]
    lengths = [len(text_of(entry)) for entry in entries]
    half = next((n for n in range(len(entries)) if sum(lengths[:n]) * 2 >= sum(lengths)), len(entries))
    parts = [[head], [b for k in key for b in k["c"][1]], entries[:half], entries[half:]]
    blocks = [raw("typst", "#sources-list([")]
    for number, part in enumerate(parts):
        blocks += [*part, raw("typst", "], [" if number < len(parts) - 1 else "])")]
    return blocks
