"""How late the event loop is while something runs."""

import asyncio
import time
from collections.abc import Awaitable
from contextlib import suppress
from typing import TypeVar

ResultT = TypeVar("ResultT")


async def how_late(work: Awaitable[ResultT]) -> tuple[ResultT, float]:
    """What `work` gives, and by how many seconds a timer of a millisecond was late at worst while it ran."""
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            due = time.perf_counter() + 0.001
            await asyncio.sleep(0.001)
            worst = max(worst, time.perf_counter() - due)

    watching = asyncio.create_task(watch())
    given = await work
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return given, worst
