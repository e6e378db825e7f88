"""What to draw, as one value with every spelling of it: a recipe, code, and a target in a brief."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Annotated, Any, Required
from urllib.parse import quote, unquote, unquote_plus

from typing_extensions import TypedDict

from analystkit import charts
from analystkit.charts.presets import preset as preset_named
from analystkit.dossier import TABLES, Dossier, Selection, find_dossier
from analystkit.dossier.about import Text
from analystkit.dossier.faults import Rule, checked
from analystkit.dossier.selection import CITES, DEFAULT_FLOOR, NOT_CITES, PSEUDO, SELECTABLE
from analystkit.errors import KitError, unknown

# What `draw` takes besides a chart's options; an option of that name goes into its ``options``.
_OWN = "dossier chart where text dates floor preset title caption selection options"
OWN_ARGUMENTS = frozenset(_OWN.split())
SELECTING = ("text", "from", "to", "floor")
_SIZE_AND_TITLE = ("preset", "title")
_EDGES = re.compile(r"^(%20|\s)+|(%20|\s)+$")

Query = dict[str, list[str]]


class _Selected(TypedDict, total=False):
    """Which rows, as plain values."""

    table: Required[str]
    where: dict[str, list[str]]
    text: Text
    dates: Annotated[list[str], Rule("two dates, from and to", lambda dates: len(dates) == 2)] | None
    floor: str


class _Asked(TypedDict, total=False):
    """What to draw, as plain values."""

    chart: Required[str]
    selection: Required[_Selected]
    preset: str
    title: Text
    caption: Text
    options: dict[str, Any]


for _schema in (_Selected, _Asked):
    _schema.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[union-attr]


def plain(values: Any) -> dict[str, Any]:
    """Return what to draw as plain values, or say where they are not such: the one check of their kinds."""
    try:
        asked, faults = checked(_Asked, json.loads(json.dumps(values)), "what to draw")
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
        title, caption = (" ".join(asked[name].split()) for name in ("title", "caption"))
        preset = preset_named(self.preset).name
        return replace(self, preset=preset, title=title, caption=caption, options=given)

    def to_dict(self) -> dict[str, Any]:
        """Return the spec as plain values that JSON can hold."""
        return {**asdict(self), "selection": self.selection.to_dict(), "options": dict(self.options)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Spec:
        """Return the spec that `to_dict` wrote."""
        asked = plain(values)
        return cls(**{**asked, "selection": Selection.from_dict(asked["selection"])})

    def to_code(self, dossier: Dossier) -> str:
        """Return Python that draws the same figure in a fresh notebook."""
        selection = self.selection
        given: dict[str, Any] = {
            "where": {name: list(terms) for name, terms in selection.where},
            "text": selection.text,
            "dates": selection.dates,
            "title": self.title,
            "caption": self.caption,
            "floor": selection.floor if selection.floor != DEFAULT_FLOOR else "",
            "preset": self.preset if self.preset != "full" else "",
            "options": {name: value for name, value in self.options.items() if name in OWN_ARGUMENTS},
        }
        more = {name: value for name, value in self.options.items() if name not in OWN_ARGUMENTS}
        arguments = [f"{name}={_literal(value)}" for name, value in given.items() if value]
        arguments += [f"{name}={_literal(value)}" for name, value in more.items()]
        body = "".join(f"    {part},\n" for part in ["dossier", _literal(self.chart), *arguments])
        opened = f"dossier = ak.open_dossier({_literal(_address(dossier))})"
        return f"import analystkit as ak\n\n{opened}\nak.draw(\n{body})"

    def to_target(self, title: bool = False) -> str:
        """Return what stands in a brief: chart, rows, size, options and, if asked, the title."""
        options, columns = charts.get(self.chart).settle({}), TABLES[self.selection.table].by_name
        plain = (*SELECTING, *_SIZE_AND_TITLE)
        query: Query = {}
        for name, terms in self.selection.where:
            query[f"where.{name}" if name in plain or name in options else name] = list(terms)
        start, end = self.selection.dates or ("", "")
        floor = "" if self.selection.floor == DEFAULT_FLOOR else self.selection.floor
        size = "" if self.preset == "full" else self.preset
        said = {"text": self.selection.text, "from": start, "to": end, "floor": floor, "preset": size}
        said["title"] = self.title if title else ""
        query |= {name: [value] for name, value in said.items() if value}
        for name, value in self.options.items():
            if value != options[name]:
                query[f"option.{name}" if name in plain or name in columns else name] = _written(value)
        return target("chart", self.chart, query)

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
        options = {}
        for key in list(query):
            option = key.removeprefix("option.")
            if option in usual and (option != key or key not in SELECTING):
                options[option] = _read(option, query.pop(key), usual[option])
        selection = take_selection(
            query, chart.table, (*_SIZE_AND_TITLE, *usual), "option of the chart or column"
        )
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


def target(kind: str, name: str, query: Query) -> str:
    """Return what stands in a brief for a chart or for rows."""
    pairs = [f"{key}={','.join(map(_quoted, values))}" for key, values in query.items()]
    return f"{kind}:{name}" + (f"?{'&'.join(pairs)}" if pairs else "")


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
    """Take a key's value out of a query, when it may have but one."""
    values = [_said(value) for value in query.pop(key, [])]
    if len(values) > 1:
        raise KitError(f"{key} is given {len(values)} times ({', '.join(values)}); once is enough")
    return values[0] if values else ""


