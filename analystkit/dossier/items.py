"""Reading ``sources.json``, CSL-JSON as Zotero and Pandoc write it, or BibTeX; what an item may hold."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Annotated, Any

from analystkit.dossier.dates import is_date
from analystkit.dossier.faults import Fault, Rule, checked
from analystkit.dossier.sources import Source, Sources, is_address
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
    _, faults = checked(_schema(), items, file, open_keys=True)
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


@cache
def _schema() -> Any:
    """Return what items of CSL-JSON may hold, with what the kit keeps in ``custom``."""
    from typing import Required

    from annotated_types import MaxLen, MinLen
    from typing_extensions import TypedDict

    parts = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")

    def people(value: Any) -> bool:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            return False
        return all(isinstance(one.get(part, ""), str) for one in value for part in parts)

    def pages(value: Any) -> bool:
        listed = value if isinstance(value, list) else [value]
        return all(isinstance(page.get("URL") if isinstance(page, dict) else page, str) for page in listed)

    text = Annotated[str, MaxLen(100_000)] | None
    names = Rule('a list of people such as [{"family": "Doe", "given": "Jane"}]', people)
    dates = Rule('a date such as {"date-parts": [[2020, 5, 4]]} or "2020-05-04"', _has_day)
    address = Rule("an address such as 'https://example.org/page'", is_address, stops=False)
    custom = {
        **dict.fromkeys(["kind", "origin", "reliability", "metadata", "read"], text),
        "full_text": Annotated[Any, Rule("addresses: text, or a list of texts", pages)],
    }
    fields = {
        "id": Required[Annotated[str, MinLen(1), MaxLen(1_000)]],
        **dict.fromkeys(_TEXTS.split(), text),
        **dict.fromkeys(_NAMES.split(), Annotated[Any, names]),
        **dict.fromkeys(_DATES.split(), Annotated[Any, dates]),
        "categories": list[str],
        "URL": Annotated[Any, address],
        "custom": TypedDict("Custom", custom, total=False),  # type: ignore[operator]
    }
    item = TypedDict("Item", fields, total=False)  # type: ignore[misc]
    for each in (item, fields["custom"]):
        each.__pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # type: ignore
    return list[item]


def _has_day(value: Any) -> bool:
    """Tell whether CSL's date is a day, month or year of the calendar, or words."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if parts is None:
        named = value.values() if isinstance(value, dict) else [value]
        words = isinstance(value, dict) or not str(value).strip() or Source("", {"issued": value}).issued
        return bool(words) and all(isinstance(part, (str, int)) for part in named)
    if not (isinstance(parts, list) and 1 <= len(parts) <= 2):
        return False
    for part in parts:
        try:
            dt.date(*[*part, 1, 1][:3])
        except (TypeError, ValueError, OverflowError):
            plain = isinstance(part, list) and re.fullmatch(r"\d{1,4}(-\d\d?){0,2}", "-".join(map(str, part)))
            if not (plain and is_date(Source("", {"issued": {"date-parts": [part]}}).issued)):
                return False
    return True


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
