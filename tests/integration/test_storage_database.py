"""The database is durable, takes one writer at a time, and shares its file with another process."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, column, table, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.secret import Secret
from storage.colours import Colours
from storage.columns import UtcTime
from storage.database import Database, async_url
from storage.migrate import head
from storage.seen import Seen
from storage.sql import insert_rows
from storage.tables import WorkspaceRow
from storage.usage import UsageStore
from tests.integration.given import NOW, TODAY, connected, usage, used, window

YESTERDAY = TODAY - timedelta(days=1)


async def test_what_was_not_committed_is_not_there(database: Database) -> None:
    """Leaving without a commit rolls back, with and without an error."""
    async with database.writing() as session:
        session.add(WorkspaceRow(id="T1", name="Acme", plan="paid", created_at=NOW))
        await session.flush()

    async def fail() -> None:
        async with database.writing() as session:
            session.add(WorkspaceRow(id="T2", name="Acme", plan="paid", created_at=NOW))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.reading() as session:
        assert await session.get(WorkspaceRow, "T1") is None
        assert await session.get(WorkspaceRow, "T2") is None


async def test_times_come_back_as_the_same_instant_in_utc(database: Database) -> None:
    """Handed in with another zone and with microseconds."""
    elsewhere = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    async with database.writing() as session:
        session.add(WorkspaceRow(id="T1", name="Acme", plan="paid", created_at=elsewhere))
        await session.commit()
    async with database.reading() as session:
        found = await session.get_one(WorkspaceRow, "T1")
        assert found.created_at == elsewhere
        assert found.created_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        UtcTime().process_bind_param(naive, async_url(Secret("sqlite:///x")).get_dialect()())


async def test_an_error_does_not_show_what_was_written(database: Database) -> None:
    async with database.writing() as session:
        session.add(WorkspaceRow(id="T1", name="canary", plan="paid", created_at=NOW))
        await session.flush()
        session.expunge_all()
        session.add(WorkspaceRow(id="T1", name="canary", plan="paid", created_at=NOW))
        with pytest.raises(IntegrityError) as refused:
            await session.flush()
    assert "canary" not in str(refused.value)


async def test_an_error_of_the_driver_itself_is_raised_as_sqlalchemys(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nowhere"):
        await database.write(lambda connection: insert_rows(connection, "nowhere", ["a"], [(1,)], 1))


async def test_a_database_that_is_not_there_does_not_answer(postgres_server: str, tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/no/folder/x.db", f"{postgres_server}/nowhere"):
        database = Database(Secret(url))
        assert not await database.ping()
        await database.close()


async def test_a_database_that_is_there_answers(database: Database) -> None:
    assert await database.ping()


@pytest.mark.parametrize(("revision", "is_migrated"), [("0001", False), ("9999", True)])
async def test_a_schema_of_another_release_is_seen(database: Database, revision: str, is_migrated: bool) -> None:
    assert await database.is_migrated(head())
    async with database.writing() as session:
        await session.exec(update(table("alembic_version", column("version_num"))).values(version_num=revision))
        await session.commit()
    assert await database.is_migrated(head()) is is_migrated
    assert await database.ping()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite+pysqlite:///x", "postgres://localhost/x"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        Database(Secret(url))


async def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    """Write-ahead log, a sync at every commit, foreign keys, deleted rows overwritten: on every connection."""
    database = Database(Secret(sqlite_url))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30_000}
    async with database.reading() as first, database.reading() as second:
        for session in (first, second):
            for pragma, value in wanted.items():
                found = (await (await session.connection()).execute(text(f"PRAGMA {pragma}"))).scalar_one()
                assert (pragma, found) == (pragma, value)
    await database.close()


async def test_a_reader_sees_one_state_while_another_writes(sqlite_url: str) -> None:
    """A report that runs while a window is replaced sees the old one."""
    database = Database(Secret(sqlite_url))
    connection, store = await connected(database), UsageStore(database)
    await store.replace(connection, usage(window(1), used(YESTERDAY, tokens=1)), NOW)
    async with database.reading() as session:
        reading, query = await session.connection(), text("SELECT sum(input) FROM usage_hourly")
        assert (await reading.execute(query)).scalar() == 1
        await store.replace(connection, usage(window(1), used(YESTERDAY, tokens=2)), NOW)
        assert (await reading.execute(query)).scalar() == 1
    await database.close()


async def test_cancelled_anywhere_a_replace_leaves_the_old_or_the_new(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gives the lock back: the next one need not wait for it."""
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 1.0)
    database = Database(Secret(database_url))
    connection, store = await connected(database), UsageStore(database)
    old = usage(window(1), *(used(YESTERDAY, hour, tokens=1) for hour in range(24)))
    new = usage(window(1), *(used(YESTERDAY, hour, 1, tokens=2) for hour in range(24)))
    await store.replace(connection, old, NOW)
    for steps in range(40):
        replacing = asyncio.create_task(store.replace(connection, new, NOW))
        for _ in range(steps):
            await asyncio.sleep(0)
        replacing.cancel()
        await asyncio.wait([replacing])
        assert replacing.cancelled() or replacing.exception() is None
        assert await Seen(database).first_time(f"after {steps}", NOW)
        async with database.reading() as session:
            query = text("SELECT count(*), sum(input) FROM usage_hourly")
            found = tuple((await (await session.connection()).execute(query)).one())
        assert found in {(24, 24), (24, 48)}
    await store.replace(connection, new, NOW)
    await database.close()


