"""Pandoc has a clock, limits and an empty folder, and what goes wrong is one message."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import pytest

from analystkit import pandoc
from analystkit.errors import KitError


def test_a_tree_is_read_and_written():
    tree = pandoc.read(b"A *b* [c](https://example.org).", "markdown", "a test")
    assert pandoc.text_of(tree["blocks"]).strip() == "A b c."
    assert b"<em>b</em>" in pandoc.write(tree, "html", "a test")


def test_a_tree_too_deep_to_walk_is_refused():
    with pytest.raises(KitError, match="deep in each other"):
        pandoc.read(b">" * 300 + b" x", "markdown", "a test")


def test_a_child_sees_an_empty_folder_and_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    code = "import os; print(os.listdir('.'), 'SECRET' in os.environ, os.environ['HOME'] == os.getcwd())"
    made = pandoc.limited([sys.executable, "-c", code], b"", "a test", {"one.txt": b"1"})
    assert made.decode().split("\n")[0] == "['one.txt'] False True"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import time; time.sleep(9)", "more than 0.5 seconds"),
        ("x = bytearray(2 << 30)", "MB of memory"),
        ("import sys; b = b'x' * (1 << 20)\nfor _ in range(300): sys.stdout.buffer.write(b)", "of output"),
    ],
)
def test_a_child_that_runs_away_is_stopped(code, expected):
    with pytest.raises(KitError, match=expected):
        pandoc.limited([sys.executable, "-c", code], b"", "a test", seconds=0.5 if "sleep" in code else 20)


@pytest.mark.skipif(os.name != "posix", reason="folders are held by a lock that Windows has not")
def test_what_a_killed_run_left_behind_goes_with_the_next_and_what_is_in_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(pandoc, "_FRESH", -1)
    killer = [sys.executable, "-c", "import os; os.kill(os.getppid(), 9)"]
    code = f"from analystkit import pandoc; pandoc.limited({killer}, b'', 'a test', {{'a': b'1'}})"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with pandoc._empty_folder() as used:
        assert list(tmp_path.iterdir()) == [used]
        pandoc.limited([sys.executable, "-c", ""], b"", "a test")
        assert list(tmp_path.iterdir()) == [used]


@pytest.mark.parametrize("name", ["analystkit-main", "analystkit-notes", ".analystkit-run-of-mine"])
def test_a_folder_of_a_person_is_never_cleared(tmp_path, monkeypatch, name):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(pandoc, "_FRESH", -1)
    (tmp_path / name).mkdir()
    pandoc.limited([sys.executable, "-c", ""], b"", "a test")
    assert (tmp_path / name).is_dir()


def test_a_disk_without_room_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(KitError, match="a test: Pandoc cannot be run"):
        pandoc.limited([sys.executable, "-c", ""], b"", "a test")
