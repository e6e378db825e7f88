"""What ``dossier.toml`` says of a dossier as a whole, and what its file of sources may hold."""

from __future__ import annotations

import json
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import GenericAlias
from typing import Annotated, Any, ClassVar, Required

from annotated_types import Len
from typing_extensions import TypedDict

from analystkit.dossier.dates import EXPECTED, is_date
from analystkit.dossier.faults import Fault, Rule, checked
from analystkit.dossier.finding import MANIFEST
from analystkit.dossier.sources import Source, Sources, edtf_of, is_address
from analystkit.errors import KitError
from analystkit.pandoc import run

Files = dict[str, bytes | None]  # by name; None for what is there and cannot be read
SOURCE_FILES = SOURCES, BIBTEX = "sources.json", "sources.bib"
# A citekey as Pandoc reads one, whatever stands after it.
_KEY = re.compile(r"(?=.{1,200}$)\w+(?:[:.+-]\w+)*")
# The keys of CSL-JSON (csl-data.json of CSL 1.0.2), by what they hold.
_DATES = "accessed available-date event-date issued original-date submitted"
_NAMES = """author chair collection-editor compiler composer container-author contributor curator director
    editor editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator"""
_TEXTS = """type citation-key language journalAbbreviation shortTitle abstract annote archive
    archive_collection archive_location archive-place authority call-number chapter-number citation-number
    citation-label collection-number collection-title container-title container-title-short dimensions
    division DOI edition event event-title event-place first-reference-note-number genre ISBN ISSN issue
    jurisdiction keyword locator medium note number number-of-pages number-of-volumes original-publisher
    original-publisher-place original-title page page-first part part-number part-title PMCID PMID printing
    printing-number publisher publisher-place references reviewed-genre reviewed-title scale section source
    status supplement supplement-number title title-short version volume volume-title volume-title-short
    year-suffix"""
_CLOSED: Any = {"extra": "forbid", "strict": True}
Text = Annotated[str, Rule("at most 2,000 characters", lambda text: len(text) <= 2_000)]
Date = Annotated[str, Rule(f"{EXPECTED}, or nothing", lambda text: not text or is_date(text))]
Articles = Annotated[int, Rule("from 0 to 999", lambda number: 0 <= number <= 999)]
Year = Annotated[int, Rule("a year from 1 to 9999", lambda year: 1 <= year <= 9999)]


@dataclass(frozen=True)
class Labels:
    """What panels and charts call some things; what is left blank is called as here."""

    __pydantic_config__: ClassVar = _CLOSED

    digest: Text = "the dossier's digest"  #: the summaries of provisions, where no text is at hand
    wording: Text = "our wording, not the treaty's"
    coder: Text = "the dossier's editors"
    standfirst: Text = "opening"  #: paragraph 0 of the main source
    #: words with which the digest tells where something stands or who says it
    telling: Text = (
        "article articles clause clauses page pages reported reports said says seen source sources"
    )


@dataclass(frozen=True)
class Series:
    """What a chart of one series of indicators must mind."""

    __pydantic_config__: ClassVar = _CLOSED

    caution: Text = ""  #: to be printed beside it
    axis: Text = ""  #: what its dates are
    break_after: Year = 0  #: the year across whose end no line is drawn


@dataclass(frozen=True)
class About:
    """A dossier's title page, as ``dossier.toml`` has it."""

    __pydantic_config__: ClassVar = _CLOSED

    id: Text
    title: Text
    articles: Articles
    short_title: Text = ""  #: on figures
    parties: tuple[Text, ...] = ()
    signed: Date = ""  #: EDTF, as are the other days
    in_force: Date = ""
    term: Text = ""  #: for how long it runs
    languages: tuple[Text, ...] = ()  #: of the authentic texts
    as_of: Date = ""  #: when the tables were last brought up to date
    main_source: Text = ""  #: the citekey of the text that the dossier started from
    treaty_source: Text = ""  #: and that of the treaty
    notes: tuple[Text, ...] = ()
    analyst: Text = ""  #: whose ratings are shown where none is asked for
    labels: Labels = Labels()
    series: Mapping[str, Series] = field(default_factory=dict, hash=False)  #: by term of the codebook
    topics: Mapping[str, tuple[Text, ...]] = field(default_factory=dict, hash=False)  #: ids of discrepancies

    def label(self, name: str) -> str:
        """Return what this dossier calls something of `Labels`."""
        return str(getattr(self.labels, name) or getattr(Labels, name))

    def of_series(self, name: str) -> Series:
        """Return what a chart of a series must mind."""
        return self.series.get(name) or Series()


