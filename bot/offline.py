"""What the command line needs of the database while the bot may be running beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from storage.database import Database
from storage.migrate import current, head


class NotMigrated(Exception):
    """The database does not have this release's schema."""


@asynccontextmanager
async def database_of(settings: Settings) -> AsyncIterator[Database]:
    """The settings' database, as it is. Raises DatabaseDown and NotMigrated."""
    found, wanted = await asyncio.to_thread(current, settings.database), head()
    if found != wanted:
        raise NotMigrated(f"The database's schema is {found or 'empty'}, not {wanted}. Run `tokenmeter migrate`.")
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.close()
