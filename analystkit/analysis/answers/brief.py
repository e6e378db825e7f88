"""The treaty in about ten lines."""

from __future__ import annotations

from analystkit.analysis.answers.lines import Line, by_term, capital, cited, count, listing
from analystkit.analysis.answers.provisions import provisions_answer
from analystkit.dossier import Citation, Dossier, join_words, say_date


def treaty_in_brief(dossier: Dossier) -> list[Line]:
    """Return the treaty in about ten sentences, all computed from the dossier.

    Parameters
    ----------
    dossier : Dossier
        Tables that it lacks are passed over.

    Returns
    -------
    list of Line
        What it is, when it took effect, what it binds to, what moved the parties, what is disputed.
    """
    makers = (_what, _when, _term, _provisions, _motives, _events, _disagreements)
    return [line for make in makers for line in make(dossier)]


def _what(dossier: Dossier) -> list[Line]:
    about = dossier.about
    text = f"{about.title}: {count(about.articles, 'article')} between {join_words(about.parties)}."
    return [Line(text, (Citation(about.treaty_source),) if about.treaty_source else (), "What")]


def _when(dossier: Dossier) -> list[Line]:
    about = dossier.about
    parts = [
        f"{word} {say_date(day)}"
        for word, day in (("signed", about.signed), ("in force since", about.in_force))
        if day
    ]
    if not parts:
        return []
    citations: tuple[Citation, ...] = ()
    if dossier.has("events"):
        events = dossier.table("events")
        lead = dossier.codebook.terms("events", "category")[:1]
        days = events["date"].isin([about.signed, about.in_force])
        citations = cited(dossier, events[days & (events["category"] == (lead[0].term if lead else ""))])
    return [Line(f"{capital(join_words(parts))}.", citations, "When")]


def _term(dossier: Dossier) -> list[Line]:
    about = dossier.about
    parts = [f"Runs for {about.term}" if about.term else ""]
    if about.languages:
        parts.append(f"authentic in {join_words(about.languages)}")
    words = "; ".join(filter(None, parts))
    return [Line(f"{capital(words)}.", (), "Term")] if words else []


def _provisions(dossier: Dossier) -> list[Line]:
    return provisions_answer(dossier)[:-1]


def _motives(dossier: Dossier) -> list[Line]:
    if not dossier.has("motives"):
        return []
    motives = dossier.table("motives")
    main = dossier.about.main_source
    name = dossier.sources[main].short if main else "The main source"
    themes = listing(by_term(dossier, motives, "motives", "theme"))
    text = f"{name} makes {count(len(motives), 'statement')} on motives: {themes}"
    contested = int(motives["counter"].ne("").sum())
    text += f". Other sources speak against {contested or 'none'} of them."
    return [Line(text, (Citation(main),) if main else (), "Why")]


def _events(dossier: Dossier) -> list[Line]:
    if not dossier.has("events") or dossier.table("events").empty:
        return []
    events = dossier.table("events")
    years = (events["date_from"].min().year, events["date_to"].max().year)
    text = f"{capital(count(len(events), 'event'))} from {years[0]} to {years[1]} set it in its time."
    return [Line(text, (), "Around it")]


def _disagreements(dossier: Dossier) -> list[Line]:
    if not dossier.has("discrepancies"):
        return []
    number = len(dossier.table("discrepancies"))
    return [Line(f"Sources disagree on {count(number, 'point')}, listed below.", (), "What is disputed")]
