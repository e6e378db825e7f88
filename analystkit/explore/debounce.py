"""Calling a function once things have been quiet for a moment."""

import asyncio
from collections.abc import Callable

CLICK, DRAG, TYPING = 0.01, 0.08, 0.15  # seconds of quiet after which an action of the hand is over


class Debounced:
    """A function that runs once, after its last call, when nothing has called it for a moment.

    Where no event loop runs (a script, a test), it runs at once.

    Parameters
    ----------
    action
        What to run; takes nothing.
    seconds
        How long it must have been quiet, unless a call says otherwise.
    """

    def __init__(self, action: Callable[[], None], seconds: float = CLICK) -> None:
        self._action = action
        self._seconds = seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    def __call__(self, seconds: float | None = None) -> None:
        """Ask for a run; an earlier request that still waits is dropped."""
        self.cancel()
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._action()
            return
        self._timer = self._loop.call_later(self._seconds if seconds is None else seconds, self._run)

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
