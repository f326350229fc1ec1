"""How far back a workspace's history goes: its plan, and the first day of each of its connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.connection import Connection
from core.deeds import plan_changed
from storage.audit import append, hold_workspace
from storage.connection_rows import connection_of
from storage.database import Database
from storage.held import is_collected, is_row_of
from storage.tables import ConnectionRow, WorkspaceRow
from storage.workspaces import Plan


@dataclass(frozen=True, slots=True)
class Reached:
    """A connection whose history goes back further now: it is due, and the next collection fetches the rest."""

    connection: Connection
    """As it is now."""
    days: int
    """How many days more there are to collect."""


class History:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_plan(self, workspace: str, plan: Plan, by: str, first: date, now: datetime) -> list[Reached]:
        """Give the workspace this plan, and write down that `by` did; its history goes back to `first` at least.

        Those of its connections that reach back further now. What is collected stays, whatever the plan. Raises
        NoSuchWorkspace.
        """
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            row = (await session.exec(select(WorkspaceRow).where(col(WorkspaceRow.id) == workspace))).one()
            if row.plan != plan:
                await append(session, workspace, plan_changed(row.name, by, row.plan, plan), now)
                row.plan = plan
                session.add(row)
            reached = await _reach_back(session, col(ConnectionRow.workspace) == workspace, first, now)
            await session.commit()
            return reached

    async def reach_back(self, plan: Plan, first: date, now: datetime) -> list[Reached]:
        """Have the history of every workspace with this plan go back to `first` at least; those that do only now."""
        on_it = select(WorkspaceRow.id).where(col(WorkspaceRow.plan) == plan)
        return await self._write(col(ConnectionRow.workspace).in_(on_it), first, now)

    async def reach_back_one(self, connection: Connection, first: date, now: datetime) -> list[Reached]:
        return await self._write(is_row_of(connection), first, now)

    async def _write(self, which: ColumnElement[bool], first: date, now: datetime) -> list[Reached]:
        async with self._database.writing() as session:
            reached = await _reach_back(session, which, first, now)
            await session.commit()
            return reached


async def _reach_back(session: AsyncSession, which: ColumnElement[bool], first: date, now: datetime) -> list[Reached]:
    """A lease that somebody has stays his: a collection under way leaves the connection due when it ends."""
    too_short = which & is_collected() & (col(ConnectionRow.backfill_from) > first)
    query = select(ConnectionRow).where(too_short).order_by(col(ConnectionRow.id)).with_for_update()
    rows: Sequence[ConnectionRow] = (await session.exec(query)).all()
    reached = []
    for row in rows:
        before = connection_of(row)
        row.backfill_from = first
        days = (before.first_day - connection_of(row).first_day).days
        if days:
            row.next_collect_at = min(row.next_collect_at, now)
            reached.append(Reached(connection_of(row), days))
    return reached
