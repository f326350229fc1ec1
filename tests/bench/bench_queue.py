"""The queue by itself (PostgreSQL): how soon what is due is begun, and how much work that does nothing goes through."""

import asyncio
import time
from contextlib import AsyncExitStack
from typing import Final

from bot.clock import SystemClock
from bot.due.handing_out import HandingOut
from bot.due.housekeeping import Housekeeping
from core.secret import Secret
from storage.chores import ChoreTimes
from storage.database import Database
from storage.due import Due
from storage.election import Election
from storage.heartbeat import Heartbeats
from storage.migrate import upgrade
from storage.queue import Line, Piece, Queue, Urgency
from storage.tables import WorkspaceRow
from tests.bench.showing import line, title
from tests.postgres import postgres, run_sql

PIECES: Final = 2_000
TRIES: Final = 50
CONCURRENCY: Final = 24


class Noting:
    """Does nothing, and notes when."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.more = asyncio.Event()

    async def do(self, subject: str) -> None:
        self.at[subject] = time.perf_counter()
        self.more.set()

    async def done(self, count: int) -> None:
        while len(self.at) < count:
            self.more.clear()
            await self.more.wait()


async def measured(url: str) -> None:
    upgrade(Secret(url))
    database, noting, clock = Database(Secret(url)), Noting(), SystemClock()
    tasks = dict.fromkeys(("collect", "look_after", "keep_house", "nothing"), noting.do)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        queue = await stack.enter_async_context(Queue(Secret(url), tasks).opened())
        await _taken(queue, url, noting)
        due = Due(database)
        house = Housekeeping([], ChoreTimes(database), clock)
        handing_out = HandingOut(Election(Secret(url)), queue, due, house, Heartbeats(database), "bench", clock)
        running = [asyncio.create_task(each) for each in (handing_out.run(), queue.work(CONCURRENCY, 1.0))]
        await asyncio.sleep(2)
        await _begun(database, due, noting, clock)
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _taken(queue: Queue, url: str, noting: Noting) -> None:
    pieces = [Piece("nothing", str(number), Line.ROUNDS, Urgency.ROUND, str(number)) for number in range(PIECES)]
    async with Election(Secret(url)).won() as connection:
        began = time.perf_counter()
        for first in range(0, PIECES, 500):
            await queue.hand_out(pieces[first : first + 500], connection)
        handed_out = time.perf_counter() - began
    line(f"{PIECES:,} pieces handed out", f"{PIECES / handed_out:,.0f}/s")
    began, used = time.perf_counter(), time.process_time()
    working = asyncio.create_task(queue.work(CONCURRENCY, 1.0))
    await noting.done(PIECES)
    took, used = time.perf_counter() - began, time.process_time() - used
    rate, each = f"{PIECES / took:,.0f}/s", f"{used / PIECES * 1000:.1f} ms CPU each"
    line(f"taken, done and removed by one process, {CONCURRENCY} at once", rate, each)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def _begun(database: Database, due: Due, noting: Noting, clock: SystemClock) -> None:
    waits = []
    for number in range(TRIES):
        noting.at.clear()
        async with database.writing() as session:
            session.add(WorkspaceRow(id=f"T{number}", name="Bench", plan="paid", created_at=clock.now()))
            await session.commit()
        began = time.perf_counter()
        await due.call_clock()
        while f"T{number}" not in noting.at:
            noting.more.clear()
            await noting.more.wait()
        waits.append(noting.at[f"T{number}"] - began)
    waits.sort()
    middle, worst = (f"{seconds * 1000:.0f} ms" for seconds in (waits[TRIES // 2], waits[-1]))
    line("from due to begun, the clock being called", middle, f"at most {worst}")


def main() -> None:
    title("The queue")
    with postgres(("max_connections=60",)) as server:
        run_sql(server, "CREATE DATABASE bench")
        asyncio.run(measured(f"{server}/bench"))


if __name__ == "__main__":
    main()
