"""Panels for an analyst's own texts: bring one in, search it, check the tables against it, code from it."""

from __future__ import annotations

import ipywidgets as widgets

from analystkit.dossier import Dossier
from analystkit.explore.texts_beside import Beside
from analystkit.explore.texts_check import EvidenceCheck
from analystkit.explore.texts_desk import desk_of
from analystkit.explore.texts_in import BringIn
from analystkit.explore.texts_search import Search


def bring_in(dossier: Dossier) -> widgets.Widget:
    """Show which texts are at hand, and a button that brings another in."""
    return BringIn(desk_of(dossier)).widget


def search_texts(dossier: Dossier, query: str = "") -> widgets.Widget:
    """Show words in their context, over a text at hand or the kit's digest."""
    return Search(desk_of(dossier), query).widget


def check_evidence(dossier: Dossier) -> widgets.Widget:
    """Show a button that checks every key phrase against the texts at hand, and what it finds."""
    return EvidenceCheck(desk_of(dossier)).widget


def read_beside(dossier: Dossier, article: int = 1) -> widgets.Widget:
    """Show an article's text beside the kit's digest, with a form for one's own coding."""
    return Beside(desk_of(dossier), article).widget
