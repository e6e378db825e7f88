"""What ``dossier.toml`` says of a dossier as a whole."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from analystkit.dossier.dates import EXPECTED, is_date
from analystkit.dossier.faults import Fault, Rule, checked
from analystkit.dossier.finding import MANIFEST

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
