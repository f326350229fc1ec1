"""Takes part in an installation on PostgreSQL: one of its processes is the clock, and those that work do what it says.

With SQLite nothing of this is imported.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import structlog
from structlog.contextvars import bound_contextvars

from bot.due.handing_out import HandingOut
from bot.due.tasks import Do
from bot.house import House
from bot.work import InFlight
from storage.due import Due
from storage.election import Election
from storage.heartbeat import Heartbeats
from storage.queue import Queue

AGAIN: Final = 1.0
"""Seconds until what ended by an error that nobody foresaw is begun again."""

log = structlog.stdlib.get_logger("tokenmeter.sharing_work")


class NotDone(Exception):
    """A piece of work failed, which is in the log: it is to be tried again."""


@asynccontextmanager
async def sharing_work(house: House, concurrency: int, drain: float) -> AsyncIterator[None]:
    """Stand for election as the clock, and with a `concurrency` do so much at once of what is handed out.

    On the way out what is under way gets `drain` seconds to end; what does not is handed back for others.
    """
    shared = house.shared
    in_flight, url = shared.in_flight, shared.settings.database
    tasks = {name: partial(_done, in_flight, name, do) for name, do in house.tasks.by_name().items()}
    async with Queue(url, tasks).opened() as queue:
        clock = HandingOut(
            Election(url),
            queue,
            Due(shared.database),
            house.tasks.housekeeping,
            Heartbeats(shared.database),
            shared.holder,
            shared.clock,
        )
        parts = [_for_ever(in_flight, "the clock", clock.run)]
        if concurrency:
            parts.append(_for_ever(in_flight, "a worker", partial(queue.work, concurrency, drain)))
        running = [asyncio.create_task(part) for part in parts]
        try:
            yield
        finally:
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def _done(in_flight: InFlight, name: str, do: Do, subject: str) -> None:
    with bound_contextvars(work=f"{name} {subject}", task=in_flight.new_id()):
        if not await in_flight.attempt(name, do(subject)):
            raise NotDone


async def _for_ever(in_flight: InFlight, name: str, begin: Callable[[], Awaitable[None]]) -> None:
    while True:
        await in_flight.attempt(name, begin())
        await asyncio.sleep(AGAIN)
