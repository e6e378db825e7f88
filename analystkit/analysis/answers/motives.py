"""What the main source says moved whom, how it hedges, and how well that holds."""

from __future__ import annotations

import textwrap
from collections import Counter

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.answers.lines import Line, articles, by_term, cited, no_role, years
from analystkit.dossier import Citation, Dossier, say_date
from analystkit.dossier.dates import parse_date
from analystkit.words import capital, listing, number, say


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
    for actor, times in sizes[sizes > 0].sort_values(ascending=False, kind="stable").items():
        label = dossier.codebook.label("motives", "actor", actor)
        label = f"the {label[4:]}" if label.startswith("The ") else label
        label = f"{label} alone" if actor in alone else "the parties together" if actor in shared else label
        parts.append(f"{times} to {label}")
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


def events_answer(dossier: Dossier) -> list[Line]:
    """Return how events lie around the signature, what they are about, and how sure they are."""
    rows = dossier.table("events")
    lines = [_around(dossier, rows), *_into_force(dossier, rows)]
    lines.append(Line(f"By kind: {by_term(dossier, rows, 'events', 'category', groups=True)}.", (), "What"))
    if dossier.about.main_source:
        name, citations = main_source(dossier)
        inside = sum(
            any(item.source == dossier.about.main_source for item in cell) for cell in rows["sources"]
        )
        text = say(
            "{name} names or implies {n} of them; the others set it in its time.",
            name=name,
            n=inside or "none",
        )
        lines.append(Line(text, citations, "In the article"))
    return [*lines, _sure(rows)]


def _day(text: str) -> pd.Timestamp | None:
    first = parse_date(text).first if text else None
    return pd.Timestamp(first) if first else None


def _around(dossier: Dossier, rows: pd.DataFrame) -> Line:
    text = capital(say("{n!w:event} {when}", n=len(rows), when=years(rows)))
    signed = _day(dossier.about.signed)
    if signed is None:
        return Line(f"{text}.", (), "When")
    before, after = int((rows["date_to"] < signed).sum()), int((rows["date_from"] > signed).sum())
    parts = [f"{before or 'none'} before the signature on {say_date(dossier.about.signed)}"]
    on = int(((rows["date_from"] == signed) & (rows["date_to"] == signed)).sum())
    either = len(rows) - before - on - after
    parts += [f"{on} on the day"] if on else []
    parts += [f"{after or 'none'} after it", *([f"{either} around it"] if either else [])]
    return Line(f"{text}: {listing(parts)}.", (), "When")


def _into_force(dossier: Dossier, rows: pd.DataFrame) -> list[Line]:
    about = dossier.about
    signed, force = _day(about.signed), _day(about.in_force)
    if signed is None or force is None:
        return []
    course = dossier.codebook.with_role("events", "category", "treaty")
    of_treaty = rows[rows["category"].isin(course)]
    between = of_treaty[(of_treaty["date_from"] > signed) & (of_treaty["date_to"] < force)]
    words = "From signature to entry into force on {day}: {n:day}"
    text = say(words, day=say_date(about.in_force), n=(force - signed).days)
    text += (
        say(", with {n!w:event} about the treaty itself between them", n=len(between)) if len(between) else ""
    )
    text = f"{text}." if course else f"{text}. {no_role('events', 'category', ['treaty'])}"
    at_both = of_treaty[of_treaty["date"].isin([about.signed, about.in_force])]
    return [Line(text, cited(dossier, at_both), "Into force")]


def _sure(rows: pd.DataFrame) -> Line:
    levels = rows["verification"].value_counts()
    two, one = (int(levels.get(level, 0)) for level in ("two-sources", "one-source"))
    text = say(
        "{n!w:event rests/events rest} on two sources of different origin, {m} on one", n=two, m=one or "none"
    )
    loose = int((rows["date_approximate"] | rows["date_uncertain"]).sum())
    longer = int((rows["date_from"] != rows["date_to"]).sum())
    words = "{text}; the date of {n} is approximate or uncertain, and {m} {k|is|are} known to the month or "
    words += "{k|lasts|last} longer than a day."
    said = say(words, text=capital(text), n=loose or "none", m=longer or "none", k=longer)
    return Line(said, (), "How sure")


