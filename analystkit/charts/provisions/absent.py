"""What the treaty leaves out: the promises of alliance treaties, made, disputed or absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analystkit.charts import Cell, Column, Pill, Plan, Row, Rows, Text, View, Words, chart
from analystkit.charts.style import MINE
from analystkit.words import capital, count, listing, lower_label, say

_ABSENT_FIRST = ("no", "disputed")


def _where(view: View, row: Mapping[Any, Any]) -> str:
    """Return where a promise stands, how sure that is, and on how many sources."""
    places = [f"art. {place}" if place[:1].isdigit() else place for place in row["article"]]
    sure = row["confidence"]
    level = f"{view.label('confidence', sure)} confidence, " if isinstance(sure, str) and sure else ""
    sources = count(len({item.source for item in row["sources"]}), "source")
    return "; ".join(filter(None, [capital(listing(places)), capital(f"{level}{sources}")]))


def _headline(view: View) -> str:
    """Return which promises are made, which are disputed and which are absent."""
    pairs = list(zip(view.values("promise"), view.values("made"), strict=True))
    yes, disputed, no = (
        [lower_label(view.label("promise", term)) for term, made in pairs if made == asked]
        for asked in ("yes", "disputed", "no")
    )
    if not yes and not disputed:
        return (
            f"The treaty promises no {listing(no, 'or')}" if no else capital(count(len(view.rows), "promise"))
        )
    parts = [f"The treaty promises {listing(yes)}"] if yes else []
    parts += [f"{listing(disputed)} {say('{n|is|are}', n=len(disputed))} disputed"] if disputed else []
    parts += [f"{listing(no)} {say('{n|is|are}', n=len(no))} absent"] if no else []
    return capital("; ".join(parts))


@chart(
    name="what-is-absent",
    label="What is absent",
    table="promises",
    needs=("promise", "made", "confidence", "article", "reason"),
    about="Which promises of alliance treaties this treaty makes, which it does not, which are disputed.",
)
def what_is_absent(view: View) -> tuple[Plan, Words]:
    """Return a row for each promise: the promise and where it stands, the verdict, and the reason."""
    rank = {made: place for place, made in enumerate(_ABSENT_FIRST)}
    rows, said = [], []
    records = zip(view.rows.to_dict("records"), view.ids, strict=True)
    for row, one in sorted(records, key=lambda pair: rank.get(pair[0]["made"], len(rank))):
        name, made = capital(view.label("promise", row["promise"])), capital(view.label("made", row["made"]))
        where = _where(view, row)
        words = f"{name}: {lower_label(made)} ({where})."
        verdict = Pill(made, view.color("made", row["made"]), (one,), words)
        cells: list[Cell] = (
            [verdict] if view.slide else [verdict, Text(str(row["reason"]), small=True, lines=9)]
        )
        label = f"{name} {MINE}" if row["mine"] else name
        rows.append(Row(label, cells, (one,), words, where))
        said.append(words)
    columns = [Column(share=0, most=0.3), Column(gap=0.15, narrow="drop", paper=True)]
    plan = Rows(rows, columns, share=0.65 if view.narrow or view.slide else 0.3).fit(view)
    alt = f"A list of {count(len(view.rows), 'promise')}. {' '.join(said)}"
    note = "“No” means that no source at hand reports such a clause." if "no" in view.values("made") else ""
    subtitle = "Promises that alliance treaties make, and whether this treaty makes them."
    return plan, Words(_headline(view), subtitle, alt, note)
