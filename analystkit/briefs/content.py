"""The figures, tables and pictures of a brief: numbered, drawn once and kept, fitted to the page."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analystkit.briefs.allowed import BriefError
from analystkit.briefs.reading import Asked, Brief
from analystkit.briefs.tree import text
from analystkit.charts.presets import MM
from analystkit.charts.sources import cited
from analystkit.dossier import TABLES, Dossier
from analystkit.errors import KitError
from analystkit.figures.figure import Figure
from analystkit.figures.names import slug
from analystkit.figures.recipe import versions
from analystkit.pandoc import Node, text_of
from analystkit.words import capital, listing

PAGES = {"a4": (170.0, 265.0), "letter": (175.9, 247.4)}  # width and height of the text, in millimeters
STORE = ".figures.json"
_LINE_MM, _LETTERS = 3.9, 95  # of a caption
_MOST_PARTS = 6


@dataclass(frozen=True)
class Drawn:
    """A figure as it was drawn: its bytes and its words."""

    png: bytes
    svg: bytes
    headline: str
    alt: str
    width_mm: float
    height_mm: float
    sources: tuple[str, ...]


class Store:
    """Figures drawn before, by all that decides their bytes; only those used are kept."""

    def __init__(self, path: Path, dossier: Dossier) -> None:
        self._path = path
        self._used: dict[str, dict[str, Any]] = {}
        try:
            found = json.loads(path.read_bytes())
            self._kept = found if isinstance(found, dict) else {}
        except (OSError, ValueError, RecursionError):
            self._kept = {}
        digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
        for file in sorted(
            p for at in {dossier.file, dossier.path} for p in (at, *at.glob("*")) if p.is_file()
        ):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        self._stamp = digest.hexdigest()

    def drawn(self, figure: Figure) -> Drawn:
        """Return a figure's drawing, the one kept if nothing changed."""
        asked = figure.spec.to_dict()
        name = hashlib.sha256(json.dumps([self._stamp, asked], sort_keys=True).encode()).hexdigest()
        try:
            kept = self._used.get(name) or self._kept[name]
            parts = {key: base64.b64decode(kept[key], validate=True) for key in ("png", "svg")}
            drawn = Drawn(**{**kept, **parts, "sources": tuple(kept["sources"])})
        except (KeyError, TypeError, ValueError):
            width, height = (float(side) * MM for side in figure.figure.get_size_inches())
            on_paper = figure.spec.preset != "slide"
            drawn = Drawn(
                figure.png(), figure.svg() if on_paper else b"", figure.headline, figure.alt_text,
                width, height, tuple(source.key for source in figure.sources),
            )  # fmt: skip
        coded = {key: base64.b64encode(getattr(drawn, key)).decode() for key in ("png", "svg")}
        self._used[name] = {**dataclasses.asdict(drawn), **coded}
        return drawn

    def data(self) -> bytes:
        """Return what is to be kept for the next run."""
        return json.dumps(self._used, sort_keys=True).encode()


