"""tokenmeter collect: collects now, beside a running bot or without one, each connection by one process at a time."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from bot.collection.collector import collector_of
from bot.collection.leases import Leases, holder_name
from bot.connections.statuses import Statuses, statuses_of
from bot.keeping import key_keeper
from bot.operating.offline import NoConnection, database_of
from bot.settings import Settings
from bot.views.connection import ConnectionStatus
from core.clock import Clock
from core.collection.collector import Collector, Outcome
from core.collection.progress import Progress
from core.concurrency import together
from core.connection import Connection, ConnectionGone, name_key
from core.providers.openai import Manners, OpenAI
from storage.connections import Connections
from storage.history import History
from storage.installation import installation_of

AT_ONCE: Final = 8
"""Connections that are collected at once."""

PATIENCE: Final = 30
"""Seconds to wait for another process that has the connection: a bot's round takes few, a dead one's lease has 15."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one connection."""

    status: ConnectionStatus | None
    """How it is now; None when it was removed or disconnected meanwhile."""
    outcome: Outcome | None
    """None when it was not collected."""
    holder: str | None = None
    """The other process that has it; None when it has just let go."""

    @property
    def well(self) -> bool:
        return self.outcome is not None and self.outcome.fault is None


class Screen(Protocol):
    """What shows how it goes."""

    def begins(self, connection: Connection) -> Callable[[Progress], None]:
        """Takes the progress of this one from now on."""
        ...

    def ends(self, connection: Connection, result: Result) -> None: ...


class Collect:
    """What the command works with."""

    def __init__(
        self,
        connections: Connections,
        history: History,
        leases: Leases,
        collector: Collector,
        statuses: Statuses,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._connections = connections
        self._history = history
        self._leases = leases
        self._collector = collector
        self._statuses = statuses
        self._clock = clock
        self._sleep = sleep
        self._room = asyncio.Semaphore(AT_ONCE)

    async def all(self, name: str | None, since: date | None, screen: Screen) -> bool:
        """Collect the one of this name, or all; whether every one went through. Raises NoConnection.

        The days from `since` on are collected whatever the ledger says, and the history goes back to it at least.
        """
        chosen = choose(name, await self._connections.collected())
        results: list[Result] = []

        async def one(connection: Connection) -> None:
            async with self._room:
                result = await self._one(connection, since, screen.begins(connection))
            results.append(result)
            screen.ends(connection, result)

        await together([one(connection) for connection in chosen])
        return all(result.well for result in results)

    async def _one(self, connection: Connection, since: date | None, show: Callable[[Progress], None]) -> Result:
        claimed = await self._claim(connection)
        if isinstance(claimed, Result):
            return claimed
        try:
            if since is not None:
                # Held before: or a running bot, for whom it becomes due by this, would be first.
                reached = await self._history.reach_back_one(claimed, since, self._clock.now())
                claimed = reached[0].connection if reached else claimed
            outcome = await self._collector.collect(claimed, show, again_from=since)
        except ConnectionGone:
            return Result(None, None)
        finally:
            await self._leases.give_back(claimed)
        return Result(await self._statuses.again(claimed), outcome)

    async def _claim(self, connection: Connection) -> Connection | Result:
        """The connection, held; or what is in the way."""
        for _ in range(PATIENCE):
            claimed = await self._leases.claim_one(connection)
            if claimed is not None:
                return claimed
            now = await self._connections.find(connection.workspace, connection.id)
            if now is None or now.disconnected_at is not None:
                return Result(None, None)
            await self._sleep(1.0)
        holder = await self._connections.holder_of(connection, self._clock.now())
        return Result(await self._statuses.again(connection), None, holder)


def choose(name: str | None, connections: Sequence[Connection]) -> Sequence[Connection]:
    """Those that are meant by a name, or by WORKSPACE/NAME; without one, all. Raises NoConnection."""
    if not connections:
        raise NoConnection("No connection is connected. `/tokenmeter connect` in Slack connects one.")
    if name is None:
        return connections
    wanted = name_key(" ".join(name.split()))
    found = [each for each in connections if wanted in (name_key(each.name), name_key(_in_full(each)))]
    if not found:
        raise NoConnection(f"There is no connection {name!r}. There is {_listed(connections)}.")
    if len(found) > 1:
        raise NoConnection(f"Several workspaces have a connection {name!r}. Say which: {_listed(found)}.")
    return found


def _in_full(connection: Connection) -> str:
    return f"{connection.workspace}/{connection.name}"


def _listed(connections: Sequence[Connection]) -> str:
    return ", ".join(repr(_in_full(each)) for each in connections)


@asynccontextmanager
async def collecting(settings: Settings, clock: Clock) -> AsyncIterator[Collect]:
    """Put together by the settings, for as long as it is used. Raises DatabaseDown, NotMigrated, BadMasterKey,
    VaultError.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(database_of(settings))
        installation = await installation_of(database, secrets.token_hex(8), clock.now())
        keys, _ = await stack.enter_async_context(key_keeper(settings, installation.id))
        chance = secrets.SystemRandom().random
        provider = OpenAI(settings.openai_base_url, clock, Manners(jitter=chance))
        connections = Connections(database)
        yield Collect(
            connections,
            History(database),
            Leases(connections, clock, holder_name(secrets.token_hex(4))),
            collector_of(provider, database, keys, clock, chance, settings.hourly_days),
            statuses_of(database, provider, clock),
            clock,
        )


async def collect(settings: Settings, name: str | None, since: date | None, screen: Screen, clock: Clock) -> bool:
    """Whether every one went through. Raises NoConnection, and what `collecting` raises."""
    async with collecting(settings, clock) as command:
        return await command.all(name, since, screen)
