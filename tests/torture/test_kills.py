"""A few kills of each way to save; `make torture` runs two hundred of each."""

from __future__ import annotations

import pytest

from analystkit import files
from analystkit.figures import stale
from tests.torture.kills import WAYS, kill


@pytest.mark.parametrize("way", WAYS)
def test_a_killed_save_leaves_nothing_half_and_no_litter(way, tmp_path):
    found = kill(way, 8, tmp_path)
    assert sum(found.values()) == 8
    assert set(found) <= {"whole before", "whole after"}


def test_a_set_of_figures_that_is_not_whole_is_said(tmp_path):
    (tmp_path / ".saving-x.part").write_bytes(b"x")
    (tmp_path / files.JOURNAL).write_text('{"a.png": [".saving-x.part", null]}')
    (found,) = stale(tmp_path)
    assert (found.file, "saving was stopped" in found.fault) == (tmp_path / "a.png", True)
