"""Reading a brief: one Markdown file with metadata, prose, citations, figures and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from analystkit import pandoc
from analystkit.briefs.faults import BriefError, Places
from analystkit.briefs.reference import Reference, is_reference, parse_reference
from analystkit.briefs.tree import replace_blocks
from analystkit.dossier import Dossier, dossier_names, open_dossier
from analystkit.errors import KitError, unknown
from analystkit.figures.names import checked_name
from analystkit.pandoc import Node, nodes, text_of

# What stands in a brief is text: no HTML, no TeX, and a dollar sign is a dollar sign.
MARKDOWN = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-markdown_in_html_blocks"
    "-tex_math_dollars-latex_macros-pandoc_title_block-mmd_title_block+autolink_bare_uris"
)
LARGEST = 2 * 1024 * 1024
KEYS = ("title", "subtitle", "bottom-line", "author", "date", "dossier", "citations", "lang")
STYLES = ("footnotes", "author-date")
_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


@dataclass(frozen=True)
class Brief:
    """A brief that was read and found sound.

    Parameters
    ----------
    path : pathlib.Path
        The Markdown file.
    dossier : Dossier
        Where its figures, tables and sources come from.
    meta : mapping
        Pandoc's metadata, with the keys in `KEYS` only.
    blocks : list of dict
        Pandoc's tree.
    references : mapping of str to Reference
        What each target in the tree asks for.
    cited : tuple of str
        The citekeys in the prose, in order.
    style : str
        ``footnotes`` or ``author-date``.
    places : Places
        Where in the file things stand.
    """

    path: Path
    dossier: Dossier
    meta: Mapping[str, Node]
    blocks: list[Node]
    references: Mapping[str, Reference]
    cited: tuple[str, ...]
    style: str
    places: Places

    @property
    def name(self) -> str:
        """The file's name without its ending; the documents are named after it."""
        return self.path.stem

    @property
    def title(self) -> str:
        """The title in plain words."""
        return text_of(self.meta["title"]).strip()

    def said(self, key: str) -> str:
        """Return a value of the metadata in plain words; empty when it is not there."""
        return text_of(self.meta.get(key)).strip()


def read_brief(path: str | PathLike[str], dossier: Dossier | None = None) -> Brief:
    """Read a brief and check every name in it.

    Parameters
    ----------
    path : str or path
        The Markdown file.
    dossier : Dossier, optional
        In place of the one that the metadata names.

    Returns
    -------
    Brief

    Raises
    ------
    BriefError
        With all that is wrong, each with its line: an unknown chart, table, column, term, citekey or
        key of the metadata, with the nearest names.
    KitError
        If the file cannot be read, or Pandoc cannot parse its metadata.
    """
    file = Path(path)
    checked_name(file.stem)
    text = _text(file)
    tree = pandoc.read(text.encode(), MARKDOWN, str(path))
    places = Places(str(path), text)
    meta: dict[str, Node] = tree["meta"]
    faults = _meta_faults(meta, places)
    opened = dossier or _dossier(meta, places, faults)
    if opened is None:
        raise BriefError(faults)
    references, more = _references(tree["blocks"], opened, places)
    cited, unknown_keys = _citations([tree["meta"], tree["blocks"]], opened, places)
    faults += more + unknown_keys + _links(tree["blocks"], places)
    if faults:
        raise BriefError(faults)
    style = text_of(meta.get("citations")).strip() or STYLES[0]
    return Brief(file, opened, meta, tree["blocks"], references, cited, style, places)


def _text(path: Path) -> str:
    """Return what stands in the file."""
    try:
        if path.stat().st_size > LARGEST:
            raise KitError(f"{path}: larger than {LARGEST // 1024**2} MB, so no brief")
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
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


def _meta_faults(meta: Mapping[str, Node], places: Places) -> list[str]:
    """Return what is wrong with the metadata."""
    faults = [
        f"{places.of_key(key)}: {unknown('key of a brief', key, KEYS)}" for key in meta if key not in KEYS
    ]
    if not text_of(meta.get("title")).strip():
        faults.append(f"{places.file}:1: no title; begin the file with ---, title: …, ---")
    style = text_of(meta.get("citations")).strip()
    if style and style not in STYLES:
        faults.append(f"{places.of_key('citations')}: {unknown('style of citations', style, STYLES)}")
    return faults


def _dossier(meta: Mapping[str, Node], places: Places, faults: list[str]) -> Dossier | None:
    """Return the dossier that the metadata names, else the only one there is."""
    named = text_of(meta.get("dossier")).strip()
    known = dossier_names() if not named else []
    if not named and len(known) != 1:
        faults.append(f"{places.file}:1: say which dossier, as in 'dossier: {(known or ['name'])[0]}'")
        return None
    try:
        return open_dossier(named or known[0])
    except KitError as error:
        faults.append(f"{places.of_key('dossier')}: {error}")
        return None


def _references(
    blocks: list[Node], dossier: Dossier, places: Places
) -> tuple[dict[str, Reference], list[str]]:
    """Return what the targets ask for, and those that cannot be had."""
    found: dict[str, Reference] = {}
    faults = []
    standing = {id(image) for image, _ in standing_images(blocks)}
    for node in nodes(blocks):
        if node["t"] != "Image":
            continue
        target = node["c"][2][0]
        place = places.of_target(target)
        if not is_reference(target):
            faults.append(f"{place}: found the picture {target[:80]!r}, expected chart:… or rows:…")
        elif id(node) not in standing:
            faults.append(
                f"{place}: {target.partition('?')[0]} stands within a sentence or a table; "
                "give it a paragraph of its own"
            )
        else:
            try:
                found[target] = parse_reference(target, dossier)
            except KitError as error:
                faults.append(f"{place}: {error}")
    return found, faults


def standing_images(blocks: list[Node]) -> list[tuple[Node, list[Node]]]:
    """Return the pictures that stand on their own, in order, each with the caption it was given."""
    found: list[tuple[Node, list[Node]]] = []

    def look(block: Node) -> list[Node] | None:
        images = images_of(block)
        found.extend((image, image["c"][1]) for image in images or [])
        return None if images is None else [block]

    replace_blocks(blocks, look)
    return found


def images_of(block: Node) -> list[Node] | None:
    """Return the pictures of a block that holds nothing else, or None.

    A picture with a caption is a figure by itself; two column figures in one paragraph stand side by
    side.
    """
    if block["t"] == "Figure":
        inner = block["c"][2]
        return images_of(inner[0]) if len(inner) == 1 else None
    if block["t"] not in ("Para", "Plain"):
        return None
    inlines = [node for node in block["c"] if node["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return inlines if inlines and all(node["t"] == "Image" for node in inlines) else None


def _citations(tree: list[Any], dossier: Dossier, places: Places) -> tuple[tuple[str, ...], list[str]]:
    """Return the citekeys, and those that no source has."""
    keys = dict.fromkeys(
        citation["citationId"] for node in nodes(tree) if node["t"] == "Cite" for citation in node["c"][0]
    )
    faults = [
        f"{places.of_citekey(key)}: {unknown('source', '@' + key, ['@' + name for name in dossier.sources])}"
        for key in keys
        if key not in dossier.sources
    ]
    return tuple(keys), faults


def _links(blocks: list[Node], places: Places) -> list[str]:
    """Return the links that lead nowhere a reader could go."""
    targets = [node["c"][2][0] for node in nodes(blocks) if node["t"] == "Link"]
    return [
        f"{places.of_target(target)}: found a link to {target[:80]!r}, expected https://… or mailto:…"
        for target in targets
        if not _LINK.match(target)
    ]
