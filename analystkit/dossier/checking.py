"""What every cell, row and file of a dossier must be; all faults at once, one line a cause."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analystkit.dossier import citations, dates
from analystkit.dossier.codebook import SOURCE_FIELDS, Codebook
from analystkit.dossier.faults import Fault, Rule, did_you_mean, quoted
from analystkit.dossier.parts import RawRow
from analystkit.dossier.sources import Source, Sources
from analystkit.dossier.tables import TABLES, VERIFICATION, Column, Table, split_list
from analystkit.errors import list_names

PHRASE_WORDS = 6
_ID = re.compile(r"\w[\w.:-]{0,99}")
_ARTICLE = re.compile(r"(?:(\d{1,3})(?:\(\w{1,3}\))*(?:-(\d{1,3}))?|preamble)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_SEMICOLONS = "part them with semicolons, not commas"
_SHOWN_ROWS = 6


@dataclass(frozen=True)
class Context:
    """What cells may refer to; None for terms or sources that could not be read, of which enough is said."""

    codebook: Codebook | None
    sources: Sources | None
    articles: int
    parties: tuple[str, ...] = ()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


def check_rows(table: Table, rows: Sequence[RawRow], context: Context) -> list[Fault]:
    """Check all cells of some rows, and what a row says as a whole."""
    faults = []
    rules = [(column, rule_for(column, context)) for column in table.columns]
    for row in rows:
        for column, rule in rules:
            cell = row.cells[column.name]
            if column.required if not cell else not rule.test(cell):
                found, hint = (quoted(cell), rule.hint(cell)) if cell else ("nothing", "")
                faults.append(Fault(row.file, row.row, column.name, found, rule.expected, hint))
    if "verification" in table.by_name and context.sources is not None:
        faults += _too_high(table, rows, context.sources)
    if table.name == "codings" and context.codebook:
        faults += _coding_faults(rows, context.codebook)
    return faults + _comma_lists(table, rows, context.parties)


def rule_for(column: Column, context: Context) -> Rule:
    """Return the rule that a column's cells must meet."""
    if column.kind in ("term", "terms") and context.codebook:
        return _term_rule(column, context.codebook)
    if column.kind == "citations" and context.sources is not None:
        return _citation_rule(context.sources)
    if column.kind in ("article", "articles"):
        return _article_rule(column, context.articles)
    if column.kind == "key":
        ids = context.ids.get(column.refers, frozenset())
        return Rule(f"an id of {column.refers}.csv", ids.__contains__, lambda found: did_you_mean(found, ids))
    return _PLAIN.get(column.kind, Rule("some text", lambda cell: True))


def _term_rule(column: Column, codebook: Codebook) -> Rule:
    terms = [term.term for term in codebook.terms(column.table, column.name)]
    expected = (
        f"a term of the codebook: {list_names(terms, 24)}" if terms else "a term, but the codebook has none"
    )
    if column.kind == "term":
        return Rule(expected, frozenset(terms).__contains__, lambda found: did_you_mean(found, terms))
    return Rule(
        f"terms parted by '; ', each {expected}",
        lambda cell: all(part in terms for part in split_list(cell)),
        lambda found: _SEMICOLONS if "," in found else did_you_mean(found, terms),
    )


def _citation_rule(sources: Sources) -> Rule:
    def unknown_keys(cell: str) -> list[str]:
        return [c.source for c in citations.parse_citations(cell) if c.source not in sources]

    def test(cell: str) -> bool:
        try:
            return not unknown_keys(cell)
        except ValueError:
            return False

    def hint(cell: str) -> str:
        try:
            key = unknown_keys(cell)[0]
        except ValueError as error:
            return f"{str(error)[:60]!r} is not one"
        near = did_you_mean(key, sources).replace('"', "'")
        return f"no source '{key[:60]}' in sources.json" + (f"; {near}" if near else "")

    return Rule(citations.EXPECTED, test, hint)


