"""Reading DOCX, ODT, RTF, EPUB, HTML and Markdown through Pandoc, which sees no file but the one given."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from analystkit.analysis.texts.headings import starts_article
from analystkit.errors import KitError

TIMEOUT = 120
UNPACKED = 400 * 1024 * 1024
RATIO = 200
_MEMORY = "1500m"
_INLINE = {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}


def pandoc_blocks(data: bytes, reader: str, name: str) -> list[str]:
    """Return the paragraphs of a document, as Pandoc reads it."""
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        "+RTS",
        f"-M{_MEMORY}",
        "-RTS",
        "--sandbox",
        "-f",
        reader,
        "-t",
        "json",
    ]
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                command,
                input=data,
                capture_output=True,
                timeout=TIMEOUT,
                cwd=folder,
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired:
            raise KitError(
                f"{name}: reading it took more than {TIMEOUT} seconds; save it as plain text"
            ) from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200] or "no reason given"
        raise KitError(
            f"{name}: not a {reader} file that can be read ({said}); save it again, or as plain text"
        )
    document = json.loads(done.stdout)
    blocks = [*_title_page(document["meta"]), *_blocks(document["blocks"])]
    return [part for block in blocks for part in _broken(block)]


def _title_page(meta: dict[str, Any]) -> Iterator[str]:
    """Give what Pandoc takes out of the text as title, author, date and abstract."""
    for name in ("title", "subtitle", "author", "date", "abstract"):
        value = meta.get(name)
        for part in value["c"] if value and value["t"] == "MetaList" else [value] if value else []:
            if part["t"] == "MetaInlines":
                yield _inline(part["c"])
            elif part["t"] == "MetaBlocks":
                yield from _blocks(part["c"])


def _broken(block: str) -> Iterator[str]:
    """Split a paragraph at forced line breaks, where they part more than lines."""
    kept = ""
    for line in block.split("\n"):
        after_stop = kept.rstrip().endswith((".", "!", "?", ":", ";", "؟", "؛"))
        if kept and (not line.strip() or after_stop or starts_article(line) or starts_article(kept)):
            yield kept
            kept = ""
        kept = f"{kept} {line}" if kept else line
    if kept.strip():
        yield kept


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
    }


def _blocks(blocks: Iterable[Any], mark: str = "") -> Iterator[str]:
    """Give the paragraphs of Pandoc's blocks, one after another; the first starts with `mark`."""
    for block in blocks:
        for text in _block(block["t"], block.get("c")):
            yield mark + text
            mark = ""


def _block(kind: str, content: Any) -> Iterator[str]:
    if kind in ("Para", "Plain"):
        yield _inline(content)
    elif kind == "Header":
        yield _inline(content[2])
    elif kind == "LineBlock":
        yield "\n".join(_inline(line) for line in content)
    elif kind == "CodeBlock":
        yield content[1]
    elif kind == "BlockQuote":
        yield from _blocks(content)
    elif kind in ("Div", "Figure"):
        yield from _blocks(content[-1])
    elif kind == "OrderedList":
        yield from _ordered(*content)
    elif kind == "BulletList":
        for item in content:
            yield from _blocks(item)
    elif kind == "DefinitionList":
        for term, definitions in content:
            yield _inline(term)
            for definition in definitions:
                yield from _blocks(definition)
    elif kind == "Table":
        yield from _table(content)


def _ordered(attributes: Any, items: Any) -> Iterator[str]:
    """Give a numbered list's items with the numbers that a reader of the document sees."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    for number, item in enumerate(items, start=start):
        shown = _number(number, style)
        mark = {"TwoParens": f"({shown}) ", "OneParen": f"{shown}) "}.get(delimiter, f"{shown}. ")
        yield from _blocks(item, mark)


def _number(number: int, style: str) -> str:
    if style in ("LowerAlpha", "UpperAlpha") and number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "UpperAlpha" else letter
    if style in ("LowerRoman", "UpperRoman") and number < 40:
        numeral = (
            "X" * (number // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
        )
        return numeral if style == "UpperRoman" else numeral.lower()
    return str(number)


def _table(content: Any) -> Iterator[str]:
    """Give the cells of a table, row by row."""
    _, _, _, head, bodies, foot = content
    rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
    for row in rows:
        for cell in row[1]:
            yield from _blocks(cell[4])


def _inline(inlines: Iterable[Any]) -> str:
    """Return the words of Pandoc's inline elements; notes and pictures are left out."""
    words = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            words.append(content)
        elif kind in ("Space", "SoftBreak"):
            words.append(" ")
        elif kind == "LineBreak":
            words.append("\n")
        elif kind in _INLINE:
            words.append(_inline(content))
        elif kind == "Quoted":
            marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            words.append(f"{marks[0]}{_inline(content[1])}{marks[1]}")
        elif kind in ("Link", "Span", "Cite"):
            words.append(_inline(content[1]))
        elif kind in ("Code", "Math"):
            words.append(content[1])
    return "".join(words)


def check_archive(path: Path) -> None:
    """Refuse a packed document that is broken, encrypted, or unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise KitError(
            f"{path.name}: not the document that its name says, or a broken one; save it again"
        ) from None
    if any(member.flag_bits & 1 for member in members):
        raise KitError(f"{path.name}: protected by a password; save a copy without one")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if (
        unpacked > UNPACKED
        or (unpacked > 50 * 1024 * 1024 and unpacked / packed > RATIO)
        or len(members) > 20_000
    ):
        raise KitError(
            f"{path.name}: unpacks to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB: "
            "no document does that, so it is not opened"
        )
