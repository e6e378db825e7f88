"""Charts over evidence: the matrix of hypotheses, what speaks against each, what the order hangs on."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.ach import AGAINST, BEARING, LEVEL, TOO_FEW, Matrix
from analystkit.charts import Bar, Cell, Column, Part, Row, Rows, Sign, Swatch, Text, View, Words
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.style import LINE, MINE, MUTED, PAPER, tint
from analystkit.errors import unknown
from analystkit.words import capital, count, listing, ordinal, say

_OPTIONS = {
    "analyst": Option("", label="Rated by", found=lambda dossier: {n: n for n in ach.analysts(dossier)}),
    "question": Option(
        "", label="Question",
        found=lambda dossier: {t.term: t.label for t in dossier.codebook.terms("hypotheses", "question")},
    ),
}  # fmt: skip
_SEPARATES = "what separates most"
_ORDER = Option(_SEPARATES, {_SEPARATES: "What separates most first", "as listed": "As listed"}, "Order")
_SCORE = Option("plain", {"plain": "Plain score", "weighted": "Weighted score"}, "Score")
_ALSO = ("hypotheses", "consistency", "relevance")
_WHEN = ("Known at signing", "Hindsight: became known after")
_ALL = "With all items"
_LATE = 0.4  # how strong the color of hindsight is
_GREY = "#4a4a4a"


def _matrix_of(view: View) -> tuple[Matrix, str]:
    """Return the ratings of the chosen analyst, of the items in view, and which question alone is drawn.

    That is the one asked for; where there is little room, else the first that has rivals.
    """
    made = ach.matrix(view.dossier, str(view.options["analyst"])).only(list(view.rows["id"]))
    questions = list(dict.fromkeys(made.questions[made.ratings.columns]))
    asked = str(view.options["question"])
    if asked and asked not in questions:
        raise unknown("question", asked, questions)
    if not asked and (view.narrow or view.slide) and len(questions) > 1:
        asked = next(iter([*made.ranked, *made.contested]), "")
    if not asked or questions == [asked]:
        return made, ""
    return replace(made, ratings=made.ratings[made.rivals(asked)]), f" Only: {made.asked[asked].rstrip('?')}?"


def _whose(view: View, matrix: Matrix) -> tuple[str, str]:
    """Return who rated, marked where the ratings are the analyst's own, and what the reader must mind."""
    table, rated = view.dossier.table("consistency"), f"Rated by {matrix.analyst}"
    note = "A score says what speaks against a hypothesis. It is no probability."
    if table.loc[table["analyst"] == matrix.analyst, "mine"].any():
        return f"{rated} {MINE}.", f"{note} {MINE} These ratings are the analyst's own ({matrix.analyst})."
    editors = matrix.analyst == view.dossier.about.analyst
    return "Rated by the dossier's editors." if editors else f"{rated}.", note


def _color(view: View, question: str) -> str:
    return view.dossier.codebook.color("hypotheses", "question", question)


def _evidence(matrix: Matrix) -> str:
    """Return how many items there are, and how many of them are hindsight."""
    late, total = int((~matrix.known).sum()), len(matrix.known)
    every = "" if total == 1 else "all "
    when = f"{every}hindsight" if late == total else say("{n} of them hindsight", n=late)
    return say("{n:item of evidence}, {when}", n=total, when=when if late else f"{every}known at signing")


def points(value: float) -> str:
    """Return a score as charts write it."""
    return f"{value:.1f}".removesuffix(".0")


def _face(view: View, term: str) -> str:
    """Return a rating's color; what says nothing is paler still, so that what speaks stands out."""
    color = view.dossier.codebook.color("consistency", "consistency", term) if term else PAPER
    return tint(color, 0.4) if term == "N" else color


