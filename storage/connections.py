"""The connections: adding and removing them, and whose turn it is to be collected."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audit import Deed
from core.connection import (
    NEEDS_A_PERSON,
    Connection,
    ConnectionGone,
    KeyTaken,
    NewConnection,
    NewKey,
    Trouble,
)
from core.deeds import connected
from core.keys import Kept
from storage.again import asked_again
from storage.audit import append, hold_workspace
from storage.connection_rows import connection_of, put_key, resume, resumed_by, row_of
from storage.database import Database
from storage.held import is_collected, is_row_of
from storage.looks import look_at_once
from storage.sql import may_take_long
from storage.tables import (
    ApiKeyRow,
    ConnectionRow,
    CostDaily,
    DeliveryRow,
    DifferenceRow,
    LedgerRow,
    NameRow,
    OddityRow,
    RestatementRow,
    SeriesRow,
    SpendAlertRow,
    SpendLimitRow,
    UsageDaily,
    UsageHourly,
    WorkspaceRow,
)

_BELONGINGS = (
    UsageHourly,
    UsageDaily,
    CostDaily,
    LedgerRow,
    RestatementRow,
    DifferenceRow,
    OddityRow,
    NameRow,
    ApiKeyRow,
    SpendLimitRow,
    SpendAlertRow,
    SeriesRow,
)
"""What goes with a connection, in an order that foreign keys allow."""


class Connections:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, new: NewConnection) -> Connection:
        """Store it; it is due at once. The history of one of the same organization that was disconnected goes on in it.

        Raises KeyTaken, OrganizationTaken, StillLeaving or NameTaken, and then nothing is stored.
        """
        async with self._database.writing() as session:
            # Whoever adds to this workspace at the same moment waits here, and then sees this one.
            await hold_workspace(session, new.workspace)
            resumed = resumed_by(new, await _rows_of(session, new.workspace))
            await append(session, new.workspace, connected(new, resumed is not None), new.created_at)
            row = row_of(new) if resumed is None else resume(resumed, new)
            session.add(row)
            await session.flush()
            added = connection_of(row)
            await look_at_once(session, new.workspace)
            await session.commit()
            return added

    @asked_again
    async def of(self, workspace: str) -> list[Connection]:
        """The workspace's connections, oldest first."""
        async with self._database.reading() as session:
            return [connection_of(row) for row in await _rows_of(session, workspace)]

    @asked_again
    async def find(self, workspace: str, connection: int) -> Connection | None:
        query = select(ConnectionRow).where(
            col(ConnectionRow.workspace) == workspace, col(ConnectionRow.id) == connection
        )
        async with self._database.reading() as session:
            row = (await session.exec(query)).first()
            return None if row is None else connection_of(row)

    async def all(self) -> list[Connection]:
        """The connections of all workspaces that have a key, oldest first: for what is done with every key."""
        return await self._which(col(ConnectionRow.secret_ref) != b"")

    async def collected(self) -> list[Connection]:
        """Those of all workspaces that are not disconnected, oldest first."""
        return await self._which(is_collected())

    async def untold(self, kind: str) -> list[Connection]:
        """Those of all workspaces that were collected whole and about which no delivery of this kind was claimed."""
        told = select(DeliveryRow.id).where(
            col(DeliveryRow.workspace) == col(ConnectionRow.workspace),
            col(DeliveryRow.kind) == kind,
            col(DeliveryRow.key) == col(ConnectionRow.uid),
        )
        whole = col(ConnectionRow.collected_at).is_not(None) & is_collected()
        return await self._which(whole & is_served() & ~told.exists())

    async def leaving(self, workspace: str, before: datetime) -> list[Connection]:
        """Those of the workspace that were disconnected before, and of which something is still to be destroyed."""
        something = or_(col(ConnectionRow.secret_ref) != b"", col(ConnectionRow.history_goes))
        left = (col(ConnectionRow.workspace) == workspace) & (col(ConnectionRow.disconnected_at) < before)
        return await self._which(left & something)

    async def swap_secret(self, connection: Connection, kept: Kept) -> bool:
        """Give it a new secret for the same key, if its secret is still the one that `connection` tells; whether so."""
        unchanged = col(ConnectionRow.secret_ref) == connection.secret_ref
        which = is_row_of(connection) & unchanged
        return await self._update(which, secret_ref=kept.secret_ref, fingerprint=kept.fingerprints[0]) > 0

    async def claim_due(self, number: int, now: datetime, holder: str, until: datetime) -> Connection | None:
        """Lease the connection with this id to `holder`, until `until`; None when it is not due, or leased at `now`.

        Of all workspaces: `number` comes from what is due.
        """
        due = and_(col(ConnectionRow.id) == number, col(ConnectionRow.next_collect_at) <= now)
        return await self._claim(due, now, holder, until)

    async def claim_one(self, connection: Connection, now: datetime, holder: str, until: datetime) -> Connection | None:
        """Lease this one to `holder`, due or not: as it is now; None when it is leased, or disconnected."""
        return await self._claim(is_row_of(connection), now, holder, until)

    @asked_again
    async def _claim(
        self, which: ColumnElement[bool], now: datetime, holder: str, until: datetime
    ) -> Connection | None:
        # Who waits here for another that is just leasing it sees that it is not free any more.
        lease = (
            update(ConnectionRow)
            .where(which, is_free(now), is_collected())
            .values(lease_holder=holder, lease_until=until)
            .returning(ConnectionRow)
            .execution_options(synchronize_session=False)
        )
        async with self._database.writing() as session:
            row = (await session.exec(lease)).scalars().first()
            claimed = None if row is None else connection_of(row)
            await session.commit()
            return claimed

    @asked_again
    async def holder_of(self, connection: Connection, now: datetime) -> str | None:
        """Who has it leased at `now`; None when nobody has."""
        query = select(ConnectionRow.lease_holder).where(is_row_of(connection), ~is_free(now))
        async with self._database.reading() as session:
            return (await session.exec(query)).first()

    async def renew(self, connections: Sequence[Connection], holder: str, until: datetime) -> int:
        """Keep the leases until `until`; how many of them `holder` still had."""
        ids = [connection.id for connection in connections]
        mine = col(ConnectionRow.lease_holder) == holder
        return await self._update(col(ConnectionRow.id).in_(ids) & mine, lease_until=until)

    async def release(self, connection: Connection, holder: str) -> None:
        """Give the lease back, if `holder` still has it."""
        mine = col(ConnectionRow.lease_holder) == holder
        await self._update(is_row_of(connection) & mine, lease_holder=None, lease_until=None)

    async def record_named(self, connection: Connection, at: datetime) -> None:
        """All its names were read. Raises ConnectionGone."""
        await self._record(connection, names_read_at=at)

    async def record_collected(
        self,
        connection: Connection,
        at: datetime,
        next_at: datetime,
        names_missing: Iterable[str],
        since: date | None,
    ) -> None:
        """A collection went through: trouble is over, and the key is proven. Raises ConnectionGone.

        `since`: the day of the oldest that is known of the organization. Where its history was made to go back further
        meanwhile, it is due again at once.
        """
        as_planned = col(ConnectionRow.backfill_from) == connection.backfill_from
        await self._record(
            connection,
            key_proven=True,
            collected_at=at,
            next_collect_at=case((as_planned, next_at), else_=at),
            names_missing=json.dumps(list(names_missing)),
            organization_since=since,
            trouble=None,
            trouble_detail="",
            trouble_since=None,
        )

    async def record_trouble(
        self, connection: Connection, trouble: Trouble, detail: str, at: datetime, next_at: datetime
    ) -> None:
        """A collection did not go through. Raises ConnectionGone.

        Trouble lasts since the first failure after the last collection that went through, whatever it was then; only
        what needs a person begins anew when it comes after what passes by itself, and the other way round.
        """
        alike = [each.value for each in Trouble if (each in NEEDS_A_PERSON) == (trouble in NEEDS_A_PERSON)]
        goes_on = col(ConnectionRow.trouble).in_(alike), col(ConnectionRow.trouble_since)
        await self._record(
            connection,
            next_collect_at=next_at,
            trouble=trouble.value,
            trouble_detail=detail,
            trouble_since=case(goes_on, else_=at),
        )

    async def disconnect(self, connection: Connection, deed: Deed, history_goes: bool, at: datetime) -> Connection:
        """Write `deed` down and mark it disconnected; its key and, if so wished, its history are then to be destroyed.

        Raises ConnectionGone when it is not any more as `connection` tells, and then nothing has changed.
        """
        state = (connection.disconnected_at, connection.history_goes)
        async with self._database.writing() as session:
            await append(session, connection.workspace, deed, at)
            row = (await session.exec(select(ConnectionRow).where(is_row_of(connection)).with_for_update())).first()
            if row is None or (row.disconnected_at, row.history_goes) != state:
                raise ConnectionGone
            row.disconnected_at = row.disconnected_at or at
            row.history_goes = history_goes
            row.owner = deed.actor
            session.add(row)
            await session.flush()
            marked = connection_of(row)
            await look_at_once(session, connection.workspace)
            await session.commit()
            return marked

    async def rotate(self, connection: Connection, deed: Deed, new: NewKey) -> Connection:
        """Write `deed` down and give it the new key; it is due at once.

        Raises KeyTaken, and ConnectionGone when it has not the key any more that `connection` tells; then nothing has
        changed.
        """
        async with self._database.writing() as session:
            await append(session, connection.workspace, deed, new.since)
            query = select(ConnectionRow).where(is_row_of(connection), is_collected()).with_for_update()
            row = (await session.exec(query)).first()
            if row is None or (row.secret_ref, row.replaced_ref) != (connection.secret_ref, None):
                raise ConnectionGone
            for other in await _rows_of(session, connection.workspace):
                if other.fingerprint in new.fingerprints:
                    raise KeyTaken(other.name)
            session.add(put_key(row, new))
            await session.flush()
            changed = connection_of(row)
            await session.commit()
            return changed

    async def with_key(self, workspace: str, fingerprints: Sequence[bytes]) -> Connection | None:
        """The workspace's connection that has the key of these fingerprints."""
        of_key = col(ConnectionRow.fingerprint).in_(fingerprints)
        return next(iter(await self._which((col(ConnectionRow.workspace) == workspace) & of_key)), None)

    async def rotated(self, workspace: str) -> list[Connection]:
        """Those of the workspace whose old key is not destroyed yet."""
        two_keys = (col(ConnectionRow.workspace) == workspace) & col(ConnectionRow.replaced_ref).is_not(None)
        return await self._which(two_keys & is_collected())

    async def forget_replaced(self, connection: Connection) -> bool:
        """The key that was rotated out is destroyed: forget where it was. Whether this caller was the first."""
        still = col(ConnectionRow.replaced_ref) == connection.replaced_ref
        return await self._update(is_row_of(connection) & still, replaced_ref=None) > 0

    async def forget_key(self, connection: Connection) -> bool:
        """A disconnected one's key is destroyed: forget all that is known of it. Whether this caller was the first."""
        still = col(ConnectionRow.disconnected_at).is_not(None) & (
            col(ConnectionRow.secret_ref) == connection.secret_ref
        )
        nothing = {"trouble": None, "trouble_detail": "", "trouble_since": None, "names_missing": "[]"}
        no_key = {"secret_ref": b"", "replaced_ref": None, "fingerprint": connection.uid.encode(), "key_hint": ""}
        return await self._update(is_row_of(connection) & still, **no_key, **nothing) > 0

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
            await (await session.connection()).run_sync(may_take_long)
            row = (await session.exec(query)).first()
            if row is None:
                return None
            removed = connection_of(row)
            for table in _BELONGINGS:
                await session.exec(delete(table).where(col(table.connection) == connection))
            told = col(DeliveryRow.workspace) == workspace, col(DeliveryRow.key).startswith(removed.uid)
            await session.exec(delete(DeliveryRow).where(*told))
            await session.delete(row)
            await session.commit()
            return removed

    @asked_again
    async def _which(self, condition: ColumnElement[bool]) -> list[Connection]:
        async with self._database.reading() as session:
            query = select(ConnectionRow).where(condition).order_by(col(ConnectionRow.id))
            return [connection_of(row) for row in await session.exec(query)]

    async def _record(self, connection: Connection, **values: Any) -> None:
        """Unless it has got another secret meanwhile: then what was found with the old one says nothing of the new one,
        and the connection stays due.
        """
        with_this_key = col(ConnectionRow.secret_ref) == connection.secret_ref
        collected = is_row_of(connection) & is_collected()
        change = update(ConnectionRow).where(collected & with_this_key).values(**values)
        async with self._database.writing() as session:
            # The workspace's row first, as everywhere.
            await look_at_once(session, connection.workspace)
            changed = await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()
        if changed.rowcount == 0 and not await self._which(collected):
            raise ConnectionGone

    @asked_again
    async def _update(self, which: ColumnElement[bool], **values: Any) -> int:
        change = update(ConnectionRow).where(which).values(**values).execution_options(synchronize_session=False)
        async with self._database.writing() as session:
            changed = await session.exec(change)
            await session.commit()
            return changed.rowcount


def is_served() -> ColumnElement[bool]:
    """The bot is in its workspace: neither removed from it, nor its token revoked."""
    away = col(WorkspaceRow.uninstalled_at).is_not(None) | col(WorkspaceRow.revoked_at).is_not(None)
    return col(ConnectionRow.workspace).not_in(select(WorkspaceRow.id).where(away))


def is_free(now: datetime) -> ColumnElement[bool]:
    """Nobody has it leased at `now`."""
    return or_(col(ConnectionRow.lease_holder).is_(None), col(ConnectionRow.lease_until) <= now)


async def _rows_of(session: AsyncSession, workspace: str) -> list[ConnectionRow]:
    query = select(ConnectionRow).where(col(ConnectionRow.workspace) == workspace).order_by(col(ConnectionRow.id))
    return list(await session.exec(query))
