"""Citations resolved by Pandoc's citeproc, and the list of sources with how reliable each is."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import matplotlib as mpl

from analystkit import pandoc
from analystkit.briefs.tree import div, header, meta, para, text
from analystkit.dossier import Dossier, Source
from analystkit.pandoc import Node, nodes

HEADING, MARK = "Sources", "list-of-sources"
GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
_GUESSED = "from-url"
_DAGGER = "†"


def csl_item(source: Source, name: str = "") -> dict[str, Any]:
    """Return a source as our citation styles want it."""
    item: dict[str, Any] = {
        key: source.csl[key] for key in ("issued", "version", "number") if key in source.csl
    }
    item |= {"id": source.key, "type": "document", "title": _isolated(_title(source))}
    who = (name or source.short).removesuffix(f" {source.year}").removesuffix(" of")
    item["author"] = [{"literal": who if drawable(who) else source.container or source.key}]
    if source.authors and source.container:
        item["container-title"] = _isolated(re.sub(r"\s*[(（].*", "", source.container).strip())
    if source.url:
        item["URL"] = source.url
        item["archive"] = (urlsplit(source.url).hostname or "").removeprefix("www.")
    item["annote"] = source.reliability + (_DAGGER if source.metadata == _GUESSED else "")
    return item


def _title(source: Source) -> str:
    """Return the title, or the short one where the fonts of documents lack its script."""
    short = str(source.csl.get("title-short") or "")
    return source.title if drawable(source.title) or not short else f"[{short.strip('[]')}]"


@lru_cache(maxsize=4096)
def drawable(words: str) -> bool:
    """Tell whether the font that every document has at hand, matplotlib's own, has all letters of a text."""
    return all(ord(letter) in _letters() for letter in words if not letter.isspace())


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import get_font

    font = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    return frozenset(get_font(str(font)).get_charmap())


def _isolated(words: str) -> str:
    """Return words that run from right to left so that those around them keep their order."""
    strong = [c for c in words if unicodedata.bidirectional(c) in ("R", "AL")]
    return f"\u2068{words}\u2069" if strong else words


def sources_section(dossier: Dossier, keys: Iterable[str]) -> list[Node]:
    """Return the last section: what the letters mean, and the place where citeproc puts the list."""
    used = [dossier.sources[key] for key in dict.fromkeys(keys)]
    if not used:
        return []
    letters = sorted({source.reliability for source in used} - {""})
    graded = [f"{letter} {GRADES[letter]}" for letter in letters if letter in GRADES]
    words = [f"Letters grade the source by the Admiralty code: {', '.join(graded)}."] if graded else []
    if any(source.title.startswith("[") for source in used):
        words.append("Titles in square brackets are descriptions.")
    if any(source.metadata == _GUESSED for source in used):
        words.append(f"{_DAGGER} Title or date made from the address.")
    key = div([para(text(" ".join(words)))], "grades", style="Grades") if words else None
    blocks = [header(1, text(HEADING), MARK), *([key] if key else []), div([], "references", mark="refs")]
    return [{"t": "Div", "c": [["", ["sources"], []], blocks]}]


def resolve(
    tree: Mapping[str, Any], dossier: Dossier, style: str, behind: Iterable[str], about: str
) -> dict[str, Any]:
    """Return a tree in which every citation is written out, with its list of sources filled."""
    behind = list(dict.fromkeys(behind))
    cited = [c["citationId"] for n in nodes(tree) if n["t"] == "Cite" for c in n["c"][0]]
    about_it = dossier.about
    names = {about_it.treaty_source: about_it.short_title}
    keys = dict.fromkeys([*cited, *behind])
    items = [csl_item(dossier.sources[key], names.get(key, "")) for key in keys]
    nocite = [_silent(key) for key in behind]
    given = {**tree, "meta": {**tree["meta"], "nocite": meta(nocite), "link-citations": _yes()}}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "sources.json")
        listed.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        style_file = Path(__file__).with_name(f"{style}.csl")
        options = ["--citeproc", "--bibliography", str(listed), "--csl", str(style_file)]
        done = json.loads(pandoc.write(given, "json", about, options))
    kept = {name: value for name, value in done["meta"].items() if name in tree["meta"]}
    return {**done, "meta": kept}


def _yes() -> Node:
    return {"t": "MetaBool", "c": True}


def _silent(key: str) -> Node:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"@{key}"}]]}


def references_of(tree: Mapping[str, Any]) -> list[list[Node]]:
    """Return the entries of the list of sources, each as inlines."""
    for node in nodes(tree["blocks"]):
        if node["t"] == "Div" and node["c"][0][0] == "refs":
            return [_inlines(entry) for entry in node["c"][1]]
    return []


def _inlines(entry: Node) -> list[Node]:
    blocks = entry["c"][1] if entry["t"] == "Div" else [entry]
    return [inline for block in blocks for inline in block["c"]]
