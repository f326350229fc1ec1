"""Messages that must arrive once: claimed by one process, sent, recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import col, select

from storage import sql
from storage.database import Database
from storage.tables import DeliveryRow

MOST_KEYS: Final = 500
"""Asked about in one query."""


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    workspace: str
    kind: str
    key: str
    claimed_at: datetime
    channel: str
    """Where it was posted; "" until it was."""
    ts: str
    """Slack's id of the message; "" until it was posted."""
    sent_at: datetime | None


class Deliveries:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, workspace: str, kind: str, key: str, now: datetime, abandoned_before: datetime | None = None
    ) -> Delivery | None:
        """The right to send this message, which one caller gets; None for the others.

        With `abandoned_before`, a claim older than that, of which no sending was recorded, is taken over. Its claimer
        may have sent the message and died before it said so: look for it before sending again.
        """
        async with self._database.writing() as session:
            row = sql.insert(session, DeliveryRow)
            given = {"workspace": workspace, "kind": kind, "key": key, "claimed_at": now, "channel": "", "ts": ""}
            if abandoned_before is None:
                claim = row.on_conflict_do_nothing(index_elements=["workspace", "kind", "key"])
            else:
                claim = row.on_conflict_do_update(
                    index_elements=["workspace", "kind", "key"],
                    set_={"claimed_at": row.excluded.claimed_at},
                    where=and_(col(DeliveryRow.sent_at).is_(None), col(DeliveryRow.claimed_at) < abandoned_before),
                )
            claimed = (await session.exec(claim.values(**given).returning(col(DeliveryRow.id)))).first()
            if claimed is None:
                return None
            stored = (await session.exec(select(DeliveryRow).where(_is(workspace, kind, key)))).one()
            await session.commit()
            return _delivery(stored)

    async def sent(self, workspace: str, kind: str, key: str, channel: str, ts: str, now: datetime) -> None:
        """Record that it was posted, and where, so that it can be edited later."""
        change = (
            update(DeliveryRow)
            .where(_is(workspace, kind, key))
            .values(channel=channel, ts=ts, sent_at=now)
            .execution_options(synchronize_session=False)
        )
        async with self._database.writing() as session:
            await session.exec(change)
            await session.commit()

    async def of_kinds(self, workspace: str, kinds: Sequence[str]) -> list[Delivery]:
        query = select(DeliveryRow).where(col(DeliveryRow.workspace) == workspace, col(DeliveryRow.kind).in_(kinds))
        async with self._database.reading() as session:
            return [_delivery(row) for row in await session.exec(query)]

    async def done(self, workspace: str, kind: str, keys: Sequence[str]) -> dict[str, Delivery]:
        """Those of these that were sent, or are done with, by their keys."""
        found: dict[str, Delivery] = {}
        async with self._database.reading() as session:
            for at in range(0, len(keys), MOST_KEYS):
                query = select(DeliveryRow).where(
                    col(DeliveryRow.workspace) == workspace,
                    col(DeliveryRow.kind) == kind,
                    col(DeliveryRow.key).in_(keys[at : at + MOST_KEYS]),
                    col(DeliveryRow.sent_at).is_not(None),
                )
                found |= {row.key: _delivery(row) for row in await session.exec(query)}
        return found

    async def find(self, workspace: str, kind: str, key: str) -> Delivery | None:
        async with self._database.reading() as session:
            row = (await session.exec(select(DeliveryRow).where(_is(workspace, kind, key)))).first()
            return None if row is None else _delivery(row)


def _is(workspace: str, kind: str, key: str) -> ColumnElement[bool]:
    return and_(col(DeliveryRow.workspace) == workspace, col(DeliveryRow.kind) == kind, col(DeliveryRow.key) == key)


def _delivery(row: DeliveryRow) -> Delivery:
    if row.id is None:
        raise ValueError("a delivery without an id was never stored")
    return Delivery(row.id, row.workspace, row.kind, row.key, row.claimed_at, row.channel, row.ts, row.sent_at)
