"""Messages that must arrive once: claimed by one process, sent, recorded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Update, and_, or_, update
from sqlmodel import col, select

from storage import sql
from storage.again import asked_again
from storage.database import CommitLost, Database
from storage.tables import DeliveryRow

MOST_KEYS: Final = 500
"""Asked about in one query."""


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    workspace: str
    kind: str
    key: str
    begun_at: datetime
    """When it was claimed first, or last refused: it was not posted before."""
    claimed_at: datetime
    """When it was claimed or renewed last."""
    channel: str
    """Where it was posted, or refused; "" as long as neither is known."""
    ts: str
    """Slack's id of the message; "" until it was posted."""
    sent_at: datetime | None

    @property
    def taken_over(self) -> bool:
        """Whether somebody else claimed it before, and may have sent it."""
        return self.begun_at != self.claimed_at


class Deliveries:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, workspace: str, kind: str, key: str, now: datetime, abandoned_before: datetime | None = None
    ) -> Delivery | None:
        """The right to send this message, which one caller gets; None for the others.

        With `abandoned_before`, a claim older than that, of which no sending was recorded, is taken over. Its claimer
        may have sent the message and died before it said so: look for it before sending again (`taken_over`).
        """
        try:
            return await self._claim(workspace, kind, key, now, abandoned_before)
        except CommitLost:
            # Without another look it would stand there as somebody's who may have sent it, until it is taken over.
            found = await self.find(workspace, kind, key)
            if found is not None and found.claimed_at == now and found.sent_at is None:
                return found
            return await self._claim(workspace, kind, key, now, abandoned_before)

    @asked_again
    async def _claim(
        self, workspace: str, kind: str, key: str, now: datetime, abandoned_before: datetime | None
    ) -> Delivery | None:
        async with self._database.writing() as session:
            row = sql.insert(session, DeliveryRow)
            times = {"begun_at": now, "claimed_at": now}
            given = {"workspace": workspace, "kind": kind, "key": key, **times, "channel": "", "ts": ""}
            if abandoned_before is None:
                claim = row.on_conflict_do_nothing(index_elements=["workspace", "kind", "key"])
            else:
                claim = row.on_conflict_do_update(
                    index_elements=["workspace", "kind", "key"],
                    set_={"claimed_at": row.excluded.claimed_at, "channel": ""},
                    where=and_(col(DeliveryRow.sent_at).is_(None), col(DeliveryRow.claimed_at) < abandoned_before),
                )
            stored = (await session.exec(claim.values(**given).returning(DeliveryRow))).scalars().first()
            if stored is None:
                return None
            await session.commit()
            return _delivery(stored)

    async def note(self, workspace: str, kind: str, key: str, now: datetime, channel: str = "", ts: str = "") -> None:
        """Record something as done, in one step, that is no message of its own; not where it is claimed, or done."""
        try:
            await self._note(workspace, kind, key, now, channel, ts)
        except CommitLost:
            await self._note(workspace, kind, key, now, channel, ts)

    @asked_again
    async def _note(self, workspace: str, kind: str, key: str, now: datetime, channel: str, ts: str) -> None:
        async with self._database.writing() as session:
            times = {"begun_at": now, "claimed_at": now, "sent_at": now}
            given = {"workspace": workspace, "kind": kind, "key": key, **times, "channel": channel, "ts": ts}
            note = sql.insert(session, DeliveryRow).values(**given)
            await session.exec(note.on_conflict_do_nothing(index_elements=["workspace", "kind", "key"]))
            await session.commit()

    async def renew(self, claim: Delivery, now: datetime) -> Delivery | None:
        """Hold it as if it were claimed now; None when it was sent or taken over since."""
        # Done once more because its end was not heard of, it finds what it has left itself.
        held = and_(
            col(DeliveryRow.id) == claim.id,
            col(DeliveryRow.claimed_at).in_([claim.claimed_at, now]),
            col(DeliveryRow.sent_at).is_(None),
        )
        changed = await self._change(update(DeliveryRow).where(held).values(claimed_at=now))
        return replace(claim, claimed_at=now) if changed else None

    async def put_off(self, claim: Delivery, claimed_at: datetime) -> None:
        """Let it be taken over as if it had been claimed at that time; not when it was sent or taken over since."""
        await self._change(update(DeliveryRow).where(_is_held(claim)).values(claimed_at=claimed_at))

    async def refused(self, claim: Delivery, place: str, claimed_at: datetime) -> None:
        """Record that it was surely not posted there. It can be taken over as if it had been claimed at that time."""
        values = {"begun_at": claim.claimed_at, "claimed_at": claimed_at, "channel": place}
        await self._change(update(DeliveryRow).where(_is_held(claim)).values(**values))

    async def sent(self, workspace: str, kind: str, key: str, channel: str, ts: str, now: datetime) -> None:
        """Record that it was posted, and where, so that it can be edited later."""
        await self._change(
            update(DeliveryRow).where(_is(workspace, kind, key)).values(channel=channel, ts=ts, sent_at=now)
        )

    async def _change(self, change: Update) -> bool:
        """Whether there was something to change. Made twice, it is as if it had been made once."""
        try:
            return await self._change_once(change)
        except CommitLost:
            return await self._change_once(change)

    @asked_again
    async def _change_once(self, change: Update) -> bool:
        async with self._database.writing() as session:
            changed = await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()
            return changed.rowcount > 0

    @asked_again
    async def of_kinds(self, workspace: str, kinds: Sequence[str]) -> list[Delivery]:
        query = select(DeliveryRow).where(col(DeliveryRow.workspace) == workspace, col(DeliveryRow.kind).in_(kinds))
        async with self._database.reading() as session:
            return [_delivery(row) for row in await session.exec(query)]

    async def done(self, workspace: str, kind: str, keys: Sequence[str]) -> dict[str, Delivery]:
        """Those of these that were sent, or are done with, by their keys."""
        return await self._of_keys(workspace, kind, keys, col(DeliveryRow.sent_at).is_not(None))

    async def unrecorded(self, workspace: str, kind: str, keys: Sequence[str]) -> list[Delivery]:
        """Those of these that were claimed, and may have been sent, though nobody said so."""
        which = and_(col(DeliveryRow.sent_at).is_(None), col(DeliveryRow.channel) == "")
        return list((await self._of_keys(workspace, kind, keys, which)).values())

    async def answered(self, workspace: str, kind: str, keys: Sequence[str], since: datetime) -> Collection[str]:
        """Those of these that were sent at any time, or refused since then: nothing is to be done about them now."""
        refused = and_(col(DeliveryRow.channel) != "", col(DeliveryRow.claimed_at) >= since)
        which = or_(col(DeliveryRow.sent_at).is_not(None), refused)
        return (await self._of_keys(workspace, kind, keys, which)).keys()

    @asked_again
    async def _of_keys(
        self, workspace: str, kind: str, keys: Sequence[str], which: ColumnElement[bool]
    ) -> dict[str, Delivery]:
        found: dict[str, Delivery] = {}
        if not keys:
            return found
        async with self._database.reading() as session:
            for at in range(0, len(keys), MOST_KEYS):
                query = select(DeliveryRow).where(
                    col(DeliveryRow.workspace) == workspace,
                    col(DeliveryRow.kind) == kind,
                    col(DeliveryRow.key).in_(keys[at : at + MOST_KEYS]),
                    which,
                )
                found |= {row.key: _delivery(row) for row in await session.exec(query)}
        return found

    @asked_again
    async def find(self, workspace: str, kind: str, key: str) -> Delivery | None:
        async with self._database.reading() as session:
            row = (await session.exec(select(DeliveryRow).where(_is(workspace, kind, key)))).first()
            return None if row is None else _delivery(row)


def _is(workspace: str, kind: str, key: str) -> ColumnElement[bool]:
    return and_(col(DeliveryRow.workspace) == workspace, col(DeliveryRow.kind) == kind, col(DeliveryRow.key) == key)


def _is_held(claim: Delivery) -> ColumnElement[bool]:
    """Whether it is still this claim's to send."""
    return and_(
        col(DeliveryRow.id) == claim.id,
        col(DeliveryRow.claimed_at) == claim.claimed_at,
        col(DeliveryRow.sent_at).is_(None),
    )


def _delivery(row: DeliveryRow) -> Delivery:
    if row.id is None:
        raise ValueError("a delivery without an id was never stored")
    return Delivery(
        row.id, row.workspace, row.kind, row.key, row.begun_at, row.claimed_at, row.channel, row.ts, row.sent_at
    )
