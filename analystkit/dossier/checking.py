"""What every cell, row and file of a dossier must be; all faults at once, one line a cause."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analystkit.dossier import dates
from analystkit.dossier.codebook import SOURCE_FIELDS, Codebook
from analystkit.dossier.faults import Fault, did_you_mean, quoted
from analystkit.dossier.finding import Rows
from analystkit.dossier.sources import CITED, Citation, Source, Sources, parse_citations
from analystkit.dossier.tables import TABLES, VERIFICATION, Column, Table, split_list
from analystkit.errors import list_names

PHRASE_WORDS = 6
_ID = re.compile(r"\w[\w.:-]{0,99}")
_ARTICLE = re.compile(r"(?:(\d{1,3})(?:\(\w{1,3}\))*(?:-(\d{1,3}))?|preamble)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_SEMICOLONS = "part them with semicolons, not commas"
_SHOWN_ROWS = 6
_HINTS = 100  # in one column: what is wrong in more ways than that is not looked at one by one

Values = dict[str, dict[str, Any]]  # by column, and for each distinct cell what it means


@dataclass(frozen=True)
class Context:
    """What cells may refer to; None for what could not be read, of which enough is said."""

    codebook: Codebook | None
    sources: Sources | None
    articles: int | None
    parties: tuple[str, ...] = ()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """How a cell is read: what it must be, in words, what it means (else a ValueError), what to do."""

    expected: str
    read: Callable[[str], Any]
    hint: Callable[[str], str] = lambda found: ""


def check_rows(table: Table, rows: Rows, context: Context) -> tuple[Values, list[Fault]]:
    """Return what the cells of some rows mean, each distinct one read once, and what is wrong with them."""
    values: Values = {}
    found: list[tuple[int, Fault]] = []
    for column in table.columns:
        cells, reader = rows.columns[column.name], _reader(column, context)
        wrong: dict[str, str] = {}
        if column.kind != "text":
            values[column.name] = means = dict[str, Any].fromkeys(cells)
            for cell in filter(None, means):
                try:
                    means[cell] = reader.read(cell)
                except ValueError:
                    wrong[cell] = reader.hint(cell) if len(wrong) < _HINTS else ""
        if column.required and "" in cells:
            wrong[""] = ""
        for at, cell in enumerate(cells) if wrong else ():
            if cell in wrong:
                said = quoted(cell) if cell else "nothing"
                fault = Fault(*rows.place(at), column.name, said, reader.expected, wrong[cell])
                found.append((at, fault))
    faults = [fault for _, fault in sorted(found, key=lambda one: one[0])]
    if "verification" in table.by_name and context.sources is not None:
        faults += _too_high(table, rows, values, context.sources)
    if table.name == "codings" and context.codebook:
        faults += _coding_faults(rows, context.codebook)
    return values, faults + _comma_lists(table, rows, context.parties)


def _reader(column: Column, context: Context) -> Reader:
    """Return how a column's cells are read."""
    if column.kind in ("term", "terms"):
        return _term_reader(column, context.codebook)
    if column.kind == "citations":
        return _citation_reader(context.sources)
    if column.kind in ("article", "articles"):
        return _article_reader(column, context.articles)
    if column.kind == "key":
        ids = context.ids.get(column.refers)
        return Reader(
            f"an id of {column.refers}.csv",
            lambda cell: _held(cell, ids is None or cell in ids),
            lambda cell: did_you_mean(cell, ids or ()),
        )
    return _PLAIN[column.kind]


def _held(value: Any, good: object) -> Any:
    """Return a value that is good; raise an error for any other."""
    if not good:
        raise ValueError(value)
    return value


def _term_reader(column: Column, codebook: Codebook | None) -> Reader:
    terms = {term.term: 0 for term in codebook.terms(column.table, column.name)} if codebook else {}
    expected = (
        f"a term of the codebook: {list_names(terms, 24)}" if terms else "a term, but the codebook has none"
    )

    def hint(cell: str) -> str:
        return _SEMICOLONS if column.kind == "terms" and "," in cell else did_you_mean(cell, terms)

    if column.kind == "term":
        return Reader(expected, lambda cell: _held(cell, not codebook or cell in terms), hint)
    return Reader(
        f"terms parted by '; ', each {expected}",
        lambda cell: _held(split_list(cell), not codebook or all(part in terms for part in split_list(cell))),
        hint,
    )


def _citation_reader(sources: Sources | None) -> Reader:
    known = frozenset() if sources is None else frozenset([*sources, *sources.cleaned])

    def read(cell: str) -> tuple[Citation, ...]:
        found = parse_citations(cell)
        return found if sources is None else _held(found, all(each.source in known for each in found))

    def hint(cell: str) -> str:
        try:
            key = next(c.source for c in parse_citations(cell) if c.source not in known)
        except ValueError as error:
            return f"{str(error)[:60]!r} is not one"
        near = did_you_mean(key, sources or ()).replace('"', "'")
        return f"no source '{key[:60]}' in sources.json" + (f"; {near}" if near else "")

    return Reader(CITED, read, hint)


