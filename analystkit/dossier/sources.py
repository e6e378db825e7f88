"""The sources of a dossier: CSL-JSON items with a grade, and how they are named in short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from analystkit.dossier.faults import Fault, quoted
from analystkit.errors import unknown

FILE = "sources.json"
NO_DATE = "n.d."


@dataclass(frozen=True)
class Source:
    """One source, as Zotero and Pandoc write it.

    Parameters
    ----------
    key : str
        The citekey.
    csl : dict
        The CSL-JSON item; ``custom`` holds ``kind``, ``origin``, ``reliability`` and ``metadata``.
    """

    key: str
    csl: dict[str, Any] = field(hash=False, repr=False)

    def _custom(self, name: str) -> str:
        return str((self.csl.get("custom") or {}).get(name) or "")

    @property
    def title(self) -> str:
        """The title, in its own language."""
        return str(self.csl.get("title") or self.key)

    @property
    def container(self) -> str:
        """The newspaper, site or series."""
        return str(self.csl.get("container-title") or self.csl.get("publisher") or "")

    @property
    def url(self) -> str:
        """The address, when it is one that a browser can be sent to; else an empty string."""
        url = str(self.csl.get("URL") or "")
        if not url and self.csl.get("DOI"):
            url = f"https://doi.org/{self.csl['DOI']}"
        return url if re.match(r"https?://[^\s\"'<>]+$", url) else ""

    @property
    def year(self) -> str:
        """The year of issue, or ``n.d.``."""
        try:
            return str(self.csl["issued"]["date-parts"][0][0])
        except (KeyError, IndexError, TypeError):
            return NO_DATE

    @property
    def kind(self) -> str:
        """What sort of source it is: news, official, analysis and so on."""
        return self._custom("kind")

    @property
    def origin(self) -> str:
        """Whose report it repeats, where that is known."""
        return self._custom("origin")

    @property
    def reliability(self) -> str:
        """The Admiralty letter, A to F."""
        return self._custom("reliability")

    @property
    def metadata(self) -> str:
        """Whether title and date were seen on the page or made from the address."""
        return self._custom("metadata")

    @property
    def read(self) -> str:
        """How much of it was read; where nothing says so, a page whose title was seen was read."""
        return self._custom("read") or ("opening" if self.metadata == "seen" else "no")

    @cached_property
    def origins(self) -> frozenset[str]:
        """Whose reports it carries: the originals of a reprint, else its own outlet."""
        names = (self.origin or self.container or self.key).split(";")
        return frozenset(re.sub(r"\s*\([^)]*\)", "", name).strip().casefold() for name in names)

    @property
    def counts(self) -> bool:
        """Whether it can be one of two sources: read, and graded A to C."""
        return self.read != "no" and self.reliability in ("A", "B", "C")

    @cached_property
    def authors(self) -> list[str]:
        """The authors' family names."""
        names = [
            str(a.get("family") or a.get("literal") or a.get("given") or "")
            for a in self.csl.get("author") or []
        ]
        return [name for name in names if name]

    @cached_property
    def short(self) -> str:
        """Author or outlet and year, as a source line names it.

        Examples
        --------
        >>> Source("x", {"container-title": "TASS (English)", "issued": {"date-parts": [[2025]]}}).short
        'TASS 2025'
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
        date = (self.csl.get("issued") or {}).get("date-parts") or [[]]
        day = "-".join(f"{int(part):02d}" for part in date[0]) if date[0] else NO_DATE
        parts = [", ".join(self.authors), self.title, self.container, day]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


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


class Sources(Mapping[str, Source]):
    """The sources of a dossier, by citekey.

    Parameters
    ----------
    items : iterable of Source
        In any order; kept sorted by citekey.

    Examples
    --------
    >>> Sources([Source("a", {"title": "T"})])["a"].title
    'T'
    """

    def __init__(self, items: Iterable[Source]):
        self._items = {item.key: item for item in sorted(items, key=lambda item: item.key)}

    def __getitem__(self, key: str) -> Source:
        """Return a source; an unknown citekey raises a `KitError` that names the nearest."""
        try:
            return self._items[key]
        except KeyError:
            raise unknown("source", key, self._items) from None

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a source."""
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        """Iterate over citekeys, sorted."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many sources there are."""
        return len(self._items)


def read_sources(folder: Path) -> tuple[Sources, list[Fault]]:
    """Read ``sources.json``."""
    try:
        items = json.loads((folder / FILE).read_text("utf-8-sig"))
    except FileNotFoundError:
        return Sources([]), [Fault(FILE, 0, "", "no such file", "a list of CSL-JSON items")]
    except (OSError, UnicodeDecodeError) as error:
        return Sources([]), [Fault(FILE, 0, "", f"a file that cannot be read ({error})", "UTF-8 text")]
    except (json.JSONDecodeError, RecursionError) as error:
        return Sources([]), [
            Fault(FILE, getattr(error, "lineno", 0), "", f"no valid JSON ({error})", "CSL-JSON")
        ]
    if not isinstance(items, list):
        return Sources([]), [Fault(FILE, 0, "", f"a JSON {type(items).__name__}", "a list of CSL-JSON items")]
    found: dict[str, Source] = {}
    faults = []
    for number, item in enumerate(items, start=1):
        key = str(item.get("id") or "") if isinstance(item, dict) else ""
        if not key:
            faults.append(Fault(FILE, number, "id", quoted(item), "an item with an id"))
        elif key in found:
            faults.append(Fault(FILE, number, "id", f"{key!r} again", "each id once"))
        elif not item.get("title"):
            faults.append(Fault(FILE, number, "title", f"no title for {key!r}", "a title"))
        else:
            found[key] = Source(key, item)
    return Sources(found.values()), faults
