"""Collects what is due: claimed in the database, so that two processes never collect the same connection at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.backfill import BackfillMessages
from bot.rotation import Rotation
from bot.work import InFlight
from core.clock import Clock
from core.collection.collector import Collector
from core.connection import Connection, ConnectionGone
from storage.connections import Connections

LEASE: Final = timedelta(seconds=15)
"""How long a connection stays claimed by a process that was killed."""

AFTER_ERROR: Final = timedelta(minutes=10)
"""How long a connection is left alone after an error that nobody foresaw."""

RENEW: Final = 5.0
"""Seconds between two renewals."""

log = structlog.stdlib.get_logger("tokenmeter.collecting")


class Collecting:
    def __init__(
        self,
        connections: Connections,
        collector: Collector,
        messages: BackfillMessages,
        rotation: Rotation,
        in_flight: InFlight,
        clock: Clock,
        holder: str,
    ) -> None:
        """`holder` names this process among those that use the database."""
        self._connections = connections
        self._collector = collector
        self._messages = messages
        self._rotation = rotation
        self._in_flight = in_flight
        self._clock = clock
        self._holder = holder

    async def finish_imports(self) -> None:
        """For the start of the process: show what an import came to, where another ended right before it could."""
        for connection in await self._connections.all():
            self._in_flight.start(f"finish import {connection.id}", self._messages.finish(connection))

    async def start_due(self) -> None:
        """Claim the connections that are due and start collecting them."""
        now = self._clock.now()
        for connection in await self._connections.claim_due(now, self._holder, now + LEASE):
            self._in_flight.start(f"collect {connection.id}", self._collect(connection), resumable=True)

    async def _collect(self, connection: Connection) -> None:
        try:
            async with self._leased(connection), self._messages.shown(connection) as show:
                outcome = await self._collector.collect(connection, show)
        except ConnectionGone:
            log.info("stopped collecting: it is disconnected", connection=connection.id)
            return
        log.info(
            "collected",
            connection=connection.id,
            windows=outcome.windows,
            days=outcome.progress.days_done,
            trouble=outcome.fault.trouble.value if outcome.fault else None,
            unknown=dict(outcome.unknown),
        )
        if not connection.key_proven:
            await self._rotation.settle_all()

    @asynccontextmanager
    async def _leased(self, connection: Connection) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._keep_leased(connection))
        until: datetime | None = None
        try:
            yield
        except ConnectionGone:
            raise
        except Exception:
            # An error that nobody foresaw is not repeated every ten seconds: nobody collects this for a while.
            until = self._clock.now() + AFTER_ERROR
            raise
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            if until is None:
                await self._connections.release(connection, self._holder)
            else:
                await self._connections.renew(connection, self._holder, until)

    async def _keep_leased(self, connection: Connection) -> None:
        while True:
            await asyncio.sleep(RENEW)
            await self._connections.renew(connection, self._holder, self._clock.now() + LEASE)