@dataclass(eq=False)
class Item:
    """A figure, table or picture as it stands in a brief; figures and tables are each numbered from 1."""

    number: int
    asked: Asked
    brief: Brief
    store: Store

    @property
    def is_figure(self) -> bool:
        """Whether it is drawn, or a picture, and no table."""
        return self.asked.kind in ("chart", "picture")

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows behind it; none behind an author's own picture or table."""
        reference = self.asked.reference
        return reference.selection.rows(self.brief.dossier) if reference else pd.DataFrame()

    @cached_property
    def whole(self) -> Drawn:
        """The figure in one piece, in the size asked for."""
        assert self.asked.reference is not None
        return self.store.drawn(self.asked.reference.figure(self.brief.dossier))

    @cached_property
    def slide(self) -> Drawn:
        """The figure as large as a slide."""
        assert self.asked.reference is not None
        return self.store.drawn(self.asked.reference.figure(self.brief.dossier, "slide"))

    @cached_property
    def parts(self) -> list[Drawn]:
        """The figure as it stands on paper: in one piece, or in as many as its height needs."""
        lines = math.ceil(len(text_of(self.caption)) / _LETTERS) + 1
        room = PAGES[self.brief.header.page][1] - 8 - _LINE_MM * lines
        if self.whole.height_mm <= room:
            return [self.whole]
        found = self._split(room)
        if not found:
            raise KitError(
                f"the figure is {self.whole.height_mm:.0f} mm high, and the page has {room:.0f} mm for it "
                f"beside its caption. {self._remedy()}"
            )
        return found

    def _split(self, room: float) -> list[Drawn]:
        """Return the figure in parts by the terms of its leading column; none if none fit."""
        spec = self.asked.reference.spec if self.asked.reference else None
        assert spec is not None
        table = TABLES[spec.selection.table]
        column = table.by_name.get(table.lead)
        if column is None or column.kind not in ("term", "terms") or column.name not in self.rows:
            return []
        cells = self.rows[column.name]
        counts = cells.astype(object).explode().fillna("").value_counts()
        known = self.brief.dossier.codebook.terms(table.name, column.name)
        order = [term for term in [*(t.term for t in known), ""] if term in counts]
        for number in range(2, min(len(order), _MOST_PARTS) + 1):
            groups: list[list[str]] = [[] for _ in range(number)]
            done = 0.0
            for term in order:
                groups[min(int(done / counts.sum() * number), number - 1)].append(term)
                done += counts[term]
            if not all(groups):
                continue
            parts = []
            for place, group in enumerate(groups, 1):
                words = self.brief.language.say("part", n=place, total=number)
                title = f"{spec.title} ({words})" if spec.title else ""
                where = {**dict(spec.selection.where), column.name: group}
                part = dataclasses.replace(spec, selection=spec.selection.with_(where=where), title=title)
                parts.append(self.store.drawn(Figure(part, self.brief.dossier)))
                if parts[-1].height_mm > room:
                    break
            else:
                return parts
        return []

    def _remedy(self) -> str:
        """Return which filter would make the figure smaller."""
        reference = self.asked.reference
        assert reference is not None
        table = TABLES[reference.selection.table]
        hints = []
        if table.lead in self.rows:
            top = self.rows[table.lead].explode().value_counts().index[:2]
            hints.append(f"{table.lead}={','.join(map(str, top))}")
        if table.of_kind("date"):
            hints.append("from=… and to=…")
        if "verification" in self.rows:
            hints.append("floor=two-sources")
        return f"Show fewer rows: add {listing(hints, 'or') or 'a column=term'} after the '?'"

    @property
    def file_name(self) -> str:
        """The name of the figure's file beside the documents, without its ending."""
        reference = self.asked.reference
        return f"figure-{self.number}-{slug([reference.name if reference else Path(self.asked.target).stem])}"

    @property
    def mark(self) -> str:
        """What references within the document point to."""
        return self.asked.mark or f"{'fig' if self.is_figure else 'tbl'}-{self.number}"

    @property
    def label(self) -> str:
        """Such as "Figure 1"."""
        return f"{self.brief.language.say('figure' if self.is_figure else 'table')} {self.number}"

    @cached_property
    def caption(self) -> list[Node]:
        """The analyst's caption, or which rows are shown; then what the reader must mind."""
        words, reference = self.asked.given, self.asked.reference
        if not words and reference:
            words = text(capital(reference.selection.sentence(self.brief.dossier)))
        if words and text_of(words).rstrip()[-1:] not in tuple(".!?…。؟"):
            words = [*words, {"t": "Str", "c": "."}]
        for remark in self._remarks():
            words = [*words, *([{"t": "Space"}] if words else []), *text(remark)]
        return words

    def _remarks(self) -> Iterator[str]:
        rows, language = self.rows, self.brief.language
        unsure = int((rows["verification"] == "unverified").sum()) if "verification" in rows else 0
        if unsure and self.asked.reference:
            noun = TABLES[self.asked.reference.selection.table].noun
            yield language.say("unverified", n=unsure, total=len(rows), noun=noun)
        if "mine" in rows and rows["mine"].any() and not self.is_figure:
            yield language.say("own")

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Every source that the rows cite."""
        if self.asked.kind == "chart":
            return self.whole.sources
        return cited(self.rows, self.brief.dossier) if self.asked.reference else ()


class Content:
    """What the targets of a brief came to, by the place of each in the tree."""

    def __init__(self, brief: Brief, store: Store) -> None:
        self.store = store
        self._items: dict[int, Item] = {}
        counts = {True: 0, False: 0}
        for asked in brief.asked:
            item = Item(0, asked, brief, store)
            counts[item.is_figure] += 1
            item.number = counts[item.is_figure]
            self._items[id(asked.node)] = item

    def __iter__(self) -> Iterator[Item]:
        """Iterate over figures and tables in the order of the brief."""
        return iter(self._items.values())

    def of(self, node: Node) -> Item | None:
        """Return what a node of the tree stands for."""
        return self._items.get(id(node))

    @property
    def drawn(self) -> bool:
        """Whether there is any chart."""
        return any(item.asked.kind == "chart" for item in self)

    def draw(self, slides: bool, progress: Callable[[str], None]) -> None:
        """Draw every figure and select every row: what fails does so before a document is made."""
        faults = []
        for item in self:
            progress(f"drawing {item.label.lower()}")
            try:
                if item.asked.reference and not len(item.rows):
                    said = item.asked.reference.selection.sentence(item.brief.dossier)
                    target = item.asked.target.partition("?")[0]
                    raise KitError(f"{target} selects no row: {said}. Choose other terms or dates")
                if item.asked.kind == "chart":
                    _ = item.parts, slides and item.slide
            except KitError as error:
                faults.append(f"{item.asked.place}: {error}")
        if faults:
            raise BriefError(faults)
