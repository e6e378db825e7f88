"""What every cell and row of a dossier must be, and the typed frame that rows become; all faults at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

from analystkit.dossier.codebook import SOURCE_FIELDS, Codebook
from analystkit.dossier.dates import EXPECTED, parse_date
from analystkit.dossier.faults import Fault, among, did_you_mean, quoted
from analystkit.dossier.reading import Rows, plain_digits
from analystkit.dossier.sources import CITED, Sources, parse_citations
from analystkit.dossier.tables import TABLES, VERIFICATION, Column, Table, split_list
from analystkit.errors import list_names

_TEXT = pd.array([], dtype="str").dtype  # naming it anew for each column takes longer than filling one
_STRINGS = ("text", "id", "key", "phrase", "color")
_PHRASE_WORDS = 6
_ARTICLE = re.compile(r"(?:(\d{1,3})(?:\(\w{1,3}\))*(?:-(\d{1,3}))?|preamble)")
_SEMICOLONS = "part them with semicolons, not commas"
_SHOWN_ROWS, _SHOWN_WAYS = 6, 12
_HINTS = 100  # in one column: what is wrong in more ways than that is not looked at one by one


@dataclass(frozen=True)
class Context:
    """What cells may refer to; None for what could not be read, of which enough is said."""

    codebook: Codebook | None = None
    sources: Sources | None = None
    articles: int | None = None
    parties: tuple[str, ...] = ()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """How a cell is read: what it must be, in words, what it means, whether that will do, what to do else."""

    expected: str
    means: Callable[[str], Any] = str  #: a ValueError says that the cell means nothing
    fits: Callable[[Any], object] = lambda value: True
    hint: Callable[[str], str] = lambda found: ""


def check_rows(table: Table, rows: Rows, context: Context) -> tuple[pd.DataFrame, list[Fault]]:
    """Return rows as a typed frame, each distinct cell read once, and what is wrong with them."""
    data, faults = dict[str, Any](), list[Fault]()
    for column in table.columns:
        cells, reader = rows.columns[column.name], _reader(column, context)
        means = dict[str, Any].fromkeys(cells if column.kind != "text" else ())
        wrong: dict[str, str] = {"": ""} if column.required and "" in cells else {}
        for cell in filter(None, means):
            with suppress(ValueError):
                value = reader.means(cell)
                if reader.fits(value):
                    means[cell] = value
                    continue
            wrong[cell] = reader.hint(cell) if len(wrong) < _HINTS else ""
        for at, cell in enumerate(cells) if wrong else ():
            if cell in wrong:
                said = quoted(cell) if cell else "nothing"
                faults.append(rows.fault(at, column.name, said, reader.expected, wrong[cell]))
        data |= _typed(column, cells, means, context.codebook)
    data["mine"] = np.array(rows.mine, dtype=bool)
    frame = pd.DataFrame(data)
    faults.sort(key=lambda fault: (fault.file, fault.row))
    if "verification" in table.by_name and context.sources is not None:
        faults += _too_high(table, rows, frame, context.sources)
    if table.name == "codings" and context.codebook:
        faults += _coding_faults(rows, context.codebook)
    return frame, faults + _comma_lists(table, rows, context.parties)


def _typed(
    column: Column, cells: list[str], means: dict[str, Any], codebook: Codebook | None
) -> dict[str, Any]:
    """Return a column of the frame, or the several of a date, from what its distinct cells mean."""
    name, data = column.name, dict[str, Any]()
    if column.kind in (*_STRINGS, "date"):
        data[name] = pd.array(cells, dtype=_TEXT)
    if column.kind in _STRINGS:
        return data
    read, place = list(means.values()), {cell: at for at, cell in enumerate(means)}
    codes = np.fromiter(map(place.__getitem__, cells), dtype=np.intp, count=len(cells))
    if column.kind == "date":
        for end, days in (("from", [d and d.first for d in read]), ("to", [d and d.last for d in read])):
            data[f"{name}_{end}"] = np.array(days, dtype="datetime64[D]").astype("datetime64[s]")[codes]
        for mark in ("approximate", "uncertain"):
            data[f"{name}_{mark}"] = np.array([bool(d and getattr(d, mark)) for d in read], bool)[codes]
    elif column.kind == "term":
        terms = codebook.terms(column.table, name) if codebook else ()
        order = {term.term: at for at, term in enumerate(terms)}
        found = np.array([order.get(term, -1) for term in read], dtype=np.intp)[codes]
        data[name] = pd.Categorical.from_codes(found, pd.Index(list(order), dtype=_TEXT), ordered=True)
    elif column.kind in ("article", "integer"):
        numbers = np.array([value or 0 for value in read], dtype=np.int64)
        data[name] = pd.arrays.IntegerArray(numbers[codes], np.array([v is None for v in read], bool)[codes])
    elif column.kind == "number":
        data[name] = np.array(read, dtype=float)[codes]
    else:
        data[name] = np.fromiter((value or () for value in read), dtype=object, count=len(read))[codes]
    return data


def _reader(column: Column, context: Context) -> Reader:
    """Return how a column's cells are read."""
    book, articles, sources = context.codebook, context.articles, context.sources
    if column.kind in ("term", "terms"):
        terms = [term.term for term in book.terms(column.table, column.name)] if book else []
        expected = f"a term of the codebook: {list_names(terms, 24)}"
        expected = expected if terms else "a term, but the codebook has none"
        if column.kind == "term":
            return Reader(
                expected, str, lambda cell: not book or cell in terms, partial(did_you_mean, allowed=terms)
            )
        return Reader(
            f"terms parted by '; ', each {expected}",
            split_list,
            lambda parts: not book or {*parts}.issubset(terms),
            lambda cell: _SEMICOLONS if "," in cell else did_you_mean(cell, terms),
        )
    if column.kind == "citations":
        known = frozenset([*sources, *sources.cleaned]) if sources is not None else frozenset()

        def hint(cell: str) -> str:
            try:
                key = next(cited.source for cited in parse_citations(cell) if cited.source not in known)
            except ValueError as error:
                return f"{str(error)[:60]!r} is not one"
            near = did_you_mean(key, sources or ()).replace('"', "'")
            return f"no source '{key[:60]}' in sources.json" + (f"; {near}" if near else "")

        return Reader(
            CITED,
            parse_citations,
            lambda found: sources is None or known.issuperset(c.source for c in found),
            hint,
        )
    last = 999 if articles is None else articles
    if column.kind == "article":
        expected = f"an article from 1 to {articles}, 0 for the preamble, or nothing"
        return Reader(expected, _matched(r"\d+", int), lambda number: number <= last)
    if column.kind == "articles":

        def placed(part: str) -> bool:
            match = _ARTICLE.fullmatch(part)
            return match is not None and all(int(number) <= last for number in match.groups() if number)

        return Reader(
            f"articles from 1 to {articles} such as '3; 5(4); 7-9', or 'preamble'",
            split_list,
            lambda parts: all(map(placed, parts)),
            lambda cell: _SEMICOLONS if "," in cell else f"the treaty has {articles}",
        )
    if column.kind == "key":
        ids = context.ids.get(column.refers)
        expected, near = f"an id of {column.refers}.csv", partial(did_you_mean, allowed=ids or ())
        return Reader(expected, str, lambda cell: ids is None or cell in ids, near)
    return _PLAIN[column.kind]


