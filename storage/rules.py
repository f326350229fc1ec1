"""What managers have decided about people and channels. Each change is written down in its own transaction."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.audit import Deed
from core.rights import Rule, RuleKind
from storage.again import asked_again
from storage.audit import append, hold_workspace
from storage.database import Database
from storage.filters import column_of, filters_of
from storage.tables import RuleRow


class Rules:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def of(self, workspace: str) -> list[Rule]:
        """All of them, by whom or what they are about."""
        query = (
            select(RuleRow).where(col(RuleRow.workspace) == workspace).order_by(col(RuleRow.subject), col(RuleRow.kind))
        )
        async with self._database.reading() as session:
            return [_rule(row) for row in await session.exec(query)]

    @asked_again
    async def about(self, workspace: str, subject: str) -> list[Rule]:
        """Those about one person, or one channel, by Slack's id."""
        query = select(RuleRow).where(col(RuleRow.workspace) == workspace, col(RuleRow.subject) == subject)
        async with self._database.reading() as session:
            return [_rule(row) for row in await session.exec(query)]

    async def put(self, workspace: str, rule: Rule, deed: Deed, at: datetime) -> bool:
        """Store it in the place of the one of its kind about the same; False when it is so already."""
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            row = await _find(session, workspace, rule.kind, rule.subject)
            if row is not None and _rule(row) == rule:
                return False
            await append(session, workspace, deed, at)
            row = row or RuleRow(workspace=workspace, subject=rule.subject, kind=rule.kind.value)
            row.filters = column_of(rule.filters)
            session.add(row)
            await session.commit()
            return True

    async def remove(self, workspace: str, rule: Rule, deed: Deed, at: datetime) -> bool:
        """Remove the one of this kind about the same; False when there is none."""
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            row = await _find(session, workspace, rule.kind, rule.subject)
            if row is None:
                return False
            await append(session, workspace, deed, at)
            await session.delete(row)
            await session.commit()
            return True


async def _find(session: AsyncSession, workspace: str, kind: RuleKind, subject: str) -> RuleRow | None:
    return await session.get(RuleRow, (workspace, subject, kind.value))


def _rule(row: RuleRow) -> Rule:
    return Rule(RuleKind(row.kind), row.subject, filters_of(row.filters))
