"""What the main source says moved whom, how it hedges, and how well that holds."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analystkit.analysis.answers.lines import Line, articles, by_term, cited, no_role
from analystkit.dossier import Citation, Dossier
from analystkit.words import capital, listing, say


def motives_answer(dossier: Dossier) -> list[Line]:
    """Return to whom motives are ascribed, how they are hedged, and what other sources say of them."""
    rows = dossier.table("motives")
    return [
        _whose(dossier, rows),
        _what(dossier, rows),
        _articles(rows),
        _hedged(dossier, rows),
        _spoken(dossier, rows, "corroborates", "corroboration"),
        _spoken(dossier, rows, "contests", "counter_sources"),
    ]


def main_source(dossier: Dossier) -> tuple[str, tuple[Citation, ...]]:
    """Return the short name of the source that the dossier started from, and its citation."""
    key = dossier.about.main_source
    return (dossier.sources[key].short, (Citation(key),)) if key else ("The main source", ())


def _whose(dossier: Dossier, rows: pd.DataFrame) -> Line:
    name, citations = main_source(dossier)
    alone = dossier.codebook.with_role("motives", "actor", "party")
    shared = dossier.codebook.with_role("motives", "actor", "shared")
    sizes = rows["actor"].value_counts(sort=False)
    parts = []
    for actor, number in sizes[sizes > 0].sort_values(ascending=False, kind="stable").items():
        label = dossier.codebook.label("motives", "actor", actor)
        label = f"the {label[4:]}" if label.startswith("The ") else label
        label = f"{label} alone" if actor in alone else "the parties together" if actor in shared else label
        parts.append(f"{number} to {label}")
    text = say("{name} ascribes {n!w:motive}: {parts}.", name=name, n=len(rows), parts=listing(parts))
    return Line(text, citations, "Who wants")


def _what(dossier: Dossier, rows: pd.DataFrame) -> Line:
    kinds, themes = (by_term(dossier, rows, "motives", field) for field in ("kind", "theme"))
    return Line(f"By theme: {themes}. By kind: {kinds}.", (), "What")


def _articles(rows: pd.DataFrame) -> Line:
    uses = Counter(article for cell in rows["articles"] for article in dict.fromkeys(cell))
    alone = sum(not cell for cell in rows["articles"])
    text = say("{n!w:motive is/motives are} tied to an article of the treaty", n=len(rows) - alone)
    if uses:
        most = max(uses.values())
        names = [article for article, times in uses.items() if times == most]
        names.sort(key=lambda name: (int(name), "") if name.isdigit() else (999, name))
        each = " each" if len(names) > 1 else ""
        text += say(", most often to {names} ({n:motive}{each})", names=articles(names), n=most, each=each)
    return Line(say("{text}; {n} to none.", text=capital(text), n=alone or "none"), (), "On which article")


def _hedged(dossier: Dossier, rows: pd.DataFrame) -> Line:
    hedged = rows[[bool(cell) for cell in rows["hedge"]]]
    weaken, strengthen = (
        dossier.codebook.with_role("motives", "hedge_kind", role) for role in ("weakens", "strengthens")
    )
    if not weaken and not strengthen:
        text = say("{n!w:motive is/motives are} hedged. ", n=len(hedged))
        return Line(
            capital(text) + no_role("motives", "hedge_kind", ["weakens", "strengthens"]),
            (),
            "How sure it sounds",
        )
    weak = [any(kind in weaken for kind in cell) for cell in hedged["hedge_kind"]]
    strong = [any(kind in strengthen for kind in cell) for cell in hedged["hedge_kind"]]
    both = sum(a and b for a, b in zip(weak, strong, strict=True))
    counts = {"n": sum(weak) - both or "none", "m": sum(strong) - both or "none", "total": len(rows)}
    text = say("Of {total:motive} the wording weakens {n} and strengthens {m}", **counts)
    text += say("; {n} {n|has|have} words of both kinds", n=both) if both else ""
    book = {term.term: term.group for term in dossier.codebook.terms("motives", "hedge")}
    placed = sum(any("%" in book.get(word, "") for word in cell) for cell in hedged["hedge"])
    words = "{n!w} {n|has|have} a word with a place on the likelihood scale of ICD 203."
    text = f"{text}. {capital(say(words, n=placed or 'none'))}"
    return Line(text, (), "How sure it sounds")


def _spoken(dossier: Dossier, rows: pd.DataFrame, column: str, sources: str) -> Line:
    """Return of how many motives other sources say the same or the contrary, and of how many only a fact."""
    head = "Borne out" if column == "corroborates" else "Contested"
    motive, fact = (dossier.codebook.with_role("motives", column, role) for role in ("motive", "fact"))
    some = rows[[bool(cell) for cell in rows[sources]]]
    if not motive and not fact:
        text = say("For {n!w:motive} another source is named. ", n=len(some))
        return Line(
            text + no_role("motives", column, ["motive", "fact"]), cited(dossier, some, sources), head
        )
    same, only = (int(rows[column].isin(list(terms)).sum()) for terms in (motive, fact))
    words = {
        "corroborates": ("Another source ascribes the same motive for", "one reports only the fact"),
        "contests": ("A source speaks against the motive for", "one speaks only against a fact"),
    }[column]
    text = say("{words} {n} of {m}", words=words[0], n=same or "none", m=len(rows))
    text += say("; for {n} more {words}", n=only, words=words[1]) if only else ""
    rest = len(rows) - same - only
    text += f"; for {rest} none is named." if rest else "."
    return Line(text, cited(dossier, some, sources), head)


def motives_in_brief(dossier: Dossier) -> list[Line]:
    """Return the motives in one sentence."""
    rows = dossier.table("motives")
    name, citations = main_source(dossier)
    themes = by_term(dossier, rows, "motives", "theme")
    text = say("{name} ascribes {n!w:motive}: {themes}.", name=name, n=len(rows), themes=themes)
    against = _spoken(dossier, rows, "contests", "counter_sources")
    return [Line(f"{text} {against.text}", citations, "Why")]
