"""The figures and tables of a brief: drawn once and kept, captioned, fitted to the page."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from analystkit.briefs.allowed import BriefError
from analystkit.briefs.header import Picture
from analystkit.briefs.reading import Brief, Item
from analystkit.briefs.tree import text
from analystkit.charts.frame import cited
from analystkit.charts.style import MM
from analystkit.dossier import TABLES, Dossier
from analystkit.dossier.faults import adapter
from analystkit.errors import KitError
from analystkit.figures.figure import Figure
from analystkit.figures.recipe import versions
from analystkit.figures.spec import Spec
from analystkit.pandoc import Node, text_of
from analystkit.words import capital, listing

PAGES = {"a4": (170.0, 265.0), "letter": (175.9, 247.4)}  # width and height of the text, in millimeters
STORE = ".figures.json"
_LINE_MM, _LETTERS = 3.9, 95  # of a caption
_MOST_PARTS = 6


class Store:
    """Figures drawn before, by all that decides their bytes; only those used are kept."""

    def __init__(self, path: Path, dossier: Dossier) -> None:
        self._dossier = dossier
        self._used: dict[str, Picture] = {}
        try:
            self._there: dict[str, Picture] = adapter(dict[str, Picture]).validate_json(path.read_bytes())
        except (OSError, ValueError):
            self._there = {}
        digest = hashlib.sha256(json.dumps(versions(), sort_keys=True).encode())
        for file in sorted(
            p for at in {dossier.file, dossier.path} for p in (at, *at.glob("*")) if p.is_file()
        ):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        self._stamp = digest.hexdigest()

    def drawn(self, spec: Spec) -> Picture:
        """Return a figure's drawing, the one kept if nothing changed."""
        asked = json.dumps([self._stamp, spec.to_dict()], sort_keys=True)
        name = hashlib.sha256(asked.encode()).hexdigest()
        drawn = self._used.get(name) or self._there.get(name)
        if not drawn:
            figure = Figure(spec, self._dossier)
            width, height = (float(side) * MM for side in figure.figure.get_size_inches())
            keys = tuple(source.key for source in figure.sources)
            svg = figure.svg() if spec.preset != "slide" else b""
            words = figure.headline, figure.alt_text, keys
            drawn = Picture(figure.png(), "png", width, height, svg, *words)
        self._used[name] = drawn
        return drawn

    def files(self) -> dict[str, bytes]:
        """Return what is to be kept for the next run, if anything."""
        return (
            {STORE: adapter(dict[str, Picture]).dump_json(dict(sorted(self._used.items())))}
            if self._used
            else {}
        )


def draw(brief: Brief, store: Store, slides: bool, progress: Callable[[str], None]) -> None:
    """Draw every figure and select every row: what fails does so before a document is made."""
    faults = []
    for item in brief.items:
        progress(f"drawing {item.label.lower()}")
        try:
            if item.selection:
                item.rows = item.selection.rows(brief.dossier)
                item.sources = cited(item.rows, brief.dossier)
                if item.rows.empty:
                    said = item.selection.sentence(brief.dossier)
                    target = item.target.partition("?")[0]
                    raise KitError(f"{target} selects no row: {said}. Choose other terms or dates")
            item.caption = _caption(item, brief)
            if item.spec:
                whole = store.drawn(item.spec)
                item.sources = whole.sources
                item.parts = _parts(item, item.spec, whole, brief, store)
                item.slide = store.drawn(replace(item.spec, preset="slide")) if slides else None
        except KitError as error:
            faults.append(f"{item.place}: {error}")
    if faults:
        raise BriefError(faults)


def _caption(item: Item, brief: Brief) -> list[Node]:
    """Return the analyst's caption, or which rows are shown; then what the reader must mind."""
    words, rows, language = item.caption, item.rows, brief.language
    if not words and item.selection:
        words = text(capital(item.selection.sentence(brief.dossier)))
    if words and text_of(words).rstrip()[-1:] not in tuple(".!?…。؟"):
        words = [*words, {"t": "Str", "c": "."}]
    minded = []
    unsure = int((rows["verification"] == "unverified").sum()) if "verification" in rows else 0
    if unsure and item.selection:
        noun = TABLES[item.selection.table].noun
        minded.append(language.say("unverified", n=unsure, total=len(rows), noun=noun))
    if "mine" in rows and rows["mine"].any() and not item.is_figure:
        minded.append(language.say("own"))
    for said in minded:
        words = [*words, *([{"t": "Space"}] if words else []), *text(said)]
    return words


def _parts(item: Item, spec: Spec, whole: Picture, brief: Brief, store: Store) -> list[Picture]:
    """Return a figure as it stands on paper: in one piece, or in as many as its height needs."""
    lines = math.ceil(len(text_of(item.caption)) / _LETTERS) + 1
    room = PAGES[brief.header.page][1] - 8 - _LINE_MM * lines
    if whole.height_mm <= room:
        return [whole]
    for specs in _split(item, spec, brief):
        if all(store.drawn(part).height_mm <= room for part in specs):
            return [store.drawn(part) for part in specs]
    table = TABLES[spec.selection.table]
    top = item.rows[table.lead].explode().value_counts().index[:2] if table.lead in item.rows else ["…"]
    hints = [f"{table.lead or 'column'}={','.join(map(str, top))}", "floor=two-sources"]
    hints += ["from=… and to=…"] if table.of_kind("date") else []
    raise KitError(
        f"the figure is {whole.height_mm:.0f} mm high, and the page has {room:.0f} mm for it beside its "
        f"caption. Show fewer rows: add {listing(hints, 'or')} after the '?'"
    )


def _split(item: Item, spec: Spec, brief: Brief) -> Iterator[list[Spec]]:
    """Yield a figure in two, three and more parts by the terms of its leading column."""
    table = TABLES[spec.selection.table]
    column = table.by_name.get(table.lead)
    if column is None or column.kind not in ("term", "terms") or column.name not in item.rows:
        return
    counts = item.rows[column.name].astype(object).explode().fillna("").value_counts()
    known = brief.dossier.codebook.terms(table.name, column.name)
    counts = counts[[term for term in [*(t.term for t in known), ""] if term in counts]]
    before = counts.cumsum() - counts
    for number in range(2, min(len(counts), _MOST_PARTS) + 1):
        place_of = (before / counts.sum() * number).astype(int)
        groups = [list(part.index) for _, part in counts.groupby(place_of)]
        parts = []
        for place, group in enumerate(groups, 1):
            words = brief.language.say("part", n=place, total=number)
            where = {**dict(spec.selection.where), column.name: group}
            title = f"{spec.title} ({words})" if spec.title else ""
            parts.append(replace(spec, selection=spec.selection.with_(where=where), title=title))
        if len(groups) == number:
            yield parts
