"""Figures out of the kit, each with the recipe to make it again."""

from analystkit.export.carried import read_recipe
from analystkit.export.cells import rows_csv
from analystkit.export.describe import inspect
from analystkit.export.drawing import draw
from analystkit.export.figure import Figure
from analystkit.export.many import export_many
from analystkit.export.names import checked_name
from analystkit.export.outdated import Standing, stale
from analystkit.export.recipe import Recipe
from analystkit.export.remake import Remade, figure_from, reproduce
from analystkit.export.save import write_together

__all__ = [
    "Figure",
    "Recipe",
    "Remade",
    "Standing",
    "checked_name",
    "draw",
    "export_many",
    "figure_from",
    "inspect",
    "read_recipe",
    "reproduce",
    "rows_csv",
    "stale",
    "write_together",
]
