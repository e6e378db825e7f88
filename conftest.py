"""Import the whole package before pytest looks for doctests in it: else some modules are loaded twice."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import analystkit as ak
from analystkit.charts.chart import _CHARTS

for _module in pkgutil.walk_packages(ak.__path__, "analystkit."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)


@pytest.fixture(autouse=True)
def _forget_charts() -> Iterator[None]:
    """Forget a chart that a test or an example adds: tests of every chart would draw it too."""
    known = set(_CHARTS)
    yield
    for name in set(_CHARTS) - known:
        del _CHARTS[name]
