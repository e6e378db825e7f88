"""What kind of file a text comes in, and its paragraphs."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

from analystkit import pandoc
from analystkit.errors import KitError

LIMIT = 100 * 1024 * 1024
UNPACKED = 400 * 1024 * 1024
RATIO = 200
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
_LIST = "TXT, Markdown, HTML, DOCX, ODT, RTF, EPUB or PDF"


def content(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
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


def kind_of(name: str, data: bytes) -> str:
    """Return the format by the first bytes where they tell, else by the file's name."""
    named = FORMATS.get(Path(name).suffix.lower())
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        if named in _PACKED:
            return named
        raise KitError(f"{name}: a packed file; expected {_LIST}")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KitError(
            f"{name}: an old Word file, or one protected by a password; save it as DOCX without one"
        )
    if named is None:
        raise KitError(f"{name}: a format that the kit does not take; expected {_LIST}")
    if named in (*_PACKED, "pdf", "rtf"):
        raise KitError(f"{name}: not a {named.upper()} file, though its name says so; save it again")
    return named


def as_html(data: bytes, kind: str, name: str) -> bytes:
    """Return a document that Pandoc reads as HTML."""
    from analystkit.analysis.texts.rtf import plain_rtf

    if kind == "rtf":
        data = plain_rtf(data)
    form = {"markdown": _MARKDOWN}.get(kind, kind)
    try:
        return pandoc.run(["--from", form, "--to", "html", "--wrap=none", "--standalone"], data, name)
    except KitError as error:
        raise KitError(f"{error}; save it again, or as plain text") from None


def check_archive(data: bytes, name: str) -> None:
    """Refuse a packed document that is broken, encrypted, or unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise KitError(
            f"{name}: not the document that its name says, or a broken one; save it again"
        ) from None
    if any(member.flag_bits & 1 for member in members):
        raise KitError(f"{name}: protected by a password; save a copy without one")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    large = unpacked > UNPACKED or (unpacked > 50 * 1024 * 1024 and unpacked / packed > RATIO)
    if large or len(members) > 20_000:
        raise KitError(
            f"{name}: unpacks to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB: "
            "no document does that, so it is not opened"
        )
