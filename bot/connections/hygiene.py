"""Looks for the API keys of a workspace's organizations that somebody should look at."""

from core.clock import Clock
from core.connection import Connection
from core.hygiene import UNUSED_AFTER, Findings, findings
from core.providers.contract import Name
from storage.api_keys import ApiKeys
from storage.connections import Connections
from storage.names import NameStore
from storage.reports import Reports


class Hygiene:
    def __init__(
        self, connections: Connections, api_keys: ApiKeys, reports: Reports, names: NameStore, clock: Clock
    ) -> None:
        self._connections = connections
        self._api_keys = api_keys
        self._reports = reports
        self._names = names
        self._clock = clock

    async def of(self, workspace: str) -> tuple[list[Findings], dict[int, list[Name]]]:
        """What was found in each organization that is connected, and what things are called there."""
        connections = await self._connections.of(workspace)
        found = [await self.one(each) for each in connections if each.disconnected_at is None]
        return found, await self._names.of(workspace)

    async def one(self, connection: Connection) -> Findings:
        # Those that were read before a permission was lost tell nothing of today.
        keys = [] if connection.names_missing else await self._api_keys.of(connection)
        now = self._clock.now()
        used = await self._reports.keys_used(connection, (now - UNUSED_AFTER).date()) if keys else set()
        return findings(keys, connection, used, now)
