"""Collecting a connection: plan what is due, run through it, read the names, record how it went."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final, final

from core.clock import Clock
from core.collection.guarding import Guarding
from core.collection.naming import Naming
from core.collection.nightly import Nightly, Reconciled, is_night_due
from core.collection.plan import due, stagger_of
from core.collection.progress import Progress, Tally, newest_first
from core.collection.run import OnProgress, Run
from core.collection.stores import Stores
from core.collection.trouble import Fault, fault_of, fault_of_vault, next_attempt, worst
from core.concurrency import together
from core.connection import Connection
from core.crypto import KeyUnreadable
from core.oddities import Found, Oddity, absent_lately, after, refused_lately
from core.providers.contract import Provider, ProviderError, ProviderSession
from core.secret import Secret
from core.vault import VaultError

EVERY: Final = timedelta(minutes=10)
"""How long after a collection the next is due: the newest hours are wanted fresh."""
_SPREAD: Final = timedelta(seconds=60)
"""Over how long connections that would be due together are spread."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a collection ended. What was stored stays, whatever else happened."""

    windows: int
    """How many were fetched and stored."""
    progress: Progress
    fault: Fault | None
    """The worst that happened; None when all went through."""
    next_at: datetime
    """When the next collection is due."""
    unknown: Mapping[str, int]
    """What the provider sent that we do not know, counted."""
    reconciled: Reconciled | None = None
    """What comparing days with the provider's own totals came to; None when it was not the time, or not possible."""
    unread: Mapping[str, Fault] = field(default_factory=dict)
    """What beside figures could not be read, and is read another time: "names", "limits", "totals"."""


@dataclass(slots=True)
class _Beside:
    """What is read beside the figures, and is no trouble of the collection when the provider does not give it."""

    naming: Naming
    guarding: Guarding
    reconciled: Reconciled | None = None
    unread: dict[str, Fault] = field(default_factory=dict)

    @contextmanager
    def noting(self, what: str) -> Iterator[None]:
        """Where the provider gives an error instead, that is noted, and no more is read of it."""
        try:
            yield
        except ProviderError as error:
            self.unread[what] = fault_of(error)


def _unheard(_: Progress) -> None:
    """For who does not want to hear of progress."""


