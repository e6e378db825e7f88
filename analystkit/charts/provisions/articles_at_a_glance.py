"""The treaty at a glance: one tile an article, with its subjects, what it asks, and how sure that is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analystkit.analysis.texts.store import treaty_text
from analystkit.charts import UNVERIFIED, Box, Canvas, Legend, Plan, Swatch, View, Words, chart
from analystkit.charts.provisions import NO_ROLE
from analystkit.charts.style import FAINT, INK, LINE, MINE, MUTED, PAPER, ink_on
from analystkit.charts.text import line_height, text_width, wrap
from analystkit.words import capital, listing, lower_label, say, spans

# Three shades, each at least twice as light as the one before: they hold in grey.
_SHADES = {
    "binding": ("#0b3c5d", "Forbids or demands a checkable act"),
    "asking": ("#5b93b8", "Asks something else"),
    "declaring": ("#cfe3ef", "Declares"),
    "": (PAPER, "Not coded"),  # told from what declares by its outline, in grey too
}
_GAP, _SPLIT = 0.035, 0.012  # between tiles, and between the bands of one, in inches
_PALE = "#767676"
_AT_HAND = Swatch("Text at hand, not coded", "#fbf1c7")
_COLUMNS = ["id", "article", "domain", "obligation", "verification", "numbering", "mine", "chosen"]


@dataclass(frozen=True)
class Band:
    """One domain in one article: the strongest kind of what is asked, and whether it is unverified."""

    domain: str
    kind: str
    unsure: bool


@dataclass(frozen=True)
class Tile:
    """One article, or the preamble as article 0."""

    article: int
    bands: tuple[Band, ...]  # none where nothing is established
    ids: tuple[str, ...]
    chosen: bool  # whether the selection touches it
    single: bool  # whether it rests on one source
    numbered: bool  # whether a source gives its number
    own: bool  # whether some of it is the analyst's own
    at_hand: bool  # whether it is not coded, but its text is at hand

    @property
    def known(self) -> bool:
        """Whether a source says something of what it provides."""
        return any(not band.unsure for band in self.bands)

    @property
    def blank(self) -> bool:
        """Whether nothing of it is coded or at hand."""
        return not self.bands and not self.at_hand


def tiles(view: View) -> list[Tile]:
    """Return the preamble and every article, with what is known of it."""
    table, text = view.dossier.table(view.table), treaty_text(view.dossier)
    of_kind = {form: kind for kind in ("declaring", "binding") for form in view.role("obligation", kind)}
    sure, order, read = view.role("numbering", "sure"), list(_SHADES), {0, *text.articles()} if text else {}
    every, found = defaultdict[int, list[dict[Any, Any]]](list), list[Tile]()
    cells = table.assign(chosen=table.index.isin(view.rows.index)).dropna(subset=["article"])
    cells = cells[_COLUMNS].astype(object)
    for row in cells.where(cells.notna(), "").to_dict("records"):
        every[row["article"]].append(row)
    for article in range(max([view.dossier.about.articles, *every]) + 1):
        rows = [row for row in every[article] if row["chosen"]] or every[article]
        chosen = any(row["chosen"] for row in rows) or (not rows and len(view.rows) == len(table))
        bands, content = [], [r for r in rows if r["domain"] and r["verification"] != "unverified"]
        for domain in dict.fromkeys(row["domain"] for row in rows if row["domain"]):
            part = [row for row in rows if row["domain"] == domain]
            kinds = [of_kind.get(row["obligation"], "asking") if row["obligation"] else "" for row in part]
            unsure = all(row["verification"] == "unverified" for row in part)
            bands.append(Band(domain, min(kinds, key=order.index), unsure))
        found.append(
            Tile(
                article, tuple(bands), tuple(row["id"] for row in rows if row["chosen"]), chosen,
                single=bool(content) and not any(row["verification"] == "two-sources" for row in content),
                numbered=not content or not sure or any(row["numbering"] in sure for row in content),
                own=any(row["mine"] for row in rows), at_hand=article in read and not bands,
            )
        )  # fmt: skip
    return found


@dataclass(eq=False)
class _Tiles:
    """The tiles in lines: a `Plan`."""

    view: View
    tiles: list[Tile]
    key: Legend
    named: bool  # whether a tile has room for the names of its domains

    @property
    def ids(self) -> list[str]:
        return [one for tile in self.tiles for one in tile.ids]

    @property
    def columns(self) -> int:
        """How many tiles stand in a line."""
        fit = max(1, int(self.view.width / (0.8 if self.named else 0.6 if self.view.slide else 0.36)))
        return min(fit, max(min(len(self.tiles), 8), math.ceil(math.sqrt(len(self.tiles) * 3))))

    @property
    def height(self) -> float:
        sizes = self.view.sizes
        tall = line_height(sizes.label) + (line_height(sizes.source) * 4.0 if self.named else 0.16)
        return self.key.height + -(-len(self.tiles) // self.columns) * tall

    def draw(self, canvas: Canvas) -> None:
        self.key.draw(canvas)
        wide = min(canvas.width / self.columns, 1.3)
        tall = min((canvas.height - self.key.height) / -(-len(self.tiles) // self.columns), 1.1)
        boxes: list[Box] = []
        for place, tile in enumerate(self.tiles):
            line, column = divmod(place, self.columns)
            x, y = column * wide, self.key.height + line * tall
            boxes += self._tile(canvas, tile, x, y, wide - _GAP, tall - _GAP)
        canvas.boxes(boxes)

    def _tile(self, canvas: Canvas, tile: Tile, x: float, y: float, wide: float, tall: float) -> list[Box]:
        """Write what stands on a tile, and return its boxes."""
        size, head = canvas.sizes.label, min(line_height(canvas.sizes.label), tall)
        doubt = "?" if tile.chosen and not tile.numbered else ""
        name = f"{tile.article or 'P'}{doubt}{f' {MINE}' if tile.own else ''}"
        color = _PALE if not tile.chosen else INK if tile.bands else MUTED
        if text_width(name, size, bold=True) <= wide - 0.04:
            canvas.text(x + 0.03, y, name, size, color, bold=bool(tile.bands) and tile.chosen)
        face = _AT_HAND.color if tile.at_hand and tile.chosen else "none"
        boxes = [Box(x, y, wide, tall, face, LINE if tile.chosen else FAINT)]
        part = (tall - head + _SPLIT) / max(len(tile.bands), 1)
        places = [Box(x, y + head + part * at, wide, part - _SPLIT, FAINT) for at in range(len(tile.bands))]
        if not tile.chosen:
            return boxes + places
        canvas.mark(x, y, wide, tall, tile.ids, self._said(tile))
        if tile.single:
            across = size * 0.5 / 72
            canvas.dots([(x + wide - across * 0.95, y + head / 2)], across, face="none", edge=INK)
        for band, box in zip(tile.bands, places, strict=True):
            face = LINE if band.unsure else _SHADES[band.kind][0]
            box = replace(box, face=face, edge="" if band.kind or band.unsure else MUTED, hatched=band.unsure)
            boxes.append(box)
            if self.named:
                self._name(canvas, band, box)
        return boxes

    def _said(self, tile: Tile) -> str:
        """Return what is said of a tile: its subjects, what is asked, how sure that is."""
        name = f"Article {tile.article}" if tile.article else "Preamble"
        if not tile.bands:
            return f"{name}: {lower_label(_AT_HAND.label) if tile.at_hand else 'no content established'}"
        labels = [lower_label(self.view.label("domain", band.domain)) for band in tile.bands]
        asked = [lower_label(_SHADES[band.kind][1]) for band in tile.bands]
        parts = [f"{label} ({kind})" for label, kind in zip(labels, asked, strict=True)]
        return self.view.told(f"{name}: {listing(parts)}", tile.ids)

    def _name(self, canvas: Canvas, band: Band, box: Box) -> None:
        """Write a band's domain, as far as there is room for whole words."""
        size, text = canvas.sizes.source, self.view.label("domain", band.domain)
        pitch, ink = line_height(size) * 0.88, INK if band.unsure else ink_on(box.face)
        room = int((box.height + 0.02) / pitch)
        lines = wrap(text, box.width - 0.05, size, max_lines=room) if room else ()
        top = box.y + (box.height - pitch * len(lines)) / 2 - 0.01
        for row, line in enumerate(lines):
            if text_width(line, size) <= box.width:
                x, y = box.x + box.width / 2, top + pitch * row
                canvas.text(x, y, line, size, ink, "center", halo=band.unsure)