def _article_rule(column: Column, articles: int) -> Rule:
    def fits(part: str) -> bool:
        match = _ARTICLE.fullmatch(part)
        return match is not None and all(int(number) <= articles for number in match.groups() if number)

    if column.kind == "article":
        expected = f"an article from 1 to {articles}, 0 for the preamble, or nothing"
        return Rule(expected, lambda cell: cell.isdecimal() and int(cell) <= articles)
    expected = f"articles from 1 to {articles} such as '3; 5(4); 7-9', or 'preamble'"
    return Rule(
        expected,
        lambda cell: all(fits(part) for part in split_list(cell)),
        lambda found: _SEMICOLONS if "," in found else f"the treaty has {articles}",
    )


def _date_hint(found: str) -> str:
    if found != (plain := plain_digits(found)):
        return f"in European digits it is {plain!r}; give the year of the Gregorian calendar"
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Za-z]{3}-\d{2}|\d{5}", found):
        return "a spreadsheet has rewritten it: format the column as text before typing dates"
    return "no such day" if re.fullmatch(r"\d{4}-\d{2}-\d{2}[?~%]?", found) else ""


def plain_digits(text: str) -> str:
    """Return text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(mark)) if mark.isdecimal() else mark for mark in text)


_PLAIN = {
    "id": Rule("an id of letters, digits, '-', '_', '.' and ':'", lambda cell: bool(_ID.fullmatch(cell))),
    "integer": Rule("a whole number", lambda cell: bool(re.fullmatch(r"-?\d{1,15}", cell))),
    "number": Rule(
        "a number such as 4.8, with a point and no thousands separator",
        lambda cell: bool(_NUMBER.fullmatch(cell)) and math.isfinite(float(cell)),
    ),
    "date": Rule(dates.EXPECTED, dates.is_date, _date_hint),
    "phrase": Rule(
        f"at most {PHRASE_WORDS} words",
        lambda cell: len(cell.split()) <= PHRASE_WORDS,
        lambda found: f"{len(found.split())} words: a key phrase only pins the place",
    ),
}


def row_key(table: Table, row: RawRow) -> tuple[str, ...]:
    """Return what tells a row of a table from the others."""
    return tuple(row.cells[name] for name in table.key)


def duplicates(table: Table, rows: Sequence[RawRow]) -> list[Fault]:
    """Report rows that have the key of an earlier one."""
    first: dict[tuple[str, ...], int] = {}
    faults = []
    for row in rows:
        key = row_key(table, row)
        if key in first:
            found, hint = f"{quoted(' / '.join(key))} again", f"first in row {first[key]}"
            once = f"each {' and '.join(table.key)} once"
            faults.append(Fault(row.file, row.row, table.key[-1], found, once, hint))
        first.setdefault(key, row.row)
    return faults


def grade(sources: Iterable[Source]) -> str:
    """Return the best verification that sources allow: two must be read, graded A to C, of other origins."""
    cited = list(sources)
    able = [source for source in cited if source.counts]
    if any(not one.origins & other.origins for one in able for other in able):
        return "two-sources"
    return "one-source" if cited else "unverified"


def _too_high(table: Table, rows: Sequence[RawRow], sources: Sources) -> list[Fault]:
    """Report rows whose verification is higher than what they cite allows."""
    cited = [name for name in table.of_kind("citations") if name != "counter_sources"]
    faults = []
    for row in rows:
        parts = (part.split(",")[0].strip() for name in cited for part in split_list(row.cells[name]))
        keys = dict.fromkeys(part.removeprefix("@") for part in parts)
        claimed, found = row.cells["verification"], [sources[key] for key in keys if key in sources]
        best = grade(found)
        if claimed in VERIFICATION and VERIFICATION.index(claimed) > VERIFICATION.index(best):
            able = sum(source.counts for source in found)
            said = f"{claimed!r} with {len(keys)} cited, {able} of them read and graded A to C"
            expected = "at least one cited" if best == "unverified" else "two of those, of different origin"
            few = len(keys) < VERIFICATION.index(claimed)
            hint = f"write {best!r}, or cite another; a source's custom holds read, reliability and origin"
            faults.append(Fault(row.file, row.row, "verification", said, expected, hint, few))
    return faults


def _coding_faults(rows: Sequence[RawRow], codebook: Codebook) -> list[Fault]:
    """Check that a coder chose a term that the coded field has."""
    fields = TABLES["provisions"].of_kind("term")
    faults = []
    for row in rows:
        name, term = row.cells["field"], row.cells["term"]
        terms = [entry.term for entry in codebook.terms("provisions", name)]
        if name and name not in fields:
            faults.append(Fault(row.file, row.row, "field", quoted(name), f"one of {', '.join(fields)}"))
        elif term and term not in terms:
            expected, hint = f"a term of {name}: {list_names(terms, 24)}", did_you_mean(term, terms)
            faults.append(Fault(row.file, row.row, "term", quoted(term), expected, hint))
    return faults


def _comma_lists(table: Table, rows: Sequence[RawRow], parties: Iterable[str]) -> list[Fault]:
    """Report cells that look like a list parted by commas: two of the parts are known names."""
    faults = []
    for name in table.of_kind("list"):
        known = {part for row in rows for part in split_list(row.cells[name])} | set(parties)
        for row in rows:
            for part in split_list(row.cells[name]):
                pieces = [piece.strip() for piece in part.split(",")]
                if len(pieces) > 1 and sum(piece in known for piece in pieces) > 1:
                    hint = f"write {'; '.join(pieces)!r} if they are several"
                    faults.append(
                        Fault(row.file, row.row, name, quoted(part), "names parted by '; '", hint, False)
                    )
    return faults


def source_faults(sources: Sources, codebook: Codebook) -> list[Fault]:
    """Check the sources' grades against the codebook; what is not graded is no fault."""
    faults = []
    for source in sources.values():
        for name in SOURCE_FIELDS:
            terms = [term.term for term in codebook.terms("sources", name)]
            value = source.custom(name)
            if terms and value and value not in terms:
                found = f"{quoted(value)} for {source.key!r}"
                faults.append(Fault("sources.json", 0, f"custom.{name}", found, f"one of {', '.join(terms)}"))
    return faults


