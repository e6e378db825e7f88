"""Figures as PNG, SVG and PDF with their recipe inside; what a file carries, and a folder holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from matplotlib.figure import Figure as MplFigure
from matplotlib.ft2font import FT2Font
from PIL import Image, PngImagePlugin

from analystkit.charts.style import FONT, house
from analystkit.charts.text import text_width
from analystkit.errors import KitError, list_names, unknown
from analystkit.figures.names import FORMATS
from analystkit.figures.recipe import Recipe
from analystkit.files import JOURNAL, unfinished

KEY = "analystkit"
DOCUMENTS = ".brief.json"  # stands where a brief keeps its documents and their figures
LARGEST = 64 * 1024 * 1024
NAMESPACE = "https://analystkit.invalid/recipe/1"
_HEADS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SVG_TEXT = re.compile(
    r'<text style="(font-weight: 700; )?font-size: ([\d.]+)px; font-family: [^;]*; '
    r'([^"]*)"([^>]*)>([^<]*)</text>'
)
_USUAL = "".join(map(chr, range(32, 127))) + "\xa0–—‘’“”…·•−×→★☆▸▾"  # what a figure's PDF has the letters for
_MARKS = '<g fill="none" stroke="none" pointer-events="all">'
_UNSEEN = re.compile(rf' role="[^"]*" aria-labelledby=.*?</metadata>|{_MARKS}.*?</g>\n', re.DOTALL)


def encode(figure: MplFigure, kind: str, recipe: Recipe, marks: Sequence[Any] = ()) -> bytes:
    """Return a figure as a file's bytes, the same every time, with recipe and alternative text inside."""
    if kind not in FORMATS:
        raise unknown("format", kind, FORMATS)
    if kind == "svg":
        return _svg(figure, recipe, marks)
    return png(figure, recipe.dpi, recipe) if kind == "png" else _pdf(figure, recipe)


def _about(recipe: Recipe) -> tuple[str, str, str]:
    """Return title, alternative text and maker, without the control characters that no file may hold."""
    words = recipe.words["headline"], recipe.words["alt"]
    title, alt = (_NOT_XML.sub(" ", text) for text in words)
    return title, alt, f"analystkit {recipe.versions.get('analystkit', '')}"


def png(figure: MplFigure, dpi: float, recipe: Recipe | None = None) -> bytes:
    """Return a PNG; Pillow takes four times as long for its filters and the alpha."""
    drawn = io.BytesIO()
    with house():
        figure.savefig(drawn, format="rgba", dpi=dpi)
    width, height = (int(side * dpi) for side in figure.get_size_inches())
    picture = Image.frombuffer("RGBA", (width, height), drawn.getvalue(), "raw", "RGBA", 0, 1)
    lines = np.zeros((height, 1 + 3 * width), np.uint8)  # each begins with the number of its filter: none
    lines[:, 1:] = np.frombuffer(picture.tobytes("raw", "RGB"), np.uint8).reshape(height, -1)
    per_meter = round(dpi / 0.0254)
    chunks = [
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">2IB", per_meter, per_meter, 1)),
    ]
    if recipe:
        texts = zip(("Title", "Description", "Software"), _about(recipe), strict=True)
        chunks += [(b"iTXt", f"{name}\0\0\0\0\0{text}".encode()) for name, text in texts]
        packed = zlib.compress(recipe.to_json().encode(), 1)
        chunks.append((b"iTXt", f"{KEY}\0\1\0\0\0".encode() + packed))
    chunks += [(b"IDAT", zlib.compress(lines.data, 3)), (b"IEND", b"")]
    out = io.BytesIO()
    out.write(_HEADS["png"])
    for name, data in chunks:
        PngImagePlugin.putchunk(out, name, data)
    return out.getvalue()


