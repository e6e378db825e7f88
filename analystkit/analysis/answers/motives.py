"""What the main source says moved whom, how it hedges, and how well that holds."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analystkit.analysis.answers.lines import Line, by_term, capital, cited, count, listing
from analystkit.dossier import Citation, Dossier, join_words


def motives_answer(dossier: Dossier) -> list[Line]:
    """Return to whom motives are ascribed, how they are hedged, and what bears them out."""
    rows = dossier.table("motives")
    if rows.empty:
        return []
    makers = (_whose, _themes, _leaning, _hedged, _borne_out)
    return [line for make in makers for line in make(dossier, rows)]


def _main(dossier: Dossier) -> tuple[Citation, ...]:
    return (Citation(dossier.about.main_source),) if dossier.about.main_source else ()


def _whose(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    sizes = rows["actor"].value_counts(sort=False)
    order = sizes[sizes > 0].sort_values(ascending=False, kind="stable")
    named = [f"{n} to {dossier.codebook.label('motives', 'actor', actor)}" for actor, n in order.items()]
    words = join_words(named).replace("to Both", "to both parties").replace("to The ", "to the ")
    return [
        Line(
            f"{capital(count(len(rows), 'motive'))} by the author's account: {words}.",
            _main(dossier),
            "Who wants",
        )
    ]


def _themes(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    themes = listing(by_term(dossier, rows, "motives", "theme"), most=4)
    kinds = listing(by_term(dossier, rows, "motives", "kind"), most=5)
    return [Line(f"By theme: {themes}. By kind: {kinds}.", (), "What")]


def _leaning(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    uses = Counter(article for cell in rows["articles"] for article in dict.fromkeys(cell))
    alone = sum(not cell for cell in rows["articles"])
    text = f"{capital(count(len(rows) - alone, 'motive leans', 'motives lean'))} on an article of the treaty"
    if uses:
        most = max(uses.values())
        names = sorted((article for article, times in uses.items() if times == most), key=_place)
        text += f", most often on {'article' if len(names) == 1 else 'articles'} {join_words(names)} ({most})"
    return [Line(f"{text}; {alone or 'none'} on none.", (), "On which article")]


def _place(article: str) -> tuple[int, str]:
    return (int(article), "") if article.isdigit() else (999, article)


def _hedged(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    hedged = rows[[bool(cell) for cell in rows["hedge"]]]
    book = {term.term: term for term in dossier.codebook.terms("motives", "hedge")}
    placed = sum(any("%" in book[word].group for word in cell if word in book) for cell in hedged["hedge"])
    verb = "is" if len(hedged) == 1 else "are"
    text = f"{capital(count(len(hedged), 'motive'))} of {len(rows)} {verb} hedged, "
    text += f"{placed or 'none'} with a word that has a place on the likelihood scale of ICD 203"
    reference = (Citation("icd203"),) if "icd203" in dossier.sources else ()
    return [Line(f"{text}; the wording is the author's.", reference, "How sure it sounds")]


def _borne_out(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    alone = rows[[not cell for cell in rows["corroboration"]]]
    contested = rows[rows["counter"].ne("")]
    text = f"Another source bears out {len(rows) - len(alone)} of {len(rows)}; "
    text += f"sources speak against {len(contested) or 'none'}, in part or in whole"
    return [Line(f"{text}.", cited(dossier, contested, "counter_sources"), "How well it holds")]
