"""What a parser of each format refuses in a document that was made."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with a file, by its ending."""
    kind = path.suffix[1:]
    if kind in ("docx", "pptx"):
        yield from _package(path)
    elif kind == "pdf":
        from pypdf import PdfReader

        if not len(PdfReader(path, strict=True).pages):
            yield "no page"
    elif kind == "html":
        text = path.read_bytes().decode("utf-8")
        if found := _NEVER.search(text):
            yield f"U+{ord(found[0]):04X} at {found.start()}"


def _package(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        if wrong := package.testzip():
            yield f"{wrong} is damaged"
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                try:
                    words = "".join(etree.fromstring(package.read(name)).itertext())
                except etree.XMLSyntaxError as error:
                    yield f"{name}: {error}"
                    continue
                if found := _NEVER.search(words):
                    yield f"{name}: U+{ord(found[0]):04X}"
    if path.suffix == ".docx":
        import docx

        docx.Document(str(path))
    else:
        import pptx

        pptx.Presentation(str(path))