def _svg(figure: MplFigure, recipe: Recipe, marks: Sequence[Any]) -> bytes:
    """Return an SVG whose text is text and whose marks say what they are, with title and recipe."""
    out = io.BytesIO()
    with house():
        figure.savefig(out, format="svg", metadata={"Date": None})
        start, tag, rest = _SVG_TEXT.sub(_as_wide_in_any_font, out.getvalue().decode()).partition("<svg ")
    carried, (title, alt, _) = recipe.to_json(), map(_escaped, _about(recipe))
    mark = "ak" + hashlib.sha256(carried.encode()).hexdigest()[:8]
    root, _, body = rest.partition(">")
    inside = (
        f' role="{"graphics-document document" if marks else "img"}"'
        f' aria-labelledby="{mark}-title {mark}-desc">\n'
        f' <title id="{mark}-title">{title}</title>\n'
        f' <desc id="{mark}-desc">{alt}</desc>\n'
        f' <metadata id="{mark}-recipe"><recipe xmlns="{NAMESPACE}">{_escaped(carried)}</recipe></metadata>'
    )
    width, height = figure.get_size_inches() * 72
    said = "".join(
        f'<rect role="img" x="{mark.left * width:.2f}" y="{mark.top * height:.2f}" '
        f'width="{mark.width * width:.2f}" height="{mark.height * height:.2f}">'
        f"<title>{_escaped(_NOT_XML.sub(' ', mark.words))}</title></rect>\n"
        for mark in marks
    )
    if said:
        body = f"{body.rpartition('</svg>')[0]}{_MARKS}\n{said}</g>\n</svg>\n"
    return f"{start}{tag}{root}{inside}{body}".encode()


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


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

    from matplotlib.backends import _backend_pdf_ps as fonts  # brings fontTools and lxml along
    from matplotlib.backends.backend_pdf import PdfPages

    def cut(font: Any, glyphs: Iterable[int]) -> Any:
        return nullcontext(_embedded(font, _usual(font).union(glyphs)))

    out = io.BytesIO()
    about = {**dict(zip(("Title", "Subject", "Creator"), _about(recipe), strict=True)), "CreationDate": None}
    with house(), mock.patch.object(fonts, "get_glyphs_subset", cut), PdfPages(out, metadata=about) as pages:
        pages.infodict()[KEY] = recipe.to_json()
        pages.savefig(figure)
    return out.getvalue()


@lru_cache(maxsize=64)
def _usual(font: Any) -> frozenset[int]:
    """Return a font's glyphs for what most figures say, so that all share what is cut out of it once."""
    face = FT2Font(font)
    return frozenset(face.get_char_index(ord(character)) for character in _USUAL)


@lru_cache(maxsize=64)
def _embedded(font: Any, glyphs: frozenset[int]) -> Any:
    """Return what a PDF embeds of a font; rules for ligatures are slow to cut, and a PDF needs none."""
    from fontTools import subset
    from matplotlib.backends._backend_pdf_ps import font_as_file

    options = subset.Options(glyph_names=True, recommended_glyphs=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MATH", "FFTM", "PfEd"]
    options.font_number = font.face_index
    with subset.load_font(font, options) as held:
        cutting = subset.Subsetter(options)
        cutting.populate(gids=glyphs)
        cutting.subset(held)
        data = font_as_file(held).getvalue()
    saved = SimpleNamespace(save=lambda file, **_: file.write(data))
    return SimpleNamespace(font=saved, glyph_index_map=cutting.glyph_index_map)


def read_recipe(file: str | PathLike[str]) -> Recipe:
    """Return the recipe that a figure's file carries; nothing in the file is executed or fetched."""
    with naming(file):
        return recipe_in(read_file(file))


@contextmanager
def naming(file: str | PathLike[str]) -> Iterator[None]:
    """Put a figure's name in front of what is wrong with it or with its recipe."""
    try:
        yield
    except KitError as error:
        raise KitError(f"{file}: {error}") from error


def read_file(file: str | PathLike[str]) -> bytes:
    """Return a figure's bytes, or say why they cannot be read."""
    path = Path(file)
    try:
        if path.is_dir():
            raise KitError(f"this is a folder; give one figure (or use `analystkit stale {path}`)")
        if path.exists() and not path.is_file():
            raise KitError("a device or a queue; give one figure")
        if path.stat().st_size > LARGEST:
            raise KitError(f"larger than {LARGEST // 1024**2} MB, so no figure of analystkit's")
        return path.read_bytes()
    except FileNotFoundError:
        near = sorted(p.name for p in path.parent.glob("*") if p.suffix[1:].lower() in FORMATS)
        raise KitError(f"no such file{f'; there are: {list_names(near)}' if near else ''}") from None
    except (OSError, ValueError) as error:
        raise KitError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def kind_of(data: bytes) -> str:
    """Return ``png``, ``svg`` or ``pdf``, by what the bytes begin with."""
    for kind, head in _HEADS.items():
        if data.startswith(head):
            return kind
    if b"<svg" in data[:4096]:
        return "svg"
    begins = data[:24].decode("utf-8-sig", "replace").partition("\n")[0]
    found = f"a file that begins with {begins!r}" if data else "an empty file"
    raise KitError(f"found {found}, expected a PNG, SVG or PDF figure")


def recipe_in(data: bytes) -> Recipe:
    """Return the recipe that a figure's bytes carry."""
    with _opened(data) as (kind, opened):
        if kind == "svg":
            found = ET.fromstring(opened).find(f".//{{{NAMESPACE}}}recipe")
            text = None if found is None else found.text or ""
        elif kind == "pdf":
            text = (opened.metadata or {}).get(f"/{KEY}")
            text = None if text is None else str(text)  # what it points to is read here
        else:
            PngImagePlugin.PngImageFile(io.BytesIO(data)).verify()  # so that a cut file is noticed
            text = opened.info.get(KEY) or opened.text.get(KEY)
    if text is None:
        raise KitError(
            "no recipe inside: this figure was not exported by analystkit, or another program "
            "has since saved it without the recipe"
        )
    return Recipe.from_json(text)


def picture_in(data: bytes) -> object:
    """Return what of a figure's file is to be seen, the same for the same picture whatever else is inside."""
    with _opened(data) as (kind, opened):
        if kind == "svg":
            return _UNSEEN.sub("", data.decode())
        if kind == "pdf":
            return [page.get_contents().get_data() for page in opened.pages]
        return opened.size, opened.convert("RGB").tobytes()


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[str, Any]]:
    """Open a figure that anybody may have made: its format, and Pillow's or pypdf's reader."""
    kind, log = kind_of(data), logging.getLogger("pypdf")
    limits, level = (PngImagePlugin.MAX_TEXT_CHUNK, PngImagePlugin.MAX_TEXT_MEMORY), log.level
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = LARGEST
    log.setLevel(logging.CRITICAL)
    try:
        if kind == "svg":
            if b"<!ENTITY" in data:
                raise KitError(
                    "the SVG declares entities, which no figure of analystkit's does; it is not read"
                )
            yield kind, data
        elif kind == "pdf":
            from pypdf import PdfReader

            if b"%%EOF" not in data[-1024:]:
                raise EOFError(f"it ends after {len(data)} bytes")
            yield kind, PdfReader(io.BytesIO(data))
        else:
            picture = PngImagePlugin.PngImageFile(io.BytesIO(data))
            if picture.width * picture.height > 2 * LARGEST:
                raise KitError(f"{picture.width} by {picture.height} pixels: no figure is that large")
            yield kind, picture
    except KitError:
        raise
    except Exception as error:  # whatever the readers of three formats stumble over
        said = f"the {kind.upper()} is damaged, cut short or locked ({error}): copy or export it again"
        raise KitError(said) from error
    finally:
        PngImagePlugin.MAX_TEXT_CHUNK, PngImagePlugin.MAX_TEXT_MEMORY = limits
        log.setLevel(level)


