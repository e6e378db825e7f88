"""Citations resolved by Pandoc's citeproc, and the list of sources with how reliable each is."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from analystkit import pandoc
from analystkit.briefs.reading import SECONDS, Brief
from analystkit.briefs.tree import attr, div, meta, para, strong, text
from analystkit.charts.text import without_glyph
from analystkit.dossier import Source
from analystkit.pandoc import Node

MARK = "list-of-sources"
LINE, NAMED, NOTE = 7, 10, 16  # sources in a line, in a picture, in the note on one figure or table
_GUESSED, _DAGGER = "from-url", "†"
_NEAR = 7  # days that are told of together


def csl_item(source: Source, brief: Brief, usual: tuple[str, str]) -> dict[str, Any]:
    """Return a source as our citation styles want it; most were seen on `usual` days."""
    about, csl = brief.dossier.about, source.csl
    if brief.header.csl:
        return {**{key: value for key, value in csl.items() if key != "custom"}, "id": source.key}
    title, short = source.title, str(csl.get("title-short") or "").strip("[]")
    if without_glyph(title) and short:  # the fonts of documents lack its script
        title = f"[{short}]"
    name = about.short_title if source.key == about.treaty_source else source.short
    who = _bare(name.removesuffix(f" {source.year}").removesuffix(" of"))
    item: dict[str, Any] = {key: csl[key] for key in ("issued", "version", "number") if key in csl}
    item |= {"id": source.key, "type": "document", "title": _isolated(title)}
    item["author"] = [{"literal": (source.container or source.key) if without_glyph(who) else who}]
    if source.authors and source.container:
        item["container-title"] = _isolated(_bare(source.container))
    if source.url:
        shown = unquote(source.url.removeprefix("https://"))
        item["URL"] = source.url
        item["archive"] = source.url if without_glyph(shown) or "\ufffd" in shown else _isolated(shown)
    if (seen := seen_on(source)) and not usual[0] <= seen <= usual[1]:
        item["note"] = brief.language.say("seen", day=brief.language.day(seen))
    item["annote"] = source.reliability + (_DAGGER if source.metadata == _GUESSED else "")
    return item


def seen_on(source: Source) -> str:
    """Return the day on which an address was seen; empty where that is not known."""
    parts = ((source.csl.get("accessed") or {}).get("date-parts") or [[]])[0]
    return "-".join(f"{int(part):02d}" for part in parts)


def _usual(sources: Iterable[Source]) -> tuple[str, str]:
    """Return the first and last of the days around which most of the addresses were seen."""
    days = sorted(day for source in sources if len(day := seen_on(source)) == 10)
    if not days:
        return "", ""
    middle = dt.date.fromisoformat(days[len(days) // 2])
    near = [day for day in days if abs((dt.date.fromisoformat(day) - middle).days) <= _NEAR]
    return near[0], near[-1]


def _bare(name: str) -> str:
    """Return a name without what stands in brackets after it."""
    return re.sub(r"\s*[(（].*", "", name).strip() or name


def _isolated(words: str) -> str:
    """Return words that run from right to left so that those around them keep their order."""
    turned = any(unicodedata.bidirectional(c) in ("R", "AL") for c in words)
    return f"\u2068{words}\u2069" if turned else words


def names_of(brief: Brief, keys: Iterable[str], most: int = 0) -> str:
    """Return sources in short, each with its grade; of more than `most` the rest is counted."""
    said = dict[str, None]()
    for source in (brief.dossier.sources[key] for key in keys):
        year = source.year if source.year[:1].isdigit() else brief.language.say("no-date")
        grade = f" ({source.reliability})" if source.reliability else ""
        said[f"{_bare(source.short.removesuffix(f' {source.year}'))} {year}{grade}"] = None
    more = f" {brief.language.say('more', n=len(said) - most)}" if most and len(said) > most else ""
    return "; ".join(list(said)[: most or None]) + more


def source_line(brief: Brief, keys: Sequence[str]) -> str:
    """Return the line below a table that names its sources."""
    return f"{brief.language.say('source' if len(keys) == 1 else 'sources')}: {names_of(brief, keys, LINE)}"


def listed(brief: Brief) -> list[str]:
    """Return the citekeys that the list of sources holds: what the prose cites, or all."""
    behind = [key for item in brief.items for key in item.sources]
    return list(dict.fromkeys([*brief.cited, *(behind if brief.header.sources == "all" else [])]))


def sources_section(brief: Brief) -> list[Node]:
    """Return the last section: what the letters mean, citeproc's list, sources by figure."""
    language, known = brief.language, brief.dossier.sources
    # A picture, and the line below a table, name the first few by themselves.
    by_figure = [i for i in brief.items if len(i.sources) > NAMED and brief.header.sources == "by-figure"]
    used = [known[key] for key in listed(brief)]
    graded = [*used, *(known[key] for item in by_figure for key in item.sources)]
    if not graded:
        return []
    letters = sorted({source.reliability for source in graded} & set("ABCDEF"))
    days = [language.day(day) for day in dict.fromkeys(_usual(used)) if day]
    grades = ", ".join(f"{letter} {language.say(letter)}" for letter in letters)
    notes = [
        language.say("grades", grades=grades) if letters else "",
        language.say("described") if any(source.title.startswith("[") for source in used) else "",
        language.say("guessed") if any(source.metadata == _GUESSED for source in used) else "",
        language.say("all-seen", day=" – ".join(days)) if days else "",
    ]
    blocks: list[Node] = [{"t": "Header", "c": [1, attr(MARK), text(language.say("sources"))]}]
    if any(notes):
        blocks.append(div([para(text(" ".join(notes)))], "grades", style="Grades"))
    if used:
        blocks.append(div([], "references", mark="refs"))
    if by_figure:
        words: list[Node] = [strong(f"{language.say('data')}.")] if used else []
        groups: dict[str, list[str]] = {}
        for item in by_figure:
            groups.setdefault(names_of(brief, item.sources, NOTE), []).append(item.label)
        for names, labels in groups.items():
            words += [{"t": "Space"}, strong(f"{', '.join(labels)}:"), {"t": "Space"}, *text(f"{names}.")]
        blocks.append(div([para(words)], "data", style="Grades"))
    return [div(blocks, "sources")]


def resolve(tree: Node, brief: Brief, style: str) -> Node:
    """Return a tree in which every citation is written out, with its list of sources filled."""
    sources = [brief.dossier.sources[key] for key in listed(brief)]
    if not sources:
        return tree
    every: dict[str, Any] = {"citationId": "*", "citationPrefix": [], "citationSuffix": []}
    every |= {"citationMode": {"t": "AuthorInText"}, "citationNoteNum": 0, "citationHash": 0}
    nocite = meta([{"t": "Cite", "c": [[every], [{"t": "Str", "c": "@*"}]]}])
    more = {"nocite": nocite, "link-citations": {"t": "MetaBool", "c": True}}
    items = [csl_item(source, brief, _usual(sources)) for source in sources]
    looks = brief.header.csl or Path(__file__).with_name(f"{style}.csl").read_bytes()
    files = {"sources.json": json.dumps(items, ensure_ascii=False).encode(), "style.csl": looks}
    options = ["--citeproc", "--bibliography", "sources.json", "--csl", "style.csl"]
    given = json.dumps({**tree, "meta": {**tree["meta"], **more}}, ensure_ascii=False).encode()
    done = pandoc.read(given, "json", str(brief.path), options, files, seconds=SECONDS)
    return {**done, "meta": {name: value for name, value in done["meta"].items() if name in tree["meta"]}}
