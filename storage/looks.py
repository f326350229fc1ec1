"""When each workspace is to be looked after: what is told there, and finished."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, exists, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.again import asked_again
from storage.database import Database
from storage.tables import AlertRow, ConnectionRow, DeliveryRow, WorkspaceRow

ABANDONED: Final = timedelta(seconds=30)
"""A look whose process was killed is due again after this."""

FRESH: Final = timedelta(minutes=15)
"""What has not been told for longer waits for something else than a second try: the morning, or a person."""

HOURLY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One that was begun."""

    workspace: str
    until: datetime
    """When it is due again, should nobody end it."""
    is_hourly: bool
    """Whether it does as well what is done once an hour."""
    is_doubted: bool = False
    """Whether it first asks Slack if it takes the bot's token still."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    claimed_at: datetime | None
    """When the message was claimed that has waited longest for its sending to be recorded; None where none does."""
    others: bool
    """Whether there is anything else."""


async def look_at_once(session: AsyncSession, workspace: str) -> None:
    """Something has happened there that a look tells about, or that changes when the next one is due.

    The row is written even where one is due already: it holds back a look that would begin now, and miss this.
    """
    change = update(WorkspaceRow).where(col(WorkspaceRow.id) == workspace).values(look_at=None)
    await session.exec(change.execution_options(synchronize_session=False))


class Looks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, workspace: str, now: datetime) -> Look | None:
        """None where there is no such workspace, or it is to be purged."""
        async with self._database.writing() as session:
            query = select(WorkspaceRow).where(
                col(WorkspaceRow.id) == workspace, col(WorkspaceRow.uninstalled_at).is_(None)
            )
            row = (await session.exec(query.with_for_update(key_share=True))).first()
            if row is None:
                return None
            look = Look(workspace, now + ABANDONED, _is_over(row.looked_hourly_at, now), row.doubted_at is not None)
            row.look_at = look.until
            if look.is_hourly:
                row.looked_hourly_at = now
            session.add(row)
            await session.commit()
            return look

    async def end(self, look: Look, next_at: datetime) -> None:
        """It is due again at `next_at`; at once, when something has happened since it was begun."""
        unchanged = and_(col(WorkspaceRow.id) == look.workspace, col(WorkspaceRow.look_at) == look.until)
        change = update(WorkspaceRow).where(unchanged).values(look_at=next_at)
        async with self._database.writing() as session:
            await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()

    @asked_again
    async def unfinished(self, workspace: str, now: datetime) -> Unfinished:
        """What was begun there and has to be tried again soon."""
        unsent = select(func.min(col(DeliveryRow.claimed_at))).where(
            col(DeliveryRow.workspace) == workspace,
            col(DeliveryRow.sent_at).is_(None),
            col(DeliveryRow.channel) == "",
            col(DeliveryRow.claimed_at) > now - FRESH,
        )
        untold = exists().where(
            col(AlertRow.workspace) == workspace, col(AlertRow.untold), col(AlertRow.changed_at) > now - FRESH
        )
        keys = exists().where(
            col(ConnectionRow.workspace) == workspace,
            or_(
                and_(
                    col(ConnectionRow.disconnected_at).is_not(None),
                    or_(col(ConnectionRow.secret_ref) != b"", col(ConnectionRow.history_goes)),
                ),
                and_(col(ConnectionRow.replaced_ref).is_not(None), col(ConnectionRow.key_proven)),
            ),
        )
        async with self._database.reading() as session:
            claimed_at, others = (await session.exec(select(unsent.scalar_subquery(), or_(untold, keys)))).one()
            return Unfinished(claimed_at, bool(others))


def _is_over(looked_at: datetime | None, now: datetime) -> bool:
    return looked_at is None or now - looked_at >= HOURLY
