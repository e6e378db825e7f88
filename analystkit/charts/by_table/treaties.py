"""Charts over treaties: which promises and clauses each makes, how long it runs and how one leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analystkit.analysis.comparison import NO, UNKNOWN, Likeness, clauses, likeness, own_treaty
from analystkit.charts import Bar, Column, Part, Row, Rows, Sign, Swatch, Text, View, Words
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.legend import letters
from analystkit.charts.style import ACCENT, GRID, INK, LINE, MINE, MUTED, PAPER
from analystkit.charts.text import widest
from analystkit.errors import unknown
from analystkit.words import capital, count, listing, lower_label, number, say

_ALL, _FIRST_GROUP = "all", "promises only"
_YES, _PREAMBLE = "yes", "preamble"
_CLAUSES = Option(_ALL, {_ALL: "All, where there is room", _FIRST_GROUP: "Promises only"}, "Clauses")
_COMPARED = Option(
    "", label="Compared with",
    found=lambda dossier: dict(dossier.table("treaties")[["id", "title"]].itertuples(index=False)),
)  # fmt: skip
_ORDER = Option(
    "likeness",
    {"likeness": "Most alike first", "date": "Earliest first", "promise": "By what they promise"},
    "Order",
)
_CUT = 30  # years; a longer bar is cut, or all others would be stubs
_NOT_KNOWN, _NO_END = "Not known", "No end"
_GREY = "#7d8b99"


def _named(row: pd.Series) -> str:
    """Return a treaty's year and title, with an asterisk where the row is the analyst's own."""
    return f"{str(row['signed'])[:4] or 'n.d.'}  {row['title']}{f' {MINE}' if row['mine'] else ''}"


def _compared_with(view: View) -> str:
    """Return the treaty that the others are compared with: the one asked for, else the dossier's own."""
    ids, asked = list(view.dossier.table("treaties")["id"]), str(view.options["compare_with"])
    if asked and asked not in ids:
        raise unknown("treaty", asked, ids)
    return asked or own_treaty(view.dossier) or str(ids[0])


def _left_out(drawn: Sequence[object], every: Sequence[object]) -> tuple[str, str]:
    """Return how many treaties are drawn, as a headline says it, and the sentence on those that are not."""
    left = len(every) - len(drawn)
    of = count(len(drawn), "treaty") + (" drawn" if left else "")
    return of, say(" Not drawn: {n:more treaty}.", n=left) if left else ""


@dataclass(frozen=True)
class Treaty:
    """One treaty: its name, its values by clause, and how alike it is to the one compared with."""

    id: str
    name: str
    values: dict[str, str]
    alike: Likeness | None

    @property
    def said(self) -> str:
        """Its name as it stands in a sentence."""
        return self.name.replace("  ", " ")


def _treaties(view: View, own: str, names: Sequence[str]) -> list[Treaty]:
    """Return the treaties in the order asked for; by likeness the one compared with stands first."""
    table, found = clauses(view.dossier), []
    alike = {each.treaty: each for each in likeness(view.dossier, own)}
    for _, row in view.rows.sort_values("signed_from", kind="stable").iterrows():
        values = {name: str(table.at[row["id"], name]) for name in names}
        found.append(Treaty(row["id"], _named(row), values, alike.get(row["id"])))
    if view.options["order"] == "likeness":
        order = [own, *alike]
        found.sort(key=lambda each: order.index(each.id))
    if view.options["order"] == "promise":
        terms = [term.term for term in view.dossier.codebook.terms("treaty_features", "value")]
        found.sort(key=lambda each: [terms.index(value) for value in each.values.values()])
    return found


def _feature(view: View, feature: str) -> str:
    return lower_label(view.dossier.codebook.label("treaty_features", "feature", feature))


