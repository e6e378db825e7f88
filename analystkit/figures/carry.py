"""Figures as PNG, SVG and PDF bytes that carry their recipe and alternative text, the same every time."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.sax.saxutils import escape

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure as MplFigure

from analystkit.charts.style import house
from analystkit.errors import unknown
from analystkit.figures.recipe import Recipe

KEY = "analystkit"
NAMESPACE = "https://analystkit.invalid/recipe/1"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encode(figure: MplFigure, extension: str, recipe: Recipe) -> bytes:
    """Return a figure as a file's bytes, with recipe and alternative text inside."""
    if extension not in WRITERS:
        raise unknown("format", extension, WRITERS)
    with steady():
        return WRITERS[extension](figure, recipe)


@contextmanager
def steady() -> Iterator[None]:
    """Save in the house style, whatever the analyst's settings, and quiet about letters without a glyph."""
    with house(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


def _png(figure: MplFigure, recipe: Recipe) -> bytes:
    """Return a PNG with the recipe in text chunks."""
    picture = plain_png(figure, recipe.dpi)
    texts = [
        ("Title", recipe.words["headline"], False),
        ("Description", recipe.words["alt"], False),
        ("Software", f"analystkit {recipe.versions['analystkit']}", False),
        (KEY, recipe.to_json(), True),
    ]
    after_header = len(PNG_SIGNATURE) + 25
    chunks = b"".join(_text_chunk(name, _clean(text), packed) for name, text, packed in texts)
    return picture[:after_header] + chunks + picture[after_header:]


def plain_png(figure: MplFigure, dpi: float) -> bytes:
    """Return a PNG with nothing but the picture, as a screen needs it."""
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def _text_chunk(name: str, text: str, packed: bool) -> bytes:
    """Return an iTXt chunk of a PNG (UTF-8, compressed if `packed`)."""
    body = zlib.compress(text.encode(), 9) if packed else text.encode()
    data = name.encode("latin-1") + b"\0" + bytes([packed, 0]) + b"\0\0" + body
    return struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))


def _svg(figure: MplFigure, recipe: Recipe) -> bytes:
    """Return an SVG with title, description, role and recipe."""
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue().decode()
    carried = recipe.to_json()
    mark = "ak" + hashlib.sha256(carried.encode()).hexdigest()[:8]
    root = re.search(r"<svg\b[^>]*", text)
    assert root is not None, "matplotlib writes a root element"
    inside = (
        f' role="img" aria-labelledby="{mark}-title {mark}-desc">\n'
        f' <title id="{mark}-title">{escape(_clean(recipe.words["headline"]))}</title>\n'
        f' <desc id="{mark}-desc">{escape(_clean(recipe.words["alt"]))}</desc>\n'
        f' <metadata id="{mark}-recipe"><recipe xmlns="{NAMESPACE}">{escape(carried)}</recipe></metadata>'
    )
    return (text[: root.end()] + inside + text[root.end() + 1 :]).encode()


def _pdf(figure: MplFigure, recipe: Recipe) -> bytes:
    """Return a PDF with the recipe in its information dictionary."""
    out = io.BytesIO()
    about = {
        "Title": _clean(recipe.words["headline"]),
        "Subject": _clean(recipe.words["alt"]),
        "Creator": f"analystkit {recipe.versions['analystkit']}",
        "CreationDate": None,
    }
    with PdfPages(out, metadata=about) as pages:
        pages.infodict()[KEY] = recipe.to_json()
        pages.savefig(figure)
    return out.getvalue()


def _clean(text: str) -> str:
    """Return text without the control characters that no XML or PNG text may hold."""
    return _NOT_XML.sub(" ", text)


WRITERS: dict[str, Callable[[MplFigure, Recipe], bytes]] = {"png": _png, "svg": _svg, "pdf": _pdf}
