"""Word's and PowerPoint's files as what they are: zipped folders, written the same each time."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from xml.sax.saxutils import escape

from analystkit.briefs.header import Header
from analystkit.errors import KitError

_OLDEST = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
ACCENT, FONT = "1F4E79", "Calibri"  # as they stand in the reference documents


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package: parts sorted, times and attributes fixed."""
    out = io.BytesIO()
    order = sorted(parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    with zipfile.ZipFile(out, "w") as package:
        for name in order:
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            package.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()


def dated(parts: dict[str, bytes], epoch: int) -> None:
    """Write into a package's properties when it was made; in its sandbox Pandoc has no clock."""
    name = "docProps/core.xml"
    when = dt.datetime.fromtimestamp(epoch, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[name] = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + when, parts[name])


def looks(header: Header, ending: str) -> bytes:
    """Return the reference document: the author's own, or the kit's in the author's font and color."""
    if ending in header.reference_doc:
        own = header.reference_doc[ending]
        try:
            with zipfile.ZipFile(io.BytesIO(own)) as package:
                if sum(member.file_size for member in package.infolist()) > 200 * 2**20:
                    raise KitError(f"the reference-doc {ending} unpacks to more than 200 MB")
            import_module(ending).__dict__["Document" if ending == "docx" else "Presentation"](
                io.BytesIO(own)
            )
        except KitError:
            raise
        except Exception:
            raise KitError(f"the reference-doc for {ending} is no such file, or a damaged one") from None
        return own
    data = Path(__file__).with_name(f"reference.{ending}").read_bytes()
    if not header.font and not header.accent:
        return data
    parts = unpack(data)
    for name, part in parts.items():
        if name.endswith(".xml"):
            part = part.replace(ACCENT.encode(), header.accent[1:].upper().encode() or ACCENT.encode())
            parts[name] = part.replace(f'"{FONT}"'.encode(), f'"{header.font or FONT}"'.encode())
    return pack(parts)


def data_address(data: bytes, name: str) -> str:
    """Return a picture as an address that holds it whole, so that Pandoc need open no file."""
    kind = "jpeg" if name.endswith("jpg") else "png"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def quoted(words: str) -> str:
    """Return words as they stand in an attribute of XML."""
    return escape(words, {'"': "&quot;", "\n": " "})
