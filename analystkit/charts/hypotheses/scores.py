"""What speaks against each hypothesis, and what the order hangs on; the matrix behind a view, words on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analystkit.analysis import ach
from analystkit.analysis.ach import AGAINST, LEVEL, SCALE, TOO_FEW, Matrix, headline, sentences, standing
from analystkit.charts import Bar, Column, Option, Part, Plan, Row, Rows, Swatch, Text, View, Words, chart
from analystkit.charts.style import LINE, MINE, MUTED, tint
from analystkit.errors import unknown
from analystkit.words import capital, count, listing, ordinal, say

ANALYST = Option("", label="Rated by", found=lambda dossier: {name: name for name in ach.analysts(dossier)})
QUESTION = Option(
    "", label="Question",
    found=lambda dossier: {t.term: t.label for t in dossier.codebook.terms("hypotheses", "question")},
)  # fmt: skip
ALSO = ("hypotheses", "consistency", "relevance")
NEEDS = ("id", "statement", "reliability", "credibility", "known_at_signing")
CAUTION = "A score says what speaks against a hypothesis. It is no probability."
ALL = "With all items"
SCORES = {"plain": "Plain score", "weighted": "Weighted score"}
_LATE = 0.4  # how strong the color of hindsight is


def matrix_of(view: View) -> tuple[Matrix, str]:
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


def _is_own(view: View, matrix: Matrix) -> bool:
    table = view.dossier.table("consistency")
    return bool(table.loc[table["analyst"] == matrix.analyst, "mine"].any())


def rated_by(view: View, matrix: Matrix) -> str:
    """Return who rated, marked where the ratings are the analyst's own."""
    if _is_own(view, matrix):
        return f"Rated by {matrix.analyst} {MINE}"
    editors = matrix.analyst == view.dossier.about.analyst
    return "Rated by the dossier's editors" if editors else f"Rated by {matrix.analyst}"


def note_of(view: View, matrix: Matrix) -> str:
    """Return what the reader must mind of any chart of hypotheses."""
    own = f" {MINE} These ratings are the analyst's own ({matrix.analyst})." if _is_own(view, matrix) else ""
    return f"{CAUTION}{own}"


def question_color(view: View, question: str) -> str:
    """Return a question's color."""
    return view.dossier.codebook.color("hypotheses", "question", question)


def evidence_phrase(matrix: Matrix) -> str:
    """Return how many items there are, and how many of them are hindsight."""
    late, total = int((~matrix.known).sum()), len(matrix.known)
    every = "" if total == 1 else "all "
    when = f"{every}hindsight" if late == total else say("{n} of them hindsight", n=late)
    return say("{n:item of evidence}, {when}", n=total, when=when if late else f"{every}known at signing")


def points(value: float) -> str:
    """Return a score as charts write it."""
    return f"{value:.1f}".removesuffix(".0")


def _flags(row: pd.Series) -> list[str]:
    """Return what the reader must mind of one hypothesis."""
    flags = [f"{ordinal(int(row['weighted_rank']))} by weight"] if row["differs"] else []
    return [*flags, *(["hard to refute"] if row["hard_to_refute"] else [])]


def _scored(view: View, matrix: Matrix, name: str, row: pd.Series, section: str) -> Row:
    """Return one hypothesis: what speaks against it, its weighted score, and how far it is tested."""
    color, given, parts = question_color(view, row["question"]), matrix.ratings[name], []
    for known, face, when in ((True, color, "known at signing"), (False, tint(color, _LATE), "hindsight")):
        items = [each for each in given.index if given[each] in AGAINST and matrix.known[each] == known]
        score = sum(AGAINST[given[item]] for item in items)
        words = f"{row['label']}: {points(score)} from {count(len(items), 'item')} against it, {when}"
        parts += [Part(score, face, ids=tuple(items), words=words)] if items else []
    bearing = tuple(item for item in given.index if given[item] in SCALE and given[item] != "N")
    tested = f"{row['informative']} of {row['items']}"
    cells = (
        Bar(tuple(parts)) if parts else Text("0", bold=True),
        Text(points(row["weighted"]), lines=1),
        Text(tested, MUTED, lines=1, ids=bearing, words=f"{row['label']}: tested by {tested} items"),
    )
    return Row(row["label"], cells, bearing, row["label"], capital("; ".join(_flags(row))), section)


