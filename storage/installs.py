"""The installations by OAuth: where the bot is, and whose turn it is to fetch a new token."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import col, select

from core.deeds import installed
from core.install import Granted, Install
from core.keys import Kept
from core.rights import RuleKind
from storage.again import asked_again
from storage.audit import append
from storage.database import Database
from storage.looks import look_at_once
from storage.tables import InstallRow, RuleRow, WorkspaceRow
from storage.workspaces import Plan, ensured, trusted


class StillLeaving(Exception):
    """The bot was removed from this workspace a moment ago, and not all of it is purged yet."""


@dataclass(frozen=True, slots=True)
class NewInstall:
    uid: str
    granted: Granted
    secret_ref: bytes
    at: datetime


class Installs:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, workspace: str) -> Install | None:
        """What is stored of the workspace's, also where it is no good any more."""
        return next(iter(await self._which(_of(workspace))), None)

    async def alive(self, workspace: str) -> Install | None:
        """The workspace's; None where the bot was removed, or its token revoked."""
        return next(iter(await self._which(_of(workspace) & _is_alive())), None)

    async def all(self) -> list[Install]:
        """Of all workspaces, also those that are no good any more."""
        return await self._which(col(InstallRow.id).is_not(None))

    @asked_again
    async def workspaces(self) -> list[str]:
        """Where the bot is."""
        async with self._database.reading() as session:
            return list(
                await session.exec(select(InstallRow.workspace).where(_is_alive()).order_by(InstallRow.workspace))
            )

    async def find(self, workspace: str, install: int) -> Install | None:
        mine = _of(workspace) & (col(InstallRow.id) == install)
        return next(iter(await self._which(mine)), None)

    async def put(self, new: NewInstall, plan: Plan) -> tuple[bool, Install | None]:
        """Store it, in the place of the workspace's one before: whether the workspace was here before, and that one.

        `plan` is a new workspace's, and who installs it there manages it; who does so again, does not: in many
        workspaces Slack lets anybody. That its token was revoked is over. Raises StillLeaving.
        """
        granted = new.granted
        async with self._database.writing() as session:
            workspace = await ensured(session, granted.workspace, granted.name, plan, new.at)
            if workspace.uninstalled_at is not None:
                raise StillLeaving
            row = (await session.exec(select(InstallRow).where(_of(granted.workspace)))).first()
            before = None if row is None else _install(row, workspace.name)
            again = before is not None or workspace.created_at != new.at
            await append(session, granted.workspace, installed(granted, again=again), new.at)
            workspace.revoked_at = workspace.doubted_at = None
            if row is not None:
                await session.delete(row)
                await session.flush()
            session.add_all([workspace, _row(new)])
            if not again:
                kind = RuleKind.MANAGER.value
                session.add(RuleRow(workspace=granted.workspace, subject=granted.by, kind=kind))
            await session.flush()
            await look_at_once(session, granted.workspace)
            await session.commit()
            return again, before

    async def claim(
        self,
        ends_by: datetime,
        free_at: datetime,
        holder: str,
        until: datetime,
        workspace: str | None = None,
    ) -> Install | None:
        """Lease to `holder` the one whose token ends first, if it ends by then and nobody was fetching the next at
        `free_at`, nor has begun to since: of all workspaces, or of this one.
        """
        free = or_(col(InstallRow.lease_until).is_(None), col(InstallRow.lease_until) < free_at)
        due = (col(InstallRow.expires_at) <= ends_by) & free & _is_alive()
        if workspace is not None:
            due &= _of(workspace)
        named = col(WorkspaceRow.id) == col(InstallRow.workspace)
        query = select(InstallRow, WorkspaceRow.name).join(WorkspaceRow, named).where(due)
        first = query.order_by(col(InstallRow.expires_at)).limit(1)
        async with self._database.writing() as session:
            found = (await session.exec(first.with_for_update(of=InstallRow, skip_locked=True))).first()
            if found is None:
                return None
            row, name = found
            row.lease_holder, row.lease_until = holder, until
            session.add(row)
            await session.commit()
            return _install(row, name)

    async def swap_tokens(self, install: Install, holder: str, secret_ref: bytes, expires_at: datetime) -> bytes | None:
        """Give it its next tokens, which nobody doubts; the answer is where those before are.

        None when somebody else has given it others meanwhile, or it is not there any more: then these are nobody's.
        """
        mine = or_(col(InstallRow.lease_holder) == holder, col(InstallRow.secret_ref) == install.secret_ref)
        which = and_(col(InstallRow.id) == install.id, col(InstallRow.uid) == install.uid, mine)
        async with self._database.writing() as session:
            row = (await session.exec(select(InstallRow).where(which).with_for_update())).first()
            if row is None:
                return None
            before = row.secret_ref
            row.secret_ref, row.expires_at, row.lease_holder, row.lease_until = secret_ref, expires_at, None, None
            session.add(row)
            await trusted(session, install.workspace)
            await session.commit()
            return before

    async def swap_secret(self, install: Install, kept: Kept) -> bool:
        """Give it a new secret for the same tokens, if its secret is still the one `install` tells; whether so."""
        unchanged = and_(col(InstallRow.id) == install.id, col(InstallRow.secret_ref) == install.secret_ref)
        change = update(InstallRow).where(unchanged).values(secret_ref=kept.secret_ref).returning(col(InstallRow.id))
        async with self._database.writing() as session:
            changed = (await session.exec(change.execution_options(synchronize_session=False))).first()
            await session.commit()
            return changed is not None

    @asked_again
    async def _which(self, which: ColumnElement[bool]) -> list[Install]:
        named = col(WorkspaceRow.id) == col(InstallRow.workspace)
        query = select(InstallRow, WorkspaceRow.name).join(WorkspaceRow, named).where(which)
        async with self._database.reading() as session:
            return [_install(row, name) for row, name in await session.exec(query.order_by(col(InstallRow.id)))]


def _of(workspace: str) -> ColumnElement[bool]:
    return col(InstallRow.workspace) == workspace


def _is_alive() -> ColumnElement[bool]:
    """The bot was neither removed from the workspace, nor its token revoked."""
    there = col(WorkspaceRow.uninstalled_at).is_(None) & col(WorkspaceRow.revoked_at).is_(None)
    return col(InstallRow.workspace).in_(select(WorkspaceRow.id).where(there))


def _row(new: NewInstall) -> InstallRow:
    granted = new.granted
    return InstallRow(
        uid=new.uid,
        workspace=granted.workspace,
        secret_ref=new.secret_ref,
        installed_by=granted.by,
        installed_at=new.at,
        expires_at=granted.expires_at,
        scopes=",".join(sorted(granted.scopes)),
    )


def _install(row: InstallRow, name: str) -> Install:
    return Install(
        id=row.id or 0,
        uid=row.uid,
        workspace=row.workspace,
        secret_ref=row.secret_ref,
        name=name,
        installed_by=row.installed_by,
        installed_at=row.installed_at,
        expires_at=row.expires_at,
        scopes=frozenset(row.scopes.split(",") if row.scopes else ()),
    )
