"""What the four kinds of documents share: the order of a brief's parts, and its citations resolved."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analystkit.briefs.cites import resolve, sources_section
from analystkit.briefs.content import Content, Item
from analystkit.briefs.reading import Brief
from analystkit.briefs.tree import div, has_class, meta, para, replace_blocks, text
from analystkit.dossier import say_date
from analystkit.pandoc import Node

API = [1, 23, 1]
LANGUAGE = "en-GB"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEFORE = "2000-01-01"

ITEM, BESIDE = "item", "beside"

Place = Callable[[Sequence[Item]], list[Node]]


@dataclass(frozen=True)
class Draft:
    """A brief with its figures and tables, ready to be set in any format.

    Parameters
    ----------
    brief : Brief
        What was read.
    content : Content
        What was drawn.
    """

    brief: Brief
    content: Content

    @property
    def language(self) -> str:
        """The language's code, such as ``en-GB``."""
        return self.brief.said("lang") or LANGUAGE

    @property
    def epoch(self) -> int:
        """The time that documents say they were made at: the brief's date, else the dossier's."""
        for said in (self.brief.said("date"), self.brief.dossier.about.as_of, _BEFORE):
            if _DAY.fullmatch(said):
                return calendar.timegm(dt.date.fromisoformat(said).timetuple())
        return 0

    @property
    def day(self) -> str:
        """The brief's date in words."""
        said = self.brief.said("date")
        return say_date(said) if _DAY.fullmatch(said) else said

    @property
    def dateline(self) -> str:
        """Author and date as they stand under the title."""
        return " · ".join(filter(None, [self.brief.said("author"), self.day]))

    def tree(self, place: Place, style: str | None = None, keep_cites: bool = False) -> dict[str, Any]:
        """Return the whole document with figures and tables in their places."""
        brief, behind = self.brief, self.content.citekeys

        def swap(block: Node) -> list[Node] | None:
            items = self.content.of(block)
            return None if items is None else [div(place(items), ITEM)]

        line = brief.meta.get("bottom-line")
        first = [div(_as_blocks(line), "bottom-line", style="Bottom Line")] if line else []
        last = sources_section(brief.dossier, [*brief.cited, *behind])
        blocks = [*first, *replace_blocks(brief.blocks, swap), *last]
        tree = {"pandoc-api-version": API, "meta": self._meta(), "blocks": blocks}
        done = resolve(tree, brief.dossier, style or brief.style, behind, str(brief.path))
        return done if keep_cites else _without_cites(done)

    def _meta(self) -> dict[str, Node]:
        kept = {key: value for key, value in self.brief.meta.items() if key in ("title", "subtitle")}
        kept["lang"] = meta([{"t": "Str", "c": self.language}])
        if self.dateline:
            kept["dateline"] = meta(text(self.dateline))
        return kept


def beside(block: Node) -> tuple[list[Node], list[Node]] | None:
    """Return what a division of the class ``beside`` sets side by side, or None for any other block."""
    if not has_class(block, BESIDE):
        return None
    inside = block["c"][1]
    return [b for b in inside if has_class(b, ITEM)], [b for b in inside if not has_class(b, ITEM)]


def _as_blocks(value: Node) -> list[Node]:
    return list(value["c"]) if value["t"] == "MetaBlocks" else [para(value["c"])]


def _without_cites(value: Any) -> Any:
    """Return a tree in which what a citation says stands in place of the citation."""
    if isinstance(value, dict):
        return {key: _without_cites(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    result = []
    for part in value:
        if isinstance(part, dict) and part.get("t") == "Cite":
            result += _without_cites(part["c"][1])
        else:
            result.append(_without_cites(part))
    return result
