"""Minutes in which everything goes wrong while a long history is imported, and what stands in the database after them.

OpenAI refuses, fails, cuts off and is slow, its cursors lead back to themselves, and what was read it restates; the
process is killed, kill -9, at a random request; the database is locked, full or gone for a while.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Final

from core.collection.run import AT_ONCE
from core.secret import Secret
from sandbox.openai.world import World
from storage.migrate import upgrade
from tests.books import inconsistent
from tests.collected import Collected, collected
from tests.conftest import FixedClock
from tests.forked import Forked
from tests.storm.collecting_process import DATABASE_FAILED, NOT_ALL_READ, start
from tests.storm.database_trouble import TROUBLES

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BETWEEN_KILLS: Final = timedelta(seconds=36)
"""Of the sandbox's time: a hundred kills are an hour."""
FAULTS: Final = (
    ("rate_limited", {"probability": 0.1, "retry_after": 1.0}),
    ("server_error", {"probability": 0.05}),
    ("cut_off", {"probability": 0.02}),
    ("circular", {"probability": 0.002, "path": "usage/"}),
    ("slow", {"probability": 0.2, "ms": 50}),
)
STARTED_AGAIN: Final = {0, -signal.SIGKILL, DATABASE_FAILED, NOT_ALL_READ}
"""How a process may end."""
MOST_LIVES: Final = 20
"""After the kills, until all is read."""


@dataclass(slots=True)
class Rough:
    """What it came to."""

    kills: int = 0
    troubles: list[str] = field(default_factory=list)
    """Of the database."""
    gave_up: int = 0
    """How often a process ended because of the database, or with something unread."""
    restated: int = 0
    """Days."""
    requests: int = 0
    least: int = 0
    """What the same takes where nothing goes wrong."""
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ratio(self) -> float:
        return self.requests / self.least


async def rough(url: str, seed: int, days: int, kills: int) -> Rough:
    """Import `days` days into the migrated database at `url`."""
    began, result = time.monotonic(), Rough()
    result.least = await _undisturbed(seed, days)
    async with _here(url, seed, days) as here:
        for kind, options in FAULTS:
            here.sandbox.faults.add(kind, **options)
        await _Lives(here, Random(seed), result).through(kills)
        here.sandbox.faults.clear()
        here.clock.move(timedelta(hours=1))
        outcome = await here.collect()
        result.requests = here.sandbox.served
        result.wrong += [f"{outcome.fault} at last"] if outcome.fault else []
        result.wrong += [] if (await here.collect()).windows == 0 else ["something was due still"]
        result.wrong += await here.wrong()
    result.seconds = time.monotonic() - began
    return result


async def _undisturbed(seed: int, days: int) -> int:
    """How many requests the same import takes, and the collection an hour later."""
    with TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        url = f"sqlite:///{folder}/tokenmeter.db"
        upgrade(Secret(url))
        async with _here(url, seed, days) as here:
            await here.collect()
            here.clock.move(timedelta(hours=1))
            await here.collect()
            return here.sandbox.served


@asynccontextmanager
async def _here(url: str, seed: int, days: int) -> AsyncIterator[Collected]:
    clock = FixedClock(NOW)
    async with collected(url, clock, World(seed, clock.now, days=days), days) as here:
        yield here


class _Lives:
    """One process after the other, each going on where the one before it was killed."""

    def __init__(self, here: Collected, random: Random, result: Rough) -> None:
        self._here = here
        self._random = random
        self._result = result
        self._troubles = cycle(TROUBLES)

    async def through(self, kills: int) -> None:
        # Half of what there is to read is read between the kills; the rest when they are over.
        longest = max(AT_ONCE, self._result.least // kills)
        while self._result.kills < kills:
            await self._life(self._random.randint(1, longest), trouble=self._random.random() < 0.5)
            self._result.wrong += inconsistent(await self._here.kept())
        for _ in range(MOST_LIVES):
            if await self._life(None, trouble=False) == 0:
                return
        self._result.wrong.append("it did not come to an end")

    async def _life(self, requests: int | None, *, trouble: bool) -> int:
        """Start a process and kill it after so many requests, if it lives that long; how it ended."""
        here, result = self._here, self._result
        here.clock.move(BETWEEN_KILLS)
        with NamedTemporaryFile() as said:
            process = await start(here.database_url, here.openai_url, here.clock.now(), Path(said.name))
            code = await self._ended(process, requests, trouble=trouble)
            if code not in STARTED_AGAIN:
                result.wrong.append(f"a process ended with {code}: {said.read().decode()[-500:]}")
        result.kills += code == -signal.SIGKILL
        result.gave_up += code in (DATABASE_FAILED, NOT_ALL_READ)
        return code

    async def _ended(self, process: Forked, requests: int | None, *, trouble: bool) -> int:
        """What happens to it; how it ended."""
        here, result = self._here, self._result
        ended = asyncio.create_task(process.wait())
        born = here.sandbox.served
        if trouble and requests is not None:
            if self._random.random() < 0.5:  # else it is there when the process begins
                await self._served(born + self._random.randint(1, requests), ended)
            await self._trouble(process.pid)
        if requests is not None:
            await self._served(born + requests, ended)
            here.world.restate(here.days()[-self._random.randint(1, 7)])
            result.restated += 1
            if not ended.done():
                process.kill()
        return await ended

    async def _trouble(self, process: int) -> None:
        trouble = next(self._troubles)
        self._result.troubles.append(trouble.__name__)
        await trouble(self._here.database_url, process)

    async def _served(self, requests: int, ended: asyncio.Task[object]) -> None:
        """Wait until OpenAI was asked so often in all, or the process has ended."""
        while self._here.sandbox.served < requests and not ended.done():  # noqa: ASYNC110 (the sandbox tells nobody)
            await asyncio.sleep(0.001)