@chart("evidence", label="Matrix of hypotheses", also=_ALSO, options={**_OPTIONS, "order": _ORDER})
def ach_matrix(view: View) -> tuple[Plan, Words]:
    """Items of evidence against hypotheses, rated from very consistent to very inconsistent."""
    matrix, only = _matrix_of(view)
    given, tight, rows = view.rows.set_index("id").to_dict("index"), view.slide or view.narrow, []
    apart = dict.fromkeys(matrix.ratings.index, 0.0)  # how far each item separates rivals, at the most
    if matrix.contested:
        apart = ach.diagnosticity(matrix).max(axis=1).fillna(0).to_dict()
    order = apart if view.options["order"] == _SEPARATES else {}
    for item in sorted(apart, key=lambda each: (not matrix.known[each], -order.get(each, 0.0))):
        said, grade = str(given[item]["statement"]), given[item]["reliability"] + given[item]["credibility"]
        told = f"Graded {grade}: {said}"
        cells: list[Cell] = [Text(grade, MUTED, small=True, lines=1, ids=(item,), words=told)]
        for hypothesis, term in matrix.ratings.loc[item].items():
            words = f"{matrix.labels[str(hypothesis)]}, {term or 'not rated'}: {said}"
            cells.append(Sign(term, _face(view, term), (item,), words, bool(term)))
        section = "" if tight else _WHEN[not matrix.known[item]]
        rows.append(Row(said, cells, (item,), said, section=section, weight=apart[item]))
    plain, weighted = ach.inconsistency(matrix), ach.inconsistency(matrix, weighted=True)
    sums = (("Inconsistency, plain", plain), ("Inconsistency, weighted", weighted))
    feet = [
        Row(label, [Text(""), *(Text(points(n), bold=scores is plain, lines=1) for n in scores)])
        for label, scores in sums[: 0 if view.slide else 1 if tight else 2]
    ]
    columns = [Column("" if view.narrow else "Grade", 0, "right", narrow="drop", paper=True)]
    for each in matrix.ratings.columns:
        question = matrix.questions[each]
        group = "" if view.slide and only else matrix.asked[question]
        columns.append(Column(matrix.labels[each], 1.0, "center", color=_color(view, question), group=group))
    present = set(matrix.ratings.to_numpy().ravel())
    terms = view.dossier.codebook.terms("consistency", "consistency")
    key = [Swatch(term.label, _face(view, term.term)) for term in terms if term.term in present]
    stacked = bool(tight and only) or view.narrow
    laid = Rows(rows, columns, key, feet, share=0.5, lines=6, small=True, stacked=stacked).fit(view)
    drawn, (rated, note) = laid.ids, _whose(view, matrix)
    hypotheses, evidence = count(len(plain), "hypothesis"), capital(_evidence(matrix))
    subtitle = f"{evidence}.{only}" if view.slide else f"{evidence}, against {hypotheses}. {rated}{only}"
    if len(drawn) < len(rows):
        subtitle += say(" Drawn: the {n!w} that {n|separates|separate} rivals most.", n=len(drawn))
    said = "; ".join(f"{matrix.labels[str(each)]} {points(score)}" for each, score in plain.items())
    alt = (
        f"A matrix of {count(len(drawn), 'item of evidence')} by {hypotheses}, each cell rated from very "
        f"consistent (CC) to very inconsistent (II). Plain inconsistency, from all items: {said}."
    )
    note += "" if tight else " Grade: reliability of the source, credibility of the item."
    return laid, Words(ach.headline(matrix), subtitle, alt, note, view.verified(drawn))


def _flags(row: pd.Series) -> list[str]:
    """Return what the reader must mind of one hypothesis."""
    flags = [f"{ordinal(int(row['weighted_rank']))} by weight"] if row["differs"] else []
    return [*flags, *(["hard to refute"] if row["hard_to_refute"] else [])]


def _scored(view: View, matrix: Matrix, name: str, row: pd.Series, sections: dict[str, str]) -> Row:
    """Return one hypothesis: what speaks against it, its weighted score, and how far it is tested."""
    color, given, parts = _color(view, row["question"]), matrix.ratings[name], []
    for known, face, when in ((True, color, "known at signing"), (False, tint(color, _LATE), "hindsight")):
        items = [each for each in given.index if given[each] in AGAINST and matrix.known[each] == known]
        score = sum(AGAINST[given[item]] for item in items)
        words = f"{row['label']}: {points(score)} from {count(len(items), 'item')} against it, {when}"
        parts += [Part(score, face, ids=tuple(items), words=words)] if items else []
    bearing = tuple(item for item in given.index if given[item] in BEARING)
    tested = f"{row['informative']} of {row['items']}"
    cells = (
        Bar(tuple(parts)) if parts else Text("0", bold=True),
        Text(points(row["weighted"]), lines=1),
        Text(tested, MUTED, lines=1, ids=bearing, words=f"{row['label']}: tested by {tested} items"),
    )
    note, section = capital("; ".join(_flags(row))), sections[row["question"]]
    return Row(row["label"], cells, bearing, row["label"], note, section)


@chart("evidence", label="What speaks against each hypothesis", also=_ALSO, options=_OPTIONS)
def ach_inconsistency(view: View) -> tuple[Plan, Words]:
    """How much evidence is inconsistent with each hypothesis, by question, plain and weighted."""
    matrix, only = _matrix_of(view)
    table, sections = ach.ranking(matrix), dict(matrix.asked)
    few = [each for each in matrix.contested if ach.standing(matrix, each).state == TOO_FEW]
    sections |= {each: f"{sections[each]}: too few ratings to rank" for each in few}
    if view.slide and only and not few:
        sections = dict.fromkeys(sections, "")
    rows = [_scored(view, matrix, str(name), row, sections) for name, row in table.iterrows()]
    both = 0 < matrix.known.sum() < len(matrix.known)
    key = [Swatch("known at signing", _GREY), Swatch("hindsight", tint(_GREY, _LATE))] if both else []
    columns = (
        Column("Plain", 1.0),
        Column("Weighted", 0, "right", gap=0.1),
        Column("Tested by", 0, "right", gap=0.12, narrow="drop"),
    )
    laid = Rows(rows, columns, key, share=0.42 if view.narrow else 0.34, lines=2, noun="hypothesis").fit(view)
    evidence, (rated, note) = _evidence(matrix), _whose(view, matrix)
    subtitle = f"Inconsistency by question, from {evidence}: a longer bar, more against it. {rated}{only}"
    subtitle = f"{capital(evidence)}. A longer bar: more against it.{only}" if view.slide else subtitle
    said = [
        f"{row['label']}: {points(row['plain'])} plain, {points(row['weighted'])} weighted"
        + "".join(f", {flag}" for flag in _flags(row))
        for _, row in table.iterrows()
    ]
    hangs, wide = " ".join(ach.sentences(matrix)), not (view.slide or view.narrow)
    alt = f"Bars of what speaks against {count(len(table), 'hypothesis')}. {'; '.join(said)}. {hangs}"
    note += " Tested by: items rated other than N." if wide else ""
    if table["hard_to_refute"].any() and not view.slide:
        note += " Hard to refute: few items say anything about it, or could count against it."
    return laid, Words(ach.headline(matrix), subtitle, alt, f"{note} {hangs}" if wide else note)


