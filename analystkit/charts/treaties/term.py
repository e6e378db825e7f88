"""How long treaties run, how they are renewed, and how one leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.charts import Bar, Cell, Column, Option, Part, Plan, Row, Rows, Text, View, Words, chart
from analystkit.charts.style import ACCENT, INK, MUTED
from analystkit.charts.treaties.promises import COMPARED, compared_with, left_out, named
from analystkit.words import capital, count, listing, number, say

CUT = 30  # years; a longer bar is cut, or all others would be stubs
UNKNOWN, INDEFINITE = "unknown", "indefinite"
NOT_KNOWN, NO_END = "Not known", "No end"
_GREY = "#7d8b99"


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
    return NOT_KNOWN if text in ("", UNKNOWN) else NO_END if text == INDEFINITE else capital(text)


def _treaties(view: View) -> list[Treaty]:
    """Return the treaties in the order asked for: the longest term first, or the earliest."""
    found, order = [], view.rows.sort_values("signed_from", kind="stable")
    for (_, row), term in zip(
        order.iterrows(), pd.to_numeric(order["term_years"], errors="coerce"), strict=True
    ):
        years = None if pd.isna(term) else float(term)
        said = _said(row["term_years"]) if years is None else f"{years:g} {'year' if years == 1 else 'years'}"
        rest = (_said(row[name]) for name in ("renewal", "termination_notice"))
        found.append(Treaty(row["id"], named(row), years, said, *rest))
    if view.options["order"] == "term":
        found.sort(key=lambda each: (each.term == NOT_KNOWN, each.term != NO_END, -(each.years or 0)))
    return found


def _row(each: Treaty, own: bool) -> Row:
    long, words = each.years is not None and each.years > CUT, f"{each.name}: {each.term}"
    length = CUT if long or each.term == NO_END else each.years or 0.0
    part = Part(length, ACCENT if own else _GREY, ids=(each.id,), words=words, hollow=each.years is None)
    said = f"{each.term}{' (bar cut)' if long else ''}"
    cells: list[Cell] = [Bar((part,), said) if length else Text(each.term, MUTED)]
    for head, text in (("renewal:", each.renewal), ("notice to leave:", each.notice)):
        told, color = f"{each.name}: {head} {text}", MUTED if text == NOT_KNOWN else INK
        cells.append(Text(text, color, small=True, lines=5, ids=(each.id,), words=told))
    return Row(each.name, cells, (each.id,), words, accent=own, weight=float(own))


def _headline(drawn: Sequence[Treaty], of: str) -> str:
    """Return how far the terms of the treaties drawn spread, and how many have none."""
    years = sorted(each.years for each in drawn if each.years is not None)
    endless = sum(each.term == NO_END for each in drawn)
    unsure = len(drawn) - len(years) - endless
    parts = [say("{n} {n|has|have} no end", n=endless)] if endless else []
    parts += [f"of {unsure} it is not known"] if unsure else []
    if years and years[0] == years[-1]:
        one = "the term is" if len(years) == 1 else "all terms are"
        parts.insert(0, f"{one} {count(int(years[0]), 'year')}")
    elif years:
        parts.insert(0, f"terms run from {number(years[0])} to {number(years[-1])} years")
    return f"{capital(of)}: {listing(parts)}"


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
    rows, share = [_row(each, each.id == own) for each in every], 0.4 if view.slide else 0.3
    laid = Rows(rows, columns, share=share, stacked=view.narrow).fit(view)
    drawn = [each for each in every if each.id in laid.ids]
    of, left = left_out(drawn, every)
    first = "the longest term" if view.options["order"] == "term" else "the earliest"
    what = "Term and notice" if view.slide else "Term, renewal and notice"
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {first} first.{left}"
    said = [f"{each.name}: {each.term}; renewal: {each.renewal}; notice: {each.notice}" for each in drawn]
    known = sum(each.notice != NOT_KNOWN for each in drawn)
    note = f"The notice that one must give to leave is known for {known} of {len(drawn)}."
    note += f" Bars of more than {CUT} years are cut." if any((e.years or 0) > CUT for e in drawn) else ""
    alt = f"A table with bars. {'. '.join(said)}."
    return laid, Words(_headline(drawn, of), subtitle, alt, note, view.verified(laid.ids))
