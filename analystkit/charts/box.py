"""Moved to `canvas`."""

from analystkit.charts.canvas import Box as Box
