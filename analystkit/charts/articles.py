"""The treaty at a glance: one tile an article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.charts.articles_words import words
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import FAINT, INK, LINE, MINE, MUTED, PAPER, ink_on, steps, tint
from analystkit.charts.text import line_height, text_width, widest, wrap
from analystkit.charts.tiles import Band, Tile, tiles
from analystkit.charts.view import View
from analystkit.charts.wording import capital

_GAP = 0.035  # between tiles, in inches
_TIGHT = 0.88  # distance of lines in a tile, in the usual one
_SPLIT = 0.012  # between the bands of one tile
_PALE = "#8c8c8c"
_LABELLED = 0.62  # least width of a tile that has room for its domain's name, in inches


@dataclass(frozen=True)
class Grid:
    """How the tiles are laid out: columns, and the size of a tile in inches."""

    columns: int
    width: float
    height: float

    @property
    def labelled(self) -> bool:
        """Whether a tile has room for the names of its domains; else it gets its groups' letters."""
        return self.width >= _LABELLED


def _grid(view: View, number: int, room: float | None = None) -> Grid:
    """Return the layout of so many tiles; `room` is the height that is left on a slide."""
    placed = view.terms("domain", view.rows[view.rows["article"].notna()])
    words = [word for term in placed for word in view.label("domain", term).split()]
    least = min(1.2, widest(words, view.sizes.source) + 0.06 + _GAP) if room is not None else 0.34
    most = max(1, int(view.width / least))
    columns = min(most, max(min(number, 8), math.ceil(math.sqrt(number * 0.6))))
    if room is not None:  # a slide is wide: the squarest tiles have most room for words
        columns = min(
            range(1, most + 1),
            key=lambda n: abs(math.log(view.width / n) - math.log(room / math.ceil(number / n))),
        )
    width = min(view.width / columns, 1.3)
    tall = line_height(view.sizes.label) + line_height(view.sizes.source) * (
        4.5 if width >= _LABELLED else 1.5
    )
    if room is not None:
        tall = min(tall * 1.6, room / math.ceil(number / columns))
    return Grid(columns, width, tall)


def _letters(view: View) -> dict[str, str]:
    """Return a letter for each group of domains."""
    groups = view.dossier.codebook.groups(view.table, "domain")
    return {group: chr(ord("A") + rank % 26) for rank, group in enumerate(groups)}


def _legend(view: View, found: Sequence[Tile], labelled: bool) -> Strip:
    shown = [tile for tile in found if tile.chosen]
    bands = [band for tile in shown for band in tile.bands]
    groups, letters = {view.group("domain", band.domain) for band in bands}, _letters(view)
    colors = view.dossier.codebook.groups(view.table, "domain")
    swatches = [
        Swatch(group, color, mark="" if labelled else letters[group])
        for group, color in colors.items()
        if group in groups
    ]
    forms = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    shades = dict(zip(forms, steps(len(forms)), strict=True))
    taken = {band.form for band in bands if not band.unsure}
    swatches += [Swatch("Shade:", shape="")] if taken else []
    swatches += [
        Swatch(capital(view.label("obligation", form)), tint(INK, share))
        for form, share in shades.items()
        if form in taken
    ]
    extra = [
        (any(band.unsure for band in bands), Swatch("Unverified", LINE, "hatched")),
        (any(not tile.bands for tile in shown), Swatch("Not established", PAPER)),
        (any(not tile.chosen for tile in found), Swatch("Not selected", FAINT)),
        (any(tile.single for tile in shown), Swatch("One source", INK, "ring")),
        (any(not tile.numbered for tile in shown), Swatch("Number unsourced", shape="", mark="?")),
    ]
    return strip([*swatches, *(swatch for there, swatch in extra if there)], view, size=view.sizes.source)


def _height(view: View) -> float:
    found = tiles(view)
    grid = _grid(view, len(found))
    return (
        _legend(view, found, grid.labelled).height + grid.height * math.ceil(len(found) / grid.columns)
    ) * MM


def _shade(view: View, band: Band) -> str:
    """Return a band's color: its group's, the paler the less is asked."""
    forms = [term.term for term in view.dossier.codebook.terms(view.table, "obligation")]
    shares = steps(len(forms))
    share = shares[forms.index(band.form)] if band.form in forms else min(shares, default=0.3)
    color = view.color("domain", band.domain)
    return color if band.unsure else tint(color, share)


