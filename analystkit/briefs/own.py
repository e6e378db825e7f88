"""The author's own files: only from the folder of the brief, and only what they say they are."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analystkit.errors import KitError, unknown

LARGEST = 20 * 1024 * 1024
_PIXELS = 50_000_000
_KINDS = {"PNG": "png", "JPEG": "jpg"}


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