@dataclass(frozen=True)
class Saved:
    """A figure that was saved, in one format or several of the same name."""

    path: Path  # the PNG, else the SVG or PDF
    date: dt.datetime  # when it was saved
    recipe: Recipe


def saved_figures(folder: str | PathLike[str]) -> list[Saved]:
    """Return the figures saved in a folder and its subfolders, newest first; strangers are passed over."""
    found: dict[Path, Saved] = {}
    paths = figures_in(folder) if Path(folder).is_dir() else []
    for path in sorted(paths, key=lambda path: FORMATS.index(path.suffix[1:].lower())):
        stem = path.with_suffix("")
        if stem not in found and not (path.parent / DOCUMENTS).exists():
            with suppress(KitError, OSError):
                changed = path.stat().st_mtime
                found[stem] = Saved(path, dt.datetime.fromtimestamp(changed), _recipe(path, changed))
    return sorted(found.values(), key=lambda saved: (-saved.date.timestamp(), saved.path))


@lru_cache(maxsize=512)
def _recipe(path: Path, changed: float) -> Recipe:
    """Return a file's recipe, sound in all its parts, read once as long as nobody changes the file."""
    recipe = read_recipe(path)
    assert recipe.spec  # says what in it is not sound
    return recipe


def figures_in(folder: str | PathLike[str]) -> list[Path]:
    """Return the figures in a folder and its subfolders, hidden ones left out, and those half saved."""
    place = Path(folder)
    if place.is_file():
        raise KitError(f"{place}: this is a file; give its folder (or use `analystkit reproduce {place}`)")
    if not place.is_dir():
        raise KitError(f"{place}: no such folder; give one with exported figures, such as exports/")
    found = set(place.rglob("*"))
    found |= {at.parent / name for at in found if at.name == JOURNAL for name in unfinished(at.parent)}
    figures = [path for path in found if path.suffix[1:].lower() in FORMATS and not path.is_dir()]
    return sorted(
        path for path in figures if not any(p.startswith(".") for p in path.relative_to(place).parts)
    )
