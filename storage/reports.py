"""The questions a report asks: sums by day, each one query over the daily rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel import col

from core.connection import Connection
from core.figures import DayFigure
from core.narrowing import Narrowing
from core.questions.dimensions import Dimension, Measure
from storage.database import Database
from storage.held import is_row_of
from storage.labels import LABELS, holds, label_column
from storage.rows import day_of, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily


class Reports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def costs_by_day(
        self, workspace: str, first: date, end: date, by: Sequence[Dimension], narrowing: Narrowing | None = None
    ) -> list[DayFigure]:
        """What each label, or pair of labels, cost on each day from `first` up to and without `end`, by currency."""
        unit = col(SeriesRow.currency)
        return await self._by_day(workspace, CostDaily, first, end, by, unit, col(CostDaily.nanos), narrowing)

    async def usage_by_day(
        self,
        workspace: str,
        first: date,
        end: date,
        by: Sequence[Dimension],
        measure: Measure,
        narrowing: Narrowing | None = None,
    ) -> list[DayFigure]:
        """How many tokens (read and written) or requests each label used on each day, `end` not included."""
        counted = col(UsageDaily.requests) if measure is Measure.REQUESTS else UsageDaily.input + UsageDaily.output
        unit = literal(measure.value)
        return await self._by_day(workspace, UsageDaily, first, end, by, unit, counted, narrowing)

    async def labels(
        self, workspace: str, dimensions: Iterable[Dimension], narrowing: Narrowing
    ) -> dict[tuple[int, Dimension], set[str]]:
        """The labels that were ever collected, by connection and dimension; "" where a series has no value."""
        asked = [
            select(col(SeriesRow.connection), literal(dimension.value), label)
            .join(ConnectionRow, col(ConnectionRow.id) == col(SeriesRow.connection))
            .where(col(ConnectionRow.workspace) == workspace, label.is_not(None), holds(narrowing))
            .distinct()
            for dimension in dimensions
            if (label := LABELS.get(dimension)) is not None
        ]
        found: dict[tuple[int, Dimension], set[str]] = {}
        for connection, dimension, value in await self._rows(union_all(*asked)) if asked else ():
            found.setdefault((connection, Dimension(dimension)), set()).add(value)
        return found

    async def costs_so_far(self, connection: Connection) -> dict[str, int]:
        """Nanos by currency, over everything that is collected."""
        query = (
            select(col(SeriesRow.currency), func.sum(col(CostDaily.nanos)))
            .join(SeriesRow, col(SeriesRow.id) == col(CostDaily.series))
            .join(ConnectionRow, col(ConnectionRow.id) == col(CostDaily.connection))
            .where(is_row_of(connection))
            .group_by(col(SeriesRow.currency))
        )
        return {currency: int(nanos) for currency, nanos in await self._rows(query)}

    async def keys_used(self, connection: Connection, first: date) -> set[str]:
        """The ids of the API keys that any usage was counted for from `first` on."""
        query = (
            select(col(SeriesRow.key))
            .join(UsageDaily, col(UsageDaily.series) == col(SeriesRow.id))
            .join(ConnectionRow, col(ConnectionRow.id) == col(UsageDaily.connection))
            .where(is_row_of(connection), col(UsageDaily.start) >= epoch(first), col(SeriesRow.key) != "")
            .distinct()
        )
        return {key for (key,) in await self._rows(query)}

    async def _by_day(
        self,
        workspace: str,
        table: type[CostDaily] | type[UsageDaily],
        first: date,
        end: date,
        by: Sequence[Dimension],
        unit: Any,
        amount: Any,
        narrowing: Narrowing | None,
    ) -> list[DayFigure]:
        first_label, second_label = (*map(label_column, by), literal(""), literal(""))[:2]
        columns = (col(table.start), col(table.connection), first_label, unit, second_label)
        query = (
            select(*columns, func.sum(amount))
            .select_from(ConnectionRow)
            .join(table, col(table.connection) == col(ConnectionRow.id))
            .join(SeriesRow, col(SeriesRow.id) == col(table.series))
            .where(
                col(ConnectionRow.workspace) == workspace,
                col(table.start) >= epoch(first),
                col(table.start) < epoch(end),
                holds(narrowing),
            )
            # A constant would be sorted by for every row that is added up.
            .group_by(*(each for each in columns if not isinstance(each, BindParameter)))
            .order_by(col(table.start), col(table.connection))
        )
        rows = await self._rows(query)
        days = {start: day_of(start) for start in {row[0] for row in rows}}
        return [
            DayFigure(days[start], found, text, of, int(total), second)
            for start, found, text, of, second, total in rows
        ]

    async def _rows(self, query: Any) -> list[Any]:
        async with self._database.reading() as session:
            return list((await (await session.connection()).execute(query)).all())
