"""What a brief may hold: known elements with known attributes; the rest is left out, and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from analystkit.briefs.header import CONTROL, LANG
from analystkit.briefs.tree import attr, replace_blocks
from analystkit.errors import KitError
from analystkit.pandoc import Node, text_of
from analystkit.words import say

_PART = r"(?:[^()\s]|\([^()]*\))"
_TARGET = re.compile(rf"\]\(\s*(<[^>\n]*>|{_PART}*(?:[ ](?![\"']){_PART}+)*)")
BLOCKS = {
    "Para", "Plain", "Header", "BulletList", "OrderedList", "DefinitionList", "BlockQuote", "CodeBlock",
    "LineBlock", "HorizontalRule", "Table", "Div", "Figure",
}  # fmt: skip
INLINES = {
    "Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong", "Underline", "Strikeout", "Superscript",
    "Subscript", "SmallCaps", "Quoted", "Cite", "Code", "Link", "Image", "Note", "Span",
}  # fmt: skip
# What Pandoc's tree holds besides: kinds of lists, quotation marks, columns and citations.
_PARTS = re.compile(
    r"Meta\w+|Align\w+|ColWidth\w*|\w+Quote|NormalCitation|AuthorInText|SuppressAuthor|"
    r"(Lower|Upper)(Alpha|Roman)|Decimal|Example|DefaultStyle|DefaultDelim|Period|OneParen|TwoParens"
)
CLASSES = {"beside", "uri", "email", "smallcaps", "underline", "mark", "unnumbered", "task-list"}
LINK = re.compile(r"(https?://[^\s\x00-\x20]+|mailto:[^\s\x00-\x20]+)", re.IGNORECASE)
_ID = re.compile(r"(?!refs$|ref-|kit-|list-of-|fn\d|fnref)\w[\w.:\-]{0,80}")
_SIZE = re.compile(r"\d{1,3}(\.\d{1,3})?(mm|cm|in|px|pt|%)?")
_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9+#\-]{0,20}")
_PAIRS = {
    "lang": lambda kind, value: bool(LANG.fullmatch(value)),
    "dir": lambda kind, value: value in ("rtl", "ltr"),
    "width": lambda kind, value: kind == "Image" and bool(_SIZE.fullmatch(value)),
    "height": lambda kind, value: kind == "Image" and bool(_SIZE.fullmatch(value)),
    "alt": lambda kind, value: kind == "Image",
    "fig-alt": lambda kind, value: kind == "Image",
}
_LEFTOVER = re.compile(r"\[\^[^\]\s]{1,40}\]|^:::+$|\[@[\w:.\-]+$")


class BriefError(KitError):
    """A brief that cannot be built.

    Parameters
    ----------
    faults : iterable of str
        One line each: file, line, what was found and what to do.

    Examples
    --------
    >>> print(BriefError(["a.md:3: no chart named 'x'"]))
    a.md:3: no chart named 'x'
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        count = len(self.faults)
        head = say("{n:thing} to mend in the brief:\n", n=count) if count > 1 else ""
        super().__init__(head + "\n".join(self.faults))


class Places:
    """Finds on which line of a file something stands; Pandoc's tree has no line numbers."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._seen: dict[str, int] = {}
        self._targets = [
            (unquote(re.sub(r"^<(.*)>$", r"\1", match[1].strip())), text.count("\n", 0, match.start()) + 1)
            for match in _TARGET.finditer(text)
        ]

    def of_target(self, target: str) -> str:
        """Return file and line of the next link or picture with this target."""
        lines = [line for found, line in self._targets if found == unquote(target)]
        if not lines:
            return self.of_text(target)
        number = self._seen[target] = self._seen.get(target, -1) + 1
        return self.line(lines[min(number, len(lines) - 1)])

    def of_citekey(self, key: str) -> str:
        """Return file and line where a source is first cited."""
        return self._of(rf"@\{{?{re.escape(key)}(?![\w])")

    def of_text(self, *words: str) -> str:
        """Return file and line of the first of some words that stands in the file."""
        for word in words:
            place = self._of(re.escape(word)) if word else self.file
            if place != self.file:
                return place
        return self.file

    def line(self, number: int) -> str:
        """Return the file with a line's number."""
        return f"{self.file}:{number}" if number else self.file

    def _of(self, pattern: str) -> str:
        match = re.search(pattern, self._text)
        return self.line(self._text.count("\n", 0, match.start()) + 1 if match else 0)


