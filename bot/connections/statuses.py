"""How a workspace's connections are, read from the database."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.connections.guards import GuardsNow
from bot.connections.hygiene import Hygiene
from bot.views.connection import ConnectionStatus
from core.clock import Clock
from core.connection import Connection, last_day
from core.coverage import Coverage, coverage
from core.health import health
from core.providers.contract import Provider
from core.restated import by_day
from storage.api_keys import ApiKeys
from storage.connections import Connections
from storage.database import Database
from storage.differences import Differences
from storage.guards import GuardStore
from storage.names import NameStore
from storage.oddities import Oddities
from storage.reports import Reports
from storage.restatements import Restatements
from storage.usage import UsageStore

LATELY: Final = timedelta(days=35)
"""For how long the status tells of what was restated."""


class Statuses:
    def __init__(
        self,
        connections: Connections,
        usage: UsageStore,
        restatements: Restatements,
        differences: Differences,
        oddities: Oddities,
        hygiene: Hygiene,
        guards: GuardsNow,
        provider: Provider,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._usage = usage
        self._restatements = restatements
        self._oddities = oddities
        self._hygiene = hygiene
        self._guards = guards
        self._endpoints = provider.endpoints
        self._differences = differences
        self._clock = clock

    async def of(self, workspace: str) -> list[ConnectionStatus]:
        """All connections of a workspace, in the order of their names, with all that there is to tell of each."""
        return [await self.in_full(connection) for connection in await self._connections.of(workspace)]

    async def one(self, connection: Connection) -> ConnectionStatus:
        """What is collected, and how it is."""
        covered = await self.covered(connection)
        return ConnectionStatus(connection, covered, health(connection, covered, self._clock.now()))

    async def in_full(self, connection: Connection) -> ConnectionStatus:
        found = await self._restatements.since(connection.workspace, self._clock.now() - LATELY)
        status = replace(
            await self.one(connection),
            restated=by_day(each for each in found if each.connection == connection.id),
            differences=tuple(await self._differences.of(connection)),
            oddities=tuple(await self._oddities.of(connection)),
        )
        if connection.disconnected_at:
            return status
        keys = (await self._hygiene.one(connection)).to_look_at
        return replace(status, keys_to_look_at=len(keys), guards=await self._guards.of(connection))

    async def again(self, connection: Connection) -> ConnectionStatus | None:
        """How a connection is by now; None when it was removed meanwhile."""
        found = await self._connections.find(connection.workspace, connection.id)
        return None if found is None else await self.one(found)

    async def covered(self, connection: Connection) -> Coverage:
        until = last_day(connection, self._clock.now().date())
        ledger = await self._usage.ledger(connection)
        return coverage(ledger, self._endpoints, connection.first_day, until)


def statuses_of(database: Database, provider: Provider, clock: Clock) -> Statuses:
    """For the bot and for `tokenmeter collect` alike."""
    connections = Connections(database)
    reports, names = Reports(database), NameStore(database)
    hygiene = Hygiene(connections, ApiKeys(database), reports, names, clock)
    guards = GuardsNow(GuardStore(database), reports, names, clock)
    restatements, differences = Restatements(database), Differences(database)
    usage, oddities = UsageStore(database), Oddities(database)
    return Statuses(connections, usage, restatements, differences, oddities, hygiene, guards, provider, clock)
