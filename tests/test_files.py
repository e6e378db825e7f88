"""Files are written whole or not at all, and never over another one unasked."""

import errno
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from analystkit.errors import KitError, Taken
from analystkit.files import JOURNAL, unfinished, write_together


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_and_nothing_else_is_left(tmp_path):
    paths = write_together(tmp_path / "new" / "folder", {"a.png": b"1", "a.csv": b"2"})
    assert [path.name for path in paths] == ["a.png", "a.csv"]
    assert contents(tmp_path / "new" / "folder") == {"a.png": b"1", "a.csv": b"2"}


def test_another_file_is_never_replaced_unasked_and_then_nothing_is_written(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"mine")
    with pytest.raises(KitError, match=r"a\.csv in .* overwrite=True"):
        write_together(tmp_path, {"a.png": b"1", "a.csv": b"2"})
    assert contents(tmp_path) == {"a.csv": b"mine"}
    write_together(tmp_path, {"a.png": b"1", "a.csv": b"2"}, overwrite=True)
    assert contents(tmp_path) == {"a.png": b"1", "a.csv": b"2"}


def test_the_same_bytes_already_there_are_no_error_and_are_left_alone(tmp_path):
    (first,) = write_together(tmp_path, {"a.png": b"1"})
    os.utime(first, (1, 1))
    write_together(tmp_path, {"a.png": b"1", "a.svg": b"2"})
    assert first.stat().st_mtime == 1
    assert set(contents(tmp_path)) == {"a.png", "a.svg"}


def test_a_file_that_comes_while_we_write_is_not_lost(tmp_path, monkeypatch):
    fsync = os.fsync

    def slow(number):
        fsync(number)
        (tmp_path / "a.png").write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(Taken, match="there already"):
        write_together(tmp_path, {"a.png": b"ours"})
    assert contents(tmp_path) == {"a.png": b"theirs"}


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_when_one_file_cannot_be_placed_all_are_as_before(tmp_path, monkeypatch, nth, overwrite):
    before = {f"{letter}.png": b"old" for letter in "abc"} if overwrite else {}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    place, calls = os.replace, []

    def failing(*paths):
        calls.append(paths)
        if len(calls) == nth:
            raise OSError(errno.EIO, "the disk is broken")
        place(*paths)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(KitError, match="disk is broken"):
        write_together(tmp_path, {f"{letter}.png": letter.encode() for letter in "abc"}, overwrite)
    assert contents(tmp_path) == before


def test_two_processes_that_save_the_same_name_do_not_lose_a_file(tmp_path):
    script = """
        import sys
        from pathlib import Path
        from analystkit.errors import Taken
        from analystkit.files import write_together
        try:
            write_together(Path(sys.argv[1]), {f"{n}.png": sys.argv[2].encode() for n in range(30)})
        except Taken:
            print("taken")
        """
    code = textwrap.dedent(script)
    jobs = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path, who], stdout=subprocess.PIPE, text=True)
        for who in ("one", "two")
    ]
    said = [job.communicate()[0].strip() for job in jobs]
    assert sorted(said) == ["", "taken"]
    assert len(set(contents(tmp_path).values())) == 1
    assert len(contents(tmp_path)) == 30


def test_a_name_that_differs_by_case_alone_is_refused(tmp_path):
    (tmp_path / "Sanctions.png").write_bytes(b"x")
    with pytest.raises(KitError, match="write it as 'Sanctions'"):
        write_together(tmp_path, {"sanctions.png": b"y"})
    write_together(tmp_path, {"Sanctions.png": b"x", "other.png": b"y"})


