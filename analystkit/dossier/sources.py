"""The sources of a dossier, CSL-JSON items with a grade; how they are named in short; citations of them."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from analystkit.dossier.dates import parse_date
from analystkit.errors import unknown

_NO_DATE, _CLIPPED = "n.d.", 5
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
CITED = "citations such as '@doe2020, para. 3; @treaty2020, art. 19'"
_CITATION = re.compile(r"@(?P<key>[\w][\w:.#$%&+?<>~/-]*)(?:,\s*(?P<locator>[^;@]+))?")


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """A source and the place in it.

    Examples
    --------
    >>> print(Citation("doe2020", "para. 3"))
    @doe2020, para. 3
    """

    source: str  #: its id in ``sources.json``
    locator: str = ""  #: the place, such as ``para. 3``; blank for the source as a whole

    def __str__(self) -> str:
        """Return the citation as Pandoc writes it, without brackets."""
        return f"@{self.source}, {self.locator}" if self.locator else f"@{self.source}"


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Parse citations parted by semicolons; the message of a `ValueError` is the part that is none.

    Examples
    --------
    >>> parse_citations("@doe2020, para. 3; @treaty2020")
    (Citation(source='doe2020', locator='para. 3'), Citation(source='treaty2020', locator=''))
    """
    return tuple(_citation(part) for part in map(str.strip, text.split(";")) if part)


@lru_cache(maxsize=65_536)
def _citation(part: str) -> Citation:
    match = _CITATION.fullmatch(part)
    if not match:
        raise ValueError(part)
    return Citation(match["key"], (match["locator"] or "").strip())


def _custom(name: str) -> property:
    return property(lambda source: source.custom(name))


