"""The workspaces."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import update
from sqlmodel import col, select

from core.deeds import week_start_changed
from core.weeks import WeekStart
from storage import sql
from storage.again import asked_again
from storage.audit import append, hold_workspace
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


class Workspaces:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ensure(self, workspace: str, name: str, plan: Plan, now: datetime) -> Workspace:
        """The workspace as it is stored, made with this plan when it is new, under the name it has now."""
        async with self._database.writing() as session:
            row = sql.insert(session, WorkspaceRow)
            await session.exec(
                row.on_conflict_do_update(index_elements=["id"], set_={"name": row.excluded.name}),
                params={"id": workspace, "name": name, "plan": plan, "created_at": now},
            )
            stored = (await session.exec(select(WorkspaceRow).where(col(WorkspaceRow.id) == workspace))).one()
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

    async def uninstall(self, workspace: str, now: datetime) -> None:
        """Mark it to be purged."""
        change = update(WorkspaceRow).where(col(WorkspaceRow.id) == workspace).values(uninstalled_at=now)
        async with self._database.writing() as session:
            await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()

    @asked_again
    async def uninstalled(self) -> list[str]:
        """The ids of those that are to be purged."""
        query = select(WorkspaceRow.id).where(col(WorkspaceRow.uninstalled_at).is_not(None))
        async with self._database.reading() as session:
            return list(await session.exec(query))


def _workspace(row: WorkspaceRow) -> Workspace:
    plan: Plan = next(plan for plan in get_args(Plan) if plan == row.plan)
    return Workspace(id=row.id, name=row.name, plan=plan, created_at=row.created_at)