def _article_reader(column: Column, articles: int | None) -> Reader:
    last = 999 if articles is None else articles

    def fits(part: str) -> bool:
        match = _ARTICLE.fullmatch(part)
        return match is not None and all(int(number) <= last for number in match.groups() if number)

    if column.kind == "article":
        expected = f"an article from 1 to {articles}, 0 for the preamble, or nothing"
        return Reader(expected, lambda cell: _held(int(cell), cell.isdecimal() and int(cell) <= last))
    return Reader(
        f"articles from 1 to {articles} such as '3; 5(4); 7-9', or 'preamble'",
        lambda cell: _held(split_list(cell), all(map(fits, split_list(cell)))),
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
    "text": Reader("some text", str),
    "list": Reader("some text", split_list),
    "id": Reader(
        "an id of letters, digits, '-', '_', '.' and ':'", lambda cell: _held(cell, _ID.fullmatch(cell))
    ),
    "integer": Reader("a whole number", lambda cell: _held(int(cell), re.fullmatch(r"-?\d{1,15}", cell))),
    "number": Reader(
        "a number such as 4.8, with a point and no thousands separator",
        lambda cell: _held(float(cell), _NUMBER.fullmatch(cell) and math.isfinite(float(cell))),
    ),
    "date": Reader(dates.EXPECTED, dates.parse_date, _date_hint),
    "phrase": Reader(
        f"at most {PHRASE_WORDS} words",
        lambda cell: _held(cell, len(cell.split()) <= PHRASE_WORDS),
        lambda found: f"{len(found.split())} words: a key phrase only pins the place",
    ),
}


def grade(sources: Iterable[Source]) -> str:
    """Return the best verification that sources allow: two must be read, graded A to C, of other origins."""
    cited = list(sources)
    able = [source for source in cited if source.counts]
    if any(not one.origins & other.origins for one in able for other in able):
        return "two-sources"
    return "one-source" if cited else "unverified"


def _too_high(table: Table, rows: Rows, values: Values, sources: Sources) -> list[Fault]:
    """Report rows whose verification is higher than what they cite allows."""
    cited = [name for name in table.of_kind("citations") if name != "counter_sources"]
    allowed: dict[tuple[str, ...], tuple[str, int, int]] = {}
    faults = []
    for at, (claimed, *cells) in enumerate(rows.keys(("verification", *cited))):
        if claimed not in VERIFICATION[1:] or (claimed == "one-source" and any(cells)):
            continue
        found = [values[name].get(cell) or () for name, cell in zip(cited, cells, strict=True)]
        keys = tuple(dict.fromkeys(each.source for part in found for each in part))
        if keys not in allowed:
            known = [sources[key] for key in keys if key in sources]
            allowed[keys] = (grade(known), len(keys), sum(source.counts for source in known))
        best, count, able = allowed[keys]
        if VERIFICATION.index(claimed) > VERIFICATION.index(best):
            said = f"{claimed!r} with {count} cited, {able} of them read and graded A to C"
            expected = "at least one cited" if best == "unverified" else "two of those, of different origin"
            hint = f"write {best!r}, or cite another; a source's custom holds read, reliability and origin"
            few = count < VERIFICATION.index(claimed)
            faults.append(Fault(*rows.place(at), "verification", said, expected, hint, few))
    return faults


def _coding_faults(rows: Rows, codebook: Codebook) -> list[Fault]:
    """Check that a coder chose a term that the coded field has."""
    fields = TABLES["provisions"].of_kind("term")
    terms = {name: [entry.term for entry in codebook.terms("provisions", name)] for name in fields}
    faults = []
    for at, (name, term) in enumerate(rows.keys(("field", "term"))):
        if name and name not in terms:
            said = f"one of {', '.join(fields)}"
            faults.append(Fault(*rows.place(at), "field", quoted(name), said, did_you_mean(name, fields)))
        elif name and term and term not in terms[name]:
            expected = f"a term of {name}: {list_names(terms[name], 24)}"
            hint = did_you_mean(term, terms[name])
            faults.append(Fault(*rows.place(at), "term", quoted(term), expected, hint))
    return faults


def _comma_lists(table: Table, rows: Rows, parties: Iterable[str]) -> list[Fault]:
    """Report cells that look like a list parted by commas: two of the parts are known names."""
    faults = []
    for name in table.of_kind("list"):
        cells = rows.columns[name]
        distinct = set(cells)
        known = {part for cell in distinct for part in split_list(cell)} | set(parties)
        for at, cell in enumerate(cells) if any("," in cell for cell in distinct) else ():
            for part in split_list(cell) if "," in cell else ():
                pieces = [piece.strip() for piece in part.split(",")]
                if len(pieces) > 1 and sum(piece in known for piece in pieces) > 1:
                    hint = f"write {'; '.join(pieces)!r} if they are several"
                    said = "names parted by '; '"
                    faults.append(Fault(*rows.place(at), name, quoted(part), said, hint, False))
    return faults


def source_faults(sources: Sources, codebook: Codebook) -> list[Fault]:
    """Check the sources' grades against the codebook; what is not graded is no fault."""
    faults = []
    for name in SOURCE_FIELDS:
        terms = [term.term for term in codebook.terms("sources", name)]
        for source in sources.values() if terms else ():
            value = source.custom(name)
            if value and value not in terms:
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


def lines_to_paste(faults: Iterable[Fault], rows: Mapping[str, Rows], codebook: Codebook) -> list[str]:
    """Return the lines that ``codebook.csv`` lacks for the terms that tables use."""
    lines: dict[str, None] = {}
    wrong = {(fault.file.split(".")[0], fault.column) for fault in faults}
    for name, found in rows.items():
        for column in TABLES[name].columns:
            if column.kind in ("term", "terms") and (name, column.name) in wrong:
                terms = [term.term for term in codebook.terms(name, column.name)]
                used = [part for cell in found.columns[column.name] for part in split_list(cell)]
                new = [
                    term for term in dict.fromkeys(used) if not (term in terms or re.search(r'[,"\n]', term))
                ]
                for place, term in enumerate(new, len(terms) + 1):
                    label = term.replace("-", " ").capitalize()
                    lines[f"{name},{column.name},{term},{label},,What it means,{place},,"] = None
    return list(lines)
