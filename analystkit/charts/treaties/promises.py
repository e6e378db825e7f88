"""Treaties beside one another: which promises and clauses each makes, and which are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analystkit.analysis.comparison import NO, UNKNOWN, Likeness, clauses, likeness, own_treaty
from analystkit.charts.cells import Sign, Text, widest_word
from analystkit.charts.chart import Option, Plan, chart
from analystkit.charts.events.squares import letters
from analystkit.charts.legend import Swatch
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import GRID, INK, LINE, MINE, PAPER
from analystkit.charts.verified import how_verified
from analystkit.charts.view import View, Words
from analystkit.errors import unknown
from analystkit.words import count, listing, lower_label, say

ALL, FIRST_GROUP = "all", "promises only"
YES, PREAMBLE = "yes", "preamble"
CLAUSES = {ALL: "All, where there is room", FIRST_GROUP: "Promises only"}
COMPARED = Option(
    "", label="Compared with",
    found=lambda dossier: dict(dossier.table("treaties")[["id", "title"]].itertuples(index=False)),
)  # fmt: skip
ORDERS = {"likeness": "Most alike first", "date": "Earliest first", "promise": "By what they promise"}


@dataclass(frozen=True)
class Treaty:
    """One treaty: its name, its values by clause, and how alike it is to the one compared with."""

    id: str
    name: str
    values: dict[str, str]
    alike: Likeness | None


def verified(view: View, drawn: Sequence[str]) -> str:
    """Return how well the treaties drawn are verified."""
    return how_verified(view.rows[view.rows["id"].isin(list(drawn))], view.table)


def named(row: pd.Series) -> str:
    """Return a treaty's year and title, with an asterisk where the row is the analyst's own."""
    return f"{str(row['signed'])[:4] or 'n.d.'}  {row['title']}{f' {MINE}' if row['mine'] else ''}"


def compared_with(view: View) -> str:
    """Return the treaty that the others are compared with: the one asked for, else the dossier's own."""
    ids, asked = list(view.dossier.table("treaties")["id"]), str(view.options["compare_with"])
    if asked and asked not in ids:
        raise unknown("treaty", asked, ids)
    return asked or own_treaty(view.dossier) or str(ids[0])


def _features(view: View) -> dict[str, list[str]]:
    """Return the clauses to show, by group, in the codebook's order."""
    found: dict[str, list[str]] = {}
    for term in view.dossier.codebook.terms("treaty_features", "feature"):
        found.setdefault(term.group or term.label, []).append(term.term)
    first = view.options["clauses"] == FIRST_GROUP or view.narrow or view.slide
    return dict(list(found.items())[:1]) if first else found


def _treaties(view: View, own: str) -> list[Treaty]:
    """Return the treaties in the order asked for; by likeness the one compared with stands first."""
    table = clauses(view.dossier)
    wanted = [feature for features in _features(view).values() for feature in features]
    alike = {each.treaty: each for each in likeness(view.dossier, own)}
    order = {treaty: place for place, treaty in enumerate([own, *alike])}
    terms = [term.term for term in view.dossier.codebook.terms("treaty_features", "value")]
    rows = view.rows.sort_values("signed_from", kind="stable")
    found = [
        Treaty(
            row["id"],
            named(row),
            {name: str(table.at[row["id"], name]) for name in wanted},
            alike.get(row["id"]),
        )
        for _, row in rows.iterrows()
    ]
    if view.options["order"] == "likeness":
        found.sort(key=lambda each: order[each.id])
    if view.options["order"] == "promise":
        found.sort(key=lambda each: [terms.index(value) for value in each.values.values()])
    return found


def _value(view: View, value: str) -> str:
    return (
        "not known"
        if value == UNKNOWN
        else lower_label(view.dossier.codebook.label("treaty_features", "value", value))
    )


def _feature(view: View, feature: str) -> str:
    return view.dossier.codebook.label("treaty_features", "feature", feature)


def _row(view: View, each: Treaty, own: str, signs: dict[str, str]) -> Row:
    book, cells = view.dossier.codebook, list[Sign | Text]()
    for feature, value in each.values.items():
        color = PAPER if value == NO else book.color("treaty_features", "value", value)
        words = f"{each.name}: {lower_label(_feature(view, feature))}, {_value(view, value)}"
        edge = GRID if value == NO else ""
        cells.append(Sign(signs.get(value, ""), color, (each.id,), words, value != UNKNOWN, edge))
    alike = each.alike
    text = f"{alike.same} of {alike.known}" if alike and alike.known else ""
    told = f"{text} clauses alike" if text else ""
    if alike and alike.differ:
        told += f"; they differ in {listing([lower_label(_feature(view, name)) for name in alike.differ])}"
    color = INK if alike and alike.enough else LINE
    cells.append(Text(text, color, small=True, lines=1, ids=(each.id,) if text else (), words=told))
    return Row(each.name, cells, (each.id,), each.name, accent=each.id == own)