def _band_boxes(tile: Tile, x: float, y: float, width: float, height: float, stacked: bool) -> list[Box]:
    """Return the places of a tile's bands: below each other where they are labelled, else side by side."""
    parts = len(tile.bands)
    if stacked and parts:
        part = (height + _SPLIT) / parts
        return [Box(x, y + part * i, width, part - _SPLIT) for i in range(parts)]
    part = (width + _SPLIT) / max(parts, 1)
    return [Box(x + part * i, y, part - _SPLIT, height) for i in range(parts)]


def _name(canvas: Canvas, band: Band, box: Box, color: str, labelled: bool) -> None:
    """Write a band's domain, or the letter of its group, as far as there is room."""
    view, size = canvas.view, canvas.sizes.source
    text = view.label("domain", band.domain)
    if not labelled:
        text = _letters(view).get(view.group("domain", band.domain), "")
    pitch = line_height(size) * _TIGHT
    room = int((box.height + 0.02) / pitch)
    lines = wrap(text, box.width - 0.05, size, max_lines=max(1, room)) if room else ()
    ink = INK if band.unsure else ink_on(color)
    top = box.y + (box.height - pitch * len(lines)) / 2 - 0.01
    for row, line in enumerate(lines):
        if text_width(line, size) <= box.width:
            y = top + pitch * row
            canvas.text(box.x + box.width / 2, y, line, size, ink, "center", halo=band.unsure)


def _head(canvas: Canvas, tile: Tile, x: float, y: float, width: float) -> None:
    """Write a tile's number, and mark whether it is sourced and rests on one source."""
    size = canvas.sizes.label
    name = tile.name + ("" if tile.numbered or not tile.chosen else "?") + (f" {MINE}" if tile.own else "")
    color = _PALE if not tile.chosen else INK if tile.bands else MUTED
    if canvas.text_width(name, size, bold=True) <= width - 0.04:
        canvas.text(x + 0.03, y, name, size, color, bold=bool(tile.bands) and tile.chosen)
    if tile.single and tile.chosen:
        across = size * 0.55 / 72
        canvas.dots([(x + width - across * 0.95, y + line_height(size) / 2)], across, face="none", edge=INK)


def _draw_tile(canvas: Canvas, tile: Tile, x: float, y: float, grid: Grid) -> list[Box]:
    """Write what stands on a tile, and return its boxes."""
    width, height = grid.width - _GAP, grid.height - _GAP
    head = min(line_height(canvas.sizes.label), height)
    _head(canvas, tile, x, y, width)
    outline = LINE if tile.chosen else FAINT
    boxes = [Box(x, y, width, height, "none", outline)]
    bands = _band_boxes(tile, x, y + head, width, height - head, grid.labelled)
    for band, place in zip(tile.bands, bands, strict=True):
        color = _shade(canvas.view, band) if tile.chosen else FAINT
        unsure = band.unsure and tile.chosen
        boxes.append(replace(place, face=color, hatched=unsure))
        if tile.chosen:
            _name(canvas, band, place, color, grid.labelled)
    return boxes


@register(
    name="articles-at-a-glance",
    label="The articles at a glance",
    table="provisions",
    needs=("article", "domain", "obligation", "verification", "numbering"),
    about="What is established about each article: its subject, what it asks, how sure that is.",
    words=words,
    height=_height,
    coverage=True,
)
def articles_at_a_glance(canvas: Canvas, view: View) -> None:
    """Draw one tile for the preamble and each article, colored by domain and shaded by obligation."""
    found = tiles(view)
    grid = _grid(view, len(found))
    legend = _legend(view, found, grid.labelled)
    if view.preset.height_mm:
        grid = _grid(view, len(found), canvas.height - legend.height)
    draw_strip(canvas, legend)
    boxes: list[Box] = []
    for place, tile in enumerate(found):
        row, column = divmod(place, grid.columns)
        boxes += _draw_tile(canvas, tile, column * grid.width, legend.height + row * grid.height, grid)
    canvas.boxes(boxes)
