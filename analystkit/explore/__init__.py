"""Panels for notebooks: filters, a figure, the rows behind it, and saving; answers and small tables."""

from analystkit.explore.board import hypotheses
from analystkit.explore.panel import Panel, explore
from analystkit.explore.reopen import reopen
from analystkit.explore.showing import Shown, answer, discrepancies, how_sure

__all__ = ["Panel", "Shown", "answer", "discrepancies", "explore", "how_sure", "hypotheses", "reopen"]
