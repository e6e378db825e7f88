"""Reading a brief: one Markdown file with metadata, prose, citations, figures and tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from analystkit import pandoc
from analystkit.briefs.allowed import LINK, AllowList, BriefError, Places, turned
from analystkit.briefs.header import Header, Language, read_header, split
from analystkit.briefs.own import Picture, Reference, is_reference, own_picture, parse_reference
from analystkit.briefs.tree import replace_blocks
from analystkit.dossier import Dossier, dossier_names, open_dossier
from analystkit.errors import KitError, unknown
from analystkit.figures.names import checked_name
from analystkit.pandoc import Node, nodes, text_of

# What stands in a brief is text: no HTML, no TeX, and a dollar sign is a dollar sign.
MARKDOWN = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-markdown_in_html_blocks-tex_math_dollars"
    "-latex_macros-pandoc_title_block-mmd_title_block-yaml_metadata_block+autolink_bare_uris"
)
LARGEST = 512 * 1024
READING, SECONDS = 5, 12  # of work that Pandoc may have to read, and to write one format
LONGEST = 5000  # letters of a word
CROSS = re.compile(r"(fig|tbl)-[\w.:\-]+")


@dataclass(eq=False)
class Asked:
    """What a brief asks for in one place: a chart, rows, a picture of its own or a table with a caption."""

    kind: str  # chart, rows, picture or table
    node: Node
    place: str
    given: list[Node]
    target: str = ""
    mark: str = ""
    alt: str = ""
    reference: Reference | None = None
    picture: Picture | None = None


@dataclass(eq=False)
class Brief:
    """A brief that was read and found sound; `remarks` says what was left out, each with its line."""

    path: Path
    dossier: Dossier
    header: Header
    title_inlines: list[Node]
    subtitle: list[Node]
    bottom_line: list[Node]
    blocks: list[Node]
    asked: list[Asked]
    cited: tuple[str, ...]
    remarks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name without its ending; the documents are named after it."""
        return self.path.stem

    @property
    def title(self) -> str:
        """The title in plain words."""
        return text_of(self.title_inlines).strip()

    @property
    def language(self) -> Language:
        """The language of all that the document says by itself."""
        return Language(self.header.lang)

    @property
    def references(self) -> dict[str, Reference]:
        """What each target of the kit's own asks for."""
        return {asked.target: asked.reference for asked in self.asked if asked.reference}


def read_brief(path: str | PathLike[str], dossier: Dossier | None = None) -> Brief:
    """Read a brief and check every name in it.

    Parameters
    ----------
    path : str or path
        The Markdown file.
    dossier : Dossier, optional
        In place of the one that the metadata name.

    Returns
    -------
    Brief

    Raises
    ------
    BriefError
        With all that is wrong, each with its line: metadata of a wrong type or value, an unknown chart,
        table, column, term or citekey with the nearest names, a link that leads nowhere.
    KitError
        If the file cannot be read.
    """
    file = Path(path)
    checked_name(file.stem)
    text = _text(file)
    places = Places(str(path), text)
    try:
        head, body = split(text)
    except KitError as error:
        raise BriefError([f"{path}:{error}"]) from None
    header, wrong = read_header(head, file.parent)
    faults = [f"{path}:{fault}" for fault in wrong]
    if wrong and not header.lines:
        raise BriefError(faults)
    given = {"title": header.title, "subtitle": header.subtitle, "bottom-line": f"{header.bottom_line}\n"}
    files = {"given.json": json.dumps(given, ensure_ascii=False).encode()}
    read = pandoc.read(
        body.encode(), MARKDOWN, str(path), ["--metadata-file", "given.json"], files, seconds=READING
    )
    allowed = AllowList(places)
    tree = allowed.kept({"meta": read["meta"], "blocks": read["blocks"]})
    bottom = tree["meta"].get("bottom-line") or {"t": "MetaBlocks", "c": []}
    blocks = turned(tree["blocks"])
    opened = dossier or _dossier(header, places, faults)
    if opened is None:
        raise BriefError(faults)
    asked, more = _asked(blocks, opened, places, file.parent)
    cited, unknown_keys = _citations([tree["meta"], blocks], opened, {one.mark for one in asked}, places)
    faults += more + unknown_keys + list(_unfit([tree["meta"], blocks], places))
    faults += [
        f"{places.line(header.lines.get(key, 1))}: {key} holds a picture; only prose can stand there"
        for key, value in tree["meta"].items()
        if any(node["t"] == "Image" for node in nodes(value))
    ]
    if faults:
        raise BriefError(faults)
    return Brief(
        file, opened, header, _inlines(tree["meta"], "title"), _inlines(tree["meta"], "subtitle"),
        turned(bottom["c"]) if bottom["t"] == "MetaBlocks" else [{"t": "Para", "c": bottom["c"]}],
        blocks, asked, cited, allowed.remarks + list(_untranslated(header, asked)),
    )  # fmt: skip


