"""Views as they were drawn: what is needed to show one again at once."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analystkit.dossier import Dossier
from analystkit.explore.filters import Filters
from analystkit.figures import Figure, Spec

_MOST = 40


@dataclass(frozen=True)
class Seen:
    """A view as it was drawn."""

    png: bytes
    alt: str
    marks: tuple[Any, ...]
    colored: frozenset[str]
    rows: pd.DataFrame
    found: int  # rows selected; a chart of coverage draws others besides
    sentence: str
    code: str
    name: str
    counts: tuple[tuple[list[int], str], ...]


class Views:
    """The views drawn last, by what was drawn and how sharp."""

    def __init__(self) -> None:
        self._views: OrderedDict[str, Seen] = OrderedDict()
        self._dossier: Dossier | None = None

    def get(self, dossier: Dossier, spec: Spec, dpi: float, filters: Filters) -> Seen:
        """Return a view, drawn now or kept from before, and put the counts beside the filters in step."""
        if dossier is not self._dossier:
            self._views.clear()
            self._dossier = dossier
        key = json.dumps([spec.to_dict(), dpi], sort_keys=True)
        if key in self._views:
            self._views.move_to_end(key)
            filters.counts = self._views[key].counts
            return self._views[key]
        figure, selection = Figure(spec, dossier), spec.selection
        png = figure.screen_png(dpi)
        filters.recount(selection)
        seen = self._views[key] = Seen(
            png=png,
            alt=figure.alt_text,
            marks=figure.marks,
            colored=figure.colored,
            rows=figure.rows,
            found=int(selection.mask(dossier).sum()),
            sentence=selection.sentence(dossier),
            code=spec.to_code(dossier),
            name=figure.default_name,
            counts=filters.counts,
        )
        if len(self._views) > _MOST:
            self._views.popitem(last=False)
        return seen
