"""The author's own files: only from the folder of the brief, and only what they say they are."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import KitError, unknown
from analystkit.figures.figure import Figure
from analystkit.figures.spec import Spec, check_terms, read_target, several, take_selection

LARGEST = 20 * 1024 * 1024
_PIXELS = 50_000_000
_KINDS = {"PNG": "png", "JPEG": "jpg"}
CHART, ROWS = "chart", "rows"
PRESETS = ("full", "column")


@dataclass(frozen=True)
class Picture:
    """A picture's bytes, its ending without a dot, and its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


def own_file(name: str, folder: Path, endings: Sequence[str]) -> bytes:
    """Return a file of the brief's folder."""
    place = folder.resolve()
    if re.match(r"[a-z][a-z0-9+.\-]*:|[/\\~]", name, re.IGNORECASE):
        raise KitError(f"found {name[:80]!r}, expected a file in the folder of the brief")
    try:
        path = (place / name).resolve()
        if not path.is_relative_to(place):
            raise KitError(f"{name[:80]} lies outside the folder of the brief; copy it there")
        if path.suffix.lower() not in endings:
            raise KitError(f"found {name[:80]!r}, expected a file that ends in {' or '.join(endings)}")
        if not path.is_file():
            raise unknown(
                "file",
                name,
                sorted(p.name for p in place.iterdir() if p.suffix.lower() in endings and p.is_file()),
            )
        if path.stat().st_size > LARGEST:
            raise KitError(f"{name} is larger than {LARGEST // 2**20} MB; make it smaller")
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        raise KitError(f"{name[:80]!r} cannot be read ({error})") from None


def own_picture(name: str, folder: Path) -> Picture:
    """Return a picture of the brief's folder, if it is one."""
    from PIL import Image

    data = own_file(name, folder, (".png", ".jpg", ".jpeg"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=list(_KINDS)) as picture:
                width, height = picture.size
                if width * height > _PIXELS:
                    raise KitError(f"{name} has {width} × {height} pixels; make it smaller")
                picture.load()
                return Picture(data, _KINDS[str(picture.format)], width, height)
    except KitError:
        raise
    except Exception:
        raise KitError(f"{name} is no PNG or JPEG picture, or a damaged one") from None


@dataclass(frozen=True)
class Reference:
    """A figure or a table of rows that a brief asks for."""

    kind: str  # chart or rows
    name: str  # of the chart, or of the table
    selection: Selection
    spec: Spec | None = None  # of a figure
    columns: tuple[str, ...] = ()  # of a table of rows; empty for what it shows by itself

    @property
    def preset(self) -> str:
        """Size of the figure."""
        return self.spec.preset if self.spec else PRESETS[0]

    def figure(self, dossier: Dossier, preset: str | None = None) -> Figure:
        """Return the figure, in the reference's own size or another."""
        assert self.spec is not None, "only a chart's reference has a figure"
        return Figure(replace(self.spec, preset=preset or self.preset), dossier)


def is_reference(target: str) -> bool:
    """Tell whether a picture's target is meant for the kit."""
    return target.startswith((f"{CHART}:", f"{ROWS}:"))


def parse_reference(target: str, dossier: Dossier) -> Reference:
    """Return what a target asks for."""
    kind, name, query = read_target(target)
    if kind == CHART:
        spec = Spec.from_target(target, dossier)
        if spec.preset not in PRESETS:
            raise unknown("size for a brief", spec.preset, PRESETS)
        return Reference(kind, name, spec.selection, spec=spec)
    dossier.table(name)
    allowed = [column.name for column in TABLES[name].columns if column.name in dossier.table(name)]
    columns = [column for column in several(query, "columns") if column]
    for column in columns:
        if column not in allowed:
            raise unknown(f"column of {name}", column, allowed)
    selection = take_selection(query, name, ("columns",))
    check_terms(dossier, selection)
    return Reference(kind, name, selection, columns=tuple(dict.fromkeys(columns)))
