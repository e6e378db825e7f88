"""A brief's metadata: each key by its type and value, with its line in the file and what to do."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from analystkit import words
from analystkit.briefs.own import Picture, own_file, own_picture
from analystkit.errors import KitError, unknown

_CATALOGUE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fixed.toml").read_text("utf-8")
)
LANGUAGES: dict[str, str] = {code: str(said["name"]) for code, said in _CATALOGUE.items()}
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
LARGEST = 64 * 1024
STYLES = ("footnotes", "author-date")
SOURCES = ("cited", "by-figure", "all")
PAGES = ("a4", "letter")
LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{0,60}")
# What no document may hold, or what turns the order of letters for all that follows.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufeff\ufffe\uffff]")


class Language:
    """What a document says by itself, in its own language; `code` is such as ``en-GB``."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._words = _CATALOGUE[code.split("-")[0]]

    def say(self, name: str, **values: Any) -> str:
        """Return a fixed word or sentence with its values filled in."""
        template = str(self._words[name])
        return words.say(template, **values) if values else template

    def day(self, iso: str) -> str:
        """Return an ISO date, as exact as it is, in words; anything else as it stands."""
        match = _ISO.fullmatch(iso)
        if not match:
            return iso
        year, month, day = match.groups()
        if not month:
            return year
        name = self._words["months"][int(month) - 1]
        return self.say("day", day=str(int(day)), month=name, year=year) if day else f"{name} {year}"


@dataclass(frozen=True)
class Header:
    """What the metadata of a brief say, all of it checked; `lines` tells where each key stands."""

    title: str = ""
    subtitle: str = ""
    bottom_line: str = ""
    author: tuple[str, ...] = ()
    date: str = ""
    dossier: str = ""
    citations: str = STYLES[0]
    csl: bytes = b""
    sources: str = "by-figure"
    lang: str = "en-GB"
    toc: bool = False
    page: str = "a4"
    logo: Picture | None = None
    font: str = ""
    accent: str = ""
    reference_doc: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def split(text: str) -> tuple[str, str]:
    """Return the metadata, and the rest of a file with as many empty lines before it."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        raise KitError("1: the metadata begin with --- and do not end; put --- on a line after them")
    return "\n".join(lines[1:end]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def read_header(text: str, folder: Path) -> tuple[Header, list[str]]:
    """Return the metadata, and what is wrong with them: each with its line before a colon."""
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    faults: list[str] = []
    try:
        given = _mapping(text)
    except KitError as error:
        return Header(), [str(error)]
    for name, line, value in given:
        lines[name] = line
        try:
            if name not in KEYS:
                raise unknown("key of a brief", name, KEYS)
            if name in found:
                raise KitError(f"{name} is given twice; keep one of them")
            found[name] = KEYS[name](value, folder)
        except KitError as error:
            said = str(error)
            faults.append(f"{line}: {said if said.startswith(('no ', name)) else f'{name}: {said}'}")
    if "title" not in lines:
        faults.append("1: no title; begin the file with ---, title: …, ---")
    return Header(**{name.replace("-", "_"): value for name, value in found.items()}, lines=lines), faults


def _mapping(text: str) -> list[tuple[str, int, Any]]:
    """Return the keys with their lines and values; a value is text, a list, or a mapping."""
    if len(text) > LARGEST:
        raise KitError(f"1: the metadata are longer than {LARGEST // 1024} KB; put the prose below them")
    try:
        events = yaml.parse(CONTROL.sub("", text), Loader=yaml.SafeLoader)
        top = next((value for value in _values(events, 0)), None)
    except yaml.YAMLError as error:
        mark, said = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "no YAML"
        line = mark.line + 2 if mark else 1
        hint = "put a value that holds ': ', '#' or a bracket in quotes, as in title: \"A: b\""
        raise KitError(f"{line}: the metadata cannot be read as YAML ({said}); {hint}") from None
    if top is None or top == (2, ""):
        return []
    if not isinstance(top[1], dict):
        raise KitError("2: the metadata are no list of key: value; write, for example, title: My brief")
    return [(key, line, value) for (key, line), value in top[1].items()]


def _values(events: Iterator[Any], depth: int) -> Iterator[tuple[int, Any]]:
    """Yield line and value of each node up to the end of the collection that holds them."""
    for event in events:
        line = event.start_mark.line + 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise KitError(
                f"{line}: anchors and aliases (& and *) are not read; write the value out, in quotes"
            )
        if isinstance(event, yaml.ScalarEvent):
            if event.tag:
                raise KitError(f"{line}: found the tag {event.tag[:40]!r}; write the value alone")
            yield line, CONTROL.sub("", event.value)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if depth > 2:
                raise KitError(f"{line}: the metadata are nested too deeply; two levels are enough")
            inside = list(_values(events, depth + 1))
            if isinstance(event, yaml.SequenceStartEvent):
                yield line, [value for _, value in inside]
            else:
                pairs = zip(inside[::2], inside[1::2], strict=False)
                yield line, {(str(key), at): value for (at, key), (_, value) in pairs}
        elif isinstance(event, yaml.CollectionEndEvent):
            return


def _text(value: Any, folder: Path) -> str:
    """Return a text that is not blank."""
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a mapping"
        raise KitError(f"found {kind}, expected text; put it in quotes if it is meant as text")
    if not value.strip():
        raise KitError("is blank; write it, or delete the line")
    return value.strip()


def _authors(value: Any, folder: Path) -> tuple[str, ...]:
    """Return the authors' names from a text, a list of texts, or mappings with a name."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            parts = {key: part for (key, _), part in one.items()}
            if set(parts) - {"name", "affiliation"} or "name" not in parts:
                raise KitError(
                    f"found an author with {', '.join(parts)}; expected name, and affiliation if any"
                )
            names.append(
                ", ".join(_text(parts[key], folder) for key in ("name", "affiliation") if key in parts)
            )
        else:
            names.append(_text(one, folder))
    if not names:
        raise KitError("is an empty list; write a name, or delete the line")
    return tuple(names)


