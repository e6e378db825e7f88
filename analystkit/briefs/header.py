"""A brief's metadata: each key by its type and value, with its line; and the author's own files."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar

import yaml
from defusedxml import ElementTree

from analystkit import words
from analystkit.errors import KitError, unknown

_CATALOGUE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fixed.toml").read_text("utf-8")
)
_LANGUAGES = ", ".join(f"{code} ({said['name']})" for code, said in _CATALOGUE.items())
LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{0,60}")
# What no document may hold, or what turns the order of letters for all that follows.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]")
_MARKED = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)
_LONGEST = 64 * 1024  # of the metadata
_LARGEST, _UNPACKED = 20 * 2**20, 200 * 2**20  # of a file of the author's own
_PIXELS = 50_000_000
_MM = 25.4 / 144  # of a pixel
_KINDS = {"PNG": "png", "JPEG": "jpg"}


def first_day(said: str) -> dt.date | None:
    """Return the first day of a year, a month or a day as ISO writes them; None where there is none."""
    try:
        return dt.date.fromisoformat(said + "-01-01"[len(said) - 4 :]) if _DATE.fullmatch(said) else None
    except ValueError:
        return None


class Language:
    """What a document says by itself, in its own language; `code` is such as ``en-GB``."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._words = _CATALOGUE[code.split("-")[0]]

    def say(self, name: str, **values: Any) -> str:
        """Return a fixed word or sentence with its values filled in."""
        return words.say(str(self._words[name]), **values)

    def day(self, iso: str) -> str:
        """Return an ISO date, as exact as it is, in words; anything else as it stands."""
        match = _DATE.fullmatch(iso)
        if not match or not match[2] or not first_day(iso):
            return iso
        month = self._words["months" if match[3] else "alone"][int(match[2]) - 1]
        if not match[3]:
            return f"{month} {match[1]}"
        return self.say("day", day=match[3].lstrip("0"), month=month, year=match[1])


@dataclass(frozen=True)
class Picture:
    """A picture of the author's, or a chart that was drawn: its bytes, its size and its words."""

    __pydantic_config__: ClassVar = {"ser_json_bytes": "base64", "val_json_bytes": "base64"}

    data: bytes
    ending: str  # png or jpg
    width_mm: float
    height_mm: float
    svg: bytes = b""  # of a chart on paper
    headline: str = ""
    alt: str = ""
    sources: tuple[str, ...] = ()


def _split(text: str) -> tuple[str, str]:
    """Return the metadata, and the rest of a file with as many empty lines before it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), 0)
    if not end:
        raise KitError("1: the metadata begin with --- and do not end; put --- on a line after them")
    return "\n".join(lines[1:end]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _mapping(text: str) -> list[tuple[str, int, Any]]:
    """Return the keys with their lines and values; a value is text, a list, or a mapping."""
    if len(text) > _LONGEST:
        raise KitError(f"1: the metadata are longer than {_LONGEST // 1024} KB; put the prose below them")
    text = CONTROL.sub("", text)
    try:
        for token in yaml.scan(text, Loader=yaml.BaseLoader):
            if isinstance(token, _MARKED):
                raise yaml.MarkedYAMLError(problem="found &, * or !", problem_mark=token.start_mark)
        loader = yaml.BaseLoader(text)
        top = loader.get_single_node()
        if not isinstance(top, yaml.MappingNode | None):
            raise yaml.MarkedYAMLError(problem="found no list of key: value", problem_mark=top.start_mark)
        return [
            (
                str(loader.construct_object(key, True)),
                key.start_mark.line + 2,
                loader.construct_object(value, True),
            )
            for key, value in (top.value if top else ())
        ]
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "lists stand too deep in each other"
        hint = "put a value that holds ': ', '#', '&', '*', '!' or a bracket in quotes, as in title: \"A: b\""
        raise KitError(
            f"{mark.line + 2 if mark else 1}: the metadata cannot be read as YAML ({said}); {hint}"
        ) from None


def _text(value: Any, folder: Path | None = None) -> str:
    """Return a text that is not blank."""
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a mapping"
        raise KitError(f"found {kind}, expected text; put it in quotes if it is meant as text")
    if not CONTROL.sub("", value).strip():
        raise KitError("is blank; write it, or delete the line")
    return CONTROL.sub("", value).strip()


def _authors(value: Any, folder: Path) -> tuple[str, ...]:
    """Return the authors' names from a text, a list of texts, or mappings with a name."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        parts = one if isinstance(one, dict) else {"name": one}
        if not {"name"} <= set(parts) <= {"name", "affiliation"}:
            found = ", ".join(parts)[:60]
            raise KitError(f"found an author with {found!r}, expected name, and affiliation if any")
        names.append(", ".join(_text(parts[key]) for key in ("name", "affiliation") if key in parts))
    if not names:
        raise KitError("is an empty list; write a name, or delete the line")
    return tuple(names)


def _held(expected: str, test: Callable[[str], Any]) -> Callable[[Any, Path], str]:
    """Return a check of a text: what it must be, in words and as a test."""

    def check(value: Any, folder: Path) -> str:
        said = _text(value)
        if not test(said):
            raise KitError(f"found {said[:60]!r}, expected {expected}")
        return said

    return check


def _choice(*allowed: str) -> Callable[[Any, Path], str]:
    """Return a check for one of a few words, in capitals or not."""
    check = _held(words.listing(allowed, "or"), allowed.__contains__)
    return lambda value, folder: check(_text(value).lower(), folder)


