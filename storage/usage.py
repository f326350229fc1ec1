"""What was collected: a window is replaced whole, with its daily sums and its ledger lines, in one transaction."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, delete, exists, func, literal, null, update
from sqlalchemy import insert as insert_into
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.providers.contract import Figures, UsageRow, Width
from storage import sql
from storage.database import Database
from storage.held import hold
from storage.rows import DAY, Prepared, epoch, prepare
from storage.series import intern
from storage.tables import ConnectionRow, CostDaily, LedgerRow, SeriesRow, UsageDaily, UsageHourly

_KEY = ("connection", "start", "series")
_USAGE = (*_KEY, "requests", "input", "output", "cached", "quantity", "rare")
_COSTS = (*_KEY, "nanos", "quantity")

Buckets = type[UsageHourly] | type[UsageDaily] | type[CostDaily]


class UsageStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def replace(self, connection: Connection, figures: Figures, read_at: datetime) -> None:
        """Make `figures` all there is for its endpoint and window, as it was read at `read_at`.

        Raises ConnectionGone, and ValueError for buckets outside the window; then nothing has changed.
        """
        prepared = await asyncio.to_thread(prepare, figures)
        async with self._database.writing() as session:
            await hold(session, connection)
            ids = await intern(session, connection.id, figures.endpoint.name, prepared.series)
            series = [ids[digest] for digest in prepared.digests]
            if figures.endpoint.kind == "costs":
                await _replace_costs(session, connection.id, figures, prepared, series)
                totals = await _totals(session, connection.id, figures, CostDaily, col(CostDaily.nanos))
            else:
                await _replace_usage(session, connection.id, figures, prepared, series)
                counted = col(UsageDaily.requests) + col(UsageDaily.input) + col(UsageDaily.output)
                totals = await _totals(session, connection.id, figures, UsageDaily, counted)
            await _write_ledger(session, connection.id, figures, totals, read_at)
            await session.commit()

    async def ledger(self, connection: Connection) -> list[LedgerDay]:
        """Every day that is collected, by endpoint and day."""
        return (await self.ledgers(connection.workspace, connection.id)).get(connection.id, [])

    async def ledgers(self, workspace: str, connection: int | None = None) -> dict[int, list[LedgerDay]]:
        """The ledger of each connection of the workspace that has one, or of one of them."""
        query = (
            select(LedgerRow)
            .join(ConnectionRow, col(ConnectionRow.id) == col(LedgerRow.connection))
            .where(col(ConnectionRow.workspace) == workspace)
            .order_by(col(LedgerRow.connection), col(LedgerRow.endpoint), col(LedgerRow.day))
        )
        if connection is not None:
            query = query.where(col(LedgerRow.connection) == connection)
        found: dict[int, list[LedgerDay]] = {}
        async with self._database.reading() as session:
            for row in await session.exec(query):
                found.setdefault(row.connection, []).append(_ledger_day(row))
        return found


async def _replace_usage(
    session: AsyncSession, connection: int, figures: Figures, prepared: Prepared, series: Sequence[int]
) -> None:
    for table in (UsageHourly, UsageDaily):
        await session.exec(delete(table).where(_in_window(table, connection, figures)))
    rows = _usage_rows(connection, prepared.usage, series)
    if figures.width == "1d":
        await sql.insert_rows(session, "usage_daily", _USAGE, rows)
        return
    await sql.insert_rows(session, "usage_hourly", _USAGE, rows)
    await session.exec(_daily_sums(connection, figures))
    if prepared.rare_by_day:
        await _write_rare(session, connection, prepared, series)


async def _replace_costs(
    session: AsyncSession, connection: int, figures: Figures, prepared: Prepared, series: Sequence[int]
) -> None:
    await session.exec(delete(CostDaily).where(_in_window(CostDaily, connection, figures)))
    rows = ((connection, row.start, series[row.series], row.nanos, row.quantity) for row in prepared.costs)
    await sql.insert_rows(session, "cost_daily", _COSTS, rows)


def _usage_rows(connection: int, rows: Sequence[UsageRow], series: Sequence[int]) -> Iterator[tuple[object, ...]]:
    return (
        (connection, start, series[index], requests, read, written, cached, quantity, rare)
        for start, index, requests, read, written, cached, quantity, rare in rows
    )


def _in_window(table: Buckets, connection: int, figures: Figures) -> ColumnElement[bool]:
    """The window's rows of this endpoint; other endpoints have rows on the same days."""
    start = col(table.start)
    of_endpoint = exists().where(
        col(SeriesRow.id) == col(table.series), col(SeriesRow.endpoint) == figures.endpoint.name
    )
    return and_(
        col(table.connection) == connection,
        start >= epoch(figures.window.first),
        start < epoch(figures.window.end),
        of_endpoint,
    )


def _daily_sums(connection: int, figures: Figures) -> Any:
    hours = UsageHourly
    day = col(hours.start) - col(hours.start) % DAY
    sums = (
        select_columns(
            literal(connection),
            day,
            col(hours.series),
            func.sum(col(hours.requests)),
            func.sum(col(hours.input)),
            func.sum(col(hours.output)),
            func.sum(col(hours.cached)),
            func.sum(col(hours.quantity)),
            null(),
        )
        .where(_in_window(hours, connection, figures))
        .group_by(day, col(hours.series))
    )
    return insert_into(UsageDaily).from_select(_USAGE, sums)


async def _write_rare(session: AsyncSession, connection: int, prepared: Prepared, series: Sequence[int]) -> None:
    rows = [
        {"connection": connection, "start": start, "series": series[index], "rare": rare}
        for start, index, rare in prepared.rare_by_day
    ]
    await session.exec(update(UsageDaily), params=rows)


async def _totals(
    session: AsyncSession, connection: int, figures: Figures, table: Buckets, amount: SQLColumnExpression[int]
) -> dict[int, int]:
    """What now stands in each day of the window, by the day's start."""
    query = (
        select_columns(col(table.start), func.sum(amount))
        .where(_in_window(table, connection, figures))
        .group_by(col(table.start))
    )
    rows = await (await session.connection()).execute(query)
    return {start: int(total) for start, total in rows}


async def _write_ledger(
    session: AsyncSession, connection: int, figures: Figures, totals: dict[int, int], read_at: datetime
) -> None:
    grouping = json.dumps(figures.grouping)
    lines = [
        {
            "connection": connection,
            "endpoint": figures.endpoint.name,
            "day": day,
            "width": figures.width,
            "grouping": grouping,
            "collected_at": read_at,
            "total": totals.get(epoch(day), 0),
            "same_since": read_at,
        }
        for day in figures.window.days()
    ]
    line = sql.insert(session, LedgerRow)
    unchanged = and_(
        col(LedgerRow.total) == line.excluded.total,
        col(LedgerRow.grouping) == line.excluded.grouping,
    )
    await session.exec(
        line.on_conflict_do_update(
            index_elements=["connection", "endpoint", "day"],
            set_={
                "width": line.excluded.width,
                "grouping": line.excluded.grouping,
                "collected_at": line.excluded.collected_at,
                "total": line.excluded.total,
                "same_since": case((unchanged, col(LedgerRow.same_since)), else_=line.excluded.same_since),
            },
        ),
        params=lines,
    )


def _ledger_day(row: LedgerRow) -> LedgerDay:
    width: Width = "1h" if row.width == "1h" else "1d"
    return LedgerDay(
        endpoint=row.endpoint,
        day=row.day,
        width=width,
        grouping=tuple(json.loads(row.grouping)),
        collected_at=row.collected_at,
        total=row.total,
        same_since=row.same_since,
    )