@final
class Collector:
    def __init__(
        self,
        providers: Mapping[str, Provider],
        stores: Stores,
        fetch_key: Callable[[Connection], Awaitable[Secret]],
        clock: Clock,
        jitter: Callable[[], float],
        hourly_days: int,
    ) -> None:
        """`fetch_key` raises VaultError or KeyUnreadable; `jitter` answers a number from 0 to 1."""
        self._providers = providers
        self._stores = stores
        self._fetch_key = fetch_key
        self._clock = clock
        self._jitter = jitter
        self._hourly_days = hourly_days

    async def collect(
        self, connection: Connection, on_progress: OnProgress = _unheard, again_from: date | None = None
    ) -> Outcome:
        """Collect everything that is due of `connection`, newest days first, and record how it went.

        The days from `again_from` on are due whatever the ledger says.

        Raises ConnectionGone, and what the stores raise. Cancelled, it finishes the windows that are being stored,
        records nothing, and the next collection goes on from there.
        """
        now = self._clock.now()
        provider = self._providers[connection.provider]
        ledger = await self._stores.figures.ledger(connection)
        if connection.replaced_ref is not None and not connection.key_proven:
            # What the old key has just read proves nothing of this one: it reads today's figures itself.
            ledger = [line for line in ledger if line.day < now.astimezone(UTC).date()]
        first = connection.first_day
        if again_from is not None:
            ledger, first = [line for line in ledger if line.day < again_from], min(first, again_from)
        known = await self._stores.oddities.of(connection)
        # A key that is yet to be proven, and somebody who asks by hand, may know better.
        may_be_there = not connection.key_proven or again_from is not None
        without = frozenset[str]() if may_be_there else absent_lately(known, now)
        endpoints = [each for each in provider.endpoints if each.name not in without]
        stagger = stagger_of(connection.uid)
        planned = newest_first((each, due(each, ledger, first, now, self._hourly_days, stagger)) for each in endpoints)
        tally = Tally((now.astimezone(UTC).date() - first).days + 1, planned)
        run = Run(connection, self._stores, self._clock, planned, tally, on_progress)
        run.oldest = min((line.day for line in ledger if line.total), default=None)
        beside = await self._go(connection, provider, run, refused_lately(known, now), now)
        await self._remember(connection, known, run, now)
        return await self._record(connection, run, tally.progress(), beside)

    async def _go(
        self,
        connection: Connection,
        provider: Provider,
        run: Run,
        refused: AbstractSet[tuple[str, str]],
        now: datetime,
    ) -> _Beside:
        """Run with the connection's key; in its night, compare."""
        naming = Naming(connection, self._stores.names)
        beside = _Beside(naming, Guarding(connection, self._stores.guards, self._clock))
        try:
            key = await self._fetch_key(connection)
        except (KeyUnreadable, VaultError) as error:
            run.faults.append(fault_of_vault(error))
            return beside
        try:
            async with provider.session(key, connection.organization, refused) as session:
                # Names come beside the figures, so that the first chart has them.
                daily = naming.is_daily_due(now)
                aside = partial(self._daily, connection) if daily else self._look
                await together([run.through(session), *([aside(session, beside)] if daily or run.is_due else [])])
                if not daily and await naming.is_due_for(run.ids_today, now):
                    with beside.noting("names"):
                        await naming.read(session)
                if not run.faults and is_night_due(connection, now):
                    await self._compare(connection, provider, session, beside)
        except ProviderError as error:
            run.faults.append(fault_of(error))
        return beside

    async def _remember(self, connection: Connection, known: Sequence[Oddity], run: Run, now: datetime) -> None:
        # In trouble it is not known what is missing for good: while a permission is, everything seems to be absent.
        absent = {} if run.faults else run.absent
        found = Found(run.unknown, run.refused, absent, run.read)
        remembered = after(known, found, now)
        if set(remembered) != set(known):
            await self._stores.oddities.replace(connection, remembered)

    async def _daily(self, connection: Connection, session: ProviderSession, beside: _Beside) -> None:
        with beside.noting("names"):
            await beside.naming.read(session)
        if beside.naming.projects is not None:
            with beside.noting("limits"):
                await beside.guarding.read_all(session, beside.naming.projects)
        # What is missing is recorded with a collection that goes through: until then it is read again.
        if "names" not in beside.unread and not beside.naming.missing:
            await self._stores.connections.record_named(connection, self._clock.now())

    async def _look(self, session: ProviderSession, beside: _Beside) -> None:
        with beside.noting("limits"):
            await beside.guarding.look(session)

    async def _compare(
        self, connection: Connection, provider: Provider, session: ProviderSession, beside: _Beside
    ) -> None:
        with beside.noting("totals"):
            found = await Nightly(connection, provider, self._stores, self._clock).reconcile(session)
            if isinstance(found, Fault):
                beside.unread["totals"] = found
            else:
                beside.reconciled = found

    async def _record(self, connection: Connection, run: Run, progress: Progress, beside: _Beside) -> Outcome:
        at = self._clock.now()
        fault = worst(run.faults)
        connections = self._stores.connections
        if fault is None:
            since = _oldest_known(connection, beside.naming, run)
            goes_on = replace(connection, organization_since=since).first_day < connection.first_day
            next_at = at if goes_on else at + EVERY + _SPREAD * self._jitter()
            await connections.record_collected(connection, at, next_at, beside.naming.missing, since)
        else:
            next_at = next_attempt(fault, connection.trouble_since, at, self._jitter)
            await connections.record_trouble(connection, fault.trouble, fault.detail, at, next_at)
        unknown = dict(run.unknown)
        return Outcome(run.windows, progress, fault, next_at, unknown, beside.reconciled, beside.unread)


def _oldest_known(connection: Connection, naming: Naming, run: Run) -> date | None:
    """The day of the oldest that is known of the organization; None when its provider told nothing of it.

    Figures alone say nothing: those we have begin where we began to ask.
    """
    told = [each for each in (connection.organization_since, naming.since) if each is not None]
    if not told:
        return None
    return min(told) if run.oldest is None else min(*told, run.oldest)
