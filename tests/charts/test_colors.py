"""Groups of terms are told apart by people with color-blindness, and in grey."""

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from analystkit.charts.style import contrast, ink_on, tint

KINDS = ["deuteranomaly", "protanomaly", "tritanomaly"]
GROUPED = [
    ("provisions", "domain"),
    ("events", "category"),
    ("provisions", "obligation"),
    ("promises", "made"),
]


def rgb(color):
    return np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def seen(color, kind):
    """Return a color as someone with full color-blindness of a kind sees it."""
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(rgb(color), space, "sRGB1"), 0, 1)


def groups(dossier, table, column):
    """Return a field's groups with the colors of their first terms."""
    terms = dossier.codebook.terms(table, column)
    return {term.group or term.label: term.color for term in reversed(terms)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("table", "column"), GROUPED)
def test_groups_are_told_apart_by_color_blind_readers(shipped, table, column, kind):
    colors = groups(shipped, table, column)
    for one, other in itertools.combinations(colors, 2):
        apart = deltaE(seen(colors[one], kind), seen(colors[other], kind), input_space="sRGB1")
        assert apart > 10, (one, other)


@pytest.mark.parametrize(("table", "column"), GROUPED)
def test_groups_are_told_apart_in_grey(shipped, table, column):
    lightness = {
        name: cspace_convert(rgb(color), "sRGB1", "CIELab")[0]
        for name, color in groups(shipped, table, column).items()
    }
    for one, other in itertools.combinations(lightness, 2):
        assert abs(lightness[one] - lightness[other]) > 5, (one, other)


@pytest.mark.parametrize(("table", "column"), GROUPED)
def test_ink_on_any_shade_of_a_group_can_be_read(shipped, table, column):
    for color in groups(shipped, table, column).values():
        for share in (1.0, 0.7, 0.36):
            shade = tint(color, share)
            assert contrast(ink_on(shade), shade) >= 4.1
