"""Ordering two columns so that few of the lines between them cross."""

from __future__ import annotations

from collections.abc import Sequence

Pair = tuple[int, int]


def crossings(links: Sequence[Pair], left: Sequence[int], right: Sequence[int]) -> int:
    """Return how many pairs of lines cross."""
    up = {item: place for place, item in enumerate(left)}
    down = {item: place for place, item in enumerate(right)}
    places = sorted((up[a], down[b]) for a, b in links)
    return sum(b > d and a < c for at, (a, b) in enumerate(places) for c, d in places[at + 1 :])


def _middles(
    items: Sequence[int], links: Sequence[Pair], other: Sequence[int], side: int
) -> dict[int, float]:
    """Return for each item the mean place of what it is linked to; items without a link keep their place."""
    place = {item: at for at, item in enumerate(other)}
    sums: dict[int, list[int]] = {item: [] for item in items}
    for link in links:
        if link[side] in sums:
            sums[link[side]].append(place[link[1 - side]])
    return {
        item: sum(found) / len(found) if found else float(at) for at, (item, found) in enumerate(sums.items())
    }


def arrange(
    links: Sequence[Pair], groups: Sequence[Sequence[int]], right: Sequence[int], rounds: int = 8
) -> tuple[list[list[int]], list[int]]:
    """Return both sides in an order in which few lines cross, the same every time.

    Each side in turn is ordered by the mean place of what its items are linked to (the barycenter method of
    Sugiyama, Tagawa and Toda 1981); the best order of all rounds is kept. At the left, groups stay together.
    """
    order = [list(group) for group in groups]
    column = list(right)
    best = (
        crossings(links, [i for g in order for i in g], column),
        0,
        [list(g) for g in order],
        list(column),
    )
    for turn in range(1, rounds + 1):
        flat = [item for group in order for item in group]
        middle = _middles(column, links, flat, 1)
        column = sorted(column, key=lambda item: (middle[item], right.index(item)))
        middle = _middles(flat, links, column, 0)
        order = [sorted(group, key=lambda item: (middle[item], item)) for group in order]
        order.sort(key=lambda group: (sum(middle[item] for item in group) / max(len(group), 1), group))
        flat = [item for group in order for item in group]
        found = (crossings(links, flat, column), turn, [list(g) for g in order], list(column))
        best = min(best, found, key=lambda one: one[:2])
    return best[2], best[3]