def _swatches(found: Sequence[Tile]) -> list[Swatch]:
    shown = [tile for tile in found if tile.chosen]
    bands = [band for tile in shown for band in tile.bands]
    kinds = {band.kind for band in bands if not band.unsure}
    swatches = [
        Swatch(words, color if kind else MUTED, "box" if kind else "hollow")
        for kind, (color, words) in _SHADES.items()
        if kind in kinds
    ]
    extra = [
        (any(band.unsure for band in bands), UNVERIFIED),
        (any(tile.at_hand for tile in shown), _AT_HAND),
        (any(tile.blank for tile in shown), Swatch("Nothing established", PAPER)),
        (any(not tile.chosen for tile in found), Swatch("Not selected", FAINT)),
        (any(tile.single for tile in shown), Swatch("One source", INK, "ring")),
    ]
    return [*swatches, *(swatch for there, swatch in extra if there)]


def _headline(view: View, articles: Sequence[Tile], preamble: bool) -> str:
    """Return how many articles have content; of a selection, in which it stands where they are few."""
    known, total = sum(tile.known for tile in articles), len(articles)
    if len(view.rows) == len(view.dossier.table(view.table)):
        lead = say("{k} of {n:article} {m|has|have}", k=known or "None", n=total, m=known or 1)
        if known == total:
            lead = f"All {total} articles have" if total > 1 else "The one article has"
        blank, read = (sum(getattr(tile, state) for tile in articles) for state in ("blank", "at_hand"))
        rest = f"; of {blank} nothing is established" if blank else ""
        rest += f"; of {read} the text is at hand and not coded" if read else ""
        return f"{lead} content that a source gives{rest}"
    chosen = [tile.article for tile in articles if tile.chosen]
    if not chosen:
        return f"The selection {'stands in the preamble alone' if preamble else 'has no article number'}"
    also = " and in the preamble" if preamble else ""
    which = f": {say('{n|article|articles}', n=len(chosen))} {spans(chosen)}" if len(chosen) <= 6 else ""
    return f"The selection stands in {len(chosen)} of {say('{n:article}', n=total)}{also}{which}"


