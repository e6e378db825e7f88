"""Bars: how many provisions each domain has, stacked by what they ask of the parties."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.labels import Strip, Swatch, draw_strip, strip
from analystkit.charts.ladder import Ladder, fitting, ladder
from analystkit.charts.obligations import (
    Group,
    binding_headline,
    by_domain,
    folded,
    forms_in_words,
)
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.style import LINE, MUTED, PAPER, ink_on
from analystkit.charts.text import line_height
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, how_many, listing

SINGLE = "on one source"


def _words(view: View) -> Words:
    groups, total = by_domain(view), count(len(view.rows), "provision")
    subtitle = (
        f"{capital(total)} by domain and by what they ask of the parties, the strongest form at the left; "
        "at the right, how many of them rest on one source."
    )
    sizes = listing([f"{group.label} {len(group)}" for group in groups])
    alt = f"Stacked bars of {total} by domain, the largest first: {sizes}. By form: {forms_in_words(view)}."
    return Words(binding_headline(view), subtitle, alt)


def legend_of_forms(view: View) -> Strip:
    """Return the legend of the forms of obligation that occur, with the hatch where rows are unverified."""
    swatches = [
        Swatch(capital(view.label("obligation", term)), view.color("obligation", term) if term else PAPER)
        for term in view.terms("obligation")
    ]
    if how_many(view.rows, "unverified"):
        swatches.append(Swatch("Unverified", LINE, "hatched"))
    return strip(swatches, view)


def _ladder(view: View, groups: Sequence[Group]) -> Ladder:
    return ladder([group.label for group in groups], view)


def _height(view: View) -> float:
    above = legend_of_forms(view).height + line_height(view.sizes.source)
    return (above + _ladder(view, by_domain(view)).height) * MM


def _parts(view: View, group: Group) -> list[tuple[str, bool, int]]:
    """Return a bar's parts: form of obligation, whether unverified, and how many."""
    parts = []
    for form in view.terms("obligation"):
        unsure = group.number(form, "unverified")
        parts += [(form, False, group.number(form) - unsure), (form, True, unsure)]
    return [part for part in parts if part[2]]


def _bar(canvas: Canvas, group: Group, x: float, y: float, unit: float, thick: float) -> list[Box]:
    """Write the numbers of a stacked bar around `y`, and return its boxes."""
    view, size, boxes = canvas.view, canvas.sizes.source, []
    for form, unsure, number in _parts(view, group):
        blank = LINE if unsure else PAPER
        color = view.color("obligation", form) if form else blank
        edge = LINE if unsure or not form else PAPER
        boxes.append(Box(x, y - thick / 2, unit * number, thick, color, edge, unsure))
        if not unsure and number < len(group) and canvas.text_width(str(number), size) < unit * number - 0.04:
            canvas.middle(x + unit * number / 2, y, str(number), size, color=ink_on(color), align="center")
        x += unit * number
    canvas.middle(x + 0.05, y, str(len(group)), bold=True)
    return boxes


def _number(canvas: Canvas, group: Group, x: float, y: float) -> list[Box]:
    """Write how many provisions there are where a bar would not be to the others' scale."""
    number, unsure = str(len(group)), group.number(level="unverified")
    words = f"{'all' if unsure == len(group) else unsure} unverified, no bar" if unsure else "no bar"
    canvas.middle(x, y, number, bold=True)
    canvas.middle(x + canvas.text_width(number, bold=True) + 0.05, y, words, canvas.sizes.source, color=MUTED)
    return []


@register(
    name="provisions-by-domain",
    label="Provisions by domain",
    table="provisions",
    needs=("domain", "obligation", "verification"),
    about="How many provisions each domain has, stacked by what they ask of the parties.",
    words=_words,
    height=_height,
)
def provisions_by_domain(canvas: Canvas, view: View) -> None:
    """Draw a bar for each domain, stacked by form of obligation, the largest on top."""
    groups, legend, label = by_domain(view), legend_of_forms(view), view.sizes.label
    start = legend.height + line_height(view.sizes.source)
    groups = folded(groups, fitting(_ladder(view, groups).heights, canvas.height - start))
    rows = _ladder(view, groups).filling(canvas.height - start)
    draw_strip(canvas, legend)
    canvas.text(canvas.width, legend.height, SINGLE, view.sizes.source, MUTED, align="right")
    most = max([len(group) for group in groups if group.drawn], default=1)
    right = canvas.text_width(SINGLE, view.sizes.source) + canvas.text_width(str(most), bold=True) + 0.15
    unit = (canvas.width - rows.labels.width - right) / most
    thick = min(min(rows.heights) * 0.74, label * 1.6 / 72)
    tops = rows.tops(start)
    canvas.rules([(0, top, canvas.width, top) for top in tops])
    boxes: list[Box] = []
    for group, lines, top, height in zip(groups, rows.labels.lines, tops, rows.heights, strict=True):
        middle, draw = top + height / 2, partial(_bar, unit=unit, thick=thick) if group.drawn else _number
        canvas.block(0, middle - line_height(label, len(lines)) / 2, lines)
        boxes += draw(canvas, group, rows.labels.width, middle)
        single = group.number(level="one-source") or "–"
        canvas.middle(canvas.width, middle, str(single), color=MUTED, align="right")
    canvas.boxes(boxes)