def _headline(view: View, drawn: Sequence[Treaty], every: Sequence[Treaty]) -> str:
    """Return how many of the treaties drawn make the first promise, and of how many that is not known."""
    first = next(iter(_features(view).values()))[0]
    label = lower_label(_feature(view, first))
    values = [each.values[first] for each in drawn]
    no, unsure, preamble = values.count(NO), values.count(UNKNOWN), values.count(PREAMBLE)
    made = len(values) - no - unsure - preamble
    if len(drawn) == 1:
        verb = "promises" if made else "does not promise" if no else "is not known to promise"
        name = drawn[0].name.replace("  ", " ")
        return f"{name} names {label} in its preamble only" if preamble else f"{name}: {verb} {label}"
    of = count(len(drawn), "treaty") + (" drawn" if len(drawn) < len(every) else "")
    rest = [say("{n} {n|does|do} not", n=no)] if no and made else []
    rest += [say("{n} in the preamble only", n=preamble)] if preamble else []
    rest += [say("of {n} it is not known", n=unsure)] if unsure else []
    text = say(
        "{n} of {of} {n|promises|promise} {label}" if made else "None of {of} promises {label}",
        n=made,
        of=of,
        label=label,
    )
    return "; ".join([text, *rest])


def _in_words(view: View, each: Treaty) -> str:
    parts = []
    for term in view.dossier.codebook.terms("treaty_features", "value"):
        names = [
            lower_label(_feature(view, name)) for name, value in each.values.items() if value == term.term
        ]
        if names:
            several = say("{n} not known", n=len(names))
            parts.append(several if term.term == UNKNOWN else f"{_value(view, term.term)}: {listing(names)}")
    return f"{each.name}: {'; '.join(parts)}"


@chart(
    name="treaties-by-promise",
    label="Treaties by promise",
    table="treaties",
    needs=("id", "title", "parties", "signed"),
    about="Which promises and clauses each treaty makes, with what is not known told from what is absent.",
    also=("treaty_features",),
    options={
        "order": Option("likeness", ORDERS, "Order"),
        "clauses": Option(ALL, CLAUSES, "Clauses"),
        "compare_with": COMPARED,
    },
)
def treaties_by_promise(view: View) -> tuple[Plan, Words]:
    """Return a row for each treaty and a column for each clause; what is not known stays empty."""
    own, book, groups = compared_with(view), view.dossier.codebook, _features(view)
    every = _treaties(view, own)
    terms = [term.term for term in book.terms("treaty_features", "value")]
    present = {value for each in every for value in each.values.values()}
    shown = [term for term in terms if term in present and term != UNKNOWN]
    lettered = {term: book.label("treaty_features", "value", term) for term in shown if term not in (YES, NO)}
    tags = letters(list(lettered.values()))
    signs = {**{term: tags[label] for term, label in lettered.items()}, NO: "–"}
    key = [
        Swatch(
            book.label("treaty_features", "value", term),
            PAPER if term == NO else book.color("treaty_features", "value", term), mark=signs.get(term, ""),
        )
        for term in shown
    ]  # fmt: skip
    stacked = (view.narrow or view.slide) and len(groups) == 1
    columns = [
        Column(head, share, "center", group="" if view.slide else group, color=color)
        for group, names in groups.items()
        for color in [book.color("treaty_features", "feature", names[0])]
        for head in [_feature(view, name) for name in names]
        # stacked, a column is as wide as its longest word, so that heads stand level
        for share in [widest_word(head, view.sizes.source) if stacked else 1.0]
    ]
    columns.append(Column("Alike", share=0, align="right", gap=0.08, narrow="drop", paper=True))
    laid = Rows(
        [_row(view, each, own, signs) for each in every], columns, key, share=0.42, small=True, lines=3,
        stacked=stacked,
    ).fit(view)  # fmt: skip
    drawn = every[: len(laid.drawn)]
    reference = view.dossier.table("treaties").set_index("id", drop=False).loc[own]
    name = f"{reference['title']}, {str(reference['signed'])[:4]}"
    orders = {
        "likeness": f"the most alike to {name} first",
        "date": "earliest first",
        "promise": "by promise",
    }
    what = next(iter(groups)) if len(groups) == 1 else "Clauses"
    order = orders[str(view.options["order"])]
    left = len(every) - len(drawn)
    subtitle = f"{what} of {count(len(drawn), 'treaty')}, {order}; a small dot: not known."
    if view.slide:
        subtitle = f"{what}, {order.replace(f' to {name}', '')}; a dot: not known."
    subtitle += say(" Not drawn: {n:more treaty}.", n=left) if left else ""
    note = "Alike: same value, of all clauses known of both that one of them has; grey: fewer than five."
    nearest = next((each.alike for each in drawn if each.alike and each.alike.enough), None)
    if nearest and nearest.differ and view.options["order"] == "likeness":
        differ = listing([lower_label(_feature(view, each)) for each in nearest.differ])
        alike = next(each.name.replace("  ", " ") for each in drawn if each.id == nearest.treaty)
        note += f" The most alike, {alike}, differs in {differ}."
    alt = f"A table of treaties by clauses. {'. '.join(_in_words(view, each) for each in drawn)}."
    return laid, Words(
        _headline(view, drawn, every), subtitle, alt, "" if view.narrow or view.slide else note,
        verified(view, [each.id for each in drawn]),
    )  # fmt: skip
