"""The charts there are: one function each, declared with its name, its table and its options."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from analystkit.charts.canvas import Canvas
from analystkit.charts.view import View, Words
from analystkit.dossier import Dossier, Selection
from analystkit.errors import KitError, unknown
from analystkit.words import capital


class Plan(Protocol):
    """What a chart will draw, measured; `ids` of the rows drawn one by one if not all are."""

    @property
    def height(self) -> float:
        """Height that it needs, in inches."""

    def draw(self, canvas: Canvas) -> None:
        """Draw it onto a plot area of that height or more."""


Make = Callable[[View], tuple[Plan, Words]]


@dataclass(frozen=True)
class Option:
    """Something that a chart lets the analyst choose.

    Examples
    --------
    >>> Option("date", {"date": "Earliest first", "term": "Longest first"}, "Order").default
    'date'
    """

    default: Any  #: what holds unless another value is given; it says of what kind a value is
    choices: Mapping[str, str] = field(default_factory=dict)  #: the words that it takes, if not any, labeled
    label: str = ""  #: what it is called beside a menu
    least: int = 1  #: bounds of a number
    most: int = 10_000
    #: gives the choices of a menu where they hang on the dossier: its treaties, texts or analysts
    found: Callable[[Dossier], Mapping[str, str]] | None = None

    def takes(self, value: Any) -> bool:
        """Tell whether it takes a value."""
        if type(value) is not type(self.default) or (self.choices and value not in self.choices):
            return False
        return type(value) is not int or self.least <= value <= self.most


@dataclass(frozen=True)
class Chart:
    """A way to draw the rows of one table."""

    name: str  #: what the analyst writes, such as ``"provisions-by-domain"``
    label: str  #: what a menu shows
    table: str  #: the table whose rows it draws
    about: str  #: what it shows, in one sentence
    make: Make  #: gives the `Plan` and the `Words` for a `View`, from the same counts
    needs: tuple[str, ...] = ()  #: columns that the table must have
    coverage: bool = False  #: whether it shows what is known and what is not, whatever the floor asked for
    also: tuple[str, ...] = ()  #: other tables that it reads
    options: Mapping[str, Option] = field(default_factory=dict)  #: what the analyst can choose
    most: int = 100_000  #: rows that it draws in seconds; where each gets a line of its own, fewer

    def check(self, selection: Selection, dossier: Dossier) -> None:
        """Say it where a selection is of another table, or the dossier lacks the table or a column."""
        if selection.table != self.table:
            raise KitError(
                f"the chart {self.name!r} draws {self.table}, but the selection is of {selection.table}"
            )
        held = dossier.table(self.table)
        for column in self.needs:
            if column not in held:
                raise KitError(
                    f"the chart {self.name!r} needs the column {column!r}, which {self.table}.csv lacks"
                )

    def settle(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the options with defaults filled in; raise `KitError` for one that it does not take."""
        for name, value in (given or {}).items():
            if name not in self.options:
                raise unknown(f"option of the chart {self.name}", str(name), self.options)
            option, what = self.options[name], f"{name} of the chart {self.name}"
            if option.takes(value):
                continue
            if option.choices and isinstance(value, str):
                raise unknown(what, value, option.choices)
            whole = f"a whole number from {option.least:,} to {option.most:,}"
            kind = {int: whole, bool: "yes or no", str: "words"}[type(option.default)]
            raise KitError(f"{what} must be {kind}, found {value!r:.60}")
        return {**{name: option.default for name, option in self.options.items()}, **(given or {})}


_CHARTS: dict[str, Chart] = {}


def chart(table: str, **more: Any) -> Callable[[Make], Make]:
    """Register the decorated function as a chart of a table.

    Its name is that of the function, its label the name in words, and what it is about the first line of its
    docstring, unless they are given.

    Parameters
    ----------
    table : str
        The table whose rows it draws.
    **more
        Other fields of its `Chart`.

    Returns
    -------
    callable
        The decorator, which gives the function back as it was.

    Raises
    ------
    KitError
        When another function has that name.

    Examples
    --------
    A chart is one function that returns what it will draw and what it says:

    >>> from analystkit.charts import Row, Rows, Text, Words
    >>> from analystkit.charts.chart import chart
    >>> @chart("provisions", needs=("heading",))
    ... def all_headings(view):
    ...     '''Each provision's heading, and how well it is verified.'''
    ...     rows = [
    ...         Row(str(text), (Text(str(level)),))
    ...         for text, level in zip(view.rows["heading"], view.rows["verification"])
    ...     ]
    ...     return Rows(rows).fit(view), Words(f"{len(rows)} headings", "One a row.", "A list.")
    >>> get("all-headings").label
    'All headings'
    """

    def decorate(make: Make) -> Make:
        name = str(more.get("name") or make.__name__.replace("_", "-"))
        held = _CHARTS.get(name)
        if held and held.make.__module__ != make.__module__:
            raise KitError(f"two charts are named {name!r}: in {held.make.__module__} and {make.__module__}")
        about = (make.__doc__ or "").partition("\n")[0]
        named = {"name": name, "label": capital(name.replace("-", " ")), "about": about}
        _CHARTS[name] = Chart(**{**named, "table": table, "make": make, **more})
        return make

    return decorate


@lru_cache(maxsize=1)
def _load() -> None:
    """Import every module of this package, so that each chart registers itself."""
    package = importlib.import_module(__package__ or "")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def get(name: str) -> Chart:
    """Return the chart of that name; `KitError` says which are nearest where there is none.

    Examples
    --------
    >>> get("provisions-by-domain").table
    'provisions'
    """
    _load()
    if str(name) not in _CHARTS:
        raise unknown("chart", str(name), _CHARTS)
    return _CHARTS[str(name)]


def all() -> list[Chart]:  # noqa: A001 - read as charts.all()
    """Return every chart, in the order of their tables and names.

    Examples
    --------
    >>> "what-is-absent" in [chart.name for chart in all()]
    True
    """
    _load()
    first = ("provisions", "promises")
    return sorted(_CHARTS.values(), key=lambda c: (*(c.table != name for name in first), c.table, c.name))
