"""Hours go when their time is over, a day at a time; what they came to stays."""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import select

from core.connection import Connection
from storage.database import Database
from storage.retention import Retention
from storage.rows import day_of, epoch
from storage.tables import Table, UsageDaily, UsageHourly
from storage.usage import UsageStore
from tests.integration.given import NOW, TODAY, connected, usage, used, window


async def fill(database: Database, connection: Connection, days: int) -> None:
    """Two hours a day in two series, for so many days."""
    rows = [
        used(TODAY - timedelta(days=ago), hour, series) for ago in range(days) for hour in (3, 9) for series in (0, 1)
    ]
    await UsageStore(database).replace(connection, usage(window(days - 1, days), *rows), NOW)


async def stored(database: Database, table: type[Table], connection: Connection) -> list[UsageHourly | UsageDaily]:
    async with database.reading() as session:
        rows = await session.exec(select(table))
        return [row for row in rows if isinstance(row, UsageHourly | UsageDaily) and row.connection == connection.id]


async def test_hours_of_days_before_go_and_their_sums_stay(database: Database) -> None:
    mine, other = await connected(database), await connected(database, "T2", number=2)
    for connection in (mine, other):
        await fill(database, connection, 10)
    sums = await stored(database, UsageDaily, mine)
    before = TODAY - timedelta(days=5)
    assert await Retention(database).forget_hours(before) == 2 * 4 * 4
    for connection in (mine, other):
        assert {day_of(row.start) for row in await stored(database, UsageHourly, connection)} == {
            TODAY - timedelta(days=ago) for ago in range(6)
        }
        assert await Retention(database).oldest_hours() == dict.fromkeys((mine.id, other.id), epoch(before) + 3 * 3600)
    assert await stored(database, UsageDaily, mine) == sums
    assert await Retention(database).forget_hours(before) == 0


async def test_what_has_no_sum_keeps_its_hours(database: Database) -> None:
    connection = await connected(database)
    await fill(database, connection, 3)
    async with database.writing() as session:
        await (await session.connection()).execute(
            text("DELETE FROM usage_daily WHERE start = :start"), {"start": epoch(TODAY - timedelta(days=1))}
        )
        await session.commit()
    assert await Retention(database).forget_hours(TODAY + timedelta(days=1)) == 2 * 4
    assert {day_of(row.start) for row in await stored(database, UsageHourly, connection)} == {TODAY - timedelta(days=1)}


async def test_a_day_goes_in_a_transaction_of_its_own(database: Database) -> None:
    connection = await connected(database)
    await fill(database, connection, 10)
    transactions = 0
    write = database.write

    async def counted(work: object) -> object:
        nonlocal transactions
        transactions += 1
        return await write(work)  # type: ignore[arg-type]  # as it came

    database.write = counted  # type: ignore[method-assign,assignment]  # to count
    assert await Retention(database).forget_hours(TODAY - timedelta(days=5)) == 4 * 4
    assert transactions == 4 + 1
