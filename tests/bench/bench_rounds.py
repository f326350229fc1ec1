"""Many connections on one process: how long their rounds take, and how that grows with their number (SQLite)."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot import interpreter
from bot.collection.leases import Leases
from bot.due.in_process import COLLECTIONS
from core.collection.collector import Collector
from core.collection.stores import Stores
from core.connection import Connection, NewConnection
from core.providers.openai import OpenAI
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.due import Due, DueCollection
from storage.guards import GuardStore
from storage.migrate import upgrade
from storage.names import NameStore
from storage.oddities import Oddities
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench.lateness import how_late
from tests.bench.openai_far_away import LATENCY, NOW, far_away, key
from tests.bench.showing import line, title

COUNTS: Final = (100, 300, 1_000)
SERIES: Final = 10
HISTORY: Final = 7
"""Days: those that an hourly round reads again."""
START: Final = NOW.replace(hour=9, minute=0)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


def uid_of(number: int) -> str:
    """As spread as those that are drawn: when a connection's hours and nights begin hangs on it."""
    return sha256(str(number).encode()).hexdigest()[:16]


async def connect(database: Database, count: int) -> None:
    await Workspaces(database).ensure("T1", "Bench", "paid", START)
    first = START.date() - timedelta(days=HISTORY - 1)
    for number in range(count):
        uid = uid_of(number)
        new = NewConnection(uid, "T1", "openai", f"Bench {number}", "", "U1", b"", (uid.encode(),), "", START, first)
        await Connections(database).add(new)


async def round_of(due: Due, clock: Hands, leases: Leases, collector: Collector) -> int:
    """Collect all that is due, so many at once as the bot does; how many windows that were."""
    waiting: list[DueCollection] = []
    windows = 0

    async def work() -> None:
        nonlocal windows
        while True:
            if not waiting:
                waiting.extend(await due.collections(clock.now(), COLLECTIONS, COLLECTIONS))
            if not waiting:
                return
            connection = await leases.claim_due(waiting.pop().connection)
            if connection is None:
                continue
            outcome = await collector.collect(connection)
            if outcome.fault:
                raise RuntimeError(f"{connection.name}: {outcome.fault}")
            windows += outcome.windows
            await leases.give_back(connection)

    await asyncio.gather(*(work() for _ in range(COLLECTIONS)))
    return windows


async def measured(folder: Path, url: str, count: int) -> None:
    location = Secret(f"sqlite:///{folder}/{count}.db")
    upgrade(location)
    database, clock = Database(location), Hands()
    await connect(database, count)
    connections = Connections(database)
    stores = Stores(UsageStore(database), NameStore(database), connections, Oddities(database), GuardStore(database))

    async def fetch_key(connection: Connection) -> Secret:
        return Secret(key(connection.id))

    collector = Collector({"openai": OpenAI(url, clock)}, stores, fetch_key, clock, lambda: 0.5, 400)
    leases = Leases(connections, clock, "bench")
    interpreter.settle()
    for name, pause in (
        (f"importing {HISTORY} days", timedelta()),
        ("the hourly round", timedelta(hours=1)),
        ("a round of the newest hours", timedelta(minutes=11)),
    ):
        clock.at += pause
        began = time.perf_counter()
        windows, late = await how_late(round_of(Due(database), clock, leases, collector))
        took = time.perf_counter() - began
        line(
            f"{count:,} connections: {name}, {windows:,} windows",
            f"{took:.1f} s",
            f"late {late * 1000:.0f} ms",
            "≤ 3,600 s" if "hourly" in name else "",
        )
    await database.close()


def main(counts: Sequence[int] = COUNTS) -> None:
    title(f"Rounds of many connections on one process, {SERIES} series an hour, {LATENCY * 1000:.0f} ms a request")
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder, far_away(HISTORY + 1, SERIES) as url:
        for count in counts:
            asyncio.run(measured(Path(folder), url, count))


if __name__ == "__main__":
    main()
