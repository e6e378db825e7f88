"""Charts: one plain function each, drawn from selected rows in one style."""

from analystkit.charts.audit import audit
from analystkit.charts.box import Box
from analystkit.charts.canvas import Canvas
from analystkit.charts.presets import PRESETS, Preset
from analystkit.charts.registry import Chart, all, get, register  # noqa: A004 - read as charts.all()
from analystkit.charts.render import Drawing, render, to_bytes
from analystkit.charts.view import View, Words

__all__ = [
    "PRESETS",
    "Box",
    "Canvas",
    "Chart",
    "Drawing",
    "Preset",
    "View",
    "Words",
    "all",
    "audit",
    "get",
    "register",
    "render",
    "to_bytes",
]
