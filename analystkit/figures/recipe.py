"""The recipe: all that is needed to draw a figure again, as a value that goes into its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, get_args

from analystkit.dossier import Selection
from analystkit.errors import KitError
from analystkit.figures.cells import Cell
from analystkit.figures.spec import Spec

SCHEMA = 1


@dataclass(frozen=True)
class DrawnRows:
    """The rows of one table that went into a figure, as plain cells.

    Parameters
    ----------
    columns : tuple of str
        The table's own columns.
    key : tuple of str
        The columns that tell rows apart.
    cells : tuple of tuple
        One tuple a row, in the order drawn.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Recipe:
    """What a figure was made from and with.

    Parameters
    ----------
    dossier, title_of_dossier, as_of : str
        The dossier's id, its title, and the day up to which it goes.
    fingerprints : dict
        For each table used, a hash of its contents; ``codebook`` stands for labels, order and colors.
    chart, preset : str
        Names of the chart and of the size.
    selection : dict
        As `Selection.to_dict` gives it.
    title, caption : str or None
        What the analyst put in place of the headline and the caption's first words.
    options : dict
        The chart's options that were given.
    dpi : int
        Dots per inch of a PNG.
    words : dict
        ``headline``, ``subtitle``, ``alt``, ``note``, ``source_line``, ``selection``, ``caption`` as drawn.
    sources : dict
        Citekey and full reference of every source behind the rows.
    rows : dict
        For each table used, the `DrawnRows`.
    versions : dict
        Of all that decides the bytes: kit, Python, matplotlib and so on.
    schema : int
        The version of this form.

    Examples
    --------
    >>> recipe = Recipe("d", "A treaty", "2025", {}, "timeline", "full", {"table": "events"})
    >>> Recipe.from_json(recipe.to_json()) == recipe
    True
    """

    dossier: str
    title_of_dossier: str
    as_of: str
    fingerprints: dict[str, str]
    chart: str
    preset: str
    selection: dict[str, Any]
    title: str | None = None
    caption: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    dpi: int = 300
    words: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    rows: dict[str, DrawnRows] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    schema: int = SCHEMA

    @property
    def table(self) -> str:
        """The table whose rows the selection chose."""
        return str(self.selection.get("table", ""))

    @property
    def spec(self) -> Spec:
        """What was drawn."""
        selection = Selection.from_dict(self.selection)
        return Spec(self.chart, selection, self.preset, self.title or "", self.caption or "", self.options)

    def to_json(self) -> str:
        """Return the recipe as JSON, in ASCII, the same for the same recipe."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Return the recipe that a JSON text holds; nothing in it is executed.

        Parameters
        ----------
        text : str
            As `to_json` writes it.

        Returns
        -------
        Recipe

        Raises
        ------
        KitError
            If the text is no recipe, is damaged, or comes from a newer kit.
        """
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise KitError(f"the recipe is damaged: expected JSON, found {text[:40]!r}") from error
        if not isinstance(found, dict) or type(found.get("schema")) is not int:
            raise KitError(f"the recipe is damaged: expected a mapping with 'schema', found {text[:40]!r}")
        if found["schema"] > SCHEMA:
            kit = _kit_of(found)
            raise KitError(
                f"the recipe has form {found['schema']}, written by analystkit {kit}; this kit reads up to "
                f"form {SCHEMA}. Update analystkit (git pull, make lab) and try again"
            )
        return cls(**_checked(found))


_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "str | None": (str, type(None)),
    "int": (int,),
    "dict[str, str]": (dict,),
    "dict[str, Any]": (dict,),
    "dict[str, DrawnRows]": (dict,),
}


def _checked(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a recipe, each of its kind, or say which one is not."""
    checked: dict[str, Any] = {}
    for item in fields(Recipe):
        if item.name not in found:
            raise KitError(f"the recipe is damaged: {item.name!r} is missing")
        value, kind = found[item.name], str(item.type)
        fits = isinstance(value, _KINDS[kind]) and not isinstance(value, bool)
        if fits and kind == "dict[str, str]":
            fits = all(isinstance(part, str) for part in value.values())
        if not fits:
            raise KitError(f"the recipe is damaged: {item.name!r} is {str(value)[:40]!r}, expected {kind}")
        checked[item.name] = value
    checked["rows"] = {table: _drawn(table, value) for table, value in checked["rows"].items()}
    return checked


def _drawn(table: str, found: Any) -> DrawnRows:
    """Return the rows of one table, or say that they are damaged."""
    try:
        columns, key = tuple(found["columns"]), tuple(found["key"])
        cells = tuple(tuple(row) for row in found["cells"])
    except (KeyError, TypeError) as error:
        raise KitError(f"the recipe is damaged: rows of {table!r} are not columns, key and cells") from error
    sound = all(isinstance(name, str) for name in (*columns, *key)) and set(key) <= set(columns)
    cell_types = get_args(Cell)
    if not sound or any(len(row) != len(columns) for row in cells):
        raise KitError(f"the recipe is damaged: rows of {table!r} do not fit their columns")
    if not all(isinstance(cell, cell_types) for row in cells for cell in row):
        raise KitError(f"the recipe is damaged: rows of {table!r} hold more than text and numbers")
    return DrawnRows(columns, key, cells)


def _kit_of(found: Mapping[str, Any]) -> str:
    """Return the kit's version that a recipe of any form names."""
    versions = found.get("versions")
    return str(versions.get("analystkit", "?"))[:20] if isinstance(versions, dict) else "?"
