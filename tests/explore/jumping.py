"""A loop whose clock jumps to the next timer: what waits for a hand to rest comes at once, however busy the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class _Jumping(asyncio.SelectorEventLoop):
    _now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self._now = max(self._now, self._scheduled[0].when())
        super()._run_once()


def run(what: Coroutine[Any, Any, Any]) -> Any:
    """Run it as `asyncio.run` does, without waiting."""
    with asyncio.Runner(loop_factory=_Jumping) as runner:
        return runner.run(what)
