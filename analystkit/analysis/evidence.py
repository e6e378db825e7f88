"""The evidence check: does a text say what the tables say it says, where they say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from analystkit.analysis.texts.locators import parse_locator
from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Passage
from analystkit.analysis.wording import difference, nearest_words, same_words
from analystkit.dossier import TABLES, Citation, Dossier, Table

FOUND, ELSEWHERE, ALTERED, MISSING, NO_TEXT = "found", "elsewhere", "altered", "missing", "no-text"
STATUSES = {
    FOUND: "found where stated",
    ELSEWHERE: "found elsewhere",
    ALTERED: "altered",
    MISSING: "missing",
    NO_TEXT: "no text to check against",
}


@dataclass(frozen=True)
class Check:
    """What became of one key phrase, or of one place that a row cites.

    Parameters
    ----------
    table, row, column : str
        The cell: its table, the row's id, the column.
    citation : Citation or None
        What the row states.
    status : str
        One of `STATUSES`.
    phrase : str
        The key phrase; empty where only a place was checked.
    places : tuple of str
        Where it was found.
    nearest : str
        The nearest wording, when the phrase was altered.
    difference : str
        The phrase with what the text lacks in ``[-…-]`` and what it has instead in ``{+…+}``.
    note : str
        What else there is to say.
    """

    table: str
    row: str
    column: str
    citation: Citation | None
    status: str
    phrase: str = ""
    places: tuple[str, ...] = ()
    nearest: str = ""
    difference: str = ""
    note: str = ""

    @property
    def amiss(self) -> bool:
        """Whether text and table do not agree."""
        return self.status in (ELSEWHERE, ALTERED, MISSING)

    def __str__(self) -> str:
        """Return the check in one line."""
        stated = str(self.citation) if self.citation else "no citation"
        what = f"“{self.phrase}”" if self.phrase else "the place"
        where = f" ({', '.join(self.places)})" if self.places else ""
        shown = f": {self.difference}" if self.difference else ""
        note = f"; {self.note}" if self.note else ""
        return f"{self.table}.csv {self.row}, {stated}: {what} {STATUSES[self.status]}{where}{shown}{note}"


@dataclass
class _Hand:
    """The texts at hand, each read when first asked for."""

    dossier: Dossier
    keys: frozenset[str]
    read: dict[str, list[tuple[Passage, str]]] = field(default_factory=dict)

    def passages(self, source: str) -> list[tuple[Passage, str]]:
        """Return a text's passages, each with its words in the form that is compared."""
        if source not in self.read:
            text = load_text(self.dossier, source)
            self.read[source] = [(passage, same_words(passage.text)) for passage in text.passages]
        return self.read[source]


def verify(dossier: Dossier, tables: Iterable[str] | None = None) -> list[Check]:
    """Check every key phrase, and every place cited in a text at hand.

    A phrase is looked for in the text that its row cites first with a place (in the column of citations
    that comes first), else in all that the row cites there. It is found when the words are the same once
    Unicode forms, quotation marks, dashes and spaces are.
    """
    hand = _Hand(dossier, frozenset(sources_at_hand(dossier)))
    wanted = None if tables is None else set(tables)
    checks: list[Check] = []
    for name, frame in dossier.tables.items():
        if wanted is None or name in wanted:
            for record in frame.to_dict("records"):
                checks += _check_row(TABLES[name], record, hand)
    return checks


def _check_row(table: Table, record: dict[Any, Any], hand: _Hand) -> Iterator[Check]:
    row = " / ".join(str(record[name]) for name in table.key)
    cited = table.of_kind("citations")
    covered: set[Citation] = set()
    for column in table.of_kind("phrase"):
        phrase = record[column]
        if phrase and cited:
            citations = record[cited[0]]
            located = tuple(c for c in citations if c.locator) or citations
            covered.update(located)
            yield _check_phrase(phrase, located, hand, Check(table.name, row, column, None, NO_TEXT, phrase))
    for column in cited:
        for citation in record[column]:
            if citation.locator and citation.source in hand.keys and citation not in covered:
                covered.add(citation)
                check = _check_place(citation, hand, table.name, row, column)
                if check:
                    yield check


