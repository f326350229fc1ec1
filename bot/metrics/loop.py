"""How late the event loop comes to what is due in it: what a person waits before their request is even looked at."""

import asyncio
from collections.abc import Callable
from typing import Final

EVERY: Final = 1.0
"""Seconds between two looks."""


async def watch_loop(late: Callable[[float], None], every: float = EVERY) -> None:
    """Tell by how many seconds a short sleep was too long, again and again, until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        late(max(loop.time() - due, 0.0))