_MOST = 3


def hypotheses_answer(dossier: Dossier) -> list[Line]:
    """Return for each question which hypothesis stands first, and what to mind of that."""
    whole = ach.matrix(dossier)
    early = whole.only([item for item in whole.ratings.index if whole.known[item]])
    lines = [_order(dossier, whole, early, question) for question in whole.contested]
    lines.append(Line(" ".join(ach.sentences(whole)), (), "What it hangs on"))
    return [*lines, *_separating(whole), *_weak(whole)]


def _order(dossier: Dossier, whole: ach.Matrix, early: ach.Matrix, question: str) -> Line:
    found = ach.standing(whole, question)
    if not found.leaders:
        text = say("Too few ratings to rank: {n} of {m:cell} {n|is|are} rated.", n=found.rated, m=found.cells)
        return Line(text, (), whole.asked[question])
    names = listing(f"“{whole.labels[name]}”" for name in found.leaders)
    text = {
        ach.LEADS: f"Least speaks against {names}.",
        ach.TIE: f"No one leads: {names} are tied.",
        ach.LEVEL: "Nothing counts against any hypothesis.",
    }[found.state]
    before, after = (_points(matrix, question) for matrix in (early, whole))
    text += f" Points against: {after}" + ("." if before == after else f"; without hindsight: {before}.")
    items = dossier.table("evidence")
    against = whole.ratings[whole.rivals(question)].isin(list(ach.AGAINST)).any(axis=1)
    rows = items[items["id"].isin(against.index[against])]
    return Line(text, cited(dossier, rows), whole.asked[question])


def _points(matrix: ach.Matrix, question: str) -> str:
    """Return a question's hypotheses from least to most against them, each with its points."""
    scores = ach.inconsistency(matrix)[matrix.rivals(question)].sort_values(kind="stable")
    groups = matrix.labels[scores.index].groupby(scores, sort=True)
    return ", ".join(f"{listing(f'“{n}”' for n in names)} {number(float(str(s)))}" for s, names in groups)


def _separating(whole: ach.Matrix) -> list[Line]:
    apart, parts = ach.diagnosticity(whole)[whole.ranked], []
    for question in apart.columns:
        best = apart[question].sort_values(ascending=False, kind="stable")
        names = [
            f"“{textwrap.shorten(str(whole.statements[item]).rstrip('.'), 120, placeholder=' …')}”"
            for item in best[best > 0].index[:_MOST]
        ]
        parts += [f"On “{whole.asked[question]}”: {listing(names)}."] if names else []
    if not parts:
        return []
    idle = int((apart.fillna(0) == 0).all(axis=1).sum())
    parts.append(capital(say("{n!w:item says/items say} the same of all rivals.", n=idle)))
    return [Line(" ".join(parts), (), "What tells them apart")]


def _weak(whole: ach.Matrix) -> list[Line]:
    table = ach.ranking(whole)
    table = table[table["question"].isin(whole.ranked)]
    weak, lines = table[table["hard_to_refute"]], []
    if len(weak):
        said = "; ".join(_tested(row) for _, row in weak.iterrows())
        lines.append(Line(f"Hard to refute as things stand: {said}.", (), "What to mind"))
    differ = table[table["differs"]]
    if len(differ):
        names = listing(f"“{label}”" for label in differ["label"])
        lines.append(Line(f"Plain and weighted scores rank {names} differently.", (), "By weight"))
    return lines


def _tested(row: pd.Series) -> str:
    words = (
        "“{label}” ({n} of {m:item} {n|says|say} anything of it, {k!w:item counts/items count} against it)"
    )
    counts = {"n": int(row["informative"]), "m": int(row["items"]), "k": int(row["against"])}
    return say(words, label=row["label"], **counts)
