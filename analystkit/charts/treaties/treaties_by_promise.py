"""Which promises and clauses each treaty makes, and how alike it is to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.analysis.comparison import NO, UNKNOWN, Likeness, clauses, likeness
from analystkit.charts import UNVERIFIED, Column, Option, Plan, Row, Rows, Swatch, View, Words, chart, letters
from analystkit.charts.cells import Sign, Text
from analystkit.charts.style import GRID, INK, LINE, PAPER
from analystkit.charts.text import widest
from analystkit.charts.treaties import COMPARED, compared_with, left_out, named
from analystkit.words import count, listing, lower_label, say

_ALL, _FIRST_GROUP = "all", "promises only"
_YES, _PREAMBLE = "yes", "preamble"
_CLAUSES = Option(_ALL, {_ALL: "All, where there is room", _FIRST_GROUP: "Promises only"}, "Clauses")
_ORDER = Option(
    "likeness",
    {"likeness": "Most alike first", "date": "Earliest first", "promise": "By what they promise"},
    "Order",
)


@dataclass(frozen=True)
class Treaty:
    """One treaty: its name, its values by clause, and how alike it is to the one compared with."""

    id: str
    name: str
    values: dict[str, str]
    alike: Likeness | None


def _treaties(view: View, own: str, names: Sequence[str]) -> list[Treaty]:
    """Return the treaties in the order asked for; by likeness the one compared with stands first."""
    table, found = clauses(view.dossier), []
    alike = {each.treaty: each for each in likeness(view.dossier, own)}
    for _, row in view.rows.sort_values("signed_from", kind="stable").iterrows():
        values = {name: str(table.at[row["id"], name]) for name in names}
        found.append(Treaty(row["id"], named(row), values, alike.get(row["id"])))
    if view.options["order"] == "likeness":
        order = [own, *alike]
        found.sort(key=lambda each: order.index(each.id))
    if view.options["order"] == "promise":
        terms = [term.term for term in view.dossier.codebook.terms("treaty_features", "value")]
        rank = {term: at for at, term in enumerate(terms)}
        found.sort(key=lambda each: [rank.get(value, len(rank)) for value in each.values.values()])
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
        name = drawn[0].name
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
    most=5_000,
    needs=("parties", "signed"),
    options={"order": _ORDER, "clauses": _CLAUSES, "compare_with": COMPARED},
)
def treaties_by_promise(view: View) -> tuple[Plan, Words]:
    """Which promises and clauses each treaty makes, with what is not known told from what is absent."""
    own, book, groups = compared_with(view), view.dossier.codebook, dict[str, list[str]]()
    order = str(view.options["order"])
    for term in book.terms("treaty_features", "feature"):
        groups.setdefault(term.group or term.label, []).append(term.term)
    if view.options["clauses"] == _FIRST_GROUP or view.tight:
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
    stacked, columns = view.tight and len(groups) == 1, []
    for group, names in groups.items():
        color = book.color("treaty_features", "feature", names[0])
        for head in [book.label("treaty_features", "feature", name) for name in names]:
            # stacked, a column is as wide as its longest word, so that heads stand level
            share = widest(head.split(), view.sizes.source) if stacked else 1.0
            columns.append(Column(head, share, "center", group="" if view.slide else group, color=color))
    columns.append(Column("Alike", share=0, align="right", gap=0.08, narrow="drop", paper=True))
    rows = [_row(view, each, own, signs) for each in every]
    laid = Rows(rows, columns, [*key, UNVERIFIED], share=0.42, small=True, lines=3, stacked=stacked).fit(view)
    drawn = every[: len(laid.drawn)]
    reference = view.dossier.table("treaties").set_index("id", drop=False).loc[own]
    name = f"{reference['title']}, {str(reference['signed'])[:4]}"
    what = next(iter(groups)) if len(groups) == 1 else "Clauses"
    told = {"likeness": f"the most alike to {name} first", "date": "earliest first", "promise": "by promise"}
    of, left = left_out(drawn, every)
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {told[order]}; a small dot: not known.{left}"
    if view.slide:
        subtitle = f"{what}, {told[order].replace(f' to {name}', '')}; a dot: not known.{left}"
    note = "Alike: same value, of all clauses known of both that one of them has; grey: fewer than five."
    nearest = next((each for each in drawn if each.alike and each.alike.enough), None)
    if nearest and nearest.alike and nearest.alike.differ and order == "likeness":
        differ = listing([_feature(view, each) for each in nearest.alike.differ])
        note += f" The most alike, {nearest.name}, differs in {differ}."
    alt = f"A table of treaties by clauses. {'. '.join(_in_words(view, each) for each in drawn)}."
    headline = _promising(view, drawn, next(iter(groups.values()))[0], of)
    return laid, Words(headline, subtitle, alt, "" if view.tight else note, view.verified(laid.ids))
