"""Writing files whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from analystkit.errors import KitError
from analystkit.figures.names import check_case

_NO_LINKS = {
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EXDEV,
    errno.EMLINK,
    errno.EACCES,
}


class TakenError(KitError):
    """Other files have the names already.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Those files.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        names, verb = ", ".join(path.name for path in paths), "is" if len(paths) == 1 else "are"
        self.found = f"{names} in {paths[0].parent} {verb} there already with other contents"
        super().__init__(f"{self.found}; give another name, or pass overwrite=True (--overwrite) to replace")


def write_together(folder: Path, files: Mapping[str, bytes], overwrite: bool = False) -> list[Path]:
    """Write several files into a folder: all of them, or none.

    Each is written to a hidden file beside its place, flushed to the disk and only then renamed, so
    that a process killed in between leaves no half file. What is there with the same bytes is left alone.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it is not there.
    files : mapping of str to bytes
        The files' names (already checked) and contents.
    overwrite : bool
        Whether files of these names may be replaced.

    Returns
    -------
    list of pathlib.Path
        The files, in the order given.

    Raises
    ------
    KitError
        If the folder cannot be written, the disk is full, or another file is there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_together(Path(folder), {"a.csv": b"x"})]
    ['a.csv']
    """
    paths = [folder / name for name in files]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_case(folder, files)
        wanted = {
            path: data for path, data in zip(paths, files.values(), strict=True) if not _holds(path, data)
        }
        if not overwrite:
            _refuse_taken([path for path in wanted if os.path.lexists(path)])
        _write(wanted, overwrite)
    except OSError as error:
        raise KitError(f"cannot save into {folder}: {_reason(error)}. Nothing was written") from error
    return paths


def _refuse_taken(taken: list[Path]) -> None:
    """Say which files are in the way, and what to do."""
    if taken:
        raise TakenError(taken)


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file is there with just these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _write(wanted: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write hidden files, then put each in its place; undo all when one fails."""
    hidden: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, data in wanted.items():
            hidden[path] = _beside(path)
            _write_hidden(hidden[path], data)
        for path, temporary in hidden.items():
            if overwrite and path.exists():
                kept[path] = _beside(path)
                _keep(path, kept[path])
            _place(temporary, path, overwrite)
            placed.append(path)
    except BaseException:
        for path in placed:
            if path in kept:
                kept[path].replace(path)
            else:
                path.unlink()
        raise
    finally:
        for leftover in (*hidden.values(), *kept.values()):
            with contextlib.suppress(OSError):
                leftover.unlink()
        for folder in {path.parent for path in wanted}:
            _flush_folder(folder)


def _beside(path: Path) -> Path:
    """Return a new hidden name in the same folder, so that renaming stays within one disk."""
    return path.parent / f".{secrets.token_hex(8)}.part"


def _write_hidden(path: Path, data: bytes) -> None:
    """Write a new file through to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path, backup: Path) -> None:
    """Give a file a second name, from which it comes back if the rest fails."""
    try:
        os.link(path, backup)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write_hidden(backup, path.read_bytes())


def _place(temporary: Path, path: Path, overwrite: bool) -> None:
    """Rename a file to its place; without `overwrite`, lose no file that came there meanwhile."""
    if overwrite:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        _refuse_taken([path])
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            _refuse_taken([path])
        temporary.replace(path)


def _flush_folder(folder: Path) -> None:
    """Flush the folder's list of names; systems that cannot do it for a folder are left alone."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _reason(error: OSError) -> str:
    """Return a system's error in plain words."""
    words = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your share of the disk is full",
        errno.EFBIG: "the file is larger than is allowed there",
        errno.EACCES: "it may not be written to",
        errno.EPERM: "it may not be written to",
        errno.EROFS: "it can only be read",
        errno.ENOTDIR: "a part of that path is a file, not a folder",
        errno.EEXIST: "a part of that path is a file, not a folder",
        errno.EISDIR: "a folder of that name is in the way",
        errno.ENAMETOOLONG: "the path is too long",
    }
    return words.get(error.errno or 0, error.strerror or str(error))
