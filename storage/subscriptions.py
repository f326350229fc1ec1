"""What people have asked to be told. A new one gets the lowest number that was never its kind's in the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Update, and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.questions.filters import Filters
from core.subscriptions import Kind, Recipient, Subscription
from storage.again import asked_again
from storage.audit import hold_workspace
from storage.columns import storable
from storage.database import Database
from storage.filters import column_of, filters_of
from storage.looks import look_at_once
from storage.tables import RecipientRow, SubscriptionRow


@dataclass(frozen=True, slots=True)
class NewSubscription:
    uid: str
    """Never used before."""
    kind: Kind
    made_by: str
    filters: Filters
    spec: str
    recipients: tuple[str, ...]
    """Slack's ids."""


class Subscriptions:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def add(self, workspace: str, new: NewSubscription, now: datetime) -> Subscription:
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            return await self._add(session, workspace, new, now)

    @asked_again
    async def add_once(self, workspace: str, new: NewSubscription, now: datetime) -> Subscription | None:
        """None when one with this uid was made before, even if it is off."""
        is_it = and_(col(SubscriptionRow.uid) == new.uid, col(SubscriptionRow.workspace) == workspace)
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            if (await session.exec(select(col(SubscriptionRow.uid)).where(is_it))).first() is not None:
                return None
            return await self._add(session, workspace, new, now)

    async def _add(self, session: AsyncSession, workspace: str, new: NewSubscription, now: datetime) -> Subscription:
        mine = and_(col(SubscriptionRow.workspace) == workspace, col(SubscriptionRow.kind) == new.kind.value)
        last = (await session.exec(select(func.max(col(SubscriptionRow.number))).where(mine))).one()
        row = SubscriptionRow(
            uid=new.uid,
            workspace=workspace,
            kind=new.kind.value,
            number=(last or 0) + 1,
            made_by=new.made_by,
            made_at=now,
            filters=column_of(new.filters),
            spec=storable(new.spec),
        )
        session.add(row)
        await session.flush()
        recipients = [_recipient_row(workspace, new.uid, each) for each in dict.fromkeys(new.recipients)]
        session.add_all(recipients)
        await session.flush()
        subscription = _subscription(row, recipients)
        await look_at_once(session, workspace)
        await session.commit()
        return subscription

    @asked_again
    async def of(self, workspace: str, *kinds: Kind) -> list[Subscription]:
        """All of these kinds that are not off, in the order of their numbers."""
        query = (
            select(SubscriptionRow)
            .where(
                col(SubscriptionRow.workspace) == workspace,
                col(SubscriptionRow.kind).in_([each.value for each in kinds]),
                col(SubscriptionRow.off_at).is_(None),
            )
            .order_by(col(SubscriptionRow.kind), col(SubscriptionRow.number))
        )
        recipients = select(RecipientRow).order_by(col(RecipientRow.place))
        async with self._database.reading() as session:
            rows = list(await session.exec(query))
            theirs: dict[str, list[RecipientRow]] = {}
            told = col(RecipientRow.subscription).in_([row.uid for row in rows])
            for each in await session.exec(recipients.where(told)):
                theirs.setdefault(each.subscription, []).append(each)
            return [_subscription(row, theirs.get(row.uid, [])) for row in rows]

    @asked_again
    async def find(self, workspace: str, uid: str, *, even_off: bool = False) -> Subscription | None:
        """None also when it is off, unless `even_off`."""
        is_it = and_(col(SubscriptionRow.uid) == uid, col(SubscriptionRow.workspace) == workspace)
        query = select(SubscriptionRow).where(is_it if even_off else _is(workspace, uid))
        recipients = (
            select(RecipientRow)
            .where(col(RecipientRow.workspace) == workspace, col(RecipientRow.subscription) == uid)
            .order_by(col(RecipientRow.place))
        )
        async with self._database.reading() as session:
            row = (await session.exec(query)).first()
            return None if row is None else _subscription(row, list(await session.exec(recipients)))

    @asked_again
    async def change(
        self, subscription: Subscription, filters: Filters, spec: str, recipients: Sequence[str], by: str, now: datetime
    ) -> bool:
        """Let it say something else from now on: by the rights of who says so. False when it is off.

        Recipients that stay keep what they have muted. An alert rule of which they alone change is as old as it was.
        """
        is_same = subscription.kind is Kind.ALERT and (filters, spec) == (subscription.filters, subscription.spec)
        made_at = subscription.made_at if is_same else now
        kept = {each.id for each in subscription.recipients}
        gone = [each for each in kept if each not in recipients]
        async with self._database.writing() as session:
            await look_at_once(session, subscription.workspace)
            changed = await session.exec(
                update(SubscriptionRow)
                .where(_is(subscription.workspace, subscription.uid))
                .values(filters=column_of(filters), spec=storable(spec), made_by=by, made_at=made_at)
            )
            if not changed.rowcount:
                return False
            await session.exec(
                delete(RecipientRow).where(
                    col(RecipientRow.subscription) == subscription.uid, col(RecipientRow.place).in_(gone)
                )
            )
            added = [each for each in dict.fromkeys(recipients) if each not in kept]
            session.add_all([_recipient_row(subscription.workspace, subscription.uid, each) for each in added])
            await session.commit()
            return True

    async def pause(self, workspace: str, uid: str, until: datetime | None) -> bool:
        """Tell nobody until then; None: tell them from now on. False when it is off."""
        return await self._changed(
            workspace, update(SubscriptionRow).where(_is(workspace, uid)).values(paused_until=until)
        )

    async def hand_over(self, workspace: str, uid: str, to: str) -> bool:
        """Let somebody else's rights hold for it. False when it is off."""
        return await self._changed(workspace, update(SubscriptionRow).where(_is(workspace, uid)).values(made_by=to))

    @asked_again
    async def tell_instead(self, workspace: str, uid: str, gone: Sequence[str], person: str) -> bool:
        """Tell this person what these recipients were told. False when none of them is one."""
        async with self._database.writing() as session:
            await look_at_once(session, workspace)
            theirs = or_(*(_goes(workspace, uid, each) for each in gone))
            if not (await session.exec(delete(RecipientRow).where(theirs))).rowcount:
                return False
            is_told = select(RecipientRow).where(_goes(workspace, uid, person))
            if (await session.exec(is_told)).first() is None:
                session.add(_recipient_row(workspace, uid, person))
            await session.commit()
            return True

    async def turn_off(self, workspace: str, uid: str, now: datetime) -> bool:
        """For good. Its name is not given to another. False when it was off."""
        return await self._changed(workspace, update(SubscriptionRow).where(_is(workspace, uid)).values(off_at=now))

    async def mute(self, workspace: str, uid: str, place: str, until: datetime | None) -> bool:
        """Tell this recipient nothing until then; None: tell them from now on. False when it is none."""
        return await self._changed(
            workspace, update(RecipientRow).where(_goes(workspace, uid, place)).values(muted_until=until)
        )

    async def leave(self, workspace: str, uid: str, place: str) -> bool:
        """Take a recipient off the list. False when it is none."""
        return await self._changed(workspace, delete(RecipientRow).where(_goes(workspace, uid, place)))

    async def note_trouble(self, workspace: str, uid: str, place: str, trouble: str) -> None:
        """Slack's word for what keeps this recipient from being told, "" for nothing any more."""
        change = update(RecipientRow).where(_goes(workspace, uid, place)).values(trouble=trouble)
        async with self._database.writing() as session:
            await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()

    @asked_again
    async def _changed(self, workspace: str, change: Update | Delete) -> bool:
        async with self._database.writing() as session:
            await look_at_once(session, workspace)  # its row first, as everywhere
            done = await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()
            return bool(done.rowcount)


def _is(workspace: str, uid: str) -> ColumnElement[bool]:
    return and_(
        col(SubscriptionRow.uid) == uid,
        col(SubscriptionRow.workspace) == workspace,
        col(SubscriptionRow.off_at).is_(None),
    )


def _goes(workspace: str, uid: str, place: str) -> ColumnElement[bool]:
    return and_(
        col(RecipientRow.subscription) == uid,
        col(RecipientRow.place) == place,
        col(RecipientRow.workspace) == workspace,
    )


def _recipient_row(workspace: str, uid: str, place: str) -> RecipientRow:
    return RecipientRow(subscription=uid, place=place, workspace=workspace)


def _subscription(row: SubscriptionRow, recipients: Sequence[RecipientRow]) -> Subscription:
    return Subscription(
        row.uid,
        row.workspace,
        Kind(row.kind),
        row.number,
        row.made_by,
        row.made_at,
        filters_of(row.filters),
        row.spec,
        tuple(Recipient(each.place, each.muted_until, each.trouble) for each in recipients),
        row.paused_until,
    )
