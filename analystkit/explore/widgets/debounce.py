"""Calling a function once things have been quiet for a moment."""

import asyncio
from collections.abc import Callable

CLICK, DRAG, TYPING = 0.01, 0.08, 0.15  # seconds of quiet after which an action of the hand is over


class Debounced:
    """A function that runs once it has been quiet for a moment; at once where no event loop runs."""

    def __init__(self, action: Callable[[], None], seconds: float = CLICK) -> None:
        self._action, self._seconds = action, seconds
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self, seconds: float | None = None) -> None:
        """Ask for a run; an earlier request that still waits is dropped."""
        self.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._action()
            return
        self._timer = loop.call_later(self._seconds if seconds is None else seconds, self._run)

    @property
    def waiting(self) -> bool:
        """Whether a run has been asked for and has not begun."""
        return self._timer is not None

    def cancel(self) -> None:
        """Forget a run that still waits."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    def flush(self) -> None:
        """Run now what still waits, if anything does."""
        if self.waiting:
            self.cancel()
            self._action()

    def _run(self) -> None:
        self._timer = None
        self._action()
