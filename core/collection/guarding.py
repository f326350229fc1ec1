"""Reads a provider's own spend limits and alerts: all of them daily, the limits there are in every collection."""

from collections.abc import Collection
from typing import final

from core.clock import Clock
from core.collection.stores import GuardStore
from core.connection import Connection
from core.guards import Limit
from core.providers.contract import ProviderSession, SpendLimit


@final
class Guarding:
    """The guards of one connection."""

    def __init__(self, connection: Connection, store: GuardStore, clock: Clock) -> None:
        self._connection = connection
        self._store = store
        self._clock = clock

    async def read_all(self, session: ProviderSession, projects: Collection[str]) -> None:
        """`projects`: the ids of all that are not archived. Raises ProviderError."""
        limits = await session.spend_limits(projects)
        await self._store.replace_limits(self._connection, limits, self._clock.now())
        await self._store.replace_alerts(self._connection, await session.spend_alerts(projects))

    async def look(self, session: ProviderSession) -> None:
        """Whether a limit blocks: one request, and one more for each project that has a limit. Raises ProviderError."""
        if self._connection.names_missing:
            return  # limits need the same permission, and names are asked for daily
        known = await self._store.limits(self._connection)
        limits = await session.spend_limits([limit.project for limit in known if limit.project])
        if {_told(limit) for limit in limits} != {_kept(limit) for limit in known}:
            await self._store.replace_limits(self._connection, limits, self._clock.now())


def _told(limit: SpendLimit) -> tuple[str, int, str, bool]:
    return limit.project, limit.nanos, limit.currency, limit.is_blocking


def _kept(limit: Limit) -> tuple[str, int, str, bool]:
    return limit.project, limit.nanos, limit.currency, limit.blocking_since is not None
