"""Providers' own spend limits and alerts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from core.connection import Connection
from core.guards import Limit
from core.providers.contract import SpendAlert, SpendLimit
from storage.again import asked_again
from storage.columns import storable
from storage.database import Database
from storage.held import hold, rows_of
from storage.tables import SpendAlertRow, SpendLimitRow


class GuardStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def limits(self, connection: Connection) -> list[Limit]:
        query = rows_of(SpendLimitRow, connection).order_by(col(SpendLimitRow.project))
        async with self._database.reading() as session:
            return [_limit(row) for row in await session.exec(query)]

    @asked_again
    async def alerts(self, connection: Connection) -> list[SpendAlert]:
        """The lowest first."""
        query = rows_of(SpendAlertRow, connection).order_by(col(SpendAlertRow.project), col(SpendAlertRow.nanos))
        async with self._database.reading() as session:
            rows = await session.exec(query)
            return [SpendAlert(row.external_id, row.project, row.nanos, row.currency) for row in rows]

    async def replace_limits(self, connection: Connection, limits: Sequence[SpendLimit], at: datetime) -> None:
        """These are all there are, as read at `at`; what blocked before and still does goes on.

        Raises ConnectionGone.
        """
        mine = col(SpendLimitRow.connection) == connection.id
        async with self._database.writing() as session:
            await (await session.connection()).run_sync(hold, connection)
            before = {row.project: row.blocking_since for row in await session.exec(select(SpendLimitRow).where(mine))}
            session.expunge_all()
            await session.exec(delete(SpendLimitRow).where(mine).execution_options(synchronize_session=False))
            session.add_all(_row(connection, limit, before.get(storable(limit.project)), at) for limit in limits)
            await session.commit()

    async def replace_alerts(self, connection: Connection, alerts: Iterable[SpendAlert]) -> None:
        """These are all there are. Raises ConnectionGone."""
        mine = delete(SpendAlertRow).where(col(SpendAlertRow.connection) == connection.id)
        rows = {(alert.project, alert.id): alert for alert in alerts}.values()
        async with self._database.writing() as session:
            await (await session.connection()).run_sync(hold, connection)
            await session.exec(mine.execution_options(synchronize_session=False))
            session.add_all(
                SpendAlertRow(
                    connection=connection.id,
                    project=storable(alert.project),
                    external_id=storable(alert.id),
                    nanos=alert.nanos,
                    currency=storable(alert.currency),
                )
                for alert in rows
            )
            await session.commit()


def _row(connection: Connection, limit: SpendLimit, since: datetime | None, at: datetime) -> SpendLimitRow:
    return SpendLimitRow(
        connection=connection.id,
        project=storable(limit.project),
        nanos=limit.nanos,
        currency=storable(limit.currency),
        blocking_since=(since or at) if limit.is_blocking else None,
    )


def _limit(row: SpendLimitRow) -> Limit:
    return Limit(row.project, row.nanos, row.currency, row.blocking_since)