def _note(view: View, articles: Sequence[Tile]) -> str:
    """Return what the tiles cannot show: topics without a number, and numbers without a source."""
    loose = int(view.rows["article"].isna().sum())
    guessed = sum(not tile.numbered for tile in articles if tile.chosen)
    more = say("{n} more {n|topic is|topics are} reported without an article number.", n=loose)
    unsourced = say("{n:article} {n|has|have} content whose number no source gives (?).", n=guessed)
    role = "" if view.role("obligation", "binding") else NO_ROLE
    return " ".join(filter(None, [more if loose else "", unsourced if guessed else "", role]))


def _verified(view: View) -> str:
    """Return how well provisions with content are verified; the headline counts the blank ones."""
    levels = view.rows.loc[view.rows["domain"].notna(), "verification"].astype(str).tolist()
    single, unsure = levels.count("one-source"), levels.count("unverified")
    parts = [say("{n} {n|rests|rest} on one source", n=single)] if single else []
    parts += [say("{n} {n|is|are} unverified", n=unsure)] if unsure else []
    return f"Of {say('{n:provision}', n=len(levels))} with content, {listing(parts)}." if parts else ""


@chart(
    "provisions", label="The articles at a glance", coverage=True, needs=("article", "domain", "obligation")
)
def articles_at_a_glance(view: View) -> tuple[Plan, Words]:
    """How much is established of each article: its subject, what it asks, how sure that is."""
    found = tiles(view)
    articles, named = found[1:], not view.narrow and not view.slide
    plan = _Tiles(view, found, Legend(_swatches(found), view, view.sizes.source), named)
    chosen = [tile for tile in articles if tile.chosen]
    parts = {
        "Content from a source": [t for t in chosen if t.known],
        "Unverified": [t for t in chosen if t.bands and not t.known],
        _AT_HAND.label: [t for t in chosen if t.at_hand],
        "Nothing established": [t for t in chosen if t.blank],
    }
    for kind in ("binding", "declaring"):
        held = [t for t in chosen if any(b.kind == kind and not b.unsure for b in t.bands)]
        parts[_SHADES[kind][1]] = held
    listed = [
        f"{what}: {say('{n:article}', n=len(some))} ({spans(tile.article for tile in some)})."
        for what, some in parts.items()
        if some
    ]
    alt = " ".join([f"A grid of {len(found)} tiles, for the preamble and each article.", *listed])
    subjects = " and its subjects" if named else ""
    subtitle = f"One tile an article (P: the preamble){subjects}; the darker, the more it asks (kit’s scale)."
    headline = _headline(view, articles, found[0].chosen and bool(found[0].bands))
    return plan, Words(capital(headline), subtitle, alt, _note(view, articles), _verified(view))
