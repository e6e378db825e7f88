"""The one way to the disk: whole files or none, never over another one unasked, one writer at a time."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

from analystkit.errors import KitError, ReadOnly, Taken

READ_ONLY = "ANALYSTKIT_READONLY"  # set where notebooks are served for reading alone
WAIT_SECONDS = 10.0
_PAUSE = 0.02
JOURNAL, _LOCK = ".saving.json", ".saving.lock"
_PART = re.compile(r"\.saving-\w+\.part")
_REASONS: dict[type[OSError], str] = {
    PermissionError: "it may not be written to; if another program has it open, close it in other programs",
    NotADirectoryError: "a part of that path is a file, not a folder",
    FileExistsError: "a part of that path is a file, not a folder",
    IsADirectoryError: "a folder of that name is in the way",
}


def write(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file in one step, so that no reader ever sees half of it."""
    target = Path(path).resolve()  # a link stays a link
    write_together(target.parent, {target.name: data}, overwrite=True)


def write_together(folder: Path, files: Mapping[str, bytes], overwrite: bool = False) -> list[Path]:
    """Write several files into a folder, all or none; `Taken` is raised when others have the names."""
    with saving(folder) as put:
        return put(files, overwrite)


@contextlib.contextmanager
def saving(folder: Path) -> Iterator[Callable[[Mapping[str, bytes], bool], list[Path]]]:
    """Hold a folder while files are put into it, after what a killed save left there was mended."""
    try:
        if os.environ.get(READ_ONLY):
            raise ReadOnly("nothing was written: here the notebooks can be read and tried, nothing is kept")
        if "\0" in str(folder):
            raise KitError(f"cannot save into {str(folder)!r}: no folder has such a name. Give another")
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _mend(folder)
            yield partial(_put, folder)
    except OSError as error:
        said = _REASONS.get(type(error), (error.strerror or str(error)).lower())
        raise KitError(f"cannot save into {folder}: {said}. Nothing was written") from error


def unfinished(folder: Path) -> dict[str, tuple[str, Any]]:
    """Return the files that a killed save had not put in place: hidden file, and what stood there then.

    The next save into the folder puts them there, unless somebody has changed what stood there.
    """
    try:
        found = json.loads((folder / JOURNAL).read_text("utf-8"))
        named = {str(name): (str(part), stood) for name, (part, stood) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {
        name: (part, stood)
        for name, (part, stood) in named.items()
        if Path(name).name == name and Path(part).name == part and _PART.fullmatch(part)
        if (folder / part).is_file() and _stamp(folder / name) == stood
    }


def _mend(folder: Path) -> None:
    """Finish what was killed between two renames, and clear what is of no use."""
    for name, (part, _) in unfinished(folder).items():
        os.replace(folder / part, folder / name)  # noqa: PTH105 - tests replace this one call
    for path in folder.iterdir():
        if _PART.fullmatch(path.name):
            path.unlink()
    (folder / JOURNAL).unlink(missing_ok=True)


def _stamp(path: Path) -> list[int] | None:
    """Return what tells whether a file was changed."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _put(folder: Path, files: Mapping[str, bytes], overwrite: bool) -> list[Path]:
    """Write every file beside its place, then put each in its place; undo all when one fails."""
    _refuse_near_names(folder, files)
    paths, journal = [folder / name for name in files], folder / JOURNAL
    parts: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path in paths:
            if not (path.is_file() and path.read_bytes() == files[path.name]):
                parts[path] = _part(path, files[path.name])
        taken = [path.name for path in parts if os.path.lexists(path) and not overwrite]
        if taken:
            verb = "is" if len(taken) == 1 else "are"
            raise Taken(f"{', '.join(taken)} in {folder} {verb} there already with other contents")
        if len(parts) > 1:
            entries = {path.name: (part.name, _stamp(path)) for path, part in parts.items()}
            parts = {journal: _part(journal, json.dumps(entries).encode()), **parts}
        for path, part in parts.items():
            held = path.read_bytes() if path.is_file() else None
            os.replace(part, path)  # noqa: PTH105
            before[path] = held
    except BaseException:
        for path, data_before in before.items():
            with contextlib.suppress(OSError):
                if data_before is None:
                    path.unlink()
                else:
                    os.replace(_part(path, data_before), path)  # noqa: PTH105
        raise
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    journal.unlink(missing_ok=True)
    return paths


def _part(path: Path, data: bytes) -> Path:
    """Write bytes through to the disk in a hidden file beside their place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saving-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)  # noqa: PTH101
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _refuse_near_names(folder: Path, names: Iterable[str]) -> None:
    """Refuse names that differ from a file in the folder by case or Unicode form alone."""

    def folded(name: str) -> str:
        return unicodedata.normalize("NFC", name).casefold()

    there = {folded(path.name): path.name for path in folder.iterdir()}
    for name in names:
        other = there.get(folded(name), name)
        if other != name:
            raise KitError(
                f"{folder / other} is there, and {name!r} would be the same file on Windows and macOS: "
                f"give another name, or write it as {Path(other).stem!r}"
            )


@contextlib.contextmanager
def locked(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a folder for one writer at a time among all processes, by a lock file in it."""
    lock = folder / _LOCK
    deadline = time.monotonic() + wait
    while True:
        handle = lock.open("a+b")
        with contextlib.suppress(FileNotFoundError):  # its last holder may just have removed it
            if _take(handle) and os.path.samestat(os.fstat(handle.fileno()), lock.stat()):
                break
        handle.close()
        if time.monotonic() > deadline:
            raise KitError(f"{folder} is being written by another notebook; try again in a moment")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file: then it stays, empty
            lock.unlink()
        handle.close()  # lets go; so does a process that dies


def _take(handle: IO[bytes]) -> bool:
    """Try to take the lock of an open file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
