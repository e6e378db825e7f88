"""Figures out of the kit, each with the recipe to make it again."""

from analystkit.figures.carried import read_recipe
from analystkit.figures.cells import rows_csv
from analystkit.figures.describe import inspect
from analystkit.figures.drawing import draw
from analystkit.figures.figure import Figure, Said
from analystkit.figures.many import export_many
from analystkit.figures.names import checked_name
from analystkit.figures.outdated import Standing, stale
from analystkit.figures.recipe import Recipe
from analystkit.figures.remake import Remade, figure_from, reproduce
from analystkit.figures.spec import Spec

__all__ = [
    "Figure",
    "Recipe",
    "Remade",
    "Said",
    "Spec",
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
]
