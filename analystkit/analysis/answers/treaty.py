"""The treaty in brief; what it binds to, encourages, leaves out, and what is unknown; beside others."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from analystkit.analysis.agreement import agreement, printed
from analystkit.analysis.answers.lines import Line, articles, cited, course, held, kinds, line, no_role, years
from analystkit.analysis.answers.motives import motives_in_brief
from analystkit.analysis.comparison import NO, UNKNOWN, clauses, likeness, own_treaty, schemes
from analystkit.analysis.corpus import provision_place
from analystkit.dossier import TABLES, Citation, Dossier, Selection, say_date
from analystkit.words import capital, listing, lower_label, say, spans

_ASKED = ("motives", "events", "promises", "discrepancies")
_MADE = {  # what a sentence says of promises, and what joins their names; other terms by their labels
    "yes": ("contains a promise of", "and of"),
    "disputed": ("is disputed on", "and"),
    NO: ("contains no promise of", "or"),
    UNKNOWN: ("is not known to contain a promise of", "or of"),
}
_NEAREST = 3
_NAMED = 12


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
    if lacking := listing([TABLES[name].noun for name in _ASKED if name not in has], "and no"):
        yield Line("What it lacks", f"The dossier holds no {lacking}.")


def provisions_answer(dossier: Dossier) -> Iterator[Line]:
    """Give what the treaty binds to, encourages, leaves out, and what is unknown of it.

    Only provisions that some source confirms are counted as binding or encouraging.
    """
    every, last, role = dossier.table("provisions"), dossier.about.articles, dossier.codebook.with_role
    sourced, has = Selection.make("provisions").rows(dossier), every["domain"].notna()
    yield from _binding(dossier, sourced[sourced["obligation"].notna()])
    if "promises" in held(dossier):
        promises, book, parts = dossier.table("promises"), dossier.codebook, []
        own = {
            made: (f"is {lower_label(book.label('promises', 'made', made))} on", "and")
            for made in promises["made"]
        }
        for made, (words, joint) in (_MADE | {made: own[made] for made in own if made not in _MADE}).items():
            found = promises.loc[promises["made"] == made, "promise"]
            names = [lower_label(book.label("promises", "promise", name)) for name in found]
            parts += [f"{words} {listing(names, joint)}"] if names else []
        words = "Of {n!w:promise} that a data set of alliances looks for, the treaty {said}."
        sources = cited(dossier, promises)
        yield line("What is absent", words, sources, n=len(promises), said=listing(parts))
    empty = sorted(set(range(1, last + 1)) - set(every.loc[has, "article"].dropna()))
    loose = int(every["article"].isna().sum())
    memory = int(((every["verification"] == "unverified") & has).sum())
    words = "What stands in {n!w:article} of {m} is not established" + (": {which}." if empty else ".")
    parts = [say(words, n=len(empty), m=last, which=spans(empty))]
    words = "{n!w:more topic is/more topics are} reported in the treaty without an article number."
    parts += [say(words, n=loose)] if loose else []
    words = "{n!w:row has/rows have} content that no source at hand confirms."
    parts += [say(words, n=memory)] if memory else []
    yield Line("What is not established", " ".join(map(capital, parts)))
    two = int((sourced["verification"] == "two-sources").sum())
    words = "Of {m:provision} with a source, {n} {n|rests|rest} on two of different origin"
    if sure := role("provisions", "numbering", "sure"):
        words += "; the article number of {loose} is not confirmed by a source."
    else:
        words += f". {no_role('provisions', 'numbering', 'sure')}"
    known = sourced["numbering"].isin([*sure, *role("provisions", "numbering", "unplaced")])
    yield line("How sure", words, m=len(sourced), n=two, loose=int((~known).sum()) or "none")


def _places(dossier: Dossier, rows: pd.DataFrame) -> str:
    """Return where provisions stand, such as "articles 3(3) and 19 (number not confirmed)"."""
    sure = dossier.codebook.with_role("provisions", "numbering", "sure")
    placed, names = rows.dropna(subset=["article"]).sort_values(["article", "paragraph"], kind="stable"), []
    for row in placed.to_dict("records"):
        doubt = " (number not confirmed)" if sure and row["article"] and row["numbering"] not in sure else ""
        names.append(provision_place(row).removeprefix("art. ") + doubt)
    return articles(names, len(rows) - len(placed))


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
        say(f"{who} {verb} ({{where}})", n=len(rows), where=_places(dossier, rows))
        for verb, rows in (("{n|forbids|forbid}", hard[forbid]), ("{n|demands|demand}", hard[~forbid]))
        if len(rows)
    ]
    none = "none forbids something or demands an act that can be checked"
    some = "{n!w} {n|forbids|forbid} something or {n|demands|demand} an act that can be checked: {parts}"
    words = f"Of {{m:provision}} with a source and a code, {some if parts else none}."
    sources = cited(dossier, hard)
    yield line("What binds", words, sources, m=len(coded), n=len(hard), parts=listing(parts))
    if len(rest):
        words = "{n!w:provision} of {m} {n|does|do} neither and {n|sets|set} no measurable result: {kinds}."
        forms = kinds(dossier, rest, "provisions", "obligation")
        subjects, sources = kinds(dossier, rest, "provisions", "domain", groups=True), cited(dossier, rest)
        words += " By subject: {subjects}." if subjects else ""
        counts = {"n": len(rest), "m": len(coded)}
        yield line("What binds less", words, sources, **counts, kinds=forms, subjects=subjects)


def comparison_answer(dossier: Dossier) -> Iterator[Line]:
    """Give what the treaty is beside others, each sentence computed from the tables."""
    has, book = held(dossier), dossier.codebook
    if "promises" in has:
        promises = dossier.table("promises")
        said = [f"{row.scheme}, {row.answer} ({row.because})" for row in schemes(dossier).itertuples()]
        text = f"As the kit reads the promises in each scheme's terms: {'; '.join(said)}."
        yield Line("Is it an alliance?", text, cited(dossier, promises))
        for row in promises[promises["made"] != NO].to_dict("records"):
            words = book.label("promises", "made", row["made"])
            words += f" ({articles(row['article'])})" if row["article"] else ""
            words += f": {row['reason'].rstrip('.')}." if row["reason"] else "."
            sources = cited(dossier, promises[promises["promise"] == row["promise"]])
            yield Line(book.label("promises", "promise", row["promise"]), words, sources)
    if {"treaties", "treaty_features"} <= has:
        table, own = clauses(dossier), own_treaty(dossier)
        none = "No row of treaties.csv was signed on the treaty's day by its parties, so it is not compared."
        yield from _beside(dossier, own, table.iloc[:, 0]) if own else [Line("Beside others", none)]
        words = "{n} of {m:cell} of the comparison {n|is|are} not known, and not counted."
        yield line("How sure", words, n=int((table == UNKNOWN).to_numpy().sum()), m=table.size)
    if "codings" in has:
        table, said = dossier.table("codings"), []
        who = sorted(set(table.loc[~table["mine"], "coder"]))
        found = agreement(dossier, who)
        units = int(found["units"].max())
        for field, far in found.iterrows():
            label = lower_label(book.label("codings", "field", field))
            same = "nothing in common" if pd.isna(far["raw"]) else f"{far['raw']:.0%} the same"
            fewer = say(" of {n}", n=far["units"]) if 0 < far["units"] < units else ""
            said.append(f"{label} {same}{fewer}, alpha {printed(far, 'alpha')}")
        words = "{n!w:coder} chose for {m:provision}: {said}."
        words = words if len(who) > 1 else "Fewer than two have coded: nobody can agree with anybody."
        yield line("How far coders agree", words, n=len(who), m=units, said="; ".join(said))


def _beside(dossier: Dossier, own: str, first: pd.Series) -> Iterator[Line]:
    """Give who makes the first promise that is asked for, who is most alike, and how long treaties run."""
    rows, book = dossier.table("treaties").set_index("id"), dossier.codebook
    named = (rows["title"] + ", " + rows["signed"].str[:4]).str.rstrip(", ")
    label = lower_label(book.label("treaty_features", "feature", first.name))
    made = [str(treaty) for treaty in first.index if first[treaty] not in (NO, UNKNOWN)]
    how = {each: book.label("treaty_features", "value", first[each]) for each in made if first[each] != "yes"}
    told = [named[each] + (f" [{how[each]}]" if each in how else "") for each in made]
    told = [*told[:_NAMED], f"and {len(told) - _NAMED} more"] if len(told) > _NAMED + 1 else told
    unsure = int((first == UNKNOWN).sum())
    words = "Of {n:treaty} {m!w} {m|promises|promise} {label}" + (" ({names})" if made else "")
    words += "; of {unsure} it is not known" if unsure else ""
    verb = {NO: "does not", UNKNOWN: "is not known to", "yes": "does"}.get(str(first[own]))
    verb = verb or f"has it as “{how[own]}”"
    sources = cited(dossier, rows.loc[list(dict.fromkeys([*made, own]))])
    counts = {"n": len(first), "m": len(made) or "none", "unsure": unsure}
    words += ". This treaty {verb}."
    yield line(capital(label), words, sources, **counts, label=label, names="; ".join(told), verb=verb)
    near, said = [each for each in likeness(dossier, own) if each.enough][:_NEAREST], []
    for each in near:
        differ = [lower_label(book.label("treaty_features", "feature", name)) for name in each.differ]
        apart = f", apart on {listing(differ)}" if differ else ""
        said.append(f"{named[each.treaty]}: the same on {each.same} of {each.known} known clauses{apart}")
    words = "Of {n:clause} asked, and counting those that one of the two has: {said}."
    words = words if near else "Too little is known of other treaties to say."
    sources = cited(dossier, rows.loc[[own, *(each.treaty for each in near)]]) if near else ()
    yield line("Most alike", words, sources, n=near[0].of if near else 0, said="; ".join(said))
    years = pd.to_numeric(rows["term_years"], errors="coerce").where(
        lambda each: (each > 0) & (each < math.inf)
    )
    row, blank = rows.loc[own], ("", UNKNOWN)
    if row["term_years"] in blank:
        text = "How long it runs is not known"
    elif pd.isna(years[own]):
        text = f"Term: {row['term_years']}"
    else:
        text = say("It runs for {n} {n|year|years}", n=float(years[own]))
    text += f" ({row['renewal']})" if row["renewal"] not in blank else ""
    notice = row["termination_notice"]
    text += "; with what notice one may leave is not known." if notice in blank else f"; notice: {notice}."
    others = years.drop(own).dropna()
    words = " Of {n} others with a term in years the middle one is {m} years."
    text += say(words, n=len(others), m=float(others.median())) if len(others) > 1 else ""
    yield Line("Term and exit", text, cited(dossier, rows.loc[[own]]))
