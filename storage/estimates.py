"""The questions estimates ask: every day's rows, with all their labels."""

from datetime import date
from typing import Any, Final

from sqlalchemy import Select, null, select
from sqlmodel import col

from core.estimates.rows import CostOfDay, Labels, UsageOfDay
from storage.database import Database
from storage.rows import day_of, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily

_LABELS: Final = tuple(getattr(SeriesRow, label) for label in Labels._fields if label != "kind")

_NUMBERS: Final = tuple(
    getattr(UsageDaily, number) for number in ("requests", "input", "output", "cached", "quantity", "rare")
)


class DailyRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def costs(self, workspace: str, first: date, end: date) -> list[CostOfDay]:
        """What each series cost on each day from `first` up to and without `end`."""
        rows = await self._rows(
            workspace, CostDaily, first, end, null(), SeriesRow.currency, CostDaily.nanos, CostDaily.quantity
        )
        return [CostOfDay(day, connection, labels, *rest) for day, connection, labels, rest in rows]

    async def usage(self, workspace: str, first: date, end: date) -> list[UsageOfDay]:
        """What each series used on each day, `end` not included."""
        rows = await self._rows(workspace, UsageDaily, first, end, SeriesRow.endpoint, *_NUMBERS)
        return [UsageOfDay(day, connection, labels.kind, labels, *rest) for day, connection, labels, rest in rows]

    async def _rows(self, workspace: str, table: Any, first: date, end: date, kind: Any, *columns: Any) -> list[Any]:
        """Day, connection and labels of each row, `kind` the last of them, and the values of `columns`."""
        query: Select[Any] = (
            select(table.start, table.connection, *_LABELS, kind, *columns)
            .select_from(ConnectionRow)
            .join(table, table.connection == col(ConnectionRow.id))
            .join(SeriesRow, col(SeriesRow.id) == table.series)
            .where(col(ConnectionRow.workspace) == workspace, table.start >= epoch(first), table.start < epoch(end))
        )
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        days = {start: day_of(start) for start in {row[0] for row in rows}}
        end_of_labels = 2 + len(Labels._fields)
        return [(days[row[0]], row[1], Labels(*row[2:end_of_labels]), row[end_of_labels:]) for row in rows]
