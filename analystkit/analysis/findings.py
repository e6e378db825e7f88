"""What the evidence check comes to: rows that have one cause are one finding."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analystkit.analysis.evidence import ALTERED, ELSEWHERE, FOUND, MISSING, Check

MOVED = "moved"


@dataclass(frozen=True)
class Finding:
    """Something that text and tables do not agree on.

    Parameters
    ----------
    kind : str
        ``altered``, ``missing``, ``elsewhere``, or ``moved`` for a whole paragraph.
    source : str
        The citekey of the text.
    words : str
        What it is, in one sentence.
    checks : tuple of Check
        The rows that it concerns.
    """

    kind: str
    source: str
    words: str
    checks: tuple[Check, ...]

    def __str__(self) -> str:
        """Return the finding with how many rows it concerns."""
        rows = len({(check.table, check.row) for check in self.checks})
        return f"{self.source}: {self.words} ({rows} row{'' if rows == 1 else 's'})"


def findings(checks: Sequence[Check]) -> list[Finding]:
    """Group the checks that are amiss by their cause.

    A paragraph all of whose phrases stand at another number has moved. When paragraphs are numbered, one
    that moves shifts those that it passes: the least number of moves that explains the new order (all
    outside a longest rising run) is taken, and the rows of the shifted ones belong to that finding.
    """
    found: list[Finding] = []
    sources = dict.fromkeys(check.citation.source for check in checks if check.citation)
    for source in sources:
        here = [check for check in checks if check.citation and check.citation.source == source]
        moved = _moved(source, here)
        explained = {id(check) for finding in moved for check in finding.checks}
        groups: dict[tuple[str, str, str], list[Check]] = defaultdict(list)
        for check in here:
            if check.amiss and id(check) not in explained:
                stated = check.phrase or str(check.citation)
                groups[(check.status, stated, "; ".join(check.places))].append(check)
        found += moved
        found += [
            Finding(status, source, _words(group[0]), tuple(group))
            for (status, _, _), group in groups.items()
        ]
    return found


def _words(check: Check) -> str:
    stated = check.citation.locator if check.citation and check.citation.locator else "the text"
    if check.status == ALTERED:
        return f"“{check.phrase}” is worded otherwise in {check.places[0]}: {check.difference}"
    if check.status == ELSEWHERE:
        return f"“{check.phrase}” stands in {', '.join(check.places)}, not in {stated}"
    assert check.status == MISSING
    return f"“{check.phrase}” is not in the text" if check.phrase else f"the text has no {stated}"


def _moved(source: str, checks: Sequence[Check]) -> list[Finding]:
    """Return the paragraphs that have moved as wholes, with the rows that this explains."""
    new = _new_places(checks)
    if all(place == number for number, place in new.items()):
        return []
    numbers = sorted(new)
    stay = _longest_rising([new[number] for number in numbers])
    gone = [number for place, number in enumerate(numbers) if place not in stay]
    off = [check for check in checks if check.status == ELSEWHERE and _explained(check, new)]
    if not gone:
        words = f"paragraphs from {min(n for n in numbers if new[n] != n)} on stand at other numbers"
        return [Finding(MOVED, source, words, tuple(off))]
    result = []
    for place, number in enumerate(gone):
        own = [check for check in off if _paragraph(check) == number]
        shifted = [check for check in off if _paragraph(check) not in gone] if not place else []
        words = f"paragraph {number} now stands as paragraph {new[number]}"
        words += ", and those that it passed are one off" if shifted else ""
        result.append(Finding(MOVED, source, words, tuple(own + shifted)))
    return result


def _new_places(checks: Sequence[Check]) -> dict[int, int]:
    """Return for each paragraph that phrases are stated in where they are found now."""
    places: dict[int, Counter[int]] = defaultdict(Counter)
    for check in checks:
        number = _paragraph(check)
        if number is not None and check.phrase and check.status in (FOUND, ELSEWHERE):
            at = [int(match[1]) for label in check.places if (match := re.fullmatch(r"para\. (\d+)", label))]
            places[number][number if number in at else at[0] if len(at) == 1 else -1] += 1
    new = {}
    for number, seen in places.items():
        if number in seen:
            new[number] = number
        elif len(seen) == 1 and -1 not in seen and seen.total() > 1:
            new[number] = seen.most_common(1)[0][0]
    return new


def _paragraph(check: Check) -> int | None:
    match = re.fullmatch(r"paras?\.? (\d+)", check.citation.locator if check.citation else "")
    return int(match[1]) if match else None


def _explained(check: Check, new: dict[int, int]) -> bool:
    number = _paragraph(check)
    return number is not None and number in new and f"para. {new[number]}" in check.places


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest run of rising values, not all of them neighbors."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        length = bisect.bisect_left(ends, value)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [value]
        at[length : length + 1] = [place]
    kept: set[int] = set()
    place_or_none = at[-1] if at else None
    while place_or_none is not None:
        kept.add(place_or_none)
        place_or_none = before[place_or_none]
    return kept