class AllowList:
    """Goes through a tree and keeps what is known; `remarks` says what was left out, with its line."""

    def __init__(self, places: Places) -> None:
        self.remarks: list[str] = []
        self._places = places

    def kept(self, tree: Any) -> Any:
        """Return a tree without what is not known."""
        return self._value(tree, "")

    def _say(self, place: str, what: str) -> None:
        self.remarks.append(f"{place}: {what}")

    def _value(self, value: Any, kind: str) -> Any:
        if isinstance(value, str):
            return CONTROL.sub("", value)
        if isinstance(value, dict):
            if "t" in value:
                return self._node(value)
            return {key: self._value(part, kind) for key, part in value.items()}
        if not isinstance(value, list):
            return value
        if _is_attr(value):
            return self._attr(value, kind)
        parts = [self._value(part, kind) for part in value]
        return [part for part in parts if not (isinstance(part, dict) and part.get("t") == "Dropped")]

    def _node(self, node: Node) -> Node:
        kind = node["t"]
        if kind not in BLOCKS and kind not in INLINES and not _PARTS.fullmatch(kind):
            words = text_of(node).strip()
            self._say(
                self._places.of_text(words[:40]),
                f"left out: {kind} ({words[:60]!r}), which a brief does not hold",
            )
            return {"t": "Dropped"}
        if kind == "Str":
            found = CONTROL.search(node["c"])
            if found:
                said = f"left out: a control character (U+{ord(found[0]):04X})"
                self._say(self._places.of_text(node["c"], found[0]), said)
            for stray in _LEFTOVER.findall(node["c"]):
                self._say(
                    self._places.of_text(stray),
                    f"{stray!r} stands as text: nothing opens, closes or defines it",
                )
        return {"t": kind, **({"c": self._value(node["c"], kind)} if "c" in node else {})}

    def _attr(self, attr: list[Any], kind: str) -> list[Any]:
        mark, classes, pairs = attr
        if mark and not _ID.fullmatch(mark):
            self._say(self._places.of_text(f"#{mark}"), f"left out: the identifier {mark[:40]!r}")
            mark = ""
        kept = [
            name
            for name in classes
            if name in CLASSES or (kind in ("Code", "CodeBlock") and _PROGRAM.fullmatch(name))
        ]
        for name in classes:
            if name not in kept:
                place = self._places.of_text(f".{name}", f"::: {name}", name)
                self._say(place, f"left out: the class {name[:40]!r}; a brief knows 'beside'")
        good = [[name, value] for name, value in pairs if name in _PAIRS and _PAIRS[name](kind, value)]
        for name, value in pairs:
            if [name, value] not in good:
                place = self._places.of_text(f"{name}=", name)
                self._say(place, f"left out: the attribute {name[:40]}={value[:60]!r}")
        return [mark, kept, good]


def _is_attr(value: list[Any]) -> bool:
    """Tell whether a list holds an identifier, classes and pairs."""
    return (
        len(value) == 3
        and isinstance(value[0], str)
        and isinstance(value[1], list)
        and isinstance(value[2], list)
        and all(isinstance(name, str) for name in value[1])
        and all(isinstance(pair, list) and len(pair) == 2 for pair in value[2])
    )


def turned(blocks: list[Node]) -> list[Node]:
    """Return blocks in which paragraphs that begin from right to left say so, for every format."""

    def turn(block: Node) -> list[Node] | None:
        if block["t"] == "Div" and any(key == "dir" for key, _ in block["c"][0][2]):
            return [block]
        if block["t"] in ("Para", "Plain", "Header"):
            ways = (unicodedata.bidirectional(letter) for letter in text_of(block["c"]))
            if next((way for way in ways if way in ("L", "R", "AL")), "L") != "L":
                return [{"t": "Div", "c": [attr(pairs={"dir": "rtl"}), [block]]}]
        return None

    return replace_blocks(blocks, turn)
