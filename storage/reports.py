"""The questions a report asks: sums by day, each one query over the daily rows."""

from datetime import date
from typing import Any, Final

from sqlalchemy import SQLColumnExpression, func, literal, select
from sqlmodel import col

from core.connection import Connection
from core.figures import DayFigure
from core.questions.question import Dimension, Measure
from storage.database import Database
from storage.held import is_row_of
from storage.rows import day_of, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily

_LABELS: Final[dict[Dimension, SQLColumnExpression[str | None]]] = {
    Dimension.MODEL: col(SeriesRow.model),
    Dimension.PROJECT: col(SeriesRow.project),
    Dimension.ITEM: col(SeriesRow.item),
    Dimension.KEY: col(SeriesRow.key),
}


class Reports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def costs_by_day(self, workspace: str, first: date, end: date, by: Dimension | None) -> list[DayFigure]:
        """What each label cost on each day from `first` up to and without `end`, by currency."""
        unit = col(SeriesRow.currency)
        return await self._by_day(workspace, CostDaily, first, end, by, unit, col(CostDaily.nanos))

    async def usage_by_day(
        self, workspace: str, first: date, end: date, by: Dimension | None, measure: Measure
    ) -> list[DayFigure]:
        """How many tokens (read and written) or requests each label used on each day, `end` not included."""
        counted = col(UsageDaily.requests) if measure is Measure.REQUESTS else UsageDaily.input + UsageDaily.output
        return await self._by_day(workspace, UsageDaily, first, end, by, literal(measure.value), counted)

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

    async def _by_day(
        self,
        workspace: str,
        table: type[CostDaily] | type[UsageDaily],
        first: date,
        end: date,
        by: Dimension | None,
        unit: Any,
        amount: Any,
    ) -> list[DayFigure]:
        label = func.coalesce(_LABELS[by], "") if by in _LABELS else literal("")
        query = (
            select(col(table.start), col(table.connection), label, unit, func.sum(amount))
            .select_from(ConnectionRow)
            .join(table, col(table.connection) == col(ConnectionRow.id))
            .join(SeriesRow, col(SeriesRow.id) == col(table.series))
            .where(
                col(ConnectionRow.workspace) == workspace,
                col(table.start) >= epoch(first),
                col(table.start) < epoch(end),
            )
            .group_by(col(table.start), col(table.connection), label, unit)
            .order_by(col(table.start), col(table.connection))
        )
        rows = await self._rows(query)
        days = {start: day_of(start) for start in {row[0] for row in rows}}
        return [DayFigure(days[start], found, text, of, int(total)) for start, found, text, of, total in rows]

    async def _rows(self, query: Any) -> list[Any]:
        async with self._database.reading() as session:
            return list((await (await session.connection()).execute(query)).all())
