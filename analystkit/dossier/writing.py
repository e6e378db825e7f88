"""Writing a file so that no reader ever sees half of it and no two writers cross."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from analystkit.errors import KitError

WAIT_SECONDS = 10.0
_PAUSE = 0.02


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a file for one writer at a time, among all processes of this user on this machine."""
    name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]
    user = getattr(os, "getuid", lambda: "user")()
    with (Path(tempfile.gettempdir()) / f"analystkit-{user}-{name}.lock").open("a+b") as handle:
        deadline = time.monotonic() + wait
        while not _take(handle):
            if time.monotonic() > deadline:
                raise KitError(f"{path.name} is being written by another notebook; try again in a moment")
            time.sleep(_PAUSE)
        yield  # closing the handle lets go, also when the process dies


def _take(handle: IO[bytes]) -> bool:
    """Try to take the lock of an open file."""
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take_on_windows(handle: IO[bytes]) -> bool:
    import msvcrt

    locking: Any = msvcrt
    try:
        handle.seek(0)
        locking.locking(handle.fileno(), locking.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def replace_file(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file in one step."""
    target = path.resolve()  # a link stays a link
    part = ""
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(part, target.stat().st_mode & 0o777)  # noqa: PTH101 - mkstemp gives a name, not a path
        else:
            os.chmod(part, 0o644)  # noqa: PTH101
        os.replace(part, target)  # noqa: PTH105
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        hint = "; close it in other programs" if isinstance(error, PermissionError) else ""
        raise KitError(
            f"{path.name} could not be written ({error.strerror}){hint}; nothing was changed"
        ) from error