def read_about(name: str, data: bytes | None) -> tuple[About, list[Fault]]:
    """Read ``dossier.toml``; `name` is that of the folder, and nothing is wrong with what is not there."""
    values, faults = dict[str, Any](), list[Fault]()
    try:
        loaded = tomllib.loads((data or b"").decode("utf-8-sig").replace("\r\n", "\n"))
        values = json.loads(json.dumps(loaded, default=str))  # TOML's dates as text
    except (ValueError, RecursionError) as error:
        said = f"a file that cannot be read ({error})"
        faults.append(Fault(MANIFEST, 0, "", said, "UTF-8 text in TOML"))
    if data is not None and not faults:
        about, faults = checked(About, values, MANIFEST)
        if about:
            return about, []
    wrong = {fault.column.split(".")[0] for fault in faults}
    sound = {key: value for key, value in values.items() if key not in wrong}
    blank = {"id": name, "title": name, "articles": 0}
    return checked(About, {**blank, **sound}, MANIFEST)[0] or About(name, name, 0), faults


def _people(value: Any) -> bool:
    parts = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
    listed = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return listed and all(isinstance(one.get(part, ""), str) for one in value for part in parts)


def _pages(value: Any) -> bool:
    listed = value if isinstance(value, list) else [value]
    return all(isinstance(page.get("URL") if isinstance(page, dict) else page, str) for page in listed)


def _has_day(value: Any) -> bool:
    """Tell whether CSL's date is a day, month or year of the calendar, or words."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if parts is None:
        named = value.values() if isinstance(value, dict) else [value]
        words = isinstance(value, dict) or not str(value).strip() or Source("", {"issued": value}).issued
        return bool(words) and all(isinstance(part, (str, int)) for part in named)
    if not isinstance(parts, list) or len(parts) not in (1, 2):
        return False
    return all(isinstance(part, list) and is_date(edtf_of(part)) for part in parts)


_LONG = Annotated[str, Len(0, 100_000)] | None  # which pydantic itself checks: there are thousands
_PEOPLE = Rule('a list of people such as [{"family": "Doe", "given": "Jane"}]', _people)
_DAY = Rule('a date such as {"date-parts": [[2020, 5, 4]]} or "2020-05-04"', _has_day)


def _keys(name: str, fields: dict[str, Any]) -> Any:
    made: Any = TypedDict
    schema = made(name, fields, total=False)
    schema.__pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}
    return schema


_CUSTOM = {
    **dict.fromkeys(["kind", "origin", "reliability", "metadata", "read"], _LONG),
    "full_text": Annotated[Any, Rule("addresses: text, or a list of texts", _pages)],
}
_ITEM = {
    "id": Required[Annotated[str, Len(1, 1_000)]],
    **dict.fromkeys(_TEXTS.split(), _LONG),
    **dict.fromkeys(_NAMES.split(), Annotated[Any, _PEOPLE]),
    **dict.fromkeys(_DATES.split(), Annotated[Any, _DAY]),
    "categories": list[str],
    "URL": Annotated[Any, Rule("an address such as 'https://example.org/page'", is_address, stops=False)],
    "custom": _keys("Custom", _CUSTOM),
}
_ITEMS = GenericAlias(list, _keys("Item", _ITEM))


def raw_items(files: Files) -> list[Any]:
    """Return the items as they stand in the file; another error than a `ValueError` is Pandoc's."""
    name = SOURCES if SOURCES in files else BIBTEX
    text = (files[name] or b"").decode("utf-8-sig")
    text = text if name == SOURCES else from_bibtex(text)
    items = json.loads(text, parse_constant=_number, parse_float=_number)
    listed = items.get("items") if isinstance(items, dict) else items
    if not isinstance(listed, list):
        raise ValueError(f"it is a JSON {type(items).__name__}")
    return listed


