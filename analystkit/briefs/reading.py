"""Reading a brief: one Markdown file with metadata, prose, citations, figures and tables."""

from __future__ import annotations

import json
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path

import pandas as pd

from analystkit import pandoc
from analystkit.briefs.allowed import LINK, BriefError, Places, allowed, turned
from analystkit.briefs.header import Header, Language, Picture, own_picture, read_header
from analystkit.briefs.tree import caption_of, replaced
from analystkit.dossier import TABLES, Dossier, Selection, dossier_names, open_dossier
from analystkit.errors import KitError, unknown
from analystkit.figures.names import checked_name, slug
from analystkit.figures.spec import Spec, check_terms, read_target, several, take_selection
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
PRESETS = ("full", "column")


@dataclass(eq=False)
class Item:
    """A chart, rows, a picture or a table of the author's: as a brief asks for it, and as it stands there."""

    kind: str  # chart, rows, picture or table
    node: Node
    place: str  # file and line
    caption: list[Node]  # the author's; when it is drawn, which rows are shown, and what the reader must mind
    target: str = ""
    mark: str = ""  # what references within the document point to
    alt: str = ""
    spec: Spec | None = None  # of a chart
    selection: Selection | None = None  # of a chart or of rows
    columns: tuple[str, ...] = ()  # of rows; empty for what the table shows by itself
    number: int = 0  # figures and tables each from 1
    label: str = ""  # such as "Figure 1"
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[str, ...] = ()  # every source that the rows cite
    parts: list[Picture] = field(default_factory=list)  # on paper: of a chart as many as its height needs
    slide: Picture | None = None  # a chart as large as a slide

    @property
    def is_figure(self) -> bool:
        """Whether it is drawn, or a picture, and no table."""
        return self.kind in ("chart", "picture")

    @property
    def files(self) -> dict[str, Picture]:
        """What is shown of a figure, by the name of its file without an ending."""
        stem = f"figure-{self.number}-{slug([self.spec.chart if self.spec else Path(self.target).stem])}"
        parts = enumerate(self.parts, 1)
        return {f"{stem}-{n}" if len(self.parts) > 1 else stem: part for n, part in parts}


