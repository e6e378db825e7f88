"""Where documents go: whole or not at all, and never over one that was changed since."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from analystkit.errors import Changed, KitError
from analystkit.figures.saved import DOCUMENTS
from analystkit.files import saving

MANIFEST = DOCUMENTS


def digest(data: bytes) -> str:
    """Return a hash of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def keep(
    folder: Path,
    files: Mapping[str, bytes],
    overwrite: bool = False,
    beside: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Write a brief's files into its folder, over those of an earlier time if nobody changed them.

    A small file beside them, ``.brief.json``, holds a hash of each as it was written.
    """
    with saving(folder) as put:
        written = _written(folder)
        changed = [name for name in files if _is_changed(folder / name, files[name], written.get(name))]
        if changed and not overwrite:
            raise Changed(
                f"{', '.join(changed)} in {folder}: not as the kit wrote it. Rename what you changed to keep "
                "it, or pass overwrite=True (--overwrite) to replace it. Nothing was written"
            )
        known = {**written, **{name: digest(data) for name, data in files.items()}}
        manifest = json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False).encode()
        put({**files, **(beside or {}), MANIFEST: manifest}, overwrite=True)
    return [folder / name for name in files]


def _is_changed(path: Path, wanted: bytes, written: str | None) -> bool:
    """Tell whether a file is there that is neither what the kit wrote nor what it would write now."""
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise KitError(f"{path}: cannot be read ({error.strerror}); nothing was written") from error
    return there != wanted and digest(there) != written


def _written(folder: Path) -> dict[str, str]:
    """Return the hashes of what was written before."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
        if isinstance(found, dict):
            return {str(name): str(value) for name, value in found.items()}
    return {}