def read_sources(files: Files) -> tuple[Sources, list[Fault]]:
    """Read the sources of a dossier: CSL-JSON, or else BibTeX."""
    file = SOURCES if SOURCES in files else BIBTEX
    if files.get(file) is None:
        return Sources([]), []
    try:
        items = raw_items(files)
    except (ValueError, RecursionError, KitError) as error:
        said, row = f"a file that cannot be read ({error})", getattr(error, "lineno", 0)
        expected = "UTF-8 text with a list of CSL-JSON items" if file == SOURCES else "BibTeX in UTF-8"
        return Sources([]), [Fault(file, row, "", said, expected)]
    _, faults = checked(_ITEMS, items, file, open_keys=True)
    wrong = {fault.row for fault in faults if fault.stops}
    sound = [(number, item) for number, item in enumerate(items, start=1) if number not in wrong]
    found, cleaned = dict[str, Source](), dict[str, str]()
    taken = {str(item["id"]) for _, item in sound}
    for number, item in sound:
        given = str(item.get("citation-key") or item["id"])
        key = _clean(given, taken)
        if key in found:
            faults.append(Fault(file, number, "id", f"{key!r} again", "each id once"))
        else:
            cleaned |= {name: key for name in (given, str(item["id"])) if name != key}
            found[key] = Source(key, _plain_item(key, item))
    return Sources(found.values(), cleaned), faults


def _number(text: str) -> float:
    """Return a number of JSON's; what is none, or too large for one, no other reader would take."""
    if not math.isfinite(float(text)):
        raise ValueError(f"{text} is no number")
    return float(text)


def _clean(key: str, taken: Iterable[str]) -> str:
    """Return a citekey that can be cited: the last part of an address, other marks as hyphens."""
    if _KEY.fullmatch(key):
        return key
    last = key.rstrip("/").rsplit("/", 1)[-1] if "://" in key else key
    plain = re.sub(r"[^\w:.+-]+", "-", unicodedata.normalize("NFC", last))[:60]
    clean = re.sub(r"([:.+-])[:.+-]+", r"\1", plain).strip("-:.+_") or "source"
    number, wanted = 2, clean
    while clean in taken:
        clean, number = f"{wanted}-{number}", number + 1
    return clean


def _plain_item(key: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item with its date as every reader of CSL-JSON takes it."""
    plain = {**item, "id": key}
    for name in ("issued", "accessed"):
        date = item.get(name)
        dates = date.get("date-parts") if isinstance(date, dict) else None
        known = dates and all(parts and {*map(type, parts)} == {int} for parts in dates)
        if date and not known:
            day = Source(key, {"issued": date}).issued
            numbers = [int(part) for part in day.split("-")] if re.fullmatch(r"[\d-]+", day) else []
            if len(numbers) == 2 and numbers[1] > 12:
                plain[name] = {"date-parts": [numbers[:1]], "season": numbers[1] % 20}
            else:
                plain[name] = {"date-parts": [numbers]} if numbers else {"literal": str(date)}
    return plain


@lru_cache(maxsize=8)
def from_bibtex(text: str) -> str:
    """Return BibTeX or BibLaTeX as CSL-JSON."""
    form = "biblatex" if re.search(r"(?im)^\s*(date|journaltitle|location)\s*=|^@online", text) else "bibtex"
    return run(["--from", form, "--to", "csljson"], text.encode(), BIBTEX).decode()
