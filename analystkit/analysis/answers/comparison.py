"""Whether a treaty is an alliance, which treaties it is like, how long it runs, how far coders agree."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.agreement import agreement
from analystkit.analysis.answers.lines import Line, articles, cited
from analystkit.analysis.comparison import NO, UNKNOWN, clauses, likeness, own_treaty, schemes
from analystkit.dossier import Dossier
from analystkit.words import capital, listing, lower_label, say

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
