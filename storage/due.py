"""What is due: a query each, which takes no more than there is room for. Of all workspaces: it is the clock's question.

Whoever asks does the work itself, or hands it to others; what is under way or handed out already it leaves out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.again import asked_again
from storage.connections import is_free, is_served
from storage.database import Database
from storage.held import is_collected
from storage.tables import ConnectionRow, WorkspaceRow

CLOCK: Final = "tokenmeter_clock"
"""The channel that the clock listens on."""


@dataclass(frozen=True, slots=True)
class DueCollection:
    connection: int
    account: str
    """Names what is collected, an organization of a provider: of one of these, one at a time."""
    is_import: bool
    """It was never collected whole: this may take long."""
    is_waited_for: bool
    """Somebody has just given a key, and waits for what comes of it."""


class Due:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def call_clock(self) -> None:
        """Tell the process that is the clock that something is due at once. Only with PostgreSQL."""
        async with self._database.writing() as session:
            await session.exec(select(func.pg_notify(CLOCK, "")))
            await session.commit()

    @asked_again
    async def collections(
        self, now: datetime, imports: int, rounds: int, besides: Collection[int] = ()
    ) -> list[DueCollection]:
        """At most so many imports and others that nobody collects: who is waited for first, then the longest due."""
        is_import = col(ConnectionRow.collected_at).is_(None)
        due = and_(col(ConnectionRow.next_collect_at) <= now, is_free(now), is_collected(), is_served())
        due &= col(ConnectionRow.id).not_in(besides)
        order = (col(ConnectionRow.key_proven), col(ConnectionRow.next_collect_at), col(ConnectionRow.id))

        def first(which: ColumnElement[bool], most: int) -> SelectOfScalar[Any]:
            return select(col(ConnectionRow.id)).where(which).order_by(*order).limit(max(most, 0))

        chosen = (first(due & is_import, imports), first(due & ~is_import, rounds))
        query = select(ConnectionRow).where(or_(*(col(ConnectionRow.id).in_(each) for each in chosen)))
        async with self._database.reading() as session:
            rows = list(await session.exec(query.order_by(*order)))
        return [_due(row) for row in rows]

    @asked_again
    async def looks(self, now: datetime, most: int, besides: Collection[str] = ()) -> list[str]:
        """At most so many workspaces that are to be looked after: where something has happened first."""
        at = col(WorkspaceRow.look_at)
        query = (
            select(WorkspaceRow.id)
            .where(or_(at.is_(None), at <= now))
            .where(col(WorkspaceRow.uninstalled_at).is_(None), col(WorkspaceRow.revoked_at).is_(None))
            .where(col(WorkspaceRow.id).not_in(besides))
            .order_by(at.is_not(None), at, col(WorkspaceRow.id))
            .limit(max(most, 0))
        )
        async with self._database.reading() as session:
            return list(await session.exec(query))


def _due(row: ConnectionRow) -> DueCollection:
    if row.id is None:
        raise ValueError("a connection without an id was never stored")
    account = f"{row.provider} {row.organization}" if row.organization else f"connection {row.id}"
    return DueCollection(row.id, account, row.collected_at is None, not row.key_proven)
