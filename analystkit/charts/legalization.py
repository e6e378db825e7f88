"""The legalization profile: how strongly, how exactly and by whom the provisions are to be applied."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Gutter, Strip, Swatch, draw_strip, gutter, strip
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import INK, LINE, MUTED, PAPER
from analystkit.charts.text import line_height, text_width
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing
from analystkit.words import lower_label

_DIMENSIONS = ("obligation", "precision", "delegation")
_GAP = 0.02
_GROUND = "#f5f5f3"
_NAMED = 4  # so few provisions in a cell are named

Cell = tuple[str, str]


def _coded(view: View) -> pd.DataFrame:
    """Return the provisions that are coded on all three dimensions."""
    return view.rows.dropna(subset=list(_DIMENSIONS))


def _cells(view: View) -> dict[Cell, list[dict]]:
    """Return the coded provisions by obligation and precision, those delegated the same way side by side."""
    found: dict[Cell, list[dict]] = {}
    order = {term: place for place, term in enumerate(_terms(view, "delegation"))}
    rows = [{str(name): cell for name, cell in row.items()} for row in _coded(view).to_dict("records")]
    for row in sorted(rows, key=lambda row: -order[row["delegation"]]):
        found.setdefault((row["obligation"], row["precision"]), []).append(row)
    return found


def _terms(view: View, column: str) -> list[str]:
    """Return all terms of a dimension, whether they occur or not: an empty rung is a finding too."""
    return [term.term for term in view.dossier.codebook.terms("provisions", column)]


def _spread(view: View, column: str) -> str:
    """Return how many provisions have each term of a dimension, such as "12 high, 3 low"."""
    counts = Counter(_coded(view)[column].astype(str))
    return listing(
        [
            f"{counts[term]} {lower_label(view.label(column, term))}"
            for term in _terms(view, column)
            if counts[term]
        ]
    )


def _top(view: View, column: str) -> str:
    """Return the two highest rungs of a dimension in words."""
    return listing([lower_label(view.label(column, term)) for term in _terms(view, column)[:2]], "or")


def _headline(view: View) -> str:
    """Return how many provisions are high on the first two dimensions, and how many on the third."""
    coded, terms = _coded(view), {column: _terms(view, column) for column in _DIMENSIONS}
    if coded.empty:
        return f"{capital(count(len(view.rows), 'provision'))}, not coded on all three dimensions"
    strong = coded["obligation"].isin(terms["obligation"][:2])
    firm = int((strong & coded["precision"].isin(terms["precision"][:2])).sum())
    outside = int((coded["delegation"].astype(str) == terms["delegation"][0]).sum())
    who = lower_label(view.label("delegation", terms["delegation"][0]))
    verb = "is" if firm == 1 else "are"
    return (
        f"{firm} of {count(len(coded), 'provision')} {verb} both strong and fairly exact; "
        f"a {who} applies {outside or 'none'}"
    )


def _words(view: View) -> Words:
    coded = _coded(view)
    if coded.empty:
        said = "Obligation, precision and delegation of each provision."
        return Words(_headline(view), said, f"An empty figure. {_headline(view)}.")
    subtitle = (
        f"Each dot is one of {count(len(coded), 'provision')}: the higher, the stronger the obligation; "
        "the further right, the more exact. Colour: who applies it besides the parties."
    )
    left = len(view.rows) - len(coded)
    more = (
        f"{capital(count(left, 'provision is', 'provisions are'))} not coded and not shown." if left else ""
    )
    note = (
        f"Strong: {_top(view, 'obligation')}. Fairly exact: precision {_top(view, 'precision')}. "
        f"Three dimensions, no single grade. {more}"
    )
    alt = (
        f"Dots in a grid of obligation by precision. Obligation: {_spread(view, 'obligation')}. "
        f"Precision: {_spread(view, 'precision')}. Delegation: {_spread(view, 'delegation')}."
    )
    return Words(_headline(view), subtitle, alt, note.strip())


def _legend(view: View) -> Strip:
    counts = Counter(_coded(view)["delegation"].astype(str))
    swatches = [
        Swatch(f"{capital(view.label('delegation', term))} ({counts[term]})", view.color("delegation", term))
        for term in _terms(view, "delegation")
    ]
    return strip(swatches, view, size=view.sizes.source)


def _gutter(view: View) -> Gutter:
    labels = [capital(view.label("obligation", term)) for term in _terms(view, "obligation")]
    return gutter(labels, view, 0.26, 2)


def _total_width(view: View) -> float:
    return text_width("888", view.sizes.label) + 0.1


def _cell_width(view: View) -> float:
    return (view.width - _gutter(view).width - _total_width(view)) / len(_terms(view, "precision"))


def _dot(view: View) -> float:
    return 0.105 * view.sizes.label / 8


def _names(rows: list[dict]) -> str:
    """Return where a few provisions stand, such as "3(3), 3(4)"; others by their heading."""
    parts = []
    for row in rows:
        if pd.isna(row["article"]):
            parts.append(str(row["heading"]))
        else:
            article = "preamble" if row["article"] == 0 else str(row["article"])
            parts.append(f"{article}({row['paragraph']})" if row["paragraph"] else article)
    return ", ".join(parts)


def _row_height(view: View, rows: list[list[dict]]) -> float:
    """Return the height of a row of the grid: its dots in as many lines as they need, and a line of names."""
    across = max(1, int((_cell_width(view) - 0.12) / (_dot(view) * 1.25)))
    lines = max((-(-len(cell) // across) for cell in rows), default=1)
    named = any(0 < len(cell) <= _NAMED for cell in rows)
    tall = lines * _dot(view) * 1.25 + (line_height(view.sizes.source) if named else 0) + 0.12
    return max(tall, line_height(view.sizes.label, 2) + 0.04)


def _heights(view: View) -> list[float]:
    cells = _cells(view)
    return [
        _row_height(view, [cells.get((term, exact), []) for exact in _terms(view, "precision")])
        for term in _terms(view, "obligation")
    ]


def _head(view: View) -> float:
    return line_height(view.sizes.label) + line_height(view.sizes.source) + 0.08


def _foot(view: View) -> float:
    return line_height(view.sizes.label) * 1.3


def _height(view: View) -> float:
    if _coded(view).empty:
        return 14.0
    return (_legend(view).height + _head(view) + sum(_heights(view)) + _foot(view)) * MM


@register(
    name="legalization",
    label="Legalization profile",
    table="provisions",
    needs=(*_DIMENSIONS, "article", "paragraph", "heading", "verification"),
    about="How strong, how exact and how delegated the provisions are: a dot for each, with the spread.",
    words=_words,
    height=_height,
)
def legalization(canvas: Canvas, view: View) -> None:
    """Draw a grid of obligation by precision, with a dot for each provision, colored by delegation."""
    if _coded(view).empty:
        canvas.text(0, 0.1, "No provision shown is coded on all three dimensions.", color=MUTED)
        return
    cells, legend, labels = _cells(view), _legend(view), _gutter(view)
    heights = _heights(view)
    room = canvas.height - legend.height - _head(view) - _foot(view)
    stretch = max(0.6, min(1.5, room / sum(heights)))
    draw_strip(canvas, legend)
    left, wide, y = labels.width, _cell_width(view), legend.height
    _draw_head(canvas, left, wide, y)
    y += _head(view)
    exact = list(reversed(_terms(view, "precision")))
    for term, lines, high in zip(_terms(view, "obligation"), labels.lines, heights, strict=True):
        tall = high * stretch
        canvas.block(0, y + (tall - line_height(view.sizes.label, len(lines))) / 2, lines)
        for at, precision in enumerate(exact):
            box = Box(left + at * wide + _GAP, y + _GAP, wide - 2 * _GAP, tall - 2 * _GAP, _GROUND)
            _draw_cell(canvas, box, cells.get((term, precision), []))
        total = sum(len(cells.get((term, precision), [])) for precision in exact)
        canvas.middle(
            view.width, y + tall / 2, str(total), align="right", bold=True, color=INK if total else LINE
        )
        y += tall
    for at, precision in enumerate(exact):
        total = sum(len(cells.get((term, precision), [])) for term in _terms(view, "obligation"))
        color = INK if total else LINE
        canvas.text(left + (at + 0.5) * wide, y + 0.02, str(total), align="center", bold=True, color=color)


def _draw_head(canvas: Canvas, left: float, wide: float, y: float) -> None:
    """Write the degrees of precision over the columns, the least exact at the left."""
    view, size = canvas.view, canvas.sizes.source
    canvas.text(left + _GAP, y, "Precision →", size, MUTED)
    canvas.text(0, y + line_height(size), "Obligation ↑", size, MUTED)
    for at, term in enumerate(reversed(_terms(view, "precision"))):
        label = capital(view.label("precision", term))
        canvas.text(left + (at + 0.5) * wide, y + line_height(size), label, align="center", max_width=wide)


def _draw_cell(canvas: Canvas, box: Box, rows: list[dict]) -> None:
    """Draw one cell: a dot a provision, hollow where unverified, and where few of them stand."""
    canvas.boxes([box])
    if not rows:
        return
    view, step = canvas.view, _dot(canvas.view) * 1.25
    across = max(1, int((box.width - 0.08) / step))
    lines = -(-len(rows) // across)
    named = _names(rows) if len(rows) <= _NAMED else ""
    named = named if text_width(named, view.sizes.source) <= box.width - 0.04 else ""
    text = line_height(view.sizes.source) if named else 0.0
    top = box.y + (box.height - lines * step - text) / 2 + step / 2
    start = box.x + (box.width - min(across, len(rows)) * step) / 2 + step / 2
    for at, row in enumerate(rows):
        color = view.color("delegation", row["delegation"])
        point = (start + at % across * step, top + at // across * step)
        hollow = row["verification"] == "unverified"
        canvas.dots([point], _dot(view), PAPER if hollow else color, color if hollow else MUTED, 0.7)
    if named:
        y = top + (lines - 0.5) * step
        canvas.text(box.x + box.width / 2, y, named, view.sizes.source, MUTED, align="center")
