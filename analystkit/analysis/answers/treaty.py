"""What a treaty binds its parties to, what it only encourages, what it leaves out, what is unknown."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.agreement import agreement
from analystkit.analysis.answers.lines import Line, articles, by_term, cited, no_role, places
from analystkit.analysis.comparison import NO, UNKNOWN, clauses, likeness, own_treaty, schemes
from analystkit.dossier import Dossier, Selection
from analystkit.words import capital, listing, lower_label, say, spans


def provisions_answer(dossier: Dossier) -> list[Line]:
    """Return what the treaty binds to, encourages, leaves out, and what is unknown of it.

    Only provisions that some source confirms are counted as binding or encouraging.
    """
    sourced = Selection.make("provisions").rows(dossier)
    coded = sourced[sourced["obligation"].notna()]
    lines = _binding(dossier, coded)
    if dossier.has("promises") and len(dossier.table("promises")):
        lines.append(_absent(dossier))
    return [*lines, _unknown(dossier), _sure(dossier, sourced)]


def _binding(dossier: Dossier, coded: pd.DataFrame) -> list[Line]:
    roles = {
        role: dossier.codebook.with_role("provisions", "obligation", role)
        for role in ("binding", "prohibiting")
    }
    if not roles["binding"]:
        return [Line(no_role("provisions", "obligation", ["binding"]), (), "What binds")]
    if coded.empty:
        return [Line("No provision has both a source and a code.", (), "What binds")]
    hard = coded[coded["obligation"].isin(roles["binding"])]
    forbid = hard["obligation"].isin(roles["prohibiting"])
    head = say("Of {n:provision} with a source and a code, ", n=len(coded))
    text = say(
        "{n!w} {n|forbids|forbid} something or {n|demands|demand} an act that can be checked", n=len(hard)
    )
    both = forbid.any() and not forbid.all()
    who = "{n!w}" if both else "{n|it|they all}"
    parts = [
        say(f"{who} {verb} ({{where}})", n=len(rows), where=places(dossier, rows))
        for verb, rows in (("{n|forbids|forbid}", hard[forbid]), ("{n|demands|demand}", hard[~forbid]))
        if len(rows)
    ]
    none = "none forbids something or demands an act that can be checked"
    text = f"{text}: {listing(parts)}" if parts else none
    lines = [Line(f"{head}{text}.", cited(dossier, hard), "What binds")]
    rest = coded[~coded["obligation"].isin(roles["binding"])]
    if len(rest):
        kinds = by_term(dossier, rest, "provisions", "obligation")
        text = say(
            "{n!w:provision} of {m} {n|does|do} neither and {n|sets|set} no measurable result",
            n=len(rest),
            m=len(coded),
        )
        subjects = by_term(dossier, rest, "provisions", "domain", groups=True)
        text = f"{capital(text)}: {kinds}. By subject: {subjects}."
        lines.append(Line(text, cited(dossier, rest), "What binds less"))
    return lines


def _absent(dossier: Dossier) -> Line:
    promises = dossier.table("promises")
    parts = []
    for made, words, last in (
        ("yes", "contains a promise of {names}", "and of"),
        ("disputed", "is disputed on {names}", "and"),
        ("no", "contains no promise of {names}", "or"),
    ):
        found = promises.loc[promises["made"] == made, "promise"]
        names = [lower_label(dossier.codebook.label("promises", "promise", name)) for name in found]
        if names:
            parts.append(say(words, names=listing(names, last)))
    text = say(
        "Of {n!w:promise} that a data set of alliances looks for, the treaty {said}.",
        n=len(promises),
        said=listing(parts),
    )
    return Line(text, cited(dossier, promises), "What is absent")


def _unknown(dossier: Dossier) -> Line:
    provisions = dossier.table("provisions")
    placed = provisions[(provisions["article"] > 0).fillna(False).astype(bool)]
    established = set(placed.loc[placed["domain"].notna(), "article"])
    empty = [n for n in range(1, dossier.about.articles + 1) if n not in established]
    parts = [
        say("What stands in {n!w:article} of {m} is not established", n=len(empty), m=dossier.about.articles)
    ]
    parts[0] += f": {spans(empty)}" if empty else ""
    loose = int(provisions["article"].isna().sum())
    if loose:
        parts.append(
            say(
                "{n!w:more topic is/more topics are} reported in the treaty without an article number",
                n=loose,
            )
        )
    memory = int(((provisions["verification"] == "unverified") & provisions["domain"].notna()).sum())
    if memory:
        parts.append(say("{n!w:row has/rows have} content that no source at hand confirms", n=memory))
    return Line(" ".join(f"{capital(part)}." for part in parts), (), "What is not established")


def _sure(dossier: Dossier, sourced: pd.DataFrame) -> Line:
    two = int((sourced["verification"] == "two-sources").sum())
    text = say(
        "Of {m:provision} with a source, {n} {n|rests|rest} on two of different origin", m=len(sourced), n=two
    )
    sure = dossier.codebook.with_role("provisions", "numbering", "sure")
    unplaced = dossier.codebook.with_role("provisions", "numbering", "unplaced")
    if not sure:
        return Line(f"{text}. {no_role('provisions', 'numbering', ['sure'])}", (), "How sure")
    loose = int((~sourced["numbering"].isin([*sure, *unplaced])).sum())
    return Line(
        say("{text}; the article number of {n} is not confirmed by a source.", text=text, n=loose or "none"),
        (),
        "How sure",
    )


_NEAREST = 3


def comparison_answer(dossier: Dossier) -> list[Line]:
    """Return what the treaty is beside others, each sentence computed from the tables."""
    has = {name for name, table in dossier.tables.items() if len(table)}
    lines = _alliance(dossier) if "promises" in has else []
    if {"treaties", "treaty_features"} <= has:
        own = own_treaty(dossier)
        if own:
            lines += [_first_promise(dossier, own), _nearest(dossier, own), _term(dossier, own)]
        else:
            text = (
                "No row of treaties.csv was signed on the treaty's day by its parties, so it is not compared."
            )
            lines.append(Line(text, (), "Beside others"))
        table = clauses(dossier)
        blank = int((table == UNKNOWN).to_numpy().sum())
        text = say(
            "{n} of {m:cell} of the comparison {n|is|are} not known, and not counted.", n=blank, m=table.size
        )
        lines.append(Line(text, (), "How sure"))
    if "codings" in has:
        lines.append(_coders(dossier))
    return lines


def _alliance(dossier: Dossier) -> list[Line]:
    """Return what each scheme would call it, and why each promise that is not plainly absent is read so."""
    promises, book = dossier.table("promises"), dossier.codebook
    said = [
        f"{row['scheme']}, {row['answer']} ({row['because']})" for row in schemes(dossier).to_dict("records")
    ]
    text = f"As the kit reads the promises in each scheme's terms: {'; '.join(said)}."
    lines = [Line(text, cited(dossier, promises), "Is it an alliance?")]
    for row in promises[promises["made"] != NO].to_dict("records"):
        words = book.label("promises", "made", row["made"])
        words += f" ({articles(row['article'])})" if row["article"] else ""
        reason = f": {row['reason'].rstrip('.')}." if row["reason"] else "."
        head = book.label("promises", "promise", row["promise"])
        rows = promises[promises["promise"] == row["promise"]]
        lines.append(Line(f"{words}{reason}", cited(dossier, rows), head))
    return lines


def _names(dossier: Dossier, treaties: list[str]) -> str:
    rows = dossier.table("treaties").to_dict("records")
    found = {row["id"]: f"{row['title']}, {row['signed'][:4]}".rstrip(", ") for row in rows}
    return "; ".join(found[each] for each in treaties)


def _first_promise(dossier: Dossier, own: str) -> Line:
    table = clauses(dossier)
    first = str(table.columns[0])
    label = lower_label(dossier.codebook.label("treaty_features", "feature", first))
    values = table[first]
    made = [str(treaty) for treaty in values.index if values[treaty] not in (NO, UNKNOWN)]
    text = say(
        "Of {n:treaty} {m!w} {m|promises|promise} {label}", n=len(values), m=len(made) or "none", label=label
    )
    text += f" ({_names(dossier, made)})" if made else ""
    unsure = int((values == UNKNOWN).sum())
    text += say("; of {n} it is not known", n=unsure) if unsure else ""
    verb = {NO: "does not", UNKNOWN: "is not known to"}.get(str(values[own]), "does")
    rows = dossier.table("treaties")
    return Line(
        f"{text}. This treaty {verb}.", cited(dossier, rows[rows["id"].isin([*made, own])]), capital(label)
    )


def _nearest(dossier: Dossier, own: str) -> Line:
    near = [each for each in likeness(dossier, own) if each.enough][:_NEAREST]
    if not near:
        return Line("Too little is known of other treaties to say.", (), "Most alike")
    said = []
    for each in near:
        names = [lower_label(dossier.codebook.label("treaty_features", "feature", f)) for f in each.differ]
        apart = f", apart on {listing(names)}" if names else ""
        words = "{name}: the same on {n} of {m} known clauses{apart}"
        said.append(say(words, name=_names(dossier, [each.treaty]), n=each.same, m=each.known, apart=apart))
    rows = dossier.table("treaties")
    sources = cited(dossier, rows[rows["id"].isin([own, *(each.treaty for each in near)])])
    text = say(
        "Of {n:clause} asked, and counting those that one of the two has: {said}.",
        n=near[0].of,
        said="; ".join(said),
    )
    return Line(text, sources, "Most alike")


def _term(dossier: Dossier, own: str) -> Line:
    rows = dossier.table("treaties")
    row = rows[rows["id"] == own].iloc[0]
    years = pd.to_numeric(pd.Series([row["term_years"]]), errors="coerce").iloc[0]
    if pd.isna(years):
        unknown = row["term_years"] in ("", UNKNOWN)
        text = "How long it runs is not known" if unknown else f"Term: {row['term_years']}"
    else:
        text = say("It runs for {n} {n|year|years}", n=float(years))
    text += f" ({row['renewal']})" if row["renewal"] not in ("", UNKNOWN) else ""
    notice = row["termination_notice"]
    text += (
        "; with what notice one may leave is not known."
        if notice in ("", UNKNOWN)
        else f"; notice: {notice}."
    )
    others = pd.to_numeric(rows.loc[rows["id"] != own, "term_years"], errors="coerce").dropna()
    if len(others) > 1:
        words = " Of {n} others with a term in years the middle one is {m} years."
        text += say(words, n=len(others), m=float(others.median()))
    return Line(text, cited(dossier, rows[rows["id"] == own]), "Term and exit")


def _coders(dossier: Dossier) -> Line:
    table = dossier.table("codings")
    who = sorted(set(table.loc[~table["mine"], "coder"]))
    if len(who) < 2:
        return Line("Fewer than two have coded: nobody can agree with anybody.", (), "How far coders agree")
    found = agreement(dossier, who, samples=1)
    said = []
    for field, row in found.iterrows():
        label = lower_label(dossier.codebook.label("codings", "field", field))
        value = "not defined" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
        same = "nothing in common" if pd.isna(row["raw"]) else f"{row['raw']:.0%} the same"
        said.append(f"{label} {same}, alpha {value}")
    units = int(found["units"].max()) if len(found) else 0
    text = say("{n!w:coder} chose for {m:provision}: {said}.", n=len(who), m=units, said="; ".join(said))
    return Line(capital(text), (), "How far coders agree")
