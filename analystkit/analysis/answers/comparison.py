"""Whether a treaty is an alliance, which treaties it is like, how long it runs, how far coders agree."""

from __future__ import annotations

import pandas as pd

from analystkit.analysis.agreement import agreement
from analystkit.analysis.answers.lines import Line, capital, cited, count
from analystkit.analysis.comparison import UNKNOWN, clauses, likeness, schemes
from analystkit.dossier import Dossier, lower_label

_NEAREST = 3


def comparison_answer(dossier: Dossier) -> list[Line]:
    """Return what the treaty is beside others, each sentence computed from the tables."""
    lines = [_alliance(dossier)] if dossier.has("promises") else []
    if dossier.has("treaties") and dossier.has("treaty_features"):
        own = own_treaty(dossier)
        lines += [_first_promise(dossier, own), _nearest(dossier, own), _term(dossier, own), _gaps(dossier)]
    if dossier.has("codings"):
        lines.append(_coders(dossier))
    return lines


def own_treaty(dossier: Dossier) -> str:
    """Return which row of ``treaties`` is the dossier's own: the one signed that day by those parties."""
    table, about = dossier.table("treaties"), dossier.about
    same = (table["signed"] == about.signed) & table["parties"].map(
        lambda parties: set(parties) == set(about.parties)
    )
    return str((table[same] if same.any() else table)["id"].iloc[0])


def _alliance(dossier: Dossier) -> Line:
    words = {"yes": "yes", "disputed": "disputed", "no": "no", UNKNOWN: "not known"}
    said = [
        f"{row['scheme']}, {words[row['answer']]} ({row['because']})"
        for row in schemes(dossier).to_dict("records")
    ]
    text = f"As the kit reads the promises in each scheme's terms: {'; '.join(said)}."
    return Line(text, cited(dossier, dossier.table("promises")), "Is it an alliance?")


def _names(dossier: Dossier, treaties: list[str]) -> str:
    rows = dossier.table("treaties")
    found = {row["id"]: f"{row['title']}, {row['signed'][:4]}" for row in rows.to_dict("records")}
    return "; ".join(found[each] for each in treaties)


def _first_promise(dossier: Dossier, own: str) -> Line:
    table = clauses(dossier)
    first = str(table.columns[0])
    label = lower_label(dossier.codebook.label("treaty_features", "feature", first))
    values = table[first]
    made = [str(treaty) for treaty in values.index if values[treaty] not in ("no", UNKNOWN)]
    unsure = int((values == UNKNOWN).sum())
    verb = {"no": "does not", UNKNOWN: "is not known to"}.get(str(values[own]), "does")
    text = (
        f"Of {len(values)} treaties {count(len(made), 'promises', 'promise')} {label} "
        f"({_names(dossier, made)}); of {unsure} it is not known. This treaty {verb}."
    )
    rows = dossier.table("treaties")
    return Line(text, cited(dossier, rows[rows["id"].isin([*made, own])]), capital(label))


def _nearest(dossier: Dossier, own: str) -> Line:
    near = [each for each in likeness(dossier, own) if each.enough][:_NEAREST]
    said = [
        f"{_names(dossier, [each.treaty])}: {each.same} of the {each.known} clauses known in both"
        for each in near
    ]
    rows = dossier.table("treaties")
    sources = cited(dossier, rows[rows["id"].isin([own, *(each.treaty for each in near)])])
    asked = near[0].of if near else 0
    text = (
        f"Most like it, of {asked} clauses asked: {'; '.join(said)}."
        if near
        else "Too little is known to say."
    )
    return Line(text, sources, "Most alike")


def _term(dossier: Dossier, own: str) -> Line:
    rows = dossier.table("treaties")
    row = rows[rows["id"] == own].iloc[0]
    others = pd.to_numeric(rows.loc[rows["id"] != own, "term_years"], errors="coerce").dropna()
    notice = row["termination_notice"]
    leave = "with what notice one may leave is not known" if notice in ("", UNKNOWN) else f"notice: {notice}"
    text = f"It runs for {row['term_years']} years ({row['renewal']}); {leave}."
    if len(others):
        text += f" Of {len(others)} others with a term in years the middle one is {others.median():g} years."
    return Line(text, cited(dossier, rows[rows["id"] == own]), "Term and exit")


def _gaps(dossier: Dossier) -> Line:
    table = clauses(dossier)
    blank = int((table == UNKNOWN).to_numpy().sum())
    return Line(
        f"{blank} of {table.size} cells of the comparison are not known, and not counted.", (), "How sure"
    )


def _coders(dossier: Dossier) -> Line:
    table = dossier.table("codings")
    who = sorted(set(table.loc[~table["mine"], "coder"]))
    found = agreement(dossier, who, samples=1)
    said = []
    for field, row in found.iterrows():
        label = lower_label(dossier.codebook.label("codings", "field", field))
        value = "not defined" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
        said.append(f"{label} {row['raw']:.0%} the same, alpha {value}")
    units = int(found["units"].max())
    text = f"{capital(count(len(who), 'coder'))} chose for {units} provisions: {'; '.join(said)}."
    return Line(text, (), "How far coders agree")
