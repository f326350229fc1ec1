"""The questions estimates and explanations ask: every day's rows, or a span's sums, with all their labels."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, case, func, null, select
from sqlmodel import col

from core.estimates.rows import CostOfDay, Labels, UsageOfDay
from core.narrowing import Narrowing
from storage.again import asked_again
from storage.database import Database
from storage.labels import holds, is_series_of
from storage.rows import DAY, HOUR, day_of, epoch
from storage.tables import ConnectionRow, CostDaily, SeriesRow, UsageDaily, UsageHourly

_LABELS: Final = tuple(getattr(SeriesRow, label) for label in Labels._fields if label != "kind")

_PRICED_BY: Final = ("model", "tier", "batch")
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

    @asked_again
    async def usage_by_hour(
        self, workspace: str, first: date, end: date, labels: Sequence[str], narrowing: Narrowing
    ) -> list[UsageOfDay]:
        """What of `narrowing` was used in each hour of the days, `end` not included: by what a price depends on, and by
        `labels`; the other labels are None."""
        table: Any = UsageHourly
        *numbers, rare = (getattr(table, number.key) for number in _NUMBERS)
        wanted = {label.key: label for label in _LABELS if label.key in (*_PRICED_BY, *labels)}
        named = [wanted.get(label.key, null()) for label in _LABELS]
        columns: list[Any] = [table.start, table.connection, *named, SeriesRow.endpoint, *map(func.sum, numbers), rare]
        # What no query adds up stands in rows apart.
        apart = case((rare.is_not(None), table.series))
        query: Select[Any] = (
            select(*columns)
            .select_from(ConnectionRow)
            .join(table, table.connection == col(ConnectionRow.id))
            .join(SeriesRow, is_series_of(table))
            .where(
                col(ConnectionRow.workspace) == workspace,
                table.start >= epoch(first),
                table.start < epoch(end),
                holds(narrowing),
            )
            .group_by(table.start, table.connection, SeriesRow.endpoint, *wanted.values(), rare, apart)
        )
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        days = {start: day_of(start) for start in {row[0] for row in rows}}
        return [_used_in_hour(days[row[0]], *row) for row in rows]

    async def costs_in_all(self, workspace: str, first: date, end: date) -> list[CostOfDay]:
        """What each series cost on all of these days together, `end` not included; it stands under the first day."""
        amounts = (func.sum(CostDaily.nanos).label("nanos"), func.sum(CostDaily.quantity).label("quantity"))
        rows = await self._sums(workspace, CostDaily, first, end, null(), SeriesRow.currency, amounts)
        return [
            CostOfDay(first, connection, labels, currency, int(nanos), quantity)
            for connection, labels, (currency, nanos, quantity) in rows
        ]

    async def usage_in_all(self, workspace: str, first: date, end: date) -> list[UsageOfDay]:
        """What each series used, in the same way; days with rare numbers, which no query adds up, are rows apart."""
        *numbers, rare = _NUMBERS
        apart = case((rare.is_not(None), UsageDaily.start)).label("apart")
        amounts = (*(func.sum(number).label(number.key) for number in numbers), rare, apart)
        rows = await self._sums(workspace, UsageDaily, first, end, SeriesRow.endpoint, null(), amounts, rare, apart)
        return [
            UsageOfDay(
                first, connection, labels.kind or "", labels, int(calls), int(read), int(out), int(cached), *rest
            )
            for connection, labels, (_, calls, read, out, cached, *rest, _) in rows
        ]

    @asked_again
    async def _sums(
        self,
        workspace: str,
        table: Any,
        first: date,
        end: date,
        kind: Any,
        unit: Any,
        amounts: Sequence[Any],
        *grouped: Any,
    ) -> list[tuple[int, Labels, Sequence[Any]]]:
        """Connection and labels of each series, `kind` the last of them, `unit`, and the `amounts`."""
        sums = (
            select(table.connection, table.series, *amounts)
            .join(ConnectionRow, col(ConnectionRow.id) == table.connection)
            .where(col(ConnectionRow.workspace) == workspace, table.start >= epoch(first), table.start < epoch(end))
            .group_by(table.connection, table.series, *grouped)
            .subquery()
        )
        of_series = list(sums.c)[2:]
        query = (
            select(sums.c.connection, *_LABELS, kind, unit, *of_series)
            .join(SeriesRow, is_series_of(sums.c))
            .join(ConnectionRow, col(ConnectionRow.id) == col(SeriesRow.connection))
            .where(col(ConnectionRow.workspace) == workspace)
        )
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        end_of_labels = 1 + len(Labels._fields)
        return [(row[0], Labels(*row[1:end_of_labels]), row[end_of_labels:]) for row in rows]

    @asked_again
    async def _rows(self, workspace: str, table: Any, first: date, end: date, kind: Any, *columns: Any) -> list[Any]:
        """Day, connection and labels of each row, `kind` the last of them, and the values of `columns`."""
        query: Select[Any] = (
            select(table.start, table.connection, *_LABELS, kind, *columns)
            .select_from(ConnectionRow)
            .join(table, table.connection == col(ConnectionRow.id))
            .join(SeriesRow, is_series_of(table))
            .where(col(ConnectionRow.workspace) == workspace, table.start >= epoch(first), table.start < epoch(end))
        )
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        days = {start: day_of(start) for start in {row[0] for row in rows}}
        end_of_labels = 2 + len(Labels._fields)
        return [(days[row[0]], row[1], Labels(*row[2:end_of_labels]), row[end_of_labels:]) for row in rows]


def _used_in_hour(day: date, start: int, connection: int, *rest: Any) -> UsageOfDay:
    """`rest`: all labels, the kind the last of them, and the sums."""
    labels = Labels(*rest[: len(Labels._fields)])
    calls, read, out, cached, quantity, rare = rest[len(Labels._fields) :]
    counts = int(calls), int(read), int(out), int(cached)
    return UsageOfDay(day, connection, labels.kind or "", labels, *counts, quantity, rare, start % DAY // HOUR)
