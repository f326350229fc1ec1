"""The nightly pass: stored days are held against the provider's own totals, and read again where the two differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import final

from core.clock import Clock
from core.collection.ledger import LedgerDay
from core.collection.plan import HOURLY, NIGHTLY, again, period, stagger_of
from core.collection.progress import Tally, newest_first
from core.collection.reconciling import differences, tonight, totals_of
from core.collection.run import Run
from core.collection.stores import Stores
from core.collection.trouble import Fault, worst
from core.connection import Connection
from core.providers.contract import (
    Endpoint,
    NotOffered,
    PermissionMissing,
    Provider,
    ProviderSession,
    Window,
)
from core.totals import DayTotal, Difference


@dataclass(frozen=True, slots=True)
class Reconciled:
    days: int
    """Days of endpoints that were compared."""
    healed: int
    """How many of them differed, and do not any more."""
    differences: tuple[Difference, ...]
    """What still differs after it was read again."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """Days of one endpoint beside what the provider says they come to."""

    endpoint: Endpoint
    lines: list[LedgerDay]
    """Newest first."""
    window: Window
    theirs: Mapping[date, DayTotal]


def is_night_due(connection: Connection, now: datetime) -> bool:
    """Whether another night has begun since the last pass; the first is in the night after connecting.

    One that did not get all it asked for is tried again hourly, not in each of an hour's collections.
    """
    last = connection.reconciled_at or connection.created_at
    hour, collected = partial(period, every=HOURLY.every, stagger=stagger_of(connection.uid)), connection.collected_at
    is_first = collected is None or hour(collected) != hour(now)
    return is_first and _night(connection, last) != _night(connection, now)


def _night(connection: Connection, at: datetime) -> int:
    return period(at, NIGHTLY.every, stagger_of(connection.uid))


@final
class Nightly:
    """One connection's pass, in one collection."""

    def __init__(self, connection: Connection, provider: Provider, stores: Stores, clock: Clock) -> None:
        self._connection = connection
        self._provider = provider
        self._stores = stores
        self._clock = clock

    async def reconcile(self, session: ProviderSession) -> Reconciled | Fault:
        """Compare, read again what differs, and keep what differs still.

        What went wrong, when something could not be read again: then the pass is due once more. Raises ProviderError
        where totals are not given, and what the stores raise.
        """
        now = self._clock.now()
        compared = await self._ask(session, now)
        differed = await self._differing(compared)
        if differed and (fault := await self._read_again(session, compared, differed)) is not None:
            return fault
        left = await self._differing(compared) if differed else []
        days = {(each.endpoint.name, line.day) for each in compared for line in each.lines}
        await self._stores.figures.record_reconciled(self._connection, days, left, now)
        healed = len(_days(differed) - _days(left))
        return Reconciled(len(days), healed, tuple(left))

    async def _ask(self, session: ProviderSession, now: datetime) -> list[_Compared]:
        ledger = await self._stores.figures.ledger(self._connection)
        today = now.astimezone(UTC).date()
        night = None if self._connection.reconciled_at is None else _night(self._connection, now)
        compared = []
        for endpoint in self._provider.endpoints:
            try:
                for lines in tonight(endpoint, ledger, today, night):
                    window = Window(lines[-1].day, lines[0].day + timedelta(days=1))
                    theirs = totals_of(await session.totals(endpoint, window))
                    compared.append(_Compared(endpoint, lines, window, theirs))
            except (NotOffered, PermissionMissing):
                if endpoint.essential:
                    raise
        return compared

    async def _differing(self, compared: Iterable[_Compared]) -> list[Difference]:
        found: list[Difference] = []
        for each in compared:
            ours = await self._stores.figures.totals(self._connection, each.endpoint, each.window)
            found += differences(each.endpoint, [line.day for line in each.lines], ours, each.theirs)
        return found

    async def _read_again(
        self, session: ProviderSession, compared: Iterable[_Compared], differed: Iterable[Difference]
    ) -> Fault | None:
        """What went wrong; None when all of it could be read."""
        wrong = _days(differed)
        planned = newest_first(
            (each.endpoint, again(each.endpoint, _of(each, wrong))) for each in compared if any(_of(each, wrong))
        )
        run = Run(self._connection, self._stores, self._clock, planned, Tally(len(wrong), planned), lambda _: None)
        await run.through(session)
        return worst(run.faults)


def _days(found: Iterable[Difference]) -> set[tuple[str, date]]:
    return {(each.endpoint, each.day) for each in found}


def _of(compared: _Compared, days: set[tuple[str, date]]) -> Iterator[LedgerDay]:
    return (line for line in compared.lines if (compared.endpoint.name, line.day) in days)
