"""Reading the recipe back out of a figure's file, without executing or fetching anything."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from xml.etree import ElementTree as ET

from analystkit.errors import KitError, list_names
from analystkit.figures.carry import KEY, NAMESPACE, PNG_SIGNATURE
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import Recipe

LARGEST = 64 * 1024 * 1024
_PACKED = b"\x01\0\0\0"
_HEADS = {"png": PNG_SIGNATURE, "pdf": b"%PDF-"}


def read_recipe(file: str | PathLike[str]) -> Recipe:
    """Return the recipe that a figure's file carries.

    Parameters
    ----------
    file : str or path
        A PNG, SVG or PDF file that analystkit exported.

    Returns
    -------
    Recipe

    Raises
    ------
    KitError
        If there is no such file, it is damaged, was not made by analystkit, or comes from a newer kit.
    """
    return recipe_in(read_file(file), str(file))


def read_file(file: str | PathLike[str]) -> bytes:
    """Return a figure's bytes, or say why they cannot be read."""
    path = Path(file)
    try:
        if path.is_dir():
            raise KitError(f"{path}: this is a folder; give one figure (or use `analystkit stale {path}`)")
        if path.stat().st_size > LARGEST:
            raise KitError(f"{path}: larger than {LARGEST // 1024**2} MB, so no figure of analystkit's")
        return path.read_bytes()
    except FileNotFoundError:
        near = sorted(p.name for p in path.parent.glob("*") if p.suffix[1:].lower() in FORMATS)
        there = f"; there are: {list_names(near)}" if near else ""
        raise KitError(f"{path}: no such file{there}") from None
    except (OSError, ValueError) as error:
        raise KitError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def recipe_in(data: bytes, file: str = "the figure") -> Recipe:
    """Return the recipe that a figure's bytes carry."""
    try:
        text = _READERS[kind_of(data)](data)
        if text is None:
            raise KitError(
                "no recipe inside: this figure was not exported by analystkit, or another program "
                "has since saved it without the recipe"
            )
        return Recipe.from_json(text)
    except KitError as error:
        raise KitError(f"{file}: {error}") from error


def kind_of(data: bytes) -> str:
    """Return ``png``, ``svg`` or ``pdf``, by what the bytes begin with."""
    for kind, head in _HEADS.items():
        if data.startswith(head):
            return kind
    if b"<svg" in data[:4096]:
        return "svg"
    raise KitError(f"found {_described(data)}, expected a PNG, SVG or PDF figure")


def _described(data: bytes) -> str:
    """Return what a file is that is no figure, in a few words."""
    if not data:
        return "an empty file"
    try:
        begins = data[:200].decode("utf-8-sig", errors="strict" if len(data) < 200 else "ignore")
    except UnicodeDecodeError:
        begins = "\0"
    if not begins.replace("\n", " ").replace("\r", " ").replace("\t", " ").isprintable():
        return "another kind of file"
    return f"text that begins with {begins[:24].split(chr(10))[0]!r}"


def _from_png(data: bytes) -> str | None:
    """Return the text under our key; the whole file is walked, so that a cut one is noticed."""
    carried = None
    for name, body in _png_chunks(data):
        if name == b"iTXt" and body.startswith(KEY.encode() + b"\0"):
            flags, packed = body[len(KEY) + 1 :][:4], body[len(KEY) + 5 :]
            carried = _unpacked(packed) if flags == _PACKED else None
    return carried


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG up to its end."""
    place = len(PNG_SIGNATURE)
    while True:
        head = data[place : place + 8]
        size = struct.unpack(">I", head[:4])[0] if len(head) == 8 else 0
        body, check = data[place + 8 : place + 8 + size], data[place + 8 + size : place + 12 + size]
        if len(head) < 8 or len(check) < 4:
            raise KitError(f"the PNG is cut short after {len(data)} bytes: copy or export it again")
        if struct.unpack(">I", check)[0] != zlib.crc32(head[4:] + body):
            raise KitError(f"the PNG is damaged near byte {place}: copy or export it again")
        if head[4:] == b"IEND":
            return
        yield head[4:], body
        place += 12 + size


def _unpacked(body: bytes) -> str:
    """Return compressed text, up to a bound."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(body, LARGEST)
        if unpacker.unconsumed_tail:
            raise KitError("the recipe is larger than any that analystkit writes")
        return text.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise KitError("the recipe is damaged: it does not unpack") from error


def _from_svg(data: bytes) -> str | None:
    """Return the text of our element."""
    if b"<!ENTITY" in data:
        raise KitError("the SVG declares entities, which no figure of analystkit's does; it is not read")
    try:
        for _, element in ET.iterparse(io.BytesIO(data)):
            if element.tag == f"{{{NAMESPACE}}}recipe":
                carried = element.text or ""
                ET.fromstring(data)
                return carried
    except (ET.ParseError, ValueError, LookupError) as error:
        raise KitError(f"the SVG is cut short or damaged ({error}): copy or export it again") from error
    return None


def _from_pdf(data: bytes) -> str | None:
    """Return the text under our key in the information dictionary."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise KitError("the PDF is encrypted: save it without a password first")
        if b"%%EOF" not in data[-1024:]:
            raise KitError(f"the PDF is cut short after {len(data)} bytes: copy or export it again")
        about = dict(reader.metadata or {})
        return str(about[f"/{KEY}"]) if f"/{KEY}" in about else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise KitError(f"the PDF is cut short or damaged ({error}): copy or export it again") from error
    finally:
        log.setLevel(level)


_READERS: dict[str, Callable[[bytes], str | None]] = {"png": _from_png, "svg": _from_svg, "pdf": _from_pdf}