@dataclass(eq=False)
class Brief:
    """A brief that was read; `remarks` says what was left out, each with its line."""

    path: Path
    dossier: Dossier
    header: Header
    title_inlines: list[Node]
    subtitle: list[Node]
    bottom_line: list[Node]
    blocks: list[Node]
    items: list[Item]  # in the order of the brief
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
    def nodes(self) -> Iterator[Node]:
        """Every node of the text, in its order."""
        return nodes([self.title_inlines, self.subtitle, self.bottom_line, self.blocks])

    @property
    def keys(self) -> list[str]:
        """The citekeys in the text, also those that stand for a figure or a table."""
        cites = (node["c"][0] for node in self.nodes if node["t"] == "Cite")
        return list(dict.fromkeys(citation["citationId"] for cite in cites for citation in cite))

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The citekeys of the sources that the text cites."""
        return tuple(key for key in self.keys if key in self.dossier.sources)


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
    header, body, wrong = read_header(text, file.parent)
    faults = [f"{path}:{fault}" for fault in wrong]
    if wrong and (not header.lines or (not header.dossier and "dossier" in header.lines)):
        raise BriefError(faults)
    given = {"title": header.title, "subtitle": header.subtitle, "bottom-line": f"{header.bottom_line}\n"}
    files = {"given.json": json.dumps(given, ensure_ascii=False).encode()}
    options = ["--metadata-file", "given.json"]
    read = pandoc.read(body.encode(), MARKDOWN, str(path), options, files, seconds=READING)
    tree, remarks = allowed({"meta": read["meta"], "blocks": read["blocks"]}, places)
    meta, blocks = tree["meta"], turned(tree["blocks"])
    try:
        opened = dossier or _dossier(header.dossier)
    except KitError as error:
        faults.append(f"{places.line(header.lines.get('dossier', 1))}: {error}")
        raise BriefError(faults) from None
    items = _items(blocks, places)
    title, subtitle = (_inlines(meta, key) for key in ("title", "subtitle"))
    bottom = turned(meta["bottom-line"]["c"])
    brief = Brief(file, opened, header, title, subtitle, bottom, blocks, items, remarks)
    faults += _faults(brief, places)
    if faults:
        raise BriefError(faults)
    for kind, short in (("figure", "fig"), ("table", "tbl")):
        for number, item in enumerate((i for i in items if i.is_figure == (kind == "figure")), 1):
            item.number, item.label = number, f"{brief.language.say(kind)} {number}"
            item.mark = item.mark or f"{short}-{number}"
    for item in items if not header.lang.startswith("en") else ():
        if item.selection and not (item.caption and (item.kind == "rows" or (item.spec and item.spec.title))):
            more = "title=… after the '?' and a caption" if item.spec else "a caption"
            remarks.append(f"{item.place}: its words stay English; give it {more} of your own")
    return brief


def _text(path: Path) -> str:
    """Return what stands in the file."""
    try:
        about = path.stat()
        if about.st_size > LARGEST:
            raise KitError(f"{path}: larger than {LARGEST // 1024} KB, so no brief")
        if stat.S_ISREG(about.st_mode):
            return path.read_text("utf-8-sig")
        said = "a folder or a device, so no brief"
    except FileNotFoundError:
        near = sorted(p.name for p in path.parent.glob("*.md"))
        said = "no such file" + (f"; there are: {', '.join(near)}" if near else "")
    except UnicodeDecodeError as error:
        said = f"not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
    except OSError as error:
        said = f"cannot be read ({error.strerror})"
    raise KitError(f"{path}: {said}")


def _inlines(meta: Node, key: str) -> list[Node]:
    """Return a value of the metadata as inlines."""
    value = meta[key]
    content = value["c"] if value["t"] == "MetaInlines" else [{"t": "Str", "c": text_of(value).strip()}]
    return [node for node in content if node["t"] != "Note"]


def _dossier(name: str) -> Dossier:
    """Return the dossier that the metadata name, else the only one there is."""
    known = [name] if name else dossier_names()
    if len(known) != 1:
        raise KitError(f"say which dossier, as in 'dossier: {(known or ['name'])[0]}'")
    return open_dossier(known[0])


def _items(blocks: list[Node], places: Places) -> list[Item]:
    """Return what the brief asks for, in order; a picture where none can stand is of no kind."""
    found: list[Item] = []

    def look(block: Node) -> list[Node] | None:
        if block["t"] == "Table" and text_of(block["c"][1]).strip():
            found.append(Item("table", block, places.file, caption_of(block), mark=block["c"][0][0]))
            return [block]
        images = images_of(block)
        for image in images or []:
            (mark, _, pairs), given, (target, _) = image["c"]
            alt = dict(pairs).get("alt") or dict(pairs).get("fig-alt") or text_of(given)
            if block["t"] == "Figure":
                mark, given = block["c"][0][0] or mark, caption_of(block)
            kind = target.partition(":")[0] if target.startswith(("chart:", "rows:")) else "picture"
            found.append(Item(kind, image, places.of_target(target), given, target, mark, alt))
        return None if images is None else [block]

    replaced(blocks, look)
    standing = {id(item.node) for item in found}
    for node in nodes(blocks):
        if node["t"] == "Image" and id(node) not in standing:
            target = node["c"][2][0]
            found.append(Item("", node, places.of_target(target), [], target))
    return found


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


def _resolve(item: Item, dossier: Dossier, folder: Path) -> None:
    """Find out what the target of an item asks for."""
    if item.kind == "chart":
        item.spec = Spec.from_target(item.target, dossier)
        item.selection = item.spec.selection
        if item.spec.preset not in PRESETS:
            raise unknown("size for a brief", item.spec.preset, PRESETS)
    elif item.kind == "rows":
        _, name, query = read_target(item.target)
        there = dossier.table(name)
        known = [column.name for column in TABLES[name].columns if column.name in there]
        item.columns = tuple(dict.fromkeys(filter(None, several(query, "columns"))))
        for column in item.columns:
            if column not in known:
                raise unknown(f"column of {name}", column, known)
        item.selection = take_selection(query, name, ("columns",))
        check_terms(dossier, item.selection)
    elif item.kind == "picture":
        try:
            item.parts = [own_picture(item.target, folder)]
        except KitError as error:
            raise KitError(f"{error}; expected chart:… or rows:… or a picture of your own") from None
    elif not item.kind:
        target = item.target.partition("?")[0][:80]
        raise KitError(f"{target} stands within a sentence or a table; give it a paragraph of its own")


def _faults(brief: Brief, places: Places) -> Iterator[str]:
    """Yield what cannot be had, names that stand twice or nowhere, and what no page holds."""
    for item in brief.items:
        try:
            _resolve(item, brief.dossier, brief.path.parent)
        except KitError as error:
            yield f"{item.place}: {error}"
    marks = [item.mark for item in brief.items if item.mark]
    heads = [node["c"][1][0] for node in brief.nodes if node["t"] == "Header"]
    for mark, times in Counter([*marks, *heads]).items():
        if mark and times > 1:
            yield f"{places.of_text('#' + mark)}: the identifier {mark!r} stands twice; give each its own"
    for key in brief.keys:
        inside = bool(CROSS.fullmatch(key)) and key not in brief.dossier.sources
        known = sorted(set(marks)) if inside else brief.dossier.sources
        if key not in known:
            kind, place = "figure or table" if inside else "source", rf"@\{{?{re.escape(key)}(?!\w)"
            what = unknown(kind, f"@{key}", [f"@{name}" for name in known])
            hint = f" Give it one, as in ![…](…){{#{key}}}" if inside else ""
            yield f"{places.of(place)}: {what}{hint}"
    named = {
        node["c"][node["t"] == "Header"][0]
        for node in brief.nodes
        if node["t"] in ("Header", "Div", "Span", "Figure", "Table", "Image")
    }
    for node in brief.nodes:
        if node["t"] == "Str" and len(node["c"]) > LONGEST:
            where = places.of_text(node["c"][:80])
            yield f"{where}: found a word of {len(node['c'])} letters, which no page holds; part it"
        target = node["c"][2][0] if node["t"] == "Link" else ""
        lost = target.startswith("#") and target[1:] not in named
        if lost or (node["t"] == "Link" and not target.startswith("#") and not LINK.fullmatch(target)):
            expected = "that of a heading, figure or table of the brief" if lost else "https://… or mailto:…"
            yield f"{places.of_target(target)}: found a link to {target[:80]!r}, expected {expected}"
    for name in ("title", "subtitle", "bottom_line"):
        held = brief.title_inlines if name == "title" else getattr(brief, name)
        if any(node["t"] == "Image" for node in nodes(held)):
            key = name.replace("_", "-")
            where = places.line(brief.header.lines.get(key, 1))
            yield f"{where}: {key} holds a picture; only prose can stand there"
