"""The brief as PDF, set by Typst from a template of ours, with the fonts that the kit brings along."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

import matplotlib as mpl

from analystkit import pandoc
from analystkit.briefs.cites import missing
from analystkit.briefs.layout import BESIDE, ITEM, LOGO, PAIR, Draft
from analystkit.briefs.reading import SECONDS
from analystkit.briefs.tree import has_class, plain, raw, replace_blocks, replace_inlines
from analystkit.errors import KitError
from analystkit.pandoc import Node, text_of
from analystkit.words import listing

_SHORT_TABLE = 14  # rows that must stay on one page
_CALLED = ("bottom-line", "contents", "grades", "references", "data", "source", "left", "right")
_PAPERS = {"a4": "a4", "letter": "us-letter"}


def pdf(draft: Draft) -> bytes:
    """Return a brief as PDF."""
    brief, header = draft.brief, draft.brief.header
    tree = draft.tree()
    letters = missing(text_of(list(tree["meta"].values())) + text_of(tree["blocks"]) + _notes(tree))
    extra = fonts_for(frozenset(letters), header.font)
    lacking = sorted(letters - set("".join(extra.values())))
    if lacking:
        names = listing([f"{c} (U+{ord(c):04X})" for c in lacking], limit=12)
        draft.remarks.append(
            f"{brief.path}: no font at hand has {names}; the PDF shows a blank in their place"
        )
    if header.font and header.font not in {name for name, _ in extra}:
        draft.remarks.append(
            f"{brief.path}: the font {header.font} is not on this computer; the PDF has its own"
        )
    language, *_, region = (
        f"{header.lang}-".removesuffix("-").split("-") if "-" in header.lang else (header.lang, "")
    )
    said = {
        "title-text": brief.title,
        "author-text": draft.author,
        "dateline": " · ".join(filter(None, [draft.author, draft.day])),
        "lang-code": language,
        "lang-region": region,
        "paper": _PAPERS[header.page],
        "accent": header.accent or "#1f4e79",
        "font": header.font if header.font in {name for name, _ in extra} else "",
        "fallback": ", ".join(json.dumps(name) for name in dict.fromkeys(name for name, _ in extra)),
        "bottom-line-words": brief.language.say("bottom-line"),
        "contents-words": brief.language.say("contents"),
        "logo": f"{LOGO}.{header.logo.ending}" if header.logo else "",
    }
    options = ["--template", "brief.template"]
    for name, words in said.items():
        options += ["-V", f"{name}={words if name == 'fallback' else _code(words)[1:-1]}"]
    files = draft.files("svg")
    blocks = replace_blocks(tree["blocks"], partial(_dressed, files))
    given = {**tree, "blocks": replace_inlines(blocks, _turned)}
    template = Path(__file__).with_name("brief.typ").read_bytes()
    code = draft.write(given, "typst-citations-smart", options, {"brief.template": template})
    folders = [
        str(Path(mpl.get_data_path(), "fonts", "ttf")),
        *sorted({str(Path(p).parent) for _, p in extra}),
    ]
    command = [sys.executable, "-I", str(Path(__file__).with_name("typeset.py")), str(draft.epoch), *folders]
    try:
        return pandoc.limited(
            command, b"", str(brief.path), {"brief.typ": code, **files},
            surroundings={"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}, what="Typst", seconds=SECONDS,
        )  # fmt: skip
    except KitError as error:
        raise KitError(f"the PDF cannot be set: {error}") from None


def _notes(tree: Node) -> str:
    return "".join(text_of(node["c"]) for node in pandoc.nodes(tree["blocks"]) if node["t"] == "Note")


@lru_cache(maxsize=16)
def fonts_for(letters: frozenset[str], wanted: str) -> dict[tuple[str, str], str]:
    """Return fonts of this computer by name and path: the one wanted, those with letters ours lack."""
    from matplotlib.font_manager import fontManager, get_font

    found: dict[tuple[str, str], str] = {}
    for entry in fontManager.ttflist:
        if wanted and entry.name == wanted:
            found[entry.name, entry.fname] = ""
    left = set(letters)
    known = sorted(
        fontManager.ttflist, key=lambda e: ("Noto" not in e.name, "Mono" in e.name, "JP" in e.name, e.name)
    )
    for entry in known:
        if not left:
            break
        if entry.style != "normal" or entry.name.startswith("DejaVu"):
            continue
        has = left & {c for c in left if ord(c) in get_font(entry.fname).get_charmap()}
        if has:
            found[entry.name, entry.fname] = "".join(sorted(has))
            left -= has
    return found


def _code(words: str) -> str:
    """Return words as a string of Typst's code."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _dressed(files: Mapping[str, bytes], block: Node) -> list[Node] | None:
    """Put figures, tables and parts into the functions of the template."""
    if block["t"] != "Div":
        return None
    (_, classes, pairs), inside = block["c"]
    if has_class(block, ITEM) and has_class(block, "figure"):
        return _figure(files, inside[0], has_class(block, "narrow"))
    inner = replace_blocks(inside, partial(_dressed, files))
    if has_class(block, ITEM):
        table = inside[0]["c"]
        rows = sum(len(body[3]) for body in table[4])
        opened = f"#kit-table({'true' if rows <= _SHORT_TABLE else 'false'}, ["
        return [raw("typst", opened), *inner, raw("typst", "])")]
    if has_class(block, BESIDE) or has_class(block, PAIR):
        cells = [replace_blocks([part], partial(_dressed, files)) for part in inside]
        made = [raw("typst", "#kit-beside(" if has_class(block, BESIDE) else "#kit-pair(")]
        for cell in cells:
            made += [raw("typst", "["), *cell, raw("typst", "],")]
        return [*made, raw("typst", ")")]
    if has_class(block, "sources"):
        return inner
    called = next((name for name in _CALLED if name in classes), "")
    if called:
        return [raw("typst", f"#kit-{called}["), *inner, raw("typst", "]")]
    if ["dir", "rtl"] in pairs:
        lang = next((value for key, value in pairs if key == "lang"), "fa")
        return [raw("typst", f"#kit-rtl({_code(lang.split('-')[0])})["), *inner, raw("typst", "]")]
    return None


def _figure(files: Mapping[str, bytes], figure: Node, narrow: bool) -> list[Node]:
    (mark, _, _), (_, caption), (holder,) = figure["c"]
    image = next(node for node in pandoc.nodes(holder) if node["t"] == "Image")
    name, width = image["c"][2][0], dict(image["c"][0][2])["width"]
    drawn = f"{name.removesuffix('.png')}.svg"
    name = drawn if drawn in files else name
    alt = _code(text_of(image["c"][1]))
    opened = f"#kit-figure({_code(name)}, {width}, {alt}, {'true' if narrow else 'false'}, ["
    return [raw("typst", opened), plain(caption[0]["c"]), raw("typst", f"]){f' <{mark}>' if mark else ''}")]


def _turned(node: Node) -> list[Node] | None:
    """Return runs that say they go from right to left as such."""
    if node["t"] != "Span" or ["dir", "rtl"] not in node["c"][0][2]:
        return None
    opened, closed = ({"t": "RawInline", "c": ["typst", code]} for code in ("#text(dir: rtl)[", "]"))
    return [opened, *node["c"][1], closed]