@dataclass(frozen=True)
class Source:
    """One source, as Zotero and Pandoc write it."""

    key: str
    #: The CSL-JSON item; ``custom`` holds what the kit adds: ``kind``, ``origin``, ``reliability`` and more.
    csl: dict[str, Any] = field(hash=False, repr=False)

    def custom(self, name: str) -> str:
        """Return something that the kit keeps beside CSL's own fields; blank where there is none."""
        custom = self.csl.get("custom")
        return str(custom.get(name) or "") if isinstance(custom, dict) else ""

    @property
    def title(self) -> str:
        """The title, in its own language, without markup."""
        return _unmarked(str(self.csl.get("title") or self.key))

    @property
    def container(self) -> str:
        """The newspaper, site or series."""
        return _unmarked(str(self.csl.get("container-title") or self.csl.get("publisher") or ""))

    @property
    def url(self) -> str:
        """The address, when it is one that a browser can be sent to; else an empty string."""
        url = str(self.csl.get("URL") or "")
        if not url and self.csl.get("DOI"):
            url = f"https://doi.org/{self.csl['DOI']}"
        return url if is_address(url) else ""

    @property
    def year(self) -> str:
        """The year of issue, or ``n.d.``."""
        return self.issued[:4] or _NO_DATE

    @cached_property
    def issued(self) -> str:
        """The day, month or year of issue as EDTF, however the item writes it; blank where it has none."""
        issued = self.csl.get("issued")
        if isinstance(issued, dict):
            parts = issued.get("date-parts")
            first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
            if numbers := [part for part in first if str(part).strip().isdecimal()]:
                season = str(issued.get("season") or "").strip()
                if len(numbers) == 1 and season in ("1", "2", "3", "4"):
                    numbers.append(20 + int(season))
                return edtf_of(numbers[:3])
            issued = next((issued[name] for name in ("raw", "literal", "string") if issued.get(name)), "")
        text = str(issued or "").split("T")[0].strip()
        with contextlib.suppress(ValueError):
            return parse_date(text).text.split("/")[0] if text else ""
        year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
        return year.group() if year else ""

    kind = _custom("kind")  #: what sort of source it is: news, official, analysis and so on
    origin = _custom("origin")  #: whose report it repeats, where that is known
    reliability = _custom("reliability")  #: the Admiralty letter, A to F
    metadata = _custom("metadata")  #: whether title and date were seen on the page or made from the address

    @property
    def read(self) -> str:
        """How much of it was read; where nothing says so, a page whose title was seen was read."""
        return self.custom("read") or ("opening" if self.metadata == "seen" else "no")

    @property
    def full_text(self) -> tuple[str, ...]:
        """The addresses of pages that are known to carry its text."""
        custom = self.csl.get("custom")
        listed = custom.get("full_text") if isinstance(custom, dict) else None
        pages = listed if isinstance(listed, list) else str(listed or "").split()
        return tuple(str(page.get("URL", "") if isinstance(page, dict) else page).strip() for page in pages)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Whose reports it carries: the originals of a reprint, else its own outlet."""
        names = (self.origin or self.container or self.key).split(";")
        return frozenset(re.sub(r"\s*\([^)]*\)", "", name).strip().casefold() for name in names)

    @cached_property
    def counts(self) -> bool:
        """Whether it can be one of two sources: read, and graded A to C."""
        return self.read != "no" and self.reliability in ("A", "B", "C")

    @cached_property
    def authors(self) -> list[str]:
        """The authors' family names, with the particles that belong to them."""
        given, names = self.csl.get("author"), []
        for one in given if isinstance(given, list) else ():
            if isinstance(one, dict):
                name = one.get("family") or one.get("literal") or one.get("given") or ""
                names.append(_unmarked(f"{one.get('non-dropping-particle') or ''} {name}"))
        return list(filter(None, names))

    @cached_property
    def short(self) -> str:
        """Author or outlet and year, as a source line names it.

        Examples
        --------
        >>> Source("x", {"container-title": "Agency (English)", "issued": {"date-parts": [[2020]]}}).short
        'Agency 2020'
        """
        # The figures' face has no Chinese, Japanese or Korean letters: there the outlet stands.
        authors = [] if re.search("[\u2e80-\u9fff\uac00-\ud7af]", "".join(self.authors)) else self.authors
        name = f"{authors[0]} et al." if len(authors) > 2 else " and ".join(authors)
        if not name:
            words = self.title.strip("[]").split()
            clipped = " ".join(words[:_CLIPPED]) + "…" * (len(words) > _CLIPPED)
            name = _outlet(self.container) or clipped
        return f"{name} {self.year}"

    @cached_property
    def reference(self) -> str:
        """One line that describes the source in full, without its address."""
        parts = [", ".join(self.authors), self.title, self.container, self.issued or _NO_DATE]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def edtf_of(parts: Sequence[object]) -> str:
    """Return year, month and day, each a number or its digits, as EDTF; what is neither makes no date."""
    digits = [str(part).strip() for part in parts]
    whole = all(map(str.isdecimal, digits))
    return "-".join(part.zfill(4 if not at else 2) for at, part in enumerate(digits)) if whole else ""


def is_address(text: object) -> bool:
    """Tell whether a text is an address that a browser can be sent to."""
    with contextlib.suppress(ValueError):
        return bool(_ADDRESS.fullmatch(str(text)) and urlsplit(str(text)).hostname)
    return False


def _unmarked(text: str) -> str:
    """Return a title without the few tags that CSL allows in one."""
    return " ".join(html.unescape(re.sub(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>", "", text)).split())


def _outlet(container: str) -> str:
    """Return an outlet's name without what stands in brackets, or that where only it is in Latin letters."""
    match = re.fullmatch(r"(.*?)\s*[(（]([^)）]*)[)）].*", container.strip())
    if not match:
        return container.strip()
    name, bracketed = match[1].strip(), match[2].strip()
    return bracketed if not re.search("[A-Za-z]", name) and re.search("[A-Za-z]{3}", bracketed) else name


class Sources(dict[str, Source]):
    """The sources of a dossier, sorted by citekey; `cleaned`: what became of keys that cannot be cited."""

    def __init__(self, items: Iterable[Source], cleaned: Mapping[str, str] | None = None):
        super().__init__({item.key: item for item in sorted(items, key=lambda item: item.key)})
        self.cleaned = dict(cleaned or {})

    def __missing__(self, key: str) -> Source:
        """Return a source by its id before it was cleaned; for any other a `KitError` names the nearest."""
        if key in self.cleaned:
            return self[self.cleaned[key]]
        raise unknown("source", key, self)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a source."""
        return super().__contains__(key) or key in self.cleaned