def test_a_file_in_place_of_the_folder_is_reported(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(KitError, match="is a file, not a folder"):
            write_together(folder, {"a.png": b"1"})


def test_a_folder_that_no_system_can_name_is_reported():
    with pytest.raises(KitError, match="no folder has such a name"):
        write_together(Path("exports\0more"), {"a.png": b"1"})


def test_a_folder_in_place_of_the_file_is_reported(tmp_path):
    (tmp_path / "a.png").mkdir()
    for overwrite in (True, False):
        with pytest.raises(KitError):
            write_together(tmp_path, {"a.png": b"1"}, overwrite)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_reported(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(KitError, match="may not be written to"):
            write_together(tmp_path, {"a.png": b"1"})
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_of_the_system_that_nobody_may_write_is_reported():
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc here")
    with pytest.raises(KitError, match="cannot save into /proc/self"):
        write_together(Path("/proc/self/exports"), {"a.png": b"1"})


def run(script, *arguments):
    code = textwrap.dedent(script)
    return subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True)


def test_a_full_disk_leaves_no_half_file(tmp_path):
    pytest.importorskip("resource")
    (tmp_path / "b.png").write_bytes(b"old")
    done = run(
        """
        import resource, signal, sys
        from pathlib import Path
        from analystkit.errors import KitError
        from analystkit.files import write_together
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write_together(Path(sys.argv[1]), {"a.png": b"x" * 900, "b.png": b"x" * 5000}, overwrite=True)
        except KitError as error:
            print(error)
        """,
        tmp_path,
    )
    assert "file too large" in done.stdout, done.stderr
    assert contents(tmp_path) == {"b.png": b"old"}


def killed(folder, step, nth, files):
    done = run(
        """
        import json, os, signal, sys
        from pathlib import Path
        from analystkit.files import write_together
        step, calls = getattr(os, sys.argv[2]), []
        def killed(*arguments):
            calls.append(1)
            if len(calls) == int(sys.argv[3]):
                os.kill(os.getpid(), signal.SIGKILL)
            step(*arguments)
        setattr(os, sys.argv[2], killed)
        files = {name: data.encode() for name, data in json.loads(sys.argv[4]).items()}
        write_together(Path(sys.argv[1]), files, True)
        """,
        folder,
        step,
        nth,
        json.dumps({name: data.decode() for name, data in files.items()}),
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_process_killed_in_the_middle_leaves_whole_files_and_the_next_save_clears_up(tmp_path, moment):
    (tmp_path / "b.png").write_bytes(b"old")
    killed(tmp_path, moment, 2, {"a.png": b"x" * 50_000, "b.png": b"y" * 50_000})
    shown = {name: data for name, data in contents(tmp_path).items() if not name.startswith(".")}
    assert shown["b.png"] == b"old"
    assert shown.get("a.png", b"x" * 50_000) == b"x" * 50_000
    write_together(tmp_path, {"a.png": b"new", "b.png": b"new"}, overwrite=True)
    assert contents(tmp_path) == {"a.png": b"new", "b.png": b"new"}


def test_a_set_killed_between_two_renames_is_known_and_completed_by_the_next_save(tmp_path):
    killed(tmp_path, "replace", 3, {"a.png": b"new", "b.png": b"new", "c.png": b"new"})
    assert contents(tmp_path)["a.png"] == b"new"
    assert set(unfinished(tmp_path)) == {"b.png", "c.png"}
    (tmp_path / "c.png").write_bytes(b"by hand")
    assert set(unfinished(tmp_path)) == {"b.png"}
    write_together(tmp_path, {"other.csv": b"1"})
    assert contents(tmp_path) == {"a.png": b"new", "b.png": b"new", "c.png": b"by hand", "other.csv": b"1"}


@pytest.mark.parametrize(
    "entry",
    ['{"../a": [".saving-x.part", null]}', '{"a": ["../x", null]}', "[1]", "{", '{"a": 1}', "[" * 9999],
)
def test_a_journal_of_a_stranger_is_of_no_use(tmp_path, entry):
    (folder := tmp_path / "in").mkdir()
    (folder / ".saving-x.part").write_bytes(b"x")
    (tmp_path / "x").write_bytes(b"x")
    (folder / JOURNAL).write_text(entry)
    assert unfinished(folder) == {}
    write_together(folder, {"b": b"1"})
    assert contents(folder) == {"b": b"1"}
    assert (tmp_path / "x").read_bytes() == b"x"
    assert not (tmp_path / "a").exists()
