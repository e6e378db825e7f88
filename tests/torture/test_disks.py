"""A full disk and a folder that may not be written: one clear message, and nothing half-written."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from analystkit.errors import KitError
from analystkit.files import write, write_together
from tests.torture.kills import WAYS, _contents, _litter, _way


def mounted(place: Path, options: str) -> None:
    """Mount a small file system of its own, or skip."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode().strip()}")


@pytest.fixture
def disk(tmp_path):
    """Return a disk of 64 KB."""
    place = tmp_path / "disk"
    mounted(place, "size=64k")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_what_was_there_stays(disk):
    write_together(disk, {"a": b"a" * 20_000, "b": b"b" * 20_000})
    before = _contents(disk)
    for save in (
        lambda: write_together(disk, {"a": b"x" * 20_000, "b": b"y" * 20_000}, overwrite=True),
        lambda: write_together(disk, {"c": b"c" * 60_000}),
        lambda: write(disk / "a", b"z" * 60_000),
    ):
        with pytest.raises(KitError, match="no space left"):
            save()
        assert _contents(disk) == before
        assert _litter(disk) == []
    write(disk / "a", b"short")
    assert _contents(disk)["a"] == b"short"


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_may_not_be_written_is_said(tmp_path, way):
    place, save = _way(way, tmp_path)
    save(0)
    before = _contents(place)
    done = subprocess.run(["mount", "--bind", "-o", "ro", str(place), str(place)], capture_output=True)
    if done.returncode:
        pytest.skip(f"no folder can be made read-only here: {done.stderr.decode().strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
        with pytest.raises(KitError, match=r"(?i)read-only file system.*nothing was written") as found:
            save(1)
        assert str(place) in str(found.value)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
    assert _contents(place) == before
    assert _litter(place) == []
