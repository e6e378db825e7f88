"""The treaty in brief; what it binds to, encourages, leaves out, and what is unknown; beside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from analystkit.analysis.agreement import agreement
from analystkit.analysis.answers.lines import (
    Line,
    articles,
    by_term,
    cited,
    course,
    held,
    line,
    no_role,
    places,
    years,
)
from analystkit.analysis.answers.motives import motives_in_brief
from analystkit.analysis.comparison import NO, UNKNOWN, clauses, likeness, own_treaty, schemes
from analystkit.dossier import Citation, Dossier, Selection, say_date
from analystkit.words import capital, listing, lower_label, say, spans

_HELD = {
    "motives": "motives",
    "events": "events",
    "promises": "promises",
    "discrepancies": "points of disagreement",
}
_NEAREST = 3


def treaty_answer(dossier: Dossier) -> Iterator[Line]:
    """Give the treaty in about ten sentences, all computed from the dossier."""
    about, has = dossier.about, held(dossier)
    own = (Citation(about.treaty_source),) if about.treaty_source else ()
    parties = f" between {listing(about.parties)}" if about.parties else ""
    yield Line("What", say("{title}: {n:article}{by}.", title=about.title, n=about.articles, by=parties), own)
    days = {"signed": about.signed, "in force since": about.in_force}
    if said := listing(f"{word} {say_date(day)}" for word, day in days.items() if day):
        found = course(dossier) if "events" in has else None
        sources = () if found is None else cited(dossier, found[found["date"].isin(days.values())])
        yield line("When", "{said}.", sources, said=said)
    authentic = f"authentic in {listing(about.languages)}" if about.languages else ""
    if said := "; ".join(filter(None, [about.term, authentic])):
        yield line("Term", "{said}.", said=said)
    yield from list(provisions_answer(dossier))[:-1]
    if "motives" in has:
        yield motives_in_brief(dossier)
    if "events" in has:
        rows, words = dossier.table("events"), "{n!w:event} {when} {n|sets|set} it in its time."
        yield line("Around it", words, n=len(rows), when=years(rows))
    if "discrepancies" in has:
        points = len(dossier.table("discrepancies"))
        yield line("What is disputed", "Sources disagree on {n!w:point}.", n=points)
    if lacking := listing([words for name, words in _HELD.items() if name not in has], "and no"):
        yield Line("What it lacks", f"The dossier holds no {lacking}.")


def provisions_answer(dossier: Dossier) -> Iterator[Line]:
    """Give what the treaty binds to, encourages, leaves out, and what is unknown of it.

    Only provisions that some source confirms are counted as binding or encouraging.
    """
    sourced = Selection.make("provisions").rows(dossier)
    yield from _binding(dossier, sourced[sourced["obligation"].notna()])
    if "promises" in held(dossier):
        yield _absent(dossier)
    yield _unknown(dossier)
    two, role = int((sourced["verification"] == "two-sources").sum()), dossier.codebook.with_role
    words = "Of {m:provision} with a source, {n} {n|rests|rest} on two of different origin"
    if sure := role("provisions", "numbering", "sure"):
        words += "; the article number of {loose} is not confirmed by a source."
    else:
        words += f". {no_role('provisions', 'numbering', 'sure')}"
    known = sourced["numbering"].isin([*sure, *role("provisions", "numbering", "unplaced")])
    yield line("How sure", words, m=len(sourced), n=two, loose=int((~known).sum()) or "none")


def _binding(dossier: Dossier, coded: pd.DataFrame) -> Iterator[Line]:
    binding, prohibiting = (
        dossier.codebook.with_role("provisions", "obligation", role) for role in ("binding", "prohibiting")
    )
    if not binding or coded.empty:
        none = "No provision has both a source and a code."
        yield Line("What binds", none if binding else no_role("provisions", "obligation", "binding"))
        return
    binds = coded["obligation"].isin(binding)
    hard, rest = coded[binds], coded[~binds]
    forbid = hard["obligation"].isin(prohibiting)
    who = "{n!w}" if forbid.any() and not forbid.all() else "{n|it|they all}"
    parts = [
        say(f"{who} {verb} ({{where}})", n=len(rows), where=places(dossier, rows))
        for verb, rows in (("{n|forbids|forbid}", hard[forbid]), ("{n|demands|demand}", hard[~forbid]))
        if len(rows)
    ]
    none = "none forbids something or demands an act that can be checked"
    some = "{n!w} {n|forbids|forbid} something or {n|demands|demand} an act that can be checked: {parts}"
    words = f"Of {{m:provision}} with a source and a code, {some if parts else none}."
    sources = cited(dossier, hard)
    yield line("What binds", words, sources, m=len(coded), n=len(hard), parts=listing(parts))
    if len(rest):
        words = "{n!w:provision} of {m} {n|does|do} neither and {n|sets|set} no measurable result: {kinds}. "
        words += "By subject: {subjects}."
        kinds = by_term(dossier, rest, "provisions", "obligation")
        subjects, sources = by_term(dossier, rest, "provisions", "domain", groups=True), cited(dossier, rest)
        counts = {"n": len(rest), "m": len(coded)}
        yield line("What binds less", words, sources, **counts, kinds=kinds, subjects=subjects)


def _absent(dossier: Dossier) -> Line:
    promises, parts = dossier.table("promises"), []
    for made, words, last in (
        ("yes", "contains a promise of", "and of"),
        ("disputed", "is disputed on", "and"),
        ("no", "contains no promise of", "or"),
    ):
        found = promises.loc[promises["made"] == made, "promise"]
        names = [lower_label(dossier.codebook.label("promises", "promise", name)) for name in found]
        parts += [f"{words} {listing(names, last)}"] if names else []
    words = "Of {n!w:promise} that a data set of alliances looks for, the treaty {said}."
    return line("What is absent", words, cited(dossier, promises), n=len(promises), said=listing(parts))


def _unknown(dossier: Dossier) -> Line:
    rows, last = dossier.table("provisions"), dossier.about.articles
    coded = rows["domain"].notna()
    empty = sorted(set(range(1, last + 1)) - set(rows.loc[coded, "article"].dropna()))
    loose = int(rows["article"].isna().sum())
    memory = int(((rows["verification"] == "unverified") & coded).sum())
    which = f": {spans(empty)}" if empty else ""
    parts = [
        say(
            "What stands in {n!w:article} of {m} is not established{which}", n=len(empty), m=last, which=which
        )
    ]
    for words, number in (
        ("{n!w:more topic is/more topics are} reported in the treaty without an article number", loose),
        ("{n!w:row has/rows have} content that no source at hand confirms", memory),
    ):
        parts += [say(words, n=number)] if number else []
    return Line("What is not established", " ".join(f"{capital(part)}." for part in parts))


def comparison_answer(dossier: Dossier) -> Iterator[Line]:
    """Give what the treaty is beside others, each sentence computed from the tables."""
    has = held(dossier)
    if "promises" in has:
        yield from _alliance(dossier)
    if {"treaties", "treaty_features"} <= has:
        table, own = clauses(dossier), own_treaty(dossier)
        if own:
            yield _first_promise(dossier, own, table)
            yield _nearest(dossier, own)
            yield _term(dossier, own)
        else:
            none = (
                "No row of treaties.csv was signed on the treaty's day by its parties, so it is not compared."
            )
            yield Line("Beside others", none)
        blank = int((table == UNKNOWN).to_numpy().sum())
        words = "{n} of {m:cell} of the comparison {n|is|are} not known, and not counted."
        yield line("How sure", words, n=blank, m=table.size)
    if "codings" in has:
        yield _coders(dossier)


def _alliance(dossier: Dossier) -> Iterator[Line]:
    """Give what each scheme would call it, and why each promise that is not plainly absent is read so."""
    promises, book = dossier.table("promises"), dossier.codebook
    said = [f"{row.scheme}, {row.answer} ({row.because})" for row in schemes(dossier).itertuples()]
    text = f"As the kit reads the promises in each scheme's terms: {'; '.join(said)}."
    yield Line("Is it an alliance?", text, cited(dossier, promises))
    for row in promises[promises["made"] != NO].to_dict("records"):
        words = book.label("promises", "made", row["made"])
        words += f" ({articles(row['article'])})" if row["article"] else ""
        words += f": {row['reason'].rstrip('.')}." if row["reason"] else "."
        sources = cited(dossier, promises[promises["promise"] == row["promise"]])
        yield Line(book.label("promises", "promise", row["promise"]), words, sources)


def _treaties(dossier: Dossier, ids: Iterable[str]) -> tuple[str, tuple[Citation, ...]]:
    """Return the names of some treaties, and their sources."""
    rows, wanted = dossier.table("treaties").set_index("id"), list(ids)
    names = (rows["title"] + ", " + rows["signed"].str[:4]).str.rstrip(", ")
    return "; ".join(names[wanted]), cited(dossier, rows.loc[wanted])


def _first_promise(dossier: Dossier, own: str, table: pd.DataFrame) -> Line:
    values = table.iloc[:, 0]
    label = lower_label(dossier.codebook.label("treaty_features", "feature", values.name))
    made = [str(treaty) for treaty in values.index if values[treaty] not in (NO, UNKNOWN)]
    names, _ = _treaties(dossier, made)
    unsure = int((values == UNKNOWN).sum())
    words = "Of {n:treaty} {m!w} {m|promises|promise} {label}"
    words += " ({names})" if made else ""
    words += "; of {unsure} it is not known" if unsure else ""
    verb = {NO: "does not", UNKNOWN: "is not known to"}.get(str(values[own]), "does")
    counts = {"n": len(values), "m": len(made) or "none", "unsure": unsure}
    _, sources = _treaties(dossier, dict.fromkeys([*made, own]))
    text = say(f"{words}. This treaty {verb}.", **counts, label=label, names=names)
    return Line(capital(label), text, sources)


def _nearest(dossier: Dossier, own: str) -> Line:
    near = [each for each in likeness(dossier, own) if each.enough][:_NEAREST]
    if not near:
        return Line("Most alike", "Too little is known of other treaties to say.")
    said = []
    for each in near:
        names = [lower_label(dossier.codebook.label("treaty_features", "feature", f)) for f in each.differ]
        apart = f", apart on {listing(names)}" if names else ""
        name, _ = _treaties(dossier, [each.treaty])
        said.append(f"{name}: the same on {each.same} of {each.known} known clauses{apart}")
    _, sources = _treaties(dossier, [own, *(each.treaty for each in near)])
    words = "Of {n:clause} asked, and counting those that one of the two has: {said}."
    return line("Most alike", words, sources, n=near[0].of, said="; ".join(said))


def _term(dossier: Dossier, own: str) -> Line:
    rows = dossier.table("treaties").set_index("id")
    every, row, blank = pd.to_numeric(rows["term_years"], errors="coerce"), rows.loc[own], ("", UNKNOWN)
    if row["term_years"] in blank:
        text = "How long it runs is not known"
    elif pd.isna(every[own]):
        text = f"Term: {row['term_years']}"
    else:
        text = say("It runs for {n} {n|year|years}", n=float(every[own]))
    text += f" ({row['renewal']})" if row["renewal"] not in blank else ""
    notice = row["termination_notice"]
    text += "; with what notice one may leave is not known." if notice in blank else f"; notice: {notice}."
    others = every.drop(own).dropna()
    if len(others) > 1:
        words = " Of {n} others with a term in years the middle one is {m} years."
        text += say(words, n=len(others), m=float(others.median()))
    return Line("Term and exit", text, _treaties(dossier, [own])[1])


def _coders(dossier: Dossier) -> Line:
    table, head = dossier.table("codings"), "How far coders agree"
    who = sorted(set(table.loc[~table["mine"], "coder"]))
    if len(who) < 2:
        return Line(head, "Fewer than two have coded: nobody can agree with anybody.")
    found, said = agreement(dossier, who, samples=1), []
    for field, row in found.iterrows():
        label = lower_label(dossier.codebook.label("codings", "field", field))
        value = "not defined" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
        same = "nothing in common" if pd.isna(row["raw"]) else f"{row['raw']:.0%} the same"
        said.append(f"{label} {same}, alpha {value}")
    words, units = "{n!w:coder} chose for {m:provision}: {said}.", int(found["units"].max())
    return line(head, words, n=len(who), m=units, said="; ".join(said))
