"""Short answers in sentences, each computed from the rows and carrying their sources."""

from __future__ import annotations

from collections.abc import Callable

from analystkit.analysis.answers.brief import treaty_in_brief
from analystkit.analysis.answers.comparison import comparison_answer
from analystkit.analysis.answers.events import events_answer
from analystkit.analysis.answers.hypotheses import hypotheses_answer
from analystkit.analysis.answers.lines import Line
from analystkit.analysis.answers.motives import motives_answer
from analystkit.analysis.answers.provisions import provisions_answer
from analystkit.analysis.answers.sureness import how_sure, source_grades
from analystkit.dossier import Dossier
from analystkit.errors import unknown

ANSWERS: dict[str, Callable[[Dossier], list[Line]]] = {
    "treaty": treaty_in_brief,
    "provisions": provisions_answer,
    "motives": motives_answer,
    "timeline": events_answer,
    "hypotheses": hypotheses_answer,
    "comparison": comparison_answer,
}


def answer(dossier: Dossier, subject: str) -> list[Line]:
    """Return the short answer to what a notebook asks.

    Parameters
    ----------
    dossier : Dossier
        What it is computed from.
    subject : str
        One of the names in `ANSWERS`.

    Returns
    -------
    list of Line
        Sentences with the citations that they rest on.

    Raises
    ------
    KitError
        If there is no answer of that name; the message lists those there are.
    """
    if subject not in ANSWERS:
        raise unknown("answer", subject, ANSWERS)
    return ANSWERS[subject](dossier)


__all__ = ["ANSWERS", "Line", "answer", "how_sure", "provisions_answer", "source_grades", "treaty_in_brief"]
