"""Twenty requests in a row draw once, the last."""

import asyncio

from analystkit.explore.base import Debounced
from tests.explore.jumping import run


def test_without_a_loop_it_runs_at_once():
    ran = []
    Debounced(lambda: ran.append(1))()
    assert ran == [1]


def test_many_requests_in_a_row_run_once_with_the_last_state():
    async def drag() -> list[int]:
        state, drawn = 0, []
        redraw = Debounced(lambda: drawn.append(state), 0.02)
        for state in range(20):  # noqa: B007 - the action reads it
            redraw()
            await asyncio.sleep(0.001)
        assert drawn == []
        await asyncio.sleep(0.1)
        return drawn

    assert run(drag()) == [19]


def test_requests_that_pile_up_while_drawing_run_once_more():
    async def slow() -> list[int]:
        state, drawn = 0, []

        def draw() -> None:
            drawn.append(state)

        redraw = Debounced(draw, 0.01)
        for state in (1, 2, 3):  # noqa: B007
            redraw()
        await asyncio.sleep(0.05)
        for state in (4, 5, 6):  # noqa: B007
            redraw()
        await asyncio.sleep(0.05)
        return drawn

    assert run(slow()) == [3, 6]


def test_flush_runs_what_waits_now_and_only_once():
    async def flush() -> list[int]:
        ran = []
        redraw = Debounced(lambda: ran.append(1), 0.02)
        redraw()
        redraw.flush()
        redraw.flush()
        await asyncio.sleep(0.06)
        return ran

    assert run(flush()) == [1]
