"""An organization in the sandbox and a connection to it, collected by one process after the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.collection.collector import Outcome
from core.connection import Connection, NewConnection
from core.providers.openai import Manners, OpenAI
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.server import build_app
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import start
from storage.connections import Connections
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.books import Stored, inconsistent, stored, untrue
from tests.collecting import collector, current, opened
from tests.conftest import FixedClock

ENDPOINTS: Final = tuple(endpoint.name for endpoint in OpenAI.endpoints)


@dataclass
class Collected:
    """What stays when a process dies: the database, and OpenAI."""

    clock: FixedClock
    world: World
    sandbox: Sandbox
    openai_url: str
    database_url: str
    connection: Connection
    build: type[UsageStore] = UsageStore
    """What stores figures: a build that is broken on purpose has another."""

    async def collect(self) -> Outcome:
        """As a process does that was just started, and ends when it is done or dead."""
        async with opened(self.database_url) as database:
            openai = OpenAI(f"{self.openai_url}/v1", self.clock, Manners(sleep=_no_time))
            connection = await current(database, self.connection)
            return await collector(database, openai, self.clock, self.build, DEFAULT_KEY).collect(connection)

    async def kept(self) -> Stored:
        async with opened(self.database_url) as database:
            return await stored(database, self.connection)

    async def wrong(self) -> list[str]:
        """What is not as it must be after a collection that went through."""
        kept = await self.kept()
        return inconsistent(kept) + untrue(kept, self.world, ENDPOINTS, self.days())

    def days(self) -> list[date]:
        today, first = self.clock.now().date(), self.connection.backfill_from
        return [first + timedelta(days=number) for number in range((today - first).days + 1)]


@asynccontextmanager
async def collected(
    database_url: str, clock: FixedClock, world: World, days: int, build: type[UsageStore] = UsageStore
) -> AsyncIterator[Collected]:
    """A connection that is to be collected for the last `days` days, today among them."""
    running = await start(build_app(world))
    async with opened(database_url) as database:
        await Workspaces(database).ensure("T1", "Acme's Slack", "paid", clock.now())
        connection = await Connections(database).add(_new(clock, world, days))
    try:
        yield Collected(clock, world, running.app[SANDBOX], running.url, database_url, connection, build)
    finally:
        await running.close()


async def _no_time(seconds: float) -> None:
    """Waiting takes none."""


def _new(clock: FixedClock, world: World, days: int) -> NewConnection:
    return NewConnection(
        uid="0000000000000001",
        workspace="T1",
        provider="openai",
        name="Acme",
        organization=world.organization.id,
        owner="U1",
        secret_ref=b"",
        fingerprints=(b"0",),
        key_hint="",
        created_at=clock.now(),
        backfill_from=clock.now().date() - timedelta(days=days - 1),
    )
