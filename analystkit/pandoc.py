"""The one way to run Pandoc: sandbox, clock, limits of memory and output, an empty folder, no network."""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

from analystkit.errors import KitError

with contextlib.suppress(ImportError):  # Windows has none of it
    import fcntl
    import resource

Node = dict[str, Any]
SECONDS = 60
MEGABYTES = 1024  # of memory
LARGEST = 256 * 1024 * 1024  # bytes that may come out
DEEPEST = 250  # levels of a tree; a list within a list takes four
_FOLDER, _FRESH = ".analystkit-run-", 2  # what folders are named, and how many seconds they are left alone
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_RAN_OUT = re.compile(r"memory|heap|File too large", re.IGNORECASE)
_QUOTED = {"SingleQuote": "‘{}’", "DoubleQuote": "“{}”"}
_BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}


@contextlib.contextmanager
def _empty_folder() -> Iterator[Path]:
    """Make a folder that goes afterwards; those that killed runs left behind, held by nobody, go too."""
    with contextlib.ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix=_FOLDER)))
        for path in [folder, *folder.parent.glob(f"{_FOLDER}{'?' * 8}")] if os.name == "posix" else []:
            with contextlib.suppress(OSError):
                if path == folder or time.time() - path.stat().st_mtime > _FRESH:
                    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
                    held.callback(os.close, handle)
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if path != folder:
                        shutil.rmtree(path)
        yield folder


def limited(
    command: Sequence[str],
    given: bytes,
    about: str,
    files: Mapping[str, bytes] | None = None,
    seconds: float = 0,
    surroundings: Mapping[str, str] | None = None,
    what: str = "Pandoc",
    megabytes: int = MEGABYTES,
) -> bytes:
    """Run a program in a folder that holds these files and nothing else, and return what it writes."""
    clock = seconds or SECONDS
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    kept |= {"LC_ALL": "C.UTF-8", "http_proxy": "127.0.0.1:9", "https_proxy": "127.0.0.1:9"}
    try:
        with _empty_folder() as folder, tempfile.TemporaryFile() as out:
            for name, data in (files or {}).items():
                (folder / name).write_bytes(data)
            done = subprocess.run(
                command,
                input=given,
                stdout=out,
                stderr=subprocess.PIPE,
                timeout=3 * clock,  # on a busy machine; its own work is limited to the clock
                cwd=folder,
                env={
                    **kept,
                    **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)),
                    **(surroundings or {}),
                },
                preexec_fn=partial(_limit, clock, megabytes) if os.name == "posix" else None,
                check=False,
            )
            out.seek(0)
            made = out.read()
    except subprocess.TimeoutExpired:
        raise KitError(f"{about}: {what} took more than {clock:g} seconds and was stopped") from None
    except OSError as error:
        raise KitError(f"{about}: {what} cannot be run ({error})") from error
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())[:400]
        if done.returncode == -24 or (done.returncode == -9 and not said):
            raise KitError(f"{about}: {what} took more than {clock:g} seconds and was stopped")
        if done.returncode in (251, -25) or _RAN_OUT.search(said):
            size = f"{megabytes} MB of memory or {LARGEST // 2**20} MB of output"
            raise KitError(f"{about}: {what} was stopped: it asked for more than {size}")
        raise KitError(f"{about}: {said or f'{what} stopped with status {done.returncode}'}")
    return made


def _limit(clock: float, megabytes: int) -> None:
    """Take limits of memory, output and work upon oneself: what a child does before it begins."""
    limits = {
        resource.RLIMIT_AS: megabytes * 2**20,
        resource.RLIMIT_FSIZE: LARGEST,
        resource.RLIMIT_CPU: math.ceil(clock),
    }
    for kind, most in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


@lru_cache(maxsize=1)
def program() -> str:
    """Return the path of Pandoc."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise KitError(
            "Pandoc is not installed; it comes with the kit: run `make` in its folder again"
        ) from error


def run(
    arguments: Sequence[str],
    given: bytes,
    about: str,
    files: Mapping[str, bytes] | None = None,
    epoch: float = 0,
    seconds: float = 0,
) -> bytes:
    """Run Pandoc on some bytes; `files` are what the arguments may name."""
    dated = {"SOURCE_DATE_EPOCH": str(epoch)}
    return limited([program(), "--sandbox", *arguments], given, about, files, seconds, dated)


def read(
    data: bytes,
    form: str,
    about: str,
    options: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    **clock: float,
) -> Node:
    """Return the syntax tree of a document, ``blocks`` and ``meta``, no deeper than a program can walk."""
    made = run(["--from", form, "--to", "json", *options], data, about, files, **clock)
    with contextlib.suppress(RecursionError):
        tree = json.loads(made)
        level, depth = [tree], 0
        while level and depth <= DEEPEST:
            inner = [value.values() if isinstance(value, dict) else value for value in level]
            level = [part for parts in inner for part in parts if isinstance(part, dict | list)]
            depth += 1
        if not level:
            return cast(Node, tree)
    raise KitError(f"{about}: lists or quotations stand more than {DEEPEST // 5} deep in each other")


def write(
    tree: Mapping[str, Any],
    form: str,
    about: str,
    options: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    **clock: float,
) -> bytes:
    """Return a syntax tree as a document."""
    given = json.dumps(tree, ensure_ascii=False).encode()
    return run(["--from", "json", "--to", form, "--output", "-", *options], given, about, files, **clock)


def nodes(value: Any) -> Iterator[Node]:
    """Yield every node of a tree, in the order of the document."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if "t" in found:
                yield found
            found = list(found.values())
        if isinstance(found, list):
            waiting.extend(part for part in reversed(found) if isinstance(part, dict | list))


def text_of(value: Any) -> str:
    """Return the words of a tree, without footnotes and markup."""
    if isinstance(value, list):
        return "".join(text_of(part) for part in value)
    if not isinstance(value, dict) or value.get("t") == "Note":
        return ""
    kind, content = value.get("t"), cast(Any, value.get("c"))
    if kind == "Str":
        return str(content)
    if kind in _BREAKS:
        return _BREAKS[kind]
    if kind in ("Code", "Math", "RawInline", "CodeBlock", "RawBlock"):
        return str(content[1])
    if kind == "Quoted":
        return _QUOTED[content[0]["t"]].format(text_of(content[1]))
    if kind in ("Image", "Link", "Span", "Cite", "Div"):
        return text_of(content[1])
    return text_of(content) + ("\n" if kind in ("Para", "Plain") else "")
