"""A window is replaced whole, with its daily sums and its ledger, or not at all."""

import asyncio
import json
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection as Transaction
from sqlalchemy import text, update
from sqlalchemy.engine import RootTransaction
from sqlmodel import col

from core.connection import ConnectionGone
from core.figures import Counted
from core.providers.contract import CostRow, Figures, Series, UsageRow
from core.questions.dimensions import Dimension
from storage import sql
from storage.connections import Connections
from storage.database import Database
from storage.reports import Reports
from storage.rows import epoch
from storage.tables import LedgerRow
from storage.usage import UsageStore
from tests.integration.given import (
    COSTS,
    EMBEDDINGS,
    GPT,
    GPT_COST,
    HOUR,
    NOW,
    O3,
    TODAY,
    connected,
    cost,
    costs,
    usage,
    used,
    window,
)

YESTERDAY = TODAY - timedelta(days=1)


async def rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    async with database.reading() as session:
        return [tuple(row) for row in await (await session.connection()).execute(text(statement))]


async def change(database: Database, statement: str) -> None:
    async with database.writing() as session:
        await (await session.connection()).execute(text(statement))
        await session.commit()


async def test_hours_come_back_as_daily_sums(database: Database) -> None:
    """Two hours of one series on one day are one daily figure."""
    connection = await connected(database)
    figures = usage(
        window(1), used(YESTERDAY, 3, 0, 2, 100), used(YESTERDAY, 4, 0, 3, 200), used(YESTERDAY, 4, 1, 1, 50)
    )
    await UsageStore(database).replace(connection, figures, NOW)

    reports = Reports(database)
    tokens = await reports.usage_by_day("T1", YESTERDAY, TODAY, [Dimension.MODEL], Counted.TOKENS)
    assert {(figure.label, figure.amount) for figure in tokens} == {("gpt-5-mini", 330), ("o3", 55)}
    requests = await reports.usage_by_day("T1", YESTERDAY, TODAY, (), Counted.REQUESTS)
    assert [(figure.day, figure.label, figure.unit, figure.amount) for figure in requests] == [
        (YESTERDAY, "", "requests", 6)
    ]


async def test_a_replaced_window_leaves_no_ghosts(database: Database) -> None:
    """A series that a revised answer no longer has is gone from hours, days and totals."""
    connection, store = await connected(database), UsageStore(database)
    await store.replace(connection, usage(window(1), used(YESTERDAY, 1, 0), used(YESTERDAY, 2, 1)), NOW)
    await store.replace(connection, usage(window(1), used(YESTERDAY, 1, 0, tokens=40)), NOW + timedelta(hours=1))

    assert await rows(database, "SELECT input FROM usage_hourly") == [(40,)]
    assert await rows(database, "SELECT input FROM usage_daily") == [(40,)]