def _matched(pattern: str, make: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return what reads cells of a pattern."""

    def read(cell: str) -> Any:
        if not re.fullmatch(pattern, cell):
            raise ValueError(cell)
        return make(cell)

    return read


def _date_hint(found: str) -> str:
    if found != (plain := plain_digits(found)):
        return f"in European digits it is {plain!r}; give the year of the Gregorian calendar"
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Za-z]{3}-\d{2}|\d{5}", found):
        return "a spreadsheet has rewritten it: format the column as text before typing dates"
    return "no such day" if re.fullmatch(r"\d{4}-\d{2}-\d{2}[?~%]?", found) else ""


_PLAIN = {
    "text": Reader("some text"),
    "list": Reader("some text", split_list),
    "id": Reader(
        "an id of letters, digits, '-', '_', '.' and ':'", fits=re.compile(r"\w[\w.:-]{0,99}").fullmatch
    ),
    "color": Reader("a color as #rrggbb, or nothing", fits=re.compile("#[0-9a-fA-F]{6}").fullmatch),
    "integer": Reader("a whole number", _matched(r"-?\d{1,15}", int)),
    "number": Reader(
        "a number such as 4.8, with a point and no thousands separator",
        _matched(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", float),
        math.isfinite,
    ),
    "date": Reader(EXPECTED, parse_date, hint=_date_hint),
    "phrase": Reader(
        f"at most {_PHRASE_WORDS} words",
        fits=lambda cell: len(cell.split()) <= _PHRASE_WORDS,
        hint=lambda found: f"{len(found.split())} words: a key phrase only pins the place",
    ),
}


def _too_high(table: Table, rows: Rows, frame: pd.DataFrame, sources: Sources) -> list[Fault]:
    """Report rows whose verification is higher than what they cite allows."""

    @cache
    def allowed(keys: frozenset[str]) -> tuple[str, int]:
        """Return the best verification, and how many sources were read and graded A to C."""
        able = [sources[key] for key in keys if sources[key].counts]
        if any(not one.origins & other.origins for one in able for other in able):
            return "two-sources", len(able)
        return "one-source" if keys else "unverified", len(able)

    names = [name for name in table.of_kind("citations") if name != "counter_sources"]
    cited = [list(frame[name]) for name in names]
    faults = []
    for at, (claimed, *cells) in enumerate(rows.keys(("verification", *names))):
        if claimed not in VERIFICATION[1:] or (claimed == "one-source" and any(cells)):
            continue
        keys = frozenset(each.source for column in cited for each in column[at])
        best, able = allowed(keys)
        if VERIFICATION.index(claimed) > VERIFICATION.index(best):
            said = f"{claimed!r} with {len(keys)} cited, {able} of them read and graded A to C"
            expected = "at least one cited" if best == "unverified" else "two of those, of different origin"
            hint = f"write {best!r}, or cite another; a source's custom holds read, reliability and origin"
            few = len(keys) < VERIFICATION.index(claimed)
            faults.append(rows.fault(at, "verification", said, expected, hint, few))
    return faults


def _coding_faults(rows: Rows, codebook: Codebook) -> list[Fault]:
    """Check that a coder chose a term that the coded field has."""
    fields = TABLES["provisions"].of_kind("term")
    terms = {name: [entry.term for entry in codebook.terms("provisions", name)] for name in fields}
    faults = []
    for at, (name, term) in enumerate(rows.keys(("field", "term"))):
        if name and name not in terms:
            faults.append(rows.fault(at, "field", *among(name, fields)))
        elif name and term and term not in terms[name]:
            expected = f"a term of {name}: {list_names(terms[name], 24)}"
            faults.append(rows.fault(at, "term", *among(term, terms[name], expected)))
    return faults


def _comma_lists(table: Table, rows: Rows, parties: Iterable[str]) -> list[Fault]:
    """Report cells that look like a list parted by commas: two of the parts are known names."""
    faults = []
    for name in table.of_kind("list"):
        distinct = set(rows.columns[name])
        known = {part for cell in distinct for part in split_list(cell)} | set(parties)
        asked = {cell for cell in distinct if "," in cell}
        for at, cell in enumerate(rows.columns[name]) if asked else ():
            for part in split_list(cell) if cell in asked else ():
                pieces = [piece.strip() for piece in part.split(",")]
                if len(pieces) > 1 and sum(piece in known for piece in pieces) > 1:
                    hint = f"write {'; '.join(pieces)!r} if they are several"
                    faults.append(rows.fault(at, name, quoted(part), "names parted by '; '", hint, False))
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
    """Return one fault a cause: what is wrong in the same way in several rows, or in many ways in one column.

    Of what a column holds that is wrong in ever another way, the first are named and the rest is one fault.
    """
    causes: dict[tuple[Any, ...], list[Fault]] = {}
    for fault in faults:
        causes.setdefault((fault.file, fault.column, fault.expected, fault.stops, fault.found), []).append(
            fault
        )
    lines, ways = dict[tuple[Any, ...], list[Fault]](), Counter[tuple[Any, ...]]()
    for (*kind, _), same in causes.items():
        ways[tuple(kind)] += 1
        lines.setdefault((*kind, min(ways[tuple(kind)], _SHOWN_WAYS)), []).extend(same)
    said = []
    for first, *others in lines.values():
        found = dict.fromkeys([first.found, *(fault.found for fault in others)])
        rows = [str(fault.row) for fault in others if fault.row]
        also = f"also in row{'s' * (len(rows) > 1)} {list_names(rows, _SHOWN_ROWS)}" if rows else ""
        hint = first.hint if len(found) == 1 else ""
        hint = "; ".join(filter(None, [hint, also]))
        said.append(replace(first, found=list_names(found, _SHOWN_ROWS), hint=hint))
    return said


def lines_to_paste(faults: Iterable[Fault], rows: Mapping[str, Rows], codebook: Codebook) -> list[str]:
    """Return the lines that ``codebook.csv`` lacks for the terms that tables use."""
    lines = []
    wrong = {(fault.file.split(".")[0], fault.column) for fault in faults}
    for column in (column for table in rows for column in TABLES[table].columns):
        if column.kind in ("term", "terms") and (column.table, column.name) in wrong:
            terms = [term.term for term in codebook.terms(column.table, column.name)]
            cells = rows[column.table].columns[column.name]
            used = dict.fromkeys(part for cell in cells for part in split_list(cell))
            new = [term for term in used if term not in terms and not re.search(r'[,"\n]', term)]
            for place, term in enumerate(new[:_HINTS], len(terms) + 1):
                label = term.replace("-", " ").capitalize()
                lines.append(f"{column.table},{column.name},{term},{label},,What it means,{place},,")
    return lines
