"""What the command line needs of the database while the bot may be running beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from storage.database import Database
from storage.migrate import current, head
from storage.workspaces import Workspace, Workspaces


class NotMigrated(Exception):
    """The database does not have this release's schema."""


class NoWorkspace(Exception):
    """There is no such workspace here."""


class NoConnection(Exception):
    """There is no such connection, or more than one. The text says which there are."""


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    """The settings' database, as it is. Raises DatabaseDown and NotMigrated."""
    found, wanted = await asyncio.to_thread(current, settings.database), head()
    if found != wanted:
        raise NotMigrated(f"The database's schema is {found or 'empty'}, not {wanted}. Run `tokenmeter migrate`.")
    database = Database(settings.database, "tokenmeter command", settings.database_connections)
    try:
        yield database
    finally:
        await database.close()


async def workspace_of(database: Database, workspace: str) -> Workspace:
    """The workspace with this id. Raises NoWorkspace, which names those there are."""
    found = await Workspaces(database).get(workspace)
    if found is None:
        known = ", ".join(each.id for each in await Workspaces(database).all())
        raise NoWorkspace(
            f"There is no workspace {workspace} here. " + (f"There is {known}." if known else "There is none.")
        )
    return found
