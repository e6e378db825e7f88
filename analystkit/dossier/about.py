"""What ``dossier.toml`` says of a dossier as a whole."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analystkit.dossier.dates import EXPECTED, parse_date
from analystkit.dossier.faults import Fault, quoted
from analystkit.dossier.parts import MANIFEST
from analystkit.errors import nearest

_MAX_ARTICLES = 999
LABELS = {
    "digest": "the dossier's digest",  # the summaries of provisions, where no text is at hand
    "wording": "our wording, not the treaty's",
    "coder": "the dossier's editors",
    "standfirst": "opening",  # paragraph 0 of the main source
}
_SECTIONS = ("series", "topics")


@dataclass(frozen=True)
class About:
    """A dossier's title page, as ``dossier.toml`` has it."""

    id: str
    title: str
    short_title: str = ""  #: on figures
    parties: tuple[str, ...] = ()
    signed: str = ""  #: EDTF, as are the other days
    in_force: str = ""
    articles: int = 0
    term: str = ""  #: for how long it runs
    languages: tuple[str, ...] = ()  #: of the authentic texts
    as_of: str = ""  #: when the tables were last brought up to date
    main_source: str = ""  #: the citekey of the text that the dossier started from
    treaty_source: str = ""  #: and that of the treaty
    notes: tuple[str, ...] = ()
    analyst: str = ""  #: whose ratings are shown where none is asked for
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def label(self, name: str) -> str:
        """Return what this dossier calls something of `LABELS`, else what any dossier does."""
        return self.labels.get(name) or LABELS[name]


_TYPES: dict[str, type] = {
    **dict.fromkeys(["id", "title", "short_title", "signed", "in_force", "term", "as_of"], str),
    **dict.fromkeys(["main_source", "treaty_source", "analyst"], str),
    **dict.fromkeys(["parties", "languages", "notes"], list),
    "articles": int,
    "labels": dict,
}
_REQUIRED = ("id", "title", "articles")


def read_about(name: str, data: bytes | None) -> tuple[About, list[Fault]]:
    """Read ``dossier.toml``; `name` is that of the folder."""
    blank = About(name, name)
    if data is None:
        return blank, [
            Fault(MANIFEST, 0, "", "no such file", "the dossier's id, title and number of articles")
        ]
    try:
        values = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return blank, [Fault(MANIFEST, 0, "", f"a file that cannot be read ({error})", "UTF-8 text in TOML")]
    values = {name: _plain(value) for name, value in values.items()}
    faults = _faults(values)
    wrong = {fault.column for fault in faults}
    known = {
        name: tuple(map(str, v)) if isinstance(v, list) else v for name, v in values.items() if name in _TYPES
    }
    extra = {name: value for name, value in values.items() if name not in _TYPES}
    sound = {name: value for name, value in known.items() if name not in wrong}
    fields: dict[str, Any] = {"id": name, "title": name, **sound, "extra": extra}
    return About(**fields), faults


def _plain(value: Any) -> Any:
    """Return TOML's dates as text."""
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value


def _faults(values: dict[str, Any]) -> list[Fault]:
    faults = []
    for name in _REQUIRED:
        if name not in values:
            near = nearest(name, values, limit=1)
            faults.append(
                Fault(MANIFEST, 0, name, "no such key", "a value", f"is {near[0]!r} meant?" if near else "")
            )
    for name, kind in _TYPES.items():
        if name in values and (not isinstance(values[name], kind) or isinstance(values[name], bool)):
            words = {str: "text in quotation marks", list: "a list", int: "a whole number"}.get(
                kind, "a section"
            )
            faults.append(Fault(MANIFEST, 0, name, quoted(values[name]), words))
    known = {"": [*_TYPES, *_SECTIONS], "labels.": [*LABELS]}
    said = {"": values, "labels.": values["labels"] if isinstance(values.get("labels"), dict) else {}}
    for place, keys in known.items():
        for name in said[place]:
            if name not in keys:
                near = nearest(name, [key for key in keys if key not in said[place]], limit=1)
                hint = f"did you mean {near[0]!r}?" if near else "nothing reads it: remove it"
                found = "a key that no dossier has"
                expected = f"one of {', '.join(keys)}"
                faults.append(Fault(MANIFEST, 0, place + name, found, expected, hint, bool(near)))
    articles = values.get("articles")
    if isinstance(articles, int) and not 0 <= articles <= _MAX_ARTICLES:
        faults.append(Fault(MANIFEST, 0, "articles", str(articles), f"from 0 to {_MAX_ARTICLES}"))
    for name in ("signed", "in_force", "as_of"):
        if isinstance(values.get(name), str) and values[name]:
            try:
                parse_date(values[name])
            except ValueError:
                faults.append(Fault(MANIFEST, 0, name, quoted(values[name]), EXPECTED))
    return faults