def gathered(faults: Iterable[Fault]) -> list[Fault]:
    """Return one fault a cause: what is wrong in the same way in several rows is said once."""
    causes: dict[tuple[str, str, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.found, fault.expected)
        causes.setdefault(key, []).append(fault)
    said = []
    for same in causes.values():
        rows = [str(fault.row) for fault in same[1:] if fault.row]
        if rows:
            more = f" and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
            also = f"also in row{'s' * (len(rows) > 1)} {', '.join(rows[:_SHOWN_ROWS])}{more}"
            said.append(replace(same[0], hint="; ".join(filter(None, [same[0].hint, also]))))
        else:
            said += same
    return said


def lines_to_paste(
    faults: Iterable[Fault], rows: Mapping[str, Sequence[RawRow]], codebook: Codebook
) -> list[str]:
    """Return the lines that ``codebook.csv`` lacks for the terms that tables use."""
    lines: dict[str, None] = {}
    wrong = {(fault.file.split(".")[0], fault.column) for fault in faults}
    for name, found in rows.items():
        for column in TABLES[name].columns:
            if column.kind in ("term", "terms") and (name, column.name) in wrong:
                terms = [term.term for term in codebook.terms(name, column.name)]
                used = [part for row in found for part in split_list(row.cells[column.name])]
                new = [
                    term
                    for term in dict.fromkeys(used)
                    if term not in terms and not re.search(r'[,"\n]', term)
                ]
                for place, term in enumerate(new, len(terms) + 1):
                    label = term.replace("-", " ").capitalize()
                    lines[f"{name},{column.name},{term},{label},,What it means,{place},,"] = None
    return list(lines)
