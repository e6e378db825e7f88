"""How sure it sounds: hedges of the source, on the likelihood scale of ICD 203 where they have a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analystkit.charts import Cell, Column, Part, Plan, Range, Row, Rows, Squares, Swatch, View, Words, chart
from analystkit.charts.motives.standing import SOME, Motive, motives
from analystkit.charts.style import LINE
from analystkit.words import listing, lower_label, say

_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s*%")
_ON, _OFF = "On the likelihood scale of ICD 203", "Without a place on it"
_BESIDE = {
    "weakens": "Weakened",
    "strengthens": "Strengthened",
    "both": "Weakened and strengthened",
    SOME: "Hedged",
    "": "No hedge",
}


def _headline(every: Sequence[Motive], placed: int) -> str:
    """Return how many motives the source weakens, strengthens, and leaves without a hedge."""
    held, total = Counter(motive.hedge for motive in every), len(every)
    if not total - held[""]:
        return say("None of {n:motive} is hedged", n=total) if total > 1 else "The motive is not hedged"
    words = {"weakens": "weakens", "strengthens": "strengthens", "both": "does both to", SOME: "hedges"}
    parts = [f"{verb} {held[kind]}" for kind, verb in words.items() if held[kind]]
    scale = say("; {n} with a word of the likelihood scale", n=placed) if placed else ""
    return f"Of {say('{n:motive}', n=total)} the source {listing(parts)}{scale}"


@chart(
    name="how-sure-it-sounds",
    label="How sure it sounds",
    table="motives",
    needs=("hedge",),
    about="The author's hedges, on the likelihood scale of ICD 203 where the word has a place on it.",
)
def how_sure_it_sounds(view: View) -> tuple[Plan, Words]:
    """Return a row for each band of the scale that occurs, for hedges beside it, and for no hedge."""
    every, book = motives(view), view.dossier.codebook.terms(view.table, "hedge")
    bands = {entry.term: entry for entry in book if _RANGE.search(entry.group)}
    spans = {e.group: tuple(map(int, _RANGE.search(e.group).groups())) for e in bands.values()}  # type: ignore[union-attr]
    order = sorted(spans, key=lambda group: spans[group], reverse=True)
    placed: dict[str, list[Motive]] = {}
    for motive in every:
        on = [bands[word].group for word in motive.words if word in bands]
        placed.setdefault(on[0] if on else motive.hedge, []).append(motive)
    rows, said = [], []
    for key in [key for key in [*order, *_BESIDE] if key in placed]:
        held, span, label = placed[key], spans.get(key), _BESIDE.get(key, _RANGE.sub("", key).strip(" ()"))
        color = next((e.color for e in bands.values() if e.group == key), LINE)
        if key in ("weakens", "strengthens"):
            color = view.color("hedge_kind", view.role("hedge_kind", key)[0])
        parts = tuple(Part(1, color, m.unsure, (m.id,), m.said, hollow=not m.hedge) for m in held)
        words = Counter(lower_label(view.label("hedge", w)) for m in held for w in m.words)
        note = listing([f"“{word}” {times}" for word, times in words.most_common()], limit=4)
        scale: Cell = Range(span[0], span[1], color) if span else Cell()
        cells = [scale, Squares(parts)] if set(placed) & set(spans) else [Squares(parts)]
        percent, ids = f" ({span[0]}–{span[1]} %)" if span else "", tuple(m.id for m in held)
        section = _ON if span else _OFF if set(placed) & set(order) else ""
        note, weight = "" if view.slide or view.narrow else note, len(held) + 1e3 * bool(key)
        rows.append(Row(label + percent, cells, ids, view.told(label, ids), note, section, weight=weight))
        said.append(f"{lower_label(label)} {len(held)}")
    on_scale = sum(len(placed.get(key, [])) for key in order)
    columns = (
        [Column(share=0.35, scale=(0, 100), ticks=((0, "0"), (100, "100 %")), narrow="drop", paper=True)]
        if on_scale
        else []
    )
    swatches = [Swatch("Unverified", LINE, "hatched")] if any(m.unsure for m in every) else []
    plan = Rows(rows, [*columns, Column(gap=0.15)], swatches, share=0.45, noun="band").fit(view)
    alt = f"{say('{n:motive}', n=len(every))} by the source's hedges: {listing(said)}."
    note = "The likelihood is the source’s wording, never ours."
    if any(motive.hedge == SOME for motive in every):
        note += " The dossier does not say which hedges weaken and which strengthen."
    return plan, Words(
        _headline(every, on_scale), "One square a motive, by how its source puts it.", alt, note
    )
