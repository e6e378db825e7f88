"""Pandoc's syntax tree as plain JSON values: building pieces of it, and replacing pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from analystkit.pandoc import Node

Swap = Callable[[Node], list[Node] | None]


def attr(mark: str = "", classes: Iterable[str] = (), pairs: Mapping[str, str] | None = None) -> list[Any]:
    """Return an identifier, classes and key–value pairs as Pandoc holds them."""
    return [mark, list(classes), [[key, value] for key, value in (pairs or {}).items()]]


def text(words: str) -> list[Node]:
    """Return plain text as inlines; nothing in it is read as markup."""
    inlines: list[Node] = []
    for word in words.split():
        inlines += [{"t": "Space"}, {"t": "Str", "c": word}] if inlines else [{"t": "Str", "c": word}]
    return inlines


def para(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Return inlines as a block without a paragraph's spacing."""
    return {"t": "Plain", "c": inlines}


def strong(words: str) -> Node:
    """Return plain text in bold."""
    return {"t": "Strong", "c": text(words)}


def div(blocks: list[Node], *classes: str, style: str = "", mark: str = "") -> Node:
    """Return blocks with style classes; `style` names a paragraph style of Word."""
    pairs = {"custom-style": style} if style else {}
    return {"t": "Div", "c": [attr(mark, classes, pairs), blocks]}


def has_class(block: Node, name: str) -> bool:
    """Tell whether a block is a division of that class."""
    return bool(block["t"] == "Div" and name in block["c"][0][1])


def header(level: int, inlines: list[Node], mark: str = "") -> Node:
    """Return a heading."""
    return {"t": "Header", "c": [level, attr(mark), inlines]}


def raw(form: str, code: str) -> Node:
    """Return code that only the writer of that format copies."""
    return {"t": "RawBlock", "c": [form, code]}


def picture(target: str, alt: str, width_mm: float) -> Node:
    """Return an image of a given width with its alternative text."""
    return {"t": "Image", "c": [attr(pairs={"width": f"{width_mm:.4g}mm"}), text(alt), [target, ""]]}


def meta(inlines: list[Node]) -> Node:
    """Return inlines as a value of the document's metadata."""
    return {"t": "MetaInlines", "c": inlines}


def table(
    head: Sequence[list[Node]],
    lines: Sequence[Sequence[list[Node]]],
    shares: Sequence[float],
    caption: list[Node],
) -> Node:
    """Return a table of cells, each a list of blocks; columns have these shares of the width."""
    specs = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in shares]
    heads = [attr(), [_row(head)] if head else []]
    body = [attr(), 0, [], [_row(line) for line in lines]]
    return {
        "t": "Table",
        "c": [attr(), [None, [plain(caption)] if caption else []], specs, heads, [body], [attr(), []]],
    }


def _row(cells: Sequence[list[Node]]) -> list[Any]:
    return [attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells]]


def replace_blocks(blocks: list[Node], swap: Swap) -> list[Node]:
    """Return blocks in which some are replaced, inside lists, quotations and divisions too."""
    result: list[Node] = []
    for block in blocks:
        instead = swap(block)
        kind: str = block["t"]
        content: Any = block.get("c")
        if instead is not None:
            result += instead
        elif kind == "BlockQuote":
            result.append({"t": kind, "c": replace_blocks(content, swap)})
        elif kind == "Div":
            result.append({"t": kind, "c": [content[0], replace_blocks(content[1], swap)]})
        elif kind == "BulletList":
            result.append({"t": kind, "c": [replace_blocks(item, swap) for item in content]})
        elif kind == "OrderedList":
            items = [replace_blocks(item, swap) for item in content[1]]
            result.append({"t": kind, "c": [content[0], items]})
        else:
            result.append(block)
    return result


def replace_inlines(value: Any, swap: Swap) -> Any:
    """Return a tree in which some inlines are replaced."""
    if isinstance(value, dict):
        return {key: replace_inlines(part, swap) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    result: list[Any] = []
    for part in value:
        instead = swap(part) if isinstance(part, dict) and "t" in part else None
        result += [replace_inlines(part, swap)] if instead is None else replace_inlines(instead, swap)
    return result