@chart(
    name="ach-inconsistency",
    label="What speaks against each hypothesis",
    table="evidence",
    needs=NEEDS,
    about="The weight of inconsistent evidence against each hypothesis, by question, plain and weighted.",
    also=ALSO,
    options={"analyst": ANALYST, "question": QUESTION},
)
def ach_inconsistency(view: View) -> tuple[Plan, Words]:
    """Return a bar for each hypothesis, question by question, least against first."""
    matrix, only = matrix_of(view)
    table = ach.ranking(matrix)
    few = {each for each in matrix.contested if standing(matrix, each).state == TOO_FEW}
    sections = {
        each: f"{label}{': too few ratings to rank' if each in few else ''}"
        for each, label in matrix.asked.items()
    }
    sections = dict.fromkeys(sections, "") if view.slide and only and not few else sections
    rows = [
        _scored(view, matrix, str(each), row, sections[row["question"]]) for each, row in table.iterrows()
    ]
    both = bool(matrix.known.any()) and bool((~matrix.known).any())
    key = [Swatch("known at signing", "#4a4a4a"), Swatch("hindsight", tint("#4a4a4a", _LATE))] if both else []
    columns = (
        Column("Plain", 1.0),
        Column("Weighted", 0, "right", gap=0.1),
        Column("Tested by", 0, "right", gap=0.12, narrow="drop"),
    )
    laid = Rows(rows, columns, key, share=0.42 if view.narrow else 0.34, lines=2, noun="hypothesis").fit(view)
    evidence = evidence_phrase(matrix)
    subtitle = f"Inconsistency by question, from {evidence}: a longer bar, more against it. "
    subtitle += f"{rated_by(view, matrix)}.{only}"
    subtitle = f"{capital(evidence)}. A longer bar: more against it.{only}" if view.slide else subtitle
    said = [
        f"{row['label']}: {points(row['plain'])} plain, {points(row['weighted'])} weighted"
        + "".join(f", {flag}" for flag in _flags(row))
        for _, row in table.iterrows()
    ]
    hangs, note, wide = " ".join(sentences(matrix)), note_of(view, matrix), not (view.slide or view.narrow)
    alt = f"Bars of what speaks against {count(len(table), 'hypothesis')}. {'; '.join(said)}. {hangs}"
    note += " Tested by: items rated other than N." if wide else ""
    if table["hard_to_refute"].any() and not view.slide:
        note += " Hard to refute: few items say anything about it, or could count against it."
    return laid, Words(headline(matrix), subtitle, alt, f"{note} {hangs}" if wide else note)


@dataclass(frozen=True)
class Lead:
    """Who has least against it, the lead over the nearest rival, and who that is."""

    first: tuple[str, ...]
    ahead: float
    nearest: tuple[str, ...]


def lead(scores: pd.Series) -> Lead:
    """Return who has the least of some scores and by how much; nobody is ahead where two are level."""
    scores = scores.round(9)
    first = tuple(map(str, scores.index[scores == scores.min()]))
    behind = scores.drop(list(first))
    if len(first) > 1 or behind.empty:
        return Lead(first, 0.0, ())
    nearest = tuple(map(str, behind.index[behind == behind.min()]))
    return Lead(first, float(behind.min() - scores.min()), nearest)


def _without(view: View, matrix: Matrix, question: str, item: str, found: Lead, changed: bool) -> Row:
    """Return who leads without an item, or with all of them."""
    words, ids = (
        str(matrix.statements[item]) if item else ALL,
        (item,) if item else tuple(matrix.ratings.index),
    )
    first, nearest = (
        listing([matrix.labels[each] for each in some]) for some in (found.first, found.nearest)
    )
    said = f"{first}, {points(found.ahead)} ahead of {nearest}"
    said = f"tied: {first}" if len(found.first) > 1 else said
    told = f"Without “{words}”: {said}" if item else f"{ALL}: {said}"
    color = question_color(view, question) if changed else LINE
    zero, bar = (
        Text("0", bold=True, ids=ids, words=told),
        Bar((Part(found.ahead, color, ids=ids, words=told),)),
    )
    leads = Text(said, bold=changed or not item, small=True, lines=3, ids=ids, words=told)
    cells = (bar if found.ahead else zero, leads)
    return Row(words, cells, ids, told, section=matrix.asked[question], accent=not item)


def _section(view: View, matrix: Matrix, question: str, weighted: bool) -> list[Row]:
    """Return the rows of a question, the item whose loss matters most on top."""
    found = standing(matrix, question, weighted)
    if found.state in (TOO_FEW, LEVEL):
        rated = say("{n} of {m:cell} {n|is|are} rated", n=found.rated, m=found.cells)
        return [Row(f"{capital(found.state)}: {rated}", (), section=matrix.asked[question])]
    against = ach.points_against(matrix)[matrix.rivals(question)]
    against = against.mul(matrix.weights, axis=0) if weighted else against
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


@chart(
    name="ach-sensitivity",
    label="What the order hangs on",
    table="evidence",
    needs=NEEDS,
    about="Who stands first on each question and by how much, with all items of evidence and without each.",
    also=ALSO,
    options={"analyst": ANALYST, "question": QUESTION, "score": Option("plain", SCORES, "Score")},
)
def ach_sensitivity(view: View) -> tuple[Plan, Words]:
    """Return for each question the lead with all items, then without each item that changes it."""
    (matrix, only), weighted = matrix_of(view), view.options["score"] == "weighted"
    rows = [row for question in matrix.contested for row in _section(view, matrix, question, weighted)]
    nothing = Row("No question has two hypotheses, so there is no order to test.", (), quiet=True)
    columns = (
        Column("Points ahead", 0.7, narrow="drop"),
        Column("" if view.narrow else "Who stands first without it", 1.1, gap=0.1, narrow="below"),
    )
    laid = Rows(rows or [nothing], columns, share=1.0 if view.narrow else 0.46, lines=5).fit(view)
    subtitle = (
        f"Who has least against it by the {view.options['score']} score, by how many points: with all items, "
        f"then without the one named. {rated_by(view, matrix)}.{only}"
    )
    if view.slide:
        subtitle = f"Who has least against it, and by how many points, without the one named.{only}"
    said = " ".join(sentences(matrix, weighted))
    note = note_of(view, matrix) + ("" if view.slide else " Items that change no lead are not drawn.")
    return laid, Words(headline(matrix, weighted), subtitle, f"Bars of leads. {said}", note)
