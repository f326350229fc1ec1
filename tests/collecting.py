"""What collects, put together as the bot does it, for tests and for processes that tests kill."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from core.clock import Clock
from core.collection.collector import Collector
from core.collection.stores import Stores
from core.connection import Connection
from core.providers.openai import OpenAI
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.names import NameStore
from storage.oddities import Oddities
from storage.usage import UsageStore

HOURLY_DAYS: Final = 400


def collector(database: Database, openai: OpenAI, clock: Clock, build: type[UsageStore], key: str) -> Collector:
    """What collects, as the bot puts it together."""

    async def fetch_key(_: Connection) -> Secret:
        return Secret(key)

    stores = Stores(
        figures=build(database),
        names=NameStore(database),
        connections=Connections(database),
        oddities=Oddities(database),
        guards=GuardStore(database),
    )
    return Collector({"openai": openai}, stores, fetch_key, clock, lambda: 0.0, HOURLY_DAYS)


async def current(database: Database, connection: Connection) -> Connection:
    """The connection as it is now."""
    found = await Connections(database).find(connection.workspace, connection.id)
    if found is None:
        raise LookupError("the connection is gone")
    return found


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = Database(Secret(database_url))
    try:
        yield database
    finally:
        await database.close()
