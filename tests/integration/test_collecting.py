"""Whose turn it is: so many collections at once, no import in the way of the others' rounds, and leases that hold."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from bot.collection import leases
from bot.collection.collecting import AFTER_ERROR, Collecting
from bot.collection.leases import LEASE, Leases
from bot.due.in_process import COLLECTIONS, IMPORTS, InProcess
from bot.due.tasks import Tasks
from bot.work import InFlight
from core.collection.collector import Outcome
from core.collection.naming import Naming
from core.collection.progress import Progress
from core.connection import Connection
from storage.connections import Connections
from storage.database import CommitLost, Database, DatabaseBusy
from storage.due import Due
from storage.tables import ConnectionRow
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, claim_due, new_connection

LATER = NOW + timedelta(minutes=10)


class Collector:
    """Collects when it is let, and notes who was collected and how many at once."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.under_way: dict[int, Connection] = {}
        self.most = 0
        self.collected: Counter[int] = Counter()
        self.started = asyncio.Condition()
        self.go_on = asyncio.Event()

    async def collect(self, connection: Connection, _: object) -> Outcome:
        self.under_way[connection.id] = connection
        self.most = max(self.most, len(self.under_way))
        async with self.started:
            self.started.notify_all()
        await self.go_on.wait()
        del self.under_way[connection.id]
        self.collected[connection.id] += 1
        await self._connections.record_collected(connection, NOW, LATER, (), None)
        return Outcome(1, Progress(1, 1, {}), None, LATER, {})

    async def has_started(self, count: int) -> None:
        async with self.started, asyncio.timeout(10):
            await self.started.wait_for(lambda: len(self.under_way) >= count)


class Silent:
    """A workspace in which nothing is shown, told or settled."""

    async def deps_of(self, _: str) -> "Silent":
        return self

    @property
    def imports(self) -> "Silent":
        return self

    @property
    def rotation(self) -> "Silent":
        return self

    @asynccontextmanager
    async def shown(self, _: Connection) -> AsyncIterator[object]:
        yield lambda progress: None

    async def settle_all(self) -> None: ...

    async def look_after(self, _: str) -> None: ...

    async def due(self) -> list[str]:
        return []


class Scene:
    def __init__(self, database: Database, holder: str = "this process") -> None:
        self.database = database
        self.clock = FixedClock(NOW)
        self.connections = Connections(database)
        self.collector = Collector(self.connections)
        self.in_flight = InFlight(lambda: "00000000")
        self.leases = Leases(self.connections, self.clock, holder)
        silent: Any = Silent()
        collecting = Collecting(
            self.connections, self.leases, cast("Any", self.collector), silent, self.in_flight, self.clock
        )
        tasks = Tasks(collecting, silent, silent)
        self.work = InProcess(Due(database), tasks, self.in_flight, self.clock)

    async def connect(self, count: int, *, collected: bool) -> list[Connection]:
        """So many connections that are due, collected before or not; those that come first have waited longest."""
        await Workspaces(self.database).ensure("T1", "Acme", "paid", NOW)
        already = len(await self.connections.of("T1"))
        names = [(number, f"Connection {number}") for number in range(already, already + count)]
        added = [await self.connections.add(new_connection(name=name, number=number)) for number, name in names]
        if collected:
            for connection in added:
                await self.connections.record_collected(connection, NOW, NOW, (), None)
        return added

    async def until_idle(self) -> None:
        async with asyncio.timeout(20):
            while len(self.in_flight):  # noqa: ASYNC110  # work in flight has no event
                await asyncio.sleep(0.01)


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(database)


async def test_so_many_run_at_once_and_what_waits_follows_by_itself(scene: Scene) -> None:
    await scene.connect(COLLECTIONS + 8, collected=True)
    await scene.work.start_due()
    await scene.collector.has_started(COLLECTIONS)
    await scene.work.start_due()  # the next tick finds no room
    scene.collector.go_on.set()
    await scene.until_idle()
    assert scene.collector.most == COLLECTIONS
    assert list(scene.collector.collected.values()) == [1] * (COLLECTIONS + 8)


async def test_another_process_takes_what_waits(scene: Scene) -> None:
    await scene.connect(COLLECTIONS + 5, collected=True)
    other = Scene(scene.database, "another process")
    await scene.work.start_due()
    await scene.collector.has_started(COLLECTIONS)
    await other.work.start_due()
    await other.collector.has_started(5)
    for each in (scene, other):
        each.collector.go_on.set()
        await each.until_idle()