def _row(view: View, each: Treaty, own: str, signs: dict[str, str]) -> Row:
    book, cells, alike = view.dossier.codebook, list[Sign | Text](), each.alike
    for feature, value in each.values.items():
        color = PAPER if value == NO else book.color("treaty_features", "value", value)
        told = "not known" if value == UNKNOWN else lower_label(book.label("treaty_features", "value", value))
        words, edge = f"{each.name}: {_feature(view, feature)}, {told}", GRID if value == NO else ""
        cells.append(Sign(signs.get(value, ""), color, (each.id,), words, value != UNKNOWN, edge))
    text = f"{alike.same} of {alike.known}" if alike and alike.known else ""
    told = f"{text} clauses alike" if text else ""
    if alike and alike.differ:
        told += f"; they differ in {listing([_feature(view, name) for name in alike.differ])}"
    color = INK if alike and alike.enough else LINE
    cells.append(Text(text, color, small=True, lines=1, ids=(each.id,) if text else (), words=told))
    return Row(each.name, cells, (each.id,), each.name, accent=each.id == own)


def _promising(view: View, drawn: Sequence[Treaty], first: str, of: str) -> str:
    """Return how many of the treaties drawn make the first promise, and of how many that is not known."""
    label, values = _feature(view, first), [each.values[first] for each in drawn]
    no, unsure, preamble = (values.count(value) for value in (NO, UNKNOWN, _PREAMBLE))
    made = len(values) - no - unsure - preamble
    if len(drawn) == 1:
        verb = "promises" if made else "does not promise" if no else "is not known to promise"
        name = drawn[0].said
        return f"{name} names {label} in its preamble only" if preamble else f"{name}: {verb} {label}"
    text = say("{n} of {of} {n|promises|promise} {label}", n=made, of=of, label=label)
    text = text if made else f"None of {of} promises {label}"
    rest = [say("{n} {n|does|do} not", n=no)] if no and made else []
    rest += [f"{preamble} in the preamble only"] if preamble else []
    rest += [f"of {unsure} it is not known"] if unsure else []
    return "; ".join([text, *rest])


def _in_words(view: View, each: Treaty) -> str:
    parts = []
    for term in view.dossier.codebook.terms("treaty_features", "value"):
        names = [_feature(view, name) for name, value in each.values.items() if value == term.term]
        if names:
            several, listed = f"{len(names)} not known", f"{lower_label(term.label)}: {listing(names)}"
            parts.append(several if term.term == UNKNOWN else listed)
    return f"{each.name}: {'; '.join(parts)}"


@chart(
    "treaties",
    also=("treaty_features",),
    needs=("parties", "signed"),
    options={"order": _ORDER, "clauses": _CLAUSES, "compare_with": _COMPARED},
)
def treaties_by_promise(view: View) -> tuple[Plan, Words]:
    """Which promises and clauses each treaty makes, with what is not known told from what is absent."""
    own, book, groups = _compared_with(view), view.dossier.codebook, dict[str, list[str]]()
    tight, order = view.narrow or view.slide, str(view.options["order"])
    for term in book.terms("treaty_features", "feature"):
        groups.setdefault(term.group or term.label, []).append(term.term)
    if view.options["clauses"] == _FIRST_GROUP or tight:
        groups = dict([*groups.items()][:1])
    every = _treaties(view, own, [name for names in groups.values() for name in names])
    present = {value for each in every for value in each.values.values()} - {UNKNOWN}
    shown = [term for term in book.terms("treaty_features", "value") if term.term in present]
    tags = letters([term.label for term in shown if term.term not in (_YES, NO)])
    signs = {term.term: tags[term.label] for term in shown if term.label in tags} | {NO: "–"}
    key = [
        Swatch(term.label, PAPER if term.term == NO else term.color, mark=signs.get(term.term, ""))
        for term in shown
    ]
    stacked, columns = tight and len(groups) == 1, []
    for group, names in groups.items():
        color = book.color("treaty_features", "feature", names[0])
        for head in [book.label("treaty_features", "feature", name) for name in names]:
            # stacked, a column is as wide as its longest word, so that heads stand level
            share = widest(head.split(), view.sizes.source) if stacked else 1.0
            columns.append(Column(head, share, "center", group="" if view.slide else group, color=color))
    columns.append(Column("Alike", share=0, align="right", gap=0.08, narrow="drop", paper=True))
    rows = [_row(view, each, own, signs) for each in every]
    laid = Rows(rows, columns, key, share=0.42, small=True, lines=3, stacked=stacked).fit(view)
    drawn = every[: len(laid.drawn)]
    reference = view.dossier.table("treaties").set_index("id", drop=False).loc[own]
    name = f"{reference['title']}, {str(reference['signed'])[:4]}"
    what = next(iter(groups)) if len(groups) == 1 else "Clauses"
    told = {"likeness": f"the most alike to {name} first", "date": "earliest first", "promise": "by promise"}
    of, left = _left_out(drawn, every)
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {told[order]}; a small dot: not known.{left}"
    if view.slide:
        subtitle = f"{what}, {told[order].replace(f' to {name}', '')}; a dot: not known.{left}"
    note = "Alike: same value, of all clauses known of both that one of them has; grey: fewer than five."
    nearest = next((each for each in drawn if each.alike and each.alike.enough), None)
    if nearest and nearest.alike and nearest.alike.differ and order == "likeness":
        differ = listing([_feature(view, each) for each in nearest.alike.differ])
        note += f" The most alike, {nearest.said}, differs in {differ}."
    alt = f"A table of treaties by clauses. {'. '.join(_in_words(view, each) for each in drawn)}."
    headline = _promising(view, drawn, next(iter(groups.values()))[0], of)
    return laid, Words(headline, subtitle, alt, "" if tight else note, view.verified(laid.ids))


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
        found.append(Term(row["id"], _named(row), known, term, renewal, notice))
    if view.options["order"] == "term":
        found.sort(key=lambda each: (each.term == _NOT_KNOWN, each.term != _NO_END, -(each.years or 0)))
    return found


