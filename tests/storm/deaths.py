"""A collection that dies at its first fault point, the next at its second, and so on, until one gets through.

Each goes on from the database as the one before it left it. At the end every figure is the sandbox's own.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from sandbox.openai.world import World
from storage.usage import UsageStore
from tests.books import inconsistent
from tests.collected import Collected, collected
from tests.conftest import FixedClock
from tests.storm.fault_points import FaultPoints, Unforeseen, watched_by

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAYS: Final = 3

End = Callable[[], None]


@asynccontextmanager
async def first_import(database_url: str, build: type[UsageStore] = UsageStore) -> AsyncIterator[Collected]:
    """Nothing is collected yet."""
    clock = FixedClock(NOW)
    async with collected(database_url, clock, World(11, clock.now, days=30), DAYS, build) as here:
        yield here


@asynccontextmanager
async def all_restated(database_url: str, build: type[UsageStore] = UsageStore) -> AsyncIterator[Collected]:
    """Everything was collected, and since then OpenAI has come to say something else of every day."""
    async with first_import(database_url, build) as here:
        await here.collect()
        here.clock.move(timedelta(hours=1))
        for day in here.days():
            here.world.restate(day)
        yield here


async def dying_everywhere(here: Collected, end: Callable[[], End], step: int = 1) -> tuple[int, list[str]]:
    """How often it died, and what was wrong: with what a death left behind, or with the figures at last.

    With a `step` it dies at every so many points only.
    """
    for deaths, points in enumerate(count(0, step)):
        if await _gets_through(here, points, end):
            return deaths, await here.wrong()
        if wrong := inconsistent(await here.kept()):
            return deaths + 1, wrong
    raise AssertionError("never")


async def _gets_through(here: Collected, points: int, end: Callable[[], End]) -> bool:
    """Collect past so many fault points and die at the next; whether there were no more."""

    async def collect() -> bool:
        passing = FaultPoints(points, end())
        with watched_by(passing), suppress(Unforeseen, asyncio.CancelledError):
            await here.collect()
        return not passing.reached

    return await asyncio.create_task(collect())
