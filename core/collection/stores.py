"""What a collection needs to be kept. The storage package fulfils these."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.collection.ledger import LedgerDay
from core.connection import Connection, Trouble
from core.guards import Limit
from core.oddities import Oddity
from core.providers.contract import Endpoint, Figures, Names, SpendAlert, SpendLimit, Window
from core.totals import DayTotal, Difference


class FigureStore(Protocol):
    async def ledger(self, connection: Connection) -> Sequence[LedgerDay]: ...

    async def replace(self, connection: Connection, figures: Figures, read_at: datetime) -> None:
        """Make `figures` all there is for its endpoint and window, in one transaction. Raises ConnectionGone."""
        ...

    async def totals(self, connection: Connection, endpoint: Endpoint, window: Window) -> Mapping[date, DayTotal]:
        """What stands in each day of the window that has anything in it."""
        ...

    async def record_reconciled(
        self,
        connection: Connection,
        compared: Collection[tuple[str, date]],
        differences: Iterable[Difference],
        at: datetime,
    ) -> None:
        """Of the days (of an endpoint) that were compared with the provider's totals, these and no others differ.

        Raises ConnectionGone.
        """
        ...


class NameStore(Protocol):
    async def ids(self, connection: Connection) -> AbstractSet[str]:
        """The ids of the connection that have a name."""
        ...

    async def remember(self, connection: Connection, names: Names) -> None:
        """Add or correct these names, and mark what is gone. Raises ConnectionGone."""
        ...


class OddityStore(Protocol):
    async def of(self, connection: Connection) -> Sequence[Oddity]: ...

    async def replace(self, connection: Connection, oddities: Collection[Oddity]) -> None:
        """Make these all there are. Raises ConnectionGone."""
        ...


class GuardStore(Protocol):
    async def limits(self, connection: Connection) -> Sequence[Limit]: ...

    async def replace_limits(self, connection: Connection, limits: Sequence[SpendLimit], at: datetime) -> None:
        """These are all there are, as read at `at`. Raises ConnectionGone."""
        ...

    async def replace_alerts(self, connection: Connection, alerts: Iterable[SpendAlert]) -> None:
        """These are all there are. Raises ConnectionGone."""
        ...


class ConnectionStore(Protocol):
    async def record_named(self, connection: Connection, at: datetime) -> None:
        """All its names were read. Raises ConnectionGone."""
        ...

    async def record_collected(
        self,
        connection: Connection,
        at: datetime,
        next_at: datetime,
        names_missing: Iterable[str],
        since: date | None,
    ) -> None:
        """A collection went through; `since`: the day of the oldest that is known of the organization.

        Raises ConnectionGone.
        """
        ...

    async def record_trouble(
        self, connection: Connection, trouble: Trouble, detail: str, at: datetime, next_at: datetime
    ) -> None:
        """A collection did not go through. Raises ConnectionGone."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    figures: FigureStore
    names: NameStore
    connections: ConnectionStore
    oddities: OddityStore
    guards: GuardStore
