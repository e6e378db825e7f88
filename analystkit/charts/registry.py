"""Moved to `chart`."""

from analystkit.charts.chart import Chart as Chart
from analystkit.charts.chart import all as all  # noqa: A004
from analystkit.charts.chart import get as get
from analystkit.charts.chart import register as register
