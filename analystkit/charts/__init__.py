"""Charts: one plain function each, drawn from selected rows in one style."""

from analystkit.charts.canvas import Box, Canvas
from analystkit.charts.cells import (
    Bar,
    Cell,
    Dot,
    Dots,
    Number,
    Part,
    Pill,
    Range,
    Shade,
    Sign,
    Squares,
    Text,
)
from analystkit.charts.chart import Chart, Option, Plan, all, chart, get  # noqa: A004
from analystkit.charts.legend import UNVERIFIED, Legend, Swatch, key_of, letters
from analystkit.charts.render import Drawing, render
from analystkit.charts.rows import Column, Row, Rows
from analystkit.charts.style import PRESETS
from analystkit.charts.view import View, Words

__all__ = [
    "PRESETS",
    "UNVERIFIED",
    "Bar",
    "Box",
    "Canvas",
    "Cell",
    "Chart",
    "Column",
    "Dot",
    "Dots",
    "Drawing",
    "Legend",
    "Number",
    "Option",
    "Part",
    "Pill",
    "Plan",
    "Range",
    "Row",
    "Rows",
    "Shade",
    "Sign",
    "Squares",
    "Swatch",
    "Text",
    "View",
    "Words",
    "all",
    "chart",
    "get",
    "key_of",
    "letters",
    "render",
]
