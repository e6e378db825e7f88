"""How the source hedges, on the likelihood scale of ICD 203."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from analystkit.charts import UNVERIFIED, Column, Plan, Row, Rows, View, Words, chart
from analystkit.charts.cells import Cell, Part, Range, Squares
from analystkit.charts.motives import HEDGES, SOME, Motive, motives
from analystkit.charts.style import LINE
from analystkit.words import capital, listing, lower_label, say

_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s*%")


def _how_hedged(every: Collection[Motive], placed: int) -> str:
    """Return how many motives the source weakens, strengthens, and leaves without a hedge."""
    held, total = Counter(motive.hedge for motive in every), len(every)
    if not total - held[""]:
        return say("None of {n:motive} is hedged", n=total) if total > 1 else "The motive is not hedged"
    parts = [f"{verb} {held[kind]}" for kind, (*_, verb) in HEDGES.items() if kind and held[kind]]
    scale = say("; {n} with a word of the likelihood scale", n=placed) if placed else ""
    return f"Of {say('{n:motive}', n=total)} the source {listing(parts)}{scale}"


@chart("motives", needs=("hedge",))
def how_sure_it_sounds(view: View) -> tuple[Plan, Words]:
    """How the author hedges, on the likelihood scale of ICD 203 where the word has a place on it."""
    every, book = motives(view).values(), view.dossier.codebook.terms(view.table, "hedge")
    spans = {e.group: (*map(int, found.groups()),) for e in book if (found := _RANGE.search(e.group))}
    bands = {entry.term: entry.group for entry in book if entry.group in spans}
    colors = {e.group: e.color for e in reversed(book) if e.group in spans}  # of a band's first word
    placed: dict[str, list[Motive]] = {}
    for motive in every:
        band = next((bands[word] for word in motive.words if word in bands), motive.hedge)
        placed.setdefault(band, []).append(motive)
    order, scaled = sorted(spans, key=lambda group: spans[group], reverse=True), set(placed) & set(spans)
    rows, said = [], []
    for key in [key for key in [*order, *HEDGES] if key in placed]:
        held, span, color = placed[key], spans.get(key), colors.get(key, LINE)
        label, percent = capital(HEDGES[key][0]) if key in HEDGES and key else "No hedge", ""
        if span:
            label, percent = _RANGE.sub("", key).strip(" ()"), f" ({span[0]}–{span[1]} %)"
        elif key in ("weakens", "strengthens"):
            color = view.color("hedge_kind", view.role("hedge_kind", key)[0])
        parts = tuple(Part(1, color, (m.id,), m.said, hollow=not m.hedge) for m in held)
        words = Counter(lower_label(view.label("hedge", w)) for m in held for w in m.words)
        note = listing([f"“{word}” {times}" for word, times in words.most_common()], limit=4)
        note = "" if view.tight else note
        scale = Range(span[0], span[1], color) if span else Cell()
        section = "On the likelihood scale of ICD 203" if span else "Without a place on it" if scaled else ""
        weight, ids = len(held) + 1e3 * bool(key), [motive.id for motive in held]
        cells, told = [scale, Squares(parts)][not scaled :], view.told(label, ids)
        rows.append(Row(label + percent, cells, ids, told, note, section, weight=weight))
        said.append(f"{lower_label(label)} {len(held)}")
    columns = [Column(gap=0.15)]
    if scaled:
        ticks = ((0, "0"), (100, "100 %"))
        columns.insert(0, Column(share=0.35, scale=(0, 100), ticks=ticks, narrow="drop", paper=True))
    plan = Rows(rows, columns, [UNVERIFIED], share=0.45, noun="band").fit(view)
    alt = f"{say('{n:motive}', n=len(every))} by the source's hedges: {listing(said)}."
    note = "The likelihood is the source’s wording, never ours."
    if any(motive.hedge == SOME for motive in every):
        note += " The dossier does not say which hedges weaken and which strengthen."
    headline = _how_hedged(every, sum(len(placed[key]) for key in scaled))
    return plan, Words(headline, "One square a motive, by how its source puts it.", alt, note)