def _check_place(citation: Citation, hand: _Hand, table: str, row: str, column: str) -> Check | None:
    """Check that a text has the place that is cited; None for a page or another place that it cannot have."""
    place = parse_locator(citation.locator)
    if place is None:
        return None
    labels = [passage.label for passage, _ in hand.passages(citation.source) if place.holds(passage)]
    if labels:
        return Check(table, row, column, citation, FOUND, places=tuple(dict.fromkeys(labels)))
    return Check(table, row, column, citation, MISSING, note="the text has no such place")


def _check_phrase(phrase: str, citations: Sequence[Citation], hand: _Hand, blank: Check) -> Check:
    at_hand = [citation for citation in citations if citation.source in hand.keys]
    if not at_hand:
        return _with(blank, citation=citations[0] if citations else None)
    wanted = same_words(phrase)
    elsewhere: list[tuple[Citation, str]] = []
    for citation in at_hand:
        place = parse_locator(citation.locator) if citation.locator else None
        hits = [passage for passage, words in hand.passages(citation.source) if _holds(words, wanted)]
        right = [passage.label for passage in hits if place is None or place.holds(passage)]
        if right:
            odd = citation.locator and place is None
            note = f"{citation.locator!r} is no place that a stored text has" if odd else ""
            return _with(blank, citation=citation, status=FOUND, places=tuple(right), note=note)
        elsewhere += [(citation, passage.label) for passage in hits]
    if elsewhere:
        places = tuple(label for citation, label in elsewhere if citation == elsewhere[0][0])
        return _with(blank, citation=elsewhere[0][0], status=ELSEWHERE, places=places)
    return _nearest(phrase, at_hand, hand, blank)


def _holds(words: str, wanted: str) -> bool:
    """Tell whether words stand in a passage as whole words."""
    if wanted not in words:
        return False
    start = r"(?<!\w)" if wanted[:1].isalnum() else ""
    end = r"(?!\w)" if wanted[-1:].isalnum() else ""
    return re.search(start + re.escape(wanted) + end, words) is not None


def _nearest(phrase: str, citations: Sequence[Citation], hand: _Hand, blank: Check) -> Check:
    """Return the check of a phrase that no passage holds: altered, or missing."""
    best, best_score = _with(blank, citation=citations[0], status=MISSING), 0.0
    for citation in citations:
        place = parse_locator(citation.locator) if citation.locator else None
        for passage, _ in hand.passages(citation.source):
            words, score = nearest_words(phrase, passage.text)
            score += 4 * (place is not None and place.holds(passage))
            if words and score > best_score:
                best_score = score
                best = _with(
                    blank,
                    citation=citation,
                    status=ALTERED,
                    places=(passage.label,),
                    nearest=words,
                    difference=difference(phrase, words),
                )
    return best


def _with(check: Check, **changes: Any) -> Check:
    from dataclasses import replace

    return replace(check, **changes)


def report_lines(dossier: Dossier, checks: Sequence[Check], everything: bool = False) -> list[str]:
    """Return the outcome of a check in lines for a terminal."""
    from analystkit.analysis.findings import findings

    keys = sources_at_hand(dossier)
    counts = Counter(check.status for check in checks)
    phrases = sum(bool(check.phrase) for check in checks)
    lines = [f"{dossier.path.name}: {phrases} key phrases and {len(checks) - phrases} more places"]
    lines.append(f"texts at hand: {', '.join(keys) or 'none (bring one in with `analystkit add-text`)'}")
    lines += [f"  {words:<26}{counts[status]:>5}" for status, words in STATUSES.items()]
    found = findings(checks)
    if found:
        lines += ["", *(f"- {finding}" for finding in found), ""]
    listed = [check for check in checks if check.amiss or everything]
    return lines + [str(check) for check in listed]
