"""Promises that alliance treaties make, and whether this one makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analystkit.charts import Column, Pill, Plan, Row, Rows, Text, View, Words, chart
from analystkit.charts.style import MINE
from analystkit.words import capital, count, listing, lower_label


def _where(view: View, row: Mapping[Any, Any]) -> str:
    """Return where a promise stands, how sure that is, and on how many sources."""
    places = [f"art. {place}" if place[:1].isdigit() else place for place in row["article"]]
    sure = row["confidence"]
    known = isinstance(sure, str) and sure
    level = f"{lower_label(view.label('confidence', sure))} confidence, " if known else ""
    sources = count(len({item.source for item in row["sources"]}), "source")
    return capital("; ".join(filter(None, [listing(places), f"{level}{sources}"])))


def _what_is_promised(view: View) -> str:
    """Return which promises are made, which are disputed and which are absent."""
    pairs = list(zip(view.values("promise"), view.values("made"), strict=True))
    yes, disputed, no = (
        [lower_label(view.label("promise", term)) for term, made in pairs if made == asked]
        for asked in ("yes", "disputed", "no")
    )
    if not yes and not disputed:
        total = capital(count(len(view.rows), "promise"))
        return f"The treaty promises no {listing(no, 'or')}" if no else total
    parts = [f"The treaty promises {listing(yes)}"] if yes else []
    for names, verdict in ((disputed, "disputed"), (no, "absent")):
        parts += [f"{listing(names)} {'is' if len(names) == 1 else 'are'} {verdict}"] if names else []
    return capital("; ".join(parts))


@chart("promises", needs=("confidence", "article", "reason"), most=5_000)
def what_is_absent(view: View) -> tuple[Plan, Words]:
    """Which promises of alliance treaties this treaty makes, which it does not, which are disputed."""
    rows, said, first = [], [], {"no": 0, "disputed": 1}
    records = zip(view.rows.to_dict("records"), view.ids, strict=True)
    for row, one in sorted(records, key=lambda pair: first.get(pair[0]["made"], 2)):
        name, made = capital(view.label("promise", row["promise"])), capital(view.label("made", row["made"]))
        where = _where(view, row)
        words = f"{name}: {lower_label(made)} ({where})."
        verdict = Pill(made, view.color("made", row["made"]), (one,), words)
        beside, below = (where, "") if view.slide else (str(row["reason"]), where)
        cells = (verdict, Text(beside, small=True, lines=9))
        rows.append(Row(f"{name} {MINE}" if row["mine"] else name, cells, (one,), words, below))
        said.append(words)
    columns = [Column(share=0, most=0.3), Column(gap=0.15, narrow="drop")]
    plan = Rows(rows, columns, share=0.65 if view.narrow else 0.3).fit(view)
    alt = f"A list of {count(len(view.rows), 'promise')}. {' '.join(said)}"
    note = "“No” means that no source at hand reports such a clause." if "no" in view.values("made") else ""
    subtitle = "Promises that alliance treaties make, and whether this treaty makes them."
    return plan, Words(_what_is_promised(view), subtitle, alt, note)
