"""What stands in a brief in place of a picture: `chart:name?query` or `rows:table?query`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from analystkit import charts
from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.dossier.selection import DEFAULT_FLOOR, PSEUDO, SELECTABLE
from analystkit.errors import KitError, unknown
from analystkit.figures.figure import Figure
from analystkit.figures.wording import check_terms

CHART, ROWS = "chart", "rows"
PRESETS = ("full", "column")
_SELECTING = ("text", "from", "to", "floor")
_FOR_CHART = ("preset", "title")
_FOR_ROWS = ("columns",)


@dataclass(frozen=True)
class Reference:
    """A figure or a table of rows that a brief asks for.

    Parameters
    ----------
    kind : str
        ``chart`` or ``rows``.
    name : str
        Of the chart, or of the table.
    selection : Selection
        Which rows.
    preset : str
        ``full`` (170 mm) or ``column`` (85 mm).
    title : str or None
        Stands in place of the figure's headline.
    options : mapping
        The chart's own options.
    columns : tuple of str
        What a table of rows shows; empty for what it shows by itself.
    """

    kind: str
    name: str
    selection: Selection
    preset: str = "full"
    title: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def figure(self, dossier: Dossier, preset: str | None = None) -> Figure:
        """Return the figure, in the reference's own size or another."""
        return Figure(
            dossier, self.name, self.selection, preset or self.preset, self.title, None, self.options
        )


def is_reference(target: str) -> bool:
    """Tell whether a picture's target is meant for the kit."""
    return target.startswith((f"{CHART}:", f"{ROWS}:"))


def parse_reference(target: str, dossier: Dossier) -> Reference:
    """Return what a target asks for."""
    kind, _, rest = target.partition(":")
    name, _, query = rest.partition("?")
    name = unquote(name).strip()
    chart = charts.get(name) if kind == CHART else None
    table = chart.table if chart else name
    dossier.table(table)
    given = _grouped(query)
    own = {} if chart is None else {key: given.pop(key) for key in list(given) if key in chart.options}
    _check_keys(given, kind, table, list(chart.options) if chart else [])
    selection = _selection(table, given)
    check_terms(dossier, selection)
    if chart is None:
        return Reference(kind, table, selection, columns=_columns(dossier, table, given.get("columns", [])))
    preset = _single(given, "preset") or PRESETS[0]
    if preset not in PRESETS:
        raise unknown("size for a brief", preset, PRESETS)
    options = {key: _option(key, values, chart.options[key]) for key, values in own.items()}
    reference = Reference(kind, name, selection, preset, _single(given, "title") or None, options)
    reference.figure(dossier)
    return reference


def _grouped(query: str) -> dict[str, list[str]]:
    """Return the query's keys, each with all that was given for it."""
    given: dict[str, list[str]] = {}
    for piece in filter(None, query.split("&")):
        if "=" not in piece:
            raise KitError(
                f"found {unquote(piece)!r} after the '?', expected key=value, such as floor=unverified"
            )
    for key, value in parse_qsl(query, keep_blank_values=True):
        given.setdefault(key.strip(), []).append(value.strip())
    return given


def _check_keys(given: Mapping[str, list[str]], kind: str, table: str, options: list[str]) -> None:
    """Say which key is none, and which are nearest."""
    columns = [name for name, column in TABLES[table].by_name.items() if column.kind in SELECTABLE]
    allowed = [*columns, *PSEUDO, *_SELECTING, *(_FOR_CHART if kind == CHART else _FOR_ROWS), *options]
    for key in given:
        if key not in allowed:
            what = "option of the chart or column" if kind == CHART else "key or column"
            raise unknown(f"{what} to select {table} by", key, allowed)


def _selection(table: str, given: Mapping[str, list[str]]) -> Selection:
    """Return the selection that a query spells out."""
    reserved = {*_SELECTING, *_FOR_CHART, *_FOR_ROWS}
    columns = TABLES[table].by_name
    where = {
        key: [term.strip() for value in values for term in value.split(",")]
        for key, values in given.items()
        if key in columns or (key in PSEUDO and key not in reserved)
    }
    text = "" if "text" in columns else " ".join(given.get("text", []))
    ends = (_single(given, "from"), _single(given, "to"))
    floor = _single(given, "floor") or DEFAULT_FLOOR
    return Selection.make(table, where, text, ends if any(ends) else None, floor)


def _single(given: Mapping[str, list[str]], key: str) -> str:
    """Return a key's value, when it may have but one."""
    values = given.get(key, [])
    if len(values) > 1:
        raise KitError(f"{key} is given {len(values)} times ({', '.join(values)}); once is enough")
    return values[0] if values else ""


def _columns(dossier: Dossier, table: str, given: list[str]) -> tuple[str, ...]:
    """Return the columns to show."""
    names = [name.strip() for value in given for name in value.split(",") if name.strip()]
    allowed = [column.name for column in TABLES[table].columns if column.name in dossier.table(table)]
    for name in names:
        if name not in allowed:
            raise unknown(f"column of {table}", name, allowed)
    return tuple(dict.fromkeys(names))


def _option(name: str, values: list[str], default: Any) -> Any:
    """Return an option as the kind of value that the chart has for it."""
    if isinstance(default, list | tuple):
        return [part.strip() for value in values for part in value.split(",") if part.strip()]
    value = _single({name: values}, name)
    if isinstance(default, bool):
        if value.lower() not in ("yes", "no", "true", "false"):
            raise KitError(f"{name} is {value!r}; expected yes or no")
        return value.lower() in ("yes", "true")
    if isinstance(default, int | float):
        try:
            return type(default)(value)
        except ValueError:
            raise KitError(f"{name} is {value!r}; expected a number") from None
    return value
