"""How far everything is behind, of all workspaces: for who watches over the installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, or_, text
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.again import asked_again
from storage.connections import is_free, is_served
from storage.database import Database
from storage.held import is_collected
from storage.tables import ConnectionRow, DeliveryRow, HeartbeatRow, WorkspaceRow

LATE: Final = timedelta(minutes=10)
"""What is due or begun for longer is late: each round of everything fits into this."""

GIVEN_UP: Final = timedelta(hours=1)
"""A message that nobody has tried to send for so long is not wanted any more: its day is over, or what it told of."""

ALIVE: Final = 30
"""Seconds since a worker's last sign of life within which it counts."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is due, or not done yet."""

    count: int
    late: int
    longest: timedelta
    """How long the first of them has waited."""


@dataclass(frozen=True, slots=True)
class Backlog:
    workspaces: int
    connections: int
    troubles: Mapping[str, int]
    """Connections whose last collection did not go through, by why."""
    collections: Waiting
    """Connections that are due and that nobody collects."""
    looks: Waiting
    """Workspaces that are to be looked after; those where something has just happened wait since now."""
    deliveries: Waiting
    """Messages that Slack has not taken at the first try, and that are still tried. What is claimed but once is being
    sent, or a note that something was said."""
    last_look: datetime | None
    """When somebody last looked for what is due."""
    jobs: Mapping[tuple[str, str], int] | None
    """In the queue, by line and state; None where there is no queue (SQLite)."""
    workers: int | None
    """What takes from the queue and is alive; None where there is none."""


class Backlogs:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def at(self, now: datetime) -> Backlog:
        async with self._database.reading() as session:
            by_trouble = await _by_trouble(session)
            return Backlog(
                workspaces=(await session.exec(select(func.count()).select_from(WorkspaceRow))).one(),
                connections=sum(by_trouble.values()),
                troubles={trouble: count for trouble, count in by_trouble.items() if trouble is not None},
                collections=await _waiting(
                    session,
                    col(ConnectionRow.next_collect_at),
                    now,
                    (col(ConnectionRow.next_collect_at) <= now) & is_free(now) & is_collected() & is_served(),
                ),
                looks=await _waiting(
                    session,
                    col(WorkspaceRow.look_at),
                    now,
                    or_(col(WorkspaceRow.look_at).is_(None), col(WorkspaceRow.look_at) <= now)
                    & col(WorkspaceRow.uninstalled_at).is_(None)
                    & col(WorkspaceRow.revoked_at).is_(None),
                ),
                deliveries=await _waiting(
                    session,
                    col(DeliveryRow.begun_at),
                    now,
                    col(DeliveryRow.sent_at).is_(None)
                    & (col(DeliveryRow.channel) == "")
                    & (col(DeliveryRow.claimed_at) != col(DeliveryRow.begun_at))
                    & (col(DeliveryRow.claimed_at) > now - GIVEN_UP),
                ),
                last_look=(await session.exec(select(HeartbeatRow.at))).first(),
                jobs=None if self._database.is_sqlite else await _jobs(session),
                workers=None if self._database.is_sqlite else await _workers(session),
            )


async def _by_trouble(session: AsyncSession) -> dict[str | None, int]:
    trouble = col(ConnectionRow.trouble)
    query = select(trouble, func.count()).where(is_collected()).group_by(trouble)
    return dict((await session.exec(query)).all())


async def _waiting(session: AsyncSession, since: Mapped[Any], now: datetime, which: ColumnElement[bool]) -> Waiting:
    late = func.coalesce(func.sum(case((since < now - LATE, 1), else_=0)), 0)
    query = select(func.count(), late, func.coalesce(func.min(since), now)).where(which)
    count, many, oldest = (await session.exec(query)).one()
    return Waiting(count, many, max(now - oldest, timedelta(0)))


async def _jobs(session: AsyncSession) -> dict[tuple[str, str], int]:
    query = text("SELECT queue_name, status::text, count(*) FROM procrastinate.procrastinate_jobs GROUP BY 1, 2")
    rows = (await (await session.connection()).execute(query)).all()
    return {(line, state): count for line, state, count in rows}


async def _workers(session: AsyncSession) -> int:
    workers = "SELECT count(*) FROM procrastinate.procrastinate_workers"
    alive = text(f"{workers} WHERE last_heartbeat > now() - make_interval(secs => {ALIVE})")
    return int((await (await session.connection()).execute(alive)).scalar_one())
