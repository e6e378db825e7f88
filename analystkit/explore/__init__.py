"""Panels for notebooks: filters, a figure, the rows behind it, and saving; answers and small tables."""

from analystkit.explore.board import hypotheses
from analystkit.explore.briefs import brief_desk
from analystkit.explore.coding import code_provisions
from analystkit.explore.comparing import (
    agreement,
    articles_side_by_side,
    differences,
    disagreements,
    likeness,
    schemes,
)
from analystkit.explore.panel import Panel, explore, reopen
from analystkit.explore.showing import Shown, answer, discrepancies, how_sure, notes, read, show

__all__ = [
    "Panel",
    "Shown",
    "agreement",
    "answer",
    "articles_side_by_side",
    "brief_desk",
    "code_provisions",
    "differences",
    "disagreements",
    "discrepancies",
    "explore",
    "how_sure",
    "hypotheses",
    "likeness",
    "notes",
    "read",
    "reopen",
    "schemes",
    "show",
]
