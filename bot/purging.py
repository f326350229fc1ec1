"""Purging: what an uninstalled workspace leaves, and what the operator asks for. A receipt says what there was."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

import structlog

from bot.all_of import all_of
from bot.keeping import key_keeper
from bot.operating.offline import database_of, workspace_of
from bot.settings import Settings
from core.audit import OPERATOR, SLACK
from core.clock import Clock
from core.keys import TOKENS, KeyKeeper
from core.purging import CameBack, Purger, Receipt, purge
from core.vault import VaultError
from storage.connections import Connections
from storage.database import Database
from storage.installation import installation_of
from storage.installs import Installs
from storage.purging import PurgedRows
from storage.workspaces import Workspaces

IsTaken = Callable[[str], Awaitable[bool]]
"""Whether Slack takes the bot's token in this workspace."""

log = structlog.stdlib.get_logger("tokenmeter.purging")


async def _not_asked(workspace: str) -> bool:
    return False


class Purging:
    def __init__(self, database: Database, keys: KeyKeeper, clock: Clock, is_taken: IsTaken = _not_asked) -> None:
        self._workspaces = Workspaces(database)
        self._using = purger_of(database, keys)
        self._clock = clock
        self._is_taken = is_taken
        self._started = clock.now()

    async def uninstalled(self, workspace: str, at: datetime) -> bool:
        """The app was uninstalled there: mark it to be purged; whether it is to be.

        `at`: in whole seconds, as Slack tells. It may tell late: one that was installed since then stays.
        """
        if await self._is_back(workspace, at):
            log.warning("told late of an uninstallation: it is installed again", workspace=workspace)
            return False
        await self._workspaces.uninstall(workspace, SLACK, self._clock.now())
        return True

    async def _is_back(self, workspace: str, at: datetime) -> bool:
        install = await self._using.installs.of(workspace)
        if install is not None:
            return install.installed_at.replace(microsecond=0) > at
        # SLACK_BOT_TOKEN, of which nothing is stored: after installing it again this process was started with the next.
        return at < self._started.replace(microsecond=0) and await self._is_taken(workspace)

    async def finish_all(self) -> None:
        """Purge every workspace that was uninstalled. Each receipt goes to the log."""
        await all_of([partial(self.finish, each) for each in await self._workspaces.uninstalled()], 1)

    async def finish(self, workspace: str) -> None:
        """Purge it, if it is still marked: another process may have done so, and it may be installed again."""
        if workspace not in await self._workspaces.uninstalled():
            return
        try:
            receipt = await purge(workspace, self._clock.now(), self._using)
        except VaultError as error:
            log.warning("not purged yet: the vault does not destroy a key", workspace=workspace, why=str(error))
            return
        except CameBack:
            log.warning("purged by another process, and installed again", workspace=workspace)
            return
        if receipt is None:
            log.info("purged by another process, which has the receipt", workspace=workspace)
            return
        log.warning(
            "purged",
            workspace=workspace,
            keys=receipt.keys,
            rows=dict(receipt.removed.rows),
            last_hash=receipt.removed.last_hash.hex(),
            overwritten=receipt.overwritten,
        )


def purger_of(database: Database, keys: KeyKeeper) -> Purger:
    return Purger(keys, Connections(database), keys.of_kind(TOKENS), Installs(database), PurgedRows(database))


async def name_of(settings: Settings, workspace: str) -> str:
    """The workspace's name, which the operator types to confirm. Raises NoWorkspace, DatabaseDown, NotMigrated."""
    async with database_of(settings) as database:
        return (await workspace_of(database, workspace)).name


async def purge_now(settings: Settings, workspace: str) -> str:
    """Purge it; the answer is the receipt, to be printed. Raises VaultError, BadMasterKey, DatabaseDown."""
    now = datetime.now(UTC)
    async with database_of(settings) as database:
        installation = await installation_of(database, secrets.token_hex(8), now)
        async with key_keeper(settings, installation.id) as (keys, _):
            await Workspaces(database).uninstall(workspace, OPERATOR, now)
            receipt = await purge(workspace, now, purger_of(database, keys))
        if receipt is None:
            return f"Another process has purged {workspace} just now: the receipt is in its log."
        return printed(receipt, is_sqlite=database.is_sqlite)


def printed(receipt: Receipt, *, is_sqlite: bool) -> str:
    removed = receipt.removed
    lines = [f"Purged {receipt.workspace} at {receipt.at.isoformat(timespec='seconds')}"]
    lines += [f"  {'keys destroyed':20} {receipt.keys:>10}"]
    lines += [f"  {table:20} {rows:>10}" for table, rows in sorted(removed.rows.items()) if rows]
    lines.append(f"The last hash of its audit log was {removed.last_hash.hex() or 'none: the log was empty'}.")
    if receipt.overwritten:
        lines.append("The database's files were rewritten without it, and copies made before migrations removed.")
    elif is_sqlite:
        lines.append(
            "Another process reads the database: SQLite's log beside it may hold some of it until all have stopped."
        )
    else:
        lines.append("PostgreSQL gives the space free in its own time; its backups and logs are yours to remove.")
    lines.append("Backups that you have made, and its messages in Slack, are yours to remove.")
    return "\n".join(lines)
