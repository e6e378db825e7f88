"""The sources of a dossier: CSL-JSON items with a grade, and how they are named in short."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from analystkit.dossier.dates import parse_date
from analystkit.errors import unknown

NO_DATE = "n.d."
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\s\"'<>]*)?", re.ASCII)  # by far the most


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
        return self.issued[:4] or NO_DATE

    @cached_property
    def issued(self) -> str:
        """The day, month or year of issue as EDTF, however the item writes it; blank where it has none."""
        issued = self.csl.get("issued")
        if isinstance(issued, dict):
            parts = issued.get("date-parts")
            first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
            numbers = [str(part).strip() for part in first if str(part).strip().isdecimal()]
            if numbers:
                season = str(issued.get("season") or "").strip()
                if len(numbers) == 1 and season in ("1", "2", "3", "4"):
                    numbers.append(str(20 + int(season)))
                return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:3])])
            issued = next((issued[name] for name in ("raw", "literal", "string") if issued.get(name)), "")
        text = str(issued or "").split("T")[0].strip()
        with contextlib.suppress(ValueError):
            return parse_date(text).text.split("/")[0] if text else ""
        year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
        return year.group() if year else ""

    @property
    def kind(self) -> str:
        """What sort of source it is: news, official, analysis and so on."""
        return self.custom("kind")

    @property
    def origin(self) -> str:
        """Whose report it repeats, where that is known."""
        return self.custom("origin")

    @property
    def reliability(self) -> str:
        """The Admiralty letter, A to F."""
        return self.custom("reliability")

    @property
    def metadata(self) -> str:
        """Whether title and date were seen on the page or made from the address."""
        return self.custom("metadata")

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
        given = self.csl.get("author")
        people = [a for a in given if isinstance(a, dict)] if isinstance(given, list) else []
        names = [
            " ".join(
                [
                    str(a.get("non-dropping-particle") or ""),
                    str(a.get("family") or a.get("literal") or a.get("given") or ""),
                ]
            )
            for a in people
        ]
        return [_unmarked(name.strip()) for name in names if name.strip()]

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
        if len(authors) > 2:
            name = f"{authors[0]} et al."
        elif authors:
            name = " and ".join(authors)
        else:
            name = _outlet(self.container) or _clip(self.title)
        return f"{name} {self.year}"

    @cached_property
    def reference(self) -> str:
        """One line that describes the source in full, without its address."""
        parts = [", ".join(self.authors), self.title, self.container, self.issued or NO_DATE]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def is_address(text: object) -> bool:
    """Tell whether a text is an address that a browser can be sent to."""
    if _ADDRESS.fullmatch(str(text)):
        return True
    try:
        return bool(re.fullmatch(r"https?://[^\s\"'<>]+", str(text)) and urlsplit(str(text)).hostname)
    except ValueError:
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


def _clip(title: str, words: int = 5) -> str:
    """Return the first few words of a title."""
    pieces = title.strip("[]").split()
    return " ".join(pieces[:words]) + ("…" if len(pieces) > words else "")


class Sources(dict[str, Source]):
    """The sources of a dossier, by citekey.

    Parameters
    ----------
    items : iterable of Source
        In any order; kept sorted by citekey.
    cleaned : mapping of str to str, optional
        Of citekeys that could not be cited: what they became.

    Examples
    --------
    >>> Sources([Source("a", {"title": "T"})])["a"].title
    'T'
    """

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
