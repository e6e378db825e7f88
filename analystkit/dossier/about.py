"""What ``dossier.toml`` says of a dossier as a whole."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from analystkit.dossier.dates import EXPECTED, is_date
from analystkit.dossier.faults import Fault, Rule, checked
from analystkit.dossier.finding import MANIFEST

_MAX_ARTICLES = 999
LABELS = {
    "digest": "the dossier's digest",  # the summaries of provisions, where no text is at hand
    "wording": "our wording, not the treaty's",
    "coder": "the dossier's editors",
    "standfirst": "opening",  # paragraph 0 of the main source
    "telling": "article articles clause clauses page pages reported reports said says seen source sources",
}
_CLOSED: Any = {"extra": "forbid", "strict": True}
Text = Annotated[str, Rule("at most 2,000 characters", lambda text: len(text) <= 2_000)]
Date = Annotated[str, Rule(f"{EXPECTED}, or nothing", lambda text: not text or is_date(text))]
Articles = Annotated[int, Rule(f"from 0 to {_MAX_ARTICLES}", lambda number: 0 <= number <= _MAX_ARTICLES)]
Year = Annotated[int, Rule("a year from 1 to 9999", lambda year: 1 <= year <= 9999)]


@dataclass(frozen=True)
class Labels:
    """What panels and charts call some things; blank for what any dossier calls them."""

    __pydantic_config__: ClassVar = _CLOSED

    digest: Text = ""
    wording: Text = ""
    coder: Text = ""
    standfirst: Text = ""
    telling: Text = ""  #: words with which the digest tells where something stands or who says it


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
        """Return what this dossier calls something of `LABELS`, else what any dossier does."""
        return str(getattr(self.labels, name) or LABELS[name])

    def of_series(self, name: str) -> Series:
        """Return what a chart of a series must mind."""
        return self.series.get(name) or Series()


def read_about(name: str, data: bytes | None) -> tuple[About, list[Fault]]:
    """Read ``dossier.toml``; `name` is that of the folder."""
    blank: dict[str, Any] = {"id": name, "title": name, "articles": 0}
    if data is None:
        return About(**blank), []
    try:
        values = _plain(tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n")))
    except (ValueError, RecursionError) as error:
        said = f"a file that cannot be read ({error})"
        return About(**blank), [Fault(MANIFEST, 0, "", said, "UTF-8 text in TOML")]
    about, faults = checked(About, values, MANIFEST)
    wrong = {fault.column.split(".")[0] for fault in faults}
    sound = {key: value for key, value in values.items() if key not in wrong}
    return about or checked(About, {**blank, **sound}, MANIFEST)[0] or About(**blank), faults


def _plain(value: Any) -> Any:
    """Return TOML's dates as text."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
