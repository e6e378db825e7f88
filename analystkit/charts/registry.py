"""The charts there are: each registers itself by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analystkit.charts.view import View, Words
from analystkit.errors import KitError, unknown

if TYPE_CHECKING:
    from analystkit.charts.canvas import Canvas

Draw = Callable[["Canvas", View], None]

MOST = 10_000  # of a number that an option takes
_CHARTS: dict[str, Chart] = {}


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
    needs : tuple of str
        Columns that the table must have.
    about : str
        What it shows, in one sentence.
    words : callable
        Gives the `Words` for a `View`.
    height : callable
        Gives the height of the plot area for a `View`, in millimeters.
    draw : callable
        Draws a `View` onto a `Canvas`.
    coverage : bool
        Whether it shows what is known and what is not: the verification floor is then not applied.
    also : tuple of str
        Other tables that it reads.
    options : mapping
        Its options, each with the value that holds unless another is given.
    choices : mapping
        For an option that takes only certain words, those words.
    """

    name: str
    label: str
    table: str
    needs: tuple[str, ...]
    about: str
    words: Callable[[View], Words]
    height: Callable[[View], float]
    draw: Draw
    coverage: bool
    also: tuple[str, ...]
    options: Mapping[str, Any]
    choices: Mapping[str, tuple[str, ...]]

    def settle(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the options with defaults filled in.

        Parameters
        ----------
        given : mapping or None
            Options by name.

        Raises
        ------
        KitError
            When the chart has no option of a name, or the option does not take a value.
        """
        for name, value in (given or {}).items():
            if name not in self.options:
                raise unknown(f"option of the chart {self.name}", str(name), self.options)
            usual = self.options[name]
            if type(value) is not type(usual) or (type(usual) is int and not 1 <= value <= MOST):
                wanted = {int: f"a whole number from 1 to {MOST:,}", bool: "yes or no", str: "words"}[
                    type(usual)
                ]
                raise KitError(f"{name} of the chart {self.name} must be {wanted}, found {value!r}")
            if value not in self.choices.get(name, (value,)):
                raise unknown(f"{name} of the chart {self.name}", str(value), self.choices[name])
        return {**self.options, **(given or {})}


def register(
    *,
    name: str,
    label: str,
    table: str,
    about: str,
    words: Callable[[View], Words],
    height: Callable[[View], float],
    needs: tuple[str, ...] = (),
    coverage: bool = False,
    also: tuple[str, ...] = (),
    options: Mapping[str, Any] | None = None,
    choices: Mapping[str, tuple[str, ...]] | None = None,
) -> Callable[[Draw], Draw]:
    """Register the decorated function as the chart of that name; see `Chart` for the parameters.

    Returns
    -------
    callable
        The decorator, which gives the function back as it was.

    Raises
    ------
    KitError
        When another function has that name.
    """

    def decorate(draw: Draw) -> Draw:
        held = _CHARTS.get(name)
        if held is not None and held.draw.__module__ != draw.__module__:
            raise KitError(f"two charts are named {name!r}: in {held.draw.__module__} and {draw.__module__}")
        _CHARTS[name] = Chart(
            name,
            label,
            table,
            tuple(needs),
            about,
            words,
            height,
            draw,
            coverage,
            tuple(also),
            dict(options or {}),
            dict(choices or {}),
        )
        return draw

    return decorate


@lru_cache(maxsize=1)
def _load() -> None:
    """Import every module of this package, so that each chart registers itself."""
    package = importlib.import_module(__package__ or "")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


def get(name: str) -> Chart:
    """Return the chart of that name.

    Parameters
    ----------
    name : str
        The name, such as ``"provisions-by-domain"``.

    Returns
    -------
    Chart

    Raises
    ------
    KitError
        When there is none of that name; says which are nearest.

    Examples
    --------
    >>> get("provisions-by-domain").table
    'provisions'
    """
    _load()
    if name not in _CHARTS:
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
