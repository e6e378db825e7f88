"""The schema of each table, held by pandera: what every cell must be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

from analystkit.dossier import citations, dates
from analystkit.dossier.codebook import Codebook
from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.reading import RawRow
from analystkit.dossier.sources import Sources
from analystkit.dossier.tables import Column, Table, split_list
from analystkit.errors import list_names, nearest

PHRASE_WORDS = 6
_ID = re.compile(r"\w[\w.:-]{0,99}")
_ARTICLE = re.compile(r"(?:(\d{1,3})(?:\(\w{1,3}\))*(?:-(\d{1,3}))?|preamble)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Context:
    """What cells may refer to: terms, sources, ids of other tables, the number of articles."""

    codebook: Codebook
    sources: Sources
    articles: int
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """What a cell must be: a test, the words for it, and a hint made from what was found."""

    expected: str
    test: Callable[[str], bool]
    hint: Callable[[str], str] = lambda found: ""


def check_table(table: Table, rows: list[RawRow], context: Context) -> list[Fault]:
    """Check every cell of a table."""
    if not rows:
        return []
    frame = pd.DataFrame([row.cells for row in rows], dtype=object)
    rules = {column.name: rule_for(column, table, context) for column in table.columns}
    columns = {}
    for column in table.columns:
        rule = rules[column.name]
        allow_blank = not column.required
        check = pa.Check(_test(rule, allow_blank), element_wise=True, error=rule.expected)
        columns[column.name] = pa.Column(object, checks=[check], nullable=False)
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
        return []
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    faults = []
    for case in cases.itertuples():
        row, found = rows[int(case.index)], str(case.failure_case)
        hint = rules[case.column].hint(found) if found else ""
        faults.append(
            Fault(
                row.file, row.row, case.column, quoted(found) if found else "nothing", str(case.check), hint
            )
        )
    return sorted(faults, key=lambda fault: (fault.file, fault.row))


def _test(rule: Rule, allow_blank: bool) -> Callable[[str], bool]:
    return lambda cell: allow_blank if not cell else rule.test(cell)


def rule_for(column: Column, table: Table, context: Context) -> Rule:
    """Return the rule that a column's cells must meet."""
    if column.kind in ("term", "terms"):
        return _term_rule(column, table, context)
    if column.kind == "citations":
        return _citation_rule(context.sources)
    if column.kind in ("article", "articles"):
        return _article_rule(column, context.articles)
    if column.kind == "key":
        ids = context.ids.get(column.refers, frozenset())
        return Rule(f"an id of {column.refers}.csv", ids.__contains__, _near(ids))
    return _PLAIN.get(column.kind, Rule("some text", lambda cell: True))


def _near(allowed: frozenset[str]) -> Callable[[str], str]:
    def hint(found: str) -> str:
        near = nearest(found, sorted(allowed), limit=1)
        return f"did you mean {near[0]!r}?" if near else ""

    return hint


def _term_rule(column: Column, table: Table, context: Context) -> Rule:
    terms = frozenset(term.term for term in context.codebook.terms(table.name, column.name))
    ordered = [term.term for term in context.codebook.terms(table.name, column.name)]
    expected = (
        f"a term of the codebook: {list_names(ordered, 24)}"
        if ordered
        else "a term, but the codebook has none"
    )
    if column.kind == "term":
        return Rule(expected, terms.__contains__, _near(terms))
    return Rule(
        f"terms parted by '; ', each {expected}", lambda cell: all(part in terms for part in split_list(cell))
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
        near = nearest(key, sources, limit=1)
        return f"no source '{key[:60]}' in sources.json" + (f"; did you mean '{near[0]}'?" if near else "")

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
        lambda found: f"the treaty has {articles}",
    )


def _is_date(cell: str) -> bool:
    try:
        dates.parse_date(cell)
        return True
    except ValueError:
        return False


def _date_hint(found: str) -> str:
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[A-Za-z]{3}-\d{2}|\d{5}", found):
        return "a spreadsheet has rewritten it: format the column as text before typing dates"
    return "no such day" if re.fullmatch(r"\d{4}-\d{2}-\d{2}[?~%]?", found) else ""


_PLAIN = {
    "id": Rule("an id of letters, digits, '-', '_', '.' and ':'", lambda cell: bool(_ID.fullmatch(cell))),
    "integer": Rule("a whole number", lambda cell: bool(re.fullmatch(r"-?\d{1,15}", cell))),
    "number": Rule(
        "a number such as 4.8, with a point and no thousands separator",
        lambda cell: bool(_NUMBER.fullmatch(cell)) and math.isfinite(float(cell)),
    ),
    "date": Rule(dates.EXPECTED, _is_date, _date_hint),
    "phrase": Rule(
        f"at most {PHRASE_WORDS} words",
        lambda cell: len(cell.split()) <= PHRASE_WORDS,
        lambda found: f"{len(found.split())} words: a key phrase only pins the place",
    ),
}
