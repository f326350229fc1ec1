"""The questions a report asks: sums by day, each one query over the daily rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel import col

from core.connection import Connection
from core.figures import Counted, DayFigure, HourFigure
from core.narrowing import Narrowing
from core.questions.dimensions import Dimension
from storage.again import asked_again
from storage.database import Database
from storage.held import is_row_of
from storage.labels import LABELS, holds, is_series_of, label_column
from storage.rows import DAY, HOUR, day_of, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily, UsageHourly


class Reports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def costs_by_day(
        self, workspace: str, first: date, end: date, by: Sequence[Dimension], narrowing: Narrowing | None = None
    ) -> list[DayFigure]:
        """What each label, or pair of labels, cost on each day from `first` up to and without `end`, by currency."""
        unit = col(SeriesRow.currency)
        rows = await self._sums(workspace, CostDaily, first, end, by, unit, col(CostDaily.nanos), narrowing)
        return _by_day(rows)

    async def usage_by_day(
        self,
        workspace: str,
        first: date,
        end: date,
        by: Sequence[Dimension],
        counted: Counted,
        narrowing: Narrowing | None = None,
    ) -> list[DayFigure]:
        """How much each label used on each day, `end` not included."""
        return _by_day(await self._used(workspace, UsageDaily, first, end, by, counted, narrowing))

    async def usage_by_hour(
        self,
        workspace: str,
        first: date,
        end: date,
        by: Sequence[Dimension],
        counted: Counted,
        narrowing: Narrowing | None = None,
    ) -> list[HourFigure]:
        """The same by the hour, as far as hours are kept."""
        rows = await self._used(workspace, UsageHourly, first, end, by, counted, narrowing)
        return [
            HourFigure(day_of(start), start % DAY // HOUR, found, text, of, int(total), second)
            for start, found, text, of, second, total in rows
        ]

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
            .join(SeriesRow, is_series_of(CostDaily))
            .join(ConnectionRow, col(ConnectionRow.id) == col(CostDaily.connection))
            .where(is_row_of(connection))
            .group_by(col(SeriesRow.currency))
        )
        return {currency: int(nanos) for currency, nanos in await self._rows(query)}

    async def keys_used(self, connection: Connection, first: date) -> set[str]:
        """The ids of the API keys that any usage was counted for from `first` on."""
        query = (
            select(col(SeriesRow.key))
            .join(UsageDaily, is_series_of(UsageDaily))
            .join(ConnectionRow, col(ConnectionRow.id) == col(UsageDaily.connection))
            .where(is_row_of(connection), col(UsageDaily.start) >= epoch(first), col(SeriesRow.key) != "")
            .distinct()
        )
        return {key for (key,) in await self._rows(query)}

    async def _used(
        self,
        workspace: str,
        table: type[UsageDaily] | type[UsageHourly],
        first: date,
        end: date,
        by: Sequence[Dimension],
        counted: Counted,
        narrowing: Narrowing | None,
    ) -> list[Any]:
        amount = _amount(table, counted)
        return await self._sums(workspace, table, first, end, by, literal(counted.value), amount, narrowing)

    async def _sums(
        self,
        workspace: str,
        table: type[CostDaily] | type[UsageDaily] | type[UsageHourly],
        first: date,
        end: date,
        by: Sequence[Dimension],
        unit: Any,
        amount: Any,
        narrowing: Narrowing | None,
    ) -> list[Any]:
        """Start, connection, label, unit, second label and amount of each bucket."""
        first_label, second_label = (*map(label_column, by), literal(""), literal(""))[:2]
        columns = (col(table.start), col(table.connection), first_label, unit, second_label)
        query = (
            # PostgreSQL's own sum is a decimal number, which takes the driver longer to read.
            select(*columns, cast(func.sum(amount), BigInteger))
            .select_from(ConnectionRow)
            .join(table, col(table.connection) == col(ConnectionRow.id))
            .join(SeriesRow, is_series_of(table))
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
        return await self._rows(query)

    @asked_again
    async def _rows(self, query: Any) -> list[Any]:
        async with self._database.reading() as session:
            return list((await (await session.connection()).execute(query)).all())


def _amount(table: type[UsageDaily] | type[UsageHourly], counted: Counted) -> Any:
    tokens = table.input + table.output
    match counted:
        case Counted.TOKENS:
            return tokens
        case Counted.REQUESTS:
            return table.requests
        case Counted.READ:
            return table.input
        case Counted.CACHED:
            return table.cached
        case Counted.BATCHED:
            return case((col(SeriesRow.batch) == "true", tokens), else_=0)
        case Counted.BATCHABLE:
            return case((col(SeriesRow.batch).is_not(None), tokens), else_=0)


def _by_day(rows: Sequence[Any]) -> list[DayFigure]:
    days = {start: day_of(start) for start in {row[0] for row in rows}}
    return [
        DayFigure(days[start], found, text, of, int(total), second) for start, found, text, of, second, total in rows
    ]
