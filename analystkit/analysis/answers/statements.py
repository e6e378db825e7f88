"""The statements of the main source, judged: which are accurate, which imprecise, which wrong."""

from __future__ import annotations

from analystkit.analysis.answers.lines import Line, by_term, cited
from analystkit.analysis.answers.motives import main_source
from analystkit.dossier import Dossier
from analystkit.words import say


def statements_answer(dossier: Dossier) -> list[Line]:
    """Return how many statements are of each fidelity, and each that is not of the first, with the reason."""
    rows = dossier.table("statements")
    name, citations = main_source(dossier)
    kinds = by_term(dossier, rows, "statements", "fidelity")
    lines = [
        Line(
            say(
                "{n:statement} of {name}, judged: {kinds}.",
                n=len(rows),
                name=name,
                kinds=kinds,
            ),
            citations,
            "In all",
        )
    ]
    terms = [term.term for term in dossier.codebook.terms("statements", "fidelity")]
    amiss = rows[rows["fidelity"].isin(terms[1:])].copy()
    amiss["order"] = [-terms.index(term) for term in amiss["fidelity"]]
    for _, row in amiss.sort_values("order", kind="stable").iterrows():
        label = dossier.codebook.label("statements", "fidelity", row["fidelity"])
        one = rows[rows["id"] == row["id"]]
        lines.append(Line(f"{row['statement']} {row['note']}".strip(), cited(dossier, one), label))
    return lines
