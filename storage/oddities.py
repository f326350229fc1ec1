"""What is particular about a connection's organization."""

from collections.abc import Collection
from functools import partial

from sqlalchemy import Connection as Transaction
from sqlalchemy import delete, insert
from sqlmodel import col

from core.connection import Connection
from core.oddities import Odd, Oddity
from storage.again import asked_again
from storage.columns import storable
from storage.database import Database
from storage.held import hold, rows_of
from storage.tables import OddityRow


class Oddities:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def of(self, connection: Connection) -> list[Oddity]:
        """What was seen last comes first."""
        query = rows_of(OddityRow, connection).order_by(
            col(OddityRow.at).desc(), col(OddityRow.kind), col(OddityRow.endpoint), col(OddityRow.what)
        )
        async with self._database.reading() as session:
            rows = await session.exec(query)
            return [Oddity(Odd(row.kind), row.endpoint, row.what, row.times, row.at) for row in rows]

    async def replace(self, connection: Connection, oddities: Collection[Oddity]) -> None:
        """Make these all there are. Raises ConnectionGone."""
        await self._database.write(partial(_replace, connection, oddities))


def _replace(connection: Connection, oddities: Collection[Oddity], transaction: Transaction) -> None:
    hold(transaction, connection)
    transaction.execute(delete(OddityRow).where(col(OddityRow.connection) == connection.id))
    rows = {(each.kind.value, each.endpoint, storable(each.what)): (each.times, each.at) for each in oddities}
    values = [
        {"connection": connection.id, "kind": kind, "endpoint": endpoint, "what": what, "times": times, "at": at}
        for (kind, endpoint, what), (times, at) in rows.items()
    ]
    if values:
        transaction.execute(insert(OddityRow), values)
