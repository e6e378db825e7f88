"""Pandoc's syntax tree as plain JSON values: building pieces of it, and replacing pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from analystkit.pandoc import Node

Swap = Callable[[Node], list[Node] | None]
_HOLDERS = ("BlockQuote", "Div", "BulletList", "OrderedList")  # of blocks that stand by themselves


def attr(mark: str = "", classes: Iterable[str] = (), pairs: Mapping[str, str] | None = None) -> list[Any]:
    """Return an identifier, classes and key–value pairs as Pandoc holds them."""
    return [mark, list(classes), [[key, value] for key, value in (pairs or {}).items()]]


def text(words: str) -> list[Node]:
    """Return plain text as inlines; nothing in it is read as markup."""
    parts: list[Node] = [part for word in words.split() for part in ({"t": "Space"}, {"t": "Str", "c": word})]
    return parts[1:]


def para(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Return inlines as a block without a paragraph's spacing."""
    return {"t": "Plain", "c": inlines}


def strong(words: str) -> Node:
    """Return plain text in bold."""
    return {"t": "Strong", "c": text(words)}


def link(inlines: list[Node], mark: str) -> Node:
    """Return a link to something in the document."""
    return {"t": "Link", "c": [attr(), inlines, [f"#{mark}", ""]]}


def div(blocks: list[Node], *classes: str, style: str = "", mark: str = "") -> Node:
    """Return blocks with style classes; `style` names a paragraph style of Word."""
    pairs = {"custom-style": style} if style else {}
    return {"t": "Div", "c": [attr(mark, classes, pairs), blocks]}


def has_class(block: Node, *names: str) -> bool:
    """Tell whether a block is a division of one of these classes."""
    return block["t"] == "Div" and not set(names).isdisjoint(block["c"][0][1])


def raw(form: str, code: str, kind: str = "RawBlock") -> Node:
    """Return code that only the writer of that format copies."""
    return {"t": kind, "c": [form, code]}


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
    caption: list[Node] | None = None,
    marked: list[Any] | None = None,
) -> Node:
    """Return a table of cells, each a list of blocks; columns have these shares of the width."""

    def row(cells: Sequence[list[Node]]) -> list[Any]:
        return [attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells]]

    specs = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": share}] for share in shares]
    heads = [attr(), [row(head)] if head else []]
    body = [attr(), 0, [], [row(line) for line in lines]]
    said = [None, [plain(caption)] if caption else []]
    return {"t": "Table", "c": [marked or attr(), said, specs, heads, [body], [attr(), []]]}


def rows_of(table: Node) -> Iterator[tuple[bool, list[Any]]]:
    """Yield the cells of each row, the blocks last in each, and whether the row is a head."""
    _, _, _, head, bodies, foot = table["c"]
    for is_head, rows in [
        (True, head[1]),
        *((n == 2, b[n]) for b in bodies for n in (2, 3)),
        (False, foot[1]),
    ]:
        yield from ((is_head, cells) for _, cells in rows)


def caption_of(block: Node) -> list[Node]:
    """Return the caption of a figure or a table as inlines."""
    return next((part["c"] for part in block["c"][1][1] if part["t"] in ("Plain", "Para")), [])


def replaced(value: Any, swap: Swap, inlines: bool = False) -> Any:
    """Return a tree in which `swap` put some nodes in the place of one.

    It is asked for blocks that stand by themselves, in lists, quotations and divisions too, or for all nodes.
    """
    if isinstance(value, dict):
        within = inlines or value["t"] in _HOLDERS
        return {key: replaced(part, swap, inlines) for key, part in value.items()} if within else value
    if not isinstance(value, list):
        return value
    result: list[Any] = []
    for part in value:
        instead = swap(part) if isinstance(part, dict) and "t" in part else None
        result += [replaced(part, swap, inlines)] if instead is None else instead
    return result
