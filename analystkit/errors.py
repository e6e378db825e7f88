"""Errors that are meant for the analyst: one clear message each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class KitError(Exception):
    """Base of every error that the kit raises on purpose."""


class ReadOnly(KitError):
    """Here nothing may be written: the notebooks are served for reading."""


class Absent(KitError):
    """The dossier has not got what was asked for, which is no fault."""


class Changed(KitError):
    """What is there was changed by someone since it was seen; `clashes`: what stands, what was wanted."""

    def __init__(self, said: str, clashes: dict[tuple[str, ...], tuple[Any, Any]] | None = None) -> None:
        self.clashes = clashes or {}
        super().__init__(said)


class Taken(KitError):
    """A file of that name holds something else; `found` says which, without what to do."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"{found}; give another name, or pass overwrite=True (--overwrite) to replace")


def nearest(found: str, allowed: Iterable[str], limit: int = 3) -> list[str]:
    """Return the names in `allowed` that look most like `found`."""
    names = {str(name).casefold(): str(name) for name in allowed}
    near = difflib.get_close_matches(str(found).casefold(), list(names), n=limit, cutoff=0.5)
    return [names[name] for name in near]


def list_names(allowed: Iterable[str], limit: int = 12) -> str:
    """Return names joined by commas, the tail cut with a count."""
    names = [str(name) for name in allowed]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def unknown(what: str, found: str, allowed: Iterable[str]) -> KitError:
    """Return the error for a name that does not exist, with the nearest that do."""
    allowed = [str(name) for name in allowed]
    near = nearest(found, allowed, limit=2)
    hint = f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else "."
    return KitError(f"no {what} named {str(found)[:80]!r}{hint} There are: {list_names(allowed) or 'none'}")
