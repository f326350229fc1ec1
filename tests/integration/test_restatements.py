"""A settled day that OpenAI changes is kept as changed, by currency, and told; a day that was still moving is not."""

from datetime import date, datetime, timedelta

import pytest

from core.connection import Connection
from core.providers.contract import CostRow, Series
from core.restated import RestatedDay, by_day
from storage.connections import Connections
from storage.database import Database
from storage.restatements import Restatements
from storage.rows import epoch
from storage.usage import UsageStore
from tests.integration.given import GPT_COST, NOW, STORAGE_COST, TODAY, connected, cost, costs, restate, window

DAY = TODAY - timedelta(days=20)
DOLLAR = 10**9
IN_EUROS = Series("costs", "tokens", "eur", (("item", "gpt-5-mini, input"), ("model", "gpt-5-mini")))
A_DAY_LATER = NOW + timedelta(days=1)


async def told(database: Database, first: date = DAY, end: date = TODAY) -> list[tuple[date, str, int, int, datetime]]:
    found = await Restatements(database).of("T1", first, end)
    return sorted((each.day, each.currency, each.before, each.after, each.at) for each in found)


async def billed(database: Database, connection: Connection, dollars: int, at: datetime, days_ago: int = 20) -> None:
    day = TODAY - timedelta(days=days_ago)
    await UsageStore(database).replace(connection, costs(window(days_ago), cost(day, nanos=dollars * DOLLAR)), at)


async def test_what_changed_after_it_was_settled_is_kept_with_what_it_was_and_when(database: Database) -> None:
    connection = await connected(database)
    day = await restate(database, connection, 1 * DOLLAR, 3 * DOLLAR)
    assert await told(database) == [(day, "usd", 1 * DOLLAR, 3 * DOLLAR, NOW)]
    assert await told(database, day + timedelta(days=1)) == []
    assert await Restatements(database).of("T2", DAY, TODAY) == []
    assert [each.day for each in await Restatements(database).since("T1", NOW)] == [day]
    assert await Restatements(database).since("T1", NOW + timedelta(seconds=1)) == []


async def test_what_changes_before_it_is_settled_is_no_restatement(database: Database) -> None:
    connection = await connected(database)
    await billed(database, connection, 1, NOW - timedelta(hours=30), days_ago=3)
    await billed(database, connection, 2, NOW - timedelta(hours=20), days_ago=3)
    await billed(database, connection, 3, NOW, days_ago=3)
    assert await told(database) == []


async def test_the_same_again_is_no_restatement(database: Database) -> None:
    connection = await connected(database)
    for days in range(3):
        await billed(database, connection, 1, NOW + timedelta(days=days))
    assert await told(database) == []


async def test_a_day_that_has_nothing_any_more_or_had_nothing_is_restated_too(database: Database) -> None:
    connection = await connected(database)
    await billed(database, connection, 1, NOW)
    await UsageStore(database).replace(connection, costs(window(20, 2)), A_DAY_LATER)
    await billed(database, connection, 4, A_DAY_LATER, days_ago=19)
    assert await told(database) == [
        (DAY, "usd", DOLLAR, 0, A_DAY_LATER),
        (DAY + timedelta(days=1), "usd", 0, 4 * DOLLAR, A_DAY_LATER),
    ]


async def test_each_currency_is_restated_for_itself(database: Database) -> None:
    connection, figures = await connected(database), UsageStore(database)
    for dollars, euros, at in ((5, 7, NOW), (5, 9, A_DAY_LATER)):
        rows = [CostRow(epoch(DAY), number, amount * DOLLAR, None) for number, amount in enumerate((dollars, euros))]
        await figures.replace(connection, costs(window(20), *rows, series=(GPT_COST, IN_EUROS)), at)
    assert await told(database) == [(DAY, "eur", 7 * DOLLAR, 9 * DOLLAR, A_DAY_LATER)]


async def test_half_a_nano_a_row_of_another_grouping_is_rounding_and_no_restatement(database: Database) -> None:
    connection, figures = await connected(database), UsageStore(database)
    two = [CostRow(epoch(DAY), number, DOLLAR, None) for number in (0, 1)]
    await figures.replace(connection, costs(window(20), *two, series=(GPT_COST, STORAGE_COST)), NOW)
    a_day = timedelta(days=1)
    for nanos, at, expected in ((2 * DOLLAR + 1, NOW + a_day, []), (2 * DOLLAR + 9, NOW + 2 * a_day, [9])):
        one = CostRow(epoch(DAY), 0, nanos, None)
        await figures.replace(connection, costs(window(20), one, grouping=()), at)
        assert [after - 2 * DOLLAR for _, _, _, after, _ in await told(database)] == expected


async def test_rows_of_ours_that_were_damaged_and_are_healed_were_not_restated(database: Database) -> None:
    connection = await connected(database)
    await billed(database, connection, 1, NOW)
    async with database.writing() as session:
        await (await session.connection()).exec_driver_sql("UPDATE cost_daily SET nanos = 5")
        await session.commit()
    await billed(database, connection, 1, A_DAY_LATER)
    assert await told(database) == []


async def test_what_moves_on_after_a_restatement_is_told_on(database: Database) -> None:
    """It is not settled then; but who read "+$2.00" has to hear that it came to +$3.00."""
    connection = await connected(database)
    await restate(database, connection, 1 * DOLLAR, 3 * DOLLAR)
    await billed(database, connection, 4, NOW + timedelta(hours=1))
    assert by_day(await Restatements(database).of("T1", DAY, TODAY)) == (RestatedDay(DAY, "usd", 3 * DOLLAR),)
    await billed(database, connection, 1, NOW + timedelta(hours=2))
    assert by_day(await Restatements(database).of("T1", DAY, TODAY)) == ()


@pytest.mark.parametrize("crash", ["ledger", "restatement"])
async def test_a_restatement_and_its_figures_are_stored_together_or_not_at_all(database: Database, crash: str) -> None:
    connection = await connected(database)
    await billed(database, connection, 1, NOW)
    async with database.writing() as session:
        await (await session.connection()).exec_driver_sql(f"ALTER TABLE {crash} RENAME TO hidden")
        await session.commit()
    with pytest.raises(Exception, match=crash):
        await billed(database, connection, 2, A_DAY_LATER)
    async with database.writing() as session:
        await (await session.connection()).exec_driver_sql(f"ALTER TABLE hidden RENAME TO {crash}")
        await session.commit()
    assert await told(database) == []
    await billed(database, connection, 2, A_DAY_LATER)
    assert len(await told(database)) == 1
    assert await Connections(database).remove("T1", connection.id) is not None
    assert await told(database) == []
