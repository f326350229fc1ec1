"""The workspaces."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audit import SLACK, Deed
from core.deeds import revoked, uninstalled, week_start_changed
from core.weeks import WeekStart
from storage import sql
from storage.again import asked_again
from storage.audit import append, hold_workspace
from storage.columns import storable
from storage.database import Database
from storage.tables import WorkspaceRow

Plan = Literal["free", "paid"]


@dataclass(frozen=True, slots=True)
class Workspace:
    id: str
    """The Slack team id."""
    name: str
    plan: Plan
    created_at: datetime
    revoked_at: datetime | None = None
    """Since then Slack takes the bot's token there no more; it ends when the bot is installed again."""
    doubted_at: datetime | None = None
    """Since then nobody can say whether Slack takes it."""


class Workspaces:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ensure(self, workspace: str, name: str, plan: Plan, now: datetime) -> Workspace:
        """The workspace as it is stored, made with this plan when it is new, under the name it has now.

        To be called where Slack takes the bot's token there: that it was revoked is over.
        """
        async with self._database.writing() as session:
            stored = await ensured(session, workspace, name, plan, now)
            stored.revoked_at = stored.doubted_at = None
            session.add(stored)
            await session.commit()
            return _workspace(stored)

    @asked_again
    async def get(self, workspace: str) -> Workspace | None:
        async with self._database.reading() as session:
            row = await session.get(WorkspaceRow, workspace)
            return None if row is None else _workspace(row)

    @asked_again
    async def week_start(self, workspace: str) -> WeekStart:
        """On which day its weeks start: on Monday, if nobody has said."""
        query = select(WorkspaceRow.week_start).where(col(WorkspaceRow.id) == workspace)
        async with self._database.reading() as session:
            return WeekStart((await session.exec(query)).first() or WeekStart.MONDAY)

    async def start_weeks_on(self, workspace: str, start: WeekStart, by: str, now: datetime) -> bool:
        """Have its weeks start on this day, and write down that `by` did; False when they do already.

        Raises NoSuchWorkspace.
        """
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            row = (await session.exec(select(WorkspaceRow).where(col(WorkspaceRow.id) == workspace))).one()
            before = WeekStart(row.week_start)
            if before is start:
                return False
            await append(session, workspace, week_start_changed(row.name, by, before, start), now)
            row.week_start = start
            session.add(row)
            await session.commit()
            return True

    @asked_again
    async def all(self) -> list[Workspace]:
        """All that are stored, in the order of their ids."""
        async with self._database.reading() as session:
            rows = await session.exec(select(WorkspaceRow).order_by(col(WorkspaceRow.id)))
            return [_workspace(row) for row in rows]

    async def uninstall(self, workspace: str, by: str, now: datetime) -> None:
        """Mark it to be purged, and write down who wants that; nothing where there is none."""
        await self._mark(workspace, "uninstalled_at", uninstalled, by, now)

    async def revoke(self, workspace: str, now: datetime, doubted_at: datetime | None = None) -> None:
        """Mark that Slack takes the bot's token no more; nothing where there is none, or that is known.

        With `doubted_at` only while the token is in doubt since then: it may have been given another meanwhile.
        """
        await self._mark(workspace, "revoked_at", revoked, SLACK, now, doubted_at)

    async def doubt(self, workspace: str, now: datetime) -> None:
        """Mark that Slack is to be asked whether it takes the bot's token still: each look asks until that is known.

        Nothing where there is none, or it is known already that Slack does not.
        """
        known = or_(col(WorkspaceRow.revoked_at).is_not(None), col(WorkspaceRow.uninstalled_at).is_not(None))
        change = update(WorkspaceRow).where(col(WorkspaceRow.id) == workspace, ~known)
        async with self._database.writing() as session:
            await session.exec(change.values(doubted_at=now))
            await session.commit()

    @asked_again
    async def doubted_at(self, workspace: str) -> datetime | None:
        """Since when its token is in doubt; None where it is not."""
        query = select(WorkspaceRow.doubted_at).where(col(WorkspaceRow.id) == workspace)
        async with self._database.reading() as session:
            return (await session.exec(query)).first()

    async def trust(self, workspace: str, doubted_at: datetime) -> None:
        """Slack takes its token: the doubt since then is over."""
        async with self._database.writing() as session:
            await trusted(session, workspace, doubted_at)
            await session.commit()

    async def _mark(
        self,
        workspace: str,
        column: str,
        deed: Callable[[str, str], Deed],
        by: str,
        now: datetime,
        doubted_at: datetime | None = None,
    ) -> None:
        async with self._database.writing() as session:
            query = select(WorkspaceRow).where(col(WorkspaceRow.id) == workspace).with_for_update()
            row = (await session.exec(query)).first()
            if row is None or getattr(row, column) is not None:
                return
            if doubted_at is not None and row.doubted_at != doubted_at:
                return
            await append(session, workspace, deed(row.name, by), now)
            setattr(row, column, now)
            row.doubted_at = None
            session.add(row)
            await session.commit()

    @asked_again
    async def uninstalled(self) -> list[str]:
        """The ids of those that are to be purged."""
        query = select(WorkspaceRow.id).where(col(WorkspaceRow.uninstalled_at).is_not(None))
        async with self._database.reading() as session:
            return list(await session.exec(query))


async def trusted(session: AsyncSession, workspace: str, doubted_at: datetime | None = None) -> None:
    """Its token is in doubt no more: of any doubt, or of the one since then."""
    mine = col(WorkspaceRow.id) == workspace
    if doubted_at is not None:
        mine &= col(WorkspaceRow.doubted_at) == doubted_at
    await session.exec(update(WorkspaceRow).where(mine).values(doubted_at=None))


async def ensured(session: AsyncSession, workspace: str, name: str, plan: Plan, now: datetime) -> WorkspaceRow:
    """Its row, locked: made with this plan when it is new, under the name it has now."""
    row = sql.insert(session, WorkspaceRow)
    await session.exec(
        row.on_conflict_do_update(index_elements=["id"], set_={"name": row.excluded.name}),
        params={"id": workspace, "name": storable(name), "plan": plan, "created_at": now},
    )
    return (await session.exec(select(WorkspaceRow).where(col(WorkspaceRow.id) == workspace))).one()


def _workspace(row: WorkspaceRow) -> Workspace:
    plan: Plan = next(plan for plan in get_args(Plan) if plan == row.plan)
    return Workspace(row.id, row.name, plan, row.created_at, row.revoked_at, row.doubted_at)
