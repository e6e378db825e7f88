"""What to draw, as one value with every spelling of it: a recipe, code, and a target in a brief."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import quote, unquote, unquote_plus

from typing_extensions import TypedDict

from analystkit import charts
from analystkit.charts.style import preset as preset_named
from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.dossier.about import Text
from analystkit.dossier.faults import Rule, checked
from analystkit.dossier.finding import find_dossier
from analystkit.dossier.selection import CITES, DEFAULT_FLOOR, NOT_CITES, PSEUDO, SELECTABLE
from analystkit.errors import KitError, unknown

SELECTING = ("text", "from", "to", "floor")
_OWN = (*SELECTING, "preset", "title")  # keys of a target; a column or an option of that name gets a prefix
_USUAL = {"floor": DEFAULT_FLOOR, "preset": "full"}
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_EDGES = re.compile(r"^(%20|\s)+|(%20|\s)+$")

Query = dict[str, list[str]]


def _few(selection: dict[str, Any]) -> bool:
    return len(str(selection.get("text", ""))) <= 2_000


class Asked(TypedDict):
    """What to draw, as plain values; whether there is such a thing is another question."""

    chart: str
    selection: Annotated[dict[str, Any], Rule("words to search of at most 2,000 characters", _few)]
    preset: str
    title: Text
    caption: Text
    options: dict[str, Any]


Asked.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]


def plain(values: Any) -> dict[str, Any]:
    """Return what to draw as plain values, or say where they are not such: the one check of their kinds."""
    try:
        asked, faults = checked(Asked, json.loads(json.dumps(values)), "what to draw")
    except (TypeError, ValueError, RecursionError) as error:
        raise KitError(f"what to draw must be text, numbers, lists and yes or no: {error}") from error
    if faults:
        raise KitError(str(faults[0]))
    return dict(asked)


@dataclass(frozen=True)
class Spec:
    """What to draw: everything that decides a figure, except the dossier.

    Examples
    --------
    >>> from analystkit.dossier import Selection, open_dossier
    >>> spec = Spec("provisions-by-domain", Selection.make("provisions", {"domain": ["energy", "sanctions"]}))
    >>> spec.to_target()
    'chart:provisions-by-domain?domain=energy,sanctions'
    >>> Spec.from_target(spec.to_target(), open_dossier("russia-iran-2025")) == spec
    True
    """

    chart: str  # its name; `analystkit charts` lists them
    selection: Selection  # which rows
    preset: str = "full"  # column (85 mm), full (170 mm) or slide (16:9)
    title: str = ""  # the analyst's own headline; blank for the chart's
    caption: str = ""  # the analyst's own first words of the caption
    options: Mapping[str, Any] = field(default_factory=dict)  # the chart's own

    def checked(self, dossier: Dossier) -> Spec:
        """Return the spec in its plainest form, or say what in it the kit or the dossier does not have."""
        chart = charts.get(self.chart)
        if not isinstance(self.selection, Selection):
            raise KitError(f"selection is {self.selection!r:.60}, expected a Selection")
        asked = plain(self.to_dict())
        chart.check(self.selection, dossier)
        check_terms(dossier, self.selection)
        usual, settled = chart.settle({}), chart.settle(asked["options"])
        given = {name: value for name, value in settled.items() if value != usual[name]}
        title, caption = (" ".join(text.split()) for text in (asked["title"], asked["caption"]))
        preset = preset_named(self.preset).name
        return replace(self, preset=preset, title=title, caption=caption, options=given)

    def to_dict(self) -> dict[str, Any]:
        """Return the spec as plain values that JSON can hold."""
        return {**asdict(self), "selection": self.selection.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Spec:
        """Return the spec that `to_dict` wrote; what has a default may be left out."""
        usual = {"preset": "full", "title": "", "caption": "", "options": {}}
        asked = plain({**usual, **values} if isinstance(values, Mapping) else values)
        return cls(**{**asked, "selection": Selection.from_dict(asked["selection"])})

    def to_code(self, dossier: Dossier) -> str:
        """Return Python that draws the same figure in a fresh notebook."""
        selection = self.selection
        given: dict[str, Any] = {
            "where": {name: list(terms) for name, terms in selection.where},
            "text": selection.text,
            "dates": selection.dates,
            "floor": selection.floor,
            "preset": self.preset,
            "title": self.title,
            "caption": self.caption,
            "options": dict(self.options),
        }
        said = [f"{name}={value!r}" for name, value in given.items() if value and value != _USUAL.get(name)]
        body = "".join(f"    {part},\n" for part in ["dossier", repr(self.chart), *said])
        return (
            f"import analystkit as ak\n\ndossier = ak.open_dossier({_address(dossier)!r})\nak.draw(\n{body})"
        )

    def to_target(self, title: bool = False) -> str:
        """Return what stands in a brief: chart, rows, size, options and, if asked, the title."""
        options, chosen = charts.get(self.chart).settle({}), self.selection
        query: dict[str, Iterable[str]] = {
            f"where.{name}" if name in _OWN or name in options else name: terms
            for name, terms in chosen.where
        }
        start, end = chosen.dates or ("", "")
        values = (chosen.text, start, end, chosen.floor, self.preset, self.title if title else "")
        said = dict(zip(_OWN, values, strict=True))
        query |= {name: [value] for name, value in said.items() if value != _USUAL.get(name, "")}
        for name, value in self.options.items():
            if value != options[name]:
                words = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
                query[f"option.{name}" if name in _OWN or name in TABLES[chosen.table].by_name else name] = [
                    words
                ]
        pairs = [f"{key}={','.join(map(_quoted, values))}" for key, values in query.items()]
        return f"chart:{self.chart}" + (f"?{'&'.join(pairs)}" if pairs else "")

    @classmethod
    def from_target(cls, text: str, dossier: Dossier) -> Spec:
        """Return the spec that a target in a brief spells out, or say what in it does not exist."""
        kind, name, query = read_target(text)
        if kind != "chart":
            raise KitError(f"found {text[:60]!r}, expected chart: and a chart's name")
        chart = charts.get(name)
        dossier.table(chart.table)
        usual = chart.settle({})
        preset, title = single(query, "preset"), single(query, "title")
        options: dict[str, Any] = {}
        for key in list(query):
            option = key.removeprefix("option.")
            if option in usual and (option != key or key not in SELECTING):
                options[option] = given = single(query, key)
                if isinstance(usual[option], bool):
                    options[option] = _TRUTH.get(given.lower(), given)
                elif isinstance(usual[option], int):
                    with suppress(ValueError):
                        options[option] = int(given)
        more = ("preset", "title", *usual)
        selection = take_selection(query, chart.table, more, "option of the chart or column")
        return cls(name, selection, preset or "full", title, "", options).checked(dossier)


def check_terms(dossier: Dossier, selection: Selection) -> None:
    """Check that the terms and sources selected exist, so that a slip does not look like an empty result."""
    columns = TABLES[selection.table].by_name
    for name, terms in selection.where:
        if name in (CITES, NOT_CITES):
            allowed = list(dossier.sources)
        elif name in columns and columns[name].kind in ("term", "terms"):
            allowed = [term.term for term in dossier.codebook.terms(selection.table, name)]
        else:
            continue
        for term in terms:
            if term and term not in allowed:
                raise unknown(f"term of {name}" if name in columns else "source", term, allowed)


def read_target(text: str) -> tuple[str, str, Query]:
    """Return a target's kind, its name, and for each key the values given, still as they are written."""
    kind, _, rest = text.partition(":")
    name, _, asked = rest.partition("?")
    query: Query = {}
    for piece in filter(None, asked.split("&")):
        key, sign, value = piece.partition("=")
        if not sign:
            raise KitError(
                f"found {unquote(piece)!r} after the '?', expected key=value, such as floor=unverified"
            )
        query.setdefault(_said(key), []).append(value)
    return kind, unquote(name).strip(), query


