"""Figures as PNG, SVG and PDF with their recipe inside, and the recipe read out of them again."""

from __future__ import annotations

import hashlib
import html
import io
import logging
import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from matplotlib.figure import Figure as MplFigure
from PIL import Image, PngImagePlugin

from analystkit.charts.style import FONT, house
from analystkit.charts.text import text_width
from analystkit.errors import KitError, list_names, unknown
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import Recipe

KEY = "analystkit"
_escaped = partial(html.escape, quote=False)
LARGEST = 64 * 1024 * 1024
NAMESPACE = "https://analystkit.invalid/recipe/1"
_HEADS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SVG_TEXT = re.compile(
    r'<text style="(font-weight: 700; )?font-size: ([\d.]+)px; font-family: [^;]*; '
    r'([^"]*)"([^>]*)>([^<]*)</text>'
)
_MARKS = '<g fill="none" stroke="none" pointer-events="all">'
_UNSEEN = re.compile(rf' role="[^"]*" aria-labelledby=.*?</metadata>|{_MARKS}.*?</g>\n', re.DOTALL)
_PDF_FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def encode(figure: MplFigure, extension: str, recipe: Recipe, marks: Sequence[Any] = ()) -> bytes:
    """Return a figure as a file's bytes, the same every time, with recipe and alternative text inside."""
    if extension not in FORMATS:
        raise unknown("format", extension, FORMATS)
    with _steady():
        if extension == "svg":
            return _svg(figure, recipe, marks)
        return _png(figure, recipe) if extension == "png" else _pdf(figure, recipe)


def plain_png(figure: MplFigure, dpi: float) -> bytes:
    """Return a PNG with nothing but the picture, as a screen needs it."""
    with _steady():
        return _bitmap(figure, dpi)


