"""The saved figures as a list with thumbnails, to pick from and to put in order."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import ipywidgets as widgets
from PIL import Image

from analystkit.briefs.drafting import Saved
from analystkit.explore.widgets.base import named

_THUMBNAIL = (300, 170)


@lru_cache(maxsize=256)
def thumbnail(path: Path, changed: float) -> bytes:
    """Return a small picture of a figure."""
    with Image.open(path) as picture:
        small = picture.convert("RGB")
        small.thumbnail(_THUMBNAIL)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _image(saved: Saved) -> str:
    """Return a figure's thumbnail as HTML, with its alternative text."""
    data = base64.b64encode(thumbnail(saved.path, saved.path.stat().st_mtime)).decode()
    alt = html.escape(saved.recipe.words["alt"], quote=True)
    return f'<img alt="{alt}" src="data:image/png;base64,{data}">'


class FigureList:
    """Saved figures, each with a box to tick and buttons that move it up and down."""

    def __init__(self) -> None:
        self._figures: list[Saved] = []
        self._picked: set[Path] = set()
        self.widget = named(widgets.VBox(), "akit-figures")

    def show(self, figures: Sequence[Saved]) -> None:
        """Show these figures; those picked before stay picked and in their order."""
        new = {saved.path: saved for saved in figures}
        kept = [new.pop(saved.path) for saved in self._figures if saved.path in new]
        self._figures = kept + list(new.values())
        self._picked &= {saved.path for saved in self._figures}
        self._draw()

    @property
    def picked(self) -> list[Saved]:
        """The figures that are ticked, from top to bottom."""
        return [saved for saved in self._figures if saved.path in self._picked]

    def _draw(self) -> None:
        if not self._figures:
            words = "<p>No figure is saved yet: save one in another notebook, then look again.</p>"
            self.widget.children = [widgets.HTML(words)]
            return
        self.widget.children = [self._row(place, saved) for place, saved in enumerate(self._figures)]

    def _row(self, place: int, saved: Saved) -> widgets.Box:
        name = saved.path.stem
        tick = widgets.Checkbox(value=saved.path in self._picked, description=f"Use {name}", indent=False)
        tick.observe(lambda change: self._pick(saved.path, change["new"]), "value")
        picture = widgets.HTML(_image(saved))
        said = f"<b>{html.escape(saved.headline)}</b><br>{html.escape(saved.recipe.words['selection'])}"
        up, down = (named(widgets.Button(description=word), "akit-button") for word in ("Up", "Down"))
        up.tooltip, down.tooltip = f"Move {name} up", f"Move {name} down"
        up.disabled, down.disabled = place == 0, place == len(self._figures) - 1
        up.on_click(lambda _: self._move(place, -1))
        down.on_click(lambda _: self._move(place, 1))
        words = named(widgets.VBox([widgets.HTML(said), named(tick, "akit-tick")]), "akit-figure-words")
        moves = named(widgets.Box([up, down]), "akit-figure-moves")
        return named(widgets.Box([named(picture, "akit-thumb"), words, moves]), "akit-figure")

    def _pick(self, path: Path, picked: bool) -> None:
        (self._picked.add if picked else self._picked.discard)(path)

    def _move(self, place: int, by: int) -> None:
        row = self._figures.pop(place)
        self._figures.insert(place + by, row)
        self._draw()
