"""The brief as PDF, set by Typst from a template of ours, with the fonts that the kit brings along."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

import matplotlib as mpl

from analystkit import pandoc
from analystkit.briefs.layout import BESIDE, ITEM, LOGO, NARROW, PAIR, Draft
from analystkit.briefs.reading import SECONDS
from analystkit.briefs.tree import caption_of, has_class, plain, raw, replaced, rows_of
from analystkit.charts.text import without_glyph
from analystkit.errors import KitError
from analystkit.pandoc import Node, text_of
from analystkit.words import listing

_SHORT_TABLE = 14  # rows that must stay on one page
_CALLED = ("bottom-line", "contents", "grades", "references", "data", "source", "left", "right")
_PAPERS = {"a4": "a4", "letter": "us-letter"}


def pdf(draft: Draft) -> bytes:
    """Return a brief as PDF."""
    brief, header, tree = draft.brief, draft.brief.header, draft.tree()
    notes = [node["c"] for node in pandoc.nodes(tree["blocks"]) if node["t"] == "Note"]
    letters = without_glyph(text_of([*tree["meta"].values(), *tree["blocks"], *notes]).split())
    fonts, lacking = fonts_for(frozenset(letters), header.font)
    names = list(dict.fromkeys(name for name, _ in fonts))
    if lacking:
        shown = listing([f"{c} (U+{ord(c):04X})" for c in lacking], limit=12)
        draft.remarks.append(
            f"{brief.path}: no font at hand has {shown}; the PDF shows a blank in their place"
        )
    if header.font and header.font not in names:
        draft.remarks.append(
            f"{brief.path}: the font {header.font} is not on this computer; the PDF has its own"
        )
    language, _, rest = header.lang.partition("-")
    said = {
        "title-text": brief.title,
        "author-text": draft.author,
        "dateline": " · ".join(filter(None, [draft.author, draft.day])),
        "lang-code": language,
        "lang-region": rest.rpartition("-")[2],
        "paper": _PAPERS[header.page],
        "accent": header.accent or "#1f4e79",
        "font": header.font if header.font in names else "",
        "bottom-line-words": brief.language.say("bottom-line"),
        "contents-words": brief.language.say("contents"),
        "logo": f"{LOGO}.{header.logo.ending}" if header.logo else "",
    }
    options = ["--template", "brief.template", "-V", f"fallback={', '.join(map(_code, names))}"]
    options += [part for name, words in said.items() for part in ("-V", f"{name}={_code(words)[1:-1]}")]
    files = draft.files("svg")
    given = {**tree, "blocks": replaced(replaced(tree["blocks"], partial(_dressed, files)), _turned, True)}
    template = Path(__file__).with_name("brief.typ").read_bytes()
    code = draft.write(given, "typst-citations-smart", options, {"brief.template": template})
    folders = [
        str(Path(mpl.get_data_path(), "fonts", "ttf")),
        *sorted({str(Path(p).parent) for _, p in fonts}),
    ]
    command = [sys.executable, "-I", str(Path(__file__).with_name("typeset.py")), str(draft.epoch), *folders]
    try:
        return pandoc.limited(
            command, b"", str(brief.path), {"brief.typ": code, **files},
            surroundings={"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}, what="Typst", seconds=SECONDS,
        )  # fmt: skip
    except KitError as error:
        raise KitError(f"the PDF cannot be set: {error}") from None


@lru_cache(maxsize=16)
def fonts_for(letters: frozenset[str], wanted: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return fonts by name and path, the one wanted and those with letters ours lack; and what none has."""
    from matplotlib.font_manager import fontManager, get_font

    found = [(entry.name, entry.fname) for entry in fontManager.ttflist if entry.name == wanted]
    left = set(letters)
    for entry in sorted(
        fontManager.ttflist, key=lambda e: ("Noto" not in e.name, "Mono" in e.name, "JP" in e.name, e.name)
    ):
        if left and entry.style == "normal" and not entry.name.startswith("DejaVu"):
            has = {c for c in left if ord(c) in get_font(entry.fname).get_charmap()}
            found += [(entry.name, entry.fname)] if has else []
            left -= has
    return found, sorted(left)


def _code(words: str) -> str:
    """Return words as a string of Typst's code."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _dressed(files: Mapping[str, bytes], block: Node) -> list[Node] | None:
    """Put figures, tables and parts into the functions of the template."""
    if block["t"] != "Div":
        return None
    (_, classes, pairs), inside = block["c"]
    if has_class(block, ITEM) and has_class(block, "figure"):
        return _figure(files, inside[0], has_class(block, NARROW))
    if has_class(block, BESIDE, PAIR):
        made = [raw("typst", "#kit-beside(" if has_class(block, BESIDE) else "#kit-pair(")]
        for part in inside:
            made += [raw("typst", "["), *replaced([part], partial(_dressed, files)), raw("typst", "],")]
        return [*made, raw("typst", ")")]
    opened, closed = "", "]"
    if has_class(block, ITEM):
        short = sum(not head for head, _ in rows_of(inside[0])) <= _SHORT_TABLE
        opened, closed = f"#kit-table({'true' if short else 'false'}, [", "])"
    elif called := next((name for name in _CALLED if name in classes), ""):
        opened = f"#kit-{called}["
    elif ["dir", "rtl"] in pairs:
        lang = dict(pairs).get("lang", "fa")
        opened = f"#kit-rtl({_code(lang.split('-')[0])})["
    elif not has_class(block, "sources"):
        return None
    inner = list(replaced(inside, partial(_dressed, files)))
    return [raw("typst", opened), *inner, raw("typst", closed)] if opened else inner


def _figure(files: Mapping[str, bytes], figure: Node, narrow: bool) -> list[Node]:
    mark, image = (
        figure["c"][0][0],
        next(node for node in pandoc.nodes(figure["c"][2]) if node["t"] == "Image"),
    )
    name, width = image["c"][2][0], dict(image["c"][0][2])["width"]
    drawn = f"{name.removesuffix('.png')}.svg"
    name = drawn if drawn in files else name
    alt = _code(text_of(image["c"][1]))
    opened = f"#kit-figure({_code(name)}, {width}, {alt}, {'true' if narrow else 'false'}, ["
    return [
        raw("typst", opened),
        plain(caption_of(figure)),
        raw("typst", f"]){f' <{mark}>' if mark else ''}"),
    ]


def _turned(node: Node) -> list[Node] | None:
    """Return runs that say they go from right to left as such."""
    if node["t"] != "Span" or ["dir", "rtl"] not in node["c"][0][2]:
        return None
    opened, closed = (raw("typst", code, "RawInline") for code in ("#text(dir: rtl)[", "]"))
    return [opened, *replaced(node["c"][1], _turned, True), closed]
