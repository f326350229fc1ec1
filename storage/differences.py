"""Where days differ from the provider's own totals, as they were compared last."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection as Transaction
from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from core.connection import Connection
from core.totals import Difference
from storage.again import asked_again
from storage.database import Database
from storage.held import hold, is_row_of, rows_of
from storage.tables import ConnectionRow, DifferenceRow


class Differences:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def of(self, connection: Connection) -> list[Difference]:
        """Newest day first."""
        query = rows_of(DifferenceRow, connection).order_by(
            col(DifferenceRow.day).desc(), col(DifferenceRow.endpoint), col(DifferenceRow.unit)
        )
        async with self._database.reading() as session:
            rows = await session.exec(query)
            return [Difference(row.endpoint, row.day, row.unit, row.ours, row.theirs) for row in rows]


def record(
    connection: Connection,
    compared: Collection[tuple[str, date]],
    found: Iterable[Difference],
    at: datetime,
    transaction: Transaction,
) -> None:
    """Of the days that were compared, these and no others differ. Raises ConnectionGone."""
    hold(transaction, connection)
    mine = col(DifferenceRow.connection) == connection.id
    known = transaction.execute(select(col(DifferenceRow.endpoint), col(DifferenceRow.day)).where(mine)).all()
    for endpoint, day in {(endpoint, day) for endpoint, day in known} & set(compared):
        of_day = mine & (col(DifferenceRow.endpoint) == endpoint) & (col(DifferenceRow.day) == day)
        transaction.execute(delete(DifferenceRow).where(of_day))
    rows = [
        {
            "connection": connection.id,
            "endpoint": each.endpoint,
            "day": each.day,
            "unit": each.unit,
            "ours": each.ours,
            "theirs": each.theirs,
        }
        for each in found
    ]
    if rows:
        transaction.execute(insert(DifferenceRow), rows)
    transaction.execute(update(ConnectionRow).where(is_row_of(connection)).values(reconciled_at=at))
