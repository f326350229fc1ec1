"""Collects a connection: claimed in the database, so that two processes never collect the same one at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError
from structlog.contextvars import bind_contextvars

from bot.collection.backfill import FIRST_CHART
from bot.collection.leases import Leases
from bot.installed import Installed, NotInstalled
from bot.work import InFlight
from core.clock import Clock
from core.collection.collector import Collector
from core.collection.nightly import Reconciled
from core.connection import Connection, ConnectionGone
from storage.connections import Connections
from storage.database import DatabaseDown

AFTER_ERROR: Final = timedelta(minutes=10)
"""How long a connection is left alone after an error that nobody foresaw."""

log = structlog.stdlib.get_logger("tokenmeter.collecting")


class Collecting:
    def __init__(
        self,
        connections: Connections,
        leases: Leases,
        collector: Collector,
        installed: Installed,
        in_flight: InFlight,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._leases = leases
        self._collector = collector
        self._installed = installed
        self._in_flight = in_flight
        self._clock = clock

    async def finish_imports(self) -> None:
        """For the start of the process: show what an import came to, where another ended right before it could."""
        for connection in await self._connections.untold(FIRST_CHART):
            self._in_flight.start(f"finish import {connection.id}", self._finish(connection))

    async def _finish(self, connection: Connection) -> None:
        deps = await self._installed.deps_of(connection.workspace)
        await deps.imports.finish(connection)

    async def collect(self, number: int) -> None:
        """Collect the connection with this id, if it is due and nobody else does."""
        connection = await self._leases.claim_due(number)
        if connection is None:
            return
        bind_contextvars(workspace=connection.workspace)
        try:
            async with self._held(connection):
                deps = await self._installed.deps_of(connection.workspace)
                async with deps.imports.shown(connection) as show:
                    outcome = await self._collector.collect(connection, show)
        except ConnectionGone:
            log.info("stopped collecting: it is disconnected", connection=connection.id)
            return
        except NotInstalled:
            log.info("not collected: the bot is not in its workspace", connection=connection.id)
            return
        log.info(
            "collected",
            connection=connection.id,
            windows=outcome.windows,
            days=outcome.progress.days_done,
            trouble=outcome.fault.trouble.value if outcome.fault else None,
            unknown=dict(outcome.unknown),
        )
        for what, fault in outcome.unread.items():
            log.warning("not read", connection=connection.id, what=what, trouble=fault.trouble.value)
        if outcome.reconciled is not None:
            _log_reconciled(connection, outcome.reconciled)
        if not connection.key_proven:
            await deps.rotation.settle_all()

    @asynccontextmanager
    async def _held(self, connection: Connection) -> AsyncIterator[None]:
        not_before: datetime | None = None
        try:
            yield
        except (ConnectionGone, DatabaseDown, OperationalError):
            raise  # when the database is there again, so is this: who runs it tries again soon
        except Exception:
            # Where the bot is not installed, and after an error that nobody foresaw, it is not tried again every ten
            # seconds: nobody collects this for a while. Who runs this logs it under an id, and its owner hears of a
            # connection that is late for long.
            not_before = self._clock.now() + AFTER_ERROR
            raise
        finally:
            await self._leases.give_back(connection, not_before)


def _log_reconciled(connection: Connection, reconciled: Reconciled) -> None:
    log.info("compared", connection=connection.id, days=reconciled.days, healed=reconciled.healed)
    for each in reconciled.differences:
        log.warning(
            "differs from the provider's total",
            connection=connection.id,
            endpoint=each.endpoint,
            day=str(each.day),
            unit=each.unit,
            ours=each.ours,
            theirs=each.theirs,
        )
