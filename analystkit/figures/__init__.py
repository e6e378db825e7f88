"""Figures out of the kit, each with the recipe to make it again."""

from analystkit.figures.carrying import read_recipe
from analystkit.figures.drawing import draw, export_many
from analystkit.figures.figure import Figure, Said
from analystkit.figures.inspecting import inspect
from analystkit.figures.names import clean_name
from analystkit.figures.recipe import Recipe
from analystkit.figures.remaking import Remade, Standing, reproduce, stale
from analystkit.figures.rows import rows_csv, rows_xlsx
from analystkit.figures.saved import Saved, saved_figures
from analystkit.figures.spec import Spec

__all__ = [
    "Figure",
    "Recipe",
    "Remade",
    "Said",
    "Saved",
    "Spec",
    "Standing",
    "clean_name",
    "draw",
    "export_many",
    "inspect",
    "read_recipe",
    "reproduce",
    "rows_csv",
    "rows_xlsx",
    "saved_figures",
    "stale",
]
