"""Panels for an analyst's own texts: bring one in, search it, check the tables against it, code from it."""

from __future__ import annotations

from analystkit.dossier import Dossier
from analystkit.explore.showing import quiet
from analystkit.explore.texts.beside import Beside
from analystkit.explore.texts.bring import BringIn
from analystkit.explore.texts.check import EvidenceCheck
from analystkit.explore.texts.desk import desk_of
from analystkit.explore.texts.search import Search
from analystkit.explore.texts.sitting import Sitting

__all__ = ["bring_in", "check_evidence", "code_paragraphs", "read_beside", "search_texts"]


@quiet
def bring_in(dossier: Dossier) -> BringIn:
    """Show which texts are at hand, and a way to bring another in."""
    return BringIn(desk_of(dossier))


@quiet
def search_texts(dossier: Dossier, query: str = "") -> Search:
    """Show words in their context, over a text at hand or the kit's digest."""
    return Search(desk_of(dossier), query)


@quiet
def check_evidence(dossier: Dossier) -> EvidenceCheck:
    """Show a button that checks every key phrase against the texts at hand, and what it finds."""
    return EvidenceCheck(desk_of(dossier))


@quiet
def read_beside(dossier: Dossier, article: int = 1) -> Beside:
    """Show an article's text beside the kit's digest of it."""
    return Beside(desk_of(dossier), article)


@quiet
def code_paragraphs(dossier: Dossier) -> Sitting:
    """Show the paragraphs of a treaty that nobody has coded, one by one, with suggested codes to accept."""
    return Sitting(desk_of(dossier))