def own_file(value: Any, folder: Path, endings: Sequence[str]) -> bytes:
    """Return a file of the brief's folder."""
    place, name = folder.resolve(), _text(value)
    away = re.match(r"[a-z][a-z0-9+.\-]*:|[/\\~]", name, re.IGNORECASE)
    try:
        path = place if away else (place / name).resolve()
        if away or not path.is_relative_to(place) or path.suffix.lower() not in endings:
            expected = f"a file that lies in the folder of the brief and ends in {' or '.join(endings)}"
            raise KitError(f"found {name[:80]!r}, expected {expected}")
        if not path.is_file():
            there = sorted(p.name for p in place.iterdir() if p.suffix.lower() in endings and p.is_file())
            raise unknown("file", name, there)
        if path.stat().st_size > _LARGEST:
            raise KitError(f"{name} is larger than {_LARGEST // 2**20} MB; make it smaller")
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        raise KitError(f"{name[:80]!r} cannot be read ({error})") from None


def own_picture(name: Any, folder: Path) -> Picture:
    """Return a picture of the brief's folder, if it is one."""
    from PIL import Image

    data = own_file(name, folder, (".png", ".jpg", ".jpeg"))
    try:
        with Image.open(io.BytesIO(data), formats=list(_KINDS)) as picture:
            if picture.width * picture.height <= _PIXELS:
                picture.load()
                width, height = (pixels * _MM for pixels in picture.size)
                return Picture(data, _KINDS[str(picture.format)], width, height)
        said = f"a picture of more than {_PIXELS // 10**6} million pixels; make it smaller"
    except Exception:
        said = "no PNG or JPEG picture, or a damaged one"
    raise KitError(f"{name} is {said}")


def _csl(value: Any, folder: Path) -> bytes:
    """Return a citation style's file."""
    data = own_file(value, folder, (".csl",))
    try:
        sound = ElementTree.fromstring(data).tag.endswith("style") and b"independent-parent" not in data
    except (SyntaxError, ValueError, LookupError):
        sound = False
    if not sound:
        raise KitError(f"{value} holds no CSL style, or one that points to another: give that one")
    return data


def _looks(value: Any, folder: Path) -> dict[str, bytes]:
    """Return the author's own Word or PowerPoint files, from which the looks are taken."""
    from pptx import Presentation

    found = {}
    for one in value if isinstance(value, list) else [value]:
        data, ending = own_file(one, folder, (".docx", ".pptx")), one.strip()[-4:].lower()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                if sum(member.file_size for member in package.infolist()) > _UNPACKED:
                    raise ValueError(f"it unpacks to more than {_UNPACKED // 2**20} MB")
                package.read("word/styles.xml" if ending == "docx" else "ppt/presentation.xml")
                for name in package.namelist():
                    if name.endswith((".xml", ".rels")):
                        ElementTree.fromstring(package.read(name))
            if ending == "pptx":
                Presentation(io.BytesIO(data))
        except Exception as error:
            said = str(error)[:100]
            raise KitError(f"{one} is no Word or PowerPoint file, or a damaged one ({said})") from None
        found[ending] = data
    return found


def _key(check: Callable[[Any, Path], Any], default: Any = "") -> Any:
    """Return a field of the metadata with what checks it."""
    return field(default=default, metadata={"check": check})


@dataclass(frozen=True)
class Header:
    """What the metadata of a brief say, all of it checked; `lines` tells where each key stands."""

    title: str = _key(_text)
    subtitle: str = _key(_text)
    bottom_line: str = _key(_text)
    author: tuple[str, ...] = _key(_authors, ())
    date: str = _key(_held("a day that exists, as in 2026-11-23 (or 2026-11, or 2026)", first_day))
    dossier: str = _key(_text)
    citations: str = _key(_choice("footnotes", "author-date"), "footnotes")
    csl: bytes = _key(_csl, b"")
    sources: str = _key(_choice("cited", "by-figure", "all"), "by-figure")
    lang: str = _key(
        _held(
            f"a code as in en-GB; the fixed words of a document are there in {_LANGUAGES}",
            lambda said: LANG.fullmatch(said) and said.split("-")[0] in _CATALOGUE,
        ),
        "en-GB",
    )
    toc: str = _key(_choice("yes", "no", "true", "false"))
    page: str = _key(_choice("a4", "letter"), "a4")
    logo: Picture | None = field(default=None, metadata={"check": own_picture})
    font: str = _key(_held("the name of a font, as in Georgia", _FONT.fullmatch))
    accent: str = _key(_held("a color as in '#1f4e79', in quotes", _COLOR.fullmatch))
    reference_doc: dict[str, bytes] | None = field(default=None, metadata={"check": _looks})
    lines: dict[str, int] = field(default_factory=dict)


KEYS = {part.name.replace("_", "-"): part.metadata["check"] for part in fields(Header) if part.metadata}


def read_header(text: str, folder: Path) -> tuple[Header, str, list[str]]:
    """Return the metadata, the rest below as many empty lines, and faults that each begin with a line."""
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    faults: list[str] = []
    try:
        head, body = _split(text)
        given = _mapping(head)
    except KitError as error:
        return Header(), "", [str(error)]
    for name, line, value in given:
        if name not in KEYS:
            faults.append(f"{line}: {unknown('key of a brief', name, KEYS)}")
        elif name in lines:
            faults.append(f"{line}: {name} is given twice; keep one of them")
        else:
            try:
                found[name.replace("-", "_")] = KEYS[name](value, folder)
            except KitError as error:
                faults.append(f"{line}: {name}: {error}")
        lines[name] = line
    if "title" not in lines:
        faults.append("1: no title; begin the file with ---, title: …, ---")
    return Header(**found, lines=lines), body, faults
