"""Hours go when their time is over, a day at a time; what they came to stays."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlmodel import select

from core.connection import Connection
from storage.database import Database
from storage.retention import Retention
from storage.rows import DAY, day_of, epoch
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
    assert await Retention(database, rest=0).forget_hours(before) == 2 * 4 * 4
    for connection in (mine, other):
        assert {day_of(row.start) for row in await stored(database, UsageHourly, connection)} == {
            TODAY - timedelta(days=ago) for ago in range(6)
        }
        assert await Retention(database).oldest_hours() == dict.fromkeys((mine.id, other.id), epoch(before) + 3 * 3600)
    assert await stored(database, UsageDaily, mine) == sums
    assert await Retention(database, rest=0).forget_hours(before) == 0


async def test_however_many_connections_there_are_their_oldest_hours_are_one_question(database: Database) -> None:
    for number in range(1, 6):
        await fill(database, await connected(database, f"T{number}", number=number), 1)
    asked = list[str]()

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(database._engine.sync_engine, "before_cursor_execute", note)
    assert len(await Retention(database).oldest_hours()) == 5
    assert sum("SELECT" in statement for statement in asked) == 1


async def test_what_went_comes_back_with_the_same_answer(database: Database) -> None:
    connection = await connected(database)
    await fill(database, connection, 10)
    whole = await stored(database, UsageHourly, connection)
    assert await Retention(database, rest=0).forget_hours(TODAY - timedelta(days=5)) > 0
    await fill(database, connection, 10)
    assert await stored(database, UsageHourly, connection) == whole


async def test_what_has_no_sum_keeps_its_hours(database: Database) -> None:
    connection = await connected(database)
    await fill(database, connection, 3)
    async with database.writing() as session:
        await (await session.connection()).execute(
            text("DELETE FROM usage_daily WHERE start = :start"), {"start": epoch(TODAY - timedelta(days=1))}
        )
        await session.commit()
    assert await Retention(database, rest=0).forget_hours(TODAY + timedelta(days=1)) == 2 * 4
    assert {day_of(row.start) for row in await stored(database, UsageHourly, connection)} == {TODAY - timedelta(days=1)}


async def test_few_go_in_a_transaction_and_each_series_loses_a_day_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large an organization is, nobody waits long; and killed in between, no day has half its hours."""
    monkeypatch.setattr("storage.retention.SERIES_AT_ONCE", 1)
    connection = await connected(database)
    await fill(database, connection, 10)
    left: list[set[int]] = []
    write = database.write

    async def counted(work: object) -> object:
        found = await write(work)  # type: ignore[arg-type,var-annotated]  # as it came
        hours = await stored(database, UsageHourly, connection)
        by_series = Counter((row.start // DAY, row.series) for row in hours)
        left.append(set(by_series.values()))
        return found

    database.write = counted  # type: ignore[method-assign,assignment]  # to look on
    assert await Retention(database, rest=0).forget_hours(TODAY - timedelta(days=5)) == 4 * 4
    assert len(left) == 4 * 2 + 1
    assert left == [{2}] * len(left)


async def test_what_cannot_go_keeps_nothing_else_from_going(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first series of each day has no sum: it is passed by."""
    monkeypatch.setattr("storage.retention.SERIES_AT_ONCE", 1)
    connection = await connected(database)
    await fill(database, connection, 3)
    async with database.writing() as session:
        first = text("DELETE FROM usage_daily WHERE series = (SELECT min(series) FROM usage_daily)")
        await (await session.connection()).execute(first)
        await session.commit()
    assert await Retention(database, rest=0).forget_hours(TODAY + timedelta(days=1)) == 3 * 2
    assert len(await stored(database, UsageHourly, connection)) == 3 * 2
