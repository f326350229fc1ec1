"""The connections: adding and removing them, and whose turn it is to be collected."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.connection import (
    Connection,
    ConnectionGone,
    KeyTaken,
    NameTaken,
    NewConnection,
    OrganizationTaken,
    Trouble,
    name_key,
)
from core.deeds import connected
from core.keys import Kept
from storage.audit import append
from storage.columns import storable
from storage.database import Database
from storage.held import is_row_of
from storage.tables import (
    ConnectionRow,
    CostDaily,
    LedgerRow,
    NameRow,
    SeriesRow,
    UsageDaily,
    UsageHourly,
)

_BELONGINGS = (UsageHourly, UsageDaily, CostDaily, LedgerRow, NameRow, SeriesRow)
"""What goes with a connection, in an order that foreign keys allow."""


class Connections:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: NewConnection) -> Connection:
        """Store it; it is due at once. Raises KeyTaken, OrganizationTaken or NameTaken, and then nothing is stored."""
        async with self._database.writing() as session:
            # Whoever adds to this workspace at the same moment waits here, and then sees this one.
            await append(session, new.workspace, connected(new), new.created_at)
            _refuse_taken(new, await _rows_of(session, new.workspace))
            row = _row(new)
            session.add(row)
            await session.flush()
            added = _connection(row)
            await session.commit()
            return added

    async def of(self, workspace: str) -> list[Connection]:
        """The workspace's connections, oldest first."""
        async with self._database.reading() as session:
            return [_connection(row) for row in await _rows_of(session, workspace)]

    async def find(self, workspace: str, connection: int) -> Connection | None:
        query = select(ConnectionRow).where(
            col(ConnectionRow.workspace) == workspace, col(ConnectionRow.id) == connection
        )
        async with self._database.reading() as session:
            row = (await session.exec(query)).first()
            return None if row is None else _connection(row)

    async def all(self) -> list[Connection]:
        """The connections of all workspaces, oldest first: for what the operator does with every key."""
        async with self._database.reading() as session:
            return [
                _connection(row) for row in await session.exec(select(ConnectionRow).order_by(col(ConnectionRow.id)))
            ]

    async def swap_secret(self, connection: Connection, kept: Kept) -> bool:
        """Give it a new secret for the same key, if its secret is still the one that `connection` tells; whether so."""
        unchanged = col(ConnectionRow.secret_ref) == connection.secret_ref
        which = is_row_of(connection) & unchanged
        return await self._update(which, secret_ref=kept.secret_ref, fingerprint=kept.fingerprints[0]) > 0

    async def claim_due(self, now: datetime, holder: str, until: datetime) -> list[Connection]:
        """Lease to `holder`, until `until`, every connection that is due and that nobody has leased at `now`.

        What this holder has leased already is not given out again. Of all workspaces: this is the clock's question.
        """
        nobody = or_(col(ConnectionRow.lease_holder).is_(None), col(ConnectionRow.lease_until) <= now)
        claim = (
            update(ConnectionRow)
            .where(col(ConnectionRow.next_collect_at) <= now, nobody)
            .values(lease_holder=holder, lease_until=until)
            .returning(ConnectionRow)
            .execution_options(synchronize_session=False)
        )
        async with self._database.writing() as session:
            rows = (await session.exec(claim)).scalars().all()
            claimed = [_connection(row) for row in sorted(rows, key=lambda row: row.next_collect_at)]
            await session.commit()
            return claimed

    async def renew(self, connection: Connection, holder: str, until: datetime) -> bool:
        """Keep the lease until `until`; False when `holder` does not have it any more."""
        mine = col(ConnectionRow.lease_holder) == holder
        return await self._update(is_row_of(connection) & mine, lease_until=until) > 0

    async def release(self, connection: Connection, holder: str) -> None:
        """Give the lease back, if `holder` still has it."""
        mine = col(ConnectionRow.lease_holder) == holder
        await self._update(is_row_of(connection) & mine, lease_holder=None, lease_until=None)

    async def record_collected(
        self, connection: Connection, at: datetime, next_at: datetime, names_missing: Iterable[str]
    ) -> None:
        """A collection went through: trouble is over. Raises ConnectionGone."""
        await self._update_one(
            connection,
            collected_at=at,
            next_collect_at=next_at,
            names_missing=json.dumps(list(names_missing)),
            trouble=None,
            trouble_detail="",
            trouble_since=None,
        )

    async def record_trouble(
        self, connection: Connection, trouble: Trouble, detail: str, at: datetime, next_at: datetime
    ) -> None:
        """A collection did not go through. Raises ConnectionGone.

        Trouble lasts since the first failure after the last collection that went through, whatever it was then.
        """
        await self._update_one(
            connection,
            next_collect_at=next_at,
            trouble=trouble.value,
            trouble_detail=detail,
            trouble_since=func.coalesce(col(ConnectionRow.trouble_since), at),
        )

    async def remove(self, workspace: str, connection: int) -> Connection | None:
        """Remove it with all that was collected for it; None when the workspace has no such connection.

        Its key is still in the vault: destroy it before, so that a failure leaves something to try again.
        """
        query = (
            select(ConnectionRow)
            .where(col(ConnectionRow.workspace) == workspace, col(ConnectionRow.id) == connection)
            .with_for_update()
        )
        async with self._database.writing() as session:
            row = (await session.exec(query)).first()
            if row is None:
                return None
            removed = _connection(row)
            for table in _BELONGINGS:
                await session.exec(delete(table).where(col(table.connection) == connection))
            await session.delete(row)
            await session.commit()
            return removed

    async def _update_one(self, connection: Connection, **values: Any) -> None:
        if await self._update(is_row_of(connection), **values) == 0:
            raise ConnectionGone

    async def _update(self, which: ColumnElement[bool], **values: Any) -> int:
        change = update(ConnectionRow).where(which).values(**values).execution_options(synchronize_session=False)
        async with self._database.writing() as session:
            changed = await session.exec(change)
            await session.commit()
            return changed.rowcount


