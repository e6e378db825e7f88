"""What a panel showed last, kept beside its notebook: it outlives Run All, the kernel and the night."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from analystkit import files
from analystkit.errors import KitError

FOLDER = ".analystkit"


def notebook() -> Path | None:
    """Return the notebook that this kernel runs for, as its server says; None in a script or a test."""
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    return named if named.suffix == ".ipynb" and named.is_file() else None


class Kept:
    """The last view of one panel, told from others by its cell and by what it was made with."""

    def __init__(self, *made_with: object) -> None:
        place = notebook()
        self._path = place.parent / FOLDER / f"{place.stem}.json" if place else None
        words = json.dumps([_cell(), *made_with], default=str, sort_keys=True)
        self._key = hashlib.sha256(words.encode()).hexdigest()[:16]

    def read(self) -> dict[str, Any] | None:
        """Return what was kept, or None; a file that cannot be read counts as none."""
        found = self._all().get(self._key)
        return found if isinstance(found, dict) else None

    def write(self, view: dict[str, Any] | None) -> None:
        """Keep a view, or forget it; that it cannot be written is no reason to stop an analyst."""
        if self._path is None:
            return
        views = self._all()
        if views.get(self._key) == view:
            return
        views[self._key] = view
        text = json.dumps({key: value for key, value in views.items() if value}, ensure_ascii=False, indent=1)
        with contextlib.suppress(KitError, OSError):
            self._path.parent.mkdir(exist_ok=True)
            files.write(self._path, text.encode())

    def _all(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text("utf-8")) if self._path else {}
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _cell() -> str:
    """Return the id of the cell that is running, where the notebook tells it."""
    from IPython import get_ipython

    asked: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()
    return str(asked.get("metadata", {}).get("cellId", ""))
