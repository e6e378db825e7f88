"""The charts there are: one function each, declared with its name, its table and its options."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from analystkit.charts.view import View, Words
from analystkit.dossier import Dossier, Selection
from analystkit.errors import KitError, unknown
from analystkit.words import capital

if TYPE_CHECKING:
    from analystkit.charts.canvas import Canvas


class Plan(Protocol):
    """What a chart will draw, measured: its height in inches, and how it is drawn."""

    @property
    def height(self) -> float:
        """Height that it needs, in inches."""
        ...

    def draw(self, canvas: Canvas) -> None:
        """Draw it onto a plot area of that height or more."""
        ...


Make = Callable[[View], tuple[Plan, Words]]


@dataclass(frozen=True)
class Option:
    """Something that a chart lets the analyst choose.

    Parameters
    ----------
    default : bool, int or str
        What holds unless another value is given; it says of what kind a value is.
    choices : mapping of str to str
        The words that it takes, each with its label in a menu; empty where it takes any.
    label : str
        What it is called beside a menu.
    least, most : int
        Bounds of a number.
    found : callable, optional
        Gives the choices of a menu where they hang on the dossier: its treaties, texts or analysts.

    Examples
    --------
    >>> Option("date", {"date": "Earliest first", "term": "Longest first"}, "Order").default
    'date'
    """

    default: Any
    choices: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    least: int = 1
    most: int = 10_000
    found: Callable[[Dossier], Mapping[str, str]] | None = None

    def takes(self, value: Any) -> bool:
        """Tell whether it takes a value."""
        if type(value) is not type(self.default) or (self.choices and value not in self.choices):
            return False
        return type(value) is not int or self.least <= value <= self.most

    def check(self, what: str, value: Any) -> None:
        """Raise the error for a value that it does not take."""
        if self.takes(value):
            return
        if self.choices and isinstance(value, str):
            raise unknown(what, value, self.choices)
        kinds = {int: f"a whole number from {self.least:,} to {self.most:,}", bool: "yes or no", str: "words"}
        raise KitError(f"{what} must be {kinds[type(self.default)]}, found {value!r}")


@dataclass(frozen=True)
class Chart:
    """A way to draw the rows of one table.

    Parameters
    ----------
    name : str
        What the analyst writes, such as ``"provisions-by-domain"``.
    label : str
        What a menu shows.
    table : str
        The table whose rows it draws.
    about : str
        What it shows, in one sentence.
    make : callable
        Gives the `Plan` and the `Words` for a `View`, from the same counts.
    needs : tuple of str
        Columns that the table must have.
    coverage : bool
        Whether it shows what is known and what is not: the verification floor is then not applied.
    also : tuple of str
        Other tables that it reads.
    options : mapping of str to Option
        What the analyst can choose.
    """

    name: str
    label: str
    table: str
    about: str
    make: Make
    needs: tuple[str, ...] = ()
    coverage: bool = False
    also: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)

    def check(self, selection: Selection, dossier: Dossier) -> None:
        """Say it where a selection is of another table, or the table lacks a column."""
        if selection.table != self.table:
            raise KitError(
                f"the chart {self.name!r} draws {self.table}, but the selection is of {selection.table}"
            )
        lacking = [column for column in self.needs if column not in dossier.table(self.table)]
        if lacking:
            raise KitError(
                f"the chart {self.name!r} needs the column {lacking[0]!r}, which {self.table}.csv lacks"
            )

    def settle(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the options with defaults filled in; raise `KitError` for one that it does not take."""
        for name, value in (given or {}).items():
            if name not in self.options:
                raise unknown(f"option of the chart {self.name}", str(name), self.options)
            self.options[name].check(f"{name} of the chart {self.name}", value)
        return {**{name: option.default for name, option in self.options.items()}, **(given or {})}


_CHARTS: dict[str, Chart] = {}


def chart(
    table: str,
    *,
    needs: tuple[str, ...] = (),
    coverage: bool = False,
    also: tuple[str, ...] = (),
    options: Mapping[str, Option] | None = None,
    name: str = "",
    label: str = "",
    about: str = "",
) -> Callable[[Make], Make]:
    """Register the decorated function as a chart; see `Chart` for the parameters.

    Its name is that of the function, its label the name in words, and what it is about the first line of its
    docstring, unless they are given.

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
        own = name or make.__name__.replace("_", "-")
        held = _CHARTS.get(own)
        if held is not None and held.make.__module__ != make.__module__:
            raise KitError(f"two charts are named {own!r}: in {held.make.__module__} and {make.__module__}")
        words = label or capital(own.replace("-", " "))
        said = about or (make.__doc__ or "").partition("\n")[0]
        _CHARTS[own] = Chart(own, words, table, said, make, needs, coverage, also, dict(options or {}))
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
    if not isinstance(name, str) or name not in _CHARTS:
        raise unknown("chart", str(name), _CHARTS)
    return _CHARTS[name]


def all() -> list[Chart]:  # noqa: A001 - read as charts.all()
    """Return every chart, in the order of their tables and names.

    Examples
    --------
    >>> "what-is-absent" in [chart.name for chart in all()]
    True
    """
    _load()
    order = list(dict.fromkeys(chart.table for chart in _CHARTS.values()))
    order.sort(key=lambda table: (table != "provisions", table != "promises", table))
    return sorted(_CHARTS.values(), key=lambda chart: (order.index(chart.table), chart.name))
