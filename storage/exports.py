"""What an export asks: day by day, so that no more than a day's rows are in memory, and all of one moment."""

from collections.abc import AsyncGenerator, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlmodel import col

from core.export.figures import Figure
from core.narrowing import Narrowing
from core.questions.dimensions import Dimension
from storage.database import Database
from storage.labels import holds, is_series_of, label_column
from storage.rows import DAY, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily, UsageHourly

_ONE: Final = timedelta(days=1)
_COUNTS: Final = ("requests", "input", "output", "cached")

UsageTable: TypeAlias = type[UsageDaily] | type[UsageHourly]


class Exports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_day(
        self,
        workspace: str,
        first: date,
        end: date,
        by: Sequence[Dimension],
        narrowing: Narrowing,
        *,
        usage: bool = True,
        hourly: bool = False,
    ) -> AsyncGenerator[list[Figure]]:
        """The rows of each day from `first` up to and without `end`: costs, and with `usage` what was used.

        `hourly`: usage by the hour where hours are kept, and else by the day. Whatever is collected meanwhile, all rows
        are of the moment of the first one.
        """
        asked = _Asked(workspace, by, narrowing)
        async with self._database.snapshot() as session:
            connection = await session.connection()
            for day in (first + _ONE * number for number in range((end - first).days)):
                figures = [asked.cost(row) for row in await connection.execute(asked.costs(day))]
                for table in _tables(usage=usage, hourly=hourly):
                    rows = await connection.execute(asked.usage(table, day, but_hourly=hourly))
                    figures += [asked.used(row, hourly=table is UsageHourly) for row in rows]
                yield figures


def _tables(*, usage: bool, hourly: bool) -> list[UsageTable]:
    if not usage:
        return []
    return [UsageHourly, UsageDaily] if hourly else [UsageDaily]


class _Asked:
    """The questions of a day, and how their rows are read."""

    def __init__(self, workspace: str, by: Sequence[Dimension], narrowing: Narrowing) -> None:
        self._workspace = workspace
        self._by = tuple(by)
        self._labels = [label_column(each) for each in by]
        self._narrowing = narrowing

    def costs(self, day: date) -> Select[Any]:
        sums = [func.sum(col(CostDaily.nanos)), func.sum(col(CostDaily.quantity))]
        return self._of_day(CostDaily, day, col(SeriesRow.currency), sums)

    def usage(self, table: UsageTable, day: date, *, but_hourly: bool) -> Select[Any]:
        """`but_hourly`: of days, without the series that have hours."""
        sums = [func.sum(getattr(table, name)) for name in (*_COUNTS, "quantity")]
        query = self._of_day(table, day, literal(""), sums)
        if table is UsageHourly or not but_hourly:
            return query
        hours = select(col(UsageHourly.series)).where(
            col(UsageHourly.connection).in_(self._narrowing), *_within(UsageHourly, day)
        )
        return query.where(col(table.series).not_in(hours))

    def cost(self, row: Any) -> Figure:
        start, connection, unit, *labels, currency, nanos, quantity = row
        return Figure(start, False, connection, self._labelled(labels), unit, quantity, currency, int(nanos))

    def used(self, row: Any, *, hourly: bool) -> Figure:
        start, connection, unit, *labels, _, requests, read, sent, cached, quantity = row
        counts = (int(requests), int(read), int(sent), int(cached))
        return Figure(start, hourly, connection, self._labelled(labels), unit, quantity, "", 0, *counts)

    def _labelled(self, labels: Sequence[str | None]) -> dict[Dimension, str | None]:
        return dict(zip(self._by, labels, strict=True))

    def _of_day(
        self, table: type[CostDaily] | UsageTable, day: date, currency: Any, sums: Sequence[Any]
    ) -> Select[Any]:
        columns: list[Any] = [col(table.start), col(table.connection), col(SeriesRow.unit), *self._labels]
        grouped = [*columns, currency] if table is CostDaily else columns
        query: Select[Any] = (
            select(*columns, currency, *sums)
            .select_from(ConnectionRow)
            .join(table, col(table.connection) == col(ConnectionRow.id))
            .join(SeriesRow, is_series_of(table))
            .where(
                col(ConnectionRow.workspace) == self._workspace,
                *_within(table, day),
                holds(self._narrowing),
            )
            .group_by(*grouped)
            .order_by(*grouped)
        )
        return query


def _within(table: type[CostDaily] | UsageTable, day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(table.start) >= epoch(day), col(table.start) < epoch(day) + DAY
