"""What a treaty binds its parties to, what it only encourages, what it leaves out, what is unknown."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.answers.lines import Line, by_term, cited, no_role, places
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