def single(query: Query, key: str) -> str:
    """Take a key's value out of a query, where commas are a part of it."""
    return " ".join(map(_said, query.pop(key, [])))


def several(query: Query, key: str) -> list[str]:
    """Take all of a key's values out of a query."""
    return [_said(part) for value in query.pop(key, []) for part in value.split(",")]


def take_selection(
    query: Query, table: str, more: tuple[str, ...] = (), what: str = "key or column"
) -> Selection:
    """Return the selection that is left in a query; `more` are the other keys that it might have had."""
    columns = [name for name, column in TABLES[table].by_name.items() if column.kind in SELECTABLE]
    columns += PSEUDO
    text, start, end, floor = (single(query, key) for key in SELECTING)
    for key in query:
        if key.removeprefix("where.") not in columns:
            raise unknown(f"{what} to select {table} by", key, dict.fromkeys([*columns, *SELECTING, *more]))
    where: Query = {}
    for key in list(query):
        where.setdefault(key.removeprefix("where."), []).extend(several(query, key))
    return Selection.make(table, where, text, (start, end), floor or DEFAULT_FLOOR)


def _quoted(value: str) -> str:
    """Return a value as it stands in a target: letters of any script as they are, the rest in percent."""
    kept = re.sub(r"[^\w .:~/-]", lambda found: quote(found[0], safe=""), value)
    return re.sub(r"^ | (?= )| $", "+", kept)  # a blank at an edge would be taken for the writer's own


def _said(value: str) -> str:
    """Return a value out of a target; blanks at its edges are the writer's own, and dropped."""
    return unquote_plus(_EDGES.sub("", value))


def _address(dossier: Dossier) -> str:
    """Return what opens the dossier: its folder's name where that finds it, else its path."""
    with suppress(KitError):
        if find_dossier(dossier.path.name).resolve() == dossier.path.resolve():
            return dossier.path.name
    return str(dossier.path)