def _term_row(each: Term, own: bool) -> Row:
    long, words = each.years is not None and each.years > _CUT, f"{each.name}: {each.term}"
    length = _CUT if long or each.term == _NO_END else each.years or 0.0
    part = Part(length, ACCENT if own else _GREY, ids=(each.id,), words=words, hollow=each.years is None)
    bar = Bar((part,), f"{each.term}{' (bar cut)' if long else ''}")
    cells: list[Bar | Text] = [bar if length else Text(each.term, MUTED)]
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
        parts.insert(0, f"{one} {count(int(years[0]), 'year')}")
    elif years:
        parts.insert(0, f"terms run from {number(years[0])} to {number(years[-1])} years")
    return f"{capital(of)}: {listing(parts)}"


@chart(
    "treaties",
    label="Term, renewal and notice",
    needs=("signed", "term_years", "renewal", "termination_notice"),
    options={
        "order": Option("term", {"term": "Longest term first", "date": "Earliest first"}, "Order"),
        "compare_with": _COMPARED,
    },
)
def term_and_exit(view: View) -> tuple[Plan, Words]:
    """How long each treaty runs, how it is renewed, and with what notice a party may leave."""
    every, own = _terms(view), _compared_with(view)
    columns = [
        Column("" if view.narrow else "Term", share=1.0 if view.slide else 1.4),
        Column("Renewal", share=0.9, gap=0.06, narrow="below", paper=True),
        Column("Notice to leave", share=1.2 if view.slide else 0.9, gap=0.06, narrow="below"),
    ]
    rows, share = [_term_row(each, each.id == own) for each in every], 0.4 if view.slide else 0.3
    laid = Rows(rows, columns, share=share, stacked=view.narrow).fit(view)
    drawn = [each for each in every if each.id in laid.ids]
    of, left = _left_out(drawn, every)
    first = "the longest term" if view.options["order"] == "term" else "the earliest"
    what = "Term and notice" if view.slide else "Term, renewal and notice"
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {first} first.{left}"
    said = [f"{each.name}: {each.term}; renewal: {each.renewal}; notice: {each.notice}" for each in drawn]
    known = sum(each.notice != _NOT_KNOWN for each in drawn)
    note = f"The notice that one must give to leave is known for {known} of {len(drawn)}."
    note += f" Bars of more than {_CUT} years are cut." if any((e.years or 0) > _CUT for e in drawn) else ""
    alt = f"A table with bars. {'. '.join(said)}."
    return laid, Words(_spread(drawn, of), subtitle, alt, note, view.verified(laid.ids))
