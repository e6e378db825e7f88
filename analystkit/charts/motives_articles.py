"""Which motive leans on which article: lines that can be followed, and the motives that lean on none."""

from __future__ import annotations

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.labels import draw_strip
from analystkit.charts.motives_leaning import NONE, Layout, layout, leaning, theme_legend
from analystkit.charts.presets import MM
from analystkit.charts.registry import register
from analystkit.charts.strokes import draw_lines
from analystkit.charts.style import ACCENT, INK, LINE, MUTED, PAPER
from analystkit.charts.text import line_height
from analystkit.charts.view import View, Words
from analystkit.charts.wording import capital, count, listing


def _height(view: View) -> float:
    return layout(view).height * MM


def _words(view: View) -> Words:
    total = len(view.rows)
    alone = sum(not cell for cell in view.rows["articles"])
    uses = leaning(view)
    most = max(uses.values(), default=0)
    leaders = [
        f"Article {name}" if name != "0" else "the preamble"
        for name, number in uses.items()
        if number == most
    ]
    if not uses:
        headline = f"{'None' if total > 1 else 'Not one'} of {count(total, 'motive')} leans on an article"
    else:
        headline = (
            f"{alone or 'None'} of {total} motives {'leans' if alone in (0, 1) else 'lean'} on no article"
        )
        if len(leaders) <= 2 and len(uses) > 1:
            headline += f"; most lean on {listing(leaders)} ({most}{' each' if len(leaders) > 1 else ''})"
    names = [
        f"{'the preamble' if name == '0' else 'Article ' + name} {number}" for name, number in uses.items()
    ]
    alt = (
        f"{capital(count(total, 'motive'))} at the left, articles at the right, a line from each to the "
        f"articles on which it leans. {alone} without a line. Motives by article: {listing(names) or 'none'}."
    )
    subtitle = (
        "Lines lead from motives to the articles that would serve them, as the dossier's editors read both."
    )
    return Words(capital(headline), subtitle, alt)


def _curve(x0: float, y0: float, x1: float, y1: float, steps: int = 24) -> list[tuple[float, float]]:
    """Return a line that leaves and arrives level."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * (3 * t * t - 2 * t**3)))
    return points


def _links(canvas: Canvas, made: Layout) -> None:
    """Draw the lines, the thickest below; those of motives without an article are grey and dashed."""
    for link in sorted(made.links, key=lambda link: -link.weight):
        start, end = made.left[link.motive], made.right[link.article]
        curve = _curve(made.x_left, start.middle, made.x_right, end.middle)
        width = 1.1 if made.single else min(0.8 + 0.9 * link.weight, 9.0)
        if end.name == NONE:
            draw_lines(canvas, [curve], LINE, 0.9, 0.5, (0, (3, 2)))
        else:
            draw_lines(canvas, [curve], PAPER, width + 1.0, 0.55)
            draw_lines(canvas, [curve], start.color, width, 0.6)


def _left(canvas: Canvas, made: Layout) -> None:
    """Write motives or themes at the left, each with a mark in its theme's color."""
    size = canvas.sizes.label
    for node in made.left:
        canvas.block(0, node.middle - line_height(size, len(node.lines)) / 2, node.lines)
        canvas.dots([(made.x_left, node.middle)], 0.085, face=node.color, edge=node.color)
        if not made.single:
            canvas.middle(made.x_left - 0.08, node.middle, str(node.number), bold=True, align="right")


def _right(canvas: Canvas, made: Layout) -> None:
    """Write articles at the right: how many motives, number, heading and domain; hatched where unverified."""
    boxes, size = [], canvas.sizes.label
    x = made.x_right + 0.14
    text = x + canvas.text_width("00", bold=True) + 0.06
    for node in made.right:
        none = node.name == NONE
        face, edge = (PAPER, ACCENT) if none else (node.color, LINE if node.unsure else "")
        boxes.append(Box(made.x_right, node.middle - 0.05, 0.1, 0.1, face, edge, node.unsure))
        high = line_height(size, len(node.lines)) + line_height(canvas.sizes.source, len(node.second))
        top = node.middle - high / 2
        canvas.text(
            text - 0.06, top, str(node.number), bold=True, align="right", color=ACCENT if none else INK
        )
        y = canvas.block(text, top, node.lines, color=ACCENT if none else INK, bold=none)
        canvas.block(text, y, node.second, canvas.sizes.source, MUTED)
    canvas.boxes(boxes, line=0.8)


def _rest(canvas: Canvas, made: Layout) -> None:
    """List the motives that lean on no article, below the lines."""
    if not made.rest:
        return
    size, per_column = canvas.sizes.label, -(-len(made.rest) // made.columns)
    top = made.lines_height + 0.12
    canvas.rules([(0, top - 0.04, canvas.width, top - 0.04)], LINE)
    canvas.text(0, top, f"No article to lean on {len(made.rest)}", color=ACCENT, bold=True)
    for column in range(made.columns):
        x, y = canvas.width / made.columns * column, top + line_height(size) + 0.05
        for node in made.rest[column * per_column : (column + 1) * per_column]:
            canvas.dots([(x + 0.05, y + line_height(size) / 2)], 0.085, face=PAPER, edge=node.color, line=1.1)
            canvas.block(x + 0.14, y, node.lines)
            y += node.height


@register(
    name="motives-to-articles",
    label="Motives to articles",
    table="motives",
    needs=("articles", "theme", "statement"),
    about="Which motive leans on which article of the treaty, and which lean on none.",
    words=_words,
    height=_height,
    also=("provisions",),
    options={"detail": "auto"},
)
def motives_to_articles(canvas: Canvas, view: View) -> None:
    """Draw motives at the left and articles at the right, ordered so that few lines cross."""
    made = layout(view, canvas.height)
    if made.single:
        draw_strip(canvas, theme_legend(view))
    _links(canvas, made)
    _left(canvas, made)
    _right(canvas, made)
    _rest(canvas, made)
