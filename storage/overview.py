"""All workspaces at once, for who operates the bot: four questions, however many there are."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from core.connection import Connection
from core.overview import Stored
from storage.again import asked_again
from storage.connection_rows import connection_of
from storage.database import Database
from storage.held import is_collected
from storage.tables import ConnectionRow, LedgerRow, SubscriptionRow, WorkspaceRow


class Overview:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def all(self, endpoints: Sequence[str]) -> list[Stored]:
        """Every workspace. `endpoints`: the names of those that tell costs."""
        subscriptions = (
            select(SubscriptionRow.workspace, func.count())
            .where(col(SubscriptionRow.off_at).is_(None))
            .group_by(col(SubscriptionRow.workspace))
        )
        days = (
            select(ConnectionRow.workspace, func.count())
            .join(LedgerRow, col(LedgerRow.connection) == col(ConnectionRow.id))
            .where(col(LedgerRow.endpoint).in_(endpoints))
            .group_by(col(ConnectionRow.workspace))
        )
        connections: dict[str, list[Connection]] = {}
        async with self._database.snapshot() as session:
            workspaces = list(await session.exec(select(WorkspaceRow)))
            for row in await session.exec(select(ConnectionRow).where(is_collected())):
                connections.setdefault(row.workspace, []).append(connection_of(row))
            stored_days = dict(list(await session.exec(days)))
            subscribed = dict(list(await session.exec(subscriptions)))
        return [
            Stored(
                each.id,
                each.name,
                each.plan,
                each.created_at,
                each.uninstalled_at,
                each.revoked_at,
                tuple(connections.get(each.id, ())),
                stored_days.get(each.id, 0),
                subscribed.get(each.id, 0),
            )
            for each in workspaces
        ]
