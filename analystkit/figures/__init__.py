"""Figures out of the kit, each with the recipe to make it again."""

from analystkit.figures.figure import Figure, Said, draw
from analystkit.figures.recipe import Recipe
from analystkit.figures.remaking import Remade, reproduce, stale
from analystkit.figures.spec import Spec

__all__ = [
    "Figure",
    "Recipe",
    "Remade",
    "Said",
    "Spec",
    "draw",
    "reproduce",
    "stale",
]
