"""What was restated: noted in the transaction that stores the new figures, read by answers and the status."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, insert
from sqlalchemy import Connection as Transaction
from sqlmodel import col, select

from core.collection.ledger import LedgerDay, is_settled
from core.restated import Restatement
from core.totals import NOTHING, DayTotal, changed
from storage.again import asked_again
from storage.database import Database
from storage.rows import day_of
from storage.tables import ConnectionRow, RestatementRow
from storage.totals import cost_totals


class Restatements:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, workspace: str, first: date, end: date) -> list[Restatement]:
        """Those of the days from `first` up to and without `end`, in all connections of the workspace."""
        return await self._which(workspace, col(RestatementRow.day) >= first, col(RestatementRow.day) < end)

    async def since(self, workspace: str, since: datetime) -> list[Restatement]:
        """Those that were found since then, of whatever days."""
        return await self._which(workspace, col(RestatementRow.at) >= since)

    @asked_again
    async def _which(self, workspace: str, *conditions: ColumnElement[bool]) -> list[Restatement]:
        query = (
            select(RestatementRow)
            .join(ConnectionRow, col(ConnectionRow.id) == col(RestatementRow.connection))
            .where(col(ConnectionRow.workspace) == workspace, *conditions)
        )
        async with self._database.reading() as session:
            return [_restatement(row) for row in await session.exec(query)]


class Watched:
    """The days of a window of costs that were settled, as they stood before the window was replaced."""

    def __init__(self, transaction: Transaction, bounds: Mapping[str, Any], lines: Iterable[LedgerDay]) -> None:
        """`bounds`: connection, endpoint, first and end of the window; `lines`: the ledger's, as they were."""
        self._transaction = transaction
        self._bounds = bounds
        told = self._told() if lines else set()
        # What was told once is told on: until it is settled again, the day may still move.
        self._lines = {line.day: line for line in lines if is_settled(line) or line.day in told}
        self._before = cost_totals(transaction, bounds) if self._lines else {}

    def note(self, read_at: datetime) -> None:
        """Once the new figures are in: note what they changed."""
        if not self._lines:
            return
        after = cost_totals(self._transaction, self._bounds)
        rows = [
            {"day": day, "currency": currency, "before": was, "after": now}
            for day, line in self._lines.items()
            if _is_other(line, after.get(day, NOTHING))
            for currency, (was, now) in changed(self._before.get(day, NOTHING), after.get(day, NOTHING)).items()
        ]
        if rows:
            same = {"connection": self._bounds["connection"], "endpoint": self._bounds["endpoint"], "at": read_at}
            self._transaction.execute(insert(RestatementRow), [{**same, **row} for row in rows])

    def _told(self) -> set[date]:
        query = select(col(RestatementRow.day)).where(
            col(RestatementRow.connection) == self._bounds["connection"],
            col(RestatementRow.endpoint) == self._bounds["endpoint"],
            col(RestatementRow.day) >= day_of(self._bounds["first"]),
            col(RestatementRow.day) < day_of(self._bounds["end"]),
        )
        return set(self._transaction.execute(query).scalars())


def _is_other(line: LedgerDay, after: DayTotal) -> bool:
    """Whether the provider says something else than at the last collection: rows of ours that were damaged since, and
    are healed now, were not restated.
    """
    return abs(sum(after.amounts.values()) - line.total) > after.rounded


def _restatement(row: RestatementRow) -> Restatement:
    return Restatement(row.connection, row.day, row.currency, row.before, row.after, row.at)
