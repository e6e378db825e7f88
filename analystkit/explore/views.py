"""What a panel shows and has shown: the views drawn last, and the last one kept beside its notebook."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from IPython import get_ipython

from analystkit import files
from analystkit.dossier import Dossier
from analystkit.errors import KitError
from analystkit.explore.filters import Counts, Filters
from analystkit.figures import Figure, Spec

FOLDER = ".analystkit"
_MOST = 40


@dataclass(frozen=True)
class Seen:
    """A view as it was drawn: all that is needed to show it again at once."""

    png: bytes
    alt: str
    marks: tuple[Any, ...]
    colored: frozenset[str]
    rows: pd.DataFrame
    found: int  # rows selected; a chart of coverage draws others besides
    sentence: str
    code: str
    name: str
    counts: Sequence[Counts | None]


class Views:
    """The views drawn last, by what was drawn and how sharp."""

    def __init__(self) -> None:
        self._views: OrderedDict[str, Seen] = OrderedDict()
        self._dossier: Dossier | None = None

    def get(self, dossier: Dossier, spec: Spec, dpi: float, filters: Filters) -> Seen:
        """Return a view, drawn now or kept from before."""
        if dossier is not self._dossier:
            self._views.clear()
            self._dossier = dossier
        key = json.dumps([spec.to_dict(), dpi], sort_keys=True)
        if key not in self._views:
            figure, selection = Figure(spec, dossier), spec.selection
            self._views[key] = Seen(
                png=figure.screen_png(dpi),
                alt=figure.alt_text,
                marks=figure.marks,
                colored=figure.colored,
                rows=figure.rows,
                found=int(selection.mask(dossier).sum()),
                sentence=selection.sentence(dossier),
                code=spec.to_code(dossier),
                name=figure.default_name,
                counts=filters.count(selection),
            )
        self._views.move_to_end(key)
        if len(self._views) > _MOST:
            self._views.popitem(last=False)
        return self._views[key]


class Kept:
    """The last view of one panel, told from others by its cell and by what it was made with.

    It lies beside the notebook, where the server says which one this kernel runs for, and outlives Run All,
    the kernel and the night.
    """

    def __init__(self, *made_with: object) -> None:
        notebook = Path(os.environ.get("JPY_SESSION_NAME", ""))
        known = notebook.suffix == ".ipynb" and notebook.is_file()
        self._path = notebook.parent / FOLDER / f"{notebook.stem}.json" if known else None
        asked: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()
        cell = str(asked.get("metadata", {}).get("cellId", ""))
        words = json.dumps([cell, *made_with], default=str, sort_keys=True)
        self._key = hashlib.sha256(words.encode()).hexdigest()[:16]

    def read(self) -> dict[str, Any] | None:
        """Return what was kept, or None; a file that cannot be read counts as none."""
        found = self._all().get(self._key)
        return found if isinstance(found, dict) else None

    def write(self, view: dict[str, Any] | None) -> None:
        """Keep a view, or forget it; that it cannot be written is no reason to stop an analyst."""
        views = self._all()
        if self._path is None or views.get(self._key) == view:
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
