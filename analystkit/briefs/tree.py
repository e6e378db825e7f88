"""Pandoc's syntax tree as plain JSON values: building pieces of it, replacing pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analystkit.pandoc import Node


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


def span(inlines: list[Node], *classes: str) -> Node:
    """Return inlines with style classes."""
    return {"t": "Span", "c": [attr(classes=classes), inlines]}


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
    pairs = {"width": f"{width_mm:g}mm", "alt": alt}
    return {"t": "Image", "c": [attr(pairs=pairs), text(alt), [target, ""]]}


def meta(inlines: list[Node]) -> Node:
    """Return inlines as a value of the document's metadata."""
    return {"t": "MetaInlines", "c": inlines}


def replace_blocks(blocks: list[Node], swap: Callable[[Node], list[Node] | None]) -> list[Node]:
    """Return blocks in which some are replaced, inside lists, quotations and divisions too."""
    result: list[Node] = []
    for block in blocks:
        instead = swap(block)
        if instead is not None:
            result += instead
        elif block["t"] in ("BlockQuote",):
            result.append({**block, "c": replace_blocks(block["c"], swap)})
        elif block["t"] == "Div":
            result.append({**block, "c": [block["c"][0], replace_blocks(block["c"][1], swap)]})
        elif block["t"] == "BulletList":
            result.append({**block, "c": [replace_blocks(item, swap) for item in block["c"]]})
        elif block["t"] == "OrderedList":
            items = [replace_blocks(item, swap) for item in block["c"][1]]
            result.append({**block, "c": [block["c"][0], items]})
        else:
            result.append(block)
    return result
