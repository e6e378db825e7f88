"""How long treaties run, how they are renewed, and how one leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.charts.amounts import Bar, Part
from analystkit.charts.cells import Text
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import ACCENT, INK, MUTED
from analystkit.charts.treaties.promises import COMPARED, compared_with, named, verified
from analystkit.charts.view import View, Words
from analystkit.words import capital, count, listing, number, say

CUT = 30  # years; a longer bar is cut, or all others would be stubs
UNKNOWN, INDEFINITE = "unknown", "indefinite"
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Treaty:
    """One treaty: its term in years (None where there is no number), and what else is said of it."""

    id: str
    name: str
    years: float | None
    term: str
    renewal: str
    notice: str


def _said(text: str) -> str:
    """Return a cell as the chart shows it; a blank one is not known either."""
    return NOT_KNOWN if text in ("", UNKNOWN) else "No end" if text == INDEFINITE else capital(text)


def _treaties(view: View) -> list[Treaty]:
    """Return the treaties in the order asked for: the longest term first, or the earliest."""
    found = []
    for _, row in view.rows.sort_values("signed_from", kind="stable").iterrows():
        try:
            years: float | None = float(row["term_years"])
        except ValueError:
            years = None
        term = (
            _said(row["term_years"])
            if years is None
            else count(int(years), "year")
            if years == int(years)
            else f"{years:g} years"
        )
        found.append(
            Treaty(
                row["id"], named(row), years, term, _said(row["renewal"]), _said(row["termination_notice"])
            )
        )
    if view.options["order"] == "term":
        found.sort(key=lambda each: (each.term == NOT_KNOWN, each.term != "No end", -(each.years or 0)))
    return found


def _row(view: View, each: Treaty, own: bool) -> Row:
    color = ACCENT if own else "#7d8b99"
    long = each.years is not None and each.years > CUT
    length = CUT if long or each.term == "No end" else each.years or 0.0
    words = f"{each.name}: {each.term}"
    said = f"{each.term}{' (bar cut)' if long else ''}"
    bar = (
        Bar((Part(length, color, ids=(each.id,), words=words, hollow=each.years is None),), said)
        if length
        else Text(each.term, MUTED)
    )
    cells = [bar] + [
        Text(
            text,
            MUTED if text == NOT_KNOWN else INK,
            small=True,
            lines=5,
            ids=(each.id,),
            words=f"{each.name}: {head} {text}",
        )
        for head, text in (("renewal:", each.renewal), ("notice to leave:", each.notice))
    ]
    return Row(each.name, cells, (each.id,), words, accent=own, weight=float(own))


def _headline(drawn: Sequence[Treaty], every: Sequence[Treaty]) -> str:
    """Return how far the terms of the treaties drawn spread, and how many have none."""
    years = sorted(each.years for each in drawn if each.years is not None)
    endless = sum(each.term == "No end" for each in drawn)
    unsure = len(drawn) - len(years) - endless
    of = count(len(drawn), "treaty") + (" drawn" if len(drawn) < len(every) else "")
    rest = [say("{n} {n|has|have} no end", n=endless)] if endless else []
    rest += [say("of {n} it is not known", n=unsure)] if unsure else []
    if not years:
        return f"{capital(of)}: {listing(rest)}"
    spread = f"terms run from {number(years[0])} to {number(years[-1])} years"
    if years[0] == years[-1]:
        spread = say("the term is {n:year}" if len(years) == 1 else "all terms are {n:year}", n=int(years[0]))
    return f"{capital(of)}: {listing([spread, *rest])}"


@chart(
    name="term-and-exit",
    label="Term, renewal and notice",
    table="treaties",
    needs=("id", "title", "signed", "term_years", "renewal", "termination_notice"),
    about="How long each treaty runs, how it is renewed, and with what notice a party may leave.",
    options={
        "order": Option("term", {"term": "Longest term first", "date": "Earliest first"}, "Order"),
        "compare_with": COMPARED,
    },
)
def term_and_exit(view: View) -> tuple[Plan, Words]:
    """Return a row for each treaty: a bar for its term, then renewal and notice in words."""
    every, own = _treaties(view), compared_with(view)
    columns = [
        Column("" if view.narrow else "Term", share=1.0 if view.slide else 1.4),
        Column("Renewal", share=0.9, gap=0.06, narrow="below", paper=True),
        Column("Notice to leave", share=1.2 if view.slide else 0.9, gap=0.06, narrow="below"),
    ]
    laid = Rows(
        [_row(view, each, each.id == own) for each in every], columns, share=0.4 if view.slide else 0.3,
        stacked=view.narrow,
    ).fit(view)  # fmt: skip
    drawn = [each for each in every if each.id in laid.ids]
    first = "the longest term" if view.options["order"] == "term" else "the earliest"
    what = "Term and notice" if view.slide else "Term, renewal and notice"
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {first} first."
    left = len(every) - len(drawn)
    subtitle += say(" Not drawn: {n:more treaty}.", n=left) if left else ""
    said = [f"{each.name}: {each.term}; renewal: {each.renewal}; notice: {each.notice}" for each in drawn]
    known = sum(each.notice != NOT_KNOWN for each in drawn)
    note = say("The notice that one must give to leave is known for {n} of {m}.", n=known, m=len(drawn))
    note += (
        f" Bars of more than {CUT} years are cut." if any((each.years or 0) > CUT for each in drawn) else ""
    )
    alt = f"A table with bars. {'. '.join(said)}."
    sure = verified(view, [each.id for each in drawn])
    return laid, Words(_headline(drawn, every), subtitle, alt, note, sure)