def _text(path: Path) -> str:
    """Return what stands in the file."""
    try:
        if path.stat().st_size > LARGEST:
            raise KitError(f"{path}: larger than {LARGEST // 1024} KB, so no brief")
        return path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        near = sorted(p.name for p in path.parent.glob("*.md"))
        raise KitError(
            f"{path}: no such file" + (f"; there are: {', '.join(near)}" if near else "")
        ) from None
    except UnicodeDecodeError as error:
        raise KitError(
            f"{path}: not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None
    except OSError as error:
        raise KitError(f"{path}: cannot be read ({error.strerror})") from error


def _inlines(meta: Node, key: str) -> list[Node]:
    """Return a value of the metadata as inlines."""
    value = meta.get(key) or {"t": "MetaInlines", "c": []}
    content = value["c"] if value["t"] == "MetaInlines" else [{"t": "Str", "c": text_of(value).strip()}]
    return [node for node in content if node["t"] != "Note"]


def _dossier(header: Header, places: Places, faults: list[str]) -> Dossier | None:
    """Return the dossier that the metadata name, else the only one there is."""
    if not header.dossier and "dossier" in header.lines:
        return None
    known = dossier_names() if not header.dossier else []
    if not header.dossier and len(known) != 1:
        faults.append(f"{places.file}:1: say which dossier, as in 'dossier: {(known or ['name'])[0]}'")
        return None
    try:
        return open_dossier(header.dossier or known[0])
    except KitError as error:
        faults.append(f"{places.line(header.lines.get('dossier', 1))}: {error}")
        return None


def _asked(
    blocks: list[Node], dossier: Dossier, places: Places, folder: Path
) -> tuple[list[Asked], list[str]]:
    """Return what the brief asks for, in order, and what of it cannot be had."""
    found: list[Asked] = []
    faults: list[str] = []

    def look(block: Node) -> list[Node] | None:
        if block["t"] == "Table" and text_of(block["c"][1]).strip():
            caption: list[Node] = next(
                (part["c"] for part in block["c"][1][1] if part["t"] in ("Plain", "Para")), []
            )
            found.append(Asked("table", block, places.file, caption, mark=block["c"][0][0]))
            return [block]
        images = images_of(block)
        for image in images or []:
            attr, inlines, (target, _) = image["c"]
            given, mark, pairs = inlines, attr[0], dict(attr[2])
            if block["t"] == "Figure":
                mark = block["c"][0][0] or mark
                given = next((part["c"] for part in block["c"][1][1] if part["t"] in ("Plain", "Para")), [])
            alt = pairs.get("alt") or pairs.get("fig-alt") or text_of(inlines)
            found.append(Asked("", image, places.of_target(target), given, target, mark, alt))
        return None if images is None else [block]

    replace_blocks(blocks, look)
    standing = {id(one.node) for one in found}
    for node in nodes(blocks):
        if node["t"] == "Image" and id(node) not in standing:
            target = node["c"][2][0].partition("?")[0]
            place = places.of_target(node["c"][2][0])
            faults.append(
                f"{place}: {target[:80]} stands within a sentence or a table; give it a paragraph of its own"
            )
    for one in found:
        try:
            if is_reference(one.target):
                one.reference = parse_reference(one.target, dossier)
                one.kind = one.reference.kind
            elif one.kind != "table":
                one.kind, one.picture = "picture", own_picture(one.target, folder)
        except KitError as error:
            hint = "" if is_reference(one.target) else "; expected chart:… or rows:… or a picture of your own"
            faults.append(f"{one.place}: {error}{hint}")
    marks = [one.mark for one in found if one.mark]
    marks += [node["c"][1][0] for node in nodes(blocks) if node["t"] == "Header" and node["c"][1][0]]
    faults += [
        f"{places.of_text('#' + mark)}: the identifier {mark!r} stands twice; give each its own"
        for mark in dict.fromkeys(marks)
        if marks.count(mark) > 1
    ]
    return found, faults


def images_of(block: Node) -> list[Node] | None:
    """Return the pictures of a block that holds nothing else, or None.

    A picture with a caption is a figure by itself; two column figures in one paragraph stand side by side.
    """
    if block["t"] == "Figure":
        inner = block["c"][2]
        return images_of(inner[0]) if len(inner) == 1 else None
    if block["t"] not in ("Para", "Plain"):
        return None
    inlines = [node for node in block["c"] if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return inlines if inlines and all(node["t"] == "Image" for node in inlines) else None


def _citations(
    tree: list[Any], dossier: Dossier, marks: set[str], places: Places
) -> tuple[tuple[str, ...], list[str]]:
    """Return the citekeys, and those that no source, figure or table has."""
    keys = dict.fromkeys(
        citation["citationId"] for node in nodes(tree) if node["t"] == "Cite" for citation in node["c"][0]
    )
    inside = [key for key in keys if CROSS.fullmatch(key) and key not in dossier.sources]
    faults = [
        f"{places.of_citekey(key)}: "
        f"{unknown('figure or table', '@' + key, ['@' + mark for mark in sorted(marks - {''})])} Give "
        f"it one, as in ![…](…){{#{key}}}"
        for key in inside
        if key not in marks
    ]
    outside = [key for key in keys if key not in inside]
    faults += [
        f"{places.of_citekey(key)}: {unknown('source', '@' + key, ['@' + name for name in dossier.sources])}"
        for key in outside
        if key not in dossier.sources
    ]
    return tuple(outside), faults


def _unfit(tree: Any, places: Places) -> Iterator[str]:
    """Yield the links that lead nowhere a reader could go, and words that no page holds."""
    for node in nodes(tree):
        if node["t"] == "Str" and len(node["c"]) > LONGEST:
            where = places.of_text(node["c"][:80])
            yield f"{where}: found a word of {len(node['c'])} letters, which no page holds; part it"
    marks = {
        node["c"][node["t"] == "Header"][0]
        for node in nodes(tree)
        if node["t"] in ("Header", "Div", "Span", "Figure", "Table", "Image")
    }
    for node in nodes(tree):
        if node["t"] == "Link":
            target = node["c"][2][0]
            if target.startswith("#") and target[1:] not in marks:
                where = f"{places.of_target(target)}: found a link to {target[:80]!r}"
                yield f"{where}, which no heading, figure or table of the brief is named"
            elif not target.startswith("#") and not LINK.fullmatch(target):
                where = f"{places.of_target(target)}: found a link to {target[:80]!r}"
                yield f"{where}, expected https://… or mailto:…"


def _untranslated(header: Header, asked: Sequence[Asked]) -> Iterator[str]:
    """Yield a line for each chart or table whose own words are not in the document's language."""
    if header.lang.startswith("en"):
        return
    for one in asked:
        title = one.reference.spec.title if one.reference and one.reference.spec else ""
        if one.reference and not (one.given and (title or one.kind == "rows")):
            more = "title=… after the '?' and a caption" if one.kind == "chart" else "a caption"
            yield f"{one.place}: its words stay English; give it {more} of your own"
