"""Removing every row of a workspace, and what they leave in the files."""

import asyncio
from typing import Final

from sqlalchemy import Delete, Table, delete, select
from sqlmodel import col

from core.purging import CameBack, Removed
from storage.backup import forget_backups
from storage.database import Database
from storage.sql import may_take_long
from storage.tables import AuditRow, ConnectionRow, SeenRequest, WorkspaceRow
from storage.tables import Table as Tables

_LAST: Final = ("connection", "workspace", "audit")
"""What other rows are found by goes after them; the audit log lets go only of a workspace that is gone."""


class PurgedRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def remove(self, workspace: str) -> Removed | None:
        """Remove every row of the workspace, in one transaction; who writes them meanwhile waits, and then stops.

        None when it is gone already. Raises CameBack when it is there and not marked to be purged.
        """
        its_row = select(col(WorkspaceRow.uninstalled_at)).where(col(WorkspaceRow.id) == workspace)
        connections = select(col(ConnectionRow.id)).where(col(ConnectionRow.workspace) == workspace)
        newest = (
            select(col(AuditRow.hash)).where(col(AuditRow.workspace) == workspace).order_by(col(AuditRow.seq).desc())
        )
        async with self._database.writing() as session:
            transaction = await session.connection()
            await transaction.run_sync(may_take_long)
            marked = (await transaction.execute(its_row.with_for_update())).scalars().all()
            if not marked:
                return None
            if None in marked:
                raise CameBack
            await transaction.execute(connections.with_for_update())
            last_hash = (await transaction.execute(newest.limit(1))).scalar()
            rows = {}
            for table, removal in removals(workspace).items():
                rows[table] = (await transaction.execute(removal)).rowcount
            await session.commit()
        return Removed(rows, last_hash or b"")

    async def overwrite(self) -> bool:
        """Leave nothing of removed rows in SQLite's files, nor copies that still have them; whether that is so now."""
        if self._database.file is not None:
            await asyncio.to_thread(forget_backups, self._database.file)
        return await self._database.overwrite_removed()


def removals(workspace: str) -> dict[str, Delete]:
    """For each table that has rows of workspaces, what removes this one's, in an order that foreign keys allow."""
    tables = list(reversed(Tables.metadata.sorted_tables))
    tables.sort(key=_turn)
    found = {table.name: _removal(table, workspace) for table in tables}
    return {name: removal for name, removal in found.items() if removal is not None}


def _turn(table: Table) -> int:
    return _LAST.index(table.name) + 1 if table.name in _LAST else 0


def _removal(table: Table, workspace: str) -> Delete | None:
    if table.name == SeenRequest.__tablename__:
        # Most of its keys are Slack's own; those that we make name the workspace.
        return delete(table).where(table.c.key.contains(f":{workspace}:", autoescape=True))
    if table.name == WorkspaceRow.__tablename__:
        return delete(table).where(table.c.id == workspace)
    if "workspace" in table.c:
        return delete(table).where(table.c.workspace == workspace)
    if "connection" in table.c:
        mine = select(col(ConnectionRow.id)).where(col(ConnectionRow.workspace) == workspace)
        return delete(table).where(table.c.connection.in_(mine))
    return None
