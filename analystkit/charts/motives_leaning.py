"""Where motives and articles stand when lines are drawn between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analystkit.charts.crossings import arrange
from analystkit.charts.labels import Strip, Swatch, strip
from analystkit.charts.motives import Group, folded, grouped, statement
from analystkit.charts.strokes import seen
from analystkit.charts.style import LINE
from analystkit.charts.text import clean, line_height, widest, wrap
from analystkit.charts.view import View
from analystkit.charts.wording import capital
from analystkit.errors import unknown

NONE, OTHERS = "", "others"  # the nodes for no article, and for articles drawn together
DETAIL = ("auto", "motives", "themes")
_GAP = 0.06  # between two nodes, in inches


@dataclass(frozen=True)
class Node:
    """Something that lines leave or reach: its name, lines of text, number of motives, color and height.

    `second` stands below the lines, in small type; `middle` is where it stands, in inches.
    """

    name: str
    lines: tuple[str, ...]
    color: str
    number: int = 1
    second: tuple[str, ...] = ()
    unsure: bool = False
    height: float = 0.0
    middle: float = 0.0


@dataclass(frozen=True)
class Link:
    """A line from a node at the left to one at the right, and for how many motives it stands."""

    motive: int
    article: int
    weight: int


@dataclass(frozen=True)
class Layout:
    """Nodes and lines in their places.

    Parameters
    ----------
    left, right : tuple of Node
        Motives or themes, and articles.
    links : tuple of Link
        The lines.
    rest : tuple of Node
        Motives that lean on no article, for the list below; empty where the left holds themes.
    x_left, x_right : float
        Where lines leave and arrive, in inches.
    single : bool
        Whether each node at the left is one motive.
    columns : int
        In how many columns the list below stands.
    lines_height, height : float
        Height of legend and lines, and of all of it, in inches.
    """

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    links: tuple[Link, ...]
    rest: tuple[Node, ...]
    x_left: float
    x_right: float
    single: bool
    columns: int
    lines_height: float
    height: float


def leaning(view: View) -> dict[str, int]:
    """Return how many motives lean on each article, the most used first."""
    uses = Counter(article for cell in view.rows["articles"] for article in dict.fromkeys(cell))
    return dict(sorted(uses.items(), key=lambda item: (-item[1], _number(item[0]))))


def _number(article: str) -> tuple[int, str]:
    return (int(article), "") if article.isdigit() else (999, article)


def _provisions(view: View, article: str) -> pd.DataFrame:
    """Return the provisions of an article, none where the dossier has no such table."""
    if not view.dossier.has("provisions") or not article.isdigit():
        return pd.DataFrame()
    rows = view.dossier.table("provisions")
    return rows[rows["article"].eq(int(article)).fillna(False).astype(bool)]


def _article(view: View, article: str, number: int, width: float, lines: int) -> Node:
    """Return an article as a node: its number and heading, and below them its domain where there is room."""
    rows, book, size = _provisions(view, article), view.dossier.codebook, view.sizes.label
    name = "Preamble" if article == "0" else f"Art. {article}"
    if article.isdigit() and int(article) > view.dossier.about.articles:
        text = f"{name}, not in the treaty"
        return Node(article, wrap(text, width, size, max_lines=lines), LINE, number, unsure=True)
    if rows.empty:
        return Node(article, (name,), LINE, number)
    # An article is named after what a source says of it, before what none confirms.
    known = rows[rows["verification"].ne("unverified")]
    told = rows if known.empty else known
    domains = Counter(told["domain"].dropna())
    domain = min(domains, key=lambda term: -domains[term], default="")
    heading = clean(told.iloc[0]["heading"])
    label = book.label("provisions", "domain", domain) if domain else ""
    second = label if lines > 1 and label.casefold() != heading.casefold() else ""
    return Node(
        article,
        wrap(f"{name}  {heading}", width, size, max_lines=lines),
        book.color("provisions", "domain", domain) if domain else LINE,
        number,
        wrap(second, width, view.sizes.source, max_lines=1) if second else (),
        unsure=bool(rows["verification"].eq("unverified").all()),
    )


def _motive(view: View, row: pd.Series, width: float, lines: int) -> Node:
    color = seen(view.color("theme", str(row["theme"])))
    return Node(row["id"], wrap(statement(row), width, view.sizes.label, max_lines=lines), color)


def _theme(view: View, group: Group, width: float) -> Node:
    color = seen(view.color("theme", str(group.rows["theme"].iloc[0])))
    return Node(group.label, wrap(group.label, width, view.sizes.label, max_lines=2), color, len(group))


def _sized(view: View, nodes: Sequence[Node], gap: float) -> list[Node]:
    size, small = view.sizes.label, view.sizes.source
    return [
        replace(node, height=line_height(size, len(node.lines)) + line_height(small, len(node.second)) + gap)
        for node in nodes
    ]


def theme_legend(view: View) -> Strip:
    """Return the legend of themes, for lines whose ends do not name them."""
    themes = [
        (capital(view.label("theme", term)), seen(view.color("theme", term))) for term in view.terms("theme")
    ]
    return strip([Swatch(label, color) for label, color in themes], view)


def _stacked(nodes: Sequence[Node], height: float, top: float) -> tuple[Node, ...]:
    """Return nodes one below the other, spread over a height."""
    spare = max(0.0, height - sum(node.height for node in nodes)) / max(len(nodes), 1)
    placed, y = [], top
    for node in nodes:
        placed.append(replace(node, middle=y + (node.height + spare) / 2))
        y += node.height + spare
    return tuple(placed)


def _is_single(view: View) -> bool:
    """Return whether motives are drawn one by one, not by theme."""
    asked = str(view.options["detail"])
    if asked not in DETAIL:
        raise unknown("detail", asked, DETAIL)
    few = 12 if view.preset.height_mm else 30 if view.width < 4 else 10**6
    return asked == "motives" or (asked == "auto" and len(view.rows) <= few)


def layout(view: View, height: float | None = None) -> Layout:
    """Return where nodes and lines go."""
    if not view.preset.height_mm or height is None:
        return _made(view, _is_single(view), 2, 10**6, height)
    for single, lines in ((True, 2), (False, 2), (False, 1)):
        if single and not _is_single(view):
            continue
        made = _made(view, single, lines, 10**6, height)
        if made.height <= height + 1e-6:
            return made
    room = max(2, int(height / (line_height(view.sizes.label) + 0.02)))
    return _made(view, False, 1, room, height)


def _made(view: View, single: bool, lines: int, room: int, height: float | None) -> Layout:
    """Return the layout with motives or themes, so many lines a heading and so many nodes a side."""
    width, size = view.width, view.sizes.label
    narrow = width < 4
    left_width = width * ((0.46 if narrow else 0.5) if single else 0.26)
    right_width = width * ((0.24 if narrow else 0.27) if single else 0.4 if narrow else 0.42)
    long = len(view.rows) > 24
    left, groups, alone, pairs = _sides(
        view, single, left_width, 1 if single and long and not narrow else 3, room
    )
    gap = 0.02 if lines == 1 else _GAP
    right, links, flat = _joined(view, left, groups, pairs, right_width, lines, room)
    left, right = _sized(view, [left[place] for place in flat], gap), _sized(view, right, gap)
    columns = 1 if narrow or len(alone) < 12 else 2
    listed = [_motive(view, row, width / columns - 0.25, 3 if columns == 1 else 1) for row in alone]
    rest = _sized(view, listed, 0.02)
    below, top = _rest_height(rest, columns, size), theme_legend(view).height if single else 0.0
    tall = max([sum(node.height for node in side) for side in (left, right)])
    total = max(tall, (height or 0.0) - below - top)
    number = 0.0 if single else widest([str(node.number) for node in left], size, True) + 0.08
    x_left = widest([line for node in left for line in node.lines], size) + 0.12 + number if left else 0.0
    ends = widest([line for node in right for line in node.lines], size, bold=True)
    x_right = width - min(ends, right_width) - widest(["00"], size, True) - 0.26
    return Layout(
        _stacked(left, total, top), _stacked(right, total, top), tuple(links), tuple(rest), x_left, x_right,
        single, columns, top + total, top + total + below,
    )  # fmt: skip


def _rest_height(rest: Sequence[Node], columns: int, size: float) -> float:
    """Return the height of the list of motives that lean on no article, in inches."""
    if not rest:
        return 0.0
    per_column = -(-len(rest) // columns)
    most = max(
        sum(node.height for node in rest[at : at + per_column]) for at in range(0, len(rest), per_column)
    )
    return most + line_height(size) + 0.2


def _sides(
    view: View, single: bool, width: float, lines: int, room: int
) -> tuple[list[Node], list[list[int]], list[pd.Series], list[tuple[int, str]]]:
    """Return the nodes at the left by group, the motives without an article, and who leans on what."""
    themes = grouped(view, "theme")
    nodes: list[Node] = []
    groups: list[list[int]] = []
    rest: list[pd.Series] = []
    pairs: list[tuple[int, str]] = []
    if not single:
        for group in folded(themes, room, "themes"):
            pairs += [
                (len(nodes), article)
                for cell in group.rows["articles"]
                for article in dict.fromkeys(cell or (NONE,))
            ]
            groups.append([len(nodes)])
            nodes.append(_theme(view, group, width))
        return nodes, groups, rest, pairs
    for group in themes:
        places = []
        for _, row in group.rows.iterrows():
            if not row["articles"]:
                rest.append(row)
                continue
            places.append(len(nodes))
            pairs += [(len(nodes), article) for article in dict.fromkeys(row["articles"])]
            nodes.append(_motive(view, row, width, lines))
        groups.append(places)
    return nodes, [places for places in groups if places], rest, pairs


def _joined(
    view: View, nodes: Sequence[Node], groups: Sequence[Sequence[int]], pairs: Sequence[tuple[int, str]],
    width: float, lines: int, room: int,
) -> tuple[list[Node], list[Link], list[int]]:  # fmt: skip
    """Return the articles in their order, the lines to them, and the order of the nodes at the left."""
    uses = leaning(view)
    alone = sum(article == NONE for _, article in pairs)
    most = room - 1 - bool(alone)
    kept = sorted(uses if len(uses) <= most + 1 else list(uses)[: max(most, 0)], key=_number)
    others = [article for article in uses if article not in kept]
    names = [*kept, *([OTHERS] if others else [])]
    weights = Counter((motive, OTHERS if article in others else article) for motive, article in pairs)
    links = [(motive, names.index(article)) for motive, article in weights if article != NONE]
    order, column = arrange(links, groups, list(range(len(names))))
    column += [len(names)] if alone else []
    names += [NONE] if alone else []
    ends = {NONE: alone, OTHERS: sum(uses[article] for article in others)}
    words = {NONE: "No article to lean on", OTHERS: f"{len(others)} other articles"}
    right = [
        Node(name, wrap(words[name], width, view.sizes.label, max_lines=lines), LINE, ends[name])
        if name in words
        else _article(view, name, uses[name], width, lines)
        for name in (names[place] for place in column)
    ]
    flat = [item for group in order for item in group]
    drawn = [
        Link(flat.index(motive), column.index(names.index(article)), weight)
        for (motive, article), weight in weights.items()
    ]
    return right, drawn, flat
