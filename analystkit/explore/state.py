"""What a panel shows, as one value, and the code that draws it without a panel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analystkit.dossier import Dossier, Selection, find_dossier
from analystkit.errors import KitError
from analystkit.figures import Figure
from analystkit.figures.drawing import OWN_ARGUMENTS


@dataclass(frozen=True)
class State:
    """Everything that decides a panel's figure, except the dossier.

    Parameters
    ----------
    selection : Selection
        Which rows.
    chart : str
        Name of the chart.
    preset : str
        Name of the size.
    options : mapping
        The chart's options that differ from what the chart does by itself.
    title, caption : str
        The analyst's own words; blank for the chart's.
    """

    selection: Selection
    chart: str
    preset: str = "full"
    options: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    caption: str = ""

    def draw(self, dossier: Dossier) -> Figure:
        """Return the figure."""
        title, caption = self.title or None, self.caption or None
        return Figure(dossier, self.chart, self.selection, self.preset, title, caption, self.options)

    def code(self, dossier: Dossier) -> str:
        """Return Python that draws the same figure in a fresh notebook."""
        parts = [literal(self.chart), *(f"{name}={literal(value)}" for name, value in self._arguments())]
        body = "".join(f"    {part},\n" for part in ["dossier", *parts])
        opened = f"dossier = ak.open_dossier({literal(_address(dossier))})"
        return f"import analystkit as ak\n\n{opened}\nak.draw(\n{body})"

    def _arguments(self) -> list[tuple[str, Any]]:
        """Return the arguments of `draw` that are not what they are by default."""
        selection = self.selection
        plain = Selection(selection.table)
        where = {name: list(terms) for name, terms in selection.where}
        given = {"where": where, "text": selection.text, "dates": selection.dates}
        given |= {"title": self.title, "caption": self.caption}
        arguments: list[tuple[str, Any]] = [(name, value) for name, value in given.items() if value]
        arguments += [("floor", selection.floor)] if selection.floor != plain.floor else []
        arguments += [("preset", self.preset)] if self.preset != "full" else []
        hidden = {name: value for name, value in self.options.items() if name in OWN_ARGUMENTS}
        arguments += [("options", hidden)] if hidden else []
        return [*arguments, *((name, value) for name, value in self.options.items() if name not in hidden)]


def literal(value: Any) -> str:
    """Return a plain value as Python source, with double quotation marks."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        inside = ", ".join(map(literal, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"
    return repr(value)


def _address(dossier: Dossier) -> str:
    """Return what opens the dossier: its folder's name where that finds it, else its path."""
    try:
        found = find_dossier(dossier.path.name)
    except KitError:
        return str(dossier.path)
    return dossier.path.name if found.resolve() == dossier.path.resolve() else str(dossier.path)
