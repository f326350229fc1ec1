"""The audit log's table: written in the transaction of what it tells, or that does not happen either."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audit import Deed, Entry, NoSuchWorkspace, next_entry
from storage.again import asked_again
from storage.columns import storable
from storage.database import Database
from storage.tables import AuditRow, WorkspaceRow


async def hold_workspace(session: AsyncSession, workspace: str) -> None:
    """Lock the workspace's row to the end of the transaction. Raises NoSuchWorkspace.

    Who changes what the log tells of begins with it: entries follow each other, and nobody waits for the row while
    holding one that its holder wants.
    """
    held = select(WorkspaceRow.id).where(col(WorkspaceRow.id) == workspace).with_for_update(key_share=True)
    if (await session.exec(held)).first() is None:
        raise NoSuchWorkspace(workspace)


async def append(session: AsyncSession, workspace: str, deed: Deed, at: datetime) -> Entry:
    """Write the deed down in the caller's transaction, which holds the workspace. Raises NoSuchWorkspace."""
    await hold_workspace(session, workspace)
    newest = select(AuditRow).where(col(AuditRow.workspace) == workspace).order_by(col(AuditRow.seq).desc()).limit(1)
    last = (await session.exec(newest)).first()
    entry = next_entry(
        workspace,
        None if last is None else _entry(last),
        replace(deed, actor=storable(deed.actor), subject=storable(deed.subject)),
        at,
    )
    session.add(
        AuditRow(
            workspace=entry.workspace,
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            details=entry.details,
            previous=entry.previous,
            hash=entry.hash,
        )
    )
    await session.flush()
    return entry


class AuditLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def entries(self, workspace: str) -> list[Entry]:
        """The whole chain, oldest first."""
        query = select(AuditRow).where(col(AuditRow.workspace) == workspace).order_by(col(AuditRow.seq))
        async with self._database.reading() as session:
            return [_entry(row) for row in await session.exec(query)]

    @asked_again
    async def newest(self, workspace: str, number: int) -> list[Entry]:
        """The last `number` entries, newest first."""
        query = (
            select(AuditRow)
            .where(col(AuditRow.workspace) == workspace)
            .order_by(col(AuditRow.seq).desc())
            .limit(number)
        )
        async with self._database.reading() as session:
            return [_entry(row) for row in await session.exec(query)]

    @asked_again
    async def workspaces(self) -> list[str]:
        """The workspaces that have a chain."""
        async with self._database.reading() as session:
            return list(await session.exec(select(AuditRow.workspace).distinct().order_by(col(AuditRow.workspace))))


def _entry(row: AuditRow) -> Entry:
    return Entry(
        workspace=row.workspace,
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        details=row.details,
        previous=row.previous,
        hash=row.hash,
    )
