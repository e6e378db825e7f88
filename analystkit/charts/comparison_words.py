"""The treaties that are set beside one another, in which order, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analystkit.analysis import comparison
from analystkit.analysis.comparison import UNKNOWN, Likeness, clauses, likeness
from analystkit.charts.style import MINE
from analystkit.charts.view import View, Words
from analystkit.charts.wording import count, listing
from analystkit.errors import unknown
from analystkit.words import lower_label

FIRST_GROUP = "promises only"
MARKS = {
    "yes": "●",
    "explicit": "E",
    "conditional": "C",
    "implicit": "I",
    "preamble": "P",
    "no": "–",
    UNKNOWN: "",
}
ORDERS = ("likeness", "date", "promise")


@dataclass(frozen=True)
class TreatyRow:
    """One treaty: its name, its values by clause, and how alike it is to the one compared with."""

    treaty: str
    label: str
    values: dict[str, str]
    alike: Likeness | None


def own_treaty(view: View) -> str:
    """Return the treaty that the others are compared with: the one asked for, or the dossier's own."""
    table = view.dossier.table("treaties")
    asked = str(view.options["compare_with"])
    if asked and asked not in set(table["id"]):
        raise unknown("treaty", asked, table["id"])
    return asked or comparison.own_treaty(view.dossier) or str(table["id"].iloc[0])


def features_of(view: View) -> dict[str, list[str]]:
    """Return the clauses to show, by group, in the codebook's order."""
    found: dict[str, list[str]] = {}
    for term in view.dossier.codebook.terms("treaty_features", "feature"):
        found.setdefault(term.group or term.label, []).append(term.term)
    if view.options["clauses"] == FIRST_GROUP:
        return dict(list(found.items())[:1])
    return found


def year(row: pd.Series) -> str:
    """Return the year in which a treaty was signed."""
    return str(row["signed"])[:4] or "n.d."


def treaty_rows(view: View) -> list[TreatyRow]:
    """Return the treaties in the order asked for; the one compared with stands first."""
    table, own = clauses(view.dossier), own_treaty(view)
    wanted = [feature for features in features_of(view).values() for feature in features]
    alike = {each.treaty: each for each in likeness(view.dossier, own)}
    rows = []
    for _, row in view.rows.iterrows():
        star = f" {MINE}" if row["mine"] else ""
        name = f"{year(row)}  {row['title']}{star}"
        values = {str(feature): str(table.at[row["id"], feature]) for feature in wanted}
        rows.append(TreatyRow(row["id"], name, values, alike.get(row["id"])))
    return _sorted(view, rows, list(alike), own)


def _sorted(view: View, rows: list[TreatyRow], by_likeness: list[str], own: str) -> list[TreatyRow]:
    signed = dict(zip(view.rows["id"], view.rows["signed_from"], strict=True))
    if view.options["order"] == "date":
        return sorted(rows, key=lambda row: (pd.isna(signed[row.treaty]), signed[row.treaty]), reverse=False)
    if view.options["order"] == "promise":
        ranks = {value: place for place, value in enumerate(MARKS)}
        return sorted(rows, key=lambda row: [ranks[value] for value in row.values.values()])
    order = {treaty: place for place, treaty in enumerate([own, *by_likeness])}
    return sorted(rows, key=lambda row: order[row.treaty])


def _headline(view: View, rows: list[TreatyRow]) -> str:
    """Return how many of the treaties shown make the first promise, and how often that is not known."""
    first = next(iter(features_of(view).values()))[0]
    label = lower_label(view.dossier.codebook.label("treaty_features", "feature", first))
    values = [row.values[first] for row in rows]
    no, unsure = values.count("no"), values.count(UNKNOWN)
    made = len(rows) - no - unsure
    if len(rows) == 1:
        verb = "promises" if made else "does not promise" if no else "is not known to promise"
        return f"{rows[0].label.replace('  ', ' ')}: {verb} {label}"
    text = f"{made or 'None'} of {len(rows)} treaties {'promises' if made == 1 else 'promise'} {label}"
    rest = [f"{no} {'does' if no == 1 else 'do'} not"] if no and made else []
    rest += [f"{unsure} unknown"] if unsure else []
    return f"{text}; {', '.join(rest)}" if rest else text


def _name(view: View, treaty: str) -> str:
    table = view.dossier.table("treaties").set_index("id")
    title, signed = str(table.at[treaty, "title"]), str(table.at[treaty, "signed"])
    return f"{title}, {signed[:4]}"


def words(view: View) -> Words:
    """Return the words of the chart of treaties by promise."""
    rows = treaty_rows(view)
    orders = {
        "likeness": f"the most alike to {_name(view, own_treaty(view))} first",
        "date": "the earliest first",
        "promise": "by what they promise",
    }
    subtitle = (
        f"Clauses of {count(len(rows), 'treaty', 'treaties')}, {orders[str(view.options['order'])]}. "
        "A mere dot is not known: it does not say no."
    )
    said = [f"{row.label}: {_in_words(view, row)}" for row in rows]
    alt = f"A table of treaties by clauses. {'. '.join(said)}."
    note = (
        f"Alike: clauses with the same value as in {_name(view, own_treaty(view))}, of those known in both "
        "that one of them has; in grey where fewer than five are."
    )
    return Words(_headline(view, rows), subtitle, alt, note)


def _in_words(view: View, row: TreatyRow) -> str:
    book, parts = view.dossier.codebook, []
    for value in MARKS:
        features = [feature for feature, found in row.values.items() if found == value]
        names = [lower_label(book.label("treaty_features", "feature", feature)) for feature in features]
        if names and value != UNKNOWN:
            parts.append(f"{lower_label(book.label('treaty_features', 'value', value))}: {listing(names)}")
        elif names:
            parts.append(f"{len(names)} not known")
    return "; ".join(parts)
