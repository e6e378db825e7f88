"""Panels for an analyst's own texts: bring one in, search it, check the tables against it, code from it."""

from analystkit.explore.showing import quiet
from analystkit.explore.texts.desk import Beside, BringIn, EvidenceCheck
from analystkit.explore.texts.search import Search
from analystkit.explore.texts.sitting import Sitting

__all__ = ["bring_in", "check_evidence", "code_paragraphs", "read_beside", "search_texts"]

bring_in, check_evidence = quiet(BringIn), quiet(EvidenceCheck)
search_texts, read_beside, code_paragraphs = quiet(Search), quiet(Beside), quiet(Sitting)
