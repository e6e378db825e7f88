"""The evidence check: does a text say what the tables, or a brief, say it says, where they say it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analystkit.analysis.texts.store import load_text, sources_at_hand
from analystkit.analysis.texts.text import Passage, parse_locator
from analystkit.analysis.wording import changes, difference, nearest_words, same_words
from analystkit.dossier import TABLES, Citation, Dossier
from analystkit.dossier.sources import parse_citations
from analystkit.words import listing, say, spans

FOUND, EXISTS, ELSEWHERE, ALTERED = "found", "exists", "elsewhere", "altered"
MISSING, NO_TEXT, MOVED = "missing", "no-text", "moved"
STATUSES = {
    FOUND: "phrase found where stated",
    EXISTS: "place exists, no phrase to check",
    ELSEWHERE: "phrase found elsewhere",
    ALTERED: "phrase altered",
    MISSING: "missing",
    NO_TEXT: "no text to check against",
}
_QUOTED = re.compile(r"“([^“”]+)”|(?<![\w\"])\"([^\"]+)\"(?!\w)|«([^«»]+)»")
_CITED = re.compile(r"\[[^\[\]@]*(@[^\[\]]*)\]|(@[\w][\w:.#$%&+?<>~/-]*\w)(?: \[([^\[\]]*)\])?")
_LEFT_OUT = re.compile(r"\s*\[?\s*(?:…|\.\.\.)\s*\]?\s*")


@dataclass(frozen=True)
class Check:
    """What became of one key phrase, of one place that a row cites, or of one quotation in a brief."""

    table: str
    row: str  # the row's id, or the line of a brief
    citation: Citation | None
    status: str
    phrase: str = ""  # empty where only a place was checked
    places: tuple[str, ...] = ()  # where it was found
    nearest: str = ""  # the nearest wording, when the phrase was altered
    note: str = ""
    said: str = ""  # what the row states, in its own words

    @property
    def amiss(self) -> bool:
        """Whether text and table do not agree."""
        return self.status in (ELSEWHERE, ALTERED, MISSING)

    @property
    def difference(self) -> str:
        """The phrase with what the text lacks in [-…-] and has instead in {+…+}; blank unless altered."""
        return difference(changes(self.phrase, self.nearest)) if self.nearest else ""

    def __str__(self) -> str:
        """Return the check in one line."""
        stated = str(self.citation or "no citation")
        row = f"{self.table}{'.csv' if self.table in TABLES else ''} {self.row}"
        said = f"{self.said} ({row}, {stated})" if self.said else f"{row}, {stated}"
        what = f": “{self.phrase}”" if self.phrase else ":"
        where = f" ({', '.join(self.places)})" if self.places else ""
        shown = f": {self.difference}" if self.nearest else ""
        note = f"; {self.note}" if self.note else ""
        return f"{said}{what} {STATUSES[self.status].removeprefix('phrase ')}{where}{shown}{note}"


Hand = dict[str, list[tuple[Passage, str]]]


def _hand(dossier: Dossier, brief: str = "") -> Hand:
    """Return texts at hand, or those a brief cites: passages with their words as they are compared."""
    return {
        source: [(passage, same_words(passage.text)) for passage in load_text(dossier, source).passages]
        for source in sources_at_hand(dossier)
        if not brief or f"@{source}" in brief
    }


def verify(dossier: Dossier) -> list[Check]:
    """Check every key phrase, and every place cited in a text at hand.

    A phrase is looked for in the text that its row cites first with a place (in the column of citations
    that comes first), else in all that the row cites there. It is found when the words are the same once
    Unicode forms, quotation marks, dashes and spaces are.
    """
    hand, checks = _hand(dossier), []
    for name, frame in dossier.tables.items():
        table = TABLES[name]
        texts = sorted((each for each in table.columns if each.kind == "text"), key=lambda c: not c.required)
        cited, phrases = table.of_kind("citations"), table.of_kind("phrase")
        for record in frame.to_dict("records"):
            said = next((str(record[each.name]).rstrip(".") for each in texts if record[each.name]), "")
            blank = Check(name, " / ".join(str(record[key]) for key in table.key), None, NO_TEXT, said=said)
            covered: set[Citation] = set()
            for phrase in filter(None, (record[column] for column in phrases if cited)):
                located = tuple(c for c in record[cited[0]] if c.locator) or record[cited[0]]
                covered.update(located)
                checks.append(_check_phrase(located, hand, replace(blank, phrase=phrase)))
            for citation in (each for column in cited for each in record[column]):
                place = parse_locator(citation.locator or "")
                if place and citation.source in hand and citation not in covered:  # a page, say, is no place
                    covered.add(citation)
                    labels = dict.fromkeys(p.label for p, _ in hand[citation.source] if place.holds(p))
                    found = replace(blank, citation=citation, places=tuple(labels))
                    lacking = replace(found, status=MISSING, note="the text has no such place")
                    checks.append(replace(found, status=EXISTS) if labels else lacking)
    return checks


def _check_phrase(citations: Sequence[Citation], hand: Hand, blank: Check) -> Check:
    """Return what became of a phrase: found, elsewhere, altered or missing in the texts that are cited."""
    at_hand = [(c, parse_locator(c.locator or ""), hand[c.source]) for c in citations if c.source in hand]
    if not at_hand:
        return replace(blank, citation=citations[0] if citations else None)
    wanted, elsewhere = same_words(blank.phrase), None
    start, end = (r"(?<!\w)" if wanted[:1].isalnum() else ""), (r"(?!\w)" if wanted[-1:].isalnum() else "")
    whole = re.compile(start + re.escape(wanted) + end)
    for citation, place, passages in at_hand:
        hits = [passage for passage, words in passages if wanted in words and whole.search(words)]
        right = [passage for passage in hits if place is None or place.holds(passage)]
        found = replace(blank, citation=citation, places=tuple(passage.label for passage in right or hits))
        if right:
            odd = citation.locator and place is None
            note = f"{citation.locator!r} is no place that a stored text has" if odd else blank.note
            return replace(found, status=FOUND, note=note)
        elsewhere = elsewhere or (replace(found, status=ELSEWHERE) if hits else None)
    if elsewhere:
        return elsewhere
    near = [
        (score + 4 * (place is not None and place.holds(passage)), citation, passage.label, words)
        for citation, place, passages in at_hand
        for passage, _ in passages
        for words, score in [nearest_words(blank.phrase, passage.text)]
        if words
    ]
    if not near:
        return replace(blank, citation=at_hand[0][0], status=MISSING)
    _, citation, label, words = max(near, key=lambda each: each[0])
    return replace(blank, citation=citation, status=ALTERED, places=(label,), nearest=words)


def check_quotations(dossier: Dossier, markdown: str, name: str = "brief") -> list[Check]:
    """Check the quotations of a brief against the texts at hand, each with the citation that follows it.

    A quotation is two words or more between quotation marks; where words are left out (…), its parts are
    looked for one by one. The citation is the next in its paragraph; without one it cannot be checked.
    """
    hand = _hand(dossier, markdown)
    body = re.sub(r"(?s)\A---\n.*?\n---\n", lambda head: "\n" * head[0].count("\n"), markdown)
    checks, line = [], 1
    for paragraph in re.split(r"(\n\s*\n)", body):
        cited = _CITED.search(paragraph)
        for match in _QUOTED.finditer(paragraph):
            at = line + paragraph.count("\n", 0, match.start())
            citations: tuple[Citation, ...] = ()
            note = "no citation follows it in its paragraph"
            if cited and cited.start() < match.end():
                cited = _CITED.search(paragraph, match.end())
            if cited:
                written = cited[1] or ", ".join(filter(None, (cited[2], cited[3])))
                try:
                    citations, note = parse_citations(" ".join(written.split())), ""
                except ValueError as error:
                    note = f"{error} is no citation that can be read"
            for part in _LEFT_OUT.split(" ".join(match[match.lastindex or 1].split())):
                phrase = re.sub(r"\[(\w)\]", r"\1", part).strip(" ,.;:")
                if len(phrase.split()) > 1:
                    blank = Check(name, f"line {at}", None, NO_TEXT, phrase, note=note)
                    first = _check_phrase(citations, hand, blank)
                    turned = replace(blank, phrase=phrase[0].swapcase() + phrase[1:])
                    again = _check_phrase(citations, hand, turned) if first.amiss else first
                    checks.append(replace(again, phrase=phrase) if again.status == FOUND else first)
        line += paragraph.count("\n")
    return checks


@dataclass(frozen=True)
class Finding:
    """What text and tables do not agree on, rows of one cause together; `moved` for whole paragraphs."""

    kind: str
    source: str
    words: str
    checks: tuple[Check, ...]

    def __str__(self) -> str:
        """Return the finding with how many rows it concerns."""
        rows = len({(check.table, check.row) for check in self.checks})
        return f"{self.source}: {self.words} ({say('{n:row}', n=rows)})"


def findings(checks: Sequence[Check]) -> list[Finding]:
    """Group the checks that are amiss by their cause: paragraphs that moved whole, then single phrases."""
    found: list[Finding] = []
    sources: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        if check.citation:
            sources[check.citation.source].append(check)
    for source, here in sources.items():
        new = _moved(here)
        off = [c for c in here if c.status == ELSEWHERE and f"para. {new.get(_stated(c), 0)}" in c.places]
        if off:
            farthest = max(new, key=lambda old: abs(new[old] - old))
            words = f"paragraph {farthest} now stands as paragraph {new[farthest]}"
            others = spans(set(new) - {farthest})
            words += f", and {others} at other numbers too" if others else ""
            found.append(Finding(MOVED, source, words, tuple(off)))
        groups: dict[tuple[str, str, str], list[Check]] = defaultdict(list)
        for check in here:
            if check.amiss and check not in off:
                stated = check.phrase or str(check.citation)
                groups[check.status, stated, "; ".join(check.places)].append(check)
        found += [Finding(key[0], source, _words(group[0]), tuple(group)) for key, group in groups.items()]
    return found


def _words(check: Check) -> str:
    stated = (check.citation and check.citation.locator) or "the text"
    if check.status == ALTERED:
        return f"“{check.phrase}” is worded otherwise in {check.places[0]}: {check.difference}"
    if check.status == ELSEWHERE:
        return f"“{check.phrase}” stands in {', '.join(check.places)}, not in {stated}"
    return f"“{check.phrase}” is not in the text" if check.phrase else f"the text has no {stated}"


def _moved(checks: Sequence[Check]) -> dict[int, int]:
    """Return the paragraphs of which all phrases, two at least, are found in one other, and which that is."""
    seen: dict[int, list[int]] = defaultdict(list)
    for check in checks:
        at, old = {_paragraph(label) for label in check.places}, _stated(check)
        if old >= 0 and check.phrase and check.status in (FOUND, ELSEWHERE):
            seen[old].append(old if old in at else at.pop() if len(at) == 1 else -1)
    one = {old: new[0] for old, new in seen.items() if len(new) > 1 and len({*new, old}) == 2}
    return {old: new for old, new in one.items() if new >= 0}


def _stated(check: Check) -> int:
    return _paragraph(check.citation.locator if check.citation else "")


def _paragraph(place: str) -> int:
    """Return the number of a paragraph in prose; -1 for any other place."""
    match = re.fullmatch(r"paras?\.? (\d+)", place or "")
    return int(match[1]) if match else -1


def summary(checks: Sequence[Check]) -> str:
    """Return in one sentence how many phrases were found, and what else became of the checks."""
    counts = Counter(check.status for check in checks)
    told = {
        FOUND: "{n:phrase} found where stated",
        EXISTS: "{n:place} that {n|exists|exist} (no phrase to check)",
        ELSEWHERE: "{n:phrase} found elsewhere",
        ALTERED: "{n:phrase} altered",
        MISSING: "{n:phrase or place/phrases or places} missing",
        NO_TEXT: "{n:phrase} with no text to check against",
    }
    return listing(say(words, n=counts[status]) for status, words in told.items() if counts[status])


def report_lines(dossier: Dossier, checks: Sequence[Check], everything: bool = False) -> list[str]:
    """Return the outcome of a check in lines for a terminal."""
    keys = sources_at_hand(dossier)
    lines = [f"{dossier.path.name}: {summary(checks) or 'nothing to check'}"]
    lines.append(f"texts at hand: {', '.join(keys) or 'none (bring one in with `analystkit add-text`)'}")
    found = findings(checks)
    lines += ["", *(f"- {finding}" for finding in found), ""] if found else []
    return lines + [str(check) for check in checks if check.amiss or everything]
