"""What kind of file a text comes in, and its paragraphs."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from analystkit.analysis.texts.cleaning import clean, paragraphs
from analystkit.analysis.texts.encoding import decode
from analystkit.analysis.texts.html import main_part
from analystkit.analysis.texts.pandoc import check_archive, pandoc_blocks
from analystkit.analysis.texts.pdf import pdf_blocks
from analystkit.analysis.texts.rtf import plain_rtf
from analystkit.errors import KitError

LIMIT = 100 * 1024 * 1024
FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".pdf": "pdf",
}
_PACKED = ("docx", "odt", "epub")
_MARKDOWN = "markdown-smart-citations-raw_tex-latex_macros-tex_math_dollars-subscript-superscript-strikeout"


@dataclass(frozen=True)
class Read:
    """What a file held: its paragraphs, its format, and its encoding where that mattered."""

    blocks: tuple[str, ...]
    format: str
    encoding: str = ""


def read_file(path: Path, encoding: str | None = None) -> Read:
    """Return the paragraphs of a file in any of the formats that the kit takes."""
    data = _content(path)
    kind = _kind(path, data)
    found = ""
    if kind == "pdf":
        blocks = pdf_blocks(data, path.name)
    elif kind in _PACKED:
        check_archive(path)
        blocks = pandoc_blocks(data, kind, path.name)
    elif kind == "rtf":
        blocks = pandoc_blocks(plain_rtf(data), kind, path.name)
    else:
        text, found = decode(data, path.name, encoding)
        if "\0" in text:
            raise KitError(f"{path.name}: holds bytes that no text has; expected {_list()}")
        blocks = _plain(text, kind, path.name)
    blocks = [block for block in map(clean, blocks) if block]
    if not blocks:
        raise KitError(f"{path.name}: there is no text in it")
    return Read(tuple(blocks), kind, found)


def _plain(text: str, kind: str, name: str) -> list[str]:
    """Return the paragraphs of a decoded file."""
    if kind == "html":
        return pandoc_blocks(main_part(text).encode("utf-8"), "html", name)
    if kind == "markdown":
        return pandoc_blocks(text.encode("utf-8", "replace"), _MARKDOWN, name)
    return paragraphs(text)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise KitError(f"no file at {str(path)!r}")
        size = path.stat().st_size
        if size > LIMIT:
            found, most = f"{size / 2**20:,.0f} MB", f"{LIMIT / 2**20:,.0f}"
            raise KitError(f"{path.name}: {found}, at most {most}; bring it in by parts, or as plain text")
        data = path.read_bytes()
    except OSError as error:
        raise KitError(f"{path.name}: cannot be read: {error.strerror}") from None
    if not data.strip(codecs.BOM_UTF8 + b"\0\xff\xfe \t\r\n\f"):
        raise KitError(f"{path.name}: an empty file")
    return data


def _kind(path: Path, data: bytes) -> str:
    """Return the format by the first bytes where they tell, else by the file's name."""
    named = FORMATS.get(path.suffix.lower())
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        if named in _PACKED:
            return named
        raise KitError(f"{path.name}: a packed file; expected {_list()}")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KitError(
            f"{path.name}: an old Word file, or one protected by a password; save it as DOCX without one"
        )
    if named is None:
        raise KitError(f"{path.name}: a format that the kit does not take; expected {_list()}")
    if named in (*_PACKED, "pdf", "rtf"):
        raise KitError(f"{path.name}: not a {named.upper()} file, though its name says so; save it again")
    return named


def _list() -> str:
    names = ["TXT", "Markdown", "HTML", "DOCX", "ODT", "RTF", "EPUB"]
    return f"{', '.join(names)} or PDF"