async def test_imports_leave_room_for_the_rounds_of_others(scene: Scene) -> None:
    """The imports are due longer, and there are more of them than may run."""
    await scene.connect(IMPORTS + 5, collected=False)
    await scene.work.start_due()
    await scene.collector.has_started(IMPORTS)
    rounds = await scene.connect(5, collected=True)
    await scene.work.start_due()
    await scene.collector.has_started(IMPORTS + 5)
    assert {connection.id for connection in rounds} <= scene.collector.under_way.keys()
    assert scene.collector.most == IMPORTS + 5
    scene.collector.go_on.set()
    await scene.until_idle()


async def test_leases_are_kept_while_collections_run_even_when_a_renewal_fails(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RENEW", 0.01)
    await scene.connect(3, collected=True)
    renew, renewals = scene.connections.renew, 0
    failures = [OSError("the database is away"), DatabaseBusy("no connection is free"), CommitLost()]

    async def failing_first(*given: Any) -> int:
        nonlocal renewals
        renewals += 1
        if failures:
            raise failures.pop()
        return await renew(*given)

    monkeypatch.setattr(scene.connections, "renew", failing_first)
    await scene.work.start_due()
    await scene.collector.has_started(3)
    scene.clock.move(LEASE)
    async with asyncio.timeout(10):
        while renewals < 6:  # noqa: ASYNC110  # the patched call has no event
            await asyncio.sleep(0.01)
    now = scene.clock.now()
    assert await claim_due(scene.database, now, "another process", now + LEASE) == []
    scene.collector.go_on.set()
    await scene.until_idle()
    after = renewals
    await asyncio.sleep(0.05)
    assert renewals == after, "nothing is held, and nothing renewed"


async def test_what_its_own_process_has_under_way_is_not_collected_twice_after_its_lease_ran_out(scene: Scene) -> None:
    await scene.connect(1, collected=True)
    await scene.work.start_due()
    await scene.collector.has_started(1)
    async with scene.database.writing() as session:
        await session.exec(update(ConnectionRow).values(lease_until=NOW - timedelta(days=1)))
        await session.commit()
    await scene.work.start_due()
    scene.collector.go_on.set()
    await scene.until_idle()
    assert sum(scene.collector.collected.values()) == 1


async def test_of_many_due_the_longest_due_come_first(database: Database) -> None:
    scene = Scene(database)
    added = await scene.connect(6, collected=True)
    async with database.writing() as session:
        for age, connection in enumerate(reversed(added)):
            row = update(ConnectionRow).where(col(ConnectionRow.id) == connection.id)
            await session.exec(row.values(next_collect_at=NOW - timedelta(minutes=age)))
        await session.commit()
    due = await Due(database).collections(NOW, imports=0, rounds=4)
    assert [each.connection for each in due] == [connection.id for connection in added[:4]]


def test_connections_read_their_names_each_at_another_time_of_day() -> None:
    """At midnight, or at the full hour, they would all ask at once."""
    plain = Connection(
        1, "", "T1", "openai", "Acme", "", "U1", b"", "", NOW, NOW, date(2026, 1, 1), None, None, "", None, ()
    )
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    due_at: Counter[int] = Counter()
    for number in range(200):
        uid = f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}"
        last = midnight
        for minutes in range(10, 24 * 60 + 1, 10):
            now = midnight + timedelta(minutes=minutes)
            naming = Naming(replace(plain, uid=uid, collected_at=last), cast("Any", None))
            if naming.is_daily_due(now):
                due_at[minutes] += 1
            last = now
    assert sum(due_at.values()) == 200
    assert max(due_at.values()) < 10


@pytest.mark.parametrize(
    ("error", "due_again_at"),
    [
        (OperationalError("", None, OSError("the server went away")), NOW),
        (DatabaseBusy("none became free"), NOW),
        (RuntimeError("nobody foresaw this"), NOW + AFTER_ERROR),
    ],
    ids=["the database is away", "the database is busy", "unforeseen"],
)
async def test_what_the_database_kept_from_being_collected_is_due_again_at_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, error: Exception, due_again_at: datetime
) -> None:
    async def failing(*_: object) -> None:
        raise error

    await scene.connect(1, collected=True)
    monkeypatch.setattr(scene.collector, "collect", failing)
    await scene.work.start_due()
    await scene.until_idle()
    before, at = due_again_at - timedelta(seconds=1), due_again_at + timedelta(seconds=1)
    assert await Due(scene.database).collections(before, 1, 1) == []
    assert len(await Due(scene.database).collections(at, 1, 1)) == 1
