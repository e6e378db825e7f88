"""Word's and PowerPoint's files as what they are: zipped folders, written the same each time."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from analystkit.pandoc import run

_OLDEST = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")


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
            package.writestr(entry, parts[name], compresslevel=9)
    return out.getvalue()


def dated(parts: dict[str, bytes], epoch: int) -> None:
    """Write into a package's properties when it was made; in its sandbox Pandoc has no clock."""
    name = "docProps/core.xml"
    when = dt.datetime.fromtimestamp(epoch, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts[name] = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + when, parts[name])


def default_part(name: str) -> dict[str, bytes]:
    """Return the parts of Pandoc's own reference document, such as ``reference.docx``."""
    return unpack(run(["--print-default-data-file", name], b"", name))


def data_address(png: bytes) -> str:
    """Return a picture as an address that holds it whole, so that Pandoc need open no file."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def quoted(words: str) -> str:
    """Return words as they stand in an attribute of XML."""
    return escape(words, {'"': "&quot;", "\n": " "})