def several(query: Query, key: str) -> list[str]:
    """Take all of a key's values out of a query."""
    return [_said(part) for value in query.pop(key, []) for part in value.split(",")]


def take_selection(
    query: Query, table: str, more: tuple[str, ...] = (), what: str = "key or column"
) -> Selection:
    """Return the selection that is left in a query; `more` are the other keys that it might have had."""
    columns = [name for name, column in TABLES[table].by_name.items() if column.kind in SELECTABLE]
    columns += PSEUDO
    text = " ".join(_said(value) for value in query.pop("text", []))
    ends, floor = (single(query, "from"), single(query, "to")), single(query, "floor") or DEFAULT_FLOOR
    for key in query:
        if key.removeprefix("where.") not in columns:
            raise unknown(f"{what} to select {table} by", key, dict.fromkeys([*columns, *SELECTING, *more]))
    where: Query = {}
    for key in list(query):
        where.setdefault(key.removeprefix("where."), []).extend(several(query, key))
    return Selection.make(table, where, text, ends, floor)


def _quoted(value: str) -> str:
    """Return a value as it stands in a target: letters of any script as they are, the rest in percent."""
    kept = re.sub(r"[^\w .:~/-]", lambda found: quote(found[0], safe=""), value)
    return re.sub(r"^ | (?= )| $", "+", kept)  # a blank at an edge would be taken for the writer's own


def _said(value: str) -> str:
    """Return a value out of a target; blanks at its edges are the writer's own, and dropped."""
    return unquote_plus(_EDGES.sub("", value))


def _written(value: Any) -> list[str]:
    """Return an option's value as it stands in a target."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(part) for part in value] if isinstance(value, list | tuple) else [str(value)]


def _read(name: str, values: list[str], usual: Any) -> Any:
    """Return an option as the kind of value that the chart has for it."""
    query = {name: values}
    if isinstance(usual, list | tuple):
        return [part for part in several(query, name) if part]
    value = single(query, name)
    if isinstance(usual, bool):
        if value.lower() not in ("yes", "no", "true", "false"):
            raise KitError(f"{name} is {value!r}; expected yes or no")
        return value.lower() in ("yes", "true")
    if isinstance(usual, int | float):
        try:
            return type(usual)(value)
        except ValueError:
            raise KitError(f"{name} is {value!r}; expected a number") from None
    return value


def _literal(value: Any) -> str:
    """Return a plain value as Python source, with double quotation marks."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        inside = ", ".join(map(_literal, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"
    return repr(value)


def _address(dossier: Dossier) -> str:
    """Return what opens the dossier: its folder's name where that finds it, else its path."""
    try:
        found = find_dossier(dossier.path.name)
    except KitError:
        return str(dossier.path)
    return dossier.path.name if found.resolve() == dossier.path.resolve() else str(dossier.path)