async def test_of_what_is_said_again_only_the_days_that_have_changed_are_written(database: Database) -> None:
    """Freshness moves on, and the rest stays as it is, which what nobody sums up shows here."""
    connection, store = await connected(database), UsageStore(database)
    days = [TODAY - timedelta(days=ago) for ago in (4, 3, 2, 1)]
    said = [used(day, hour) for day in days for hour in (1, 2)]
    await store.replace(connection, usage(window(4, 4), *said), NOW)
    before = await store.ledger(connection)
    await change(database, "UPDATE usage_hourly SET cached = 7")

    later = NOW + timedelta(hours=1)
    await store.replace(connection, usage(window(4, 4), *said), later)
    assert await rows(database, "SELECT DISTINCT cached FROM usage_hourly") == [(7,)]
    assert await store.ledger(connection) == [replace(line, collected_at=later) for line in before]

    said[4] = said[4]._replace(input=50)
    await store.replace(connection, usage(window(4, 4), *said), later)
    written = await rows(database, "SELECT DISTINCT start / 86400 FROM usage_hourly WHERE cached = 0")
    assert written == [(epoch(days[2]) // 86_400,)]
    assert await rows(database, "SELECT input FROM usage_daily ORDER BY start") == [(200,), (200,), (150,), (200,)]
    assert [line.same_since for line in await store.ledger(connection)] == [NOW, NOW, later, NOW]


async def test_a_day_whose_rows_were_damaged_is_written_again(database: Database) -> None:
    connection, store = await connected(database), UsageStore(database)
    for figures, table in (
        (usage(window(2, 2), used(YESTERDAY)), "usage_daily"),
        (usage(window(2, 2), used(YESTERDAY)), "usage_hourly"),
        (costs(window(2, 2), cost(YESTERDAY)), "cost_daily"),
    ):
        await store.replace(connection, figures, NOW)
        whole = await rows(database, f"SELECT * FROM {table}")  # noqa: S608  # one of two names
        await store.replace(connection, figures, NOW)
        await change(database, f"DELETE FROM {table}")  # noqa: S608
        await store.replace(connection, figures, NOW)
        assert await rows(database, f"SELECT * FROM {table}") == whole  # noqa: S608


async def test_a_day_that_an_older_release_wrote_meanwhile_is_written_again(database: Database) -> None:
    """It says when it collected it, knows of no digest, and wrote something else that comes to the same."""
    connection, store = await connected(database), UsageStore(database)
    figures, later = costs(window(2, 2), cost(YESTERDAY, 0, 7)), NOW + timedelta(hours=1)
    await store.replace(connection, figures, NOW)
    whole = await rows(database, "SELECT * FROM cost_daily")
    [(known,)] = await rows(database, "SELECT digest FROM ledger WHERE total > 0")
    await store.replace(connection, costs(window(2, 2), cost(YESTERDAY, 1, 7)), later)
    async with database.writing() as session:
        await session.exec(update(LedgerRow).where(col(LedgerRow.day) == YESTERDAY).values(digest=known, digest_at=NOW))
        await session.commit()

    await store.replace(connection, figures, later)
    assert await rows(database, "SELECT * FROM cost_daily") == whole


async def test_replacing_a_window_leaves_its_neighbours_alone(database: Database) -> None:
    """Other days, other endpoints on the same day and other connections stay as they were."""
    connection, store = await connected(database), UsageStore(database)
    other = await connected(database, "T1", "Other", 2)
    embedded = Series("embeddings", "", "", (("model", "text-embedding-3"),))
    await store.replace(connection, usage(window(2), used(YESTERDAY - timedelta(days=1), tokens=1)), NOW)
    await store.replace(
        connection, usage(window(1), used(YESTERDAY, tokens=2), series=(embedded,), endpoint=EMBEDDINGS), NOW
    )
    await store.replace(other, usage(window(1), used(YESTERDAY, tokens=4)), NOW)
    await store.replace(connection, usage(window(1), used(YESTERDAY, tokens=8)), NOW)
    await store.replace(connection, usage(window(1)), NOW)

    assert sorted(await rows(database, "SELECT input FROM usage_hourly")) == [(1,), (2,), (4,)]
    assert sorted(await rows(database, "SELECT input FROM usage_daily")) == [(1,), (2,), (4,)]


async def test_days_collected_at_day_width_have_no_hours_any_more(database: Database) -> None:
    connection, store = await connected(database), UsageStore(database)
    await store.replace(connection, usage(window(1), used(YESTERDAY, 5)), NOW)
    await store.replace(connection, usage(window(1), used(YESTERDAY, 0, tokens=70), width="1d"), NOW)

    assert await rows(database, "SELECT input FROM usage_hourly") == []
    assert await rows(database, "SELECT input FROM usage_daily") == [(70,)]
    assert [line.width for line in await store.ledger(connection)] == ["1d"]


async def test_not_grouped_by_and_no_value_are_two_series(database: Database) -> None:
    """The same day asked for with and without a dimension never shares a series."""
    connection, store = await connected(database), UsageStore(database)
    absent = Series("completions", "", "", (("model", "o3"),))
    empty = Series("completions", "", "", (("model", "o3"), ("project", "")))
    for _ in range(2):
        figures = usage(window(1), used(YESTERDAY, 0, 0), used(YESTERDAY, 0, 1), series=(absent, empty))
        await store.replace(connection, figures, NOW)

    assert sorted(await rows(database, "SELECT coalesce(project, 'NULL') FROM series")) == [("",), ("NULL",)]


async def test_the_order_of_labels_makes_no_other_series(database: Database) -> None:
    connection, store = await connected(database), UsageStore(database)
    turned = GPT._replace(labels=GPT.labels[::-1])
    await store.replace(connection, usage(window(1), used(YESTERDAY), series=(GPT,)), NOW)
    await store.replace(connection, usage(window(2), used(YESTERDAY - timedelta(days=1)), series=(turned,)), NOW)

    assert await rows(database, "SELECT count(*) FROM series") == [(1,)]


async def test_labels_without_a_column_are_kept(database: Database) -> None:
    connection = await connected(database)
    series = Series("completions", "", "", (("model", "o3"), ("source", "api"), ("tier", "flex")))
    await UsageStore(database).replace(connection, usage(window(1), used(YESTERDAY), series=(series,)), NOW)

    assert await rows(database, "SELECT tier, others FROM series") == [("flex", '{"source":"api"}')]


async def test_rows_of_the_same_bucket_and_series_are_added_up(database: Database) -> None:
    """A provider may split by what was not asked: nothing is refused and nothing is lost."""
    connection, store = await connected(database), UsageStore(database)
    twice = usage(window(1), used(YESTERDAY, 1, 0, tokens=10), used(YESTERDAY, 1, 1, tokens=20), series=(GPT, GPT))
    await store.replace(connection, twice, NOW)
    charged = costs(window(1), cost(YESTERDAY, 0, 5), cost(YESTERDAY, 1, -2), series=(GPT_COST, GPT_COST))
    await store.replace(connection, charged, NOW)

    assert await rows(database, "SELECT requests, input, output FROM usage_hourly") == [(2, 30, 3)]
    assert await rows(database, "SELECT nanos FROM cost_daily") == [(3,)]


async def test_rare_numbers_are_added_up_by_day(database: Database) -> None:
    connection = await connected(database)
    hours = [
        UsageRow(epoch(YESTERDAY) + hour * HOUR, 0, 1, 1, 0, 0, 0.5, json.dumps({"audio": hour}).encode())
        for hour in (1, 2)
    ]
    await UsageStore(database).replace(connection, usage(window(1), *hours, used(YESTERDAY, 3, 1)), NOW)

    assert sorted(await rows(database, "SELECT input, quantity, rare FROM usage_daily"), key=str) == [
        (100, None, None),
        (2, 1.0, b'{"audio":3}'),
    ]
    assert (1, 0.5, b'{"audio": 2}') in await rows(database, "SELECT input, quantity, rare FROM usage_hourly")


async def test_costs_are_exact_to_the_nano_dollar(database: Database) -> None:
    """Nine billion dollars, a credit and a single nano-dollar come back as they went in."""
    connection = await connected(database)
    amounts = (9 * 10**18 - 1, -4_999_999_999, 1)
    days = [TODAY - timedelta(days=back) for back in (3, 2, 1)]
    figures = costs(window(3, 3), *(cost(day, 0, nanos) for day, nanos in zip(days, amounts, strict=True)))
    await UsageStore(database).replace(connection, figures, NOW)

    reports = Reports(database)
    found = await reports.costs_by_day("T1", days[0], TODAY, [Dimension.ITEM])
    assert [(figure.day, figure.label, figure.unit, figure.amount) for figure in found] == [
        (day, "gpt-5-mini, input", "usd", nanos) for day, nanos in zip(days, amounts, strict=True)
    ]
    assert await reports.costs_so_far(connection) == {"usd": sum(amounts)}


async def test_every_day_of_the_window_gets_a_ledger_line(database: Database) -> None:
    """Quiet days too: what was collected and found empty is not collected again as if it were missing."""
    connection, store = await connected(database), UsageStore(database)
    await store.replace(connection, costs(window(3, 3), cost(YESTERDAY, 0, 7), cost(YESTERDAY, 1, 8)), NOW)

    ledger = await store.ledger(connection)
    assert [(line.day, line.total, line.grouping) for line in ledger] == [
        (TODAY - timedelta(days=3), 0, ("item",)),
        (TODAY - timedelta(days=2), 0, ("item",)),
        (YESTERDAY, 15, ("item",)),
    ]
    assert {(line.collected_at, line.same_since) for line in ledger} == {(NOW, NOW)}


async def test_an_unchanged_total_keeps_since_when_it_is_the_same(database: Database) -> None:
    """It starts again when the total or the grouping changes."""
    connection, store = await connected(database), UsageStore(database)
    times = [NOW + timedelta(hours=hours) for hours in range(4)]
    await store.replace(connection, costs(window(1), cost(YESTERDAY, 0, 7)), times[0])
    await store.replace(connection, costs(window(1), cost(YESTERDAY, 1, 7)), times[1])
    assert [(line.collected_at, line.same_since) for line in await store.ledger(connection)] == [(times[1], times[0])]

    await store.replace(connection, costs(window(1), cost(YESTERDAY, 1, 8)), times[2])
    assert [line.same_since for line in await store.ledger(connection)] == [times[2]]

    regrouped = costs(window(1), cost(YESTERDAY, 1, 8), grouping=("item", "project"))
    await store.replace(connection, regrouped, times[3])
    assert [line.same_since for line in await store.ledger(connection)] == [times[3]]


@pytest.mark.parametrize(
    "broken",
    [
        usage(window(1), used(TODAY)),
        usage(window(1), used(YESTERDAY - timedelta(days=1), 23)),
        usage(window(1), used(YESTERDAY, 5), width="1d"),
        costs(window(1), CostRow(epoch(YESTERDAY) + 1, 0, 1, None)),
    ],
)
async def test_a_bucket_that_a_later_replace_would_miss_is_refused(database: Database, broken: Figures) -> None:
    connection = await connected(database)
    with pytest.raises(ValueError, match="bucket"):
        await UsageStore(database).replace(connection, broken, NOW)


async def test_dying_in_the_middle_leaves_the_old_window(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every statement of a replace, one after the other, until one gets through."""
    connection, store = await connected(database), UsageStore(database)
    old = usage(window(1), used(YESTERDAY, 1, 0, tokens=10))
    new = usage(window(1), used(YESTERDAY, 2, 1, tokens=90), series=(GPT, O3._replace(unit="new")))
    await store.replace(connection, old, NOW)
    before = await everything(database)
    points = 0
    while await dies(store.replace(connection, new, NOW + timedelta(hours=1)), points, monkeypatch):
        assert await everything(database) == before
        points += 1
    assert points >= 8
    assert await everything(database) != before


async def dies(work: Awaitable[None], point: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether `work`, which dies at its statement numbered `point`, gets that far."""
    with monkeypatch.context() as patched:
        Steps(point).count(patched)
        try:
            await work
        except Died:
            return True
    return False


class Died(Exception):
    pass


class Steps:
    """Dies at the statement numbered `point`."""

    def __init__(self, point: int) -> None:
        self._left = point

    def count(self, patched: pytest.MonkeyPatch) -> None:
        run, write, commit = Transaction.execute, sql.insert_rows, RootTransaction.commit

        def run_or_die(transaction: Transaction, *given: Any, **options: Any) -> Any:
            self._step()
            return run(transaction, *given, **options)

        def write_or_die(*given: Any) -> None:
            write(*given)
            self._step()

        def commit_or_die(transaction: RootTransaction) -> None:
            self._step()
            commit(transaction)

        patched.setattr(Transaction, "execute", run_or_die)
        patched.setattr(sql, "insert_rows", write_or_die)
        patched.setattr(RootTransaction, "commit", commit_or_die)

    def _step(self) -> None:
        if self._left == 0:
            raise Died
        self._left -= 1


async def everything(database: Database) -> list[list[tuple[Any, ...]]]:
    tables = ("usage_hourly", "usage_daily", "ledger", "series")
    statements = [f"SELECT * FROM {table}" for table in tables]  # noqa: S608 (our own names)
    return [sorted(await rows(database, statement), key=str) for statement in statements]


async def test_a_removed_connection_gets_no_more_figures(database: Database) -> None:
    """Nor does a later one that happens to get its name."""
    connection = await connected(database)
    await Connections(database).remove("T1", connection.id)
    again = await connected(database, number=2)
    with pytest.raises(ConnectionGone):
        await UsageStore(database).replace(connection, usage(window(1), used(YESTERDAY)), NOW)
    with pytest.raises(ConnectionGone):
        await UsageStore(database).replace(replace(again, workspace="T2"), usage(window(1), used(YESTERDAY)), NOW)
    assert await rows(database, "SELECT * FROM usage_hourly") == []


async def test_windows_collected_at_once_all_arrive(database: Database) -> None:
    """Eight windows of one connection, with the same new series, written at the same time."""
    connection, store = await connected(database), UsageStore(database)
    windows = [window(back) for back in range(1, 9)]
    figures = [usage(of, *(used(of.first, hour, hour % 2) for hour in range(24))) for of in windows]
    await asyncio.gather(*(store.replace(connection, each, NOW) for each in figures))

    assert await rows(database, "SELECT count(*), sum(requests) FROM usage_hourly") == [(192, 192)]
    assert await rows(database, "SELECT count(*) FROM series") == [(2,)]
    assert len(await store.ledger(connection)) == 8


async def test_the_same_window_collected_twice_at_once_is_there_once(database: Database) -> None:
    connection, store = await connected(database), UsageStore(database)
    figures = usage(window(1), *(used(YESTERDAY, hour) for hour in range(24)))
    await asyncio.gather(*(store.replace(connection, figures, NOW) for _ in range(6)))

    assert await rows(database, "SELECT count(*), sum(requests) FROM usage_hourly") == [(24, 24)]
    assert await rows(database, "SELECT sum(requests) FROM usage_daily") == [(24,)]


async def test_the_workspace_s_ledgers_are_told_apart_by_connection(database: Database) -> None:
    first, second = await connected(database), await connected(database, "T1", "Other", 2)
    stranger, store = await connected(database, "T2", "Acme", 3), UsageStore(database)
    for connection in (first, second, stranger):
        await store.replace(connection, costs(window(1), cost(YESTERDAY, 0, connection.id)), NOW)

    ledgers = await store.ledgers("T1")
    assert {id_: [line.total for line in lines] for id_, lines in ledgers.items()} == {
        first.id: [first.id],
        second.id: [second.id],
    }
    assert COSTS.name == ledgers[first.id][0].endpoint
