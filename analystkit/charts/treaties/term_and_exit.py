"""How long treaties run, and how one leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analystkit.charts import Bar, Column, Option, Part, Plan, Row, Rows, Text, View, Words, chart
from analystkit.charts.style import ACCENT, INK, MUTED, PAPER
from analystkit.charts.treaties import COMPARED, compared_with, left_out, named
from analystkit.words import capital, count, listing, number, say

_CUT = 30  # years; a longer bar is cut, or all others would be stubs
_NOT_KNOWN, _NO_END = "Not known", "No end"
_GREY = "#7d8b99"


class Term(NamedTuple):
    """One treaty: its term in years (None where there is no number), and what is said of how it ends."""

    id: str
    name: str
    years: float | None
    term: str
    renewal: str
    notice: str


def _terms(view: View) -> list[Term]:
    """Return the treaties in the order asked for: the longest term first, or the earliest."""
    blank, found = {"": _NOT_KNOWN, "unknown": _NOT_KNOWN, "indefinite": _NO_END}, []
    for _, row in view.rows.sort_values("signed_from", kind="stable").iterrows():
        years = pd.to_numeric(row["term_years"], errors="coerce")
        cells = (row[name] for name in ("term_years", "renewal", "termination_notice"))
        term, renewal, notice = (blank.get(cell, capital(cell)) for cell in cells)
        known = None if pd.isna(years) else float(years)
        term = term if known is None else f"{known:g} {'year' if known == 1 else 'years'}"
        found.append(Term(row["id"], named(row), known, term, renewal, notice))
    if view.options["order"] == "term":
        found.sort(key=lambda each: (each.term == _NOT_KNOWN, each.term != _NO_END, -(each.years or 0)))
    return found


def _term_row(each: Term, own: bool, unsure: bool) -> Row:
    long, words = each.years is not None and each.years > _CUT, f"{each.name}: {each.term}"
    length = _CUT if long or each.term == _NO_END else each.years or 0.0
    color = PAPER if each.years is None else ACCENT if own else _GREY  # open where there is no end
    bar = Bar((Part(length, color, (each.id,), words),), f"{each.term}{' (bar cut)' if long else ''}")
    cells: list[Bar | Text] = [bar if length else Text(f"{each.term}{' (unverified)' * unsure}", MUTED)]
    for head, text in (("renewal:", each.renewal), ("notice to leave:", each.notice)):
        told, color = f"{each.name}: {head} {text}", MUTED if text == _NOT_KNOWN else INK
        cells.append(Text(text, color, small=True, lines=5, ids=(each.id,), words=told))
    return Row(each.name, cells, (each.id,), words, accent=own, weight=float(own))


def _spread(drawn: Sequence[Term], of: str) -> str:
    """Return how far the terms of the treaties drawn spread, and how many have none."""
    years = sorted(each.years for each in drawn if each.years is not None)
    endless = sum(each.term == _NO_END for each in drawn)
    unsure = len(drawn) - len(years) - endless
    parts = [say("{n} {n|has|have} no end", n=endless)] if endless else []
    parts += [f"of {unsure} it is not known"] if unsure else []
    if years and years[0] == years[-1]:
        one = "the term is" if len(years) == 1 else "all terms are"
        parts.insert(0, f"{one} {number(years[0])} {'year' if years[0] == 1 else 'years'}")
    elif years:
        parts.insert(0, f"terms run from {number(years[0])} to {number(years[-1])} years")
    return f"{capital(of)}: {listing(parts)}"


@chart(
    "treaties",
    label="Term, renewal and notice",
    most=5_000,
    needs=("signed", "term_years", "renewal", "termination_notice"),
    options={
        "order": Option("term", {"term": "Longest term first", "date": "Earliest first"}, "Order"),
        "compare_with": COMPARED,
    },
)
def term_and_exit(view: View) -> tuple[Plan, Words]:
    """How long each treaty runs, how it is renewed, and with what notice a party may leave."""
    every, own = _terms(view), compared_with(view)
    columns = [
        Column("" if view.narrow else "Term", share=1.0 if view.slide else 1.4),
        Column("Renewal", share=0.9, gap=0.06, narrow="below", paper=True),
        Column("Notice to leave", share=1.2 if view.slide else 0.9, gap=0.06, narrow="below"),
    ]
    rows = [_term_row(each, each.id == own, view.unverified([each.id])) for each in every]
    laid = Rows(rows, columns, share=0.4 if view.slide else 0.3, stacked=view.narrow).fit(view)
    drawn = [each for each in every if each.id in laid.ids]
    of, left = left_out(drawn, every)
    first = "the longest term" if view.options["order"] == "term" else "the earliest"
    what = "Term and notice" if view.slide else "Term, renewal and notice"
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {first} first.{left}"
    said = [f"{each.name}: {each.term}; renewal: {each.renewal}; notice: {each.notice}" for each in drawn]
    known = sum(each.notice != _NOT_KNOWN for each in drawn)
    note = f"The notice that one must give to leave is known for {known} of {len(drawn)}."
    note += f" Bars of more than {_CUT} years are cut." if any((e.years or 0) > _CUT for e in drawn) else ""
    alt = f"A table with bars. {'. '.join(said)}."
    return laid, Words(_spread(drawn, of), subtitle, alt, note, view.verified(laid.ids))