async def test_cancelled_anywhere_a_commit_gives_its_connection_back_in_order(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot stops what it collects at any moment; the pool logged a traceback where that was within a commit."""

    async def write(number: int) -> None:
        async with database.writing() as session:
            session.add(WorkspaceRow(id=f"T{number}", name="Acme", plan="paid", created_at=NOW))
            await session.commit()

    await write(-1)
    cancelled = 0
    for number in range(400):
        task = asyncio.create_task(write(number))
        await asyncio.sleep(number * 0.000_02)
        cancelled += task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert cancelled > 10
    assert [record.message for record in caplog.records if record.name.startswith("sqlalchemy")] == []
    async with database.reading() as session:
        assert await session.get(WorkspaceRow, "T-1") is not None


async def test_a_bulk_write_to_sqlite_is_finished_before_its_cancellation_is_heard(sqlite_url: str) -> None:
    """Its thread cannot be stopped: who waits for it is told when it is done, and nobody else writes meanwhile."""
    database = Database(Secret(sqlite_url))
    begun, may_end = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work(transaction: Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        may_end.wait(10)
        transaction.execute(
            text("INSERT INTO workspace (id, name, plan, created_at) VALUES ('T1', 'Acme', 'paid', '2026-11-24')")
        )

    writing = asyncio.create_task(database.write(work))
    await begun.wait()
    writing.cancel()
    other = asyncio.create_task(Seen(database).first_time("later", NOW))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not writing.done()
    assert not other.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await other
    async with database.reading() as session:
        assert await session.get(WorkspaceRow, "T1") is not None
    await database.close()


WRITER = """
import asyncio, sys
from core.secret import Secret
from storage.colours import Colours
from storage.database import Database

async def main(url, name):
    database = Database(Secret(url))
    for number in range(40):
        await Colours(database).of("T1", name, [str(number)], 8)
    await database.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_write_the_same_sqlite_file(sqlite_url: str) -> None:
    """While we write to it ourselves; all read before they write, and nobody ever gets "database is locked"."""
    database = Database(Secret(sqlite_url))
    await connected(database)
    others = [
        subprocess.Popen([sys.executable, "-c", WRITER, sqlite_url, name], stderr=subprocess.PIPE)  # noqa: ASYNC220, S603 (our own)
        for name in ("first", "second")
    ]
    number = 0
    while any(other.poll() is None for other in others):
        await Colours(database).of("T1", "ours", [str(number)], 8)
        number += 1
    for other in others:
        _, errors = other.communicate()
        assert (other.returncode, errors) == (0, b"")
    async with database.reading() as session:
        count = await (await session.connection()).execute(text("SELECT count(*) FROM colour"))
        assert count.scalar_one() == 80 + number
    await database.close()


KILLED = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.usage import UsageStore
from tests.integration.given import NOW, TODAY, usage, used, window

async def main(url):
    database = Database(Secret(url))
    connection = (await Connections(database).of("T1"))[0]
    store, first = UsageStore(database), TODAY - timedelta(days=7)
    for tokens in range(2, 10_000):
        hours = [used(first + timedelta(days=d), h, s, 1, tokens) for d in range(7) for h in range(24) for s in (0, 1)]
        await store.replace(connection, usage(window(7, 7), *hours), NOW)
        print(tokens, flush=True)

asyncio.run(main(sys.argv[1]))
"""


async def test_killed_at_any_moment_a_window_is_whole(sqlite_url: str) -> None:
    """Hours, daily sums and ledger agree with each other and with the last replace that was through."""
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    database = Database(Secret(sqlite_url))
    await connected(database)
    await database.close()
    for kill_after in (1, 2, 3):
        process = subprocess.Popen([sys.executable, "-c", KILLED, sqlite_url], stdout=subprocess.PIPE)  # noqa: ASYNC220, S603 (our own)
        assert process.stdout is not None
        through = 0
        for _ in range(kill_after):
            through = int(process.stdout.readline())
        process.kill()
        through = max([through, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
        with sqlite3.connect(path) as raw:
            hours = raw.execute("SELECT count(*), min(input), max(input) FROM usage_hourly").fetchone()
            days = raw.execute("SELECT sum(requests), sum(input + output) FROM usage_daily").fetchone()
            ledger = raw.execute("SELECT count(*), sum(total) FROM ledger").fetchone()
        raw.close()
        tokens = hours[1]
        assert tokens in {through, through + 1}
        assert hours == (336, tokens, tokens)
        assert days == (336, 336 * (tokens + tokens // 10))
        assert ledger == (7, sum(days))
