"""Many processes on one PostgreSQL: who requests come to, who does the work, and what becomes of it when they die."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from tests.forked import command
from tests.real_town import Process, RealTown, kill, real_town
from tests.storm.kills import Moment, what_came_of_it


@asynccontextmanager
async def also(town: RealTown, *words: str) -> AsyncIterator[Process]:
    """One more process of the installation; what it says goes where the bot's does."""
    process = await town.begun(command(*words), PORT="0")
    try:
        yield process
    finally:
        if process.returncode is None:
            await kill(process)


async def until(holds: Callable[[], Awaitable[Any]], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  # another process' doing has no event
            await asyncio.sleep(0.05)


async def run(town: RealTown, statements: str) -> None:
    async with await psycopg.AsyncConnection.connect(town.database.reveal(), autocommit=True) as connection:
        await connection.execute(statements.encode())


async def one(town: RealTown, query: str) -> Any:
    """The only value that it gives; None where there is no row."""
    async with await psycopg.AsyncConnection.connect(town.database.reveal()) as connection:
        row = await (await connection.execute(query.encode())).fetchone()
        return None if row is None else row[0]


def pid_of(holder: str) -> int:
    return int(holder.split(":")[1])


AS_IF_DEAD_FOR_LONG = """
UPDATE procrastinate.procrastinate_workers SET last_heartbeat = now() - interval '1 minute' WHERE id IN
  (SELECT worker_id FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND task_name = 'collect');
UPDATE connection SET lease_until = now() - interval '1 minute';
NOTIFY tokenmeter_clock
"""
"""As if the seconds had passed after which a worker that was killed is known to be dead: storms wait for them."""


async def test_the_processes_of_an_installation_stand_in_for_each_other(tmp_path: Path, postgres_url: str) -> None:
    """A worker is killed in the middle of an import, and then whoever is the clock."""
    async with AsyncExitStack() as stack:
        world = World(7, Moment().now, series_an_hour=4)
        building = real_town(tmp_path, world=world, TOKENMETER_BACKFILL_DAYS="180", DATABASE_URL=postgres_url)
        town = await stack.enter_async_context(building)
        town.openai.faults.add("slow", ms=300)
        bot = await stack.enter_async_context(town.bot(command("run", "--no-work")))
        workers = [await stack.enter_async_context(also(town, "worker", "--concurrency", "4")) for _ in range(2)]
        await town.connect(DEFAULT_KEY)
        await until(lambda: one(town, "SELECT lease_holder IS NOT NULL FROM connection"), 30)
        holder = pid_of(await one(town, "SELECT lease_holder FROM connection"))
        assert holder in {each.pid for each in workers}, "the process that takes requests leaves it to workers"
        await kill(next(each for each in workers if each.pid == holder))
        assert await one(town, "SELECT collected_at IS NULL FROM connection"), "it was killed in the middle"
        town.openai.faults.clear()
        await run(town, AS_IF_DEAD_FOR_LONG)
        assert await what_came_of_it(town) == []

        everybody = {each.pid: each for each in (bot, *workers) if each.returncode is None}
        before = pid_of(await one(town, "SELECT holder FROM heartbeat"))
        await kill(everybody.pop(before))

        async def clock() -> int:
            return pid_of(await one(town, "SELECT holder FROM heartbeat"))

        async def is_another() -> bool:
            return await clock() != before

        await until(is_another, 60)
        assert await clock() in everybody
