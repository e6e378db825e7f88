"""What a brief may hold: known elements with known attributes; the rest is left out, and said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from analystkit.briefs.header import CONTROL, LANG
from analystkit.briefs.tree import attr, replaced
from analystkit.errors import KitError
from analystkit.pandoc import Node, text_of
from analystkit.words import say

_PART = r"(?:[^()\s]|\([^()]*\))"
_TARGET = re.compile(rf"\]\(\s*(<[^>\n]*>|{_PART}*(?:[ ](?![\"']){_PART}+)*)")
# Blocks and inlines; then what Pandoc's tree holds besides: kinds of lists, quotation marks, citations.
_KNOWN = re.compile(
    r"Para|Plain|Header|BulletList|OrderedList|DefinitionList|BlockQuote|CodeBlock|LineBlock|HorizontalRule|"
    r"Table|Div|Figure|Str|Space|SoftBreak|LineBreak|Emph|Strong|Underline|Strikeout|Superscript|Subscript|"
    r"SmallCaps|Quoted|Cite|Code|Link|Image|Note|Span|"
    r"Meta\w+|Align\w+|ColWidth\w*|\w+Quote|NormalCitation|AuthorInText|SuppressAuthor|"
    r"(Lower|Upper)(Alpha|Roman)|Decimal|Example|DefaultStyle|DefaultDelim|Period|OneParen|TwoParens"
)
CLASSES = {"beside", "uri", "email", "smallcaps", "underline", "mark", "unnumbered", "task-list"}
LINK = re.compile(r"(https?://[^\s\x00-\x20]+|mailto:[^\s\x00-\x20]+)", re.IGNORECASE)
_ID = re.compile(r"(?!refs$|ref-|kit-|list-of-|fn\d|fnref)\w[\w.:\-]{0,80}")
_SIZE = re.compile(r"\d{1,3}(\.\d{1,3})?(mm|cm|in|px|pt|%)?")
_PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9+#\-]{0,20}")
_ANY = re.compile(r".*", re.DOTALL)
_PAIRS = {"lang": LANG, "dir": re.compile("rtl|ltr")}
_PAIRS_OF_IMAGES = {**_PAIRS, "width": _SIZE, "height": _SIZE, "alt": _ANY, "fig-alt": _ANY}
_LEFTOVER = re.compile(r"\[\^[^\]\s]{1,40}\]|^:::+$|\[@[\w:.\-]+$")
_DROPPED = object()


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
        self.file, self._text = file, text
        self._targets: dict[str, list[int]] = {}
        for match in _TARGET.finditer(text):
            target = unquote(re.sub(r"^<(.*)>$", r"\1", match[1].strip()))
            self._targets.setdefault(target, []).append(text.count("\n", 0, match.start()) + 1)

    def of_target(self, target: str) -> str:
        """Return file and line of the next link or picture with this target."""
        lines = self._targets.get(unquote(target))
        if not lines:
            return self.of_text(target)
        return self.line(lines.pop(0) if len(lines) > 1 else lines[0])

    def of_text(self, *words: str) -> str:
        """Return file and line of the first of some words that stands in the file."""
        return self.of(*(re.escape(word) for word in words if word))

    def of(self, *patterns: str) -> str:
        """Return file and line of the first of some patterns that is found in the file."""
        for pattern in patterns:
            if match := re.search(pattern, self._text):
                return self.line(self._text.count("\n", 0, match.start()) + 1)
        return self.file

    def line(self, number: int) -> str:
        """Return the file with a line's number."""
        return f"{self.file}:{number}"


def allowed(tree: Any, places: Places) -> tuple[Any, list[str]]:
    """Return a tree without what is not known, and what was left out of it, each with its line."""
    remarks: list[str] = []

    def say(what: str, *words: str) -> None:
        remarks.append(f"{places.of_text(*words)}: {what}")

    def kept(value: Any, kind: str = "") -> Any:
        match value:
            case str():
                return CONTROL.sub("", value)
            case {"t": _}:
                return node(value)
            case dict():
                return {key: kept(part, kind) for key, part in value.items()}
            case [str(), list(), list()]:
                return attributes(value, kind)
            case list():
                return [part for one in value if (part := kept(one, kind)) is not _DROPPED]
        return value

    def node(value: Node) -> Any:
        kind: str = value["t"]
        content: Any = value.get("c")
        if not _KNOWN.fullmatch(kind):
            words = text_of(value).strip()
            say(f"left out: {kind} ({words[:60]!r}), which a brief does not hold", words[:40])
            return _DROPPED
        if kind == "Str":
            if found := CONTROL.search(content):
                say(f"left out: a control character (U+{ord(found[0]):04X})", content, found[0])
            for stray in _LEFTOVER.findall(content):
                say(f"{stray!r} stands as text: nothing opens, closes or defines it", stray)
        return {"t": kind, **({"c": kept(content, kind)} if "c" in value else {})}

    def attributes(value: list[Any], kind: str) -> list[Any]:
        mark, classes, pairs = value
        known = _PAIRS_OF_IMAGES if kind == "Image" else _PAIRS
        if mark and not _ID.fullmatch(mark):
            say(f"left out: the identifier {mark[:40]!r}", f"#{mark}")
            mark = ""
        good, sound = [], []
        for name in classes:
            if name in CLASSES or (kind in ("Code", "CodeBlock") and _PROGRAM.fullmatch(name)):
                good.append(name)
            else:
                what = f"left out: the class {name[:40]!r}; a brief knows 'beside'"
                say(what, f".{name}", f"::: {name}", name)
        for name, given in pairs:
            if name in known and known[name].fullmatch(given):
                sound.append([name, given])
            else:
                say(f"left out: the attribute {name[:40]}={given[:60]!r}", f"{name}=", name)
        return [mark, good, sound]

    return kept(tree), remarks


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

    made: list[Node] = replaced(blocks, turn)
    return made