def _date(value: Any, folder: Path) -> str:
    """Return a date that exists: a year, a month or a day."""
    said = _text(value, folder)
    try:
        if not _DATE.fullmatch(said):
            raise ValueError
        dt.date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        raise KitError(
            f"found {said[:40]!r}, expected a day that exists, as in 2026-11-23 (or 2026-11, or 2026)"
        ) from None
    return said


def _lang(value: Any, folder: Path) -> str:
    """Return a language that the fixed words of a document are there in."""
    said = _text(value, folder)
    known = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
    if not LANG.fullmatch(said):
        raise KitError(f"found {said[:60]!r}, expected a code by BCP 47, as in en-GB; there are {known}")
    if said.split("-")[0] not in LANGUAGES:
        raise KitError(f"found {said!r}, but the fixed words of a document are there in {known} only")
    return said


def _choice(what: str, *allowed: str) -> Callable[[Any, Path], str]:
    """Return a check for one of a few words."""

    def check(value: Any, folder: Path) -> str:
        said = _text(value, folder)
        if said.lower() not in allowed:
            raise unknown(what, said, allowed)
        return said.lower()

    return check


def _shaped(shape: re.Pattern[str], expected: str) -> Callable[[Any, Path], str]:
    """Return a check for text of a certain shape."""

    def check(value: Any, folder: Path) -> str:
        said = _text(value, folder)
        if not shape.fullmatch(said):
            raise KitError(f"found {said[:60]!r}, expected {expected}")
        return said

    return check


def _csl(value: Any, folder: Path) -> bytes:
    """Return a citation style's file."""
    data = own_file(_text(value, folder), folder, (".csl",))
    try:
        style = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError):
        raise KitError(f"{value} holds no CSL style, or a damaged one") from None
    if style.tag.rpartition("}")[2] != "style" or b"<!ENTITY" in data:
        raise KitError(f"{value} holds no CSL style")
    if parent := next(
        (link.get("href") for link in style.iter() if link.get("rel") == "independent-parent"), ""
    ):
        raise KitError(f"{value} holds no style but points to {parent}; give the file of that one")
    return data


def _looks(value: Any, folder: Path) -> dict[str, bytes]:
    """Return the author's own Word or PowerPoint file, from which the looks are taken."""
    found = {}
    for one in value if isinstance(value, list) else [value]:
        name = _text(one, folder)
        ending = Path(name).suffix.lower()
        found[ending[1:]] = own_file(name, folder, (".docx", ".pptx"))
        if not found[ending[1:]].startswith(b"PK"):
            raise KitError(f"{name} is no Word or PowerPoint file")
    return found


_yes = _choice("answer (yes or no)", "yes", "no", "true", "false")
KEYS: dict[str, Callable[[Any, Path], Any]] = {
    "title": _text,
    "subtitle": _text,
    "bottom-line": _text,
    "author": _authors,
    "date": _date,
    "dossier": _text,
    "citations": _choice("style of citations", *STYLES),
    "csl": _csl,
    "sources": _choice("way to list sources", *SOURCES),
    "lang": _lang,
    "toc": lambda value, folder: _yes(value, folder) in ("yes", "true"),
    "page": _choice("size of page", *PAGES),
    "logo": lambda value, folder: own_picture(_text(value, folder), folder),
    "font": _shaped(_FONT, "the name of a font, as in Georgia"),
    "accent": _shaped(_COLOR, "a color as in '#1f4e79', in quotes"),
    "reference-doc": _looks,
}
