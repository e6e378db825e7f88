"""What stands in a brief in place of a picture: `chart:name?query` or `rows:table?query`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analystkit.dossier import TABLES, Dossier, Selection
from analystkit.errors import unknown
from analystkit.figures.figure import Figure
from analystkit.figures.spec import Spec, check_terms, read_target, several, take_selection

CHART, ROWS = "chart", "rows"
PRESETS = ("full", "column")


@dataclass(frozen=True)
class Reference:
    """A figure or a table of rows that a brief asks for."""

    kind: str  # chart or rows
    name: str  # of the chart, or of the table
    selection: Selection
    spec: Spec | None = None  # of a figure
    columns: tuple[str, ...] = ()  # of a table of rows; empty for what it shows by itself

    @property
    def preset(self) -> str:
        """Size of the figure."""
        return self.spec.preset if self.spec else PRESETS[0]

    def figure(self, dossier: Dossier, preset: str | None = None) -> Figure:
        """Return the figure, in the reference's own size or another."""
        assert self.spec is not None, "only a chart's reference has a figure"
        return Figure(replace(self.spec, preset=preset or self.preset), dossier)


def is_reference(target: str) -> bool:
    """Tell whether a picture's target is meant for the kit."""
    return target.startswith((f"{CHART}:", f"{ROWS}:"))


def parse_reference(target: str, dossier: Dossier) -> Reference:
    """Return what a target asks for."""
    kind, name, query = read_target(target)
    if kind == CHART:
        spec = Spec.from_target(target, dossier)
        if spec.preset not in PRESETS:
            raise unknown("size for a brief", spec.preset, PRESETS)
        return Reference(kind, name, spec.selection, spec=spec)
    dossier.table(name)
    allowed = [column.name for column in TABLES[name].columns if column.name in dossier.table(name)]
    columns = [column for column in several(query, "columns") if column]
    for column in columns:
        if column not in allowed:
            raise unknown(f"column of {name}", column, allowed)
    selection = take_selection(query, name, ("columns",))
    check_terms(dossier, selection)
    return Reference(kind, name, selection, columns=tuple(dict.fromkeys(columns)))
