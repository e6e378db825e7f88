"""The package's face: public names are what they say, in whatever order things are imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

import analystkit as ak

FACE = """
import sys
for first in ("ak.how_sure", "ak.draw", "import analystkit.explore", "import analystkit.figures"):
    for name in [name for name in sys.modules if name.partition(".")[0] == "analystkit"]:
        del sys.modules[name]
    import analystkit as ak
    assert "analystkit.explore" not in sys.modules
    exec(first)
    assert type(ak.explore).__name__ == "function", (first, ak.explore)
"""


def test_explore_is_a_function_whatever_was_imported_first():
    subprocess.run([sys.executable, "-c", FACE], check=True)


def test_every_public_name_is_there_and_documented():
    for name in ak.__all__:
        assert getattr(ak, name) is not None
        assert name.startswith("__") or getattr(ak, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'exlpore'"):
        _ = ak.exlpore
