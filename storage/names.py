"""What projects, people and keys are called."""

from collections.abc import Sequence

from sqlmodel import col, select

from core.connection import Connection
from core.providers.contract import Name, NameKind
from storage import sql
from storage.columns import storable
from storage.database import Database
from storage.held import hold
from storage.tables import ConnectionRow, NameRow


class NameStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, connection: Connection, names: Sequence[Name]) -> None:
        """Add or correct these names; those that are not among them stay, for what they name stays in old figures.

        Raises ConnectionGone.
        """
        rows = {
            (name.kind, name.id): {
                "connection": connection.id,
                "kind": name.kind.value,
                "external_id": storable(name.id),
                "name": storable(name.name),
                "active": name.active,
            }
            for name in names
        }
        async with self._database.writing() as session:
            await (await session.connection()).run_sync(hold, connection)
            if rows:
                row = sql.insert(session, NameRow)
                await session.exec(
                    row.on_conflict_do_update(
                        index_elements=["connection", "kind", "external_id"],
                        set_={"name": row.excluded.name, "active": row.excluded.active},
                    ),
                    params=list(rows.values()),
                )
            await session.commit()

    async def of(self, workspace: str) -> dict[int, list[Name]]:
        """Every name that is known, by connection."""
        query = (
            select(NameRow)
            .join(ConnectionRow, col(ConnectionRow.id) == col(NameRow.connection))
            .where(col(ConnectionRow.workspace) == workspace)
        )
        found: dict[int, list[Name]] = {}
        async with self._database.reading() as session:
            for row in await session.exec(query):
                name = Name(NameKind(row.kind), row.external_id, row.name, row.active)
                found.setdefault(row.connection, []).append(name)
        return found