async def _rows_of(session: AsyncSession, workspace: str) -> list[ConnectionRow]:
    query = select(ConnectionRow).where(col(ConnectionRow.workspace) == workspace).order_by(col(ConnectionRow.id))
    return list(await session.exec(query))


def _refuse_taken(new: NewConnection, existing: Iterable[ConnectionRow]) -> None:
    rows = list(existing)
    for row in rows:
        if row.fingerprint in new.fingerprints:
            raise KeyTaken(row.name)
    for row in rows:
        if new.organization and (row.provider, row.organization) == (new.provider, new.organization):
            raise OrganizationTaken(row.name)
    for row in rows:
        if row.name_key == name_key(storable(new.name)):
            raise NameTaken(row.name)


def _row(new: NewConnection) -> ConnectionRow:
    return ConnectionRow(
        uid=new.uid,
        workspace=new.workspace,
        provider=new.provider,
        name=storable(new.name),
        name_key=name_key(storable(new.name)),
        organization=new.organization,
        owner=new.owner,
        secret_ref=new.secret_ref,
        fingerprint=new.fingerprints[0],
        key_hint=new.key_hint,
        key_since=new.created_at,
        created_at=new.created_at,
        backfill_from=new.backfill_from,
        next_collect_at=new.created_at,
        names_missing=json.dumps(list(new.names_missing)),
    )


def _connection(row: ConnectionRow) -> Connection:
    if row.id is None:
        raise ValueError("a connection without an id was never stored")
    return Connection(
        id=row.id,
        uid=row.uid,
        workspace=row.workspace,
        provider=row.provider,
        name=row.name,
        organization=row.organization,
        owner=row.owner,
        secret_ref=row.secret_ref,
        key_hint=row.key_hint,
        key_since=row.key_since,
        created_at=row.created_at,
        backfill_from=row.backfill_from,
        collected_at=row.collected_at,
        trouble=None if row.trouble is None else Trouble(row.trouble),
        trouble_detail=row.trouble_detail,
        trouble_since=row.trouble_since,
        names_missing=tuple(json.loads(row.names_missing)),
    )
