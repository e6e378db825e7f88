"""What the main source says moved whom and how well that holds; its statements; events; hypotheses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.answers.lines import Line, articles, cited, course, kinds, line, no_role, years
from analystkit.dossier import Citation, Dossier, say_date
from analystkit.dossier.dates import parse_date
from analystkit.words import capital, listing, lower_label, number, say

_MOST = 3


def main_source(dossier: Dossier) -> tuple[str, tuple[Citation, ...]]:
    """Return the short name of the source that the dossier started from, and its citation."""
    key = dossier.about.main_source
    return (dossier.sources[key].short, (Citation(key),)) if key else ("The main source", ())


def motives_answer(dossier: Dossier) -> Iterator[Line]:
    """Give to whom motives are ascribed, how they are hedged, and what other sources say of them."""
    rows, (name, citations) = dossier.table("motives"), main_source(dossier)
    party, shared = (dossier.codebook.with_role("motives", "actor", role) for role in ("party", "shared"))
    parts = []
    for actor, times in Counter(rows["actor"].dropna()).most_common():
        label = dossier.codebook.label("motives", "actor", actor)
        label = lower_label(label) if label.startswith("The ") else label
        label = f"{label} alone" if actor in party else "the parties together" if actor in shared else label
        parts.append(f"{times} to {label}")
    words = "{name} ascribes {n!w:motive}: {parts}."
    yield line("Who wants", words, citations, name=name, n=len(rows), parts=listing(parts))
    theme, kind = (kinds(dossier, rows, "motives", field) for field in ("theme", "kind"))
    yield Line("What", f"By theme: {theme}. By kind: {kind}.")
    uses = Counter(article for cell in rows["articles"] for article in dict.fromkeys(cell))
    loose, most = sum(not cell for cell in rows["articles"]), max(uses.values(), default=0)
    names = [article for article, times in uses.items() if times == most]
    names.sort(key=lambda name: (int(name), "") if name.isdigit() else (999, name))
    words = "{n!w:motive is/motives are} tied to an article of the treaty"
    words += ", most often to {names} ({most:motive}{each})" if uses else ""
    counts = {"n": len(rows) - loose, "most": most, "loose": loose or "none"}
    each = " each" if len(names) > 1 else ""
    words += "; {loose} to none."
    yield line("On which article", words, (), **counts, names=articles(names), each=each)
    hedged, head = rows[rows["hedge"].map(bool)], "How sure it sounds"
    roles = [dossier.codebook.with_role("motives", "hedge_kind", role) for role in ("weakens", "strengthens")]
    if any(roles):
        ways = [[bool(set(cell) & set(terms)) for terms in roles] for cell in hedged["hedge_kind"]]
        kept = [True, False], [False, True], [True, True], [False, False]
        weak, strong, both, other = (ways.count(way) for way in kept)
        book = {term.term: term.group for term in dossier.codebook.terms("motives", "hedge")}
        placed = sum(any("%" in book.get(word, "") for word in cell) for cell in hedged["hedge"])
        words = "Of {total:motive} the wording weakens {n} and strengthens {m}"
        words += "; {both} {both|has|have} words of both kinds" if both else ""
        words += "; {other} hedged {other|is|are} not classed" if other else ""
        likely = say("{n!w} {n|has|have} a word with a place on the likelihood scale", n=placed or "none")
        counts = {"n": weak or "none", "m": strong or "none", "both": both, "other": other}
        yield line(head, f"{words}. {capital(likely)} of ICD 203.", (), **counts, total=len(rows))
    else:
        none = no_role("motives", "hedge_kind", "weakens", "strengthens")
        yield line(head, "{n!w:motive is/motives are} hedged. {none}", n=len(hedged), none=none)
    yield _spoken(dossier, rows, "corroborates")
    yield _spoken(dossier, rows, "contests")


def _spoken(dossier: Dossier, rows: pd.DataFrame, column: str) -> Line:
    """Return of how many motives other sources say the same or the contrary, and of how many only a fact."""
    if column == "corroborates":
        head, sources, more = "Borne out", "corroboration", "; for {only} more one reports only the fact"
        words = "Another source ascribes the same motive for {n} of {m}"
    else:
        head, sources, more = (
            "Contested",
            "counter_sources",
            "; for {only} more one speaks only against a fact",
        )
        words = "A source speaks against the motive for {n} of {m}"
    motive, fact = (dossier.codebook.with_role("motives", column, role) for role in ("motive", "fact"))
    some = rows[rows[sources].map(bool)]
    if not motive and not fact:
        words = f"For {{n!w:motive}} another source is named. {no_role('motives', column, 'motive', 'fact')}"
        return line(head, words, cited(dossier, some, sources), n=len(some))
    same = some[column].isin(motive)
    only = int((some[column].isin(fact) & ~same).sum())
    loose, rest = len(some) - int(same.sum()) - only, len(rows) - len(some)
    words += (more if only else "") + (
        "; for {loose} one is named, and not of what it speaks" if loose else ""
    )
    words += "; for {rest} none is named." if rest else "."
    counts = {"n": int(same.sum()) or "none", "m": len(rows), "only": only, "loose": loose, "rest": rest}
    return line(head, words, cited(dossier, some, sources), **counts)


def motives_in_brief(dossier: Dossier) -> Line:
    """Return the motives in one sentence."""
    rows, (name, citations) = dossier.table("motives"), main_source(dossier)
    said = f"{kinds(dossier, rows, 'motives', 'theme')}. {_spoken(dossier, rows, 'contests').text}"
    return line("Why", "{name} ascribes {n!w:motive}: {said}", citations, name=name, n=len(rows), said=said)


def statements_answer(dossier: Dossier) -> Iterator[Line]:
    """Give how many statements are of each fidelity, and each that is not of the first, with the reason."""
    rows, (name, citations) = dossier.table("statements"), main_source(dossier)
    words, said = "{n:statement} of {name}, judged: {said}.", kinds(dossier, rows, "statements", "fidelity")
    yield line("In all", words, citations, n=len(rows), name=name, said=said)
    for term in reversed(dossier.codebook.terms("statements", "fidelity")[1:]):
        for at, row in rows[rows["fidelity"] == term.term].iterrows():
            yield Line(
                term.label, f"{row['statement']} {row['note']}".strip(), cited(dossier, rows.loc[[at]])
            )


def events_answer(dossier: Dossier) -> Iterator[Line]:
    """Give how events lie around the signature, what they are about, and how sure they are."""
    rows, about = dossier.table("events"), dossier.about
    signed, force = _days(about.signed), _days(about.in_force)
    words, parts = "{n!w:event} {when}", []
    if signed:
        before, after = int((rows["date_to"] < signed[0]).sum()), int((rows["date_from"] > signed[-1]).sum())
        on = int(((rows["date_from"] == signed[0]) & (rows["date_to"] == signed[0])).sum())
        on = on if len(signed) == 1 else 0
        either = len(rows) - before - on - after
        parts = [f"{before or 'none'} before the signature on {say_date(about.signed)}"]
        parts += [f"{on} on the day"] if on else []
        parts += [f"{after or 'none'} after it", *([f"{either} around it"] if either else [])]
        words += ": {parts}"
    yield line("When", f"{words}.", n=len(rows), when=years(rows), parts=listing(parts))
    if len(signed) == len(force) == 1 and signed <= force:
        of_treaty = course(dossier)
        between = int(((of_treaty["date_from"] > signed[0]) & (of_treaty["date_to"] < force[0])).sum())
        words = "From signature to entry into force on {day}: {n:day}"
        words += ", with {m!w:event} about the treaty itself between them" if between else ""
        known = dossier.codebook.with_role("events", "category", "treaty")
        words += "." if known else f". {no_role('events', 'category', 'treaty')}"
        sources = cited(dossier, of_treaty[of_treaty["date"].isin([about.signed, about.in_force])])
        day = say_date(about.in_force)
        yield line("Into force", words, sources, day=day, n=(force[0] - signed[0]).days, m=between)
    yield Line("What", f"By kind: {kinds(dossier, rows, 'events', 'category', groups=True)}.")
    if about.main_source:
        name, citations = main_source(dossier)
        inside = sum(any(item.source == about.main_source for item in cell) for cell in rows["sources"])
        words = "{name} names or implies {n} of them; the others set it in its time."
        yield line("In the article", words, citations, name=name, n=inside or "none")
    two, one = (int((rows["verification"] == level).sum()) for level in ("two-sources", "one-source"))
    loose = int((rows["date_approximate"] | rows["date_uncertain"]).sum())
    longer = int((rows["date_from"] != rows["date_to"]).sum())
    words = (
        "{n!w:event rests/events rest} on two sources of different origin, {m} on one; the date of {loose} "
        "is approximate or uncertain, and {longer} {k|is|are} known to the month or {k|lasts|last} longer "
        "than a day."
    )
    counts = {"n": two, "m": one or "none", "loose": loose or "none", "longer": longer or "none", "k": longer}
    yield line("How sure", words, (), **counts)


def _days(text: str) -> list[pd.Timestamp]:
    """Return the day of a date, or the first and the last that it may mean; none where it is open."""
    date = parse_date(text) if text else None
    if not date or not date.first or not date.last:
        return []
    sure = date.first == date.last and not date.approximate and not date.uncertain
    return [pd.Timestamp(day) for day in (date.first, date.last)][: 1 if sure else 2]


def hypotheses_answer(dossier: Dossier) -> Iterator[Line]:
    """Give for each question which hypothesis stands first, and what to mind of that."""
    whole, items = ach.matrix(dossier), dossier.table("evidence")
    early = whole.only(whole.known.index[whole.known])
    for question in whole.contested:
        found, asked = ach.standing(whole, question), whole.asked[question]
        if found.state == ach.TOO_FEW:
            yield Line(asked, f"Too few ratings to rank: {whole.rated([question])}.")
            continue
        words = {
            ach.LEADS: "Least speaks against {names}.",
            ach.TIE: "No one leads: {names} are tied.",
            ach.LEVEL: "Nothing counts against any hypothesis.",
        }[found.state]
        before, after = (_points(matrix, question) for matrix in (early, whole))
        words += " Points against: {after}" + ("." if before == after else "; without hindsight: {before}.")
        against = (ach.points_against(whole)[whole.rivals(question)] > 0).any(axis=1)
        sources = cited(dossier, items[items["id"].isin(against.index[against])])
        yield line(asked, words, sources, names=whole.named(found.leaders), before=before, after=after)
    yield Line("What it hangs on", " ".join(ach.sentences(whole)))
    apart, parts = ach.diagnosticity(whole)[whole.ranked], []
    for question in apart.columns:
        best = apart[question].sort_values(ascending=False, kind="stable")
        names = [whole.told(item) for item in best[best > 0].index[:_MOST]]
        parts += [f"On “{whole.asked[question]}”: {listing(names)}."] if names else []
    if parts:
        idle = say(
            "{n!w:item says/items say} the same of all rivals.",
            n=int((apart.fillna(0) == 0).all(axis=1).sum()),
        )
        yield Line("What tells them apart", " ".join([*parts, capital(idle)]))
    table = ach.ranking(whole).query("question in @whole.ranked")
    words = "“{label}” ({informative} of {items:item} {informative|says|say} anything of it, "
    words += "{against!w:item counts/items count} against it)"
    hard: list[dict[Any, Any]] = table[table["hard_to_refute"]].to_dict("records")
    weak = [say(words, **row) for row in hard]
    if weak:
        yield Line("What to mind", f"Hard to refute as things stand: {'; '.join(weak)}.")
    if differ := whole.named(table.index[table["differs"]]):
        yield Line("By weight", f"Plain and weighted scores rank {differ} differently.")


def _points(matrix: ach.Matrix, question: str) -> str:
    """Return a question's hypotheses from least to most against them, each with its points."""
    scores = ach.inconsistency(matrix)[matrix.rivals(question)].sort_values(kind="stable")
    groups = scores.groupby(scores)
    return ", ".join(f"{matrix.named(each.index)} {number(each.iloc[0])}" for _, each in groups)