@contextmanager
def _steady() -> Iterator[None]:
    """Save in the house style, whatever the analyst's settings, and quiet about letters without a glyph."""
    with house(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


def _bitmap(figure: MplFigure, dpi: float, texts: Sequence[bytes] = ()) -> bytes:
    """Return a PNG with text chunks; Pillow takes four times as long for its filters and the alpha."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="rgba", dpi=dpi)
    width, height = (int(side * dpi) for side in figure.get_size_inches())
    picture = Image.frombuffer("RGBA", (width, height), drawn.getvalue(), "raw", "RGBA", 0, 1)
    lines = np.zeros((height, 1 + 3 * width), np.uint8)  # each begins with the number of its filter: none
    lines[:, 1:] = np.frombuffer(picture.tobytes("raw", "RGB"), np.uint8).reshape(height, -1)
    out = io.BytesIO(_HEADS["png"])
    out.seek(0, io.SEEK_END)
    per_meter = round(dpi / 0.0254)
    PngImagePlugin.putchunk(out, b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
    PngImagePlugin.putchunk(out, b"pHYs", struct.pack(">2IB", per_meter, per_meter, 1))
    for text in texts:
        PngImagePlugin.putchunk(out, b"iTXt", text)
    PngImagePlugin.putchunk(out, b"IDAT", zlib.compress(lines.data, 3))
    PngImagePlugin.putchunk(out, b"IEND")
    return out.getvalue()


def _png(figure: MplFigure, recipe: Recipe) -> bytes:
    """Return a PNG with the recipe in text chunks."""
    made = f"analystkit {recipe.versions.get('analystkit', '')}"
    plain = {"Title": recipe.words["headline"], "Description": recipe.words["alt"], "Software": made}
    texts = [f"{name}\0\0\0\0\0{_clean(text)}".encode() for name, text in plain.items()]
    packed = zlib.compress(recipe.to_json().encode(), 1)
    return _bitmap(figure, recipe.dpi, [*texts, f"{KEY}\0\1\0\0\0".encode() + packed])


def _svg(figure: MplFigure, recipe: Recipe, marks: Sequence[Any]) -> bytes:
    """Return an SVG whose text is text and whose marks say what they are, with title and recipe."""
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = _SVG_TEXT.sub(_as_wide_in_any_font, out.getvalue().decode())
    carried = recipe.to_json()
    mark = "ak" + hashlib.sha256(carried.encode()).hexdigest()[:8]
    root = re.search(r"<svg\b[^>]*", text)
    assert root is not None, "matplotlib writes a root element"
    inside = (
        f' role="{"graphics-document document" if marks else "img"}"'
        f' aria-labelledby="{mark}-title {mark}-desc">\n'
        f' <title id="{mark}-title">{_escaped(_clean(recipe.words["headline"]))}</title>\n'
        f' <desc id="{mark}-desc">{_escaped(_clean(recipe.words["alt"]))}</desc>\n'
        f' <metadata id="{mark}-recipe"><recipe xmlns="{NAMESPACE}">{_escaped(carried)}</recipe></metadata>'
    )
    text = text[: root.end()] + inside + text[root.end() + 1 :]
    width, height = figure.get_size_inches() * 72
    said = "".join(
        f'<rect role="img" x="{mark.left * width:.2f}" y="{mark.top * height:.2f}" '
        f'width="{mark.width * width:.2f}" height="{mark.height * height:.2f}">'
        f"<title>{_escaped(_clean(mark.words))}</title></rect>\n"
        for mark in marks
    )
    if said:
        end = text.rindex("</svg>")
        text = f"{text[:end]}{_MARKS}\n{said}</g>\n{text[end:]}"
    return text.encode()


def _as_wide_in_any_font(found: re.Match[str]) -> str:
    """Return a line of an SVG's text that is as wide without our font as with it."""
    bold, size, style, rest, words = found.groups(default="")
    width = text_width(html.unescape(words), float(size), bool(bold)) * 72
    style = f"{bold}font-size: {size}px; font-family: '{FONT}', Verdana, 'Noto Sans', sans-serif; {style}"
    fixed = f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"' if width else ""
    return f'<text style="{style}"{fixed}{rest}>{words}</text>'


def _pdf(figure: MplFigure, recipe: Recipe) -> bytes:
    """Return a PDF with the recipe in its information dictionary."""
    from unittest import mock

    from fontTools import subset
    from matplotlib.backends.backend_pdf import PdfPages  # brings fontTools and lxml along

    out, load = io.BytesIO(), subset.load_font
    about = {
        "Title": _clean(recipe.words["headline"]),
        "Subject": _clean(recipe.words["alt"]),
        "Creator": f"analystkit {recipe.versions.get('analystkit', '')}",
        "CreationDate": None,
    }

    def lean(*given: Any, **named: Any) -> Any:
        font = load(*given, **named)  # its rules for ligatures are slow to cut, and a PDF needs none
        for table in {"GSUB", "GPOS", "GDEF", "MATH"} & {*font.keys()}:
            del font[table]
        return font

    with mock.patch.object(subset, "load_font", lean), PdfPages(out, metadata=about) as pages:
        pages.infodict()[KEY] = recipe.to_json()
        pages.savefig(figure)
    return out.getvalue()


def _clean(text: str) -> str:
    """Return text without the control characters that no XML or PNG text may hold."""
    return _NOT_XML.sub(" ", text)


def read_recipe(file: str | PathLike[str]) -> Recipe:
    """Return the recipe that a figure's file carries; nothing in the file is executed or fetched.

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

    Examples
    --------
    >>> import tempfile
    >>> from analystkit.figures import draw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = draw("russia-iran-2025", "what-is-absent").save("absent", folder=folder)[0]
    ...     read_recipe(path).spec.chart
    'what-is-absent'
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
    readers = {"png": _from_png, "svg": _from_svg, "pdf": _from_pdf}
    try:
        text = readers[kind_of(data)](data)
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
    begins = data[:200].decode("utf-8-sig", errors="replace" if len(data) < 200 else "ignore")
    found = "an empty file" if not data else "another kind of file"
    if data and "\ufffd" not in begins and re.sub(r"[\n\r\t]", " ", begins).isprintable():
        found = f"text that begins with {begins[:24].splitlines()[0]!r}"
    raise KitError(f"found {found}, expected a PNG, SVG or PDF figure")


def picture_in(data: bytes) -> object:
    """Return what of a figure's file is to be seen, the same for the same picture whatever else is inside."""
    kind = kind_of(data)
    if kind == "svg":
        return _UNSEEN.sub("", data.decode())
    if kind == "png":
        with _png_of(data) as picture:
            return picture.size, picture.convert("RGB").tobytes()
    with _pdf_of(data) as reader:
        return [page.get_contents().get_data() for page in reader.pages]


@contextmanager
def _png_of(data: bytes) -> Iterator[Image.Image]:
    """Open a PNG with room for long texts, and say it when it is cut or damaged."""
    limits = PngImagePlugin.MAX_TEXT_CHUNK, PngImagePlugin.MAX_TEXT_MEMORY
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = LARGEST
    try:
        picture = PngImagePlugin.PngImageFile(io.BytesIO(data))
        if picture.width * picture.height > 2 * LARGEST:
            raise KitError(f"the PNG is {picture.width} by {picture.height} pixels: no figure is that large")
        yield picture
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError, MemoryError) as error:
        raise KitError(f"the PNG is cut short or damaged ({error}): copy or export it again") from error
    finally:
        PngImagePlugin.MAX_TEXT_CHUNK, PngImagePlugin.MAX_TEXT_MEMORY = limits


def _from_png(data: bytes) -> str | None:
    """Return the text under our key; the whole file is checked, so that a cut one is noticed."""
    with _png_of(data) as picture:
        picture.verify()
    with _png_of(data) as picture:
        text = picture.info.get(KEY) or getattr(picture, "text", {}).get(KEY)
        return None if text is None else str(text)


def _from_svg(data: bytes) -> str | None:
    """Return the text of our element."""
    if b"<!ENTITY" in data:
        raise KitError("the SVG declares entities, which no figure of analystkit's does; it is not read")
    try:
        for element in ET.fromstring(data).iter(f"{{{NAMESPACE}}}recipe"):
            return element.text or ""
    except (ET.ParseError, ValueError, LookupError) as error:
        raise KitError(f"the SVG is cut short or damaged ({error}): copy or export it again") from error
    return None


def _from_pdf(data: bytes) -> str | None:
    """Return the text under our key in the information dictionary."""
    with _pdf_of(data) as reader:
        about = dict(reader.metadata or {})
        return str(about[f"/{KEY}"]) if f"/{KEY}" in about else None


@contextmanager
def _pdf_of(data: bytes) -> Iterator[Any]:
    """Open a PDF, and say it when it is cut or damaged."""
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
        yield reader
    except (PyPdfError, *_PDF_FAULTS) as error:
        raise KitError(f"the PDF is cut short or damaged ({error}): copy or export it again") from error
    finally:
        log.setLevel(level)
