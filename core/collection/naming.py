"""When names are read, and that ids stand in for them where that fails."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import Final, final

from core.collection.stores import NameStore
from core.connection import Connection
from core.providers.contract import NameKind, ProviderSession

_UNNAMED_EVERY: Final = timedelta(hours=1)
"""How often ids that nothing is known of make us read the names: some, like deleted keys', stay unknown for ever."""


@final
class Naming:
    """The names of one connection, in one collection."""

    def __init__(self, connection: Connection, store: NameStore) -> None:
        self._connection = connection
        self._store = store
        self._begins = timedelta(seconds=int(connection.uid, 16) % 86_400)
        self.missing = connection.names_missing
        """Permissions without which names stay ids."""
        self.since: date | None = None
        """The day of the oldest that was listed; None when nothing was read, or nothing tells."""
        self.projects: list[str] | None = None
        """The ids of all that are not archived; None when they were not read."""

    def is_daily_due(self, now: datetime) -> bool:
        """At the first collection of a day, which begins for each connection at another time.

        Not if one that was killed or failed has read them by then: a first import is begun again until it is through.
        """
        lately = (self._connection.collected_at, self._connection.names_read_at)
        return all(last is None or self._days(last) != self._days(now) for last in lately)

    async def is_due_for(self, ids: AbstractSet[str], now: datetime) -> bool:
        """Whether some of these ids have no name, at the first collection of an hour."""
        last = self._connection.collected_at
        if not ids or (last is not None and self._hours(last) == self._hours(now)):
            return False
        return not ids <= await self._store.ids(self._connection)

    async def read(self, session: ProviderSession) -> None:
        """Read and keep all names. Raises ProviderError."""
        names = await session.names()
        await self._store.remember(self._connection, names)
        self.missing, self.since = tuple(names.missing), names.since
        if NameKind.PROJECT in names.whole:
            self.projects = [each.id for each in names.known if each.kind is NameKind.PROJECT and each.active]

    def _days(self, time: datetime) -> int:
        return int((time - self._begins).timestamp() // 86_400)

    def _hours(self, time: datetime) -> int:
        return int((time - self._begins).timestamp() // _UNNAMED_EVERY.total_seconds())