class Lead(NamedTuple):
    """Who has least against it, the lead over the nearest rival, and who that is."""

    first: tuple[str, ...]
    ahead: float
    nearest: tuple[str, ...]


def lead(scores: pd.Series) -> Lead:
    """Return who has the least of some scores and by how much; nobody is ahead where two are level."""
    scores = scores.round(9)
    first, behind = scores[scores == scores.min()], scores[scores > scores.min()]
    if len(first) > 1 or behind.empty:
        return Lead(tuple(first.index), 0.0, ())
    return Lead(tuple(first.index), behind.min() - scores.min(), tuple(behind.index[behind == behind.min()]))


def _without(view: View, matrix: Matrix, question: str, item: str, found: Lead, changed: bool) -> Row:
    """Return who leads without an item, or with all of them."""
    words = matrix.statements[item] if item else _ALL
    ids = (item,) if item else tuple(matrix.ratings.index)
    first, nearest = (listing(matrix.labels[each] for each in some) for some in (found.first, found.nearest))
    said = f"{first}, {points(found.ahead)} ahead of {nearest}"
    said = f"tied: {first}" if len(found.first) > 1 else said
    told = f"Without “{words}”: {said}" if item else f"{_ALL}: {said}"
    bar: Cell = Text("0", bold=True, ids=ids, words=told)
    if found.ahead:
        bar = Bar((Part(found.ahead, _color(view, question) if changed else LINE, ids=ids, words=told),))
    leads = Text(said, bold=changed or not item, small=True, lines=3, ids=ids, words=told)
    return Row(words, (bar, leads), ids, told, section=matrix.asked[question], accent=not item)


def _section(view: View, matrix: Matrix, question: str, weighted: bool) -> list[Row]:
    """Return the rows of a question, the item whose loss matters most on top."""
    found = ach.standing(matrix, question, weighted)
    if found.state in (TOO_FEW, LEVEL):
        rated = say("{n} of {m:cell} {n|is|are} rated", n=found.rated, m=found.cells)
        return [Row(f"{capital(found.state)}: {rated}", (), section=matrix.asked[question])]
    against = ach.points_against(matrix, weighted)[matrix.rivals(question)]
    total = against.sum()
    now, without = lead(total), {str(item): lead(total - against.loc[item]) for item in against.index}
    moved = [item for item in without if without[item] != now]
    moved.sort(key=lambda item: (without[item].first == now.first, without[item].ahead))
    rows = [_without(view, matrix, question, "", now, False)]
    rows += [
        _without(view, matrix, question, item, without[item], without[item].first != now.first)
        for item in moved
    ]
    # each question keeps its first rows, so that none falls away while another is told at length
    return [replace(row, weight=-at) for at, row in enumerate(rows)]


@chart("evidence", label="What the order hangs on", also=_ALSO, options={**_OPTIONS, "score": _SCORE})
def ach_sensitivity(view: View) -> tuple[Plan, Words]:
    """Who stands first on each question and by how much, with all items of evidence and without each."""
    (matrix, only), weighted = _matrix_of(view), view.options["score"] == "weighted"
    rows = [row for question in matrix.contested for row in _section(view, matrix, question, weighted)]
    nothing = Row("No question has two hypotheses, so there is no order to test.", (), quiet=True)
    columns = (
        Column("Points ahead", 0.7, narrow="drop"),
        Column("" if view.narrow else "Who stands first without it", 1.1, gap=0.1, narrow="below"),
    )
    laid = Rows(rows or [nothing], columns, share=1.0 if view.narrow else 0.46, lines=5).fit(view)
    rated, note = _whose(view, matrix)
    subtitle = (
        f"Who has least against it by the {view.options['score']} score, by how many points: with all items, "
        f"then without the one named. {rated}{only}"
    )
    if view.slide:
        subtitle = f"Who has least against it, and by how many points, without the one named.{only}"
    alt = f"Bars of leads. {' '.join(ach.sentences(matrix, weighted))}"
    note += "" if view.slide else " Items that change no lead are not drawn."
    return laid, Words(ach.headline(matrix, weighted), subtitle, alt, note)
